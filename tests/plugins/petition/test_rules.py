"""Three lanes, fifteen and sixty days, and hard stops 4 and 6."""

from datetime import timedelta

import pytest

from core.words import Confidentiality, ExtendClock, ItemState
from plugins.petition.declaration import SERVICE
from tests.plugins.simulator import STAFF, TODAY, Walk, a_case

DAY = TODAY.isoformat()
REGISTERED = {"form": "visit", "nature": "help", "headcount": "1", "confidential": False}
HELP = {"lane": "help", "jurisdiction": "own"}
SEVERE = {
    "lane": "severe",
    "jurisdiction": "own",
    "wronged": ["woman"],
    "wrongs": ["violence"],
    "must_report": False,
}
ANSWER = {"text": "已处理。", "on": DAY, "how": "spot", "result": "answered"}
REPORT = {"to": ["police"], "at": f"{DAY} 09:30", "by": STAFF, "receipt": "A1"}
SENT = {"to": "镇妇联", "to_accused": False, "on": DAY, "basis": "duty"}


def registered(settings=None, **changes):
    walk = Walk(service=SERVICE, case=a_case(), settings=settings or {})
    walk.take("register", REGISTERED | changes)
    return walk


def severe(**changes):
    walk = registered()
    walk.take("triage", SEVERE | changes)
    return walk


def test_a_question_is_answered_at_once():
    walk = registered(nature="consult")
    walk.take("answer", ANSWER)
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.CLOSED, "answered", {})


def test_anything_else_is_triaged_first():
    assert registered().objections("answer", ANSWER) == {"triage_first"}


@pytest.mark.parametrize(
    ("heads", "speakers", "refused"),
    [("5", None, False), ("6", None, True), ("6", "6", True), ("6", "5", False)],
)
def test_many_visitors_send_at_most_five(heads, speakers, refused):
    walk = Walk(service=SERVICE, case=a_case())
    found = walk.objections(
        "register", REGISTERED | {"headcount": heads, "representatives": speakers}
    )
    assert found == ({"representatives"} if refused else set())


def test_a_letter_of_many_needs_no_speakers():
    walk = Walk(service=SERVICE, case=a_case())
    assert walk.objections("register", REGISTERED | {"form": "letter", "headcount": "30"}) == set()


def test_fifteen_days_to_tell_and_five_to_object():
    assert registered().clocks.keys() == {"inform"}
    walk = registered(form="forwarded")
    assert walk.clocks.keys() == {"inform", "object"}
    walk.take("notify", {"kind": "accepted", "on": DAY, "way": "paper"})
    assert walk.clocks == {}


def test_a_county_that_is_no_petition_body_counts_no_days():
    walk = registered({"petition_body": False}, nature="claim")
    walk.take("triage", HELP)
    walk.take("notify", {"kind": "accepted", "on": DAY, "way": "paper"})
    assert walk.clocks.keys() == {"accept"}, "only the county's own clock"


def test_an_accepted_claim_has_sixty_days_and_thirty_more():
    walk = registered(nature="claim")
    earlier = TODAY - timedelta(days=3)
    walk.take("notify", {"kind": "accepted", "on": earlier.isoformat(), "way": "paper"})
    assert walk.clocks == {"handle": earlier}
    asked = {"approved_by": STAFF, "told": False, "why": "须调查"}
    assert walk.objections("extend", asked) == {"told"}
    assert walk.take("extend", asked | {"told": True}) == (
        ExtendClock(clock="handle", why="须调查"),
    )


def test_a_decline_tells_where_to_go():
    walk = registered()
    declined = {"kind": "declined", "on": DAY, "way": "paper"}
    assert walk.objections("notify", declined | {"other_way": False}) == {"other_way"}
    walk.take("notify", declined | {"other_way": True})
    assert (walk.outcome, walk.told_remedies) == ("declined", True)


def test_a_plea_waits_one_working_day_for_its_hand_over():
    walk = registered()
    walk.take("triage", HELP)
    assert "accept" in walk.clocks
    walk.take("transfer", SENT)
    assert "accept" not in walk.clocks


def test_hard_stop_six_never_to_the_accused():
    walk = registered()
    walk.take("triage", HELP)
    assert walk.objections("transfer", SENT | {"to_accused": True}) == {"stop_six"}
    assert walk.objections("transfer", SENT) == set()


def test_a_grave_wrong_seals_the_case_and_starts_two_hours():
    walk = severe()
    assert walk.case.confidentiality is Confidentiality.C3
    assert walk.case.violence
    assert "severe" in walk.clocks
    assert walk.opened() == {"legal_aid"}
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_a_wrong_over_land_is_grave_without_being_violent():
    walk = severe(wrongs=["land"])
    assert walk.case.confidentiality is Confidentiality.C3
    assert not walk.case.violence


def test_a_grave_wrong_is_reported_or_someone_signs_why_not():
    walk = severe()
    assert walk.objections("answer", ANSWER) == {"not_reported"}
    assert walk.objections("answer", ANSWER | {"no_report_why": "王主任：本人已报警"}) == set()
    walk.take("report", REPORT)
    assert "severe" not in walk.clocks
    walk.take("answer", ANSWER)
    assert walk.outcome == "answered"


def test_hard_stop_four_no_signature_replaces_a_mandatory_report():
    walk = severe(must_report=True)
    assert walk.objections("answer", ANSWER | {"no_report_why": "某人"}) == {"stop_four"}
    assert walk.objections("report", REPORT | {"to": ["civil"]}) == {"police"}
    walk.take("report", REPORT | {"receipt": ""})
    assert [task.title for task in walk.tasks()][-1] == "催回执"
    walk.take("answer", ANSWER)
    assert walk.state is ItemState.CLOSED


def test_after_an_answer_a_claim_may_be_reviewed_and_then_finally():
    walk = registered(nature="claim")
    walk.take("triage", HELP)
    walk.take("answer", ANSWER | {"result": "unsupported"})
    assert walk.state is ItemState.OPEN
    assert [task.on for task in walk.tasks()] == [TODAY + timedelta(days=30)]
    asked = {"round": "final", "requested_on": DAY, "body": "市妇联"}
    assert walk.objections("review", asked) == {"review_first"}
    walk.take("review", asked | {"round": "review"})
    assert walk.clocks == {"review": TODAY}
    walk.take("review", asked | {"round": "review", "opinion_on": DAY, "opinion": "维持"})
    assert walk.clocks == {}
    walk.take("review", asked)
    assert walk.clocks == {"final_review": TODAY}
    walk.take("close", {"why": "final"})
    assert (walk.outcome, walk.clocks) == ("unsupported", {})


def test_a_withdrawn_claim_ends():
    walk = registered(nature="claim")
    walk.take("triage", HELP)
    walk.take("answer", ANSWER)
    walk.take("close", {"why": "withdrawn"})
    assert (walk.state, walk.outcome) == (ItemState.TERMINATED, "withdrawn")
