"""Taking cases in over the API, listing and reading them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from tests.core.rest.conftest import INTAKE, NEIGHBOUR, Calls, problem

KEYS = {
    "number",
    "version",
    "stage",
    "state",
    "level",
    "holder",
    "lead",
    "first_handler",
    "confidentiality",
    "items",
}


@pytest.mark.postgres
def test_an_intake_answers_with_the_case(as_: Calls) -> None:
    desk = as_("desk")
    answer = desk.try_post("cases", INTAKE)
    assert answer.status_code == 201
    case = answer.get_json()
    assert case.keys() >= KEYS
    assert (case["stage"], case["state"], case["level"]) == ("resolution", "received", "L3")
    assert (case["holder"], case["lead"], case["first_handler"]) == ("990101", "desk", "desk")
    (item,) = case["items"]
    assert item.keys() >= {"id", "service", "state", "step", "version"}
    assert (item["service"], item["state"], item["step"], item["version"]) == (
        "mediation",
        "open",
        "",
        1,
    )
    assert desk.get(f"cases/{case['number']}") == case
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_answer_closes_it_and_another_window_takes_the_rest(as_: Calls) -> None:
    desk = as_("desk")
    answered = desk.receive(services=[], answer="可以先到镇里开证明")
    assert answered["state"] == "archived"
    sent = desk.post("cases", {"channel": "walk_in", "not_family": "人社局三号窗口"})
    assert sent["state"] == "not_accepted"
    assert sent["not_family_window"] == "人社局三号窗口"


def test_violence_seals_at_once(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive(scenario="dv", services=["psych"], danger_now="yes")
    assert case["confidentiality"] == "C3"
    assert case["stop_one"] is True
    stranger = as_("desk_town")
    assert problem(stranger.ask("GET", f"cases/{case['number']}"), 404)
    refused = desk.try_post(
        "cases", {**INTAKE, "scenario": "dv", "danger_now": "yes", "services": ["mediation"]}
    )
    assert "不劝和" in problem(refused, 409)["reasons"][0]["text"]


def test_whom_she_wants_kept_away_learns_nothing(as_: Calls) -> None:
    desk, village = as_("desk"), as_("village")
    point = village.get("points", level="village")[0]
    case = desk.receive(keep_away=[{"point": point["code"], "relation": "丈夫的堂弟"}])
    assert case["keep_away"][0]["point"] == point["id"]
    assert problem(village.ask("GET", f"cases/{case['number']}"), 404)
    plainly = desk.receive(keep_away=[point["code"], "head_town", "陈大壮"])
    assert plainly["keep_away"][2]["name"] == "陈大壮"
    for name in ("village", "head_town"):
        assert problem(as_(name).ask("GET", f"cases/{plainly['number']}"), 404)
    unknown = desk.try_post("cases", {**INTAKE, "keep_away": [{"point": "nowhere"}]})
    assert problem(unknown, 422)["errors"].keys() == {"keep_away.0.point"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel": None}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "court_delegated"}, "channel_ref"),
        ({"scenario": None}, "scenario"),
        ({"summary": ""}, "summary"),
        ({"summary": 7}, "summary"),
        ({"parties": []}, "parties"),
        ({"parties": [{"role": "queen", "name": "甲"}]}, "parties.0.role"),
        ({"parties": [{"role": "applicant", "name": "甲", "age": 7}]}, "parties.0.age"),
        ({"parties": [{"role": "applicant", "id_no": "11010119900307771X"}]}, "parties.0.id_no"),
        ({"parties": {"role": "applicant"}}, "parties"),
        ({"services": []}, "services"),
        ({"services": ["magic"]}, "services"),
        ({"danger_now": "maybe"}, "danger_now"),
        ({"notice_basis": "none"}, "notice_basis"),
        ({"point": "990101001"}, "point"),
        ({"mood": "bad"}, "mood"),
    ],
)
def test_an_intake_is_judged_by_field(as_: Calls, changes: Any, field: str) -> None:
    desk = as_("desk")
    refused = problem(desk.try_post("cases", {**INTAKE, **changes}), 422)
    assert refused["errors"].keys() == {field}
    assert desk.get("cases", count=1)["total"] == 0


@pytest.mark.postgres
def test_the_same_key_makes_one_case(as_: Calls) -> None:
    desk = as_("desk")
    first = desk.post("cases", INTAKE, key="a-key")
    again = desk.try_post("cases", INTAKE, key="a-key")
    assert (again.status_code, again.get_json()["number"]) == (201, first["number"])
    other = desk.try_post("cases", {**INTAKE, "summary": "另一件事"}, key="a-key")
    assert problem(other, 422)
    assert desk.get("cases", count=1)["total"] == 1
    theirs = as_("desk_town").post("cases", INTAKE, key="a-key")
    assert theirs["number"] != first["number"], "keys belong to one account"


@pytest.mark.postgres
def test_the_same_key_at_the_same_moment_makes_one_case(as_: Calls) -> None:
    desk = as_("desk")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.try_post("cases", INTAKE, key="a-key"), range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.get_json()["number"] for answer in answers}) == 1
    assert desk.get("cases", count=1)["total"] == 1


@pytest.mark.parametrize("key", ["k" * 81, "é" * 3])
def test_a_key_that_cannot_be_kept_is_refused(as_: Calls, key: str) -> None:
    refused = as_("desk").ask(
        "POST", "cases", json=INTAKE, headers={"Idempotency-Key": key.encode().decode("latin-1")}
    )
    assert problem(refused, 422)["errors"].keys() == {"Idempotency-Key"}


def test_who_may_not_take_in_is_told_so(as_: Calls) -> None:
    for other in ("lawyer", "head", "admin", "auditor", "supervisor"):
        assert problem(as_(other).try_post("cases", INTAKE), 403)


def test_a_case_of_the_neighbour_is_unknown_here(as_: Calls) -> None:
    case = as_("neighbour_desk", county=NEIGHBOUR).receive()
    unknown = problem(as_("desk").ask("GET", "cases/990101-2026-AAAAAA-A"), 404)
    assert problem(as_("desk").ask("GET", f"cases/{case['number']}"), 404) == unknown
    assert problem(as_("desk").ask("GET", "cases/no%00sense"), 404) == unknown
    away = as_("desk")
    assert problem(replace(away, county=NEIGHBOUR).ask("GET", "cases"), 404) == unknown
    assert problem(replace(away, county="123456").ask("GET", "cases"), 404) == unknown


@pytest.mark.postgres
def test_a_list_is_walked_by_its_key(as_: Calls) -> None:
    desk = as_("desk")
    numbers = [desk.receive()["number"] for _ in range(5)]
    seen, after = [], ""
    while True:
        page = desk.get("cases", page_size=2, count=1, **({"after": after} if after else {}))
        assert page["total"] == 5
        assert len(page["items"]) <= 2
        seen += [line["number"] for line in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == numbers[::-1]
    line = desk.get("cases", q=numbers[0])["items"][0]
    assert (line["number"], line["holder"], line["names"]) == (
        numbers[0],
        "990101",
        ["周桂芬", "陈军"],
    )
    assert "total" not in desk.get("cases")
    town = as_("desk_town")
    assert town.get("cases", count=1) == {"items": [], "next": None, "total": 0}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "received"}, 1),
        ({"state": "archived"}, 1),
        ({"stage": "prevention"}, 0),
        ({"scenario": "property"}, 2),
        ({"service": "mediation"}, 1),
        ({"point": "990101"}, 2),
        ({"point": "990101001"}, 0),
        ({"q": "周桂"}, 2),
        ({"q": "8000"}, 2),
        ({"q": "王"}, 0),
        ({"mine": "1"}, 2),
    ],
)
def test_a_list_is_narrowed(as_: Calls, query: Any, found: int) -> None:
    desk = as_("desk")
    desk.receive()
    desk.receive(services=[], answer="可以先到镇里开证明")
    assert desk.get("cases", count=1, **query)["total"] == found


@pytest.mark.parametrize(
    "query",
    [
        "state=burnt",
        "states=received",
        "page_size=0",
        "page_size=101",
        "page_size=x",
        "after=x",
        "count=yes",
        "point=nowhere",
        "state=received&state=archived",
        "q=%00",
    ],
)
def test_a_filter_that_is_none_is_refused(as_: Calls, query: str) -> None:
    refused = as_("desk").ask("GET", f"cases?{query}")
    assert problem(refused, 422)["errors"].keys() == {query.partition("=")[0]}


def test_what_belongs_to_a_case(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    path = f"cases/{case['number']}"
    desk.move(case, "suspend", reason="等鉴定结果")
    desk.move(case, "resume")
    page = desk.get(f"{path}/history", page_size=2, count=1)
    assert [event["kind"] for event in page["items"]] == ["resume", "suspend"]
    assert page["items"][1]["note"]["reason"] == "等鉴定结果"
    assert page["total"] == 3
    rest = desk.get(f"{path}/history", page_size=2, after=page["next"])
    assert [event["kind"] for event in rest["items"]] == ["receive"]
    assert rest["next"] is None
    for part in ("clocks", "records", "followups", "documents"):
        assert desk.get(f"{path}/{part}", count=1).keys() == {"items", "next", "total"}
        assert problem(as_("desk_town").ask("GET", f"{path}/{part}"), 404)
    assert problem(as_("supervisor").ask("GET", f"{path}/records"), 403)
    seen = as_("supervisor").get(path)
    assert (seen["reach"], seen["parties"], seen["summary"]) == ("process", None, None)
    assert as_("supervisor").get(f"{path}/history")["items"][1]["note"] == {}


def test_danger_is_asked_alone(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive(danger_now="cannot_ask", services=["petition"])
    path = f"cases/{case['number']}/danger"
    data = {"alone": True, "danger_now": "no"}
    assert problem(desk.try_post(path, {"version": 1, "data": {}}), 422)["errors"]
    refused = desk.try_post(path, {"version": 1, "data": {**data, "alone": False}})
    assert problem(refused, 422)["errors"].keys() == {"alone"}
    assert problem(desk.try_post(path, {"version": 7, "data": data}), 409)
    asked = desk.post(path, {"version": 1, "data": data})
    assert asked["danger"]["now"] == "no"
    offers = {one["move"]: one for one in desk.get(f"cases/{case['number']}/moves")}
    assert offers["start_attempt"]["allowed"]
    filed = desk.get(f"cases/{case['number']}/records")["items"]
    assert [record["form"] for record in filed] == ["danger_check"]
    assert problem(as_("lawyer").try_post(path, {"version": 2, "data": data}), 404)


def test_the_duty_to_report_opens_the_way_out(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive(
        scenario="minor",
        danger_flags=["minor"],
        parties=[{"role": "victim", "name": "小宝", "birth_date": "2018-05-01"}],
        services=["psych"],
    )
    assert case["report_due"] is True
    path, body = f"cases/{case['number']}/report", {"version": case["version"]}
    data = {"on": "2026-11-20", "by": "王秀兰", "receipt": "接警 0087"}
    refused = desk.try_post(path, {**body, "data": {**data, "to": ["education"]}})
    assert problem(refused, 422)["errors"].keys() == {"to"}
    nowhere = desk.try_post(path, {**body, "data": {**data, "to": ["police"]}})
    assert problem(nowhere, 422)["errors"].keys() == {"station"}
    data["station"] = "城关派出所"
    filed = desk.post(path, {**body, "data": {**data, "to": ["police"]}})
    assert filed["report_due"] is False
