"""Seven, three and five days; the work of the lawyer; each end needs what it is the end of."""

from datetime import timedelta

import pytest

from core.words import ItemState
from tests.plugins.legal_aid.stories import (
    ASSIGNED,
    BEFORE,
    CALLED,
    DAY,
    EARLIER,
    ENDED,
    GRANTED,
    HERS,
    MISSING,
    OBJECTED,
    REFUSED,
    REPORTED,
    TOMORROW,
    applied,
    decided,
    fresh,
    sent,
    victim,
)
from tests.plugins.simulator import HIM, TODAY

TOO_EARLY = (EARLIER - timedelta(days=1)).isoformat()
ADVANCED = {"on": BEFORE, "why": "lapsing", "papers_by": DAY}
UPHELD = {"result": "upheld", "answered_on": DAY, "told_next": True}


def served(**report):
    walk = decided(GRANTED)
    walk.take("assign", ASSIGNED)
    walk.take("report", REPORTED | report)
    walk.take("callback", CALLED)
    return walk


def test_seven_days_to_decide_three_to_assign():
    walk = sent()
    assert walk.objections("accept", {"on": TOO_EARLY}) == {"too_early"}
    assert walk.objections("accept", {"on": TOMORROW}) == {"future_date"}
    walk.take("accept", {"on": BEFORE})
    assert walk.clocks == {"decide": EARLIER}
    assert walk.objections("decide", GRANTED | {"on": TOO_EARLY}) == {"too_early"}
    walk.take("decide", GRANTED)
    assert walk.clocks == {"assign": EARLIER}
    assert walk.objections("assign", ASSIGNED | {"on": TOO_EARLY}) == {"too_early"}
    walk.take("assign", ASSIGNED)
    assert walk.clocks == {}


def test_a_refusal_is_told_with_the_way_to_object():
    walk = sent()
    walk.take("accept", {"on": BEFORE})
    assert walk.objections("decide", REFUSED | {"told": False}) == {"told"}
    assert walk.objections("decide", REFUSED) == set()


@pytest.mark.parametrize(("reason", "helps"), [("means", True), ("matter", False)])
def test_a_victim_refused_for_her_means_is_helped_to_object(reason, helps):
    walk = decided(REFUSED | {"reason": reason}, victim())
    assert ("不予的理由和法律不符，请帮助提出异议" in [one.title for one in walk.tasks()]) is helps
    calm = decided(REFUSED | {"reason": reason})
    assert "不予的理由和法律不符，请帮助提出异议" not in [one.title for one in calm.tasks()]


def test_silence_is_taking_back_only_after_being_told():
    gone = {**HERS, "decision": "withdrawn", "on": DAY, "taken_back": "deemed"}
    walk = sent()
    walk.take("accept", {"on": BEFORE})
    assert walk.objections("decide", gone) == {"not_deemed"}
    walk.take("missing", MISSING | {"by": "centre"})
    walk.take("decide", gone)
    assert (walk.state, walk.outcome, walk.clocks) == (ItemState.TERMINATED, "withdrawn", {})
    own = decided(gone | {"taken_back": "own"})
    assert own.outcome == "withdrawn"


def test_five_days_for_the_objection_and_a_new_decision():
    walk = decided(REFUSED)
    walk.take("object", OBJECTED)
    assert walk.clocks == {"objection": TODAY}
    assert walk.objections("close", {"way": "refused"}) == {"objection_out"}
    answered = OBJECTED | {"result": "corrected", "answered_on": DAY}
    assert walk.objections("object", answered | {"answered_on": BEFORE}) == {"too_early"}
    walk.take("object", answered)
    assert walk.clocks == {}
    assert walk.objections("close", {"way": "refused"}) == {"no_refusal"}
    assert walk.objections("object", OBJECTED) == {"fits"}
    walk.take("decide", GRANTED)
    assert "assign" in walk.clocks


def test_upheld_she_is_told_where_else_to_go():
    walk = decided(REFUSED)
    walk.take("object", OBJECTED)
    assert walk.objections("object", OBJECTED | UPHELD | {"told_next": False}) == {"told_next"}
    walk.take("object", OBJECTED | UPHELD)
    walk.take("close", {"way": "refused"})
    assert (walk.state, walk.outcome) == (ItemState.TERMINATED, "refused")
    assert walk.told_remedies


def test_nothing_to_object_to():
    assert decided(GRANTED).objections("object", OBJECTED) == {"fits"}


def test_only_what_was_granted_is_assigned_or_given_in_advance():
    assert decided(REFUSED).objections("assign", ASSIGNED) == {"not_granted"}
    walk = sent()
    late = ADVANCED | {"papers_by": TOO_EARLY}
    assert walk.objections("advance", late) == {"papers_first"}
    walk.take("advance", ADVANCED)
    assert walk.tasks()[-1].on == TODAY
    assert walk.objections("assign", ASSIGNED) == set()


