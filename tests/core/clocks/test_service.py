"""A deadline's life: started, paused, extended, stopped, breached, counted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from core.clocks import SHANGHAI, Calendar, closes, last_day
from core.clocks.calendar import DayKind
from core.clocks.days import Day, import_days, load_calendar
from core.clocks.models import ClockRow
from core.clocks.service import (
    ClockRefused,
    extend,
    open_clocks,
    pause,
    recompute,
    resume,
    start,
    stop,
    stop_all,
    sweep,
    view,
)
from core.words import Clock, Law, Unit

CASE, ITEM, OTHER = "case000000001", "item000000001", "item000000002"
CALENDAR = Calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def clock(unit: Unit, length: int, **more: int) -> Clock:
    law = Law(name="信访工作条例", article="第34条")
    return Clock(code="reply", title="办理期限", unit=unit, length=length, law=law, **more)


@pytest.fixture
def begin(session: Session) -> Callable[..., ClockRow]:
    def run(
        unit: Unit,
        length: int,
        event: datetime | date | None,
        *,
        item: str | None = ITEM,
        **more: int,
    ) -> ClockRow:
        row = start(
            session,
            CALENDAR,
            clock=clock(unit, length, **more),
            case_id=CASE,
            item_id=item,
            from_=event,
        )
        session.flush()
        return row

    return run


Begin = Callable[..., ClockRow]


def code(refused: pytest.ExceptionInfo[ClockRefused]) -> str:
    return refused.value.reasons[0].code


def test_a_started_clock_keeps_its_law(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 15, at("2026-09-16T09:00"), warn_days=5)
    session.expire_all()
    shown = view(row)
    assert shown.due_at == closes(date(2026, 10, 8))
    assert (shown.citation, shown.state, shown.provisional) == (
        "信访工作条例第34条",
        "running",
        False,
    )
    assert (row.warn_days, row.local, row.unit) == (5, False, "days")


@time_machine.travel(at("2026-11-20T15:00"), tick=False)
def test_from_a_date_or_from_now(begin: Begin) -> None:
    assert begin(Unit.HOURS, 24, None).due_at == at("2026-11-21T15:00")
    assert begin(Unit.HOURS, 24, date(2026, 11, 20)).due_at == at("2026-11-21T15:00")
    assert begin(Unit.HOURS, 24, date(2026, 11, 19)).due_at == at("2026-11-20T00:00")
    assert begin(Unit.DAYS, 7, date(2026, 11, 19)).due_at == closes(date(2026, 11, 26))


@time_machine.travel(at("2026-11-20T15:00:30"), tick=False)
@pytest.mark.parametrize(
    ("until", "ends"),
    [
        # a Sunday in a court's order is that Sunday
        (date(2026, 12, 6), date(2026, 12, 6)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        # what is over when it comes in is over
        (date(2026, 11, 1), date(2026, 11, 20)),
    ],
)
def test_a_day_set_by_somebody_else_is_that_day(session: Session, until: date, ends: date) -> None:
    row = start(
        session, CALENDAR, clock=clock(Unit.DAYS, 30), case_id=CASE, item_id=ITEM, until=until
    )
    assert last_day(row.due_at) == ends
    assert row.due_at <= closes(ends)
    session.flush()
    assert recompute(session, CALENDAR) == []


def test_stopped_in_time_and_too_late(session: Session, begin: Begin) -> None:
    early = begin(Unit.DAYS, 7, at("2026-11-02T09:00"))
    late = begin(Unit.DAYS, 7, at("2026-11-02T09:00"))
    last_minute = closes(date(2026, 11, 9))
    assert stop(session, early, at=last_minute).state == "stopped"
    assert stop(session, late, at=last_minute + timedelta(seconds=1)).state == "breached"
    assert not late.is_open
    with pytest.raises(ClockRefused) as refused:
        stop(session, early)
    assert code(refused) == "clock_stopped"


def test_stopping_by_item_and_code(session: Session, begin: Begin) -> None:
    mine, others = begin(Unit.DAYS, 7, None), begin(Unit.DAYS, 7, None, item=OTHER)
    of_case = begin(Unit.DAYS, 7, None, item=None)
    assert stop_all(session, case_id=CASE, item_id=ITEM, code="other") == []
    assert stop_all(session, case_id=CASE, item_id=ITEM, code="reply") == [mine]
    session.flush()
    assert {row.id for row in open_clocks(session, CASE)} == {others.id, of_case.id}
    assert len(stop_all(session, case_id=CASE)) == 2
    session.flush()
    assert open_clocks(session, CASE) == []


def test_a_pause_carries_the_rest(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 15, at("2026-11-02T09:00"))
    pause(session, CALENDAR, row, reason="补正材料", at=at("2026-11-06T11:00"))
    assert (row.state, row.pause_reason, row.remaining_minutes) == ("paused", "补正材料", 11 * 1440)
    assert sweep(session, at=at("2027-02-01T00:00")) == [], "a paused clock does not run out"
    resume(session, CALENDAR, row, at=at("2026-11-16T09:00"))
    assert row.due_at == closes(date(2026, 11, 27))
    assert (row.state, row.paused_at, row.pause_reason) == ("running", None, None)
    pause(session, CALENDAR, row, reason="鉴定", at=at("2026-11-18T09:00"))
    assert row.remaining_minutes == 9 * 1440
    resume(session, CALENDAR, row, at=at("2026-11-18T17:00"))
    assert row.due_at == closes(date(2026, 11, 27)), "within a day nothing changes"


@pytest.mark.parametrize(
    ("unit", "length", "first", "again"),
    [
        (Unit.HOURS, 72, "2026-11-24T09:00", None),
        (Unit.WORKDAYS, 5, None, "2026-12-01"),
        (Unit.MONTHS, 1, None, "2026-12-24"),
    ],
)
def test_each_unit_survives_a_pause(
    session: Session,
    begin: Begin,
    unit: Unit,
    length: int,
    first: str | None,
    again: str | None,
) -> None:
    row = begin(unit, length, at("2026-11-19T09:00"))
    pause(session, CALENDAR, row, reason="听证", at=at("2026-11-20T09:00"))
    session.flush()
    session.expire_all()
    resume(session, CALENDAR, row, at=at("2026-11-22T09:00") + timedelta(days=3 if again else 0))
    expected = at(first) if first else closes(date.fromisoformat(str(again)))
    assert row.due_at == expected


def test_a_pause_gives_no_more_time_than_there_was(session: Session, begin: Begin) -> None:
    row = begin(Unit.HOURS, 72, at("2026-11-19T09:00"))
    pause(session, CALENDAR, row, reason="补正", at=at("2026-11-19T00:00"))
    assert row.remaining_minutes == 72 * 60, "a day begins before what began on it"
    resume(session, CALENDAR, row, at=at("2026-11-20T09:00"))
    pause(session, CALENDAR, row, reason="补正", at=at("2026-11-20T00:00"))
    assert row.remaining_minutes == 72 * 60


def test_what_cannot_be_paused_or_resumed(session: Session, begin: Begin) -> None:
    over = begin(Unit.DAYS, 1, at("2026-11-02T09:00"))
    validity = begin(Unit.MONTHS_VALID, 6, at("2026-11-02T09:00"))
    stopped = begin(Unit.DAYS, 30, at("2026-11-02T09:00"))
    stop(session, stopped, at=at("2026-11-03T09:00"))
    moment = at("2026-11-20T09:00")
    codes = []
    for row in (over, validity, stopped):
        with pytest.raises(ClockRefused) as refused:
            pause(session, CALENDAR, row, reason="补正", at=moment)
        codes.append(code(refused))
    assert codes == ["clock_over", "clock_validity", "clock_not_running"]
    with pytest.raises(ClockRefused) as refused:
        resume(session, CALENDAR, over)
    assert code(refused) == "clock_not_paused"


def test_an_extension_is_used_once(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 60, at("2026-08-02T09:00"), extension=30)
    assert row.due_at == closes(date(2026, 10, 8))
    extend(session, CALENDAR, row, basis="县信访局长批准", at=at("2026-09-30T09:00"))
    assert row.due_at == closes(date(2026, 11, 2))
    assert (row.extended_by, row.extended_on) == (30, "县信访局长批准")
    with pytest.raises(ClockRefused) as refused:
        extend(session, CALENDAR, row, basis="再批", at=at("2026-10-30T09:00"))
    assert code(refused) == "clock_extension"


def test_an_extension_in_parts_up_to_what_is_declared(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 10, at("2026-11-02T09:00"), extension=10)
    moment = at("2026-11-03T09:00")
    extend(session, CALENDAR, row, basis="一", by=4, at=moment)
    assert row.due_at == closes(date(2026, 11, 16))
    with pytest.raises(ClockRefused):
        extend(session, CALENDAR, row, basis="二", by=7, at=moment)
    with pytest.raises(ClockRefused):
        extend(session, CALENDAR, row, basis="二", by=0, at=moment)
    extend(session, CALENDAR, row, basis="二", by=6, at=moment)
    assert row.due_at == closes(date(2026, 11, 23)), "20 days end on a Sunday"


@pytest.mark.parametrize(
    ("unit", "length", "extension", "due"),
    [
        (Unit.DAYS, 10, 5, date(2026, 11, 19)),
        (Unit.WORKDAYS, 5, 2, date(2026, 11, 13)),
        (Unit.MONTHS, 1, 1, date(2027, 1, 4)),
    ],
)
def test_an_extension_after_a_pause(
    session: Session, begin: Begin, unit: Unit, length: int, extension: int, due: date
) -> None:
    row = begin(unit, length, at("2026-11-02T09:00"), extension=extension)
    pause(session, CALENDAR, row, reason="补正", at=at("2026-11-03T09:00"))
    resume(session, CALENDAR, row, at=at("2026-11-05T09:00"))
    extend(session, CALENDAR, row, basis="批准", at=at("2026-11-05T10:00"))
    assert row.due_at == closes(due)
    assert row.extended_by == extension


def test_an_extension_of_hours_after_a_pause(session: Session, begin: Begin) -> None:
    row = begin(Unit.HOURS, 24, at("2026-11-02T09:00"), extension=12)
    pause(session, CALENDAR, row, reason="补正", at=at("2026-11-02T19:00"))
    resume(session, CALENDAR, row, at=at("2026-11-03T09:00"))
    extend(session, CALENDAR, row, basis="批准", at=at("2026-11-03T10:00"))
    assert row.due_at == at("2026-11-04T11:00")


def test_what_has_ended_cannot_be_extended(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 1, at("2026-11-02T09:00"), extension=5)
    with pytest.raises(ClockRefused) as refused:
        extend(session, CALENDAR, row, basis="补批", at=at("2026-11-20T09:00"))
    assert code(refused) == "clock_over"


def test_the_sweep_marks_each_once(session: Session, begin: Begin) -> None:
    row = begin(Unit.HOURS, 1, at("2026-11-20T09:00"))
    begin(Unit.DAYS, 30, at("2026-11-20T09:00"))
    assert sweep(session, at=at("2026-11-20T10:00")) == [], "not over at its last moment"
    assert sweep(session, at=at("2026-11-20T10:01")) == [row]
    session.flush()
    assert sweep(session, at=at("2026-11-20T10:02")) == []
    assert row.is_open
    assert stop(session, row, at=at("2026-11-20T11:00")).state == "breached"


@time_machine.travel(datetime(2026, 12, 20, tzinfo=UTC), tick=False)
def test_counting_again_after_the_notice(session: Session, begin: Begin) -> None:
    moved = begin(Unit.DAYS, 15, at("2026-12-17T09:00"))
    settled = begin(Unit.WORKDAYS, 10, at("2026-12-25T09:00"))
    untouched = begin(Unit.DAYS, 5, at("2026-12-14T09:00"))
    done = begin(Unit.DAYS, 15, at("2026-12-17T09:00"))
    stop(session, done)
    assert (moved.due_at, moved.provisional) == (closes(date(2027, 1, 4)), True)
    import_days(
        session,
        [
            Day(date=date(2027, 1, 1), kind=DayKind.OFF, source="notice"),
            Day(date=date(2027, 1, 2), kind=DayKind.OFF, source="notice"),
            Day(date=date(2027, 1, 3), kind=DayKind.WORK, source="notice"),
            Day(date=date(2027, 1, 9), kind=DayKind.OFF, source="notice"),
            Day(date=date(2027, 10, 1), kind=DayKind.OFF, source="notice"),
        ],
    )
    changes = {change.row.id: change for change in recompute(session, load_calendar(session))}
    assert changes.keys() == {moved.id, settled.id}
    assert last_day(changes[moved.id].before.at) == date(2027, 1, 4)
    assert last_day(changes[moved.id].after.at) == date(2027, 1, 3)
    assert changes[moved.id].before.provisional
    assert not settled.provisional
    assert untouched.due_at == closes(date(2026, 12, 21))
    assert recompute(session, load_calendar(session)) == []


@time_machine.travel(at("2026-11-24T09:00"), tick=False)
def test_a_new_day_off_gives_time_back(session: Session, begin: Begin) -> None:
    row = begin(Unit.DAYS, 3, at("2026-11-20T09:00"))
    assert sweep(session) == [row]
    import_days(session, [Day(date=date(2026, 11, 23), kind=DayKind.OFF)])
    (change,) = recompute(session, load_calendar(session))
    assert (change.row, row.state) == (row, "running")
    assert row.due_at == closes(date(2026, 11, 24))
