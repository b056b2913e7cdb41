"""Moves over the API: offers with reasons, walks up and down; stale and forbidden ones refused."""

from __future__ import annotations

from typing import Any

import pytest

from core.words import Move
from tests.core.rest.conftest import Calls, problem


@pytest.mark.postgres
def test_a_village_case_walks_up_and_is_settled_in_town(as_: Calls) -> None:
    village, town, head = as_("village"), as_("mediator_town"), as_("head_town")
    case = village.receive(services=["legal_consult"])
    assert (case["state"], case["level"], case["version"]) == ("received", "L1", 1)
    assert case["lead"] == case["first_handler"] == case["handler"] == "village"
    first = case["parties"][0]["id"]
    begun = village.move(case, "start_attempt", present=[first])
    assert begun["state"] == "in_progress"
    assert begun["version"] == 2
    village.move(case, "not_settled", reason="老房子价钱谈不拢")
    sent = village.move(case, "escalate", reason="请镇里出面")
    assert sent["pending"]["kind"] == "escalate"
    assert sent["holder"] == case["holder"], "the sender holds it until it is accepted"
    before = head.get(f"cases/{case['number']}")
    assert before["parties"] is None
    taken = head.move(case, "accept", to_account="mediator_town")
    assert (taken["handler"], taken["level"]) == ("mediator_town", "L2")
    assert taken["holder"] != case["holder"]
    assert taken["lead"] == "village", "谁接待谁牵头"
    full = town.get(f"cases/{case['number']}")
    assert full["reach"] == "full"
    assert [party["name"] for party in full["parties"]] == ["周桂芬", "陈军"]
    town.move(case, "start_attempt", present=[first], on="2026-11-19")
    refused = town.try_post(
        f"cases/{case['number']}/moves",
        {"move": "settle", "version": town.version(case["number"]), "outcome": "各住各的"},
    )
    assert "依据" in problem(refused, 409)["reasons"][0]["text"], "no record, no settlement"


def test_down_to_the_town_and_back(as_: Calls) -> None:
    desk, town = as_("desk"), as_("desk_town")
    points = {point["level"]: point for point in reversed(desk.get("points"))}
    case = desk.receive(services=["petition"])
    sent = desk.move(case, "assign_down", to=points["town"]["code"], reason="就近办理")
    assert sent["state"] == "assigned"
    assert sent["holder"] == points["county"]["code"]
    back = town.move(case, "send_back", reason="当事人已经搬到县城")
    # whoever sent it back does not hold it: what is told is the envelope
    assert (back["state"], back["reach"], back["parties"]) == ("received", "envelope", None)
    assert problem(town.ask("GET", f"cases/{case['number']}"), 404)
    desk.move(case, "assign_down", to=points["town"]["id"], reason="镇里确认还在")
    taken = town.move(case, "accept")
    assert (taken["holder"], taken["handler"]) == (points["town"]["code"], "desk_town")
    assert taken["lead"] == "desk"


