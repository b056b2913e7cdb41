"""附录 C: who is asked how, what of an answer is kept, and what it sets going (T/ZSM 6.1)."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.counted import BOOK
from core.cases.models import CaseFile, ServiceItem, Task
from core.cases.models_evaluation import Complaint, Improvement, Survey, SurveyAnswer
from core.clocks import now
from core.db import Sealed, county_scope, db
from core.evaluation.tallying import _leaves_few
from core.families.models import Person
from core.statistics.rebuilding import kept, recount
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.walks import pages
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

WORDS = "希望周末也能来"
GLAD = {"overall": "very", "attitude": "good"}
SORRY = {"overall": "poor", "timeliness": "bad", "solved": "no", "words": WORDS}


@pytest.fixture
def number(app: Flask, as_: Calls) -> str:
    """A case of the county's desk whose one service is done."""
    found: str = as_("desk").receive()["number"]
    _change(app, found, settled_at=now())
    return found


def _change(app: Flask, number: str, **values: Any) -> None:
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        for name, value in values.items():
            setattr(case, name, value)
        db.session.commit()


def _say(app: Flask, name: str, **said: Any) -> None:
    """Register how somebody may be reached."""
    with county_scope(app, COUNTY):
        for person in db.session.scalars(select(Person)):
            if person.name == name:
                person.safe_contact = said
        db.session.commit()


def _rows(app: Flask, model: Any) -> list[Any]:
    with county_scope(app, COUNTY, read_only=True):
        sealed = [name for name, one in vars(model).items() if isinstance(one, Sealed)]
        names = [*model.__table__.columns.keys(), *sealed]
        return [
            SimpleNamespace(**{name: getattr(row, name) for name in names})
            for row in db.session.scalars(select(model))
        ]


def _ask(who: Caller, number: str, way: str, name: str = "周桂芬", key: str = "") -> Any:
    case = who.get(f"cases/{number}")
    party = next(one["id"] for one in case["parties"] if one["name"] == name)
    data = {"item": case["items"][0]["id"], "party": party, "way": way}
    return who.try_post(f"cases/{number}/opinions", {"version": case["version"], "data": data}, key)


def _path(answer: Any) -> str:
    assert answer.status_code == 201, answer.text
    link: str = answer.get_json()["link"]
    return re.sub(r"^https?://[^/]+", "", link)


def _fill(app: Flask, path: str, **said: str) -> Any:
    """Fill in the page behind a link, as somebody who is signed in nowhere."""
    client = app.test_client()
    shown = client.get(path)
    assert shown.status_code == 200, shown.text
    form = pages.Form.of(pages.read(shown.text).all("form")[0], path)
    for name, value in said.items():
        form.fill(name, value)
    return client.post(form.action, data=form.data(), follow_redirects=True)


def test_a_link_is_answered_once_and_what_was_said_leads_back_to_nobody(
    app: Flask, number: str, as_: Calls
) -> None:
    desk = as_("desk")
    asked = _ask(desk, number, "scan", key="k")
    path = _path(asked)
    assert _path(_ask(desk, number, "scan", key="other")) != path, "the earlier one ends"
    assert app.test_client().get(path).status_code == 404
    path = _path(_ask(desk, number, "scan"))
    page = app.test_client().get(path)
    assert page.headers["Cache-Control"] == "no-store"
    for told in (number, "周桂芬", "陈军", "分家"):
        assert told not in page.text
    assert "您现在安全吗" not in page.text
    empty = _fill(app, path)
    assert empty.status_code == 422
    assert "总体满意吗" in empty.text
    thanked = _fill(app, path, **SORRY)
    assert thanked.status_code == 200
    assert "收到了，谢谢您" in thanked.text
    assert app.test_client().get(path).status_code == 404, "used"
    assert app.test_client().get(f"/{COUNTY}/public/say/nothing").status_code == 404
    states = [one["state"] for one in desk.get(f"cases/{number}/opinions")["opinions"]]
    assert sorted(states) == ["came", "over", "over"]
    assert problem(_ask(desk, number, "scan"), 422)["errors"] == {"party": ["这一项已经评价过了"]}

    (answer,) = _rows(app, SurveyAnswer)
    columns = {one.name for one in SurveyAnswer.__table__.columns}
    assert columns == {
        "county_id", "id", "point_id", "service", "month", "overall", "edition", "data_box",
    }, "neither case nor person nor day"  # fmt: skip
    assert (answer.overall, answer.service) == ("poor", "mediation")
    assert answer.data["words"] == WORDS
    (survey,) = (one for one in _rows(app, Survey) if one.answered)
    assert (survey.token, survey.token_hash) == (None, None)
    everything = HtmlActor(app, "desk", house_of(app)).everything(number)
    for told in (WORDS, "不满意"):
        assert told not in everything, "the case never tells what was said"


