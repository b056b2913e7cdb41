"""A county with a few weeks behind it, and somebody signed in who may see its figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.app import create_app
from core.cases import commands
from core.cases.models import CaseFile, FollowUp, Meeting, Transfer
from core.clocks import now
from core.db import county_scope, db
from core.registers.entries import enter
from tests.harness.apps import COUNTY, make_settings
from tests.reliability.people import INTAKE, acting_as

PASSWORD = "jiahe-demo-2026"
COURSE: Mapping[str, object] = {
    "title": "调解员培训",
    "kind": "team",
    "on": "2026-11-18",
    "hours": "16",
    "heads": "2",
    "people": [
        {"name": "周志愿", "group": "volunteer", "halves": "4"},
        {"name": "马志愿", "group": "volunteer", "halves": "1"},
    ],
}
OCTOBER: Mapping[str, object] = {**COURSE, "on": "2026-10-20"}
SERVICE: Mapping[str, object] = {
    "on": "2026-11-19",
    "kind": "visit",
    "hours": "3",
    "people": [{"name": "周志愿"}, {"name": "马志愿"}],
}
Browse = Callable[[str], FlaskClient]


def take_in(app: Flask, who: str, **changes: object) -> CaseFile:
    """Take a case in and return its row."""
    number = commands.receive(acting_as(app, who), raw={**INTAKE, **changes}).number
    return db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()


@pytest.fixture(scope="module")
def worked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Nine cases at three points, one of them sealed, one a clue; visits, a hop, a meeting.

    One county for all tests of a module: they read, and what the lock keeps nobody else looks at.
    """
    place = tmp_path_factory.mktemp("figures")
    shutil.copyfile(sqlite_template, place / "jiahe.db")
    app = create_app(make_settings(place, f"sqlite:///{place / 'jiahe.db'}"))
    with county_scope(app, COUNTY):
        session = db.session()
        town = [take_in(app, "desk_town") for _ in range(5)]
        take_in(app, "desk_town", scenario="parenting")
        take_in(app, "village", scenario="support_care")
        here = take_in(app, "desk")
        take_in(app, "desk", scenario="dv", danger_now="yes", services=["psych"])
        clue = take_in(app, "village")
        clue.state, clue.stage, clue.from_clue = "clue", "prevention", True
        town[0].settled_at, town[0].state = now(), "settled"
        town[2].warning_scheme, town[2].warning = "four_colours", "red"
        town[3].warning_scheme, town[3].warning = "four_colours", "yellow"
        town[1].received_at = now() - timedelta(days=40)
        session.add(
            FollowUp(case_id=town[0].id, planned_on=date(2026, 11, 10), kind="warning_letter")
        )
        session.add(FollowUp(case_id=town[0].id, planned_on=date(2026, 11, 12), done_at=now()))
        session.add(
            Transfer(
                case_id=here.id, kind="assign", from_point_id=here.point_id,
                to_point_id=town[0].point_id, sent_by=here.lead_id, state_before="received",
                sent_at=now(), due_at=now(), state="sent_back",
            )
        )  # fmt: skip
        for said in (COURSE, {**COURSE, "kind": "alone"}):
            enter(acting_as(app, "educator"), "family_education", "courses", said)
        enter(acting_as(app, "educator"), "family_education", "courses", OCTOBER)
        enter(acting_as(app, "village"), "family_education", "volunteering", SERVICE)
        dropped = enter(acting_as(app, "village"), "family_education", "volunteering", SERVICE)
        dropped.voided_at = now()
        session.add(Meeting(case_id=here.id, held_on=date(2026, 11, 18), convened_by=here.lead_id))
        session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def browse(worked: Flask) -> Browse:
    """Return a browser signed in as an account of the practice county; each signs in once."""

    @cache
    def become(login: str) -> FlaskClient:
        client = worked.test_client()
        page = client.get("/login").text
        token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        sent = {"username": login, "password": PASSWORD, "csrf_token": token}
        assert client.post("/login", data=sent).status_code == 302
        return client

    return become
