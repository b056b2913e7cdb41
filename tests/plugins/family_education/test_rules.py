"""Orders are answered, refusals passed on, and a hurt child comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import Confidentiality, PartyView, RequireReport, StartClock
from plugins.family_education import told
from plugins.family_education.choices import SIGNS
from tests.plugins.family_education.stories import (
    ABSENT,
    DAY,
    INTAKE,
    LESSON,
    LOOK,
    ORDER,
    PLAN,
    REPLY,
    SERVICE,
    SESSION,
    URGED,
    WARNED,
    guided,
    taken,
)
from tests.plugins.simulator import HER, HIM, TODAY, Walk, a_case

TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def fresh():
    return Walk(service=SERVICE, case=a_case(scenario="parenting"))


def opening(step, walk):
    declared = SERVICE.step(step)
    return dict(declared.start(walk.context({})))


def test_the_day_of_an_order_runs_as_it_was_written():
    walk = taken(**ORDER)
    clocks = [one for one in walk.effects if isinstance(one, StartClock)]
    assert [(one.clock, one.until) for one in clocks] == [("order", TODAY + timedelta(days=30))]
    assert [task.title for task in walk.tasks()] == ["给责令机关寄回执"]
    assert taken().effects == []


def test_an_order_that_ends_before_it_was_given_is_no_order():
    early = ORDER | {"order_until": (TODAY - timedelta(days=1)).isoformat()}
    assert fresh().objections("intake", INTAKE | early) == {"order_days"}
    assert fresh().objections("intake", INTAKE | ORDER | {"order_on": TOMORROW}) == {"future_date"}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"child_age": "13", "agreed": False}, {"guardian"}),
        ({"child_age": "13"}, set()),
        ({"child_age": "14", "agreed": False}, set()),
        ({"child_age": "13", "agreed": "", **ORDER}, set()),
    ],
)
def test_a_young_child_needs_a_guardians_yes(changes, refused):
    assert fresh().objections("intake", INTAKE | changes) == refused


def test_a_child_that_is_a_party_is_not_written_again():
    child = PartyView(id="c", role="minor_child", relation="child", name="小满", minor=True)
    walk = fresh()
    walk.case = replace(walk.case, parties=(*walk.case.parties, child))
    assert opening("intake", walk) == {"child": "c"}
    walk.take("intake", INTAKE | {"child": "c", "child_name": "别的名字"})
    assert "child_name" not in walk.records[0].data
    assert told.child(walk.case, walk.item) == "小满"
    assert opening("intake", fresh()) == {}


def test_what_was_ordered_is_done_and_reported_before_it_closes():
    walk = taken(**ORDER)
    closing = {"result": "reached"}
    assert walk.objections("close", closing) == {"not_guided", "not_reported", "no_session"}
    guided(walk)
    assert walk.objections("close", closing) == {"not_reported"}
    assert opening("reply", walk) == {"on": DAY, "to": "县人民法院", "times": "1"}
    walk.take("reply", REPLY)
    assert walk.clocks == {}
    assert walk.papers == {"report"}
    walk.take("close", closing)
    assert walk.outcome == "reached"


def test_who_moved_away_is_told_to_the_court_as_well():
    walk = taken(**ORDER)
    stopped = {"result": "stopped", "why": "迁到外省"}
    assert walk.objections("close", stopped) == {"not_reported"}
    walk.take("reply", REPLY | {"times": "0", "kept": "none"})
    walk.take("close", stopped)
    assert walk.outcome == "stopped"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"on": TOMORROW}, {"future_date"}),
        ({"times": "2"}, {"more_than_filed"}),
        ({"kept": "all"}, {"not_all"}),
    ],
)
def test_a_court_is_told_what_is_on_record(changes, refused):
    assert guided(taken(**ORDER)).objections("reply", REPLY | changes) == refused


def test_all_is_all_once_the_times_are_there():
    walk = guided(taken(**ORDER))
    walk.take("session", SESSION)
    assert walk.objections("reply", REPLY | {"times": "2", "kept": "all"}) == set()


def test_only_an_order_is_answered_and_only_a_child_is_guided():
    assert taken().objections("reply", REPLY) == {"fits"}
    assert taken(**WARNED).objections("assess", LOOK) == {"fits"}
    assert taken().objections("teach", LESSON) == {"fits"}


def test_a_plan_has_as_many_meetings_as_the_order():
    walk = taken(**ORDER)
    walk.take("assess", LOOK)
    assert opening("plan", walk) == {"times": "2"}
    assert walk.objections("plan", PLAN | {"times": "1"}) == {"fewer_than_ordered"}
    assert walk.objections("plan", PLAN | {"times": ""}) == {"fewer_than_ordered"}
    assert walk.objections("plan", PLAN) == set()


def test_what_was_not_ordered_may_stop_any_day():
    walk = taken()
    assert walk.objections("close", {"result": "better"}) == {"no_session"}
    walk.take("close", {"result": "stopped", "why": "不想来了"})
    assert walk.outcome == "stopped"


@pytest.mark.parametrize("hurt", ["suspected", "yes"])
def test_a_hurt_child_comes_before_guidance(hurt):
    walk = taken()
    walk.take("assess", LOOK | {"hurt": hurt, "risk": "high"})
    assert walk.case.violence
    assert walk.case.confidentiality is Confidentiality.C3
    assert walk.opened() == {"petition"}
    assert any(isinstance(one, RequireReport) for one in walk.effects)
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_what_shows_later_counts_too():
    walk = guided(taken())
    assert not walk.case.violence
    walk.take("session", SESSION | {"hurt": "suspected"})
    assert walk.case.violence


def test_blows_told_while_urging_are_harm():
    walk = taken()
    walk.take("urge", URGED | {"faults": ["beats"]})
    assert walk.case.violence
    assert any(isinstance(one, RequireReport) for one in walk.effects)


def test_a_high_risk_is_sealed_without_being_called_violent():
    walk = taken()
    walk.take("assess", LOOK | {"risk": "high"})
    assert walk.opened() == {"petition"}
    assert not walk.case.violence
    assert not any(isinstance(one, RequireReport) for one in walk.effects)
    assert walk.case.confidentiality is Confidentiality.C3


@pytest.mark.parametrize("risk", ["low", "middle"])
def test_a_calm_family_opens_nothing(risk):
    assert taken().take("assess", LOOK | {"risk": risk}) == ()


@pytest.mark.parametrize(
    ("signs", "grade"),
    [
        ([], "low"),
        (None, "low"),
        (["truant"], "middle"),
        (["truant", "alone"], "middle"),
        (["truant", "alone", "illness"], "high"),
        (["selfharm"], "high"),
    ],
)
def test_what_the_signs_speak_for(signs, grade):
    assert told.proposed(signs) == grade


def test_every_grave_sign_is_one_that_can_be_ticked():
    assert {one.value for one in SIGNS} > told.GRAVE


def test_a_lower_grade_needs_a_reason_and_blows_are_never_none():
    walk = taken()
    look = LOOK | {"signs": ["truant"]}
    assert walk.objections("assess", look) == {"lower_than_proposed"}
    assert walk.objections("assess", look | {"risk_why": "已经回校"}) == set()
    assert walk.objections("assess", look | {"risk": "high"}) == set()
    blows = LOOK | {"signs": ["violence"], "risk": "high"}
    assert walk.objections("assess", blows) == {"blows"}
    assert walk.objections("assess", blows | {"hurt": "suspected"}) == set()


def test_a_child_that_may_harm_itself_gets_a_counsellor():
    walk = taken()
    walk.take("assess", LOOK | {"signs": ["selfharm"], "risk": "high"})
    assert walk.opened() == {"petition", "psych"}


def test_who_stays_away_twice_is_told_where_it_was_ordered():
    for changes, title in ((ORDER, "连续两次没来，告知责令机关"), ({}, "连续两次没来，上门看看")):
        walk = guided(taken(**changes))
        before = len(walk.tasks())
        walk.take("session", ABSENT)
        assert len(walk.tasks()) == before
        walk.take("session", ABSENT)
        walk.take("session", ABSENT)
        assert [task.title for task in walk.tasks()[before:]] == [title]
        assert told.missed(walk.item) == 3
        walk.take("session", SESSION)
        assert told.missed(walk.item) == 0
        assert len(told.came(walk.item)) == 2


def test_the_next_meeting_is_remembered_and_none_is_written_ahead():
    walk = guided(taken())
    walk.take("session", SESSION | {"next_on": TOMORROW, "homework": "记一周"})
    assert [task.on for task in walk.tasks()] == [TODAY + timedelta(days=1)]
    assert walk.objections("session", SESSION | {"on": TOMORROW}) == {"future_date"}
    assert opening("session", walk) == {"on": DAY}, "what was given to do is asked for"
    assert opening("session", taken()) == {"on": DAY, "last": "none"}


def test_parents_who_refuse_are_passed_on():
    walk = taken()
    assert opening("urge", walk) == {"on": DAY, "whom": HER}
    walk.take("urge", URGED)
    assert walk.tasks() == []
    walk.take("urge", URGED | {"answer": "refuses"})
    assert [task.to for task in walk.tasks()] == ["point_head"]
    assert walk.objections("urge", URGED | {"on": TOMORROW}) == {"future_date"}


def _with_a_victim():
    walk = fresh()
    parties = tuple(
        replace(one, role="victim") if one.id == HER else one for one in walk.case.parties
    )
    walk.case = replace(walk.case, parties=parties)
    return walk


def test_nobody_urges_or_teaches_who_was_harmed():
    walk = _with_a_victim()
    assert walk.objections("intake", WARNED | {"warned": HER}) == {"not_the_harmed"}
    walk.take("intake", INTAKE)
    assert walk.objections("urge", URGED) == {"not_the_harmed"}


def test_whoever_was_warned_is_taught_alone():
    walk = _with_a_victim()
    walk.take("intake", WARNED)
    assert opening("teach", walk) == {"on": DAY, "whom": HIM}
    assert walk.objections("teach", LESSON | {"whom": HER}) == {"someone_else"}
    walk.take("teach", LESSON)
    assert walk.records[-1].about == HIM
    assert walk.effects == []
    walk.take("teach", LESSON | {"mind": True, "attitude": "denies"})
    assert walk.opened() == {"psych"}
    assert not walk.case.violence
    walk.take("teach", LESSON | {"again": True})
    assert walk.case.violence
    walk.take("close", {"result": "better"})
    assert walk.outcome == "better"


def test_a_childs_age_is_the_one_the_case_knows():
    child = PartyView(
        id=HER, role="minor_child", relation="child", birth_date=TODAY - timedelta(days=3000)
    )
    walk = Walk(service=SERVICE, case=a_case(scenario="parenting", parties=(child,)))
    said = INTAKE | {"child": HER, "child_age": "15", "agreed": False}
    assert walk.objections("intake", said) == {"guardian"}
    assert walk.objections("intake", said | {"agreed": True}) == set()


@pytest.mark.parametrize(
    ("told_at_intake", "due"),
    [
        ({"problems": ["harsh", "study"]}, 0),
        ({"left_behind": True}, 5),
    ],
)
def test_blows_are_looked_into_today_and_who_keeps_a_child_left_behind_is_asked(
    told_at_intake, due
):
    assert [task.due_days for task in taken(**told_at_intake).tasks()] == [due]
    assert taken().tasks() == []
