"""A consultation: answered at once, or with a paper; what it opens, and what it must not hide."""

from datetime import timedelta

import pytest

from core.words import ItemState
from plugins.legal_consult.declaration import SERVICE
from tests.plugins.simulator import TODAY, Walk, a_case

DAY = TODAY.isoformat()
ASKED = {
    "mode": "visit",
    "adviser": "lawyer",
    "topics": ["debt"],
    "conflict": "none",
    "question": "婚内借款谁还？",
    "answer": "看用途和签字。",
    "told_legal_aid": False,
    "opinion_wanted": False,
    "next_step": "own",
}


def consult(**case):
    return Walk(service=SERVICE, case=a_case(**case))


def test_one_page_opens_and_closes_the_item():
    walk = consult()
    walk.take("consult", ASKED)
    assert (walk.state, walk.outcome) == (ItemState.CLOSED, "own")


def test_a_written_opinion_keeps_it_open_until_handed_over():
    walk = consult()
    walk.take("consult", ASKED | {"opinion_wanted": True, "next_step": "court"})
    assert walk.state is ItemState.OPEN
    walk.take("opinion", {"text": "可以起诉。", "handed_on": DAY})
    assert walk.outcome == "court"


def test_who_serves_the_other_side_does_not_answer():
    assert consult().objections("consult", ASKED | {"conflict": "present"}) == {"conflict"}
    assert consult().objections("consult", ASKED | {"conflict": "replaced"}) == set()


@pytest.mark.parametrize("topic", ["violence", "elder", "custody"])
def test_what_legal_aid_covers_is_told(topic):
    asked = ASKED | {"topics": [topic]}
    assert consult().objections("consult", asked) == {"tell_legal_aid"}
    assert consult().objections("consult", asked | {"told_legal_aid": True}) == set()


def test_a_question_about_violence_flags_the_case():
    walk = consult()
    walk.take(
        "consult",
        ASKED | {"topics": ["violence"], "told_legal_aid": True, "order_wanted": True},
    )
    assert walk.case.violence
    assert [task.title for task in walk.tasks()] == ["协助准备申请材料"]


def test_a_question_about_money_flags_nothing():
    walk = consult()
    walk.take("consult", ASKED)
    assert not walk.case.violence
    assert walk.tasks() == []


@pytest.mark.parametrize("next_step", ["mediation", "legal_aid"])
def test_the_next_function_is_opened(next_step):
    walk = consult()
    walk.take("consult", ASKED | {"next_step": next_step})
    assert walk.opened() == {next_step}
    assert walk.outcome == next_step


def test_nobody_is_sent_to_mediation_past_the_stop():
    walk = consult(stop_one=True)
    assert walk.objections("consult", ASKED | {"next_step": "mediation"}) == {"stop_one"}
    assert walk.objections("consult", ASKED) == set()


@pytest.mark.parametrize(("days", "opens"), [(-1, set()), (0, {"legal_aid"}), (6, {"legal_aid"})])
def test_a_period_about_to_lapse_opens_legal_aid(days, opens):
    walk = consult()
    walk.take("consult", ASKED | {"limitation_on": (TODAY + timedelta(days=days)).isoformat()})
    assert walk.opened() == opens


def test_seven_days_left_are_enough():
    walk = consult()
    walk.take("consult", ASKED | {"limitation_on": (TODAY + timedelta(days=7)).isoformat()})
    assert walk.opened() == set()


def test_nobody_came():
    walk = consult()
    walk.take("appoint", {"at": f"{DAY} 09:30"})
    walk.take("cancel", {"reason": "no_show"})
    assert (walk.state, walk.outcome) == (ItemState.TERMINATED, "cancelled")
