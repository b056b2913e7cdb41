"""The golden table of deadlines, and what must hold for any of them.

Expected dates were counted by hand against the notice for 2026: days off 1/1-3, 2/15-23, 4/4-6,
5/1-5, 6/19-21, 9/25-27, 10/1-7; made up on 1/4, 2/14, 2/28, 5/9, 9/20, 10/10.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import (
    SHANGHAI,
    Calendar,
    Due,
    Remaining,
    add_days_civil,
    add_hours,
    add_minutes,
    add_months_civil,
    add_months_valid,
    add_workdays,
    closes,
    due,
    last_day,
    pause,
    remind_on,
    resume,
    roll,
)
from core.words import Clock, Law, Unit

CALENDAR = Calendar()
LAW = Law(name="信访工作条例", article="第34条")


def d(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant written as Shanghai reads it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def clock(unit: Unit, length: int) -> Clock:
    return Clock(code="c", title="时限", unit=unit, length=length, law=LAW)


DAYS = [
    # event, days, last day, why
    ("2026-09-16", 15, "2026-10-08", "day 15 is National Day"),
    ("2026-09-01", 30, "2026-10-08", "day 30 is National Day"),
    ("2026-09-02", 30, "2026-10-08", "2 October"),
    ("2026-09-07", 30, "2026-10-08", "7 October, the last day off"),
    ("2026-09-08", 30, "2026-10-08", "8 October is worked: not moved"),
    ("2026-09-10", 30, "2026-10-10", "a make-up Saturday is worked: not moved"),
    ("2026-09-11", 30, "2026-10-12", "an ordinary Sunday"),
    ("2026-09-05", 15, "2026-09-20", "a make-up Sunday is worked: not moved"),
    ("2026-09-10", 15, "2026-09-28", "Mid-Autumn Friday moves over its weekend"),
    ("2026-02-07", 7, "2026-02-14", "a make-up Saturday before Spring Festival"),
    ("2026-02-08", 7, "2026-02-24", "Spring Festival moves nine days"),
    ("2026-02-13", 15, "2026-02-28", "a make-up Saturday after it"),
    ("2026-02-14", 15, "2026-03-02", "an ordinary Sunday, 1 March"),
    ("2026-03-28", 7, "2026-04-07", "Tomb-Sweeping Saturday"),
    ("2026-04-16", 15, "2026-05-06", "Labour Day"),
    ("2026-04-24", 15, "2026-05-09", "a make-up Saturday in May"),
    ("2026-06-14", 5, "2026-06-22", "Dragon Boat Friday"),
    ("2026-11-22", 30, "2026-12-22", "cooling-off: the event's own day is not counted"),
    ("2026-12-22", 30, "2027-01-21", "the window for the certificate"),
    ("2026-11-27", 3, "2026-11-30", "over a weekend, ends on a Monday"),
    ("2026-11-26", 3, "2026-11-30", "Sunday moves to Monday"),
    ("2026-12-16", 15, "2026-12-31", "the last day of the year, a Thursday"),
    ("2026-12-17", 15, "2027-01-04", "New Year's Day, then a weekend"),
    ("2026-01-30", 30, "2026-03-02", "over the short month"),
    ("2024-02-14", 15, "2024-02-29", "leap day"),
    ("2026-11-23", 0, "2026-11-23", "nothing to wait for"),
]


@pytest.mark.parametrize(("event", "days", "last", "why"), DAYS)
def test_calendar_days_move_only_at_the_end(event: str, days: int, last: str, why: str) -> None:
    assert add_days_civil(d(event), days, CALENDAR) == d(last), why


WORKDAYS = [
    ("2026-09-30", 5, "2026-10-13", "8, 9, 10 (make-up), 12, 13"),
    ("2026-09-30", 1, "2026-10-08", "the holiday week costs nothing"),
    ("2026-10-09", 1, "2026-10-10", "a make-up Saturday counts"),
    ("2026-10-10", 1, "2026-10-12", "and its Sunday does not"),
    ("2026-02-13", 1, "2026-02-14", "a make-up Saturday"),
    ("2026-02-14", 1, "2026-02-24", "then nine days off"),
    ("2026-02-26", 3, "2026-03-02", "27, 28 (make-up), 2 March"),
    ("2026-09-18", 5, "2026-09-24", "20 (make-up Sunday), 21, 22, 23, 24"),
    ("2026-11-20", 5, "2026-11-27", "an ordinary week from a Friday"),
    ("2026-11-21", 5, "2026-11-27", "an event on a Saturday"),
    ("2026-11-22", 5, "2026-11-27", "an event on a Sunday"),
    ("2026-11-23", 3, "2026-11-26", "three days for an online acceptance"),
    ("2026-05-08", 2, "2026-05-11", "9 (make-up), 11"),
    ("2025-12-31", 1, "2026-01-04", "make-up Sunday after New Year"),
    ("2026-12-30", 3, "2027-01-05", "over New Year: 31, 4, 5"),
    ("2026-11-22", 0, "2026-11-23", "the first working day from here on"),
]


@pytest.mark.parametrize(("event", "days", "last", "why"), WORKDAYS)
def test_working_days_follow_the_notice(event: str, days: int, last: str, why: str) -> None:
    assert add_workdays(d(event), days, CALENDAR) == d(last), why


MONTHS = [
    # event, months, validity ends, last day to act
    ("2026-08-31", 6, "2027-02-28", "2027-03-01"),
    ("2026-04-03", 6, "2026-10-03", "2026-10-08"),
    ("2026-01-31", 1, "2026-02-28", "2026-02-28"),
    ("2026-01-30", 1, "2026-02-28", "2026-02-28"),
    ("2026-01-29", 1, "2026-02-28", "2026-02-28"),
    ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
    ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
    ("2026-03-31", 1, "2026-04-30", "2026-04-30"),
    ("2026-09-01", 1, "2026-10-01", "2026-10-08"),
    ("2026-11-22", 1, "2026-12-22", "2026-12-22"),
    ("2026-12-31", 2, "2027-02-28", "2027-03-01"),
    ("2026-06-15", 12, "2027-06-15", "2027-06-15"),
    ("2026-11-22", 36, "2029-11-22", "2029-11-22"),
]


@pytest.mark.parametrize(("event", "months", "valid", "acting"), MONTHS)
def test_months_end_on_the_corresponding_day(
    event: str, months: int, valid: str, acting: str
) -> None:
    assert add_months_valid(d(event), months) == d(valid)
    assert add_months_civil(d(event), months, CALENDAR) == d(acting)


HOURS = [
    ("2026-02-14T20:00", 72, "2026-02-17T20:00"),
    ("2026-09-30T17:00", 24, "2026-10-01T17:00"),
    ("2026-12-31T23:30", 2, "2027-01-01T01:30"),
    ("2024-02-28T10:00", 24, "2024-02-29T10:00"),
    ("2026-11-22T00:00", 0, "2026-11-22T00:00"),
]


@pytest.mark.parametrize(("event", "hours", "end"), HOURS)
def test_hours_run_through_nights_and_holidays(event: str, hours: int, end: str) -> None:
    assert add_hours(at(event), hours) == at(end)
    assert due(clock(Unit.HOURS, hours), at(event), CALENDAR) == Due(at=at(end))


def test_minutes_do_too() -> None:
    assert add_minutes(at("2026-02-14T23:45"), 30) == at("2026-02-15T00:15")
    assert due(clock(Unit.MINUTES, 30), at("2026-10-01T23:45"), CALENDAR) == Due(
        at=at("2026-10-02T00:15")
    )


def test_a_day_closes_at_midnight_in_shanghai() -> None:
    assert closes(d("2026-10-08")) == datetime(2026, 10, 8, 16, tzinfo=UTC)
    ended = due(clock(Unit.DAYS, 15), at("2026-09-16T09:00"), CALENDAR)
    assert ended == Due(at=datetime(2026, 10, 8, 16, tzinfo=UTC))
    assert ended.at.tzinfo is UTC


def test_the_last_day_is_the_one_people_mean() -> None:
    assert last_day(closes(d("2026-12-22"))) == d("2026-12-22")
    assert last_day(at("2026-12-22T17:00")) == d("2026-12-22")


def test_the_day_of_the_event_is_shanghais() -> None:
    # 17:00 UTC on the 15th is already one o'clock on the 16th here
    late = datetime(2026, 9, 15, 17, tzinfo=UTC)
    assert due(clock(Unit.DAYS, 1), late, CALENDAR).at == closes(d("2026-09-17"))


@pytest.mark.parametrize(
    ("unit", "length", "event", "provisional"),
    [
        (Unit.MONTHS, 6, "2026-08-31T09:00", True),
        (Unit.MONTHS_VALID, 6, "2026-08-31T09:00", False),
        (Unit.DAYS, 15, "2026-12-16T09:00", False),
        (Unit.DAYS, 15, "2026-12-17T09:00", True),
        (Unit.DAYS, 60, "2026-12-16T09:00", True),
        (Unit.WORKDAYS, 1, "2026-12-30T09:00", False),
        (Unit.WORKDAYS, 2, "2026-12-30T09:00", True),
        (Unit.HOURS, 72, "2026-12-31T09:00", False),
    ],
)
def test_a_guess_at_next_year_is_said(
    unit: Unit, length: int, event: str, provisional: bool
) -> None:
    assert due(clock(unit, length), at(event), CALENDAR).provisional is provisional


def test_a_rolled_last_day_may_reach_into_the_guess() -> None:
    closed = Calendar(off=frozenset({d("2026-12-31")}))
    ended = due(clock(Unit.DAYS, 15), at("2026-12-16T09:00"), closed)
    assert ended == Due(at=closes(d("2027-01-04")), provisional=True)


def test_an_extension_lengthens_the_period_and_rolls_once() -> None:
    # day 60 from 2026-08-02 is National Day; moving it first would give 2026-11-07 as day 90
    petition = clock(Unit.DAYS, 60)
    assert due(petition, at("2026-08-02T09:00"), CALENDAR).at == closes(d("2026-10-08"))
    extended = due(petition, at("2026-08-02T09:00"), CALENDAR, extended_by=30)
    assert extended.at == closes(d("2026-11-02"))


@pytest.mark.parametrize(
    ("last", "before", "reminder"),
    [
        ("2026-10-03", 0, "2026-09-30"),
        ("2026-10-03", 7, "2026-09-24"),
        ("2026-11-29", 0, "2026-11-27"),
        ("2026-11-27", 0, "2026-11-27"),
        ("2026-10-17", 7, "2026-10-10"),
    ],
)
def test_a_reminder_falls_on_a_working_day_before(last: str, before: int, reminder: str) -> None:
    assert remind_on(d(last), before, CALENDAR) == d(reminder)


PAUSES = [
    # unit, length, started, paused, went on, ends
    (Unit.DAYS, 15, "2026-11-02", "2026-11-06", "2026-11-16", "2026-11-27", "11 left"),
    (Unit.DAYS, 15, "2026-11-02", "2026-11-17", "2026-11-20", "2026-11-20", "on its last day"),
    (Unit.DAYS, 30, "2026-08-24", "2026-09-07", "2026-09-15", "2026-10-08", "16 left, day 1/10"),
    (Unit.WORKDAYS, 5, "2026-09-30", "2026-10-09", "2026-10-16", "2026-10-21", "3 left"),
    (Unit.WORKDAYS, 5, "2026-11-20", "2026-11-22", "2026-11-29", "2026-12-04", "none used"),
    (Unit.MONTHS, 1, "2026-11-02", "2026-11-12", "2026-11-23", "2026-12-14", "20 left, a Sunday"),
]


@pytest.mark.parametrize(("unit", "length", "started", "paused", "on", "ends", "why"), PAUSES)
def test_a_pause_carries_what_is_left(
    unit: Unit, length: int, started: str, paused: str, on: str, ends: str, why: str
) -> None:
    left = pause(unit, length, at(f"{started}T09:00"), at(f"{paused}T17:00"), CALENDAR)
    assert resume(left, at(f"{on}T10:00"), CALENDAR).at == closes(d(ends)), why


def test_a_paused_hour_clock_carries_minutes() -> None:
    left = pause(Unit.HOURS, 72, at("2026-11-20T09:00"), at("2026-11-21T10:30"), CALENDAR)
    assert left == Remaining(unit=Unit.MINUTES, amount=(72 * 60) - (25 * 60 + 30))
    assert resume(left, at("2026-11-23T08:00"), CALENDAR).at == at("2026-11-25T06:30")


def test_a_pause_after_the_end_leaves_nothing() -> None:
    for unit in (Unit.MINUTES, Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS):
        late = pause(unit, 1, at("2026-03-02T09:00"), at("2026-11-20T09:00"), CALENDAR)
        assert late.amount == 0


def test_what_cannot_be_counted_is_refused() -> None:
    naive = datetime(2026, 11, 22, 9)  # noqa: DTZ001 - a naive instant is what is tested
    with pytest.raises(ValueError, match="negative"):
        add_days_civil(d("2026-11-22"), -1, CALENDAR)
    for unit in Unit:
        with pytest.raises(ValueError, match="time zone"):
            due(clock(unit, 1), naive, CALENDAR)
        with pytest.raises(ValueError, match="negative"):
            due(clock(unit, -1), at("2026-11-22T09:00"), CALENDAR)
    with pytest.raises(ValueError, match="validity"):
        pause(Unit.MONTHS_VALID, 6, at("2026-04-03T09:00"), at("2026-05-03T09:00"), CALENDAR)


def test_a_day_table_without_working_days_is_an_error_not_a_date() -> None:
    first = d("2026-11-01")
    broken = Calendar(off=frozenset(first + timedelta(days=n) for n in range(200)))
    with pytest.raises(ValueError, match="no working day"):
        roll(first, broken)
    with pytest.raises(ValueError, match="no working day"):
        remind_on(first + timedelta(days=150), 0, broken)


dates = st.dates(min_value=date(2015, 1, 1), max_value=date(2032, 12, 31))
lengths = st.integers(min_value=0, max_value=120)
local_days = st.frozensets(dates, max_size=8)
calendars = st.builds(
    lambda work, off: Calendar(work=work, off=off - work), work=local_days, off=local_days
)
acting_units = st.sampled_from([Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS])
instants = st.datetimes(
    min_value=datetime(2015, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    max_value=datetime(2032, 12, 31),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)


@given(acting_units, dates, lengths, calendars)
def test_nobody_has_to_act_on_a_day_off(
    unit: Unit, start: date, length: int, calendar: Calendar
) -> None:
    ends = {
        Unit.DAYS: add_days_civil,
        Unit.WORKDAYS: add_workdays,
        Unit.MONTHS: add_months_civil,
    }[unit](start, length % 37, calendar)
    assert calendar.is_working(ends)
    assert ends >= start


@given(st.sampled_from(Unit), instants, lengths, lengths, calendars)
def test_a_longer_period_never_ends_earlier(
    unit: Unit, start: datetime, one: int, other: int, calendar: Calendar
) -> None:
    shorter, longer = sorted((one, other))
    assert (
        due(clock(unit, shorter), start, calendar).at
        <= due(clock(unit, longer), start, calendar).at
    )


@given(st.sampled_from(Unit), instants, instants, lengths, calendars)
def test_a_later_start_never_ends_earlier(
    unit: Unit, one: datetime, other: datetime, length: int, calendar: Calendar
) -> None:
    first, second = sorted((one, other))
    assert (
        due(clock(unit, length), first, calendar).at
        <= due(clock(unit, length), second, calendar).at
    )


@given(dates, st.integers(min_value=1, max_value=120), calendars)
def test_working_days_are_counted_exactly(start: date, days: int, calendar: Calendar) -> None:
    last = add_workdays(start, days, calendar)
    span = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    assert sum(calendar.is_working(day) for day in span) == days


@given(dates, lengths, calendars)
def test_calendar_days_move_by_days_off_only(start: date, days: int, calendar: Calendar) -> None:
    named, last = start + timedelta(days=days), add_days_civil(start, days, calendar)
    between = (named + timedelta(days=n) for n in range((last - named).days))
    assert not any(calendar.is_working(day) for day in between)


@given(
    st.sampled_from([unit for unit in Unit if unit is not Unit.MONTHS_VALID]),
    instants,
    lengths,
    st.integers(min_value=0, max_value=60 * 24 * 200),
    calendars,
)
def test_going_on_at_once_changes_nothing(
    unit: Unit, start: datetime, length: int, minutes: int, calendar: Calendar
) -> None:
    ends = due(clock(unit, length), start, calendar)
    at_once = start + timedelta(minutes=minutes)
    if at_once >= ends.at:
        return
    left = pause(unit, length, start, at_once, calendar)
    moved = resume(left, at_once, calendar).at - ends.at
    # a started minute is given back whole
    assert timedelta(0) <= moved < timedelta(minutes=1)


@given(
    st.sampled_from([unit for unit in Unit if unit is not Unit.MONTHS_VALID]),
    instants,
    lengths,
    st.integers(min_value=0, max_value=60 * 24 * 60),
    st.integers(min_value=0, max_value=60 * 24 * 60),
    calendars,
)
def test_a_pause_never_costs_time(
    unit: Unit, start: datetime, length: int, before: int, rest: int, calendar: Calendar
) -> None:
    ends = due(clock(unit, length), start, calendar).at
    paused = start + timedelta(minutes=before)
    if paused >= ends:
        return
    left = pause(unit, length, start, paused, calendar)
    assert resume(left, paused + timedelta(minutes=rest), calendar).at >= ends
