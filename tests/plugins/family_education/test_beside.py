"""What stands beside a guidance, and that it tells nothing to who may not read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from plugins.family_education.beside import beside
from tests.plugins.family_education.stories import ABSENT, LOOK, ORDER, PLAN, WARNED, taken
from tests.plugins.simulator import TODAY, context


@pytest.fixture(autouse=True)
def spoken():
    """Give the blocks a language to speak."""
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def blocks(walk):
    return {one.title: "\n".join(one.lines) for one in beside(context(walk))}


def test_an_order_says_what_is_owed():
    walk = taken(**ORDER)
    shown = blocks(walk)
    assert "2026年12月23日 前回告" in shown["指导令"]
    assert "责令 2 次，到了 0 次" in shown["指导令"]
    assert "还没有给责令机关出回执" in shown["还要做的"]
    walk.issued = ("receipt",)
    assert "回执" not in blocks(walk)["还要做的"]


def test_a_family_sees_what_came_due_and_what_to_mind():
    walk = taken(left_behind=True, child_age="9")
    assert "先看孩子安不安全" in blocks(walk)["还要做的"]
    walk.take("assess", LOOK | {"signs": ["truant"], "risk": "middle"})
    goal = {"goal": "早睡", "method": "九点关灯", "who": "all"}
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    walk.take("plan", PLAN | {"goals": [goal | {"by": yesterday}, goal]})
    walk.take("session", ABSENT)
    walk.take("session", ABSENT)
    shown = blocks(walk)
    assert "方案里有 1 条到了时间" in shown["还要做的"]
    assert "连续 2 次没来" in shown["还要做的"]
    assert "计划 2 次，做了 0 次" in shown["进展"]
    for said in ("第22条", "第31条", "建议等级：中"):
        assert said in shown["留意"]


def test_without_the_sealed_answers_nothing_of_danger_is_told():
    walk = taken()
    walk.take("assess", LOOK | {"signs": ["selfharm"], "risk": "high"})
    walk.records[-1] = replace(walk.records[-1], data={})
    assert "建议等级" not in blocks(walk)["留意"]


def test_he_never_learns_where_she_is():
    assert "不告诉他受害人在哪里" in blocks(taken(**WARNED))["留意"]
