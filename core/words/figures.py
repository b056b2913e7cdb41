"""What a service counts, and what it may read to count: items, records and promises, never a name.

A figure is declared with its formula in words and computed by the hook ``figures`` (附录D).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.words.cases import ItemState


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """A declared figure with its formula in words."""

    code: str
    title: str
    formula: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One computed value of an indicator."""

    code: str
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedItem:
    """An item as figures see it: nobody's name in it, not even a number. ``level`` is that of the
    point it was opened at; ``answers`` are the newest of the fields marked ``index`` that are
    stored in the clear, by ``<form>.<field>``."""

    state: ItemState
    outcome: str
    level: str
    opened_on: date
    closed_on: date | None = None
    answers: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedRecord:
    """A filed form as figures see it, for what happens more than once in an item: a ledger's line,
    a decision. ``item`` tells the items of one answer apart and means nothing outside it;
    ``answers`` are those of the fields marked ``index`` that are stored in the clear, by field."""

    form: str
    item: int
    level: str
    opened_on: date
    filed_on: date
    answers: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePromise:
    """One promise of an agreement that fell due: how it was last seen, and on which day."""

    due_on: date
    state: str
    said_on: date | None = None
