"""Hard stops 1 and 2 and the lock on violence, from the side of the one who could be harmed."""

import pytest

from core.words import CloseItem, ItemState, PartyView, Sensitivity, StepContext, Task
from plugins.mediation.declaration import SERVICE
from tests.plugins.mediation.stories import (
    AGREED,
    DAY,
    MEDIATORS,
    REVIEWED,
    RIGHTS,
    SESSION,
    opened,
    ready,
    will,
)
from tests.plugins.simulator import HER, HIM, a_case

GRAVE = REVIEWED | {
    "violence_class": "grave",
    "own_request": True,
    "safety_plan": True,
}
LIGHT = REVIEWED | {"violence_class": "light_first", "told_police": True}


def test_a_calm_case_may_sit():
    assert ready().objections("session", SESSION) == set()


def test_stop_one_refuses_the_sitting_without_override():
    walk = ready()
    walk.case = a_case(stop_one=True, parties=walk.case.parties)
    assert "stop_one" in walk.objections("session", SESSION)
    stop = next(
        one
        for one in SERVICE.step("session").check(_context(walk, SESSION))
        if one.code == "stop_one"
    )
    assert not stop.waivable
    assert "第11条" in stop.citation


def _context(walk, data):
    return StepContext(case=walk.case, item=walk.item, data=data, today=walk.today)


@pytest.mark.parametrize("step", ["session", "agree", "sign"])
def test_no_objection_of_a_joint_step_can_be_waived(step):
    walk = ready()
    walk.case = a_case(stop_one=True, order_in_force=True, danger="unknown")
    found = SERVICE.step(step).check(_context(walk, {}))
    assert {"stop_one", "order_in_force", "danger_unknown"} <= {one.code for one in found}
    assert not any(one.waivable for one in found)
    assert all(one.citation for one in found)


def test_stop_one_also_bars_the_admission_and_asking_for_a_yes():
    walk = opened(stop_one=True)
    assert "stop_one" in walk.objections("review", REVIEWED)
    assert "stop_one" in walk.objections("will", will(HER))
    assert walk.objections("will", will(HER, "refused")) == set()


def test_a_protection_order_in_force_refuses_the_sitting():
    walk = ready()
    walk.case = a_case(order_in_force=True, parties=walk.case.parties)
    assert walk.objections("session", SESSION) == {"order_in_force"}


@pytest.mark.parametrize("who", [HER, HIM])
def test_stop_two_one_clear_no_is_enough(who):
    walk = ready()
    walk.take("will", will(who, "refused"))
    assert walk.objections("session", SESSION) == {"stop_two"}
    assert walk.objections("review", REVIEWED) == {"stop_two"}


def test_stop_two_lifts_only_by_that_partys_new_yes():
    walk = ready()
    walk.take("will", will(HER, "refused"))
    walk.take("will", will(HIM))
    assert walk.objections("session", SESSION) == {"stop_two"}
    walk.take("will", will(HER))
    assert walk.objections("session", SESSION) == set()


def test_the_no_of_an_invited_helper_decides_nothing():
    helper = PartyView(id="p3", role="invited", relation="other", willing="refused")
    walk = opened()
    walk.case = a_case(parties=(*walk.case.parties, helper))
    walk.take("will", will(HER))
    walk.take("will", will(HIM))
    assert walk.objections("review", REVIEWED) == set()


def test_a_party_who_was_never_asked_cannot_sit():
    walk = opened()
    walk.take("will", will(HER))
    walk.take("review", REVIEWED)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    assert walk.objections("session", SESSION) == {"no_own_yes"}
    apart = SESSION | {"mode": "apart", "present": [{"party": HER}]}
    assert walk.objections("session", apart) == set()


def test_unreachable_is_no_yes():
    walk = opened()
    walk.take("will", will(HER))
    walk.take("will", will(HIM, "unreachable"))
    walk.take("review", REVIEWED)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    assert walk.objections("session", SESSION) == {"no_own_yes"}


@pytest.mark.parametrize("danger", ["unknown", "cannot_ask"])
def test_unknown_danger_locks_until_each_was_asked_alone(danger):
    walk = opened(danger=danger)
    walk.take("will", will(HIM))
    assert walk.case.danger == danger, "his 没有 does not speak for her"
    walk.take("review", REVIEWED)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    assert "danger_unknown" in walk.objections("session", SESSION)
    walk.take("will", will(HER))
    assert walk.case.danger == "no"
    assert walk.objections("session", SESSION) == set()


def test_her_silence_keeps_the_lock():
    walk = opened(danger="unknown")
    walk.take("will", will(HIM))
    walk.take("will", will(HER, safety="unsaid"))
    assert walk.case.danger == "unknown"


@pytest.mark.parametrize("case", [{"danger": "unknown"}, {"danger": "yes"}, {"violence": True}])
def test_a_yes_said_beside_others_does_not_count(case):
    walk = opened(**case)
    assert walk.objections("will", will(HER, alone=False)) == {"not_alone"}
    assert walk.objections("will", will(HER, "refused", alone=False)) == set()


def test_in_a_calm_case_a_yes_over_the_table_is_fine():
    assert opened().objections("will", will(HER, alone=False)) == set()


def test_violence_told_alone_flags_the_case_and_asks_for_a_new_review():
    walk = ready()
    walk.take("will", will(HER, safety="violence"))
    assert walk.case.violence
    assert walk.objections("session", SESSION) == {"review_again"}
    walk.take("review", LIGHT)
    assert walk.objections("session", SESSION) == set()


