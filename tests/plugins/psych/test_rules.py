"""Consent, no diagnosis (hard stop 5), the crisis branch, and who is seen together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import Confidentiality, PartyView, StartClock, StopClock
from plugins.psych.declaration import SERVICE
from plugins.psych.wording import no_diagnosis
from tests.plugins.simulator import HER, HIM, STAFF, TODAY, Walk, a_case

DAY = TODAY.isoformat()
BOOKED = {"client": HER, "service": "single", "client_kind": "adult"}
CONSENT = {"client": HER, "limits": True, "agreed": True, "on": DAY, "way": "paper"}
INTAKE = {
    "client": HER,
    "served_other": False,
    "complaint": "睡不着，容易哭。",
    "risk_self": "none",
    "risk_other": "none",
    "suspected": False,
}
SESSION = {"client": HER, "on": DAY, "came": "yes", "risk": "none"}
COUPLE = {
    "on": DAY,
    "present": [{"party": HER, "willing": True}, {"party": HIM, "willing": True}],
}
CRISIS = {"client": HER, "done": ["asked", "supervisor"], "contact_at": f"{DAY} 20:00"}


def booked(kind="adult", **case):
    walk = Walk(service=SERVICE, case=a_case(**case))
    walk.take("book", BOOKED | {"client_kind": kind})
    return walk


def begun(**intake):
    walk = booked()
    walk.take("consent", CONSENT)
    walk.take("intake", INTAKE | intake)
    return walk


@pytest.mark.parametrize("missing", ["limits", "agreed"])
def test_it_begins_with_an_informed_yes(missing):
    assert booked().objections("consent", CONSENT | {missing: False}) == {missing}


@pytest.mark.parametrize(
    ("said", "fine"),
    [
        ({}, False),
        ({"guardian": "agreed"}, True),
        ({"guardian": "refused"}, False),
        ({"guardian": "harmful", "other_path": False}, False),
        ({"guardian": "harmful", "other_path": True}, True),
    ],
)
def test_a_child_needs_a_guardian_who_does_not_harm(said, fine):
    found = booked("minor").objections("consent", CONSENT | said)
    assert found == (set() if fine else {"guardian"})


def test_a_party_known_to_be_a_child_counts_as_one_whatever_was_booked():
    child = PartyView(id=HER, role="minor_child", relation="child", minor=True)
    walk = booked(parties=(child,))
    assert walk.objections("consent", CONSENT) == {"guardian"}


def test_a_harmful_guardian_wakes_the_head():
    walk = booked("minor")
    walk.take("consent", CONSENT | {"guardian": "harmful", "other_path": True})
    assert walk.case.confidentiality is Confidentiality.C3
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_nobody_is_written_about_without_consent():
    walk = begun()
    assert walk.objections("session", SESSION) == set()
    assert walk.objections("session", SESSION | {"client": HIM}) == {"no_consent"}
    assert walk.objections("note", {"client": HIM, "note": "他"}) == {"no_consent"}


def test_one_counsellor_does_not_see_both_alone():
    walk = booked()
    walk.take("consent", CONSENT)
    assert walk.objections("intake", INTAKE | {"served_other": True}) == {"served_other"}


@pytest.mark.parametrize("risk", ["plan", "act"])
@pytest.mark.parametrize("name", ["risk_self", "risk_other"])
def test_a_plan_or_an_act_starts_the_crisis_branch(name, risk):
    walk = begun(**{name: risk})
    assert StartClock(clock="crisis_contact") in walk.effects
    assert walk.case.confidentiality is Confidentiality.C3
    assert walk.objections("close", {"result": "better"}) == {"at_risk"}


def test_a_thought_alone_does_not():
    walk = begun(risk_self="idea")
    assert walk.clocks == {}
    assert walk.objections("close", {"result": "better"}) == set()


def test_a_crisis_is_told_to_the_supervisor_and_ends_only_calm():
    walk = begun(risk_self="plan")
    assert walk.objections("crisis", CRISIS | {"done": ["asked"], "now": "calm"}) == {"supervisor"}
    assert walk.take("crisis", CRISIS | {"now": "unsure"}) == (
        StopClock(clock="crisis_contact"),
        StartClock(clock="crisis_contact"),
    )
    assert walk.objections("close", {"result": "better"}) == {"at_risk"}
    walk.take("crisis", CRISIS | {"now": "calm"})
    assert walk.clocks == {}
    walk.take("close", {"result": "better"})
    assert walk.outcome == "better"


def test_a_crisis_without_contact_keeps_the_clock():
    walk = begun(risk_self="plan")
    walk.take("crisis", CRISIS | {"contact_at": "", "now": "lost"})
    assert "crisis_contact" in walk.clocks


def test_risk_said_in_a_later_session_counts_too():
    walk = begun()
    walk.take("session", SESSION | {"risk": "act"})
    assert "crisis_contact" in walk.clocks


def test_three_absences_in_a_row_ask_for_a_new_appointment():
    walk = begun()
    absent = {"client": HER, "on": DAY, "came": "no"}
    walk.take("session", absent)
    walk.take("session", SESSION)
    walk.take("session", absent)
    walk.take("session", absent)
    assert walk.tasks() == []
    walk.take("session", absent)
    assert len(walk.tasks()) == 1


def test_only_the_author_reads_the_notes():
    assert SERVICE.form("psych.note").author_only
    others = [form for form in SERVICE.forms if form.key != "psych.note"]
    assert not any(form.author_only for form in others)


def test_together_only_willing_and_unafraid():
    walk = begun()
    assert walk.objections("couple", COUPLE) == set()
    unwilling = {"present": [{"party": HER, "willing": True}, {"party": HIM, "willing": False}]}
    assert walk.objections("couple", COUPLE | unwilling) == {"not_willing"}
    for danger in ({"violence": True}, {"danger": "unknown"}, {"stop_one": True}):
        walk.case = a_case(**danger)
        assert walk.objections("couple", COUPLE) == {"violence"}


@pytest.mark.parametrize(
    "text", ["诊断为抑郁症", "患有焦虑症", "确诊双相", "建议停药", "得了严重的抑郁症"]
)
def test_hard_stop_five_no_diagnosis_in_any_text(text):
    walk = booked()
    walk.take("consent", CONSENT)
    assert walk.objections("intake", INTAKE | {"complaint": text}) == {"diagnosis"}


@pytest.mark.parametrize(
    "text", ["情绪低落，建议就医", "疑似需要就医", "本人说医院诊断为轻度抑郁", "睡不好"]
)
def test_what_was_seen_and_advised_may_be_written(text):
    assert no_diagnosis({"complaint": text}) == ()


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.text(max_size=20))))
def test_the_wording_check_never_raises(data):
    assert all(one.citation for one in no_diagnosis(data))


def test_a_suspected_disorder_asks_for_advice_to_see_a_doctor():
    assert len(begun(suspected=True).tasks()) == 1
    assert begun().tasks() == []


def test_who_leads_a_group_is_named():
    walk = begun()
    walk.take("group", {"on": DAY, "topic": "情绪", "heads": "8", "leader": STAFF})
    assert walk.done[-1] == "group"
