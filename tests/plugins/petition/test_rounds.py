"""The sixty days, the written opinion, and the two rounds after it (信访工作条例 32 to 36)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import ExtendClock, ItemState, RequireDocument
from tests.plugins.petition.test_rules import (
    ACCEPTED,
    ANSWER,
    DAY,
    HELP,
    OPINION,
    helped,
    registered,
)
from tests.plugins.simulator import STAFF, TODAY

ASKED = {"round": "review", "requested_on": DAY, "body": "市妇联"}
GIVEN = {"opinion_on": DAY, "result": "kept", "opinion": "维持"}


def answered(**changes):
    walk = helped(nature="claim")
    walk.take("answer", OPINION | {"result": "unsupported"} | changes)
    return walk


def test_an_accepted_claim_has_sixty_days_and_thirty_more():
    walk = registered(nature="claim")
    earlier = TODAY - timedelta(days=3)
    walk.take("notify", ACCEPTED | {"on": earlier.isoformat()})
    assert walk.clocks == {"handle": earlier}
    asked = {"days": "20", "approved_by": STAFF, "told": False, "why": "须调查"}
    assert walk.objections("extend", asked) == {"told"}
    assert walk.take("extend", asked | {"told": True}) == (
        ExtendClock(clock="handle", why="须调查", by=20),
    )


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"how": "phone"}, {"in_writing"}),
        ({"found": ""}, {"found"}),
        ({"basis": ""}, {"basis"}),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, {"future_date"}),
        ({"result": "no_more"}, {"no_more"}),
    ],
)
def test_a_claim_gets_a_written_opinion_with_facts_and_articles(changes, refused):
    assert helped(nature="claim").objections("answer", OPINION | changes) == refused


def test_a_plea_is_answered_by_word_of_mouth():
    assert helped().objections("answer", ANSWER) == set()


def test_a_repeat_after_the_last_opinion_is_no_more_taken_up():
    walk = registered(nature="claim")
    walk.take("triage", HELP | {"repeat": True, "repeat_of": "去年的来信"})
    assert walk.objections("answer", OPINION | {"result": "no_more"}) == set()


def test_after_an_answer_a_claim_may_be_reviewed_and_then_finally():
    walk = answered()
    assert walk.state is ItemState.OPEN
    assert RequireDocument(kind="opinion") in walk.effects
    assert walk.clocks == {"ask_review": TODAY}
    assert [task.on for task in walk.tasks()] == [TODAY + timedelta(days=30)]
    final = ASKED | {"round": "final"}
    assert walk.objections("review", final) == {"review_first"}
    walk.take("review", ASKED)
    assert walk.clocks == {"review": TODAY}
    assert walk.objections("close", {"why": "accepted"}) == {"round_open"}
    walk.take("review", ASKED | GIVEN)
    assert walk.clocks == {"ask_final": TODAY}
    assert walk.objections("review", ASKED) == {"round_over"}
    assert walk.objections("close", {"why": "final"}) == {"no_final"}
    walk.take("review", final)
    assert walk.clocks == {"final_review": TODAY}
    assert walk.take("review", final | {"hearing_days": "12"}) == (
        ExtendClock(clock="final_review", why="听证", by=12),
    )
    walk.take("review", final | GIVEN)
    assert walk.clocks == {}
    assert walk.objections("review", final) == {"round_over"}
    walk.take("close", {"why": "final"})
    assert (walk.outcome, walk.told_remedies) == ("unsupported", True)


def test_the_citizens_days_count_from_the_letter_in_her_hand():
    got = TODAY - timedelta(days=2)
    walk = answered(on=(TODAY - timedelta(days=5)).isoformat(), received_on=got.isoformat())
    assert walk.clocks == {"ask_review": got}


def test_a_review_is_asked_for_in_time():
    walk = replace(answered(), today=TODAY + timedelta(days=40))
    late = (TODAY + timedelta(days=35)).isoformat()
    assert walk.objections("review", ASKED | {"requested_on": late}) == {"asked_late"}
    assert walk.objections("review", ASKED) == set()
    tomorrow = (walk.today + timedelta(days=1)).isoformat()
    assert walk.objections("review", ASKED | {"requested_on": tomorrow}) == {"future_date"}
    early = GIVEN | {"opinion_on": (TODAY - timedelta(days=1)).isoformat()}
    assert walk.objections("review", ASKED | early) == {"opinion_day"}


def test_nobody_closes_her_days_before_they_are_over():
    walk = answered()
    assert walk.objections("close", {"why": "expired"}) == {"not_expired"}
    later = replace(walk, today=TODAY + timedelta(days=40))
    assert later.objections("close", {"why": "expired"}) == set()


@pytest.mark.parametrize("nature", ["help", "claim"])
def test_before_the_answer_only_a_withdrawal_ends_it(nature):
    walk = helped(nature=nature)
    assert walk.objections("close", {"why": "accepted"}) == {"answer_first"}
    walk.take("close", {"why": "withdrawn"})
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.TERMINATED, "withdrawn", {})


def test_once_answered_nothing_is_told_sent_back_or_extended():
    walk = registered(nature="claim", form="forwarded")
    walk.take("triage", HELP)
    walk.take("notify", ACCEPTED)
    walk.take("answer", OPINION)
    extension = {"days": "20", "approved_by": STAFF, "told": True, "why": "须调查"}
    assert walk.objections("notify", ACCEPTED) == {"fits"}
    assert walk.objections("object", {}) == {"fits"}
    assert walk.objections("extend", extension) == {"fits"}
    assert helped().objections("review", ASKED) == {"after"}


def test_a_withdrawn_claim_ends_even_while_a_round_is_out():
    walk = answered()
    walk.take("review", ASKED)
    walk.take("close", {"why": "withdrawn"})
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.TERMINATED, "withdrawn", {})
