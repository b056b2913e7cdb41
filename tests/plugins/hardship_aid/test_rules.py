"""Help first, papers later; where to apply; what is never posted; who approves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import RequireReport
from plugins.hardship_aid import rules
from plugins.hardship_aid.clocks import CLOCKS
from plugins.hardship_aid.declaration import SERVICE
from plugins.hardship_aid.programmes import PROGRAMMES
from tests.plugins.simulator import HER, STAFF, TODAY, Walk, a_case, context

DAY = TODAY.isoformat()
LATER = (TODAY + timedelta(days=7)).isoformat()
FOUND = {"person": HER, "source": "applied", "groups": ["woman"], "needs": ["living"]}
ASSESSED = {"person": HER, "owner": STAFF, "review_on": LATER, "existing": []}
MATCHED = {"programmes": [{"programme": "low_income", "fit": "met"}]}
APPLIED = {
    "programme": "low_income",
    "to": "镇救助窗口",
    "place": "hukou",
    "status": "accepted",
    "on": DAY,
    "basis": "consent",
}
POSTED = {"programme": "low_income", "since": DAY, "until": LATER, "hidden": True}
GRANTED = {"programme": "low_income", "decision": "granted", "on": DAY, "amount": "5,000.00"}


def found(settings=None, urgent=False, **changes):
    walk = Walk(service=SERVICE, case=a_case(), settings=settings or {})
    walk.take("find", FOUND | {"urgent": urgent} | changes)
    return walk


def matched(settings=None, existing=()):
    walk = found(settings)
    walk.take("assess", ASSESSED | {"existing": list(existing)})
    walk.take("match", MATCHED)
    return walk


def test_every_clock_of_a_programme_is_declared():
    declared = {clock.code for clock in CLOCKS}
    assert {one.clock for one in PROGRAMMES.values() if one.clock} <= declared


def test_what_cannot_wait_comes_before_its_papers():
    walk = found(urgent=True)
    assert walk.clocks == {"urgent": TODAY}
    walk.take("first_aid", {"on": DAY, "kind": "cash", "amount": "800", "papers_by": LATER})
    assert walk.clocks == {"papers": TODAY}
    assert walk.tasks()[-1].on == TODAY + timedelta(days=7)
    assert walk.objections("close", {"reason": "recovered"}) == {"papers_owed"}
    assert walk.objections("apply", APPLIED) == set(), "papers may follow without an assessment"


def test_what_can_wait_starts_nothing():
    assert found().clocks == {}
    assert found().tasks() == []


@pytest.mark.parametrize("source", ["screening", "village", "case"])
def test_need_that_was_found_is_reported_to_the_town(source):
    assert [task.title for task in found(source=source).tasks()] == ["报乡镇（街道）救助窗口"]


def test_kin_of_staff_are_looked_at_by_the_county():
    assert [task.to for task in found(kin_of_staff=True).tasks()] == ["county_head"]


def test_violence_is_violence_wherever_it_is_written_down():
    calm, told = found(groups=["woman", "harmed"]), found(groups=["woman", "violence"])
    assert not calm.case.violence
    assert told.case.violence


def test_a_harmed_childs_help_does_not_end_before_the_police_know():
    assert not owed(["child"])
    assert not owed(["woman", "harmed"])
    assert owed(["child", "harmed"])
    assert owed(["orphan", "violence"])


def owed(groups):
    ctx = replace(context(found()), data=FOUND | {"groups": groups})
    return [one for one in rules.after_discovery(ctx) if isinstance(one, RequireReport)]


def test_temporary_aid_is_applied_for_where_the_emergency_is():
    walk = matched()
    temporary = APPLIED | {"programme": "temporary"}
    assert walk.objections("apply", temporary) == {"place"}
    assert walk.objections("apply", temporary | {"place": "emergency"}) == set()


def test_standing_aid_is_not():
    assert matched().objections("apply", APPLIED | {"place": "emergency"}) == {"place"}
    assert matched().objections("apply", APPLIED | {"place": "residence"}) == set()


def test_nobody_applies_twice_unnoticed():
    assert matched(existing=["low_income"]).objections("apply", APPLIED) == {"already"}


def test_the_deciders_days_count_from_acceptance_and_end_with_the_decision():
    walk = matched()
    earlier = TODAY - timedelta(days=3)
    walk.take("apply", APPLIED | {"on": earlier.isoformat()})
    assert walk.clocks == {"low_income": earlier, "survey": earlier}
    walk.take("visit", {"on": DAY, "visitors": "2", "found": "属实"})
    walk.take("decide", GRANTED)
    assert walk.clocks == {}


@pytest.mark.parametrize(
    ("programme", "town", "county"),
    [
        ("destitute", {}, "destitute_county"),
        ("unattended_child", {}, "unattended_child_county"),
        ("low_income", {"low_income", "survey"}, "low_income_county"),
    ],
)
def test_the_countys_days_begin_when_the_town_sent_it_up(programme, town, county):
    """特困: the town's fifteen days end with its opinion, seven of notice do not count, and the
    county has fifteen of its own; the whole of 低保 runs on."""
    walk = matched()
    walk.take("apply", APPLIED | {"programme": programme})
    walk.take("send_up", {"programme": programme, "on": DAY})
    assert set(walk.clocks) == {*town, county}
    walk.take("decide", GRANTED | {"programme": programme})
    assert county not in walk.clocks
    assert programme not in walk.clocks


def test_only_what_waits_for_the_county_is_sent_up():
    walk = matched({"delegated": True})
    up = {"programme": "low_income", "on": DAY}
    walk.take("apply", APPLIED)
    assert walk.objections("send_up", up) == {"send_up"}, "the county handed it down"
    walk.take("apply", APPLIED | {"programme": "medical"})
    assert walk.objections("send_up", up | {"programme": "medical"}) == {"send_up"}


def test_judicial_aid_is_paid_in_two_days_and_rigid_spending_asked_for_again_in_a_year():
    walk = matched()
    for code in ("judicial", "rigid"):
        walk.take("apply", APPLIED | {"programme": code})
        walk.take("decide", GRANTED | {"programme": code})
    assert walk.clocks == {"judicial_payment": TODAY}
    assert walk.tasks()[-1].on == TODAY + timedelta(days=335)
    walk.take("deliver", {"programme": "judicial", "on": DAY, "kind": "cash", "amount": "1"})
    assert walk.clocks == {}


def test_a_programme_without_a_rule_has_no_days():
    walk = matched()
    walk.take("apply", APPLIED | {"programme": "charity", "place": "residence"})
    assert walk.clocks == {}


def test_two_go_to_the_house():
    walk = matched()
    walk.take("apply", APPLIED)
    visit = {"on": DAY, "found": "属实"}
    assert walk.objections("visit", visit | {"visitors": "1"}) == {"two_visitors"}
    assert walk.objections("visit", visit | {"visitors": "2"}) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hidden": False}, "private"),
        ({"until": (TODAY + timedelta(days=6)).isoformat()}, "seven_days"),
        ({"programme": "unattended_child"}, "child"),
    ],
)
def test_what_is_never_posted(change, code):
    walk = matched()
    walk.take("apply", APPLIED)
    assert walk.objections("notice", POSTED) == set()
    assert walk.objections("notice", POSTED | change) == {code}


@pytest.mark.parametrize("case", [{"violence": True}, {"danger": "yes"}, {"danger": "unknown"}])
def test_no_one_in_danger_is_posted(case):
    walk = matched()
    walk.take("apply", APPLIED)
    walk.case = a_case(**case)
    assert walk.objections("notice", POSTED) == {"unsafe"}


def test_above_the_countys_line_a_second_person_approves():
    walk = matched({"second_approval_above": 300_000})
    walk.take("apply", APPLIED)
    assert walk.objections("decide", GRANTED) == {"second_person"}
    refused = {"programme": "low_income", "decision": "refused", "on": DAY, "why": "收入超过标准"}
    assert walk.objections("decide", refused) == set(), "nothing is given"
    assert walk.objections("decide", GRANTED | {"amount": "3,000.00"}) == set()
    walk.seconded = True
    assert walk.objections("decide", GRANTED) == set()


def test_without_a_line_one_approves():
    walk = matched()
    walk.take("apply", APPLIED)
    assert walk.objections("decide", GRANTED) == set()


def test_a_refusal_is_told_in_writing():
    walk = matched()
    walk.take("apply", APPLIED)
    walk.take(
        "decide",
        {"programme": "low_income", "decision": "refused", "on": DAY, "why": "收入超过标准"},
    )
    assert walk.tasks()[-1].due_days == 3


def test_a_review_plans_the_next():
    walk = matched()
    walk.take("review", {"on": DAY, "now": "same", "next_on": LATER})
    assert walk.tasks()[-1].on == TODAY + timedelta(days=7)


def test_nobody_leaves_without_an_address():
    walk = found()
    assert walk.objections("close", {"reason": "unmet", "told": False}) == {"told"}
    walk.take("close", {"reason": "unmet", "told": True})
    assert walk.outcome == "unmet"
