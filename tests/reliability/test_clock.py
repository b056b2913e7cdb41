"""The clock of the house stands wrong, jumps, or stands at the edge of a year: nothing breaks.

Deadlines have a golden table of their own (``tests/core/clocks``). Here whole days of a county are
lived on eight dates on which software stumbles, with a jump of an hour back and a day on in the
middle, and people are born in the years in which China kept summer time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from core import jobs
from core.app import create_app
from core.cases.models import CaseEvent, CaseFile
from core.clocks import local_date
from core.config import Settings
from core.db import county_scope, db
from core.families.models import Person
from tests.core.rest.conftest import Caller
from tests.harness.apps import COUNTY, make_settings
from tests.reliability.judging import broken
from tests.reliability.people import caller

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = (
    datetime(2026, 12, 31, 23, 55, tzinfo=SHANGHAI),
    datetime(2027, 1, 1, 0, 0, 10, tzinfo=SHANGHAI),
    datetime(2028, 2, 29, 12, tzinfo=SHANGHAI),
    datetime(2027, 2, 28, 23, 30, tzinfo=SHANGHAI),
    datetime(2027, 2, 16, 9, tzinfo=SHANGHAI),
    datetime(2026, 9, 30, 23, 45, tzinfo=SHANGHAI),
    datetime(2026, 10, 31, 7, 59, tzinfo=SHANGHAI),
    datetime(2038, 1, 19, 11, 14, 7, tzinfo=SHANGHAI),
)
"""Both sides of a new year, a leap day, the end of February, the eve of the spring festival, the
eve of a golden week, a month whose day in Shanghai is another one in UTC, and the last second a
32-bit clock can tell."""
SUMMER_TIMES = (
    "1986-05-04", "1986-09-14", "1987-04-12", "1987-09-13", "1988-04-17", "1988-09-11",
    "1989-04-16", "1989-09-17", "1990-04-15", "1990-09-16", "1991-04-14", "1991-09-15",
)  # fmt: skip
"""The days on which China's clocks were put forth and back; a birth date is a date all the same."""


@pytest.fixture
def house(settings: Settings) -> Iterator[Flask]:
    """The platform on the real calendar: it believes what the machine's clock says."""
    app = create_app(replace(settings, today=None))
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def long_lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One platform that lives through all the edges, one after the other."""
    place = tmp_path_factory.mktemp("edges")
    shutil.copyfile(sqlite_template, place / "jiahe.db")
    made = make_settings(place, f"sqlite:///{place / 'jiahe.db'}")
    app = create_app(replace(made, today=None))
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def a_day(app: Flask, clock: time_machine.Traveller, *, jump: timedelta) -> tuple[str, Caller]:
    """Take a case in, jump, send it on, jump, accept it and print a paper; return its number."""
    desk, town = caller(app, "desk"), caller(app, "desk_town")
    case = desk.receive()
    clock.shift(jump)
    desk.move(case, "assign_down", to=f"{COUNTY}001", reason="请就近调处")
    jobs.drain(app)
    clock.shift(jump)
    town.move(case, "accept")
    paper = town.post(f"cases/{case['number']}/documents", {"kind": "intake_receipt"})
    assert paper["number"]
    jobs.drain(app)
    return str(case["number"]), town


def stands(app: Flask) -> list[str]:
    """Return what is broken; the lines of each case are replayed in the order they were written."""
    with county_scope(app, COUNTY, read_only=True):
        return broken(db.session())


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda one: one.strftime("%Y%m%dT%H%M"))
def test_a_day_at_the_edge(long_lived: Flask, moment: datetime) -> None:
    """The number carries the year of Shanghai, deadlines lie ahead, and everything holds."""
    with time_machine.travel(moment.astimezone(UTC), tick=True) as clock:
        number, town = a_day(long_lived, clock, jump=timedelta(0))
        assert number.split("-")[1] == str(moment.year)
        case = town.get(f"cases/{number}")
        with county_scope(long_lived, COUNTY, read_only=True):
            row = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
            assert local_date(row.received_at) == moment.date()
            assert row.settle_by is None or row.settle_by > moment.date()
        assert case["state"] == "in_progress"
        assert stands(long_lived) == []


@pytest.mark.postgres
@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1)], ids=["back", "on"])
def test_the_clock_jumps_in_the_middle(house: Flask, jump: timedelta) -> None:
    """An hour back or a day on between one click and the next: every line keeps its place."""
    with time_machine.travel(MOMENTS[6].astimezone(UTC), tick=True) as clock:
        number, town = a_day(house, clock, jump=jump)
        kinds = [one["kind"] for one in town.get(f"cases/{number}/history")["items"]]
        assert {"receive", "assign_down", "accept"} <= set(kinds)
        with county_scope(house, COUNTY, read_only=True):
            case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
            told = db.session.scalars(
                select(CaseEvent.kind).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)
            ).all()
        order = [told.index(kind) for kind in ("receive", "assign_down", "accept")]
        assert order == sorted(order)
        assert stands(house) == []
        # a reader whose sign-in was before the jump is still the same reader
        assert town.get(f"cases/{number}")["number"] == number


def test_born_in_summer_time(house: Flask) -> None:
    """A birth date is a date: no zone moves it, and an id number tells the same one."""
    desk = caller(house, "desk")
    for day in SUMMER_TIMES:
        parties = [
            {"role": "applicant", "name": f"生于{day}", "birth_date": day, "relation": "self"},
            {"role": "respondent", "name": "陈军", "relation": "sibling"},
        ]
        number = desk.receive(parties=parties)["number"]
        told = desk.get(f"cases/{number}")["parties"]
        assert day in str(told), told
    with county_scope(house, COUNTY, read_only=True):
        born = {one.birth_date for one in db.session.scalars(select(Person)) if one.birth_date}
    assert {date.fromisoformat(day) for day in SUMMER_TIMES} <= born


def test_a_birth_moment_would_be_seen() -> None:
    """The planted bug: a birth kept as a moment of a fixed offset falls on the day before."""
    fixed = timedelta(hours=8)
    moved = [
        day
        for day in SUMMER_TIMES
        if (
            datetime.fromisoformat(day).replace(tzinfo=SHANGHAI).astimezone(UTC) + fixed
        ).date().isoformat()
        != day
    ]  # fmt: skip
    assert moved


def test_lines_in_another_order_would_be_seen(house: Flask) -> None:
    """The planted bug: lines sorted by the time on the clock, which was put back between them."""
    with time_machine.travel(MOMENTS[6].astimezone(UTC), tick=True) as clock:
        number, _town = a_day(house, clock, jump=timedelta(hours=-1))
        with county_scope(house, COUNTY, read_only=True):
            case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
            told = db.session.scalars(
                select(CaseEvent.kind).where(CaseEvent.case_id == case.id).order_by(CaseEvent.at)
            ).all()
        assert told.index("accept") < told.index("receive")
