"""When a shift falls, who serves it and into which slots it is cut: arithmetic, no database.

The calendar decides what is worked, make-up Saturdays included, so that a weekly plan needs no
hand on a holiday (国务院办公厅节假日通知; T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol

from core.clocks import SHANGHAI, Calendar

DAY_MINUTES: Final = 1440
FARTHEST: Final = timedelta(days=366)
"""How far from today a week may be looked at: what is farther away is nobody's plan yet."""

DAYS: Final[Mapping[str, str]] = {
    "working": "工作日（含调休上班）",
    "off": "休息日",
    "all": "工作日和休息日",
}
WEEKDAYS: Final = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class Planned(Protocol):
    """What of a shift its days are counted from (``DutyShift`` is one)."""

    @property
    def weekday(self) -> int | None: ...
    @property
    def days(self) -> str: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date | None: ...


class Absence(Protocol):
    """What of an absence decides who stands in (``DutyAway`` is one)."""

    @property
    def account_id(self) -> str: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date: ...
    @property
    def deputy_id(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """One shift on one day. ``account_id`` is who serves it, None for nobody; ``planned_id`` who
    was to; ``stand_ins`` everybody else who may come to serve it."""

    shift_id: str
    day: date
    point_id: str
    service: str
    starts: int
    ends: int
    planned_id: str
    account_id: str | None
    stand_ins: tuple[str, ...] = ()
    slot_minutes: int = 0
    seats: int = 1

    @property
    def deputised(self) -> bool:
        """Somebody else serves than was planned."""
        return self.account_id is not None and self.account_id != self.planned_id

    @property
    def people(self) -> frozenset[str]:
        """Everybody who may be met there: who was planned, who serves, who may stand in."""
        return frozenset(one for one in (self.planned_id, self.account_id, *self.stand_ins) if one)

    @property
    def slots(self) -> tuple[int, ...]:
        """The minutes at which a slot begins; a rest too short for one is not offered."""
        if not self.slot_minutes:
            return ()
        return tuple(range(self.starts, self.ends - self.slot_minutes + 1, self.slot_minutes))

    @property
    def begins_at(self) -> datetime:
        return instant(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        return instant(self.day, self.ends)


def falls_on(shift: Planned, day: date, calendar: Calendar) -> bool:
    """Tell whether the shift is served on *day*.

    A weekday's shift on working days rests on a holiday; one of every working day is served on a
    make-up Saturday too. Raises ValueError for a kind of days there is not.
    """
    if day < shift.first_on or (shift.last_on is not None and day > shift.last_on):
        return False
    if shift.weekday is not None and day.weekday() != shift.weekday:
        return False
    if shift.days == "all":
        return True
    if shift.days not in DAYS:
        raise ValueError(shift.days)
    return calendar.is_working(day) is (shift.days == "working")


def days_of(shift: Planned, first: date, last: date, calendar: Calendar) -> Iterator[date]:
    """Yield the days from *first* to *last* on which the shift is served."""
    day = max(first, shift.first_on)
    end = last if shift.last_on is None else min(last, shift.last_on)
    while day <= end:
        if falls_on(shift, day, calendar):
            yield day
        day += timedelta(days=1)


def is_away(account_id: str, day: date, absences: Iterable[Absence]) -> bool:
    """Tell whether *account_id* is away on *day*."""
    return any(
        one.account_id == account_id and one.first_on <= day <= one.last_on for one in absences
    )


def stand_ins(
    planned: str, deputy: str | None, day: date, absences: Collection[Absence]
) -> tuple[str, ...]:
    """Return who may stand in for *planned* on *day*, the one named for the absence first."""
    named = [
        one.deputy_id
        for one in absences
        if one.account_id == planned and one.first_on <= day <= one.last_on and one.deputy_id
    ]
    wanted = [*named, *([deputy] if deputy else [])]
    return tuple(one for one in dict.fromkeys(wanted) if one != planned)


def who_serves(
    planned: str,
    others: Iterable[str],
    day: date,
    absences: Collection[Absence],
    posted: Collection[str],
) -> str | None:
    """Return who serves: *planned*, else the first of *others* who is there; None for nobody.

    ``posted`` are those who may serve on that day at all: whoever left the post is not waited for.
    """
    for account_id in (planned, *others):
        if account_id in posted and not is_away(account_id, day, absences):
            return account_id
    return None


def instant(day: date, minute: int) -> datetime:
    """Return the moment of *minute* of *day* in Shanghai; beyond 1440 it lies on the next day."""
    midnight = datetime.combine(day, time(), tzinfo=SHANGHAI)
    return midnight + timedelta(minutes=minute)


def hour(minute: int) -> str:
    """Return a minute of the day as it is read: 8:30, and 次日 by whoever shows it."""
    return f"{minute % DAY_MINUTES // 60}:{minute % 60:02d}"


def is_morning(minute: int) -> bool:
    """Tell the half day a minute lies in; noon begins the afternoon."""
    return minute % DAY_MINUTES < DAY_MINUTES // 2
