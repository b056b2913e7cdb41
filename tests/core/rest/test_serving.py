"""Duty, appointments, emergency looks and unsealing over the API: the commands of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.audit.models import AccessEntry
from core.cases.models import Glass
from core.db import county_scope, db
from tests.core.appointments.test_booking import DV
from tests.core.cases.test_unsealing import asked_alone, sealed_by_a_word
from tests.core.rest.conftest import COUNTY, Calls, problem
from tests.core.rest.test_description import sign_in
from tests.walks.browsing import PASSWORD

MONDAY = "2026-11-23"
SHIFT: dict[str, Any] = {
    "how": "once", "first_on": MONDAY, "starts": "9:00", "ends": "10:00", "account": "lawyer",
    "service": "legal_consult", "slot_minutes": 30,
}  # fmt: skip
LOOK = {
    "number": "", "ground": "authority", "reason": "派出所来电核实，名单上的人都联系不上",
    "stranger": True,
}  # fmt: skip
REASON = "当时的动手是推桌子，已单独问过，没有危险"


def signed_in_as(app: Flask, login: str) -> Callable[..., TestResponse]:
    """Return how to post with the session of a browser."""
    browser = app.test_client()
    token = sign_in(browser, login)

    def post(path: str, body: object, key: str = "") -> TestResponse:
        headers = {"X-CSRFToken": token} | ({"Idempotency-Key": key} if key else {})
        return browser.post(f"/api/v1/{COUNTY}/{path}", json=body, headers=headers)

    return post


def test_a_roster_is_planned_read_and_stood_in_for(app: Flask, as_: Calls) -> None:
    head, lawyer = as_("head"), as_("lawyer")
    planned = head.post("duty/shifts", SHIFT)
    assert (planned["account"], planned["starts"], planned["weekday"]) == ("lawyer", "9:00", None)
    assert head.post("duty/shifts", SHIFT)["id"] == planned["id"], "twice is once"
    refused = problem(
        head.try_post("duty/shifts", SHIFT | {"account": "auditor", "ends": "x"}), 422
    )
    assert set(refused["errors"]) == {"account", "ends"}
    assert head.get("duty/shifts")["shifts"] == [planned]
    assert problem(as_("desk").try_post("duty/shifts", SHIFT), 403)
    assert problem(as_("mediator").ask("GET", "duty/shifts"), 403)
    county = head.get("duty", week=MONDAY)["point"]
    town = as_("village")
    assert problem(town.try_post("duty/shifts", SHIFT | {"point": county}), 403), "not hers"
    assert problem(town.ask("GET", f"duty/shifts?point={county}"), 403)

    week = lawyer.get("duty", week="2026-11-25")
    (one,) = week["duties"]
    assert (week["first"], week["plans"], one["account"]) == (MONDAY, False, "lawyer")
    assert one["starts"] == "2026-11-23T09:00:00+08:00"
    away = lawyer.post("duty/away", {"from_on": MONDAY, "stand_in": "desk"})
    assert (away["account"], away["deputy"], away["mine"]) == ("lawyer", "desk", True)
    assert as_("desk").get("duty", week=MONDAY)["duties"][0]["account"] == "desk"
    assert problem(as_("desk").try_post("duty/away", {"away": "lawyer", "from_on": MONDAY}), 403)
    assert problem(as_("mediator").try_post(f"duty/away/{away['id']}/back", {}), 403)
    lawyer.post(f"duty/away/{away['id']}/back", {})
    assert as_("desk").get("duty", week=MONDAY)["duties"][0]["account"] == "lawyer"
    assert problem(head.ask("GET", "duty?week=2031-01-01"), 422)
    assert problem(head.try_post("duty/shifts/0000000000000/end", {}), 404)
    head.post(f"duty/shifts/{planned['id']}/end", {"last_on": "2026-11-22"})
    assert head.get("duty", week=MONDAY)["duties"] == []


def test_a_slot_is_booked_moved_and_accounted_for(app: Flask, as_: Calls) -> None:
    as_("head").post("duty/shifts", SHIFT)
    desk, mediator = as_("desk"), as_("mediator")
    slots = [one["slot"] for one in desk.post("appointments/slots", {})["slots"]]
    assert len(slots) == 2
    said = {"slot": slots[0], "name": "周桂芬", "phone": "13800138000"}
    booked = desk.post("appointments", said, key="k")
    assert desk.post("appointments", said, key="k")["id"] == booked["id"]
    assert (booked["name"], booked["open"], booked["account"]) == ("周桂芬", True, "lawyer")
    taken = problem(desk.try_post("appointments", said), 409)
    assert taken == problem(
        desk.try_post("appointments", said | {"avoid": "顾清", "slot": slots[1]}), 409
    )
    assert desk.post("appointments/slots", {"avoid": "顾清"})["slots"] == []

    stranger = mediator.get("appointments", day=MONDAY)["appointments"]
    assert [(one["open"], one["name"], one["phone"]) for one in stranger] == [(False, "", "")]
    where = f"appointments/{booked['id']}"
    assert problem(mediator.try_post(f"{where}/slots", {}), 404)
    ends = {"version": 1, "outcome": "cancelled"}
    assert problem(mediator.try_post(f"{where}/outcome", ends), 404)

    free = [one["slot"] for one in desk.post(f"{where}/slots", {})["slots"]]
    assert free == slots[1:]
    moved = desk.post(f"{where}/move", {"version": 1, "slot": slots[1]})
    assert (moved["starts"], moved["name"]) == ("2026-11-23T09:30:00+08:00", "周桂芬")
    assert problem(desk.try_post(f"{where}/outcome", ends | {"version": 2}), 409), "moved on"
    where = f"appointments/{moved['id']}"
    assert problem(desk.try_post(f"{where}/outcome", ends | {"version": 9}), 409)
    assert problem(desk.try_post(f"{where}/outcome", ends | {"outcome": "kept"}), 409), "not yet"
    assert desk.post(f"{where}/outcome", ends)["state"] == "cancelled"
    assert desk.get("appointments", day=MONDAY)["appointments"] == []


def test_a_violent_home_says_who_comes_and_is_nobody_else_s(app: Flask, as_: Calls) -> None:
    as_("head").post("duty/shifts", SHIFT)
    desk = as_("desk")
    case = desk.receive(**DV)
    hers, his = (one["id"] for one in case["parties"])
    asks = {"case": case["number"]}
    assert problem(desk.try_post("appointments/slots", asks), 422)["errors"].keys() == {"party"}
    slots = desk.post("appointments/slots", asks | {"party": hers})["slots"]
    desk.post("appointments", asks | {"party": hers, "slot": slots[0]["slot"]})
    assert desk.post("appointments/slots", asks | {"party": his})["slots"] == []
    for who in ("mediator", "village"):
        assert problem(as_(who).try_post("appointments/slots", asks), 404)
    seen = as_("mediator").get("appointments", day=MONDAY)["appointments"]
    assert [(one["number"], one["name"]) for one in seen] == [("", "")]


def test_a_token_breaks_no_glass_and_a_browser_does(app: Flask, as_: Calls) -> None:
    desk, officer, auditor = as_("desk"), as_("officer"), as_("auditor")
    number = str(desk.receive(scenario="dv", summary="他打我，孩子也在家")["number"])
    body = {"proof": PASSWORD, "data": LOOK | {"number": number}}
    told = problem(officer.try_post("glass", body), 409)
    assert "令牌" in told["reasons"][0]["text"]
    assert problem(desk.try_post("glass", body), 403)
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalars(select(Glass)).all() == []
        assert db.session.scalars(select(AccessEntry.action)).all().count("glass.refused") == 1

    signed = signed_in_as(app, "officer")
    wrong = signed("glass", body | {"proof": "not-hers-1234"})
    assert problem(wrong, 422)["errors"].keys() == {"proof"}
    unknown = {"proof": PASSWORD, "data": LOOK | {"number": f"{COUNTY}-2026-ZZZZZZ-Z"}}
    assert problem(signed("glass", unknown), 422)
    look = signed("glass", body).get_json()
    assert (look["number"], look["ended_at"]) == (number, None)
    assert problem(officer.ask("GET", f"cases/{number}"), 403), "it is read on pages"
    assert officer.get("glass")["items"] == [look]

    listed = auditor.get("glass/reviews")["items"]
    assert [(one["id"], one["number"]) for one in listed] == [(look["id"], "")]
    review = f"glass/reviews/{look['id']}"
    needed = {"data": {"verdict": "right"}}
    assert problem(auditor.try_post(review, needed), 409), "still open"
    assert problem(auditor.try_post(f"glass/{look['id']}/close", {}), 403)
    assert officer.post(f"glass/{look['id']}/close", {})["number"] == ""
    assert auditor.post(review, needed)["verdict"] == "确有必要"
    assert problem(auditor.try_post(review, needed), 409)
    assert auditor.get(review)["reviewer"]
    assert problem(auditor.ask("GET", "glass/reviews/0000000000000"), 404)


def test_unsealing_is_asked_answered_and_taken_back(app: Flask, as_: Calls) -> None:
    desk, officer = as_("desk"), as_("officer")
    asks_as, answers_as = signed_in_as(app, "desk"), signed_in_as(app, "officer")
    number = sealed_by_a_word(desk)
    where = f"cases/{number}/unsealing"
    assert "还没有单独问过" in desk.get(where)["holds"][0]["text"]

    def asks() -> dict[str, Any]:
        return {"version": desk.version(number), "data": {"reason": REASON, "second": "officer"}}

    assert problem(asks_as(where, asks()), 409)
    asked_alone(desk, number)
    for who in ("head", "mediator", "officer"):
        assert as_(who).try_post(where, asks()).status_code == 404
    now = desk.get(where)
    assert (now["holds"], now["question"]) == ([], None)
    assert [one["account"] for one in now["seconds"]] == ["officer"]
    assert "令牌" in problem(desk.try_post(where, asks()), 409)["reasons"][0]["text"]

    body = asks()
    asked = asks_as(where, body, key="q").get_json()
    assert asks_as(where, body, key="q").get_json()["id"] == asked["id"]
    assert problem(asks_as(where, asks()), 409), "one question at a time"
    (waits,) = officer.get("unsealings")["items"]
    assert waits == asked
    assert number not in str(waits)
    taken = desk.post(f"{where}/back", {"version": asked["version"]})
    assert taken["state"] == "withdrawn"

    asked = asks_as(where, asks()).get_json()
    answer, address = {"version": asked["version"], "answer": "agreed"}, f"unsealings/{asked['id']}"
    assert "令牌" in problem(officer.try_post(address, answer), 409)["reasons"][0]["text"]
    assert problem(answers_as(address, answer | {"answer": "refused"}), 422)
    assert problem(as_("head").try_post(address, answer), 403)
    for _twice in (1, 2):
        assert answers_as(address, answer, key="a").get_json()["state"] == "agreed"
    assert problem(answers_as(address, answer), 409)
    assert as_("head").get(f"cases/{number}")["reach"] == "process"
    assert problem(officer.ask("GET", f"cases/{number}"), 404)