def test_offers_tell_why_not(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive(danger_now="unknown")
    offers = {one["move"]: one for one in desk.get(f"cases/{case['number']}/moves")}
    assert offers["suspend"]["allowed"]
    start = offers["start_attempt"]
    assert not start["allowed"]
    (objection,) = start["objections"]
    assert objection["code"] == "danger_unknown"
    assert objection["citation"]
    refused = desk.try_post(
        f"cases/{case['number']}/moves", {"move": "start_attempt", "version": 1, "present": ["甲"]}
    )
    assert problem(refused, 409)["reasons"][0]["text"] == objection["text"]


def test_naming_the_parties_in_words_does_not_pass_by_their_yes(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    refused = desk.try_post(
        f"cases/{case['number']}/moves",
        {"move": "start_attempt", "version": 1, "present": ["周桂芬", "陈军", "村主任"]},
    )
    texts = [reason["text"] for reason in problem(refused, 409)["reasons"]]
    assert texts[:2] == ["周桂芬 还没有表示同意", "陈军 还没有表示同意"]
    assert texts[2:] == ["还没有经受理审查。"], "every reason at once, the function's too"


def test_a_stale_version_is_told_and_nothing_happens(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    path = f"cases/{case['number']}"
    desk.move(case, "suspend", reason="等鉴定结果")
    stale = desk.try_post(f"{path}/moves", {"move": "resume", "version": case["version"]})
    assert problem(stale, 409)["reasons"] == [
        {"text": "您看到的是第 1 版，现在是第 2 版", "citation": ""}
    ]
    assert desk.get(path)["state"] == "suspended"
    assert desk.move(case, "resume")["state"] == "received"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"move": "suspend", "reason": "等等"}, "version"),
        ({"move": "suspend", "version": "1", "reason": "等等"}, "version"),
        ({"move": "suspend", "version": True, "reason": "等等"}, "version"),
        ({"move": "suspend", "version": 1.0, "reason": "等等"}, "version"),
        ({"move": "suspend", "version": -1}, "version"),
        ({"version": 1}, "move"),
        ({"move": "burn", "version": 1}, "move"),
        ({"move": "suspend", "version": 1, "why": "等等"}, "why"),
        ({"move": "suspend", "version": 1, "reason": "a\u0000b"}, "reason"),
        ({"move": "suspend", "version": 1, "reason": "\ud800"}, "reason"),
        ({"move": "suspend", "version": 1, "reason": "长" * 1001}, "reason"),
        ({"move": "suspend", "version": 1, "reason": ["等等"]}, "reason"),
        ({"move": "assign_down", "version": 1, "to": "nowhere"}, "to"),
        ({"move": "hand_over_lead", "version": 1, "to": "nobody"}, "to_account"),
        ({"move": "accept", "version": 1, "to_account": "nobody"}, "to_account"),
        ({"move": "escalate", "version": 1, "waiver": "because"}, "waiver"),
        ({"move": "start_attempt", "version": 1, "on": "20261120"}, "on"),
        ({"move": "start_attempt", "version": 1, "on": "2026-02-30"}, "on"),
        ({"move": "start_attempt", "version": 1, "present": "甲"}, "present"),
        ({"move": "start_attempt", "version": 1, "present": ["甲", 7]}, "present.1"),
        ({"move": "start_attempt", "version": 1, "present": ["甲"] * 41}, "present"),
        ({"move": "archive", "version": 1, "told_remedies": "yes"}, "told_remedies"),
        ({"move": "adopt_plan", "version": 1, "plan": 7}, "plan"),
        ({"move": "adopt_plan", "version": 1, "measures": [{"body": "民政"}]}, "measures.0.text"),
        ({"move": "adopt_plan", "version": 1, "plan": {"measures": [{}]}}, "plan.measures.0.body"),
        ({"move": "adopt_plan", "version": 1, "plan": [{"body": "民政"}]}, "plan.measures.0.text"),
        ([], "_schema"),
    ],
)
def test_what_is_no_move_is_refused_by_field(as_: Calls, body: Any, field: str) -> None:
    desk = as_("desk")
    case = desk.receive()
    refused = problem(desk.try_post(f"cases/{case['number']}/moves", body), 422)
    assert field in refused["errors"]
    assert desk.get(f"cases/{case['number']}")["version"] == 1


