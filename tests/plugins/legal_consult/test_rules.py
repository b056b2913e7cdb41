"""A consultation: answered at once, or with a paper; what it opens, and what it must not hide."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import ItemState
from plugins.legal_consult.starts import closing, consulting, opining
from tests.plugins.legal_consult.stories import ASKED, DAY, HURT, ORDER, WRITTEN, asked, consult
from tests.plugins.simulator import HER, HIM, TODAY, context


def test_one_page_opens_and_closes_the_item():
    walk = consult()
    walk.take("consult", ASKED)
    assert (walk.state, walk.outcome) == (ItemState.CLOSED, "own")


def test_the_page_opens_with_what_is_known_and_with_no_judgement():
    walk = consult()
    walk.case = replace(walk.case, summary="老房子怎么分")
    walk.professions = frozenset({"lawyer"})
    known = consulting(context(walk))
    assert (known["client"], known["question"], known["adviser"]) == (HER, "老房子怎么分", "lawyer")
    for judged in ("conflict", "told_legal_aid", "order_wanted", "answer", "topics"):
        assert judged not in known
    walk.professions = frozenset()
    assert "adviser" not in consulting(context(walk)), "the desk says who answered"


def test_a_written_opinion_keeps_it_open_until_handed_over():
    walk = asked(next_step="court")
    assert walk.state is ItemState.OPEN
    assert opining(context(walk))["text"] == ASKED["answer"]
    late = {"text": "可以起诉。", "handed_on": (TODAY + timedelta(days=1)).isoformat()}
    assert walk.objections("opinion", late) == {"future_date"}
    walk.take("opinion", {"text": "可以起诉。", "handed_on": DAY})
    assert walk.outcome == "court"


def test_an_opinion_is_not_sent_where_somebody_else_may_open_it():
    sent = {"text": "可以。", "handed_on": DAY, "way": "post"}
    assert asked().objections("opinion", sent) == set()
    assert asked(**HURT).objections("opinion", sent) == {"by_hand"}
    assert asked(**HURT).objections("opinion", sent | {"way": "person"}) == set()


def test_a_draft_that_was_promised_keeps_it_open_as_well():
    walk = consult()
    walk.take("consult", ASKED | {"next_step": "drafting", "opinion_wanted": True})
    walk.take("write", WRITTEN)
    assert walk.state is ItemState.OPEN, "the opinion is still owed"
    walk.take("opinion", {"text": "可以。", "handed_on": DAY})
    assert walk.outcome == "drafting"


def test_who_serves_the_other_side_does_not_answer():
    assert consult().objections("consult", ASKED | {"conflict": "present"}) == {"conflict"}
    assert consult().objections("consult", ASKED | {"conflict": "replaced"}) == set()


@pytest.mark.parametrize(
    ("served", "client", "codes"),
    [
        ({HIM}, HER, {"conflict"}),
        ({HIM}, "", {"conflict"}),
        ({HER}, HIM, {"conflict"}),
        ({HER}, HER, set()),
        ({HER}, "", {"client_unnamed"}),
        (set(), HER, set()),
        (set(), "", set()),
    ],
)
def test_nor_whoever_served_the_other_side_elsewhere(served, client, codes):
    walk = consult()
    walk.served = frozenset(served)
    told = ASKED | ({"client": client} if client else {})
    assert walk.objections("consult", told) == codes
    assert walk.objections("consult", told | {"conflict": "replaced"}) == set(), "another answers"


def test_one_item_never_serves_both_sides():
    walk = asked()
    his = {"client": HIM, "text": "可以。", "handed_on": DAY}
    assert walk.objections("opinion", his) == {"two_sides"}
    assert walk.objections("write", WRITTEN | {"client": HIM}) == {"two_sides"}
    assert walk.objections("write", WRITTEN) == set()


@pytest.mark.parametrize("topic", ["violence", "elder", "custody"])
def test_what_legal_aid_covers_is_told(topic):
    told = ASKED | {"topics": [topic], "order_wanted": False}
    assert consult().objections("consult", told) == {"tell_legal_aid"}
    assert consult().objections("consult", told | {"told_legal_aid": True}) == set()


def test_a_question_about_violence_flags_the_case_and_asks_about_an_order():
    walk = consult()
    walk.take("consult", HURT)
    assert walk.case.violence
    assert [task.title for task in walk.tasks()] == ["协助准备申请材料"]
    assert walk.state is ItemState.OPEN, "the papers are made first"
    unasked = {name: one for name, one in HURT.items() if name != "order_wanted"}
    with pytest.raises(AssertionError, match="order_wanted"):
        consult().take("consult", unasked)


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


def test_another_office_is_named():
    with pytest.raises(AssertionError, match="next_office"):
        consult().take("consult", ASKED | {"next_step": "office"})
    walk = consult()
    walk.take("consult", ASKED | {"next_step": "office", "next_office": "县民政局"})
    assert walk.outcome == "office"


def test_nobody_is_sent_to_mediation_past_the_stop():
    walk = consult(stop_one=True)
    assert walk.objections("consult", ASKED | {"next_step": "mediation"}) == {"stop_one"}
    assert walk.objections("consult", ASKED) == set()
    walk.take("consult", ASKED | {"opinion_wanted": True})
    assert walk.objections("close", {"next_step": "mediation", "why": "不要了"}) == {"stop_one"}


@pytest.mark.parametrize(("days", "opens"), [(-1, set()), (0, {"legal_aid"}), (6, {"legal_aid"})])
def test_a_period_about_to_lapse_opens_legal_aid(days, opens):
    walk = consult()
    walk.take("consult", ASKED | {"limitation_on": (TODAY + timedelta(days=days)).isoformat()})
    assert walk.opened() == opens


def test_seven_days_left_are_enough():
    walk = consult()
    walk.take("consult", ASKED | {"limitation_on": (TODAY + timedelta(days=7)).isoformat()})
    assert walk.opened() == set()


def test_a_computed_period_opens_it_too_and_is_not_counted_from_tomorrow():
    walk = consult()
    told = ASKED | {"period": "general", "known_on": "2023-11-25"}
    walk.take("consult", told)
    assert walk.opened() == {"legal_aid"}
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert consult().objections("consult", told | {"known_on": tomorrow}) == {"future_date"}
    with pytest.raises(AssertionError, match="known_on"):
        consult().take("consult", ASKED | {"period": "general"})


def test_what_was_promised_and_not_done_is_explained_at_the_end():
    walk = asked()
    assert closing(context(walk)) == {"next_step": "own"}
    assert walk.objections("close", {"next_step": "own"}) == {"owed"}
    walk.take("close", {"next_step": "legal_aid", "why": "本人不要书面的了"})
    assert (walk.state, walk.outcome) == (ItemState.CLOSED, "legal_aid")
    assert walk.opened() == {"legal_aid"}


def test_nobody_came():
    walk = consult()
    walk.take("appoint", {"at": f"{DAY} 09:30", "mode": "phone"})
    assert consulting(context(walk))["mode"] == "phone"
    walk.take("cancel", {"reason": "no_show"})
    assert (walk.state, walk.outcome) == (ItemState.TERMINATED, "cancelled")


def test_who_was_answered_is_not_one_who_did_not_come():
    assert asked().objections("cancel", {"reason": "no_show"}) == {"fits"}


def test_who_asks_for_an_order_is_not_sent_to_mediation():
    assert consult().objections("consult", HURT | {"next_step": "mediation"}) == {"order_asked"}
    walk = consult()
    walk.take("consult", HURT)
    walk.take("order", ORDER)
    assert walk.objections("close", {"next_step": "mediation"}) == {"order_asked"}
