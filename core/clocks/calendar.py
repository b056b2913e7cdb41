"""Which days are worked: the State Council's yearly notice, with a county's own days on top.

The notice moves days off around weekends and has people work some Saturdays and Sundays for it, so
neither "Monday to Friday" nor a list of festivals is right. Years whose notice is not known yet are
counted from a guess and say so (暂定).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

import holidays

# The last year whose notice the `holidays` package carries with its make-up days. Later years come
# out of the package too, silently guessed, which is why this number exists at all.
OFFICIAL_THROUGH = 2026
# The source of a county's or province's own day (三月三). It moves a date but does not make the
# year's notice known.
LOCAL = "local"


class DayKind(StrEnum):
    """What a row of the day table makes of its date."""

    WORK = "work"
    OFF = "off"


class DayStatus(StrEnum):
    """Whether the row stands in a published notice or is somebody's expectation."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


class DayRow(Protocol):
    """A row of the day table, as far as counting needs it (``CalendarDay`` is one)."""

    @property
    def date(self) -> date: ...
    @property
    def kind(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def status(self) -> str: ...


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    """Return every day off of *year* as the package knows or guesses it."""
    china = holidays.country_holidays("CN", years=year)
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    days = (first + timedelta(days=n) for n in range(length))
    return frozenset(day for day in days if not china.is_working_day(day))


def _is_national_day(day: date) -> bool:
    """Every notice gives 1 October off, so a table without it is not the whole notice yet."""
    return (day.month, day.day) == (10, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The working days as one county sees them; built once per request or command.

    ``Calendar()`` alone is the national calendar without local days. ``noticed`` are the years
    whose notice was imported: there only weekends and rows count, because the package's guess at
    such a year contains days off the notice never gave.
    """

    work: frozenset[date] = frozenset()
    off: frozenset[date] = frozenset()
    noticed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[DayRow]) -> Calendar:
        """Build the calendar from rows of the day table; raise ValueError for an unknown kind."""
        work: set[date] = set()
        off: set[date] = set()
        noticed: set[int] = set()
        for row in rows:
            (work if DayKind(row.kind) is DayKind.WORK else off).add(row.date)
            official = DayStatus(row.status) is DayStatus.OFFICIAL and row.source != LOCAL
            if official and row.kind == DayKind.OFF and _is_national_day(row.date):
                noticed.add(row.date.year)
        return cls(work=frozenset(work), off=frozenset(off), noticed=frozenset(noticed))

    def is_working(self, day: date) -> bool:
        """Tell whether *day* is worked; make-up Saturdays and Sundays (调休) are."""
        if day in self.work:
            return True
        if day in self.off:
            return False
        if day.year in self.noticed and day.year > OFFICIAL_THROUGH:
            return day.weekday() < 5
        return day not in _days_off(day.year)

    def is_provisional(self, year: int) -> bool:
        """Tell whether the notice for *year* is still unknown, so that dates in it may move."""
        return year > OFFICIAL_THROUGH and year not in self.noticed
