"""解密: lowered by two sign-ins, never while an order, a danger or a harmed minor holds it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.audit.models import AuditEntry
from core.cases.models import CaseFile, Unsealing
from core.cases.protection import ProtectionOut
from core.cases.unsealing import what_holds
from core.db import county_scope, db
from tests.core.rest.conftest import Caller, Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.browsing import Shown
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

TODAY = date(2026, 11, 20)
REASON = "登记时写了“动手”，单独问过，说的是推倒桌子，没有人受伤"


def holds(*, orders: tuple[ProtectionOut, ...] = (), bound: bool = False, **more: Any) -> set[str]:
    case: Any = SimpleNamespace(
        **{
            "danger": {"now": "no", "flags": []}, "stop_one": False, "scenario": "property",
            "scenarios": [], "violence": True, "danger_cleared": True, "minor_victim": False,
            "report_due": False, "bound_on": lambda day: bound, **more,
        }
    )  # fmt: skip
    return {one.code for one in what_holds(case, orders, TODAY)}


def order(kind: str, stage: str, *, in_force: bool = False) -> ProtectionOut:
    return ProtectionOut(
        kind=kind, title="", name="", stage=stage, on=TODAY, until=None, in_force=in_force
    )


@pytest.mark.parametrize(
    ("stands", "why"),
    [
        ({}, set()),
        ({"bound": True}, {"order"}),
        ({"orders": (order("order", "asked"),)}, {"order"}),
        ({"orders": (order("order", "made", in_force=True),)}, {"order"}),
        ({"orders": (order("order", "made"), order("order", "refused"))}, set()),
        ({"orders": (order("warning", "made"),)}, {"order"}),
        ({"orders": (order("warning", "ended"),)}, set()),
        ({"stop_one": True}, {"danger"}),
        ({"danger": {"now": "yes", "flags": []}}, {"danger"}),
        ({"danger": {"now": "no", "flags": [], "class": "DV-08"}}, {"danger"}),
        ({"danger": {"now": "no", "flags": [], "class": "DV-07"}}, set()),
        ({"danger": {"now": "no", "flags": ["injury", "minor"]}}, {"dv"}),
        ({"danger": {"now": "no", "flags": ["minor", "frail"]}}, set()),
        ({"scenario": "dv"}, {"dv"}),
        ({"scenarios": ["property", "dv"]}, {"dv"}),
        ({"danger_cleared": False}, {"not_asked"}),
        ({"danger_cleared": False, "violence": False}, set()),
        ({"minor_victim": True}, {"minor_victim"}),
        (
            {"report_due": True, "bound": True, "stop_one": True},
            {"order", "danger", "minor_victim"},
        ),
    ],
)
def test_what_holds_a_case_sealed(stands: dict[str, Any], why: set[str]) -> None:
    assert holds(**stands) == why


def asks(who: HtmlActor, number: str) -> Shown:
    form = who.open(who.at(f"cases/{number}/unseal")).form("/unseal")
    form.fill("reason", REASON)
    form.pick("second", who.house.staff["officer"].name)
    return who.press(form)


def answers(officer: HtmlActor, answer: str, reason: str = "") -> Shown:
    form = officer.open(officer.at("desk/unseal")).form("/desk/unseal/")
    form.fill("reason", reason)
    return officer.press(form, "answer", answer)


def test_two_sign_ins_lower_it(app: Flask, as_: Calls) -> None:
    house, api = house_of(app), as_("desk")
    number = sealed_by_a_word(api)
    desk, officer = (HtmlActor(app, login, house) for login in ("desk", "officer"))
    first = desk.open(desk.at(f"cases/{number}/unseal"))
    assert "还没有单独问过" in first.text, "said before anything is typed"
    assert asks(desk, number).status == 409
    asked_alone(api, number)
    for stranger in ("mediator", "head", "officer"):
        closed = as_(stranger).ask("GET", f"cases/{number}").status_code
        assert closed == 404, stranger

    assert asks(desk, number).status == 200
    assert asks(desk, number).status == 409, "one question at a time"
    waits = officer.open(officer.at("desk/day"))
    assert "等您审批" in waits.text
    shown = officer.open(officer.at("desk/unseal"))
    assert REASON in shown.text
    for secret in (number, "周桂芬", "推了"):
        assert secret not in shown.text
    assert answers(officer, "refused").status == 422, "a refusal says why"
    assert stands(app, number) == ("C3", True)

    with county_scope(app, COUNTY):
        db.session.execute(update(CaseFile).values(minor_victim=True))
        db.session.commit()
    late = answers(officer, "agreed")
    assert late.status == 409
    assert "情况变了" in late.text
    assert "未成年" not in late.text.replace("有未成年人受侵害的，不能解密", ""), "and not what"
    assert stands(app, number) == ("C3", True)
    with county_scope(app, COUNTY):
        db.session.execute(update(CaseFile).values(minor_victim=False))
        db.session.commit()
    assert answers(officer, "agreed").status == 200
    assert stands(app, number) == ("C2", False)
    assert as_("head").get(f"cases/{number}")["reach"] == "process", "the post sees how it goes"
    assert as_("officer").ask("GET", f"cases/{number}").status_code == 404, "and she still nothing"
    with county_scope(app, COUNTY, read_only=True):
        done = db.session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.like("case.unseal%"))
        ).all()
        row = db.session.scalars(select(Unsealing)).one()
        assert sorted(done) == ["case.unseal_agreed", "case.unseal_asked"]
        assert row.asked_by != row.ended_by == row.second_id
        assert "动手".encode() not in (row.reason_box or b""), "sealed at rest"


def test_it_is_taken_back_and_refused_to_who_must_not_know(app: Flask, as_: Calls) -> None:
    house, api = house_of(app), as_("desk")
    number = sealed_by_a_word(api)
    asked_alone(api, number)
    desk, officer = (HtmlActor(app, login, house) for login in ("desk", "officer"))
    assert asks(desk, number).status == 200
    page = desk.open(desk.at(f"cases/{number}"))
    assert desk.press(page.form("/unseal/back")).status == 200
    assert "已撤回" in officer.open(officer.at("desk/unseal")).text
    assert asks(desk, number).status == 200
    with county_scope(app, COUNTY):
        db.session.execute(update(CaseFile).values(state="withdrawn"))
        db.session.commit()
    ended = officer.open(officer.at("desk/unseal"))
    assert "办件已结束" in ended.text
    assert not [one for one in ended.root.all("form") if "/unseal/" in one.attrs.get("action", "")]
    assert "等您审批" not in officer.open(officer.at("desk/day")).text
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile)).one()
        case.state = "received"
        case.keep_away = [{"name": house.staff["officer"].name}]
        db.session.commit()
    assert answers(officer, "agreed").status == 404
    offered = desk.open(desk.at(f"cases/{number}/unseal")).text
    assert house.staff["officer"].name not in offered


def sealed_by_a_word(api: Caller) -> str:
    """The window wrote 动手; nobody was hit, and nobody has asked yet."""
    return str(api.receive(summary="为老房子吵架，他动手推了桌子")["number"])


def asked_alone(api: Caller, number: str) -> None:
    said = {"version": api.version(number), "data": {"alone": True, "danger_now": "no"}}
    api.post(f"cases/{number}/danger", said)


def stands(app: Flask, number: str) -> tuple[str, bool]:
    with county_scope(app, COUNTY, read_only=True):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        return case.confidentiality, case.sealed
