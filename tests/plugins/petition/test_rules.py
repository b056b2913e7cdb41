"""Three lanes, who is told and where it goes, and hard stops 1, 4 and 6 at every door."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import (
    Confidentiality,
    ItemState,
    LetterAnswered,
    PartyView,
    RecordReport,
    RequireReport,
    SendLetter,
)
from plugins.petition.declaration import SERVICE
from tests.plugins.simulator import HER, HIM, STAFF, TODAY, Walk, a_case

DAY = TODAY.isoformat()
REGISTERED = {
    "form": "visit",
    "nature": "help",
    "request": "请帮忙",
    "headcount": "1",
    "reachable": True,
    "confidential": False,
}
HELP = {"lane": "help", "jurisdiction": "own"}
SEVERE = {
    "lane": "severe",
    "jurisdiction": "own",
    "wronged": ["woman"],
    "wrongs": ["violence"],
    "must_report": False,
}
ANSWER = {"text": "已处理。", "on": DAY, "how": "spot", "result": "answered"}
OPINION = ANSWER | {"how": "paper", "found": "属实。", "basis": "民法典第26条"}
REPORT = {"to": ["police"], "at": f"{DAY} 09:30", "by": STAFF, "receipt": "A1"}
SENT = {"kind": "forward", "to": "镇妇联", "to_accused": False, "on": DAY, "basis": "duty"}
ACCEPTED = {"kind": "accepted", "on": DAY, "way": "handed"}
DECLINED = {
    "kind": "declined",
    "on": DAY,
    "way": "paper",
    "reason": "not_ours",
    "other_way": True,
    "where": "县人社局",
}
OBJECTED = {"on": DAY, "to": "县信访局", "why": "不在本县", "agreed": True}
PRESSED = {"kind": "prompt", "to": "县民政局", "on": DAY, "why": "三十日没有答复"}
CLUE = {"kinds": ["land"], "what": "多户漏写", "to": "县检察院", "on": DAY, "basis": "duty"}


def registered(settings=None, case=None, **changes):
    walk = Walk(service=SERVICE, case=case or a_case(), settings=settings or {})
    walk.take("register", REGISTERED | changes)
    return walk


def severe(**changes):
    walk = registered()
    walk.take("triage", SEVERE | changes)
    return walk


def helped(**changes):
    walk = registered(**changes)
    walk.take("triage", HELP)
    return walk


def test_a_question_is_answered_at_once():
    walk = registered(nature="consult", request="")
    walk.take("answer", ANSWER)
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.CLOSED, "answered", {})


def test_anything_else_says_what_it_asks_for_and_is_triaged_first():
    walk = Walk(service=SERVICE, case=a_case())
    assert walk.objections("register", REGISTERED | {"request": ""}) == {"request"}
    assert registered().objections("answer", ANSWER) == {"triage_first"}


def test_a_call_does_not_end_before_it_began():
    walk = Walk(service=SERVICE, case=a_case())
    call = REGISTERED | {"form": "call", "call_start": f"{DAY} 09:30", "call_end": f"{DAY} 09:10"}
    assert walk.objections("register", call) == {"call_end"}
    assert walk.objections("register", call | {"call_end": f"{DAY} 09:40"}) == set()


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
    assert registered(reachable=False).clocks == {}, "nobody to tell (23)"
    walk = registered(form="forwarded")
    assert walk.clocks.keys() == {"inform", "object"}
    walk.take("notify", ACCEPTED)
    assert walk.clocks == {}


def test_a_county_that_is_no_petition_body_counts_no_days():
    walk = registered({"petition_body": False}, nature="claim")
    walk.take("triage", HELP)
    walk.take("notify", ACCEPTED | {"way": "phone"})
    assert walk.clocks.keys() == {"accept"}, "only the county's own clock"


def test_who_has_an_interest_steps_back():
    walk = registered()
    assert walk.objections("triage", HELP | {"interest": True}) == {"recuse"}
    assert walk.objections("triage", HELP | {"interest": False}) == set()


@pytest.mark.parametrize(
    ("triage", "refused"),
    [
        ({}, set()),
        ({"repeat": True, "repeat_of": "上月来信"}, {"repeat"}),
        ({"jurisdiction": "litigation"}, {"not_ours"}),
        ({"jurisdiction": "lower"}, {"not_ours"}),
        ({"jurisdiction": "other"}, {"not_ours"}),
    ],
)
def test_only_what_is_new_and_ours_is_accepted(triage, refused):
    walk = registered()
    walk.take("triage", HELP | triage)
    assert walk.objections("notify", ACCEPTED) == refused


@pytest.mark.parametrize("way", ["phone", "spot"])
def test_what_becomes_of_it_is_told_in_writing(way):
    assert registered().objections("notify", ACCEPTED | {"way": way}) == {"in_writing"}
    spared = registered(case=a_case(violence=True))
    assert spared.objections("notify", ACCEPTED | {"way": way}) == set(), "no letter into that home"
    assert registered(reachable=False).objections("notify", ACCEPTED | {"way": way}) == set()


def test_a_decline_tells_where_to_go():
    walk = registered()
    assert walk.objections("notify", DECLINED | {"other_way": False}) == {"other_way"}
    walk.take("notify", DECLINED)
    assert (walk.outcome, walk.told_remedies, walk.clocks) == ("declined", True, {})


def test_only_what_others_sent_goes_back_and_only_once_they_agree():
    assert registered().objections("object", OBJECTED) == {"fits"}
    walk = registered(form="assigned")
    walk.take("object", OBJECTED | {"agreed": False})
    assert walk.state is ItemState.OPEN
    assert "object" not in walk.clocks
    walk.take("object", OBJECTED)
    assert (walk.state, walk.outcome) == (ItemState.HANDED_OVER, "sent_back")


def test_it_goes_back_within_five_days_and_never_after_acceptance():
    walk = registered(form="forwarded")
    late = replace(walk, today=TODAY + timedelta(days=20))
    assert late.objections("object", OBJECTED | {"on": late.today.isoformat()}) == {"object_late"}
    walk.take("notify", ACCEPTED)
    assert walk.objections("object", OBJECTED) == {"accepted"}


def test_a_plea_waits_one_working_day_for_its_hand_over():
    walk = helped()
    assert "accept" in walk.clocks
    walk.take("transfer", SENT)
    assert "accept" not in walk.clocks


def test_what_is_assigned_is_to_be_answered_by_a_day():
    walk = helped()
    assert walk.objections("transfer", SENT | {"kind": "assign"}) == {"answer_by"}
    due = TODAY + timedelta(days=7)
    walk.take("transfer", SENT | {"kind": "assign", "answer_by": due.isoformat()})
    letter = SendLetter(to="镇妇联", ground="duty", until=due)
    assert [one for one in walk.effects if isinstance(one, SendLetter)] == [letter]
    assert walk.tasks() == []
    walk.take("feedback", {"on": DAY, "body": "镇妇联", "handled": "underway"})
    assert not any(isinstance(one, LetterAnswered) for one in walk.effects)
    walk.take("feedback", {"on": DAY, "body": "镇妇联", "handled": "settled"})
    (letter,) = walk.item.letters
    assert walk.effects[-1] == LetterAnswered(letter=letter.record, on=TODAY)
    assert (letter.to, letter.state) == ("镇妇联", "answered")


@pytest.mark.parametrize(
    ("body", "answered"),
    [
        ("镇妇联", ["镇妇联"]),
        (" 镇 妇联", ["镇妇联"]),
        ("县民政", ["县民政局"]),
        ("县", []),
        ("谁也没写过信的单位", []),
    ],
)
def test_an_answer_ends_the_letter_it_answers_however_the_name_is_written(body, answered):
    walk = helped()
    walk.take("transfer", SENT)
    walk.take("transfer", SENT | {"to": "县民政局"})
    walk.take("feedback", {"on": DAY, "body": body, "handled": "settled"})
    assert [one.to for one in walk.item.letters if not one.waits] == answered


def test_of_two_bodies_alike_none_is_guessed():
    walk = helped()
    walk.take("transfer", SENT | {"to": "县民政局"})
    walk.take("transfer", SENT | {"to": "市民政局"})
    walk.take("feedback", {"on": DAY, "body": "民政局", "handled": "settled"})
    assert all(one.waits for one in walk.item.letters)


@pytest.mark.parametrize("step", ["transfer", "clue", "press"])
def test_hard_stop_six_never_to_the_accused(step):
    """At every door through which material leaves, by its name or by what the officer knows."""
    given = {"transfer": SENT, "clue": CLUE, "press": PRESSED}[step]
    walk = registered()
    walk.take("triage", HELP | {"accused": "桂花镇 民政办", "public_interest": True})
    walk.take("transfer", SENT)
    for to in ("桂花镇民政办", "桂花镇民政办公室", "民政办", "江二"):
        assert walk.objections(step, given | {"to": to}) == {"stop_six"}, to
    assert walk.objections(step, given | {"to": "县妇联"}) == set()


def test_hard_stop_six_by_what_the_officer_knows():
    walk = helped()
    assert walk.objections("transfer", SENT | {"to_accused": True}) == {"stop_six"}
    assert walk.objections("transfer", SENT) == set()


def test_the_accused_once_named_stay_named():
    walk = registered()
    walk.take("triage", HELP | {"accused": "镇民政办"})
    walk.take("triage", HELP | {"accused": ""})
    assert walk.objections("transfer", SENT | {"to": "镇民政办"}) == {"stop_six"}


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
    assert walk.objections("answer", ANSWER | {"no_report_why": "本人已报警"}) == {"not_reported"}
    signed = {"no_report_by": STAFF, "no_report_why": "本人已报警"}
    assert walk.objections("answer", ANSWER | signed) == set()
    walk.take("triage", HELP)
    assert walk.objections("answer", ANSWER) == {"not_reported"}, "a second triage lowers nothing"
    walk.take("report", REPORT)
    assert "severe" not in walk.clocks
    walk.take("answer", ANSWER)
    assert walk.outcome == "answered"


def test_a_child_is_always_reported_for():
    walk = registered()
    wronged = SEVERE | {"wronged": ["child"]}
    assert walk.objections("triage", wronged) == {"child"}
    assert walk.objections("triage", wronged | {"must_report": True}) == set()
    victim = PartyView(id=HER, role="victim", relation="child", name="小一", minor=True)
    walk = registered(case=a_case(parties=(victim,)))
    assert walk.objections("triage", SEVERE) == {"child"}


def test_hard_stop_four_no_signature_replaces_a_mandatory_report():
    """Every door out of the item is shut until the police have it."""
    walk = registered(form="forwarded", nature="claim")
    walk.take("triage", SEVERE | {"must_report": True})
    assert any(isinstance(one, RequireReport) for one in walk.effects)
    walk.take("triage", HELP)
    signed = {"no_report_by": STAFF, "no_report_why": "某人"}
    assert walk.objections("answer", OPINION | signed) == {"stop_four"}
    assert walk.objections("notify", DECLINED) == {"stop_four"}
    assert walk.objections("object", OBJECTED) == {"stop_four"}
    assert walk.objections("close", {"why": "withdrawn"}) == {"stop_four"}
    assert walk.objections("report", REPORT | {"to": ["civil"]}) == {"police"}
    walk.take("report", REPORT | {"receipt": ""})
    assert [task.title for task in walk.tasks()][-1] == "催回执"
    assert not any(isinstance(one, RecordReport) for one in walk.effects)
    walk.take("report", REPORT | {"to": ["police", "civil", "women"]})
    assert [one for one in walk.effects if isinstance(one, RecordReport)] == [
        RecordReport(to=("police", "civil_affairs"), on=TODAY, by=STAFF, receipt="A1")
    ]
    walk.take("answer", OPINION)
    walk.take("close", {"why": "accepted"})
    assert walk.state is ItemState.CLOSED


def test_a_report_to_others_lifts_no_duty_found_later():
    walk = severe()
    walk.take("report", REPORT | {"to": ["women"]})
    walk.take("triage", SEVERE | {"must_report": True})
    assert any(isinstance(one, RequireReport) for one in walk.effects)
    assert walk.objections("answer", ANSWER) == {"stop_four"}
    walk.take("report", REPORT)
    assert walk.objections("answer", ANSWER) == set()


@pytest.mark.parametrize("step", ["notify", "object", "report", "transfer", "progress", "answer"])
def test_nothing_is_told_sent_or_reported_ahead_of_time(step):
    walk = registered(form="forwarded")
    walk.take("triage", HELP)
    given = {
        "notify": ACCEPTED,
        "object": OBJECTED,
        "report": REPORT,
        "transfer": SENT,
        "progress": {"on": DAY, "what": "谈过"},
        "answer": ANSWER,
    }[step]
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    late = {"at": f"{tomorrow} 09:00"} if step == "report" else {"on": tomorrow}
    assert walk.objections(step, given | late) == {"future_date"}
    assert walk.objections(step, given) == set()


def test_a_department_is_pressed_only_after_it_was_asked():
    walk = helped()
    assert walk.objections("press", PRESSED) == {"after"}
    walk.take("transfer", SENT)
    walk.take("press", PRESSED | {"kind": "opinion", "answer_by": DAY})
    assert [task.title for task in walk.tasks()][-1] == "催对方单位反馈"


@pytest.mark.parametrize(("kind", "refused"), [("prompt", set()), ("opinion", {"prompt_first"})])
def test_where_a_province_says_so_it_is_pressed_step_by_step(kind, refused):
    walk = registered({"prompt_first": True})
    walk.take("triage", HELP)
    walk.take("transfer", SENT)
    assert walk.objections("press", PRESSED | {"kind": kind}) == refused
    walk.take("press", PRESSED)
    assert walk.objections("press", PRESSED | {"kind": "opinion"}) == set()
    assert walk.objections("press", PRESSED | {"kind": "inspection"}) == {"prompt_first"}


def test_a_clue_goes_to_the_procuratorate_on_a_day_that_has_come():
    assert helped().objections("clue", CLUE) == {"fits"}
    walk = registered()
    walk.take("triage", HELP | {"public_interest": True})
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert walk.objections("clue", CLUE | {"on": tomorrow}) == {"future_date"}
    walk.take("clue", CLUE)


def test_both_sides_may_mediate_the_poor_are_helped_the_beaten_never_brought_together():
    walk = helped()
    also = {"on": DAY, "what": "双方愿意谈", "also": ["mediation", "hardship_aid"]}
    walk.take("progress", also)
    assert walk.opened() == {"mediation", "hardship_aid"}
    assert severe().objections("progress", also) == {"no_mediation"}
    for danger in ({"stop_one": True}, {"order_in_force": True}):
        walk = registered(case=a_case(**danger))
        walk.take("triage", HELP)
        assert walk.objections("progress", also) == {"no_mediation"}
        assert walk.objections("progress", also | {"also": ["psych"]}) == set()


def test_the_other_side_is_no_receiver_whatever_their_role():
    parties = (
        PartyView(id=HER, role="applicant", relation="self", name="林一"),
        PartyView(id=HIM, role="alleged", relation="spouse", name="江二"),
    )
    walk = registered(case=a_case(parties=parties))
    walk.take("triage", HELP)
    assert walk.objections("transfer", SENT | {"to": "江二所在的村委会"}) == {"stop_six"}


SIGNED = {"no_report_by": STAFF, "no_report_why": "已在他处立案，查实的"}


@pytest.mark.parametrize(
    ("step", "data"),
    [("notify", DECLINED), ("object", OBJECTED), ("close", {"why": "withdrawn"})],
)
def test_no_grave_wrong_ends_unreported_unless_somebody_signed_for_it(step, data):
    """An adult's too: she takes it back, or it is not ours, and the police still never heard."""
    walk = registered(form="forwarded")
    walk.take("triage", SEVERE)
    assert walk.objections(step, data) == {"not_reported"}
    assert walk.objections(step, data | {"no_report_by": STAFF}) == {"not_reported"}
    assert walk.objections(step, data | SIGNED) == set()
    walk.take("report", REPORT)
    assert walk.objections(step, data) == set()


@pytest.mark.parametrize(
    ("step", "data"),
    [("notify", DECLINED), ("object", OBJECTED), ("close", {"why": "withdrawn"})],
)
def test_what_the_law_asks_to_be_reported_has_no_signature_instead(step, data):
    walk = registered(form="forwarded")
    walk.take("triage", SEVERE | {"must_report": True})
    assert walk.objections(step, data | SIGNED) == {"stop_four"}
