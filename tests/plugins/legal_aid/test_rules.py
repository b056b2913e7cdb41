"""Seven, three and five days; a victim is not asked about money."""

from datetime import timedelta

import pytest

from core.words import ItemState
from plugins.legal_aid.declaration import SERVICE
from tests.plugins.simulator import HER, TODAY, Walk, a_case

DAY = TODAY.isoformat()
EARLIER = TODAY - timedelta(days=2)
APPLIED = {
    "applicant": HER,
    "victim": False,
    "kind": "litigation",
    "cause": "support",
    "applied_by": "own",
    "exempt": "none",
    "promised": True,
}
VICTIM = {"applicant": HER, "victim": True, "kind": "litigation", "cause": "violence"}
SUBMITTED = {"on": DAY, "centre": "县法律援助中心", "basis": "consent"}
GRANTED = {"decision": "granted", "on": EARLIER.isoformat()}
REFUSED = {"decision": "refused", "on": DAY, "why": "不属于援助事项", "told": True}
ASSIGNED = {"on": DAY, "lawyer": "周律师"}


def applied(**changes):
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("apply", APPLIED | changes)
    return walk


def decided(decision, **changes):
    walk = applied(**changes)
    walk.take("submit", SUBMITTED)
    walk.take("accept", {"on": EARLIER.isoformat()})
    walk.take("decide", decision)
    return walk


def victim():
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("apply", VICTIM | {"applied_by": "own"})
    return walk


def test_a_victim_is_never_asked_about_money_and_is_hurried():
    walk = victim()
    asked = walk.records[-1].data
    assert not {"income", "household", "promised", "exempt"} & asked.keys()
    assert walk.case.violence
    assert walk.clocks.keys() == {"submit"}
    walk.take("submit", SUBMITTED)
    assert walk.clocks == {}


def test_what_is_typed_about_a_victims_money_is_not_kept():
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("apply", VICTIM | {"applied_by": "own", "exempt": "none", "income": "1.00"})
    assert "income" not in walk.records[-1].data


def test_the_exempt_are_not_asked_either():
    assert "income" not in applied(exempt="relief").records[-1].data


def test_others_promise_or_state_their_income():
    walk = Walk(service=SERVICE, case=a_case())
    assert walk.objections("apply", APPLIED | {"promised": False}) == {"means"}
    stated = {"promised": False, "income": "2,600.00"}
    assert walk.objections("apply", APPLIED | stated) == set()


def test_the_one_who_harmed_does_not_apply_for_her():
    walk = Walk(service=SERVICE, case=a_case())
    by = {"applied_by": "guardian", "guardian_harmed": True}
    assert walk.objections("apply", APPLIED | by) == {"guardian_harmed"}
    assert walk.objections("apply", APPLIED | by | {"guardian_harmed": False}) == set()


@pytest.mark.parametrize(("days", "tasks"), [(-1, 0), (0, 1), (6, 1), (7, 0)])
def test_help_comes_in_advance_when_a_period_lapses(days, tasks):
    walk = applied(limitation_on=(TODAY + timedelta(days=days)).isoformat())
    assert len(walk.tasks()) == tasks


def test_help_comes_in_advance_when_a_measure_cannot_wait():
    assert len(applied(urgent_measure=True).tasks()) == 1


def test_missing_papers_are_told_once():
    walk = applied()
    told = {"applicant": HER, "on": DAY, "what": "户口簿复印件"}
    walk.take("missing", told)
    assert walk.objections("missing", told) == {"done"}


def test_seven_days_to_decide_three_to_assign():
    walk = applied()
    walk.take("submit", SUBMITTED)
    walk.take("accept", {"on": EARLIER.isoformat()})
    assert walk.clocks == {"decide": EARLIER}
    walk.take("decide", GRANTED)
    assert walk.clocks == {"assign": EARLIER}
    walk.take("assign", ASSIGNED)
    assert walk.clocks == {}


def test_a_refusal_is_told_with_the_way_to_object():
    walk = applied()
    walk.take("submit", SUBMITTED)
    walk.take("accept", {"on": DAY})
    assert walk.objections("decide", REFUSED | {"told": False}) == {"told"}


def test_five_days_for_the_objection_and_a_new_decision():
    walk = decided(REFUSED)
    walk.take("object", {"on": DAY, "result": "pending"})
    assert walk.clocks == {"objection": TODAY}
    walk.take("object", {"on": DAY, "result": "corrected"})
    assert walk.clocks == {}
    walk.take("decide", GRANTED)
    assert "assign" in walk.clocks


def test_nothing_to_object_to():
    assert decided(GRANTED).objections("object", {"on": DAY, "result": "pending"}) == {"no_refusal"}


def test_only_what_was_granted_is_assigned_or_given_in_advance():
    assert decided(REFUSED).objections("assign", ASSIGNED) == {"not_granted"}
    walk = applied()
    walk.take("submit", SUBMITTED)
    walk.take("advance", {"on": DAY, "why": "lapsing", "papers_by": DAY})
    assert walk.objections("assign", ASSIGNED) == set()


def test_a_victim_gets_experience():
    walk = victim()
    walk.take("submit", SUBMITTED)
    walk.take("accept", {"on": DAY})
    walk.take("decide", GRANTED)
    assert walk.objections("assign", ASSIGNED) == {"experience"}
    assert walk.objections("assign", ASSIGNED | {"years": "12"}) == set()


def test_a_minor_victim_is_met_within_five_working_days():
    walk = decided(GRANTED)
    walk.take("assign", ASSIGNED | {"minor_victim": True})
    assert walk.clocks == {"meet_minor": TODAY}
    walk.take("progress", {"on": DAY, "what": "会见", "met": True})
    assert walk.clocks == {}


def test_results_need_the_work_and_a_refusal_its_decision():
    walk = decided(GRANTED)
    assert walk.objections("close", {"result": "won"}) == {"not_assigned"}
    assert walk.objections("close", {"result": "refused"}) == {"no_refusal"}
    walk.take("assign", ASSIGNED)
    walk.take("close", {"result": "won", "benefit": "1,000.00"})
    assert (walk.state, walk.outcome) == (ItemState.CLOSED, "won")


def test_a_withdrawn_application_ends():
    walk = decided({"decision": "withdrawn", "on": DAY})
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.TERMINATED, "withdrawn", {})


def test_where_it_is_closed_the_desk_still_knows_whom_to_call():
    assert "12348" in SERVICE.fallback_help
    assert "第32条" in SERVICE.fallback_help
