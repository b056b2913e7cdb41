"""Functions, switches, forms, points, people and figures over the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.rest.conftest import INTAKE, Calls, problem


@pytest.mark.bundled
def test_services_are_told_with_state_and_forms(as_: Calls) -> None:
    services = {one["name"]: one for one in as_("desk").get("services")}
    assert len(services) == 8
    one = services["legal_consult"]
    assert one.keys() >= {"name", "title", "clause", "kind", "state", "forms"}
    assert (one["kind"], one["clause"], one["state"]) == ("service", "5.4.4", "open")
    assert "legal_consult.consult" in one["forms"]
    assert one["steps"][1]["name"] == "consult"


@pytest.mark.postgres
def test_a_switch_is_rehearsed_set_and_refused_while_work_runs(as_: Calls) -> None:
    admin, desk = as_("admin"), as_("desk")
    desk.receive()
    rehearsal = admin.get("switches/mediation/rehearsal", state="closed")
    assert (rehearsal["open_items"], rehearsal["allowed"]) == (1, False)
    assert "5.4.3" in rehearsal["clauses_left"]
    refused = problem(admin.put("switches/mediation", {"state": "closed"}), 409)
    assert refused["reasons"] == [
        {key: rehearsal["reasons"][0][key] for key in ("text", "citation")}
    ]
    set_ = admin.put("switches/mediation", {"state": "closing", "version": 1})
    assert set_.status_code == 200
    assert set_.get_json() == {
        "plugin": "mediation",
        "point": "990101",
        "state": "closing",
        "version": 2,
    }
    assert problem(admin.put("switches/mediation", {"state": "open", "version": 1}), 409)
    assert problem(desk.try_post("cases", INTAKE), 409)
    there = admin.put("switches/psych", {"state": "closed", "point": "990101001"})
    assert there.get_json()["point"] == "990101001"
    town = next(one for one in admin.get("points", level="town") if one["code"] == "990101001")
    assert "psych" not in town["services"]
    assert "legal_aid" in town["services"]
    wider = admin.put("switches/mediation", {"state": "open", "point": "990101001"})
    assert "放开" in problem(wider, 409)["reasons"][0]["text"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("switches/magic", {"state": "open"}, 404),
        ("switches/psych", {"state": "ajar"}, 422),
        ("switches/psych", {}, 422),
        ("switches/psych", {"state": "open", "point": "nowhere"}, 422),
        ("switches/psych", {"state": "open", "version": "1"}, 422),
        ("switches/psych", {"state": "open", "why": ""}, 422),
    ],
)
def test_what_is_no_switch(as_: Calls, path: str, body: Any, status: int) -> None:
    assert problem(as_("admin").put(path, body), status)
    assert problem(as_("desk").put(path, body), 403)


def test_a_rehearsal_is_for_who_may_switch(as_: Calls) -> None:
    admin = as_("admin")
    assert admin.get("switches/psych/rehearsal")["state"] == "closed"
    assert problem(admin.ask("GET", "switches/magic/rehearsal"), 404)
    assert problem(admin.ask("GET", "switches/psych/rehearsal?state=ajar"), 422)
    assert problem(as_("head").ask("GET", "switches/psych/rehearsal"), 403)


def test_forms_say_what_they_take(as_: Calls) -> None:
    desk = as_("desk")
    intake = desk.get("forms/intake")
    names = [field["name"] for field in intake["fields"]]
    assert names[:2] == ["danger_now", "danger_flags"]
    assert set(intake["json_schema"]["properties"]) == set(names)
    # the record of a visit was asked anew once
    versions = {"danger_check": 1, "report_record": 2, "followup_record": 2}
    for key, version in {**versions, "legal_consult.consult": 3}.items():
        form = desk.get(f"forms/{key}")
        assert (form["key"], form["version"]) == (key, version)
        assert form["title"]
    assert problem(desk.ask("GET", "forms/magic"), 404)
    assert as_("admin").put("switches/legal_consult", {"state": "closed"}).status_code == 200
    assert problem(desk.ask("GET", "forms/legal_consult.consult"), 404)


@pytest.mark.bundled
def test_points_are_a_tree(as_: Calls) -> None:
    points = as_("desk").get("points")
    assert [one["level"] for one in points[:3]] == ["city", "county", "town"]
    by_id = {one["id"]: one for one in points}
    town = points[2]
    assert by_id[town["parent"]]["level"] == "county"
    assert all(by_id[child]["parent"] == town["id"] for child in town["children"])
    assert len(town["services"]) == 8
    assert {one["level"] for one in as_("desk").get("points", level="village")} == {"village"}
    assert problem(as_("desk").ask("GET", "points?level=moon"), 422)


def test_people_are_found_as_far_as_they_may_be_known(as_: Calls) -> None:
    desk = as_("desk")
    desk.receive()
    desk.receive(scenario="dv", danger_now="yes", services=["psych"],
                 parties=[{"role": "victim", "name": "李秋月"}])  # fmt: skip
    (found,) = desk.get("people", q="桂芬")["items"]
    assert (found["name"], found["phone"]) == ("周桂芬", "*******8000")
    assert desk.get("people", q="秋月")["items"], "her own sealed case"
    other = as_("desk_town")
    assert [one["name"] for one in other.get("people", q="桂芬")["items"]] == ["周桂芬"]
    assert other.get("people", q="秋月")["items"] == []
    assert desk.get("people")["items"] == []
    known = desk.receive(parties=[{"role": "applicant", "person": found["id"]}])
    assert known["parties"][0]["name"] == "周桂芬"
    assert problem(as_("lawyer").ask("GET", "people?q=桂芬"), 403)


@pytest.mark.postgres
def test_figures_are_counted(as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    for _ in range(2):
        desk.receive()
    desk.receive(scenario="dv", danger_now="yes", services=["psych"])
    desk.receive(services=[], answer="可以先到镇里开证明")
    desk.post("cases", {"channel": "walk_in", "not_family": "人社局三号窗口"})
    figures = {one["code"]: one for one in head.get("indicators", period="2026-11")}
    assert {code: figures[code]["value"] for code in ("received", "settled", "open")} == {
        "received": 4,
        "settled": 0,
        "open": 3,
    }
    assert all(one["formula"] for one in figures.values())
    assert all((one["value"] is None) >= bool(one["missing"]) for one in figures.values())
    assert figures["screening_coverage"]["missing"]
    rate = figures["resolution_rate"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (0, 3, 0.0)
    assert {one["title"]: one["value"] for one in rate["beside"]}["在办"] == 3
    before = {one["code"]: one["value"] for one in head.get("indicators", period="2026-10")}
    assert (before["received"], before["settled"], before["open"]) == (0, 0, 0)
    here = {one["code"]: one for one in head.get("indicators", point="990101")}
    assert here["received"]["value"] == 3, "who answers for the point is told its plain totals"
    assert (here["resolution_rate"]["value"], here["resolution_rate"]["suppressed"]) == (None, True)
    assert (here["settled"]["value"], here["settled"]["suppressed"]) == (0, False)
    city = {one["code"]: one for one in as_("city").get("indicators", point="990101")}
    assert (city["received"]["value"], city["received"]["suppressed"]) == (None, True)
    for _ in range(3):
        desk.receive()
    here = {one["code"]: one for one in head.get("indicators", point="990101")}
    assert here["received"]["value"] == 6, "the sealed one counts in the county only"
    town = as_("head_town")
    assert {one["code"]: one["value"] for one in town.get("indicators")}["received"] == 0
    assert problem(town.ask("GET", "indicators?point=990101"), 403)
    assert problem(town.ask("GET", "indicators?point=990101999"), 404)
    assert problem(desk.ask("GET", "indicators"), 403)
    assert problem(head.ask("GET", "indicators?period=2026-13"), 422)