def test_danger_told_alone_is_never_taken_back_by_the_others_no():
    walk = opened()
    walk.take("will", will(HER, safety="danger"))
    walk.take("will", will(HIM, safety="none"))
    assert walk.case.danger == "yes"
    assert any(task.to == "point_head" and task.due_days == 0 for task in walk.tasks())


def test_violence_needs_each_yes_asked_alone_even_when_it_was_asked_before():
    walk = opened()
    walk.take("will", will(HER, alone=False))
    walk.take("will", will(HIM))
    walk.take("review", LIGHT)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    assert walk.objections("session", SESSION) == {"not_alone"}
    walk.take("will", will(HER))
    assert walk.objections("session", SESSION) == set()


def test_a_flagged_case_cannot_be_reviewed_as_if_nothing_had_been():
    assert opened(violence=True).objections("review", REVIEWED) == {"class_needed"}
    assert opened(danger="yes").objections("review", REVIEWED) == {"class_needed"}


def test_grave_violence_only_on_her_own_request_with_a_plan_and_two_reviewers():
    walk = opened(violence=True)
    assert walk.objections("review", GRAVE | {"own_request": False}) == {"own_request"}
    assert walk.objections("review", GRAVE | {"safety_plan": False}) == {"safety_plan"}
    assert walk.objections("review", GRAVE) == {"second_person"}
    walk.seconded = True
    assert walk.objections("review", GRAVE) == set()


def test_the_second_reviewer_is_shown_no_class_and_asked_for_nothing_else():
    wanted = SERVICE.step("review").second(_context(opened(violence=True), GRAVE))
    shown = {one.name: one.sensitivity for one in SERVICE.form("mediation.review").fields}
    assert {shown[name] for name in wanted.fields} == {Sensitivity.INTERNAL}
    walk = opened(violence=True)
    declined = {"decision": "refused", "ground": "unsafe", "told_remedies": True}
    assert walk.objections("review", GRAVE | declined) == set()
    assert walk.objections("review", LIGHT) == set()


def test_slight_violence_is_admitted_once_she_knows_that_she_may_call_the_police():
    walk = opened(violence=True)
    assert walk.objections("review", LIGHT | {"told_police": False}) == {"told_police"}


def test_lethal_violence_is_never_admitted_and_sets_stop_one_on_decline():
    walk = opened(violence=True)
    lethal = REVIEWED | {"violence_class": "lethal"}
    assert "stop_one" in walk.objections("review", lethal)
    walk.take(
        "review",
        lethal | {"decision": "refused", "ground": "unsafe", "told_remedies": True},
    )
    assert walk.case.stop_one
    assert walk.opened() == {"legal_aid"}
    assert walk.outcome == "refused"


def test_violence_seen_at_the_table_ends_the_sittings():
    walk = ready()
    walk.take("session", SESSION | {"violence_hint": True})
    assert walk.case.violence
    assert "review_again" in walk.objections("session", SESSION)
    assert "review_again" in walk.objections("agree", {**AGREED})


def endings():
    """Close the same item for her no, for danger, and for a plain decline."""
    declined = {"decision": "refused", "told_remedies": True}
    no = opened()
    no.take("will", will(HER, "refused"))
    no.take("review", REVIEWED | declined | {"ground": "unwilling"})
    lethal = opened(violence=True)
    lethal.take("review", {**REVIEWED, **declined, "violence_class": "lethal", "ground": "unsafe"})
    plain = opened()
    plain.take("review", REVIEWED | declined | {"ground": "decided"})
    late = ready()
    late.take("will", will(HER, "refused"))
    late.take(
        "terminate",
        {"reason": "unwilling", "told_remedies": True, "told_way": "paper", "told_on": DAY},
    )
    return {"her no": no, "danger": lethal, "plain": plain, "her late no": late}


def test_her_no_looks_like_any_other_decline():
    """What the other side may be told is the outcome's title: one for every ground."""
    walks = endings()
    closings = {
        name: [effect for effect in walk.effects if isinstance(effect, CloseItem)]
        for name, walk in walks.items()
    }
    assert all(closing == closings["plain"] for closing in closings.values())
    title = SERVICE.closing_outcomes["refused"]
    assert not any(word in title for word in ("不同意", "拒绝", "不愿"))
    assert all(walk.state is ItemState.TERMINATED for walk in walks.values())
    assert all(walk.told_remedies for walk in walks.values())


def test_no_task_tells_whose_no_it_was():
    for walk in endings().values():
        for task in walk.tasks():
            assert not any(word in task.title for word in ("不同意", "拒绝", "不愿", "家暴"))


def test_her_answer_is_in_her_own_partition():
    walk = opened()
    walk.take("will", will(HER, "refused"))
    assert walk.records[-1].about == HER


def test_a_decline_or_an_end_without_telling_the_other_ways_is_refused():
    walk = opened()
    declined = REVIEWED | {"decision": "refused", "ground": "other"}
    assert walk.objections("review", declined | {"told_remedies": False}) == {"told_remedies"}
    ending = {"reason": "lost", "told_way": "phone", "told_on": DAY}
    assert walk.objections("terminate", ending | {"told_remedies": False}) == {"told_remedies"}
    assert walk.objections("terminate", ending | {"told_remedies": True}) == set()


def test_a_refusal_asks_the_owner_to_finish_the_item():
    walk = opened()
    walk.take("will", will(HIM, "refused"))
    assert [task.to for task in walk.tasks()] == ["owner"]
    assert isinstance(walk.tasks()[0], Task)
