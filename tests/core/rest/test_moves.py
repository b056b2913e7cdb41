"""Moves over the API: offers with reasons, walks down and up, stale and forbidden ones."""

from __future__ import annotations

from tests.core.rest.conftest import Calls, problem


def test_a_village_case_walks_up_and_is_settled_in_town(as_: Calls) -> None:
    village, town, head = as_("village"), as_("mediator_town"), as_("head_town")
    case = village.receive(services=["mediation"])
    assert (case["state"], case["level"], case["version"]) == ("received", "L1", 1)
    assert case["lead"] == case["first_handler"] == case["handler"] == "village"
    parties = [party["id"] for party in case["parties"]]
    begun = village.move(case, "start_attempt", present=[parties[0]])
    assert begun["state"] == "in_progress"
    village.move(case, "not_settled", reason="老房子价钱谈不拢")
    sent = village.move(case, "escalate", reason="请镇里出面")
    assert sent["pending"]["kind"] == "escalate"
    assert sent["holder"] == case["holder"], "the sender holds it until it is accepted"
    number = case["number"]
    before = head.get(f"cases/{number}")
    assert before["reach"] in ("process", "envelope")
    assert before["parties"] is None
    taken = head.post(
        f"cases/{number}/moves",
        {"move": "accept", "version": before["version"], "to_account": "mediator_town"},
    )
    assert taken["handler"] == "mediator_town"
    assert taken["holder"] != case["holder"]
    assert taken["level"] == "L2"
    assert taken["lead"] == "village", "谁接待谁牵头"
    full = town.get(f"cases/{number}")
    assert full["reach"] == "full"
    assert [party["name"] for party in full["parties"]] == ["周桂芬", "陈军"]
