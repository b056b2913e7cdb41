"""The steps of a mediation beside the hard stops: clocks, mediators, agreement, effect, ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.words import ExtendClock, RecordPerformance, StopClock
from plugins.mediation import starts
from plugins.mediation.after import performed
from plugins.mediation.beside import beside
from plugins.mediation.declaration import SERVICE
from plugins.mediation.effect import last_signature
from plugins.mediation.papers import PAPERS
from plugins.mediation.sandbox import samples
from tests.plugins.mediation.stories import (
    AGREED,
    DAY,
    ENDING,
    MEDIATORS,
    REVIEWED,
    RIGHTS,
    SESSION,
    TOMORROW,
    WRITTEN,
    opened,
    ready,
    will,
)
from tests.plugins.simulator import CAST, HER, HIM, STAFF, TODAY, Walk, a_case, context

EARLIER = (TODAY - timedelta(days=5)).isoformat()
SIGNED = {
    "signatures": [{"party": HER, "signed_on": EARLIER}, {"party": HIM, "signed_on": DAY}],
    "mediator": STAFF,
    "mediator_signed_on": DAY,
    "sealed_on": DAY,
}


APPLIED = {"status": "applied", "on": DAY, "court": "示范县人民法院", "court_by": "home"}


def agreed(agreement):
    walk = ready()
    walk.take("session", SESSION)
    walk.take("agree", agreement)
    return walk


@pytest.mark.parametrize(
    ("mode", "clock"),
    [
        ({"start_mode": "court_delegated"}, "court_delegated"),
        ({"start_mode": "court_entrusted", "procedure": "ordinary"}, "court_entrusted_ordinary"),
        ({"start_mode": "court_entrusted", "procedure": "simple"}, "court_entrusted_simple"),
    ],
)
def test_a_courts_days_count_from_the_signature_for_its_material(mode, clock):
    walk = Walk(service=SERVICE, case=a_case())
    court = {"court_no": "（2026）诉前调 12 号", "entrusted_on": EARLIER, "court": "县法院"}
    walk.take("apply", {"mediation_kind": "judicial", "dispute_type": "property"} | court | mode)
    assert walk.clocks == {}
    assert walk.objections("review", REVIEWED) == {"court_material"}
    walk.take("accept_court", {"decision": "accepted", "signed_on": EARLIER})
    assert walk.clocks == {clock: date.fromisoformat(EARLIER)}
    walk.take("review", REVIEWED)
    assert walk.clocks.keys() == {clock}, "the general month does not run beside the court's"


def test_the_month_runs_from_admission_and_stops_at_every_end():
    walk = opened()
    assert walk.clocks == {}
    walk.take("review", REVIEWED)
    assert walk.clocks == {"term": TODAY}
    walk.take("terminate", ENDING | {"reason": "withdrawn"})
    assert walk.clocks == {}
    assert walk.outcome == "withdrawn"


def test_only_everyones_consent_extends():
    walk = ready()
    longer = {"both_agreed": True, "why": "等鉴定", "days": "10", "agreed_on": DAY}
    assert walk.objections("extend", longer | {"both_agreed": False}) == {"both_agreed"}
    assert walk.objections("extend", longer | {"agreed_on": TOMORROW}) == {"future_date"}
    assert walk.take("extend", longer) == (ExtendClock(clock="term", why="等鉴定", by=10),)


@pytest.mark.parametrize("tie", ["kin", "interest"])
def test_kin_do_not_mediate(tie):
    walk = opened()
    walk.take("review", REVIEWED)
    kin = MEDIATORS | {"mediators": [{"mediator": STAFF, "tie": tie}]}
    assert walk.objections("mediators", kin) == {"recusal"}
    assert walk.objections("mediators", MEDIATORS) == set()


def test_helpers_come_only_with_both_sides_consent():
    walk = opened()
    walk.take("review", REVIEWED)
    guest = {"who": "何伯", "tie": "elder", "agreed": False}
    assert walk.objections("mediators", MEDIATORS | {"invited": [guest]}) == {"invited"}
    guest["agreed"] = True
    assert walk.objections("mediators", MEDIATORS | {"invited": [guest]}) == set()


def test_everyone_is_told_their_rights_before_the_first_sitting():
    walk = opened()
    walk.take("will", will(HER))
    walk.take("will", will(HIM))
    walk.take("review", REVIEWED)
    assert walk.objections("rights", RIGHTS | {"everyone": False}) == {"tell_everyone"}
    walk.take("mediators", MEDIATORS)
    assert walk.objections("session", SESSION) == {"rights_missing"}


def test_a_joint_sitting_takes_two():
    alone = SESSION | {"present": [{"party": HER}]}
    assert ready().objections("session", alone) == {"one_present"}
    assert ready().objections("session", alone | {"mode": "apart"}) == set()


def test_a_sitting_is_written_down_afterwards():
    assert ready().objections("session", SESSION | {"on": TOMORROW}) == {"future_date"}


def test_what_may_turn_worse_goes_to_the_head_at_once():
    walk = ready()
    walk.take("session", SESSION | {"crime_risk": True})
    assert [(task.to, task.due_days) for task in walk.tasks()] == [("point_head", 0)]
    (folded,) = [one for one in beside(context(walk)) if one.folded]
    assert "110" in folded.lines[0]
    assert not any(one.folded for one in beside(context(ready())))


def test_no_agreement_without_a_sitting_that_reached_one():
    walk = ready()
    walk.take("session", SESSION | {"result": "not_agreed"})
    assert walk.objections("agree", AGREED) == {"nothing_agreed"}
    walk.take("session", SESSION)
    assert walk.objections("agree", AGREED) == set()


def test_an_oral_agreement_takes_effect_when_reached():
    walk = agreed(AGREED | {"agreed_on": EARLIER})
    assert walk.clocks == {"judicial_confirm": date.fromisoformat(EARLIER)}
    assert walk.papers == set()
    assert walk.objections("sign", SIGNED) == {"fits"}
    walk.take("close", {"difficulty": "oral", "confirmation": "not_needed"})
    assert walk.outcome == "agreed_oral"


def test_a_written_one_with_the_last_of_three_signs():
    walk = agreed(WRITTEN)
    assert walk.papers == {"agreement"}
    closing = {"difficulty": "simple", "confirmation": "guided"}
    assert walk.objections("close", closing) == {"not_in_effect"}
    assert walk.objections("confirm", {"status": "guided", "on": DAY}) == {"fits"}
    walk.take("sign", SIGNED)
    assert walk.clocks == {"judicial_confirm": TODAY}
    assert walk.objections("terminate", ENDING | {"asked_up": "no"}) == {"in_effect"}
    walk.take("close", closing)
    assert (walk.outcome, walk.clocks) == ("agreed", {})


def test_redrafting_asks_for_new_signatures():
    walk = agreed(WRITTEN)
    walk.take("sign", SIGNED)
    walk.take("agree", WRITTEN)
    assert walk.objections("close", {"difficulty": "simple", "confirmation": "guided"}) == {
        "not_in_effect"
    }


def test_everyone_bound_signs_and_nobody_signs_tomorrow():
    walk = agreed(WRITTEN)
    third = [{"party": HER, "signed_on": DAY}, {"party": HER, "signed_on": DAY}]
    assert walk.objections("sign", SIGNED | {"signatures": third}) == {"not_signed"}
    late = [{"party": HER, "signed_on": DAY}, {"party": HIM, "signed_on": TOMORROW}]
    assert walk.objections("sign", SIGNED | {"signatures": late}) == {"future_date"}
    assert walk.objections("sign", SIGNED | {"sealed_on": TOMORROW}) == {"future_date"}


def test_a_refusal_before_signing_stops_the_signing():
    walk = agreed(WRITTEN)
    walk.take("will", will(HIM, "refused"))
    assert walk.objections("sign", SIGNED) == {"stop_two"}


@pytest.mark.parametrize("missing", ["mediator_signed_on", "sealed_on"])
def test_without_one_of_the_three_there_is_no_effect(missing):
    assert last_signature({**SIGNED, missing: None}) is None
    assert last_signature(SIGNED) == TODAY


def test_promises_with_a_day_are_looked_after():
    walk = agreed(WRITTEN)
    walk.take("sign", SIGNED)
    assert [task.on for task in walk.tasks()] == [TODAY + timedelta(days=1)]
    broken = {"on": DAY, "items": [{"number": 1, "state": "breached"}]}
    assert walk.objections("perform", broken) == {"told_remedies"}
    walk.take("perform", broken | {"told_remedies": True})
    assert len(walk.tasks()) == 2


def test_core_is_told_how_each_promise_is_kept_and_on_which_day():
    """The rate of what was performed is core's, and so is what a visit asks next."""
    walk = agreed(WRITTEN)
    walk.take("sign", SIGNED)
    paid = (TODAY - timedelta(days=3)).isoformat()
    row = {"number": 1, "state": "done", "on": paid}
    assert walk.take("perform", {"on": DAY, "items": [row]}) == (
        RecordPerformance(number=1, state="done", on=TODAY - timedelta(days=3)),
    )
    (promise,) = walk.item.promises
    assert (promise.state, promise.said_on) == ("done", TODAY - timedelta(days=3))
    unsaid = walk.take("perform", {"on": DAY, "items": [{"number": 1, "state": "partly"}]})
    assert unsaid == (RecordPerformance(number=1, state="partly", on=TODAY),)
    broken = {"number": 1, "state": "breached"}
    walk.take("perform", {"on": DAY, "items": [broken], "told_remedies": True})
    assert walk.item.promises[0].state == "refused"


