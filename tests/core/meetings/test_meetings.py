"""月度分析会: the agenda from the cases, who reads what was said, tasks, the month and its rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.counted import BOOK
from core.cases.models import CaseBarrier, CaseFile, CaseGrant
from core.cases.models_meetings import MeetingPoint
from core.clocks import now, today
from core.db import county_scope, db
from core.people.service import find_account
from core.statistics.rebuilding import kept, recount
from tests.core.rest.conftest import Caller, Calls, as_, problem  # noqa: F401 - the fixtures
from tests.harness.apps import COUNTY

WORDS = "男方扬言要动手，村里盯紧"
DECIDED = "每天上门一次，稳住男方"
WHEN = "2026-11-20"
PEOPLE = [
    {"post": "chair", "who": "head"},
    {"post": "mediator", "who": "mediator"},
    {"post": "lawyer", "name": "县司法局 王律师"},
]
CALL = {"on": WHEN, "place": "二楼会议室", "jointly": "own", "people": PEOPLE}


def minutes(*topics: dict[str, Any], **more: Any) -> dict[str, Any]:
    people = [{**one, "came": "yes"} for one in PEOPLE]
    return {
        "on": WHEN, "place": "二楼会议室", "host": "head", "people": people,
        "topics": list(topics), "next_steps": "排查春节返乡", **more,
    }  # fmt: skip


def topic(number: str = "", **more: Any) -> dict[str, Any]:
    return {
        "number": number, "discussion": WORDS, "risk": "high", "decision": DECIDED,
        "owner": "mediator", "due": "2026-11-27", **more,
    }  # fmt: skip


class House:
    """Cases of the county studio that a meeting has to talk about, and some it must not."""

    def __init__(self, app: Flask, as_: Calls) -> None:  # noqa: F811 - the fixture's name
        desk = as_("desk")
        self.numbers = {
            name: desk.receive()["number"]
            for name in ("grave", "late", "sealed", "kept", "named", "plain")
        }
        with county_scope(app, COUNTY):
            rows = {
                name: db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
                for name, number in self.numbers.items()
            }
            for name, row in rows.items():
                if name != "plain":
                    row.settle_by = today() - timedelta(days=3)
            rows["grave"].warning, rows["grave"].warning_scheme = "red", "four_colours"
            rows["sealed"].sealed = True
            head = find_account(db.session(), "head")
            assert head is not None
            db.session.add(
                CaseGrant(case_id=rows["sealed"].id, account_id=head.id, why="handler", since=now())
            )
            mediator = find_account(db.session(), "mediator")
            assert mediator is not None
            db.session.add(
                CaseBarrier(
                    case_id=rows["kept"].id, kind="recusal", account_id=mediator.id, since=now()
                )
            )
            rows["named"].keep_away = [{"name": "王律师", "relation": "男方的姐夫"}]
            db.session.commit()


@pytest.fixture
def house(app: Flask, as_: Calls) -> House:  # noqa: F811 - the fixture
    return House(app, as_)


def called(head: Caller, **more: Any) -> Any:
    return head.post("meetings", {"data": {**CALL, **more}})


def listed(meeting: Any) -> list[str]:
    return [one["number"] for one in meeting["agenda"]]


def test_the_agenda_leaves_out_what_somebody_at_the_table_must_not_know(
    house: House,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    head = as_("head")
    meeting = called(head)
    assert listed(meeting) == [house.numbers["grave"], house.numbers["late"]]
    assert meeting["agenda"][0]["reasons"] == ["grave", "late"], "the gravest first"
    assert meeting["missing"] == ["心理咨询师"]
    changed = head.put(
        f"meetings/{meeting['id']}",
        {"version": meeting["version"], "data": {**CALL, "people": PEOPLE[:1]}},
    ).get_json()
    assert set(listed(changed)) == {
        house.numbers[one] for one in ("grave", "late", "kept", "named")
    }
    assert changed["version"] == meeting["version"] + 1
    assert as_("mediator").ask("GET", f"meetings/{meeting['id']}").status_code == 404


def test_what_was_said_is_for_who_was_there_and_never_of_a_case_kept_from_them(
    app: Flask,
    house: House,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    head, mediator = as_("head"), as_("mediator")
    meeting = called(head)
    where = f"meetings/{meeting['id']}"
    body = {"version": 1, "data": minutes(topic(house.numbers["sealed"]))}
    for name in ("sealed", "kept", "named"):
        body["data"] = minutes(topic(house.numbers[name]))
        refusal = problem(head.try_post(f"{where}/minutes", body), 422)
        assert refusal["errors"] == {"topics.0.number": ["没有这一件，或不能在这次会上议"]}, name
    body["data"] = minutes(
        topic(house.numbers["grave"]), {"number": house.numbers["late"]}, topic(decision="开家长课")
    )
    held = head.post(f"{where}/minutes", body)
    assert held["state"] == "held"
    assert held["number"].endswith("析字〔2026〕1号")
    assert [one["number"] for one in held["topics"]] == [house.numbers["grave"], ""]
    assert problem(head.try_post(f"{where}/minutes", {**body, "version": 2}), 409)

    tasks = [one for one in mediator.get("tasks")["items"] if one["kind"] == "meeting"]
    tasks.sort(key=lambda one: one["number"], reverse=True)
    assert [one["number"] for one in tasks] == [house.numbers["grave"], ""]
    assert {one["meeting"] for one in tasks} == {meeting["id"]}
    seen = mediator.get(where)
    assert [one["discussion"] for one in seen["topics"]] == [WORDS, WORDS]
    assert seen["next_steps"] == "排查春节返乡"
    done = mediator.post(f"{where}/tasks/{tasks[1]['id']}", {})
    assert [one["done"] for one in done["topics"]] == [False, True]
    assert head.ask("POST", f"{where}/tasks/{tasks[0]['id']}").status_code == 404
    for login, status in (
        ("lawyer", 404), ("desk", 404), ("head_town", 404), ("supervisor", 404), ("admin", 403),
        ("auditor", 403), ("city", 403),
    ):  # fmt: skip
        assert as_(login).ask("GET", where).status_code == status, login

    with county_scope(app, COUNTY):
        row = db.session.scalars(
            select(CaseFile).where(CaseFile.number == house.numbers["grave"])
        ).one()
        row.sealed = True
        db.session.commit()
        logged = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action.like("meeting.%"))
        ).all()
        assert [one.action for one in logged] == ["meeting.called", "meeting.held"]
        assert WORDS not in str([one.detail for one in logged])
    for who in (head, mediator):
        later = who.get(where)
        assert house.numbers["grave"] not in str(later)
        assert len(later["topics"]) == 1, "a case that was sealed since is not there at all"
    assert house.numbers["grave"] not in str(mediator.get("tasks"))


def test_a_month_is_met_once_and_joint_meetings_count_at_each_point(
    app: Flask,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    head, town = as_("head"), as_("head_town")
    alone = [{"post": "chair", "who": "head_town"}]
    joint = town.post("meetings", {"data": {**CALL, "jointly": "all", "people": alone}})
    assert len(joint["points"]) > 1
    taken = problem(as_("village").try_post("meetings", {"data": {**CALL, "people": [
        {"post": "chair", "who": "village"}]}}), 409)  # fmt: skip
    assert "这个月已经有一次分析会" in taken["reasons"][0]["text"]
    assert as_("village").get(f"meetings/{joint['id']}")["holds"] is False
    assert problem(
        town.try_post("meetings", {"data": {**CALL, "people": [{"post": "chair", "who": "lawyer",
        "name": "又写一个"}]}}), 422)["errors"]  # fmt: skip

    def rate(who: Caller, **more: Any) -> tuple[int, int]:
        told = {one["code"]: one for one in who.get("indicators", period="2026-11", **more)}
        return told["meeting_ok"]["numerator"], told["meeting_ok"]["denominator"]

    before = rate(head)
    assert before[0] == 0
    held = {
        "version": 1,
        "data": minutes(people=[{**alone[0], "came": "yes"}], host="head_town", topics=[]),
    }
    out = town.post(f"meetings/{joint['id']}/minutes", held)
    assert rate(head) == (len(joint["points"]), before[1])
    assert rate(town, point=f"{COUNTY}001") == (len(joint["points"]), len(joint["points"]))
    board = {one["code"]: one["months"][0]["state"] for one in head.get("meetings/months")}
    assert board[f"{COUNTY}001"] == "held"
    assert board[COUNTY] == "open"
    assert len(as_("supervisor").get("meetings/months")) == len(board)
    assert as_("mediator").get("meetings/months") == []
    with county_scope(app, COUNTY):
        assert kept(db.session()) == recount(db.session(), BOOK)
    void = {"version": out["version"], "reason": "记错了点"}
    assert town.post(f"meetings/{joint['id']}/void", void)["state"] == "void"
    assert rate(head) == before
    with county_scope(app, COUNTY):
        assert db.session.scalars(select(MeetingPoint)).all() == []
        assert kept(db.session()) == recount(db.session(), BOOK)
    assert problem(town.try_post(f"meetings/{joint['id']}/void", {**void, "version": 3}), 409)
    assert town.post("meetings", {"data": {**CALL, "people": alone}})["state"] == "called"


WRONG = (
    ({"on": ""}, "on"),
    ({"people": []}, "people"),
    ({"people": [{"post": "chair"}]}, "people.0.who"),
    ({"people": [PEOPLE[0], PEOPLE[0]]}, "people.1.who"),
    ({"people": [{"post": "chair", "who": "admin"}]}, "people.0.who"),
    ({"jointly": "some"}, "points"),
    ({"jointly": "some", "points": [{"point": "9901020"}]}, "points.0.point"),
)
WRONG_MINUTES = (
    (minutes(on="2026-11-29"), "on"),
    (minutes(on="2026-10-20"), "on"),
    (minutes(topic(decision="")), "topics.0.decision"),
    (minutes(topic(owner="")), "topics.0.owner"),
    (minutes(topic(due="")), "topics.0.due"),
    (minutes(topic(due="2026-11-01")), "topics.0.due"),
    (minutes(topic("9901012026Z99999")), "topics.0.number"),
    (minutes(people=[{**PEOPLE[0], "came": "no"}]), "people"),
)


def test_what_is_wrong_is_said_at_its_field(as_: Calls) -> None:  # noqa: F811
    head = as_("head")
    for more, field in WRONG:
        errors = problem(head.try_post("meetings", {"data": {**CALL, **more}}), 422)["errors"]
        assert field in errors, (more, errors)
    meeting = called(head)
    for data, field in WRONG_MINUTES:
        body = {"version": 1, "data": data}
        errors = problem(head.try_post(f"meetings/{meeting['id']}/minutes", body), 422)["errors"]
        assert field in errors, (data, errors)
    assert as_("desk").try_post("meetings", {"data": CALL}).status_code == 403
