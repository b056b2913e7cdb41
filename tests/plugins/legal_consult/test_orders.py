"""人身安全保护令: who may apply, until when, the court's hours, and what a drafted paper must say.

反家庭暴力法 23 to 31; 法释〔2022〕17号 2; 民法典 1076, 1082; 民事诉讼法 127; 老年人权益保障法 20.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.words import ItemState, PartyView, RequireReport, StartClock
from plugins.legal_consult.starts import applying, ruled, submitting, writing
from tests.plugins.legal_consult.stories import (
    ASKED,
    DAY,
    HURT,
    ORDER,
    RULED,
    SUBMITTED,
    SUED,
    WRITTEN,
    applied,
    asked,
    consult,
)
from tests.plugins.simulator import HER, HIM, TODAY, context

FOR_HER = ORDER | {"applied_by": "women", "unable": "threatened", "agent": "示范县妇联"}
FRAIL = FOR_HER | {"unable": "frail", "wish": True}


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (ORDER, set()),
        (ORDER | {"against": HER}, {"same_person"}),
        (ORDER | {"last_on": "2026-11-24"}, {"future_date"}),
        (FOR_HER, set()),
        (FOR_HER | {"applied_by": "civil"}, {"not_entitled"}),
        (FRAIL | {"applied_by": "civil"}, set()),
        (FRAIL | {"wish": False}, {"ask_her"}),
        (ORDER | {"kind": "extend", "old_until": "2026-11-23"}, set()),
        (ORDER | {"kind": "extend", "old_until": "2026-11-22"}, {"too_late"}),
        (ORDER | {"client": HIM, "against": HER}, {"two_sides"}),
    ],
)
def test_who_may_apply_and_until_when(told, codes):
    walk = consult()
    walk.take("consult", HURT)
    assert walk.objections("order", told) == codes


@pytest.mark.parametrize("left_out", ["unable", "agent"])
def test_who_applies_for_her_says_why_and_who(left_out):
    walk = consult()
    walk.take("consult", HURT)
    told = {name: one for name, one in FOR_HER.items() if name != left_out}
    with pytest.raises(AssertionError, match=left_out):
        walk.take("order", told)


def test_an_application_seals_the_case_and_opens_with_two_proofs():
    walk = asked()
    walk.settings = {"court": "示范县人民法院"}
    known = applying(context(walk))
    assert (known["client"], known["against"], known["relation"]) == (HER, HIM, "spouse")
    assert known["court"] == "示范县人民法院"
    assert [one["kind"] for one in known["evidence"]] == ["statement", "requests"]
    walk.case = replace(walk.case, warned=True)
    letter = applying(context(walk))["evidence"][-1]
    assert letter == {"kind": "warning", "state": "fetch"}, "the letter itself lies elsewhere"
    for judged in ("urgent", "measures", "court_by", "unable"):
        assert judged not in known
    walk.take("order", ORDER)
    assert walk.case.violence
    assert walk.case.confidentiality.value == "C3"


@pytest.mark.parametrize(("urgent", "clock"), [(False, "ruling"), (True, "ruling_urgent")])
def test_the_courts_hours_run_from_when_it_took_it(urgent, clock):
    walk = applied(urgent=urgent)
    assert submitting(context(walk)) == {"client": HER, "urgent": urgent}
    walk.take("submit", SUBMITTED | {"urgent": urgent})
    (started,) = [one for one in walk.effects if isinstance(one, StartClock)]
    assert started.clock == clock
    assert isinstance(started.from_moment, datetime)
    assert started.from_moment.isoformat() == f"{DAY}T09:00:00+08:00"
    assert walk.objections("close", {"next_step": "own"}) == {"ruling_open"}
    assert applied().objections("submit", SUBMITTED | {"at": "2026-11-24 09:00"}) == {"future_date"}


def submitted():
    walk = applied()
    walk.take("submit", SUBMITTED)
    return walk


def test_an_order_lasts_six_months_at_most_and_reminds_before_it_ends():
    walk = submitted()
    assert ruled(context(walk))["measures"] == ORDER["measures"]
    assert walk.objections("ruling", RULED | {"until": "2027-05-24"}) == {"too_long"}
    assert walk.objections("ruling", RULED | {"until": "2026-11-22"}) == {"order_of_days"}
    assert walk.objections("ruling", RULED | {"made_on": "2026-11-24"}) == {"future_date"}
    walk.take("ruling", RULED | {"until": "2027-05-23"})
    assert "ruling" not in walk.clocks
    days = [one.on for one in walk.tasks() if one.on]
    assert days == [date(2027, 5, 23) - timedelta(days=ahead) for ahead in (30, 14, 7)]
    assert not any("保护令" in one.title for one in walk.tasks()), "read over shoulders"
    walk.take("close", {"next_step": "legal_aid"})
    assert walk.state is ItemState.CLOSED


def test_a_short_order_reminds_of_what_is_still_ahead():
    walk = submitted()
    walk.take("ruling", RULED | {"until": (TODAY + timedelta(days=10)).isoformat()})
    assert [one.on for one in walk.tasks() if one.on] == [TODAY + timedelta(days=3)]


def test_a_refusal_opens_five_days_and_a_withdrawal_nothing():
    walk = submitted()
    walk.take("ruling", {"client": HER, "result": "refused", "made_on": DAY})
    assert walk.clocks == {"order_review": TODAY}
    walk = submitted()
    walk.take("ruling", {"client": HER, "result": "withdrawn"})
    assert walk.clocks == {}


def test_a_paper_is_drafted_for_one_side_and_read_to_them():
    walk = asked(next_step="drafting")
    assert writing(context(walk)) == {"client": HER, "handed_on": DAY, "other": HIM}
    assert walk.objections("write", WRITTEN | {"read_back": False}) == {"read_back"}
    assert walk.objections("write", SUED | {"other": HER}) == {"same_person"}
    assert walk.objections("write", SUED) == set()


AGREED = WRITTEN | {
    "kind": "divorce",
    "other": HIM,
    "free_will": True,
    "children": "没有子女。",
    "assets": "没有。",
    "debts": "没有。",
}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"free_will": False}, {"free_will"}),
        ({"children": ""}, {"block"}),
        ({"debts": ""}, {"block"}),
        ({"kind": "support", "care": "轮流照看", "elder_agrees": True}, set()),
        ({"kind": "support", "care": "轮流照看", "elder_agrees": False}, {"elder"}),
    ],
)
def test_an_agreement_says_what_the_law_asks(changes, codes):
    assert asked().objections("write", AGREED | changes) == codes


@pytest.mark.parametrize(
    ("client", "changes", "codes"),
    [
        (HER, {"bars": ["pregnant"]}, set()),
        (HIM, {"bars": ["pregnant"]}, {"pregnant"}),
        (HIM, {"bars": ["pregnant"], "exception": "法院认为确有必要"}, set()),
        (HER, {"bars": ["again"]}, {"again"}),
        (HER, {"bars": ["again"], "exception": "又动手了，新情况"}, set()),
        (HER, {"bars": ["soldier"]}, set()),
    ],
)
def test_a_suit_the_law_does_not_open_is_not_drafted(client, changes, codes):
    walk = asked(client=client)
    other = HIM if client == HER else HER
    assert walk.objections("write", SUED | {"client": client, "other": other} | changes) == codes


def test_an_order_that_binds_ends_every_talk_of_peace():
    walk = submitted()
    walk.take("ruling", RULED)
    assert walk.case.stop_one
    assert walk.objections("close", {"next_step": "mediation"}) == {"stop_one"}
    over = submitted()
    over.take("ruling", RULED | {"made_on": "2026-05-01", "until": "2026-10-31"})
    assert not over.case.stop_one


def test_harm_to_who_cannot_speak_for_herself_is_reported_once():
    for_her = FOR_HER | {"unable": "capacity"}
    walk = applied(**for_her)
    walk.take("order", for_her)
    assert [type(one) for one in walk.effects].count(RequireReport) == 1
    child = PartyView(id=HER, role="victim", relation="child", name="小安", minor=True)
    him = PartyView(id=HIM, role="alleged", relation="parent", name="江二", sex="M")
    walk = consult(parties=(child, him))
    walk.take("consult", HURT)
    assert any(isinstance(one, RequireReport) for one in walk.effects), "a child asks"
    walk.take("order", ORDER)
    assert [type(one) for one in walk.effects].count(RequireReport) == 1
    walk = consult(parties=(child, him))
    walk.take("consult", ASKED | {"opinion_wanted": True})
    walk.take("order", ORDER)
    assert [type(one) for one in walk.effects].count(RequireReport) == 1
    assert not any(isinstance(one, RequireReport) for one in applied().effects)
