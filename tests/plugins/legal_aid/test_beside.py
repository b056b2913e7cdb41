"""What stands beside an application, what a form opens with, and which papers its file asks for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from plugins.legal_aid import starts
from plugins.legal_aid.beside import beside
from plugins.legal_aid.filing import pieces, whole_file
from tests.plugins.legal_aid.stories import (
    ASSIGNED,
    BEFORE,
    CALLED,
    DAY,
    GRANTED,
    MISSING,
    OBJECTED,
    REFUSED,
    REPORTED,
    SCREENED,
    a_child,
    applied,
    decided,
    fresh,
    sent,
    victim,
)
from tests.plugins.simulator import HER, TODAY, Walk, context


@pytest.fixture(autouse=True, scope="module")
def language():
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def told(walk):
    return {one.title: "\n".join(one.lines) for one in beside(context(walk))}


def test_nothing_stands_beside_an_item_nobody_began():
    assert told(fresh()) == {}


def test_a_victim_is_hurried_and_nothing_tells_why():
    said = told(victim())
    assert "快援" in said["还要做的"]
    assert said["经济状况"] == "不查、不问（法律援助法第32条、第42条）"
    for word in ("暴力", "受害", "林一", "江二"):
        assert word not in str(said), word
    assert "快援" not in told(applied())["还要做的"]


def test_means_are_explained_and_nobody_decides():
    stated = applied(means="statement", household="2", income="2,600.00")
    assert "每人每月 1,300.00 元" in told(stated)["经济状况"]
    assert "标准" not in told(stated)["经济状况"], "the county has none"
    for line, word in ((130000, "以内"), (129999, "超过")):
        stated.settings = {"standard": line}
        assert word in told(stated)["经济状况"]
        assert "由中心决定" in told(stated)["经济状况"]
    assert "不要证明" in told(applied())["经济状况"]
    assert "共享" in told(applied(means="shared"))["经济状况"]


@pytest.mark.parametrize(
    ("days", "word"), [(-1, "已经过了"), (0, "先行提供"), (6, "先行提供"), (7, "")]
)
def test_days_that_run_out(days, word):
    lapses = (TODAY + timedelta(days=days)).isoformat()
    said = told(applied(limitation="known", limitation_on=lapses))
    assert "本人的时效、期限" in said["谁的期限"]
    assert (word or "初审") in said["还要做的"]


def test_whose_days_and_what_is_waited_for():
    walk = sent()
    assert "收到才起算七日" in told(walk)["还要做的"]
    walk.take("accept", {"on": BEFORE})
    assert "中心作决定：到 2026年11月28日" in told(walk)["谁的期限"]
    walk.take("missing", MISSING | {"by": "centre"})
    assert "不计时" in told(walk)["谁的期限"]
    assert "还没有补齐" in told(walk)["还要做的"]
    walk.take("supplement", {"on": DAY, "complete": True})
    walk.take("decide", REFUSED)
    assert "帮助提出异议" in told(walk)["还要做的"]
    walk.take("object", OBJECTED)
    assert "审查异议" in told(walk)["谁的期限"]


def test_a_report_owed_to_the_police_is_said_first():
    walk = fresh()
    walk.case = a_child()
    opened = starts.applying(context(walk))
    assert (opened["incapable"], opened["crowd"]) == (True, ["minor"])
    data = {"applied_by": "kin", "agent": "安母", "crowd": ["minor"], "incapable": True}
    child = Walk(service=walk.service, case=a_child())
    child.take("apply", victim().records[0].data | data)
    assert told(child)["还要做的"].startswith("要报告公安")
    assert starts.assigning(context(child))["minor_victim"] is True


def test_a_form_opens_with_what_is_known_and_decides_nothing():
    walk = fresh()
    opened = starts.applying(context(walk))
    assert opened["applicant"] == HER
    assert "victim" not in opened
    assert not any(row.get("sort") == "means" for row in opened["materials"])
    walk.case = replace(walk.case, violence=True)
    assert {"sort": "harm"} in starts.applying(context(walk))["materials"]
    walk.case = replace(walk.case, warned=True)
    assert {"sort": "harm", "state": "have"} in starts.applying(context(walk))["materials"]
    walk.case = replace(walk.case, order_in_force=True)
    assert {"sort": "harm", "name": "人身安全保护令", "state": "have"} in starts.applying(
        context(walk)
    )["materials"]
    walk = applied()
    opened = starts.telling(context(walk))
    assert opened["by"] == "desk"
    assert [row["sort"] for row in opened["papers"]] == ["evidence"], "what it said is missing"
    assert starts.screening(context(walk))["checked"] == "promised"
    assert "fits" not in starts.screening(context(walk))
    assert starts.screening(context(victim()))["fits"] == "eligible"
    walk.settings = {"centre": "示范县法律援助中心", "bureau": "示范县司法局"}
    opened = starts.submitting(context(walk))
    assert (opened["centre"], opened["place"]) == ("示范县法律援助中心", "organ")
    assert "basis" not in opened
    sent(walk)
    assert starts.telling(context(walk))["by"] == "centre"
    walk.take("accept", {"on": BEFORE})
    walk.take("decide", REFUSED)
    assert starts.objecting(context(walk))["to"] == "示范县司法局"
    walk.take("object", OBJECTED)
    assert starts.objecting(context(walk))["ground"] == OBJECTED["ground"]
    assert starts.closing(context(walk)) == {"way": "refused"}


def test_the_file_asks_for_what_was_done():
    walk = applied()
    assert pieces(walk.item) == ("application", "promise")
    assert pieces(victim().item) == ("application", "exempt")
    walk.take("missing", MISSING)
    assert "一次性告知书还没有出" in told(walk)["还要做的"]
    walk.take("screen", SCREENED)
    assert "told_once" in pieces(walk.item)
    done = decided(GRANTED)
    done.take("assign", ASSIGNED)
    done.take("report", REPORTED)
    assert "质量回访" in told(done)["还要做的"]
    done.take("callback", CALLED)
    assert pieces(done.item)[-3:] == ("assigned", "report", "callback")
    done.issued = pieces(done.item)
    assert all(one.there for one in whole_file(context(done)).pieces)
    assert "还缺" not in told(done)["卷宗"]
    assert whole_file(context(fresh())) is None
    assert whole_file(context(applied(kind="advice"))).difficulty == "oral"
