"""Consent, no diagnosis (hard stop 5), who is seen by whom, and how an item ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import (
    Confidentiality,
    FlagViolence,
    PartyView,
    RaiseConfidentiality,
    Sensitivity,
)
from plugins.psych import clients
from plugins.psych.wording import no_diagnosis
from tests.plugins.psych.stories import (
    ABSENT,
    BOOKED,
    CONSENT,
    COUPLE,
    DAY,
    GROUP,
    INTAKE,
    PLAN,
    REFERRED,
    REVIEWED,
    SERVICE,
    SESSION,
    begun,
    booked,
)
from tests.plugins.simulator import HER, HIM, a_case

HIS = {"client": HIM}


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


def test_a_harmful_guardian_wakes_the_head_and_locks_joint_work():
    walk = booked("minor")
    effects = walk.take("consent", CONSENT | {"guardian": "harmful", "other_path": True})
    assert walk.case.confidentiality is Confidentiality.C3
    assert {RaiseConfidentiality, FlagViolence} <= {type(one) for one in effects}
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_nobody_is_written_about_without_consent():
    walk = begun()
    assert walk.objections("session", SESSION) == set()
    assert walk.objections("session", SESSION | HIS) == {"no_consent"}
    assert walk.objections("note", {"client": HIM, "note": "他"}) == {"no_consent"}


def test_a_yes_can_be_taken_back_and_given_again():
    walk = booked()
    assert walk.objections("withdraw", {"client": HER, "on": DAY}) == {"after"}
    walk.take("consent", CONSENT)
    walk.take("intake", INTAKE)
    walk.take("withdraw", {"client": HER, "on": DAY, "way": "phone"})
    assert walk.objections("session", SESSION) == {"no_consent"}
    assert walk.objections("withdraw", {"client": HER, "on": DAY, "way": "phone"}) == {"fits"}
    walk.take("consent", CONSENT)
    assert walk.objections("session", SESSION) == set()


def test_one_counsellor_does_not_see_both_alone():
    walk = booked()
    walk.take("consent", CONSENT)
    assert walk.objections("intake", INTAKE | {"served_other": True}) == {"served_other"}


def elsewhere(**case):
    """Her item, worked by a counsellor who hears him in another one."""
    walk = booked(**case)
    walk.take("consent", CONSENT)
    walk.served = frozenset({HIM})
    return walk


@pytest.mark.parametrize(
    ("case", "code"),
    [({}, "both_alone"), ({"violence": True}, "apart"), ({"order_in_force": True}, "apart")],
)
def test_who_hears_the_other_side_elsewhere_does_not_begin(case, code):
    walk = elsewhere(**case)
    assert walk.objections("intake", INTAKE) == {code}
    walk.served = frozenset({HER})
    assert walk.objections("intake", INTAKE) == set(), "her own earlier talks"


def test_a_couple_that_wants_to_talk_together_may_have_come_by_two_cases():
    walk = elsewhere()
    walk.take("book", BOOKED | HIS | {"service": "couple"})
    walk.take("consent", CONSENT | {"together": True})
    assert walk.objections("intake", INTAKE) == {"both_alone"}, "he was not asked"
    walk.take("consent", CONSENT | HIS | {"together": True})
    assert walk.objections("intake", INTAKE) == set()


def test_what_tells_of_a_doctor_is_sealed():
    told = {"psych.referral": "letter basis hospital reason", "psych.reply": "went source"}
    for key, names in (*told.items(), ("psych.review", "next")):
        fields = {one.name: one.sensitivity for one in SERVICE.form(key).fields}
        assert {fields[name] for name in names.split()} == {Sensitivity.RESTRICTED}


@pytest.mark.parametrize(("hers", "his", "fine"), [(True, True, True), (True, False, False)])
def test_a_couple_shares_a_counsellor_only_when_both_want_to_talk_together(hers, his, fine):
    walk = begun(consent={"together": hers})
    walk.take("book", BOOKED | HIS | {"service": "couple"})
    walk.take("consent", CONSENT | HIS | {"together": his})
    assert walk.objections("intake", INTAKE | HIS) == (set() if fine else {"both_alone"})


def test_a_mother_and_her_child_are_no_couple():
    people = (
        PartyView(id=HER, role="applicant", relation="self", name="林一"),
        PartyView(id=HIM, role="minor_child", relation="child", name="小树", minor=True),
    )
    walk = begun()
    walk.case = a_case(parties=people)
    walk.take("book", BOOKED | HIS | {"client_kind": "minor"})
    walk.take("consent", CONSENT | HIS | {"guardian": "agreed"})
    assert walk.objections("intake", INTAKE | HIS) == set()


@pytest.mark.parametrize("danger", [{"violence": True}, {"stop_one": True}])
def test_who_harms_and_who_is_harmed_have_each_an_item_of_their_own(danger):
    walk = begun()
    assert walk.objections("book", BOOKED | HIS) == set()
    assert walk.objections("book", BOOKED | HIS | {"client_kind": "offender"}) == {"apart"}
    walk.case = a_case(**danger)
    assert walk.objections("book", BOOKED | HIS) == {"apart"}
    assert walk.objections("book", BOOKED) == set(), "her own next appointment"
    assert SERVICE.several, "so that the other item can be opened"


def test_a_thought_alone_is_no_crisis():
    walk = begun(risk_self="idea")
    assert walk.clocks == {}
    assert walk.objections("close", {"result": "better"}) == set()


def test_three_absences_in_a_row_ask_for_a_new_appointment():
    walk = begun()
    for came in (ABSENT, SESSION, ABSENT, ABSENT):
        walk.take("session", came)
    assert walk.tasks() == []
    walk.take("session", ABSENT)
    assert len(walk.tasks()) == 1
    assert walk.objections("session", SESSION) == {"book_again"}
    walk.take("book", BOOKED)
    assert walk.objections("session", SESSION) == set()


def test_only_the_author_reads_the_notes():
    assert SERVICE.form("psych.note").author_only
    others = [form for form in SERVICE.forms if form.key != "psych.note"]
    assert not any(form.author_only for form in others)


def test_together_only_willing_and_unafraid():
    walk = begun()
    assert walk.objections("couple", COUPLE) == set()
    unwilling = {"present": [{"party": HER, "willing": True}, {"party": HIM, "willing": False}]}
    assert walk.objections("couple", COUPLE | unwilling) == {"not_willing"}
    doubled = {"present": [{"party": HER, "willing": True}] * 2}
    assert walk.objections("couple", COUPLE | doubled) == {"twice"}
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


def test_hard_stop_five_holds_for_every_form_with_running_text():
    written = {
        form.key for form in SERVICE.forms if any(one.kind == "long_text" for one in form.fields)
    }
    judged = {form.key for form in SERVICE.forms if form.check is no_diagnosis}
    assert written <= judged
    assert no_diagnosis({"done": [{"who": "确诊了"}]}), "in the rows of a list too"


@pytest.mark.parametrize(
    "text", ["情绪低落，建议就医", "疑似需要就医", "本人说医院诊断为轻度抑郁", "睡不好"]
)
def test_what_was_seen_and_advised_may_be_written(text):
    assert no_diagnosis({"complaint": text}) == ()


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.text(max_size=20))))
def test_the_wording_check_never_raises(data):
    assert all(one.citation for one in no_diagnosis(data))


def test_a_suspected_disorder_is_advised_before_the_close():
    walk = begun(suspected=True)
    assert len(walk.tasks()) == 1
    assert begun().tasks() == []
    assert walk.objections("close", {"result": "better"}) == {"not_advised"}
    assert walk.objections("close", {"result": "dropped"}) == set(), "nobody is there to advise"
    walk.take("refer", REFERRED)
    assert walk.objections("close", {"result": "better"}) == set()


def test_a_letter_to_a_hospital_needs_a_basis():
    walk = begun(suspected=True)
    asked = REFERRED | {"letter": True, "reason": "睡不好。"}
    with pytest.raises(AssertionError, match="basis"):
        walk.take("refer", asked)
    walk.take("refer", asked | {"basis": "consent"})


def test_no_result_without_what_stands_behind_it():
    walk = begun()
    assert walk.objections("close", {"result": "reached"}) == {"no_plan"}
    assert walk.objections("close", {"result": "hospital"}) == {"no_referral"}
    walk.take("plan", PLAN)
    assert walk.objections("close", {"result": "reached"}) == set()


def test_a_group_begins_when_each_agreed_to_keep_it():
    walk = begun()
    assert walk.objections("group", GROUP) == set()
    unsaid = {"members": [{"called": "小河", "agreed": False}]}
    assert walk.objections("group", GROUP | unsaid) == {"not_agreed"}
    many = {"members": [{"called": str(one), "agreed": True} for one in range(9)]}
    assert walk.objections("group", GROUP | many) == {"heads"}


def test_a_review_may_find_a_danger():
    walk = begun()
    walk.take("session", SESSION)
    walk.take("review", REVIEWED | {"risk": "plan"})
    assert clients.at_risk(walk.item) == (HER,)
    assert walk.objections("close", {"result": "better"}) == {"at_risk"}
