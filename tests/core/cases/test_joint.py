"""跨乡镇联办 in its corners: who may not be on it, what changes when it changes, how it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.history import replay, routing
from core.cases.lifecycle import EDGES
from core.cases.models import CaseEvent, CaseFile, CaseGrant, CasePoint, Task
from core.clocks import today
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.people.models import Account
from core.people.service import add_account, add_post
from core.points.models import ServicePoint
from core.words import CaseState, Move
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY

OVER = {
    CaseState.WITHDRAWN,
    CaseState.NOT_ACCEPTED,
    CaseState.TRANSFERRED_OUT,
    CaseState.MERGED,
}
TOWN, OTHER, VILLAGE = f"{COUNTY}001", f"{COUNTY}002", f"{COUNTY}001002"
DUE = (today() + timedelta(days=14)).isoformat()
OURS = {"point": TOWN, "account": "mediator_town", "duty": "陪她理清要求", "due_on": DUE}
HIS = {"point": OTHER, "account": "one_there", "duty": "问他的打算", "due_on": DUE}
ORDER: dict[str, Any] = {"lead": "mediator", "parts": [OURS, HIS], "reason": "夫妻分住两个镇"}


@pytest.fixture(autouse=True)
def colleagues(app: Flask) -> None:
    """Two colleagues in the other town."""
    with county_scope(app, COUNTY):
        secret = db.session.scalars(select(Account.password).limit(1)).one()
        for login, code in (("one_there", OTHER), ("two_there", VILLAGE)):
            point = db.session.scalars(select(ServicePoint).where(ServicePoint.code == code)).one()
            account = add_account(db.session(), username=login, name=login, password_hash=secret)
            add_post(db.session(), account_id=account.id, point_id=point.id, role="handler")
        db.session.commit()


def ordered(desk: Caller, head: Caller, **intake: Any) -> str:
    number = str(desk.receive(services=["legal_consult"], **intake)["number"])
    assert send(head, number, ORDER).status_code == 201
    return number


def send(who: Caller, number: str, data: Any, part: str = "", version: int | None = None) -> Any:
    stands = who.version(number) if version is None else version
    where = f"cases/{number}/co-handling{part}"
    return who.try_post(where, {"version": stands, "data": data})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"parts": []}, "parts"),
        ({"parts": [OURS, OURS]}, "parts"),
        ({"parts": [OURS, {**HIS, "account": "mediator_town"}]}, "parts"),
        ({"lead": "nobody"}, "lead"),
        ({"lead": "head_town"}, "lead"),
        ({"parts": [OURS, {**HIS, "point": "nowhere"}]}, "parts.1.point"),
        ({"parts": [OURS, {**HIS, "point": COUNTY}]}, "parts.1.point"),
        ({"parts": [OURS, {**HIS, "account": "two_there"}]}, "parts.1.account"),
        ({"parts": [OURS, {**HIS, "duty": ""}]}, "parts.1.duty"),
        ({"parts": [OURS, {**HIS, "due_on": "2020-01-01"}]}, "parts.1.due_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_an_order_that_does_not_hold(as_: Calls, change: dict[str, Any], field: str) -> None:
    number = as_("desk").receive(services=["legal_consult"])["number"]
    refused = problem(send(as_("head"), number, {**ORDER, **change}), 422)
    assert field in refused["errors"], refused["errors"]
    assert as_("desk").get(f"cases/{number}/co-handling") == {"lead": "", "parts": []}


@pytest.mark.parametrize("wish", ["one_there", OTHER])
def test_whom_it_must_be_kept_from_is_not_on_it(as_: Calls, wish: str) -> None:
    number = as_("desk").receive(services=["legal_consult"], keep_away=[wish])["number"]
    refused = problem(send(as_("head"), number, ORDER), 422)
    assert list(refused["errors"]) == ["parts.1.point"], "nobody who sits there, nor the place"


@pytest.mark.postgres
def test_a_change_asks_the_new_ones_only(app: Flask, as_: Calls) -> None:
    desk, head, one = as_("desk"), as_("head"), as_("one_there")
    number = ordered(desk, head)
    assert problem(send(desk, number, ORDER), 403)
    assert problem(send(head, number, ORDER, version=1), 409)
    assert send(one, number, {"answer": "working"}, "/answer").status_code == 201
    asked = {"move": "co_handle", "reason": "请来看看", "to": TOWN}
    desk.post(f"cases/{number}/moves", {**asked, "version": desk.version(number)})
    told = head.get(f"cases/{number}/co-handling")
    assert {part["account"]: part["state"] for part in told["parts"]} == {
        "mediator_town": "asked",
        "one_there": "working",
    }
    village = {**HIS, "point": VILLAGE, "account": "two_there"}
    later = (today() + timedelta(days=21)).isoformat()
    moved = {**HIS, "duty": "再问一次", "due_on": later}
    changed = {**ORDER, "lead": "desk", "parts": [moved, village]}
    assert send(head, number, changed).status_code == 201
    told = one.get(f"cases/{number}/co-handling")
    assert {part["account"]: part["state"] for part in told["parts"]} == {
        "mediator_town": "ended",
        "one_there": "working",
        "two_there": "asked",
    }
    assert next(part for part in told["parts"] if part["mine"])["duty"] == "再问一次"
    works = [task["due_on"] for task in one.get("tasks")["items"] if task["kind"] == "co_work"]
    assert works == [later], "the task moves with the day"
    runs = [row["due_at"][:10] for row in one.get(f"cases/{number}/clocks")["items"]
            if row["title"] == "联办完成期限" and row["state"] == "running"]  # fmt: skip
    assert len(runs) == 1, "and so does its clock"
    assert runs[0] > DUE
    assert as_("mediator_town").get(f"cases/{number}")["reach"] == "process", "asked to help before"
    assert as_("two_there").get(f"cases/{number}")["reach"] == "item"
    assert number in [line["number"] for line in as_("two_there").get("cases")["items"]]
    assert as_("mediator").get(f"cases/{number}")["reach"] == "process", "who led sees no more"
    with county_scope(app, COUNTY, read_only=True):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        assert case.cross_town, "the county says that it is"
        lines = db.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id))
        assert replay(lines) == routing(case)


def test_it_ends_with_the_case_and_leaves_nothing_behind(app: Flask, as_: Calls) -> None:
    desk, head, one = as_("desk"), as_("head"), as_("one_there")
    number = ordered(desk, head)
    assert send(one, number, {"answer": "working"}, "/answer").status_code == 201
    desk.move({"number": number}, "withdraw", reason="和好了")
    assert one.ask("GET", f"cases/{number}").status_code == 404
    with county_scope(app, COUNTY, read_only=True):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        for rows in (
            select(CaseGrant).where(CaseGrant.why == "co", CaseGrant.until.is_(None)),
            select(CasePoint).where(CasePoint.until.is_(None)),
            select(Task).where(Task.kind.in_(("co_reply", "co_work")), Task.done_at.is_(None)),
            select(ClockRow).where(ClockRow.stopped_at.is_(None)),
        ):
            model = rows.column_descriptions[0]["entity"]
            assert not db.session.scalars(rows.where(model.case_id == case.id)).all(), model
    assert problem(send(head, number, ORDER), 403)


def test_nobody_new_sees_a_sealed_case_but_by_name(as_: Calls) -> None:
    desk, head, one = as_("desk"), as_("head"), as_("one_there")
    number = desk.receive(scenario="dv", danger_now="no", services=["psych"])["number"]
    assert problem(as_("mediator").try_post(f"cases/{number}/co-handling", {}), 422)
    assert head.ask("GET", f"cases/{number}").status_code == 404
    # the desk sits in the county's studio and leads: it may order
    assert send(desk, number, {**ORDER, "lead": "desk"}).status_code == 201
    assert one.get(f"cases/{number}")["reach"] == "item"
    assert as_("two_there").ask("GET", f"cases/{number}").status_code == 404
    assert as_("head_town").ask("GET", f"cases/{number}").status_code == 404, "nor their head"
    assert send(desk, number, {"outcome": "各自安顿好"}, "/end").status_code == 201
    assert one.ask("GET", f"cases/{number}").status_code == 404


def test_every_way_on_ends_it_or_waits_for_its_end() -> None:
    """Nothing that ends the work leaves a co-handling running behind it."""
    for edge in EDGES:
        working = edge.sources - OVER
        ends = edge.move in (
            Move.ARCHIVE, Move.MERGE, Move.WITHDRAW, Move.TRANSFER_OUT, Move.DECLINE, Move.ANSWER,
        )  # fmt: skip
        if ends and working:
            assert "co_handling_ended" in edge.guards or "end_co_handling" in edge.effects, edge
