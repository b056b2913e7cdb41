"""The four ways Chinese law counts time, as pure functions.

Hours run through nights and holidays; days leave out the day of the event and move only their last
day off a holiday; working days follow the notice; months end on the corresponding day. Sources:
民法典 200–204 (and 1259 on "以内", which includes the number), 民事诉讼法 85.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from core.clocks.calendar import Calendar
from core.clocks.now import SHANGHAI, local_date
from core.words import Clock, Unit

# Longer than any run of days off a real calendar can hold; beyond it the day table is broken and a
# loud error is better than a deadline in another year.
_LONGEST_RUN_OFF = 62


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When a deadline ends. ``provisional``: a date it hangs on lies in a year without notice."""

    at: datetime
    provisional: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """What is left of a paused deadline, in minutes for hour clocks and whole days for the rest.

    Months become calendar days: half a month has no corresponding day to end on.
    """

    unit: Unit
    amount: int


def roll(day: date, calendar: Calendar) -> date:
    """Return *day*, or the next working day when it is a day off (民法典 203)."""
    for step in range(_LONGEST_RUN_OFF):
        candidate = day + timedelta(days=step)
        if calendar.is_working(candidate):
            return candidate
    raise ValueError(f"no working day within {_LONGEST_RUN_OFF} days of {day}")


def remind_on(day: date, days_before: int, calendar: Calendar) -> date:
    """Return the last working day on or before *days_before* days ahead of *day*.

    A validity ends on its own date even on a Sunday, so the reminder has to come on a day when
    somebody is there to read it.
    """
    wanted = day - timedelta(days=_whole(days_before))
    for step in range(_LONGEST_RUN_OFF):
        candidate = wanted - timedelta(days=step)
        if calendar.is_working(candidate):
            return candidate
    raise ValueError(f"no working day within {_LONGEST_RUN_OFF} days before {wanted}")


def closes(day: date) -> datetime:
    """Return the instant *day* is over: 24:00 in Shanghai, as aware UTC (民法典 203)."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    return midnight.astimezone(UTC)


def last_day(ends_at: datetime) -> date:
    """Return the Shanghai date a deadline ends on: the inverse of `closes`.

    What ends at 24:00 on the 22nd is at 0:00 on the 23rd for a computer and on the 22nd for
    everybody else; whoever shows a deadline's date asks here.
    """
    return local_date(ends_at - timedelta(microseconds=1))


def add_minutes(start: datetime, minutes: int) -> datetime:
    """Return the instant *minutes* later; nights and holidays count (民法典 201)."""
    return _aware(start) + timedelta(minutes=_whole(minutes))


def add_hours(start: datetime, hours: int) -> datetime:
    """Return the instant *hours* later; nights and holidays count (民法典 201)."""
    return add_minutes(start, _whole(hours) * 60)


def add_days_civil(start: date, days: int, calendar: Calendar) -> date:
    """Return the last day of a period of *days* 日.

    The day of the event is not counted; days off inside the period are; only a last day that is a
    day off moves on to the next working day (民法典 201, 203).
    """
    return roll(start + timedelta(days=_whole(days)), calendar)


def add_workdays(start: date, days: int, calendar: Calendar) -> date:
    """Return the last day of a period of *days* 工作日, the day of the event not counted.

    Zero is the first working day from *start* on.
    """
    day = roll(start, calendar) if _whole(days) == 0 else start
    for _ in range(days):
        day = roll(day + timedelta(days=1), calendar)
    return day


def add_months_valid(start: date, months: int) -> date:
    """Return the corresponding day *months* later, the month's last day when it has none.

    For validities (a protection order's six months): they end on the date they end, never later
    (民法典 202).
    """
    index = start.year * 12 + start.month - 1 + _whole(months)
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def add_months_civil(start: date, months: int, calendar: Calendar) -> date:
    """Return the last day to act within *months*: the corresponding day, moved off a day off."""
    return roll(add_months_valid(start, months), calendar)


def due(clock: Clock, started_at: datetime, calendar: Calendar, *, extended_by: int = 0) -> Due:
    """Return when *clock*, started at the aware instant *started_at*, runs out.

    ``extended_by`` is in the clock's own unit and lengthens the whole period, so that the last day
    is moved off a holiday once, not twice. Raises ValueError for a naive instant or a negative
    length.
    """
    return count(clock.unit, _whole(clock.length) + _whole(extended_by), started_at, calendar)


def count(unit: Unit, length: int, started_at: datetime, calendar: Calendar) -> Due:
    """Return when *length* of *unit* from *started_at* is over."""
    match unit:
        case Unit.MINUTES:
            return Due(at=add_minutes(started_at, length))
        case Unit.HOURS:
            return Due(at=add_hours(started_at, length))
    start = local_date(started_at)
    match unit:
        case Unit.MONTHS_VALID:
            return Due(at=closes(add_months_valid(start, length)))
        case Unit.DAYS:
            first_asked = start + timedelta(days=length)
            last = add_days_civil(start, length, calendar)
        case Unit.WORKDAYS:
            first_asked = start + timedelta(days=1)
            last = add_workdays(start, length, calendar)
        case Unit.MONTHS:
            first_asked = add_months_valid(start, length)
            last = add_months_civil(start, length, calendar)
        case _:
            assert_never(unit)
    # Every day the calendar was asked about lies between these two; a year inside that is still a
    # guess makes the answer one. A last day of 31 December does not wait for next year's notice.
    years = range(first_asked.year, last.year + 1)
    return Due(at=closes(last), provisional=any(calendar.is_provisional(year) for year in years))


def pause(
    unit: Unit, length: int, started_at: datetime, at: datetime, calendar: Calendar
) -> Remaining:
    """Return what is left at *at* of *length* of *unit* running since *started_at*.

    The day of the pause is used up, the day of going on is not counted: days in between cost
    nothing, and pausing and going on within a day changes nothing. Never negative; a validity
    cannot be paused (ValueError).
    """
    if unit is Unit.MONTHS_VALID:
        raise ValueError("a validity does not pause")
    if unit in (Unit.MINUTES, Unit.HOURS):
        left = count(unit, length, started_at, calendar).at - _aware(at)
        # a started minute is left whole, so that a pause never shortens anyone's time
        return Remaining(unit=Unit.MINUTES, amount=max(0, -(-left // timedelta(minutes=1))))
    start, day = local_date(started_at), local_date(at)
    if unit is Unit.WORKDAYS:
        used = _workdays_between(start, day, calendar)
        return Remaining(unit=Unit.WORKDAYS, amount=max(0, length - used))
    last = start + timedelta(days=length) if unit is Unit.DAYS else add_months_valid(start, length)
    return Remaining(unit=Unit.DAYS, amount=max(0, (last - max(day, start)).days))


def resume(remaining: Remaining, at: datetime, calendar: Calendar) -> Due:
    """Return when a paused deadline ends that goes on at *at*."""
    return count(remaining.unit, remaining.amount, at, calendar)


def _workdays_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after *start* up to and including *end*."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if calendar.is_working(day))


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot start a deadline")
    return instant.astimezone(UTC)


def _whole(amount: int) -> int:
    if amount < 0:
        raise ValueError("a period cannot be negative")
    return amount