def test_what_a_visit_found_of_a_promise_is_the_newest_word():
    walk = agreed(WRITTEN)
    walk.take("sign", SIGNED)
    walk.take("perform", {"on": DAY, "items": [{"number": 1, "state": "not_due"}]})
    assert not performed(walk.item)
    walk.promises[1] = replace(walk.promises[1], state="done")
    assert performed(walk.item)
    assert starts.performing(context(walk))["items"] == [{"number": 1, "state": "done"}]


def test_matters_of_status_alone_are_not_sent_to_court():
    status = {
        "matter": "status",
        "payer": HIM,
        "payee": HER,
        "what": "一同到登记机关办理离婚登记",
        "due": TOMORROW,
    }
    walk = agreed(AGREED | {"items": [status], "status_matter": True})
    assert walk.objections("confirm", APPLIED) == {"status_only"}
    walk = agreed(AGREED | {"items": [status, AGREED["items"][0]], "status_matter": True})
    assert walk.objections("confirm", APPLIED) == set()


def test_the_courts_thirty_days_run_until_applied():
    walk = agreed(AGREED)
    reminded = walk.take("confirm", {"status": "guided", "on": DAY})
    assert [(task.on - TODAY).days for task in reminded] == [15, 25, 29]
    assert walk.take("confirm", {"status": "guided", "on": DAY}) == (), "reminded once"
    assert walk.take("confirm", APPLIED) == (StopClock(clock="judicial_confirm"),)