def test_every_move_answers_in_order_whatever_the_state(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    for move in Move:
        body = {"move": move.value, "version": desk.version(case["number"])}
        answer = desk.try_post(f"cases/{case['number']}/moves", body)
        assert answer.status_code in (200, 409), (move, answer.text)


def test_who_may_not_move_learns_no_more_than_a_stranger(as_: Calls) -> None:
    case = as_("desk").receive()
    body = {"move": "suspend", "version": 1, "reason": "等等"}
    for stranger in ("desk_town", "lawyer"):
        caller = as_(stranger)
        there = caller.try_post(f"cases/{case['number']}/moves", body)
        nowhere = caller.try_post("cases/990101-2026-AAAAAA-A/moves", body)
        assert problem(there, 404) == problem(nowhere, 404)
    assert problem(as_("admin").try_post(f"cases/{case['number']}/moves", body), 403)
    supervisor = as_("supervisor")
    assert problem(supervisor.try_post(f"cases/{case['number']}/moves", body), 403)
    assert supervisor.move(case, "urge")["version"] == 2


def test_a_token_for_reading_moves_nothing(as_: Calls) -> None:
    case = as_("desk").receive()
    reader = as_("desk", scopes=["case.read"])
    assert reader.get(f"cases/{case['number']}")["version"] == 1
    body = {"move": "suspend", "version": 1, "reason": "等等"}
    assert problem(reader.try_post(f"cases/{case['number']}/moves", body), 403)
    assert problem(reader.try_post("cases", {}), 403)


def test_the_lead_is_handed_over_by_name(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    after = desk.move(case, "hand_over_lead", to="head", reason="调岗交接")
    assert (after["lead"], after["first_handler"]) == ("head", "desk")


def test_one_case_merges_into_another(as_: Calls) -> None:
    desk = as_("desk")
    one, other = desk.receive(), desk.receive()
    after = desk.move(one, "merge", to=other["number"], reason="同一件事")
    assert (after["state"], after["merged_into"]) == ("merged", other["number"])
    assert desk.get(f"cases/{other['number']}")["state"] == "received", "both stay readable"
    third = desk.receive()
    into = {"move": "merge", "version": 1, "into": one["number"], "reason": "同一件事"}
    refused = problem(desk.try_post(f"cases/{third['number']}/moves", into), 409)
    assert "已经结束" in refused["reasons"][0]["text"]
    missing = desk.try_post(
        f"cases/{other['number']}/moves",
        {"move": "merge", "version": 1, "into": "990101-2026-AAAAAA-A", "reason": "同一件事"},
    )
    reasons = problem(missing, 409)["reasons"]
    assert "没有找到" in reasons[0]["text"], "said at the number, and the same for one unseen"


def test_a_meeting_adopts_its_plan_and_its_measures_are_done(as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    case = desk.receive()
    met = head.move(case, "interagency_meeting", present=["民政", "公安"])
    assert (met["level"], met["handler"]) == ("LG", "head")
    measure = {"body": "民政", "text": "落实临时救助", "due_on": "2026-12-01"}
    planned = head.move(case, "adopt_plan", plan={"text": "先救助", "measures": [measure]})
    assert planned["plan"] == "先救助"
    (kept,) = planned["measures"]
    assert (kept["due_on"], kept["done_on"]) == ("2026-12-01", None)
    path = f"cases/{case['number']}/measures/{kept['id']}/done"
    assert problem(head.try_post(path, {}), 422)["errors"].keys() == {"version"}
    done = head.post(path, {"version": planned["version"]})
    assert done["measures"][0]["done_on"] == "2026-11-20"
    again = head.try_post(path, {"version": done["version"]})
    assert problem(again, 422)["errors"].keys() == {"measure"}
    unknown = f"cases/{case['number']}/measures/0000000000000/done"
    assert problem(head.try_post(unknown, {"version": done["version"]}), 404)


def test_the_head_names_who_works_it(as_: Calls) -> None:
    desk, mediator = as_("desk"), as_("mediator")
    case = desk.receive()
    path = f"cases/{case['number']}/handler"
    assert problem(desk.try_post(path, {"version": 1, "account": "who"}), 422)
    assert problem(desk.try_post(path, {"version": 9, "account": "mediator"}), 409)
    assert problem(desk.try_post(path, {"version": 1, "account": "village"}), 409)
    named = desk.post(path, {"version": 1, "account": "mediator"})
    assert named["handler"] == "mediator"
    assert mediator.get(f"cases/{case['number']}")["reach"] == "full"


def test_a_meeting_names_who_was_there(as_: Calls) -> None:
    """附录 B: nobody present is no meeting; nothing is written then."""
    desk, head = as_("desk"), as_("head")
    case = desk.receive(services=["legal_consult"])
    path = f"cases/{case['number']}/moves"
    body = {"move": "interagency_meeting", "version": 1}
    for present in ([], [" "]):
        refused = head.try_post(path, {**body, "present": present})
        if refused.status_code == 422:
            assert problem(refused, 422)["errors"].keys() == {"present.0"}
        else:
            assert problem(refused, 409)["reasons"][0]["text"] == "请写明到场的人"
    assert head.version(case["number"]) == 1
    held = head.move(case, "interagency_meeting", present=["县住建局"])
    assert held["level"] == "LG"
