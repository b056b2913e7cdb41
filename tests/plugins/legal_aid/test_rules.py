"""Who applies, what is asked, once; where it goes: a victim is not asked about money."""

from datetime import timedelta

import pytest

from core.words import ItemState, PauseClock, RequireDocument, RequireReport, ResumeClock
from plugins.legal_aid.declaration import SERVICE
from tests.plugins.legal_aid.stories import (
    APPLIED,
    BEFORE,
    DAY,
    EARLIER,
    HERS,
    MISSING,
    SCREENED,
    SPARED,
    SUBMITTED,
    TOMORROW,
    VICTIM,
    a_child,
    applied,
    fresh,
    sent,
    victim,
)
from tests.plugins.simulator import HIM, TODAY, Walk

MEANS = {"income", "household", "property", "debts", "means", "exempt"}
MEANS_PAPER = [{"sort": "means", "state": "missing"}]


def test_a_victim_is_never_asked_about_money_and_is_hurried():
    walk = victim()
    assert not MEANS & walk.records[-1].data.keys()
    assert walk.case.violence
    assert walk.clocks.keys() == {"submit"}
    sent(walk)
    assert walk.clocks == {}


def test_what_is_typed_about_a_victims_money_is_not_kept():
    walk = fresh()
    walk.take("apply", VICTIM | {"exempt": "none", "means": "statement", "income": "1.00"})
    assert not MEANS & walk.records[-1].data.keys()


@pytest.mark.parametrize("data", [VICTIM, APPLIED | {"exempt": "relief"}])
def test_no_paper_about_means_is_asked_of_the_spared(data):
    assert fresh().objections("apply", data | {"materials": MEANS_PAPER}) == {"means_paper"}
    unasked = [{"sort": "means", "state": "not_needed"}]
    assert fresh().objections("apply", data | {"materials": unasked}) == set()
    walk = fresh()
    walk.take("apply", data)
    asked = {"papers": [{"sort": "means", "name": "收入证明"}]}
    assert walk.objections("missing", MISSING | asked) == {"means_paper"}
    assert walk.objections("missing", MISSING) == set()
    for checked in ("promised", "within", "over"):
        assert walk.objections("screen", SPARED | {"checked": checked}) == {"means_checked"}
    assert walk.objections("screen", SPARED) == set()


def test_others_promise_or_state_and_nothing_more_is_asked():
    assert fresh().objections("apply", APPLIED | {"materials": MEANS_PAPER}) == set()
    assert not {"income", "household"} & applied().records[-1].data.keys()
    with pytest.raises(AssertionError, match="income"):
        applied(means="statement", household="3")
    stated = applied(means="statement", household="3", income="2,600.00").records[-1].data
    assert (stated["household"], stated["income"]) == (3, 260000)


def test_to_be_left_alone_is_no_violence_but_owes_no_means():
    walk = victim(harm=["abandonment"])
    assert not walk.case.violence
    assert walk.clocks.keys() == {"submit"}
    assert victim(harm=["abandonment", "abuse"]).case.violence


def test_a_matter_of_violence_seals_the_case_whoever_applies():
    walk = fresh()
    walk.take("apply", APPLIED | {"cause": "violence"})
    assert walk.case.violence
    assert walk.clocks == {}, "the day is a victim's"
    assert not applied().case.violence


def test_a_victim_ticked_by_mistake_does_not_keep_the_day_running():
    walk = victim()
    walk.take("apply", APPLIED)
    assert walk.clocks == {}


def test_the_one_who_harmed_does_not_apply_for_her():
    walk = Walk(service=SERVICE, case=a_child())
    by = {"applied_by": "guardian", "incapable": True, "agent": "安母", "guardian_harmed": True}
    assert walk.objections("apply", VICTIM | by) == {"guardian_harmed"}
    assert walk.objections("apply", VICTIM | by | {"guardian_harmed": False}) == set()
    kin = by | {"applied_by": "kin", "agent": "江二"}
    assert walk.objections("apply", VICTIM | kin) == {"agent_is_other_side"}


def test_who_can_speak_for_herself_does():
    kin = {"applied_by": "kin", "agent": "林母"}
    assert fresh().objections("apply", APPLIED | kin) == {"capacity"}
    assert fresh().objections("apply", APPLIED | kin | {"incapable": True}) == set()
    assert fresh().objections("apply", APPLIED | {"incapable": True}) == {"represented"}
    agent = {"applied_by": "agent", "agent": "林母"}
    assert fresh().objections("apply", APPLIED | agent) == set()


def test_harm_to_a_child_is_reported_once():
    """Hard stop 4: the latch of core goes down, and a report on record is not asked for again."""
    walk = Walk(service=SERVICE, case=a_child())
    child = VICTIM | {"incapable": True, "applied_by": "kin", "agent": "安母"}
    walk.take("apply", child)
    assert walk.case.confidentiality == "C3"
    walk.take("apply", child)
    assert sum(isinstance(one, RequireReport) for one in walk.effects) == 1
    assert not any(isinstance(one, RequireReport) for one in victim().effects)


