"""Declared deadlines: what starts them, how they count, and which article says so.

Chinese law counts in four ways (hours, calendar days, working days, months) and each rolls over
holidays differently; a deadline therefore always carries its unit and its citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a length counts: 小时 run through nights and holidays (民法典 201), 日 skip the start day
    and roll at the end (民法典 203), 工作日 follow the State Council notice, 月 end on the
    corresponding day (民法典 202), either rolled (acting) or never (validity)."""

    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"
    MONTHS_VALID = "months_valid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Law:
    """A source beside a rule. ``local`` marks a county's own rule, never shown as law."""

    name: str
    article: str = ""
    local: bool = False

    def __str__(self) -> str:
        return f"{self.name}{self.article}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A deadline a service or core declares. ``length`` is in ``unit``; ``warn_days`` is when it
    turns to "soon"; ``extension`` in ``unit``, 0 = cannot be extended; ``pauses`` are the reasons
    for which it may stand still (补正, 鉴定), as they are shown."""

    code: str
    title: str
    unit: Unit
    length: int
    law: Law
    warn_days: int = 3
    extension: int = 0
    pauses: tuple[str, ...] = ()