def test_two_of_five_opens_an_improvement_and_a_gift_a_complaint(
    app: Flask, number: str, as_: Calls
) -> None:
    _fill(app, _path(_ask(as_("desk"), number, "scan")), **SORRY, fees="yes")
    (wanting,) = _rows(app, Improvement)
    assert wanting.problem == "总体不满意；办理及时吗；问题没有解决"
    assert WORDS not in wanting.problem
    assert (wanting.source, wanting.state, wanting.service) == ("survey", "open", "mediation")
    (complaint,) = _rows(app, Complaint)
    assert (complaint.matter, complaint.case_id) == ("fees", None), "and leads to no case either"
    head, supervisor = as_("head"), as_("supervisor")
    assert [one["matter"] for one in head.get("evaluation/complaints")["items"]] == ["收费、收礼"]
    assert len(supervisor.get("evaluation/improvements")["items"]) == 1
    assert as_("desk").get("evaluation/complaints")["items"] == [], "who served her least of all"
    assert as_("desk").get("evaluation/improvements")["items"] == []


def test_a_good_answer_opens_nothing(app: Flask, number: str, as_: Calls) -> None:
    _fill(app, _path(_ask(as_("desk"), number, "scan")), **GLAD)
    assert _rows(app, Improvement) == _rows(app, Complaint) == []


def test_where_a_wrong_contact_could_harm_only_what_she_allowed(
    app: Flask, number: str, as_: Calls
) -> None:
    desk = as_("desk")
    _change(app, number, violence=True)
    for way, why in (
        ("scan", "本人没有说手机上可以收到我们的消息，请本人在这里当面填"),
        ("sms", "本人没有说可以发短信；她改了主意的，先改安全联系登记"),
        ("phone", "本人没有说可以打电话；她改了主意的，先改安全联系登记"),
        ("paper", "纸会被别人看到，请本人在这里当面填"),
    ):
        assert problem(_ask(desk, number, way), 422)["errors"] == {"way": [why]}, way
    refused = problem(_ask(desk, number, "here", "陈军"), 422)
    assert list(refused["errors"]) == ["party"], "the other side judges nothing of hers"
    here = _ask(desk, number, "here")
    assert here.get_json()["link"] == ""
    _say(app, "周桂芬", sms=True, call=False, home=False, from_hour=0, to_hour=24)
    path = _path(_ask(desk, number, "scan"))
    page = app.test_client().get(path).text
    assert "调解" not in page, "not even which service"
    assert "工作室" not in page
    _say(app, "周桂芬", sms=False, call=False, home=False, from_hour=0, to_hour=24)
    assert app.test_client().get(path).status_code == 404, "she changed her mind"


def test_a_link_given_before_there_was_danger_leads_nowhere_after(
    app: Flask, number: str, as_: Calls
) -> None:
    path = _path(_ask(as_("desk"), number, "scan"))
    assert app.test_client().get(path).status_code == 200
    _change(app, number, violence=True)
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path, data=GLAD).status_code in (400, 404)
    assert _rows(app, SurveyAnswer) == []