def test_one_item_is_one_applicants():
    walk = applied()
    assert walk.objections("apply", APPLIED | {"applicant": HIM}) == {"other_applicant"}
    assert walk.objections("missing", MISSING | {"applicant": HIM}) == {"other_applicant"}
    assert SERVICE.several, "the other side has an item of its own"


@pytest.mark.parametrize(("days", "first"), [(-1, False), (0, True), (6, True), (7, False)])
def test_help_comes_in_advance_when_a_period_lapses(days, first):
    lapses = (TODAY + timedelta(days=days)).isoformat()
    walk = applied(limitation="known", limitation_on=lapses)
    assert bool(walk.tasks()) is first
    walk.take("screen", SCREENED)
    assert walk.objections("submit", SUBMITTED) == ({"ask_advance"} if first else set())
    assert walk.objections("submit", SUBMITTED | {"advance": True}) == set()


def test_a_measure_that_cannot_wait_and_a_period_nobody_knows():
    assert [one.title for one in applied(urgent_measure=True).tasks()] == ["请法律援助中心先行提供"]
    assert [one.due_days for one in applied(limitation="unknown").tasks()] == [1]
    with pytest.raises(AssertionError, match="limitation_on"):
        applied(limitation="known")


def test_missing_papers_are_told_once():
    walk = applied()
    walk.take("missing", MISSING)
    assert RequireDocument(kind="told_once") in walk.effects
    assert walk.objections("missing", MISSING) == {"told_once"}
    again = MISSING | {"again_why": "对方换了住处"}
    assert walk.objections("missing", again) == {"second_person"}
    walk.seconded = True
    assert walk.objections("missing", again) == set()
    assert walk.objections("missing", MISSING | {"by": "centre"}) == {"not_sent"}


def test_the_centres_days_stand_still_while_papers_are_fetched():
    walk = sent()
    walk.take("accept", {"on": BEFORE})
    walk.take("missing", MISSING | {"by": "centre", "on": DAY})
    assert PauseClock(clock="decide", why="补正", on=TODAY) in walk.effects
    assert walk.paused == {"decide": "补正"}
    assert walk.objections("supplement", {"on": BEFORE, "complete": True}) == {"before_told"}
    walk.take("supplement", {"on": DAY, "complete": False})
    assert walk.paused
    walk.take("supplement", {"on": DAY, "complete": True})
    assert walk.effects[-1] == ResumeClock(clock="decide", on=TODAY)
    assert (walk.paused, walk.clocks) == ({}, {"decide": EARLIER})
    assert walk.objections("supplement", {"on": DAY, "complete": True}) == {"fits"}


def test_a_look_turns_nobody_away():
    walk = applied()
    odd = SCREENED | {"fits": "not_fit"}
    assert walk.objections("screen", odd | {"told": False}) == {"not_a_door"}
    walk.take("screen", odd | {"told": True, "checked": "over"})
    assert walk.objections("submit", SUBMITTED) == set()
    assert victim().objections("screen", SPARED | {"fits": "not_fit", "told": True}) == {
        "victim_fits"
    }


@pytest.mark.parametrize("centre", ["桂花村村委会", "江二", "县妇联"])
def test_her_data_goes_to_the_centre_alone(centre):
    walk = applied()
    walk.take("screen", SCREENED)
    assert walk.objections("submit", SUBMITTED | {"centre": centre}) == {"not_a_centre"}


@pytest.mark.parametrize(
    ("kind", "place", "found"),
    [
        ("litigation", "organ", set()),
        ("litigation", "cause", {"place"}),
        ("criminal", "dispute", {"place"}),
        ("drafting", "cause", set()),
        ("arbitration", "organ", {"place"}),
    ],
)
def test_where_to_apply(kind, place, found):
    walk = applied(kind=kind)
    walk.take("screen", SCREENED)
    assert walk.objections("submit", SUBMITTED | {"place": place}) == found


@pytest.mark.parametrize("step", ["missing", "submit"])
def test_nothing_happens_tomorrow(step):
    walk = applied()
    walk.take("screen", SCREENED)
    data = {"missing": MISSING, "submit": SUBMITTED}[step] | {"on": TOMORROW}
    assert walk.objections(step, data) == {"future_date"}


def test_it_is_looked_at_before_it_leaves():
    assert applied().objections("submit", SUBMITTED) == {"after"}
    assert applied().state is ItemState.OPEN
    assert HERS["applicant"] == applied().records[0].about, "her own partition"


def test_where_it_is_closed_the_desk_still_knows_whom_to_call():
    assert "12348" in SERVICE.fallback_help
    assert "第32条" in SERVICE.fallback_help


def test_what_is_known_of_the_applicant_is_not_denied():
    walk = Walk(service=SERVICE, case=a_child())
    kin = {"applied_by": "kin", "agent": "安母"}
    assert walk.objections("apply", VICTIM | kin) == {"capacity", "under_age"}
    denied = APPLIED | kin | {"incapable": True, "cause": "violence"}
    assert walk.objections("apply", denied) == {"known_victim"}
    assert walk.objections("apply", denied | {"cause": "support"}) == set()


def test_no_deadline_is_called_by_what_happened_to_her():
    assert not any(word in one.title for one in SERVICE.clocks for word in ("受害", "被害"))