def test_both_willing_to_go_up_is_no_end():
    walk = ready()
    walk.take("session", SESSION | {"result": "not_agreed"})
    assert walk.objections("terminate", ENDING | {"asked_up": "yes"}) == {"ask_up"}
    walk.take("terminate", ENDING | {"asked_up": "no"})
    assert (walk.outcome, walk.told_remedies) == ("failed", True)


def test_the_paper_carries_each_holders_own_particulars_only():
    written = next(one for one in samples(CAST, TODAY) if one.outcome == "agreed")
    walk = Walk(service=SERVICE, case=a_case())
    for step, data in written.steps[:-1]:
        walk.take(step, data)
    paper = PAPERS["agreement"](walk.case, walk.item, HER)
    hers, his = paper["parties"]
    assert (hers["key"], his["key"], paper["holder"]) == ("甲方", "乙方", "甲方")
    assert hers["particulars"]
    assert his["particulars"] == []
    assert paper["copies"] == 3
    assert paper["items"][0]["amount"] == "每月1,500.00元（壹仟伍佰元整）"
    assert paper["items"][0]["who"] == ["乙方"]
    assert "储蓄账户" not in str(paper)
    assert paper["court_by"] == "2026年12月23日"
    kept = PAPERS["agreement"](walk.case, walk.item, "")
    assert all(party["particulars"] == [] for party in kept["parties"])


def test_there_is_no_paper_before_an_agreement():
    with pytest.raises(LookupError):
        PAPERS["agreement"](a_case(), opened().item, "")


def test_who_is_on_the_telephone_signs_later():
    by_phone = {"present": [{"party": HER}, {"party": HIM, "by": "phone"}]}
    assert ready().objections("session", SESSION | by_phone | {"signed": "all"}) == {
        "signed_from_afar"
    }
    assert ready().objections("session", SESSION | by_phone | {"signed": "later"}) == set()
