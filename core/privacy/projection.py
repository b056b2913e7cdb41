"""What a reach shows, as a table; and how a name or number looks while it is masked."""

from __future__ import annotations

from dataclasses import dataclass

from core.privacy.reach import Reach
from core.words import Sensitivity


@dataclass(frozen=True, kw_only=True, slots=True)
class Shows:
    """Which parts of a case a reach opens. ``records`` is the highest class of a field that is
    readable in items the viewer does not own; own items are read up to R."""

    envelope: bool = False
    process: bool = False
    people: bool = False
    story: bool = False
    papers: bool = False
    records: Sensitivity | None = None


TABLE: dict[Reach, Shows] = {
    Reach.NONE: Shows(),
    Reach.ENVELOPE: Shows(envelope=True),
    Reach.PROCESS: Shows(envelope=True, process=True),
    Reach.ITEM: Shows(envelope=True, process=True, people=True, story=True),
    Reach.FULL: Shows(
        envelope=True,
        process=True,
        people=True,
        story=True,
        papers=True,
        records=Sensitivity.SENSITIVE,
    ),
}


def shows(reach: Reach) -> Shows:
    """Return what *reach* opens."""
    return TABLE[reach]


def mask_name(name: str) -> str:
    """Mask a personal name: 周桂芬 -> 周*芬, 陈军 -> 陈*, a single character stays."""
    if len(name) < 2:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_tail(number: str) -> str:
    """Mask a phone or id number down to its last four characters."""
    return "*" * max(len(number) - 4, 0) + number[-4:]
