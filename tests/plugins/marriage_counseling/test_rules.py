"""Counselling: asked and seen alone first, together only unafraid; nothing told goes across."""

from datetime import date, timedelta

import pytest

from core.words import DangerAnswered, ItemState, OpenItem, PartyView
from plugins.marriage_counseling import sides
from tests.plugins.marriage_counseling.stories import (
    DAY,
    JOINT,
    OUTSIDE,
    PACT,
    SESSION,
    VISIT,
    afraid,
    booked,
    consent,
    screen,
    screened,
    started,
)
from tests.plugins.simulator import HER, HIM, TODAY, Invalid, Refused, a_case

TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def test_two_who_want_to_and_are_unafraid_sit_together():
    assert screened().objections("joint", JOINT) == set()


@pytest.mark.parametrize("missing", ["voluntary", "confidential"])
def test_nobody_is_counselled_untold(missing):
    assert booked().objections("consent", consent(**{missing: False})) == {missing}


def test_a_no_is_written_down_and_not_argued_with():
    walk = booked()
    walk.take("consent", consent(answer="refused", confidential=None))
    assert walk.objections("screen", screen()) == {"no_consent"}
    walk.take("consent", consent(HIM))
    assert walk.objections("screen", screen(HIM)) == set()
    assert walk.objections("close", {"result": "declined"}) == set()


def test_a_yes_can_be_taken_back_only_by_who_gave_it():
    walk = booked()
    assert walk.objections("consent", consent(answer="stopped")) == {"never_agreed"}
    walk = screened()
    walk.take("consent", consent(answer="stopped"))
    assert walk.objections("session", SESSION) == {"no_consent"}
    assert walk.objections("joint", JOINT) == {"refused"}


def test_a_screening_beside_the_other_is_none():
    assert started().objections("screen", screen(alone=False)) == {"not_alone"}


@pytest.mark.parametrize("told", ["past", "now"])
def test_violence_told_alone_bars_the_joint_session(told):
    walk = screened(**afraid(told))
    assert walk.case.violence
    assert "violence" in walk.objections("joint", JOINT)
    assert (len(walk.tasks()) == 1) == (told == "now")


def test_who_is_in_danger_at_home_is_protected_first():
    walk = screened(**afraid("past", "yes"))
    assert DangerAnswered(answer="yes") in walk.effects
    assert walk.case.danger == "yes"
    assert len(walk.tasks()) == 1


def test_safety_is_asked_only_of_who_was_hurt():
    with pytest.raises(Invalid, match="unsafe"):
        started().take("screen", screen(violence="past"))
    assert screened(unsafe="yes").case.danger == "no", "hidden, so never taken"


def test_an_open_question_is_settled_when_everybody_was_asked_alone():
    case = a_case(danger="unknown")
    walk = started(case)
    walk.take("screen", screen(HIM))
    assert walk.case.danger == "unknown"
    assert walk.objections("joint", JOINT) >= {"danger_unknown"}
    walk.take("screen", screen(HER))
    assert walk.case.danger == "no"
    assert walk.objections("joint", JOINT) == set()


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
@pytest.mark.parametrize(("step", "form"), [("joint", JOINT), ("pact", PACT)])
def test_danger_bars_it(case, step, form):
    walk = screened()
    walk.take("joint", JOINT)
    walk.case = a_case(parties=walk.case.parties, **case)
    assert walk.objections(step, form) == {"violence"}


def test_one_alone_is_kept_out_of_the_others_sight():
    walk = screened()
    assert walk.objections("session", SESSION) == set()
    assert walk.objections("session", SESSION | {"alone": False}) == {"not_alone"}
    assert walk.objections("session", SESSION | {"on": TOMORROW}) == {"future_date"}
    walk = started()
    walk.take("screen", screen(HIM))
    assert walk.objections("session", SESSION) == {"not_screened"}


@pytest.mark.parametrize(("step", "form"), [("session", SESSION), ("joint", JOINT)])
def test_violence_found_on_the_way_ends_joint_work(step, form):
    walk = screened()
    walk.take(step, form | {"violence_hint": True})
    assert walk.case.violence
    assert "violence" in walk.objections("joint", JOINT)
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_a_child_of_eight_is_heard():
    walk = screened()
    spoken = SESSION | {"custody": True, "child_wish": "young"}
    assert walk.objections("session", spoken) == set()
    walk.take("facts", {"children": [{"age": "5"}, {"age": "8"}]})
    assert walk.objections("session", spoken) == {"of_age"}
    assert walk.objections("joint", JOINT | {"custody": True, "child_wish": "young"}) == {"of_age"}
    assert walk.objections("session", spoken | {"child_wish": "later"}) == set()
    with pytest.raises(Invalid, match="child_wish"):
        walk.take("session", SESSION | {"custody": True})


def test_what_each_said_is_in_that_ones_partition():
    assert [record.about for record in screened().records[-2:]] == [HIM, HER]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"protection": ["pregnant"]}, None),
        ({"protection": ["birth"], "since": "2026-01-10"}, None),
        ({"protection": ["birth"], "since": "2025-11-01"}, "over"),
        ({"protection": ["termination"], "since": "2026-05-01"}, "over"),
        ({"protection": ["birth"], "since": TOMORROW}, "future_date"),
        ({"protection": ["soldier"]}, None),
    ],
)
def test_a_protection_has_an_end(said, code):
    assert started().objections("screen", screen(**said)) == ({code} if code else set())


