"""The crisis protocol: every gap is named, the day until the next contact is kept."""

import pytest

from core.words import Confidentiality, StartClock, StopClock
from tests.plugins.psych.stories import CONSENT, SESSION, STEPS, begun, booked, crisis
from tests.plugins.simulator import HER

CONTACT = "crisis_contact"


@pytest.mark.parametrize("risk", ["plan", "act"])
@pytest.mark.parametrize("name", ["risk_self", "risk_other"])
def test_a_plan_or_an_act_starts_the_crisis_branch(name, risk):
    walk = begun(**{name: risk})
    assert StartClock(clock=CONTACT) in walk.effects
    assert walk.case.confidentiality is Confidentiality.C3
    assert [task.to for task in walk.tasks()] == ["point_head"]
    assert walk.objections("close", {"result": "better"}) == {"at_risk"}


def test_risk_said_in_a_later_session_counts_too():
    walk = begun()
    walk.take("session", SESSION | {"risk": "act"})
    assert CONTACT in walk.clocks


GAPS = {
    "asked": {"asked"},
    "company": {"company"},
    "emergency": {"emergency"},
    "hotline": {"hotline"},
    "supervisor": {"supervisor"},
    "means": set(),
}


@pytest.mark.parametrize(("left_out", "code"), GAPS.items())
def test_a_step_left_out_is_named(left_out, code):
    done = [one for one in STEPS if one != left_out]
    assert begun(risk_self="plan").objections("crisis", crisis(*done)) == code


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"level": "plan", "at_hand": False}, {"told_nobody"}),
        ({"level": "plan", "at_hand": True}, {"emergency", "means"}),
        ({"level": "act", "at_hand": False}, {"emergency"}),
        ({"level": "idea", "at_hand": True}, {"means"}),
    ],
)
def test_an_act_or_a_plan_with_the_means_calls_for_help(said, found):
    walk = begun(risk_self="plan")
    done = ("asked", "company", "hotline", "supervisor")
    assert walk.objections("crisis", crisis(*done, **said)) == found


@pytest.mark.parametrize("told", ["guardian", "emergency", "reported"])
def test_a_plan_is_known_to_somebody_outside_the_room(told):
    walk = begun(risk_self="plan")
    done = ("asked", "company", "hotline", "supervisor", told)
    assert walk.objections("crisis", crisis(*done, at_hand=False)) == set()
    thought = crisis("asked", "company", "hotline", "supervisor", level="idea", at_hand=False)
    assert walk.objections("crisis", thought) == set(), "a thought is nobody's to pass on"


def test_the_supervisor_is_told_the_same_day():
    walk = begun(risk_self="plan")
    assert walk.objections("crisis", crisis()) == set()
    assert walk.objections("crisis", crisis(day="2026-11-24")) == {"supervisor_late"}


def test_contact_does_not_come_before_the_finding():
    early = crisis(contact_at="2026-11-23 08:00")
    assert begun(risk_self="plan").objections("crisis", early) == {"before"}


def test_a_childs_guardian_is_told_unless_the_guardian_is_the_danger():
    walk = booked("minor")
    assert walk.objections("crisis", crisis()) == {"guardian_told"}
    assert walk.objections("crisis", crisis(*STEPS, "guardian")) == set()
    walk.take("consent", CONSENT | {"guardian": "harmful", "other_path": True})
    assert walk.objections("crisis", crisis(*STEPS, "guardian")) == {"reported"}
    assert walk.objections("crisis", crisis(*STEPS, "reported")) == set()


def test_a_crisis_ends_only_calm_or_in_hospital():
    walk = begun(risk_self="plan")
    assert walk.take("crisis", crisis(now="unsure")) == (
        StopClock(clock=CONTACT),
        StartClock(clock=CONTACT),
    )
    assert walk.objections("close", {"result": "better"}) == {"at_risk"}
    walk.take("crisis", crisis())
    assert walk.clocks == {}
    walk.take("close", {"result": "better"})
    assert walk.outcome == "better"


def test_a_crisis_without_contact_keeps_the_clock():
    walk = begun(risk_self="plan")
    walk.take("crisis", crisis(contact_at="", now="lost"))
    assert CONTACT in walk.clocks


def test_a_crisis_first_told_in_the_protocol_alarms_too():
    walk = booked()
    walk.take("crisis", crisis(contact_at="", now="unsure"))
    assert CONTACT in walk.clocks
    assert walk.case.confidentiality is Confidentiality.C3
    assert [task.to for task in walk.tasks()] == ["point_head"]
    assert walk.records[-1].about == HER
