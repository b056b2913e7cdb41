"""When a shift falls and who serves it, by hand-picked days around real holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from core.clocks import Calendar
from core.duty.pattern import (
    DAYS,
    Duty,
    days_of,
    falls_on,
    hour,
    is_morning,
    stand_ins,
    who_serves,
)

CALENDAR = Calendar()


@dataclass(frozen=True, kw_only=True)
class Shift:
    weekday: int | None = None
    days: str = "working"
    first_on: date = date(2026, 1, 1)
    last_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Away:
    account_id: str
    first_on: date
    last_on: date
    deputy_id: str | None = None


@pytest.mark.parametrize(
    ("shift", "day", "falls"),
    [
        (Shift(weekday=3), date(2026, 9, 24), True),
        # 中秋: a Friday that is off
        (Shift(weekday=4), date(2026, 9, 25), False),
        (Shift(weekday=4, days="off"), date(2026, 9, 25), True),
        (Shift(weekday=4, days="all"), date(2026, 9, 25), True),
        # 10 October 2026 is a Saturday that is worked
        (Shift(), date(2026, 10, 10), True),
        (Shift(weekday=5), date(2026, 10, 10), True),
        (Shift(weekday=5), date(2026, 10, 17), False),
        (Shift(weekday=4), date(2026, 10, 10), False),
        (Shift(days="off"), date(2026, 10, 10), False),
        (Shift(days="off"), date(2026, 10, 3), True),
        (Shift(first_on=date(2026, 10, 12)), date(2026, 10, 10), False),
        (Shift(last_on=date(2026, 10, 9)), date(2026, 10, 10), False),
        (Shift(last_on=date(2026, 10, 10)), date(2026, 10, 10), True),
    ],
)
def test_a_shift_falls_as_the_calendar_says(shift: Shift, day: date, falls: bool) -> None:
    assert falls_on(shift, day, CALENDAR) is falls
    assert (list(days_of(shift, day, day, CALENDAR)) == [day]) is falls


def test_a_local_day_off_moves_the_roster_and_an_unknown_kind_is_loud() -> None:
    local = Calendar(off=frozenset({date(2026, 11, 23)}))
    assert falls_on(Shift(), date(2026, 11, 23), CALENDAR)
    assert not falls_on(Shift(), date(2026, 11, 23), local)
    assert set(DAYS) == {"working", "off", "all"}
    with pytest.raises(ValueError, match="never"):
        falls_on(Shift(days="never"), date(2026, 11, 23), CALENDAR)


def test_the_first_who_is_there_serves() -> None:
    monday = date(2026, 11, 23)
    leave = Away(account_id="a", first_on=monday, last_on=monday, deputy_id="b")
    everybody = {"a", "b", "c"}
    others = stand_ins("a", "c", monday, [leave])
    assert others == ("b", "c"), "whom the absence names comes before whom the shift names"
    assert who_serves("a", others, monday, [leave], everybody) == "b"
    gone = Away(account_id="b", first_on=monday, last_on=monday)
    assert who_serves("a", others, monday, [leave, gone], everybody) == "c"
    assert who_serves("a", others, monday, [leave, gone], {"a", "b"}) is None, "nobody is left"
    tuesday = date(2026, 11, 24)
    assert who_serves("a", ("c",), tuesday, [leave], everybody) == "a"
    assert who_serves("a", ("c",), tuesday, [], {"c"}) == "c", "who has left is not waited for"
    assert stand_ins("a", "a", tuesday, []) == ()


def test_slots_and_hours() -> None:
    duty = Duty(
        shift_id="s",
        day=date(2026, 11, 23),
        point_id="p",
        service="",
        starts=510,
        ends=640,
        planned_id="a",
        account_id="b",
        stand_ins=("b", "c"),
        slot_minutes=60,
    )
    assert duty.slots == (510, 570), "the rest of ten minutes is no slot"
    assert duty.deputised
    assert duty.people == {"a", "b", "c"}
    assert [hour(510), hour(1440 + 30), hour(0)] == ["8:30", "0:30", "0:00"]
    assert [is_morning(one) for one in (0, 719, 720, 1439, 1450)] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert duty.begins_at.isoformat() == "2026-11-23T08:30:00+08:00"