def test_what_protects_a_woman_is_not_asked_of_a_man():
    hers = screen(HIM, protection=["pregnant"])
    assert started().objections("screen", hers) == {"not_hers"}
    assert started().objections("screen", screen(HIM, protection=["soldier"])) == set()


@pytest.mark.parametrize(
    ("kinds", "since", "ends"),
    [
        (["birth"], "2024-02-29", date(2025, 2, 28)),
        (["termination"], "2026-08-31", date(2027, 2, 28)),
        (["birth", "termination"], "2026-03-15", date(2027, 3, 15)),
        (["pregnant", "birth"], "2026-03-15", None),
        (["soldier"], None, None),
    ],
)
def test_months_end_on_their_day(kinds, since, ends):
    assert sides.protected_until({"protection": kinds, "since": since}) == ends


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("谁先提离婚谁净身出户。", "freedom"),
        ("以后不许离婚。", "freedom"),
        ("吵架不得报警，也不找妇联。", "help_barred"),
        ("做错了可以打。", "violence_allowed"),
        ("晚上不许单独外出。", "liberty"),
        ("晚上十点以前回家，晚了打电话。", None),
        ("家务一起做，谁在家谁可以打扫。", None),
        ("不说“离婚”两个字来吓人。", None),
    ],
)
def test_a_pact_takes_no_right_away(what, code):
    walk = screened()
    walk.take("joint", JOINT)
    pact = PACT | {"items": [{"what": what}]}
    assert walk.objections("pact", pact) == ({code} if code else set())


def test_a_pact_is_free_and_comes_of_a_talk():
    assert screened().objections("pact", PACT) == {"after"}
    walk = screened()
    walk.take("joint", JOINT)
    assert walk.objections("pact", PACT | {"free": False}) == {"not_free"}
    walk.take("pact", PACT | {"review_on": "2026-12-23"})
    assert [task.on for task in walk.tasks()] == [date(2026, 12, 23)]


def test_where_else_to():
    walk = screened()
    assert walk.objections("answer", {}) == {"after"}
    walk.take("refer", {"party": HER, "on": DAY, "to": "psych"})
    assert walk.opened() == {"psych"}
    assert walk.objections("answer", {"party": HER, "on": DAY, "answer": "none"}) == {"fits"}
    walk.take("refer", OUTSIDE)
    walk.take("answer", {"party": HER, "on": DAY, "answer": "accepted"})
    mediation = {"party": HER, "on": DAY, "to": "mediation"}
    assert walk.objections("refer", mediation) == set()
    assert screened(**afraid()).objections("refer", mediation) == {"violence"}


def test_a_visit_asks_first_whether_one_can_talk():
    walk = screened()
    walk.take("session", SESSION)
    assert walk.objections("visit", VISIT | {"safe": False}) == {"not_safe"}
    assert walk.objections("visit", VISIT | {"safe": False, "found": "lost"}) == set()
    walk.take("visit", VISIT | {"found": "worse", "next_on": "2026-12-01"})
    assert [task.on for task in walk.tasks()] == [None, date(2026, 12, 1)]
    walk.take("visit", VISIT | {"violence_hint": True})
    assert walk.case.violence


def test_nobody_is_judged_who_was_not_seen():
    walk = started()
    walk.take("screen", screen(HER))
    score = {"party": HER, "on": DAY, "time": "before"}
    assert walk.objections("evaluate", score) == set()
    assert walk.objections("evaluate", score | {"party": HIM}) == {"not_screened"}


def test_a_result_has_something_behind_it():
    walk = screened()
    good = {"satisfaction": "good"}
    assert walk.objections("close", {"result": "reconciled"} | good) == {"no_sitting"}
    assert walk.objections("close", {"result": "declined"}) == {"not_declined"}
    assert walk.objections("close", {"result": "lost"}) == set()
    walk.take("session", SESSION)
    walk.take("close", {"result": "reconciled"} | good)
    assert walk.state is ItemState.CLOSED


@pytest.mark.parametrize("result", ["stopped", "lost"])
def test_what_was_broken_off_is_terminated(result):
    walk = screened()
    walk.take("close", {"result": result})
    assert walk.state is ItemState.TERMINATED


def test_a_wish_to_mediate_opens_it_unless_there_was_violence():
    walk, wish = screened(), {"result": "mediation", "satisfaction": "unasked"}
    walk.take("close", wish)
    assert OpenItem(service="mediation", why="辅导后双方愿意调解") in walk.effects
    assert walk.outcome == "mediation"
    assert screened(**afraid()).objections("close", wish) == {"violence"}


def test_a_child_and_a_helper_are_not_counselled():
    parties = (
        *a_case().parties,
        PartyView(id="p3", role="minor_child", relation="child", minor=True),
        PartyView(id="p4", role="agent", relation=""),
    )
    assert [one.id for one in sides.couple(a_case(parties=parties))] == [HER, HIM]


def test_one_alone_does_not_speak_for_who_is_not_written_down():
    him = PartyView(id=HIM, role="applicant", relation="self", name="江二", sex="M")
    walk = booked(a_case(danger="unknown", parties=(him,)))
    walk.take("consent", consent(HIM))
    walk.take("screen", screen(HIM))
    assert DangerAnswered(answer="no") not in walk.effects
    assert walk.case.danger == "unknown"
