"""What a service counts, and what it may read to count: items, records and promises, never a name.

A figure is declared with its formula in words and computed by the hook ``figures`` (附录D).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.words.cases import ItemState

FED_BY_SERVICES: Final = frozenset({"aid_full"})
"""The figures of core that add up what services count: 应援尽援率."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """A declared figure with its formula in words, and the edition of that formula.

    ``missing`` says what it still lacks, where nothing computes it yet. ``small_hidden`` keeps a
    number under five back even in the county's own total, for what would name a family; counts
    with the same ``split`` are parts of one total, and none of them may be told by subtraction.
    ``counts_toward`` names the figure of core it is a part of: shares are added up there, and a
    number that cannot be added, such as a median, stands beside.
    """

    code: str
    title: str
    formula: str
    unit: str = ""
    version: int = 1
    missing: str = ""
    small_hidden: bool = False
    split: str = ""
    counts_toward: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One computed value of an indicator."""

    code: str
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedItem:
    """An item as figures see it: nobody's name in it, not even a number. ``level`` is that of the
    point it was opened at, ``scenario`` the situation its case was taken in under; ``answers`` are
    the newest of the fields marked ``index`` that are stored in the clear, by ``<form>.<field>``;
    a day is written ``2026-11-20``."""

    state: ItemState
    outcome: str
    level: str
    opened_on: date
    closed_on: date | None = None
    answers: Mapping[str, str | int] = field(default_factory=dict)
    scenario: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedRecord:
    """A filed form as figures see it, for what happens more than once in an item: a ledger's line,
    a decision. ``item`` tells the items of one answer apart and means nothing outside it;
    ``scenario`` is that of its case;
    ``answers`` are those of the fields marked ``index`` that are stored in the clear, by field;
    ``chosen`` holds every choice where several may be made. ``about`` and ``by`` are numbers too:
    they tell apart whom records are about (None for what is shared) and who wrote them; ``point``
    tells the service points apart at which the items were opened."""

    form: str
    item: int
    level: str
    opened_on: date
    filed_on: date
    answers: Mapping[str, str | int] = field(default_factory=dict)
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scenario: str = ""
    about: int | None = None
    by: int = 0
    point: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedApproval:
    """A question to a second person: about which step, asked on which day, and how it ended
    (``asked`` while it waits, ``agreed``, ``used`` once the step was taken, ``refused``,
    ``withdrawn``) on which day."""

    step: str
    asked_on: date
    state: str
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedClock:
    """A deadline of an item that ends in a period: ``in_time``, ``late``, or ``waiting`` while it
    may still be met. ``hours`` are those from its start to its stop, begun ones in full."""

    code: str
    due_on: date
    state: str
    hours: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePromise:
    """One promise of an agreement that fell due: how it was last seen, and on which day."""

    due_on: date
    state: str
    said_on: date | None = None
