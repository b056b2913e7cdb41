"""一案一专班: each sees what the list says, nobody else; the archive waits for the four parts."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.guards.ending import loop_closed
from core.cases.history import replay, routing
from core.cases.lifecycle import EDGES
from core.cases.models import CaseEvent, CaseFile
from core.db import county_scope, db
from core.words import CaseState, Move
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import taken_in
from tests.walks.words import Visit

SEATS = [
    {"account": "mediator", "part": "lead", "sees": "all"},
    {"account": "head_town", "part": "steady", "sees": "process"},
]
DATA: dict[str, Any] = {"seats": SEATS, "reason": "多次报警，几家单位要一起办"}


def team(who: Caller, number: str, data: dict[str, Any], version: int) -> Any:
    return who.try_post(f"cases/{number}/team", {"version": version, "data": data})


@pytest.mark.postgres
def test_each_sees_what_the_list_says(app: Flask, as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    number = desk.receive(services=["legal_consult"])["number"]
    path = f"cases/{number}"
    assert as_("mediator").ask("GET", path).get_json()["reach"] == "process"
    assert as_("head_town").ask("GET", path).status_code == 404
    assert problem(team(desk, number, DATA, 1), 403), "a head forms it"
    assert problem(team(head, number, DATA, 9), 409)
    formed = team(head, number, DATA, 1)
    assert formed.status_code == 201, formed.text
    assert as_("mediator").get(path)["reach"] == "full"
    watching = as_("head_town").get(path)
    assert (watching["reach"], watching["parties"]) == ("process", None)
    assert as_("head_town").get(f"{path}/team") == {"seats": [], "loop": []}, "not who else"
    seats = as_("mediator").get(f"{path}/team")["seats"]
    assert [(seat["account"], seat["sees"]) for seat in seats] == [
        ("mediator", "all"), ("head_town", "process"),
    ]  # fmt: skip
    assert number in [one["number"] for one in as_("head_town").get("cases")["items"]]
    assert (number, "请参加专班") in [
        (one["number"], one["title"]) for one in as_("head_town").get("tasks")["items"]
    ]

    changed = [SEATS[0], {"account": "lawyer", "part": "law", "sees": "process"}]
    assert team(head, number, {**DATA, "seats": changed}, 2).status_code == 201
    assert as_("head_town").ask("GET", path).status_code == 404, "who leaves it loses it at once"
    with county_scope(app, COUNTY, read_only=True):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        lines = db.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id))
        assert replay(lines) == routing(case)


@pytest.mark.parametrize(
    ("seats", "field"),
    [
        ([], "seats"),
        ([SEATS[0]], "seats"),
        ([SEATS[0], SEATS[0]], "seats"),
        ([SEATS[0], {**SEATS[1], "part": "lead"}], "seats"),
        ([{**SEATS[0], "sees": "process"}, SEATS[1]], "seats"),
        ([SEATS[0], {**SEATS[1], "sees": "everything"}], "seats.1.sees"),
        ([SEATS[0], {**SEATS[1], "account": "nobody"}], "seats.1.account"),
    ],
)
def test_a_list_that_does_not_hold(as_: Calls, seats: list[Any], field: str) -> None:
    number = as_("desk").receive(services=["legal_consult"])["number"]
    refused = problem(team(as_("head"), number, {**DATA, "seats": seats}, 1), 422)
    assert field in refused["errors"]


def test_whom_it_must_be_kept_from_cannot_sit_in_it(as_: Calls) -> None:
    number = as_("desk").receive(services=["legal_consult"], keep_away=["head_town"])["number"]
    refused = problem(team(as_("head"), number, DATA, 1), 422)
    assert refused["errors"].keys() == {"seats.1.account"}


def test_the_archive_waits_for_the_four_parts(as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    number = desk.receive(services=["legal_consult"])["number"]
    loop = f"cases/{number}/loop"
    part = {"part": "screen", "what": "走访了两家", "on": "2026-11-20"}
    assert problem(desk.try_post(loop, {"version": 1, "data": part}), 409), "no team, no loop"
    assert team(head, number, DATA, 1).status_code == 201
    mediator = as_("mediator")
    for version, name in enumerate(("screen", "settle", "teach"), start=2):
        mediator.post(loop, {"version": version, "data": {**part, "part": name}})
    assert problem(head.try_post(loop, {"version": 5, "data": part}), 403)
    late = {**part, "part": "steady", "on": "2026-11-21"}
    assert problem(mediator.try_post(loop, {"version": 5, "data": late}), 422)["errors"]["on"]
    found = {one["part"]: one["done"] for one in mediator.get(f"cases/{number}/team")["loop"]}
    assert found == {"screen": True, "settle": True, "teach": True, "steady": False}


def test_every_arrow_that_ends_the_work_asks_for_the_loop() -> None:
    working = {CaseState.FOLLOWUP, CaseState.UNSETTLED}
    for edge in EDGES:
        if edge.move is Move.ARCHIVE and edge.sources & working:
            assert loop_closed.__name__ in edge.guards


def test_the_page_forms_a_team_and_keeps_what_was_typed(app: Flask) -> None:
    house = house_of(app)
    desk, head = HtmlActor(app, "desk", house), HtmlActor(app, "head", house)
    number = taken_in(desk, Visit())
    link = head.open(head.at(f"cases/{number}")).link("/team")
    assert link is not None
    form = head.open(link).form("/team")
    form.pick("seats-0-account", house.staff["mediator"].name)
    form.fill("reason", "几家单位要一起办")
    again = head.press(form)
    assert again.status == 422
    kept = again.form("/team")
    assert kept.chosen["reason"] == ["几家单位要一起办"]
    kept.pick("seats-1-account", house.staff["lawyer"].name)
    kept.fill("seats-1-part", "law")
    assert head.press(kept).status == 200
    mediator = HtmlActor(app, "mediator", house)
    shown = mediator.open(mediator.at(f"cases/{number}"))
    assert "一案一专班" in shown.text
    loop = shown.link("/loop")
    assert loop is not None
    filed = mediator.open(loop).form("/loop")
    filed.fill("part", "steady")
    filed.fill("what", "片警上门提醒")
    assert mediator.press(filed).status == 200
    assert "还没有记" in mediator.open(mediator.at(f"cases/{number}")).text
    assert desk.open(desk.at(f"cases/{number}/team")).status == 403
