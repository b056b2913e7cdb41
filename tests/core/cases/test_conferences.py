"""联合会诊 over one case: who may sit there, who is given what, who reads it, what is counted."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.counted import BOOK
from core.cases.models import CaseBarrier, CaseFile
from core.clocks import now
from core.db import county_scope, db
from core.people.service import find_account
from core.statistics.rebuilding import kept, recount
from tests.core.rest.conftest import Caller, Calls, as_, problem  # noqa: F401 - the fixtures
from tests.harness.apps import COUNTY, TODAY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

CAUSES, PLAN = "两家为彩礼积怨多年，没有人居中说话", "先稳住老人，再分开谈钱"


def said(**more: Any) -> dict[str, Any]:
    return {
        "on": TODAY.isoformat(), "place": "县工作室", "host": "desk", "causes": CAUSES,
        "risk": "high", "plan": PLAN,
        "people": [{"part": "法律", "who": "lawyer"}, {"part": "民政", "name": "县民政局 孙科长"}],
        "remedies": [
            {"text": "每周上门一次", "owner": "desk", "due": TODAY.isoformat()},
            {"text": "办临时救助", "body": "县民政局", "due": TODAY.isoformat()},
        ], **more,
    }  # fmt: skip


VILLAGE = "990101001001"


class Case:
    """A case that its own desk works, and that is kept from one colleague and one stranger."""

    def __init__(self, app: Flask, as_: Calls) -> None:  # noqa: F811 - the fixture's name
        self.desk = as_("desk")
        wishes = [{"name": "马堂哥", "relation": "堂哥"}, {"name": "村里", "point": VILLAGE}]
        self.number = self.desk.receive(keep_away=wishes)["number"]
        self.path = f"cases/{self.number}/conferences"
        with county_scope(app, COUNTY):
            row = db.session.scalars(select(CaseFile).where(CaseFile.number == self.number)).one()
            mediator = find_account(db.session(), "mediator")
            assert mediator is not None
            db.session.add(
                CaseBarrier(case_id=row.id, kind="recusal", account_id=mediator.id, since=now())
            )
            db.session.commit()

    def file(self, caller: Caller, data: dict[str, Any], key: str = "") -> Any:
        body = {"version": self.desk.version(self.number), "data": data}
        return caller.try_post(self.path, body, key)


@pytest.fixture
def case(app: Flask, as_: Calls) -> Case:  # noqa: F811 - the fixture
    return Case(app, as_)


def test_a_conference_is_read_by_who_sees_the_whole_case(
    app: Flask,
    case: Case,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    desk = case.desk
    filed = case.file(desk, said())
    assert filed.status_code == 201, filed.get_json()
    (found,) = desk.get(case.path)
    assert (found["causes"], found["plan"], found["risk"]) == (CAUSES, PLAN, "high")
    assert [one["part"] for one in found["people"]] == ["法律", "民政"]
    assert [one["who"] for one in found["remedies"]][1] == "县民政局"
    (task,) = [one for one in desk.get("tasks")["items"] if one["kind"] == "conference"]
    assert task["number"] == case.number
    paper = desk.post(f"cases/{case.number}/documents", {"kind": "conference_minutes"})
    assert "诊字" in paper["number"]
    assert as_("head").get(case.path) == [], "a head who sees how it goes reads none of it"
    assert as_("supervisor").get(case.path) == []
    for login, status in (("mediator", 404), ("lawyer", 404), ("head_town", 404), ("admin", 403)):
        assert as_(login).ask("GET", case.path).status_code == status, login
    assert case.file(as_("head"), said()).status_code == 403
    with county_scope(app, COUNTY):
        assert kept(db.session()) == recount(db.session(), BOOK)
    book = HtmlActor(app, "head", house_of(app))
    ledger = book.open(book.at(f"figures/ledgers/meetings?period={TODAY:%Y-%m}")).text
    assert "联合会诊" in ledger
    assert case.number in ledger
    assert CAUSES not in ledger


LATER = {"text": "看", "owner": "desk", "due": "2031-01-01"}
WRONG = (
    ({"on": "2031-01-01", "remedies": [LATER]}, "on"),
    ({"on": "2001-01-01"}, "on"),
    ({"causes": ""}, "causes"),
    ({"people": [{"part": "心", "who": "mediator"}]}, "people.0.who"),
    ({"people": [{"part": "家", "name": "县局马堂哥"}]}, "people.0.name"),
    ({"people": [{"part": "村", "name": "后塘村村委会李主任"}]}, "people.0.name"),
    ({"remedies": [LATER | {"owner": "", "body": "后塘村村委会"}]}, "remedies.0.body"),
    ({"people": [{"part": "密", "who": "officer"}]}, "people.0.who"),
    ({"host": "supervisor"}, "host"),
    ({"people": [{"part": "家"}]}, "people.0.who"),
    ({"remedies": []}, "remedies"),
    ({"remedies": [{"text": "看", "owner": "lawyer", "due": "2031-01-01"}]}, "remedies.0.owner"),
    ({"remedies": [{"text": "看", "owner": "desk"}]}, "remedies.0.due"),
    ({"remedies": [{"text": "看", "owner": "desk", "due": "2001-01-01"}]}, "remedies.0.due"),
)


def test_what_is_wrong_is_said_at_its_field(case: Case) -> None:
    for more, field in WRONG:
        errors = problem(case.file(case.desk, said(**more)), 422)["errors"]
        assert field in errors, (more, errors)
    first = case.file(case.desk, said(), key="k")
    assert first.status_code == 201
    stale = {"version": 1, "data": said()}
    assert case.desk.try_post(case.path, stale).status_code == 409


def test_a_sealed_case_asks_only_those_on_its_list(app: Flask, case: Case) -> None:
    with county_scope(app, COUNTY):
        row = db.session.scalars(select(CaseFile).where(CaseFile.number == case.number)).one()
        row.sealed = True
        db.session.commit()
    # the desk took it in and is not on the list: the case is not there
    assert case.desk.try_post(case.path, {"version": 1, "data": said()}).status_code == 404


def test_a_conference_through_the_pages(app: Flask, case: Case) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk", house)
    page = desk.open(desk.at(f"cases/{case.number}"))
    form = desk.open(page.link("/conference") or "").form("/conference")
    form.fill("causes", CAUSES)
    again = desk.press(form)
    assert again.status == 422
    assert again.form("/conference").data()["causes"] == [CAUSES], "nothing typed is lost"
    shown = desk.rows(desk.rows(again, "/conference", "people", 1), "/conference", "remedies", 1)
    form = shown.form("/conference")
    form.fill("place", "县工作室")
    form.fill("risk", "watch")
    form.fill("plan", PLAN)
    form.fill("people-0-part", "法律")
    form.fill("people-0-who", house.staff["lawyer"].id)
    form.fill("remedies-0-text", "每周上门一次")
    form.fill("remedies-0-owner", house.staff["desk"].id)
    form.fill("remedies-0-due", TODAY.isoformat())
    done = desk.press(form)
    assert done.status == 200
    assert PLAN in done.text
    assert "每周上门一次" in done.text
    with county_scope(app, COUNTY):
        row = db.session.scalars(select(CaseFile).where(CaseFile.number == case.number)).one()
        row.state = "withdrawn"
        db.session.commit()
    form.chosen["key"] = ["another"]
    late = desk.press(form)
    assert late.status == 409, "an end is told, with what was typed"
    assert late.form("/conference").data()["plan"] == [PLAN]
    head = HtmlActor(app, "head", house)
    seen = head.open(head.at(f"cases/{case.number}"))
    assert seen.status == 200
    assert PLAN not in seen.text
    assert seen.link("/conference") is None