def test_what_was_given_in_advance_closes_only_with_its_decision():
    walk = sent()
    walk.take("advance", ADVANCED)
    walk.take("assign", ASSIGNED)
    walk.take("report", REPORTED)
    walk.take("callback", CALLED)
    assert walk.objections("close", {"way": "served"}) == {"not_granted"}
    walk.take("decide", GRANTED)
    assert "assign" not in walk.clocks, "somebody works it already"
    walk.take("close", {"way": "served"})
    assert walk.outcome == "won"


def test_a_victim_gets_experience_or_the_reason_why_not():
    walk = decided(GRANTED, victim())
    assert walk.objections("assign", ASSIGNED) == {"experience"}
    assert walk.objections("assign", ASSIGNED | {"years": "5"}) == set()
    assert walk.objections("assign", ASSIGNED | {"years": "4"}) == {"experience"}
    green = ASSIGNED | {"years": "4", "why_less": "县里只有两位，都在办别的件"}
    assert walk.objections("assign", green) == set()
    walk.settings = {"experienced": 10}
    assert walk.objections("assign", ASSIGNED | {"years": "9"}) == {"experience"}
    assert decided(GRANTED).objections("assign", ASSIGNED) == set()


def test_a_minor_victim_is_met_within_five_working_days():
    walk = decided(GRANTED)
    walk.take("assign", ASSIGNED | {"minor_victim": True})
    assert walk.clocks == {"meet_minor": TODAY}
    event = {**HERS, "on": DAY, "event": "met", "what": "会见", "told": True}
    walk.take("progress", event)
    assert walk.clocks, "a talk with others is not the meeting"
    walk.take("progress", event | {"met": True})
    assert walk.clocks == {}


@pytest.mark.parametrize(("told", "tasks"), [(True, 0), (False, 1)])
def test_what_is_heard_is_passed_on(told, tasks):
    walk = decided(GRANTED)
    walk.take("assign", ASSIGNED)
    before = len(walk.tasks())
    walk.take("progress", {**HERS, "on": DAY, "event": "hearing", "what": "开庭", "told": told})
    assert len(walk.tasks()) - before == tasks


def test_results_need_the_work_its_report_and_a_call():
    walk = decided(GRANTED)
    assert walk.objections("report", REPORTED) == {"after"}
    assert walk.objections("close", {"way": "served"}) == {"no_report", "no_callback"}
    assert walk.objections("close", {"way": "refused"}) == {"no_refusal"}
    assert walk.objections("close", {"way": "ended"}) == {"no_end"}
    done = served()
    done.take("close", {"way": "served"})
    assert (done.state, done.outcome) == (ItemState.CLOSED, "won")


def test_aid_ends_for_one_of_eight_reasons_and_may_be_objected_to():
    assert decided(REFUSED).objections("end", ENDED) == {"fits"}
    walk = decided(GRANTED)
    walk.take("assign", ASSIGNED)
    assert walk.objections("end", ENDED | {"told": False}) == {"told"}
    walk.take("end", ENDED)
    assert walk.objections("report", REPORTED) == {"ended"}
    walk.take("object", OBJECTED)
    assert walk.objections("close", {"way": "ended"}) == {"objection_out"}
    walk.take("object", OBJECTED | UPHELD)
    walk.take("close", {"way": "ended"})
    assert (walk.state, walk.outcome, walk.told_remedies) == (ItemState.TERMINATED, "ended", True)


def test_means_do_not_end_the_aid_of_the_spared():
    for walk, helps in ((decided(GRANTED, victim()), True), (decided(GRANTED), False)):
        walk.take("end", ENDED | {"ground": "means"})
        said = [one.title for one in walk.tasks()]
        assert ("终止的理由和法律不符，请帮助提出异议" in said) is helps


def test_where_somebody_may_listen_only_the_agreed_way_is_safe():
    walk = decided(GRANTED, victim())
    walk.take("assign", ASSIGNED | {"years": "12"})
    walk.take("report", REPORTED)
    assert walk.objections("callback", CALLED | {"safe": False}) == {"unsafe"}
    assert walk.objections("callback", CALLED | {"way": "line"}) == {"no_line"}
    assert walk.objections("callback", CALLED) == set()
    assert served().objections("callback", CALLED | {"safe": False, "way": "line"}) == set()


@pytest.mark.parametrize(("score", "to"), [("poor", "point_head"), ("unreached", "owner")])
def test_who_is_not_content_is_heard(score, to):
    walk = served()
    walk.take("callback", CALLED | {"score": score})
    assert walk.tasks()[-1].to == to


def test_an_application_may_be_taken_back_at_any_time():
    walk = applied()
    walk.take("close", {"way": "withdrawn"})
    assert (walk.state, walk.outcome) == (ItemState.TERMINATED, "withdrawn")


@pytest.mark.parametrize("step", ["decide", "assign", "progress", "end", "report", "callback"])
def test_nothing_of_another_is_filed_here(step):
    walk = served()
    data = {
        "decide": GRANTED,
        "assign": ASSIGNED,
        "progress": {"on": DAY, "event": "met", "what": "会见", "told": True},
        "end": ENDED,
        "report": REPORTED,
        "callback": CALLED,
    }[step]
    assert "other_applicant" in walk.objections(step, data | {"applicant": HIM})
    assert fresh().done == []
