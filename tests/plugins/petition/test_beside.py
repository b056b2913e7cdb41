"""What stands beside a petition: what is owed, the citizen's days, where it went, its file."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel

from core.api import LetterView
from plugins.petition.beside import beside
from plugins.petition.declaration import SERVICE
from plugins.petition.filing import whole_file
from plugins.petition.starts import (
    answering,
    notifying,
    registering,
    reporting,
    reviewing,
    triaging,
)
from tests.plugins.petition.test_rounds import ASKED, GIVEN
from tests.plugins.petition.test_rules import (
    ANSWER,
    DAY,
    HELP,
    OPINION,
    REPORT,
    SENT,
    SEVERE,
    helped,
    registered,
)
from tests.plugins.simulator import TODAY, Walk, a_case, context


@pytest.fixture(autouse=True)
def language():
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def told(walk):
    return {one.title: "\n".join(one.lines) for one in beside(context(walk))}


def missing(walk):
    meter = whole_file(context(walk))
    return [one.title for one in meter.pieces if not one.there]


def test_a_fresh_petition_says_until_when_to_tell():
    said = told(registered())
    assert "前书面告知" in said["还要做的"]
    assert told(Walk(service=SERVICE, case=a_case())) == {}


def test_a_required_report_comes_before_everything():
    walk = registered()
    walk.take("triage", SEVERE | {"must_report": True})
    assert "先报告公安" in told(walk)["还要做的"]
    walk.take("report", REPORT | {"receipt": ""})
    assert "先报告公安" not in told(walk)["还要做的"]
    assert "还没有回执" in told(walk)["还要做的"]
    walk.take("report", REPORT)
    assert "还没有回执" not in told(walk)["还要做的"]


def test_where_it_went_and_what_came_back():
    walk = helped()
    walk.take("transfer", SENT)
    assert "还没有反馈" in told(walk)["还要做的"]
    walk.take("feedback", {"on": DAY, "body": "镇妇联", "handled": "settled"})
    assert "还没有反馈" not in told(walk)["还要做的"]
    assert "协调解决：镇妇联" in told(walk)["去向和反馈"]


def test_what_core_heard_of_a_letter_is_told():
    walk = helped()
    walk.take("transfer", SENT)
    (record,) = walk.letters
    for state, owed in (
        ("received", "还没有反馈"),
        ("answered", "已书面答复，还没有登记反馈"),
        ("refused", "不接收，事情还在我们这里"),
    ):
        ended = None if state == "received" else TODAY
        walk.letters[record] = LetterView(record=record, to="镇妇联", state=state, ended_on=ended)
        said = told(walk)
        assert owed in said["还要做的"]
        assert ("还没有反馈" in said["还要做的"]) == (state == "received")
    assert "不接收：镇妇联" in told(walk)["去向和反馈"]


def test_no_line_names_a_party_or_who_is_accused():
    walk = registered()
    walk.take("triage", SEVERE | {"accused": "桂花村村委会"})
    walk.take("report", REPORT | {"what": "林一说的"})
    said = str(told(walk))
    for name in ("林一", "江二", "桂花村村委会"):
        assert name not in said


def test_the_citizen_has_her_days_and_the_file_its_papers():
    walk = helped(nature="claim")
    walk.take("answer", OPINION)
    assert "可以申请复查" in told(walk)["本人的期限"]
    assert "处理意见书还没有出" in told(walk)["还要做的"]
    assert missing(walk) == ["来访来电来信登记表", "信访事项处理意见书"]
    walk.issued = ("register", "opinion")
    assert missing(walk) == []
    walk.take("review", ASKED)
    walk.take("review", ASKED | GIVEN)
    assert "可以申请复核" in told(walk)["本人的期限"]
    assert missing(walk) == ["复查意见书"]
    walk.take("review", ASKED | GIVEN | {"round": "final"})
    assert "不再受理" in told(walk)["本人的期限"]


def test_a_question_answered_at_once_is_a_line_of_the_register():
    walk = registered(nature="consult")
    assert whole_file(context(walk)).difficulty == "oral"
    assert whole_file(context(Walk(service=SERVICE, case=a_case()))) is None
    plea = helped()
    assert whole_file(context(plea)).difficulty == "simple"
    plea.take("answer", ANSWER | {"how": "paper"})
    assert missing(plea)[-1] == "信访答复书"


def test_a_form_opens_with_what_is_known_and_decides_nothing():
    case = replace(a_case(), channel="hotline_12338", summary="孩子的事")
    fresh = Walk(service=SERVICE, case=case)
    assert registering(context(fresh)) == {"form": "call", "request": "孩子的事"}
    assert registering(context(Walk(service=SERVICE, case=a_case()))) == {}
    walk = registered(nature="claim")
    assert triaging(context(walk)) == {}
    walk.take("triage", HELP | {"jurisdiction": "litigation", "interest": False})
    assert "interest" not in triaging(context(walk))
    assert notifying(context(walk))["reason"] == "litigation"
    assert answering(context(walk))["how"] == "paper"
    assert reporting(context(walk)) == {}
    walk.take("triage", SEVERE | {"must_report": True})
    assert reporting(context(walk)) == {"to": ["police"]}
    walk.take("report", REPORT | {"receipt": ""})
    assert reporting(context(walk))["by"] == REPORT["by"]
    assert reviewing(context(walk)) == {"round": "review"}
