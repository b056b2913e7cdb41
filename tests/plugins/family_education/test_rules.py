"""Orders are answered, refusals passed on, and a hurt child comes first."""

from datetime import timedelta

import pytest

from core.words import Confidentiality
from plugins.family_education.declaration import SERVICE
from tests.plugins.simulator import TODAY, Walk, a_case

DAY = TODAY.isoformat()
INTAKE = {"source": "own", "child_age": "10", "problems": ["study"]}
ORDER = {
    "source": "ordered",
    "order_no": "1 号",
    "order_body": "县法院",
    "order_until": (TODAY + timedelta(days=30)).isoformat(),
}
PLAN = {"goals": [{"goal": "少吵架", "method": "轮流说", "who": "all"}]}
SESSION = {
    "on": DAY,
    "mode": "office",
    "who": ["mother"],
    "content": "谈了作业。",
    "hurt": "no",
}


def taken(**changes):
    walk = Walk(service=SERVICE, case=a_case(scenario="parenting"))
    walk.take("intake", INTAKE | changes)
    return walk


def guided(walk):
    walk.take("assess", {"hurt": "no", "risk": "low"})
    walk.take("plan", PLAN)
    walk.take("session", SESSION)
    return walk


def test_an_order_is_remembered_a_week_ahead():
    assert [task.on for task in taken(**ORDER).tasks()] == [TODAY + timedelta(days=23)]
    assert taken().tasks() == []


def test_an_order_about_to_lapse_is_remembered_today():
    soon = ORDER | {"order_until": (TODAY + timedelta(days=2)).isoformat()}
    assert [task.on for task in taken(**soon).tasks()] == [TODAY]


def test_what_was_ordered_is_done_and_reported_before_it_closes():
    walk = taken(**ORDER)
    assert walk.objections("close", {"result": "reached"}) == {"not_guided", "not_reported"}
    guided(walk)
    assert walk.objections("close", {"result": "reached"}) == {"not_reported"}
    walk.take("close", {"result": "reached", "reported_on": DAY})
    assert walk.outcome == "reached"


def test_what_was_not_ordered_may_stop_any_day():
    walk = taken()
    walk.take("close", {"result": "stopped"})
    assert walk.outcome == "stopped"


@pytest.mark.parametrize("hurt", ["suspected", "yes"])
def test_a_hurt_child_comes_before_guidance(hurt):
    walk = taken()
    walk.take("assess", {"hurt": hurt, "risk": "low"})
    assert walk.case.violence
    assert walk.case.confidentiality is Confidentiality.C3
    assert walk.opened() == {"petition"}
    assert [task.to for task in walk.tasks()] == ["point_head"]


def test_what_shows_later_counts_too():
    walk = guided(taken())
    assert not walk.case.violence
    walk.take("session", SESSION | {"hurt": "suspected"})
    assert walk.case.violence


def test_a_high_risk_is_sealed_without_being_called_violent():
    walk = taken()
    walk.take("assess", {"hurt": "no", "risk": "high"})
    assert walk.opened() == {"petition"}
    assert not walk.case.violence
    assert walk.case.confidentiality is Confidentiality.C3


@pytest.mark.parametrize("risk", ["low", "middle"])
def test_a_calm_family_opens_nothing(risk):
    walk = taken()
    assert walk.take("assess", {"hurt": "no", "risk": risk}) == ()


def test_parents_who_refuse_are_passed_on():
    walk = taken()
    urged = {"on": DAY, "by": "women"}
    walk.take("urge", urged | {"answer": "accepts"})
    assert walk.tasks() == []
    walk.take("urge", urged | {"answer": "refuses"})
    assert [task.to for task in walk.tasks()] == ["point_head"]
