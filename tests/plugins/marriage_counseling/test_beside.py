"""What stands beside the item, for the counsellor and for who reads without one side's words."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel

from core.words import ItemState
from plugins.marriage_counseling.beside import beside, on_the_case
from tests.plugins.marriage_counseling.stories import (
    JOINT,
    OUTSIDE,
    SESSION,
    afraid,
    booked,
    consent,
    screen,
    screened,
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


def test_protection_comes_first_where_somebody_is_afraid():
    assert "先保护人" not in lines(screened())
    told = lines(screened(**afraid()))
    assert next(iter(told)) == "先保护人"
    assert any("12338" in line for line in told["先保护人"])


def test_what_is_owed_is_named():
    assert lines(booked())["还要做的"] == ("林一：还没有告知与签署", "江二：还没有告知与签署")
    walk = booked()
    walk.take("consent", consent())
    assert lines(walk)["还要做的"] == ("林一：还没有单独初评",)
    walk.take("screen", screen())
    assert "还要做的" not in lines(walk)
    walk.take("session", SESSION | {"custody": True, "child_wish": "later"})
    walk.take("refer", OUTSIDE)
    assert [line[:5] for line in lines(walk)["还要做的"]] == ["谈到了孩子", "转介还没有"]
    walk.take("session", SESSION | {"custody": True, "child_wish": "heard"})
    walk.take("answer", {"party": HER, "on": "2026-11-23", "answer": "accepted"})
    assert "还要做的" not in lines(walk)


def test_the_next_appointment_stands_first():
    walk = booked(at="2026-11-23 14:30")
    assert lines(walk)["还要做的"][0] == "下次：2026年11月23日 14:30"
    walk = screened()
    walk.take("joint", JOINT | {"next_at": "2026-12-01 09:00"})
    assert lines(walk)["还要做的"] == ("下次：2026年12月1日 09:00",)


def test_when_one_comes_alone_is_folded_away_from_the_other():
    walk = screened()
    walk.take("session", SESSION | {"next_at": "2026-12-01 09:00"})
    assert "还要做的" not in lines(walk)
    assert "林一：下次 2026年12月1日 09:00" in lines(walk)["双方"]
    assert "下次" not in str(lines(_overdue())), "nobody is told of a day that is over"


def _overdue():
    walk = screened()
    walk.take("session", SESSION | {"next_at": "2026-11-01 09:00"})
    return walk


def test_each_ones_wish_stands_beside_their_own_name_only():
    walk = screened(wish="divorce")
    assert lines(walk)["双方"] == ("林一：想离婚，单独辅导 0 次", "江二：再看看，单独辅导 0 次")
    walk.records = [
        replace(one, data={name: told for name, told in one.data.items() if name != "wish"})
        for one in walk.records
        if one.about != HIM
    ]
    assert "双方" not in lines(walk), "whoever reads neither, sees neither"


def test_the_law_is_told_with_its_exceptions():
    walk = screened(protection=["birth", "soldier"], since="2026-06-01")
    told = lines(walk)["双方"][2:]
    assert told[0] == "林一：期间男方不得提出离婚（民法典第1082条），到 2027年6月1日"
    assert "女方自己提出" in told[1]
    assert "军人有重大过错的除外" in told[2]
    assert len(lines(screened())["双方"]) == 2
    folded = {panel.title for panel in beside(context(walk)) if panel.folded}
    assert folded == {"双方"}, "no title tells that there is a protection"


def test_the_two_months_stand_there():
    walk = booked(divorce_path="agreed", applied_on="2026-11-20")
    months = lines(walk)["离婚登记的两个三十日"]
    assert "2026年12月20日" in months[0]
    assert "2027年1月19日" in months[1]
    assert "离婚登记的两个三十日" not in lines(booked())


def test_the_page_of_the_case_says_until_when():
    walk = booked(divorce_path="agreed", applied_on="2026-11-20")
    case = replace(walk.case, items=(walk.item,))
    (panel,) = on_the_case(case)
    assert "2026年12月20日" in panel.lines[0]
    ended = replace(walk.item, state=ItemState.CLOSED)
    assert on_the_case(replace(case, items=(ended,))) == ()
    assert on_the_case(booked().case) == ()


def test_which_of_the_five_parts_nobody_came_to_is_flagged_to_who_may_read_them():
    walk = screened()
    assert not any("五环节" in line for line in lines(walk)["双方"])
    walk.take("session", SESSION | {"parts": ["listen", "tell", "judge"]})
    (said,) = [line for line in lines(walk)["双方"] if "五环节" in line]
    assert said == "林一：五环节还没有做到沟通、调解"
    walk.take("session", SESSION | {"parts": ["talk", "reconcile"]})
    assert not any("五环节" in line for line in lines(walk)["双方"])
    # whoever reads without what is restricted is not told that nothing was done
    bare = [
        replace(one, data={name: said for name, said in one.data.items() if name != "parts"})
        for one in walk.records
    ]
    walk.records = bare
    assert not any("五环节" in line for line in lines(walk).get("双方", ()))
