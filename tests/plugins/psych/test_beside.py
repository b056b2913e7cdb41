"""What stands beside the item, for the counsellor and for who reads without what is restricted."""

import pytest
from flask import Flask
from flask_babel import Babel

from core.words import CaseView, ItemState
from plugins.psych.beside import beside, on_the_case
from plugins.psych.instruments import NOT_FOR_DECISION
from tests.plugins.psych.stories import (
    ABSENT,
    DAY,
    PLAN,
    SCREENED,
    SESSION,
    begun,
    booked,
)
from tests.plugins.simulator import HER, HIM, context


@pytest.fixture(autouse=True)
def spoken():
    """Give the blocks a language to speak."""
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def lines(walk):
    return {panel.title: panel.lines for panel in beside(context(walk))}


def test_the_helplines_always_stand_there():
    for walk in (booked(), begun()):
        assert lines(walk)["危机电话"] == ("110、120、12356",)


def test_who_hears_the_other_side_is_told_before_anybody_is_heard():
    walk = booked()
    walk.served = frozenset({HIM})
    first = beside(context(walk))[0]
    assert first.first
    assert first.title == "回避"
    assert "换一位咨询师" in first.lines[0]
    walk.served = frozenset({HER})
    assert "回避" not in lines(walk)


def test_what_is_owed_is_named():
    assert lines(booked())["还要做的"] == ("林一：没有有效的知情同意",)
    walk = begun(suspected=True, risk_self="plan")
    assert [one.partition("：")[2][:5] for one in lines(walk)["还要做的"]] == [
        "还在危机中",
        "可能需要就",
    ]
    walk = begun()
    assert "还要做的" not in lines(walk)
    for _turn in range(3):
        walk.take("session", ABSENT)
    assert lines(walk)["还要做的"] == ("林一：连续三次没有来，先重新预约",)


def test_notes_are_counted_only_for_who_writes_them():
    walk = begun()
    walk.take("session", SESSION)
    walk.take("session", SESSION)
    assert "还要做的" not in lines(walk), "who writes none is not told to"
    walk.take("note", {"client": HER, "note": "记下"})
    assert lines(walk)["还要做的"] == ("过程记录比会谈少 1 次",)


def test_how_far_each_one_is_and_when_next():
    walk = begun()
    walk.take("plan", PLAN)
    walk.take("session", SESSION | {"next_at": f"{DAY} 15:00"})
    assert lines(walk)["来访者"] == ("林一：来了 1 次，预计 6 次", "下次：2026年11月23日 15:00")


def test_a_hint_shows_its_population_and_licence_and_that_it_decides_nothing():
    walk = begun()
    walk.take("screen", SCREENED)
    walk.take("screen", SCREENED | {"score": "6"})
    told = lines(walk)["筛查提示"]
    assert "6 分，轻" in told[0]
    assert "第一次 12 分" in told[0]
    assert "成年人" in told[1]
    assert "免费使用" in told[1]
    assert told[-1] == NOT_FOR_DECISION


def test_the_case_page_shows_whom_to_call_while_counselling_runs():
    walk = booked()
    case: CaseView = context(walk).case
    assert [panel.lines for panel in on_the_case(case)] == [("110、120、12356",)]
    walk.state = ItemState.CLOSED
    assert on_the_case(context(walk).case) == ()