def test_who_is_not_safe_is_contacted_today_and_by_name(
    app: Flask, number: str, as_: Calls
) -> None:
    desk = as_("desk")
    _change(app, number, violence=True)
    survey = _ask(desk, number, "here").get_json()["id"]
    where = f"cases/{number}/opinions/{survey}"
    wrong = desk.try_post(where, {"data": {"safe": "no"}})
    assert list(problem(wrong, 422)["errors"]) == ["overall"]
    told = {"overall": "good", "safe": "no", "call": True}
    assert desk.try_post(where, {"data": told}).status_code == 204
    assert problem(desk.try_post(where, {"data": told}), 409), "once"
    (row,) = desk.get(f"cases/{number}/opinions")["opinions"]
    assert sorted(row["calls"]) == ["call", "unsafe"]
    (task,) = (one for one in _rows(app, Task) if one.kind == "contact")
    assert task.title == "请联系一位服务对象"
    assert task.due_on == TODAY
    (answer,) = _rows(app, SurveyAnswer)
    assert "safe" not in answer.data
    assert "call" not in answer.data
    page = HtmlActor(app, "desk", house_of(app))
    assert "说现在不安全" in page.open(page.at(f"cases/{number}/opinions")).text


def test_a_guarded_case_is_answered_at_the_root_and_for_no_service(app: Flask, as_: Calls) -> None:
    village = as_("village")
    number = village.receive()["number"]
    _change(app, number, settled_at=now(), violence=True)
    survey = _ask(village, number, "here").get_json()["id"]
    told = {"overall": "bad", "words": WORDS}
    assert village.try_post(f"cases/{number}/opinions/{survey}", {"data": told}).status_code == 204
    (answer,) = _rows(app, SurveyAnswer)
    assert answer.service == ""
    assert village.get("evaluation/answers")["answers"] == 0
    assert as_("head_town").get("evaluation/answers")["answers"] == 0
    assert as_("head").get("evaluation/answers", month="2026-11")["answers"] == 1


def test_sheets_come_back_as_many_as_were_given_out(app: Flask, number: str, as_: Calls) -> None:
    desk = as_("desk")
    box = {"data": {"service": "mediation", "overall": "good"}}
    assert problem(desk.try_post("evaluation/box", box), 409)["reasons"][0]["text"] == (
        "这个点没有发出去还没收回的纸质评价"
    )
    assert _ask(desk, number, "paper").status_code == 201
    wrong = {"data": {"service": "psych", "overall": "good"}}
    assert list(problem(desk.try_post("evaluation/box", wrong), 422)["errors"]) == ["service"]
    assert desk.try_post("evaluation/box", box, key="one").status_code == 204
    assert desk.try_post("evaluation/box", box, key="one").status_code == 204, "the same again"
    assert len(_rows(app, SurveyAnswer)) == 1
    assert problem(desk.try_post("evaluation/box", box), 409)


def _put_back(app: Flask, count: int, month: str = "2026-10") -> None:
    """Let *count* answers of this month be of an earlier one, and with 0 all of this one again."""
    with county_scope(app, COUNTY):
        rows = db.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)).all()
        if not count:
            for row in rows:
                row.month = "2026-11"
        for row in [one for one in rows if one.month == "2026-11"][:count]:
            row.month = month
        db.session.commit()


def test_what_is_told_leaves_nobody_over() -> None:
    for parts, few in (
        ({"a": 5}, False), ({"a": 5, "b": 1}, True), ({"a": 5, "b": 4}, True),
        ({"a": 5, "b": 4, "c": 1}, False), ({"a": 1, "b": 4}, False), ({}, False),
    ):  # fmt: skip
        assert _leaves_few(Counter(parts)) is few, parts


