"""线索: a pure grid worker reports and reads no more; a window takes it up with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.history import replay, routing
from core.cases.models import CaseEvent, CaseFile, CaseGrant, Clue
from core.db import county_scope, db
from core.people.models import Account
from core.people.service import add_account, add_post, create_token
from core.points.models import ServicePoint
from tests.core.rest.conftest import Caller, problem
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

PASSWORD = "jiahe-demo-2026"
SEEN = "王家两口子天天吵，孩子没人管"
BODY: dict[str, Any] = {"danger_now": "no", "scenario": "parenting", "summary": SEEN}


@pytest.fixture
def grid(app: Flask) -> str:
    """A volunteer of the first village, who holds no other post."""
    with county_scope(app, COUNTY):
        session = db.session()
        village = session.scalars(
            select(ServicePoint).where(ServicePoint.code == f"{COUNTY}001001")
        ).one()
        account = add_account(session, username="gridder", name="罗小满", password=PASSWORD)
        add_post(session, account_id=account.id, point_id=village.id, role="grid_worker")
        session.commit()
    return "gridder"


def caller(app: Flask, login: str) -> Caller:
    with county_scope(app, COUNTY):
        account = db.session.scalars(select(Account).where(Account.username == login)).one()
        token = create_token(db.session(), account.id)
        db.session.commit()
    return Caller(app=app, token=token)


def stored(app: Flask, look: Callable[[CaseFile], Any]) -> Any:
    """Return what *look* finds in the case of the newest clue."""
    with county_scope(app, COUNTY, read_only=True):
        case = db.session.scalars(
            select(CaseFile)
            .join(Clue, Clue.case_id == CaseFile.id)
            .order_by(Clue.reported_at.desc())
        ).first()
        assert case is not None
        return look(case)


@pytest.mark.postgres
def test_a_volunteer_reports_and_reads_no_more(app: Flask, grid: str) -> None:
    house = house_of(app)
    volunteer = HtmlActor(app, grid, house)
    link = volunteer.sign_in().link("/desk/clues")
    assert link is not None, "where she starts leads there"
    shown = volunteer.open(link)
    form = shown.form("/desk/clues")
    form.fill("danger_now", "no")
    form.fill("summary", SEEN)
    again = volunteer.press(form)
    assert again.status == 422, "what is missing is told"
    kept = again.form("/desk/clues")
    assert kept.chosen["summary"] == [SEEN], "what was typed is still there"
    kept.fill("scenario", "parenting")
    done = volunteer.press(kept)
    assert done.status == 200
    assert "已上报" in done.text
    assert SEEN not in done.text
    number = stored(app, lambda case: case.number)
    assert number not in done.text
    assert volunteer.ask("GET", volunteer.at(f"cases/{number}")).status == 403
    assert volunteer.ask("GET", volunteer.at("cases/")).status == 403
    assert volunteer.ask("GET", volunteer.at("desk/")).status == 403

    village = HtmlActor(app, "village", house)
    page = village.open(village.at("desk/clues"))
    assert SEEN not in page.text, "no text before it is taken up"
    taken = village.press(page.form("/moves/receive"))
    assert taken.address.endswith(f"/cases/{number}")
    assert SEEN in taken.text
    seen = village.sees(number)
    assert seen is not None
    assert (seen.state, seen.first_handler, seen.lead) == ("received", "何玉珍", "何玉珍")
    assert number not in village.open(village.at("desk/clues")).text
    assert "已上报" in volunteer.open(volunteer.at("desk/clues")).text

    def replays(case: CaseFile) -> bool:
        lines = db.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id))
        return replay(lines) == routing(case)

    assert stored(app, replays)


def test_the_api_takes_a_clue_once_and_tells_nothing_back(app: Flask, grid: str) -> None:
    volunteer = caller(app, grid)
    first = volunteer.try_post("clues", BODY, key="k1")
    assert first.status_code == 201, first.text
    assert first.get_json().keys() == {"id", "reported_at", "channel", "point"}
    assert volunteer.post("clues", BODY, key="k1") == first.get_json()
    assert problem(volunteer.try_post("clues", {**BODY, "summary": "别的"}, key="k1"), 422)
    wrong = problem(volunteer.try_post("clues", {"summary": "x", "colour": "red"}), 422)
    assert {"scenario", "summary", "colour"} <= wrong["errors"].keys()
    listed = volunteer.get("clues")
    assert [one["id"] for one in listed["items"]] == [first.get_json()["id"]]
    assert SEEN not in str(listed)
    assert problem(volunteer.ask("GET", "cases"), 403)
    assert problem(caller(app, "supervisor").try_post("clues", BODY), 403)
    assert caller(app, "desk").get("clues")["items"] == [], "one's own only"


def test_a_clue_of_danger_is_sealed_and_named_to_one_head(app: Flask, grid: str) -> None:
    """Nobody but the named may know of it, the reporter included; she is kept away from whom she
    named; the head takes it up and it is hers."""
    volunteer = caller(app, grid)
    volunteer.post(
        "clues",
        {
            **BODY,
            "summary": "男的又动手了，女的躲在邻居家",
            "danger_now": "cannot_ask",
            "keep_away": [{"name": "何玉珍", "relation": "男方的表姐"}],
        },
    )

    def names(case: CaseFile) -> tuple[str, str, set[str], str]:
        alive = db.session.scalars(
            select(Account.username)
            .join(CaseGrant, CaseGrant.account_id == Account.id)
            .where(CaseGrant.case_id == case.id, CaseGrant.until.is_(None))
        )
        handler = db.session.get_one(Account, case.handler_id)
        return case.number, case.confidentiality, set(alive), handler.username

    number, grade, alive, handler = stored(app, names)
    assert grade == "C3"
    assert handler == "head_town", "the village's own head is kept away"
    assert alive == {"head_town"}
    assert caller(app, "village").ask("GET", f"cases/{number}").status_code == 404
    head = caller(app, "head_town")
    waits = [one["title"] for one in head.get("tasks")["items"] if one["number"] == number]
    assert "有线索，请接待登记" in waits
    assert "请再联系来访人" in waits
    case = head.move({"number": number}, "receive")
    assert (case["state"], case["lead"], case["reach"]) == ("received", "head_town", "full")
