"""What is given: first and papered later, after a decision, by two above the line, with consent."""

from datetime import timedelta

import pytest

from core.words import ExtendClock
from plugins.hardship_aid import starts
from plugins.hardship_aid.conditions import MET
from tests.plugins.hardship_aid.test_rules import APPLIED, DAY, GRANTED, LATER, found, matched
from tests.plugins.simulator import STAFF, TODAY, context

FIRST_AID = {"on": DAY, "kind": "cash", "amount": "800", "papers_by": LATER}
REFUSED = {"programme": "low_income", "decision": "refused", "on": DAY, "why": "收入超过标准"}
GIVEN = {"programme": "low_income", "on": DAY, "kind": "cash", "amount": "500"}
TEMPORARY = APPLIED | {"programme": "temporary", "place": "emergency"}


def test_papers_come_in_and_their_clock_stops():
    walk = found(urgent=True)
    assert walk.objections("papers", {"on": DAY, "what": "申请书"}) == {"after"}
    walk.take("first_aid", FIRST_AID)
    walk.take("papers", {"on": DAY, "what": "申请书"})
    assert walk.clocks == {}
    assert walk.objections("papers", {"on": DAY, "what": "申请书"}) == {"fits"}
    assert walk.objections("close", {"reason": "recovered"}) == set()


@pytest.mark.parametrize("reason", ["died", "moved", "own_wish"])
def test_nobody_is_kept_for_papers_when_they_are_gone(reason):
    walk = found(urgent=True)
    walk.take("first_aid", FIRST_AID)
    assert walk.objections("close", {"reason": reason}) == set()


def test_papers_are_not_promised_before_the_help_nor_help_for_tomorrow():
    walk = found(urgent=True)
    earlier = (TODAY - timedelta(days=1)).isoformat()
    assert walk.objections("first_aid", FIRST_AID | {"papers_by": earlier}) == {"papers_first"}
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert walk.objections("first_aid", FIRST_AID | {"on": tomorrow}) == {"future"}


def test_help_first_needs_a_second_person_above_the_line_as_well():
    walk = found({"second_approval_above": 50_000}, urgent=True)
    assert walk.objections("first_aid", FIRST_AID) == {"second_person"}
    assert walk.objections("first_aid", FIRST_AID | {"amount": "500"}) == set()


def test_what_was_helped_first_is_applied_for_first_where_it_happened():
    walk = found(urgent=True)
    walk.take("first_aid", FIRST_AID)
    known = starts.applying(context(walk))
    assert (known["programme"], known["place"]) == ("temporary", "emergency")


def test_missing_papers_are_told_once_and_no_days_run():
    walk = matched()
    missing = APPLIED | {"status": "missing"}
    walk.take("apply", missing | {"missing": "核对授权书"})
    assert walk.clocks == {}
    assert walk.tasks()[-1].title == "补齐申请材料"
    assert walk.objections("apply", APPLIED) == set(), "the same application, now complete"


def test_nobody_is_applied_for_twice_while_the_first_is_out_unless_somebody_looked():
    walk = matched()
    walk.take("apply", APPLIED)
    assert walk.objections("apply", APPLIED) == {"already"}
    assert walk.objections("apply", APPLIED | {"not_twice": True}) == set()


def test_towns_that_confirm_have_twenty_days():
    walk = matched({"delegated": True})
    walk.take("apply", APPLIED)
    assert set(walk.clocks) == {"low_income_town", "survey"}
    assert walk.objections("extend", {"programme": "low_income", "why": "外地核对"}) == {"extend"}


def test_a_special_case_takes_fifteen_days_more():
    walk = matched()
    walk.take("apply", APPLIED)
    walk.take("extend", {"programme": "low_income", "why": "外地核对"})
    assert isinstance(walk.effects[-1], ExtendClock)
    assert walk.objections("extend", {"programme": "temporary", "why": "外地核对"}) == {"extend"}


def test_a_refusal_runs_until_it_was_told():
    walk = matched()
    walk.take("apply", APPLIED)
    assert walk.objections("decide", REFUSED | {"programme": "rigid"}) == {"not_applied"}
    walk.take("decide", REFUSED)
    assert "refusal" in walk.clocks
    told = {"programme": "low_income", "on": DAY, "way": "paper"}
    walk.take("tell", told)
    assert "refusal" not in walk.clocks


def test_nothing_is_given_before_it_was_decided_but_gifts_are():
    walk = matched()
    assert walk.objections("deliver", GIVEN) == {"undecided"}
    assert walk.objections("deliver", GIVEN | {"programme": "charity"}) == set()
    walk.take("apply", APPLIED)
    walk.take("decide", GRANTED)
    assert walk.objections("deliver", GIVEN) == set()
    assert starts.delivering(context(walk))["amount"] == 500_000


def test_a_gift_above_the_line_needs_a_second_person():
    walk = matched({"second_approval_above": 10_000})
    assert walk.objections("deliver", GIVEN | {"programme": "charity"}) == {"second_person"}
    walk.take("apply", APPLIED)
    walk.seconded = True
    walk.take("decide", GRANTED)
    walk.seconded = False
    assert walk.objections("deliver", GIVEN) == set(), "what was decided was agreed to then"


def test_a_job_is_asked_after_in_three_months():
    walk = matched()
    job = {"programme": "charity", "on": DAY, "kind": "post", "job": "work", "started_on": DAY}
    walk.take("deliver", job)
    assert walk.tasks()[-1].on == TODAY + timedelta(days=90)


def test_only_what_the_law_wants_posted_is_posted():
    walk = matched()
    walk.take("apply", TEMPORARY)
    posted = {"programme": "temporary", "since": DAY, "until": LATER, "hidden": True}
    assert walk.objections("notice", posted) == {"not_asked"}


def test_an_answer_that_is_still_out_keeps_the_item_open():
    walk = matched()
    walk.take("apply", APPLIED)
    assert walk.objections("close", {"reason": "recovered"}) == {"pending"}


def test_a_form_opens_with_what_is_known():
    walk = matched()
    assert starts.assessing(context(walk))["owner"] == STAFF
    assert starts.applying(context(walk))["programme"] == "low_income"
    assert walk.records[-1].data["programmes"][0]["fit"] == MET
    walk.take("apply", APPLIED)
    assert starts.posting(context(walk))["programme"] == "low_income"
