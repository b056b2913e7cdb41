"""Figures: what is counted month by month, how it is told, what is kept back (T/ZSM 4.3.2.1).

A mechanism that knows no case: the rooms above declare what of their rows is counted and ask for
sums; indicators are data, and a month once locked stays as it was told.
"""

from core.statistics.hiding import SMALLEST, hide, hide_table, is_small
from core.statistics.indicators import (
    BASES,
    DISPUTES,
    INDICATORS,
    LEADING,
    OUTCOMES,
    TAKEN_IN,
    Indicator,
    indicator,
)
from core.statistics.keeping import Book, Cell, Counted, keep
from core.statistics.locking import BOTTOM, TOP, Frozen, lock_month, shares_kept
from core.statistics.models import NOW, SEALED
from core.statistics.reading import (
    Reader,
    Sums,
    locked_months,
    month_before,
    months_between,
    read,
    read_places,
)
from core.statistics.rebuilding import is_kept, kept, rebuild, recount
from core.statistics.telling import Told, tell, tell_all
from core.statistics.wards import bar_ward, open_to

__all__ = [
    "BASES",
    "BOTTOM",
    "DISPUTES",
    "INDICATORS",
    "LEADING",
    "NOW",
    "OUTCOMES",
    "SEALED",
    "SMALLEST",
    "TAKEN_IN",
    "TOP",
    "Book",
    "Cell",
    "Counted",
    "Frozen",
    "Indicator",
    "Reader",
    "Sums",
    "Told",
    "bar_ward",
    "hide",
    "hide_table",
    "indicator",
    "is_kept",
    "is_small",
    "keep",
    "kept",
    "lock_month",
    "locked_months",
    "month_before",
    "months_between",
    "open_to",
    "read",
    "read_places",
    "rebuild",
    "recount",
    "shares_kept",
    "tell",
    "tell_all",
]