def test_under_five_there_is_no_spread_and_words_are_never_joined_to_scores(
    app: Flask, as_: Calls
) -> None:
    desk, head = as_("desk"), as_("head")
    for place in range(5):
        number = desk.receive()["number"]
        _change(app, number, settled_at=now())
        said = SORRY if place == 0 else GLAD
        _fill(app, _path(_ask(desk, number, "scan")), **said)
        found = head.get("evaluation/answers", month="2026-11")
        assert found["answers"] == place + 1
        assert found["spreads"] == found["words"] == [], "a running month is read one by one"
        _put_back(app, place + 1)
        assert bool(head.get("evaluation/answers")["spreads"]) is (place == 4)
        _put_back(app, 0)
    _put_back(app, 5)
    found = head.get("evaluation/answers", back="2")
    overall = found["spreads"][0]
    assert {one["word"]: one["count"] for one in overall["counts"]} == {
        "非常满意": 4, "满意": 0, "基本满意": 0, "不满意": 1, "非常不满意": 0,
    }  # fmt: skip
    assert [set(one) for one in found["words"]] == [{"month", "service", "words"}]
    page = HtmlActor(app, "head", house_of(app))
    shown = page.open(page.at("desk/evaluation/answers"))
    assert "5 份答卷" in shown.text
    assert WORDS in shown.text
    assert page.open(page.at("desk/evaluation/answers?month=2026-13")).status == 422
    assert WORDS in page.open(page.at("desk/evaluation/answers?month=2026-10&back=11")).text
    number = desk.receive()["number"]
    _change(app, number, settled_at=now())
    _fill(app, _path(_ask(desk, number, "scan")), **GLAD)
    _put_back(app, 1, "2026-09")
    for asked in ({"back": "2"}, {"month": "2026-09"}):
        found = head.get("evaluation/answers", **asked)
        assert found["spreads"] == found["words"] == [], "six less five is one"
    assert head.get("evaluation/answers")["spreads"]
    with county_scope(app, COUNTY):
        db.session.flush()
        assert kept(db.session()) == recount(db.session(), BOOK)
    figures = page.open(page.at("figures/")).text
    assert "满意率" in figures


def test_nothing_is_asked_of_whom_it_was_not_for(app: Flask, as_: Calls) -> None:
    """One-sided work is judged by the one it was for; a child is not asked."""
    desk = as_("desk")
    number = desk.receive(services=["legal_consult"])["number"]
    assert problem(_ask(desk, number, "scan"), 409)["reasons"][0]["text"] == (
        "还没有办完的服务，办完再请人评价"
    )
    with county_scope(app, COUNTY):
        (item,) = db.session.scalars(select(ServiceItem))
        item.state = "closed"
        db.session.commit()
    assert problem(_ask(desk, number, "scan", "陈军"), 422)["errors"] == {
        "party": ["这项服务不是给这一位的"]
    }
    assert _ask(desk, number, "scan").status_code == 201


def test_whoever_does_not_work_the_case_asks_nobody(app: Flask, number: str, as_: Calls) -> None:
    for login in ("head", "supervisor"):
        who = as_(login)
        assert who.ask("GET", f"cases/{number}/opinions").status_code == 403, login
        body = {"version": 1, "data": {}}
        assert who.try_post(f"cases/{number}/opinions", body).status_code == 403, login
    assert as_("village").ask("GET", f"cases/{number}/opinions").status_code == 404


def test_the_desk_asks_shows_and_takes_it_down_through_the_pages(app: Flask, as_: Calls) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    case = as_("desk").receive()
    number, item = case["number"], case["items"][0]["id"]
    _change(app, number, settled_at=now())
    shown = desk.open(desk.at(f"cases/{number}"))
    listed = desk.open(shown.link("/opinions") or "")
    assert "还没有请过" in listed.text
    asked = desk.open(listed.link("/opinions/new") or "")
    form = asked.form("/opinions")
    refused = desk.press(form)
    assert refused.status == 422
    form = refused.form("/opinions")
    form.pick("party", "周桂芬")
    form.fill("item", item)
    form.fill("way", "sms")
    sent = desk.press(form)
    assert "/public/say/" in sent.text
    form = desk.open(listed.link("/opinions/new") or "").form("/opinions")
    form.pick("party", "周桂芬")
    form.fill("item", item)
    form.fill("way", "here")
    questions = desk.press(form)
    form = questions.form("/opinions/")
    form.fill("words", WORDS)
    again = desk.press(form)
    assert again.status == 422
    assert WORDS in again.text, "nothing typed is lost"
    form = again.form("/opinions/")
    form.fill("overall", "good")
    done = desk.press(form)
    assert "收到了" in done.text
    assert WORDS not in done.text
