"""How somebody may be reached: held to at every door, and nothing done where nothing was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.contact import CALL, HERE, HOME, NOT_NOW, SMS, SafeContact, may_reach, never
from core.cases.models import CaseFile, FollowUp
from core.clocks import SHANGHAI
from core.clocks import today as this_day
from core.db import county_scope, db
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

SAFE = SafeContact(ways=frozenset({CALL}), from_hour=9, to_hour=11)
SAID = {"call": True, "from_hour": 9, "to_hour": 11, "sms": False, "home": False, "word": "取快递"}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 20, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("safe", "way", "hour", "guarded", "may"),
    [
        (None, CALL, 9, False, True),
        (None, CALL, 9, True, False),
        (None, SMS, 9, True, False),
        (None, HOME, 9, True, False),
        (None, HERE, 9, True, True),
        (SAFE, CALL, 9, True, True),
        (SAFE, CALL, 9, False, True),
        (SAFE, CALL, 11, True, False),
        (SAFE, CALL, 8, False, False),
        (SAFE, SMS, 9, False, False),
        (SAFE, HOME, 9, False, False),
        (SafeContact(ways=frozenset()), CALL, 9, False, False),
    ],
)
def test_only_what_she_said_is_done_and_only_when(
    safe: SafeContact | None, way: str, hour: int, guarded: bool, may: bool
) -> None:
    refusal = may_reach(safe, way, at(hour), is_guarded=guarded)
    assert (refusal == "") is may
    if safe is SAFE and way == CALL and not may:
        assert refusal == NOT_NOW
        assert never(safe, way, is_guarded=guarded) == "", "later today she may be called"


def due(app: Flask, number: str) -> None:
    """A visit of today, in a case where a wrong call could harm her."""
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        case.violence = True
        db.session.add(FollowUp(case_id=case.id, kind="regular", planned_on=this_day()))
        db.session.commit()


def visit(who: Any, number: str, **data: Any) -> Any:
    told = {"safe": True, "way": "phone", "found": "stable", "performance": "none", **data}
    return who.try_post(f"cases/{number}/followups", {"version": who.version(number), "data": told})


def test_a_visit_is_not_filed_in_a_way_she_did_not_allow(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    number, party = case["number"], case["parties"][0]["id"]
    due(app, number)
    for way in ("phone", "visit"):
        assert problem(visit(desk, number, way=way), 422)["errors"].keys() == {"way"}
    page = HtmlActor(app, "desk", house_of(app))
    text = page.open(page.at(f"cases/{number}/followups/new")).text
    assert "还没有登记安全联系方式" in text

    path = f"cases/{number}/contact"
    body = {"version": desk.version(number), "data": {**SAID, "party": party}}
    wrong = {**body, "data": {**body["data"], "to_hour": 9}}
    assert problem(desk.try_post(path, wrong), 422)["errors"].keys() == {"to_hour"}
    assert problem(as_("supervisor").try_post(path, body), 403)
    assert problem(as_("desk_town").try_post(path, body), 404)
    assert desk.try_post(path, body, key="s1").status_code == 201
    assert desk.try_post(path, body, key="s1").status_code == 201
    assert problem(desk.try_post(path, body), 409), "somebody else may have asked her since"

    text = page.open(page.at(f"cases/{number}/followups/new")).text
    assert "电话 9–11 点" in text
    assert "取快递" in text
    assert problem(visit(desk, number, way="visit"), 422)["errors"].keys() == {"way"}
    assert visit(desk, number).status_code == 201


def test_the_form_is_filled_in_on_its_page(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive()["number"]
    desk = HtmlActor(app, "desk", house_of(app))
    link = desk.at(f"cases/{number}/contact")
    form = desk.open(link).form("/contact")
    again = desk.press(form)
    assert again.status == 422, "each question is answered"
    form = again.form("/contact")
    for name, value in (("call", "yes"), ("sms", "no"), ("home", "no")):
        form.fill(name, value)
    form.fill("from_hour", "8")
    form.fill("to_hour", "10")
    form.fill("party", form.node.all("select")[0].all("option")[-1].attrs["value"])
    assert desk.press(form).status == 200
    assert HtmlActor(app, "head", house_of(app)).status_of(f"cases/{number}/contact") == 403
