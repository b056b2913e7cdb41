"""Counselling: seen alone first, together only unafraid, and the two months counted right."""

from datetime import timedelta

import pytest

from core.words import OpenItem, StartClock
from plugins.marriage_counseling.declaration import SERVICE
from tests.plugins.simulator import HER, HIM, TODAY, Refused, Walk, a_case

DAY = TODAY.isoformat()
BOOKED = {"kind": "divorce", "mode": "joint", "referrer": "registry"}
CONSENT = {"voluntary": True, "confidential": True, "on": DAY, "way": "paper"}
JOINT = {
    "present": [{"party": HER}, {"party": HIM}],
    "on": DAY,
    "mode": "joint",
    "parts": ["listen"],
}


def screen(party, **said):
    return {
        "party": party,
        "alone": True,
        "violence": "none",
        "wish": "wait",
        "joint": "agreed",
    } | said


def started(**case):
    walk = Walk(service=SERVICE, case=a_case(**case))
    walk.take("book", BOOKED)
    walk.take("consent", CONSENT)
    return walk


def screened(**hers):
    walk = started()
    walk.take("screen", screen(HIM))
    walk.take("screen", screen(HER, **hers))
    return walk


def test_two_who_want_to_and_are_unafraid_sit_together():
    assert screened().objections("joint", JOINT) == set()


@pytest.mark.parametrize("missing", ["voluntary", "confidential"])
def test_nobody_is_counselled_untold(missing):
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("book", BOOKED)
    assert walk.objections("consent", CONSENT | {missing: False}) == {missing}


def test_a_screening_beside_the_other_is_none():
    assert started().objections("screen", screen(HER, alone=False)) == {"not_alone"}


@pytest.mark.parametrize("told", ["past", "now"])
def test_violence_told_alone_bars_the_joint_session(told):
    walk = screened(violence=told)
    assert walk.case.violence
    assert "violence" in walk.objections("joint", JOINT)
    assert (len(walk.tasks()) == 1) == (told == "now")


def test_whoever_declines_the_question_is_not_cleared():
    assert screened(violence="declined").objections("joint", JOINT) == {"not_screened"}


def test_one_no_is_enough_and_told_neutrally():
    walk = screened(joint="refused")
    with pytest.raises(Refused) as refusal:
        walk.take("joint", JOINT)
    assert refusal.value.codes == {"refused"}
    assert "不符合" in refusal.value.objections[0].text


def test_the_other_who_was_not_screened_bars_it():
    walk = started()
    walk.take("screen", screen(HER))
    assert walk.objections("joint", JOINT) == {"not_screened"}


@pytest.mark.parametrize(
    "case", [{"stop_one": True}, {"order_in_force": True}, {"danger": "yes"}, {"violence": True}]
)
def test_danger_bars_it(case):
    walk = screened()
    walk.case = a_case(parties=walk.case.parties, **case)
    assert walk.objections("joint", JOINT) == {"violence"}


def test_unknown_danger_waits():
    walk = screened()
    walk.case = a_case(parties=walk.case.parties, danger="unknown")
    assert walk.objections("joint", JOINT) == {"danger_unknown"}


def test_what_each_said_is_in_that_ones_partition():
    assert [record.about for record in screened().records[-2:]] == [HIM, HER]


def test_no_cooling_off_without_an_application():
    assert started().clocks == {}


def test_the_second_month_counts_from_the_end_of_the_first():
    walk = Walk(service=SERVICE, case=a_case())
    applied = TODAY - timedelta(days=31)
    agreed = {"divorce_path": "agreed", "applied_on": applied.isoformat()}
    walk.take("book", BOOKED | agreed)
    assert walk.clocks == {"cooling_off": applied}
    effects = walk.take("cooling", {"now": "still"})
    assert StartClock(clock="certificate", from_date=applied + timedelta(days=30)) in effects
    assert walk.clocks.keys() == {"certificate"}


def test_nobody_is_sent_for_the_certificate_inside_the_month():
    walk = Walk(service=SERVICE, case=a_case())
    applied = (TODAY - timedelta(days=30)).isoformat()
    walk.take("book", BOOKED | {"divorce_path": "agreed", "applied_on": applied})
    assert walk.objections("cooling", {"now": "still"}) == {"still_cooling"}
    walk.take("cooling", {"now": "withdrawn"})
    assert walk.clocks == {}


def test_not_knowing_keeps_the_month_running():
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("book", BOOKED | {"divorce_path": "agreed", "applied_on": DAY})
    walk.take("cooling", {"now": "unknown"})
    assert walk.clocks.keys() == {"cooling_off"}


def test_a_wish_to_mediate_opens_it_unless_there_was_violence():
    walk = screened()
    walk.take("close", {"result": "mediation"})
    assert OpenItem(service="mediation", why="辅导后双方愿意调解") in walk.effects
    assert walk.outcome == "mediation"
    assert screened(violence="past").objections("close", {"result": "mediation"}) == {"violence"}
