"""Hard stops 1, 2 and 4 at every door there is: asked of the tables, so a new door is tried too.

The table of moves and the steps of every installed service are walked, not listed by hand; what a
plugin adds tomorrow is tried tomorrow (妇联规程 10, 11; 人民调解法 17; 反家庭暴力法 14).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from core.cases import commands
from core.cases.commands.stepping import _joint_lock
from core.cases.danger.carrying import carry_danger
from core.cases.danger.classes import GRAVE
from core.cases.facts import Args, Facts
from core.cases.guards import GUARDS
from core.cases.lifecycle import EDGES, ENDED, Edge
from core.cases.loading import open_case
from core.db import county_scope
from core.words import CaseState, Move
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

WAYS_OUT = [edge for edge in EDGES if edge.to in ENDED | {CaseState.SETTLED}]
TO_ONE_TABLE = [edge for edge in EDGES if "begin_attempt" in edge.effects]
PEOPLE = [
    {"role": "victim", "name": "许小燕", "relation": "self"},
    {"role": "alleged", "name": "孟大海", "relation": "spouse"},
]


def stopped(facts: Facts, stop: str) -> tuple[Facts, str]:
    """Return the facts with one stop holding, and the law that has to be told."""
    view = facts.view
    match stop:
        case "one":
            return replace(facts, view=replace(view, stop_one=True)), "规程第11条"
        case "two":
            parties = (replace(view.parties[0], willing="refused"), *view.parties[1:])
            return replace(facts, view=replace(view, parties=parties)), "人民调解法第17条"
        case "again":
            return replace(facts, view=replace(view, joint_closed=True)), "人民调解法第17条"
        case "grave":
            return replace(facts, danger_class=GRAVE), "规程第10条"
    return replace(facts, report_due=True), "反家庭暴力法第14条"


def told(edge: Edge, facts: Facts, **sent: Any) -> set[str]:
    found = (GUARDS[name](facts, Args(**sent)) for name in edge.guards)
    return {one.citation for objections in found for one in objections}


@pytest.fixture
def facts(app: Flask, as_: Calls) -> Facts:
    number = as_("desk_town").receive(services=["psych"])["number"]
    with county_scope(app, COUNTY, read_only=True):
        found = open_case(acting_as(app, "desk_town"), number)[1]
    agreed = tuple(replace(party, willing="agreed") for party in found.view.parties)
    return replace(found, view=replace(found.view, parties=agreed))


def test_no_way_out_while_a_report_is_owed(facts: Facts) -> None:
    assert {edge.to for edge in WAYS_OUT} == ENDED | {CaseState.SETTLED}
    owed, law = stopped(facts, "four")
    for edge in WAYS_OUT:
        assert any(law in one for one in told(edge, owed)), edge.move
        assert any(law in one for one in told(edge, owed, preview=True)), edge.move
        assert not any(law in one for one in told(edge, facts)), edge.move


@pytest.mark.parametrize("stop", ["one", "two", "again", "grave"])
def test_no_move_brings_both_to_one_table(facts: Facts, stop: str) -> None:
    assert TO_ONE_TABLE
    here, law = stopped(facts, stop)
    both = tuple(party.id for party in here.view.parties)
    assert len(both) > 1
    for edge in TO_ONE_TABLE:
        assert any(law in one for one in told(edge, here, present=both)), edge.move
        assert not any(law in one for one in told(edge, facts, present=both)), edge.move


@pytest.mark.parametrize("stop", ["one", "two", "again", "grave"])
def test_no_sitting_of_any_service_that_faces_both(app: Flask, facts: Facts, stop: str) -> None:
    here, law = stopped(facts, stop)
    facing = [
        (service, step)
        for service in app.extensions["jiahe.roster"].services.values()
        if service.faces_both_parties
        for step in service.steps
        if step.sitting
    ]
    assert {service.name for service, _step in facing} == {
        name
        for name, one in app.extensions["jiahe.roster"].services.items()
        if one.faces_both_parties
    }, "one that faces both and has no sitting is locked nowhere"
    for service, step in facing:
        reasons = _joint_lock(service, step, here)
        assert any(law in one.citation for one in reasons), (service.name, step.name)


def test_no_service_that_faces_both_is_opened_over_the_api(app: Flask, as_: Calls) -> None:
    desk = as_("desk_town")
    facing = [
        name
        for name, one in app.extensions["jiahe.roster"].services.items()
        if one.faces_both_parties
    ]
    intake = {"danger_now": "yes", "parties": PEOPLE}
    number = desk.receive(services=["psych"], **intake)["number"]
    for name in facing:
        refused = problem(desk.try_post(f"cases/{number}/items", {"service": name}), 409)
        assert any("第11条" in one["citation"] for one in refused["reasons"]), name
        body = {**intake, "services": [name], "channel": "walk_in", "scenario": "dv"}
        at_once = desk.try_post("cases", {**body, "summary": "他又打我"})
        assert at_once.status_code in (409, 422), name


def test_merging_is_no_way_past_a_stop(app: Flask, as_: Calls) -> None:
    """并案: the quarrel that goes on knows what the violent case knew, and undoing takes nothing
    off (妇联规程 10, 11)."""
    desk = as_("desk")
    both = [{**PEOPLE[0], "role": "applicant"}, {**PEOPLE[1], "role": "respondent"}]
    quarrel = desk.receive(services=["legal_consult"], parties=both)["number"]
    violent = desk.receive(
        services=["legal_consult"], parties=PEOPLE, danger_now="yes", summary="他又打我"
    )["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        grave = open_case(here, violent)[0].case
        grave.danger = {**(grave.danger or {}), "class": GRAVE}
        calm = open_case(here, quarrel)[0].case
        assert (calm.violence, calm.stop_one, calm.sealed) == (False, False, False)
        args = Args(into=quarrel, reason="同一对夫妻")
        for report in open_case(here, violent)[0].reports:
            report.state = "acknowledged"
        commands.move(here, violent, Move.MERGE, grave.version, args)
        assert (calm.violence, calm.stop_one, calm.sealed) == (True, True, True)
        facts = open_case(here, quarrel)[1]
        assert (facts.danger_class, facts.view.danger) == (GRAVE, "yes")
        present = tuple(party.id for party in facts.view.parties)
        for edge in TO_ONE_TABLE:
            assert any("规程第11条" in one for one in told(edge, facts, present=present))
        commands.move(here, violent, Move.UNMERGE, grave.version, Args(reason="弄错了，两件事"))
        assert (calm.stop_one, calm.sealed) == (True, True)


def test_a_case_that_was_never_asked_leaves_the_other_to_be_asked(app: Flask, as_: Calls) -> None:
    """What came in by a table may hold no answer at all: joint work waits until she was asked."""
    desk = as_("desk")
    asked, unasked = (desk.receive(services=["legal_consult"])["number"] for _each in range(2))
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        into, one = open_case(here, asked)[0], open_case(here, unasked)[0]
        one.case.danger, one.case.danger_cleared = None, False
        into.case.danger = {"now": "no", "flags": []}
        carry_danger(here, one, into)
        assert into.case.danger["now"] == "unknown"
        assert not into.case.violence
