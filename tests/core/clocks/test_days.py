"""A day table is taken whole or refused line by line."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clocks.calendar import DayKind, DayStatus
from core.clocks.days import Day, DayTableRefused, import_days, load_calendar, read_days
from core.clocks.models import CalendarDay
from core.db import county_scope, db

NOTICE = """日期,休或班,名称
2027-01-01,休,元旦
2027-01-03,班,
2027-10-01,off,国庆

"""


def test_reading_a_notice() -> None:
    days = read_days("\ufeff" + NOTICE, source="国办发明电〔2026〕9 号")
    assert [(day.date, day.kind, day.name) for day in days] == [
        (date(2027, 1, 1), DayKind.OFF, "元旦"),
        (date(2027, 1, 3), DayKind.WORK, ""),
        (date(2027, 10, 1), DayKind.OFF, "国庆"),
    ]
    assert {day.status for day in days} == {DayStatus.OFFICIAL}


def test_every_fault_is_named_with_its_line() -> None:
    with pytest.raises(DayTableRefused) as refused:
        read_days("2027-1-1,休\n2027-02-30,休\n2027-02-06,假\n2027-02-06\n", source="local")
    assert [fault[:6] for fault in refused.value.faults] == [f"第 {n} 行：" for n in range(1, 5)]
    assert "2027-02-30" in refused.value.faults[1]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "date,kind\n", "20270101,休", "2027-W01-1,休", "２０２７-01-01,休"]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(DayTableRefused):
        read_days(text, source="local")


def test_a_cell_of_any_size_is_refused_in_words() -> None:
    with pytest.raises(DayTableRefused, match="CSV"):
        read_days("x" * 200_000 + ",休", source="local")


def test_a_date_twice_is_refused() -> None:
    with pytest.raises(DayTableRefused, match="写了两次"):
        read_days("2027-01-01,休\n2027-01-01,班\n", source="local")


def test_importing_makes_the_year_known(session: Session) -> None:
    assert load_calendar(session).is_provisional(2027)
    assert len(import_days(session, read_days(NOTICE, source="notice"))) == 3
    calendar = load_calendar(session)
    assert not calendar.is_provisional(2027)
    assert calendar.is_working(date(2027, 1, 3))
    assert not calendar.is_working(date(2027, 1, 1))


def test_importing_again_replaces_and_tells_what_changed(session: Session) -> None:
    import_days(session, read_days(NOTICE, source="notice"))
    assert import_days(session, read_days(NOTICE, source="notice")) == []
    changed = import_days(session, [Day(date=date(2027, 1, 3), kind=DayKind.OFF, source="notice")])
    assert [row.date for row in changed] == [date(2027, 1, 3)]
    assert not load_calendar(session).is_working(date(2027, 1, 3))
    assert len(session.scalars(select(CalendarDay)).all()) == 3


def test_a_neighbours_day_off_is_not_ours(clock_app: Flask) -> None:
    day = Day(date=date(2026, 11, 23), kind=DayKind.OFF)
    with county_scope(clock_app, "990102"):
        import_days(db.session, [day])
        db.session.commit()
        assert not load_calendar(db.session).is_working(day.date)
    with county_scope(clock_app, "990101"):
        assert load_calendar(db.session).is_working(day.date)
