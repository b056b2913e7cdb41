"""标记: set and taken off with reasons, found again, counted nowhere; restricted ones go with the
content, in the list as on the page."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.counted import BOOK
from core.cases.flag_words import FLAGS, RESTRICTED, is_restricted
from core.cases.models import CaseFlag
from core.db import county_scope, db
from core.statistics import kept
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import taken_in


def mark(who: Caller, number: str, flag: str, reason: str = "几次来访都提到") -> Any:
    body = {"version": who.version(number), "data": {"flag": flag, "reason": reason}}
    return who.try_post(f"cases/{number}/flags", body)


def seen_by(who: Caller, number: str) -> list[str]:
    return [one["code"] for one in who.get(f"cases/{number}/flags")["items"]]


def found_by(who: Caller, flag: str) -> list[str]:
    return [one["number"] for one in who.get("cases", flag=flag)["items"]]


@pytest.mark.postgres
def test_a_restricted_flag_goes_with_the_content(app: Flask, as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    number = desk.receive(services=["legal_consult"])["number"]
    with county_scope(app, COUNTY, read_only=True):
        before = dict(kept(db.session()))
    assert mark(desk, number, "opinion").status_code == 201
    assert mark(desk, number, "minor", "孩子上小学，没人管").status_code == 201
    assert seen_by(desk, number) == ["minor", "opinion"]
    assert seen_by(head, number) == ["opinion"], "a head sees how it goes"
    assert "孩子上小学" not in head.ask("GET", f"cases/{number}/history").text
    assert "几次来访" not in head.ask("GET", f"cases/{number}/flags").text
    assert "涉未成年" not in head.ask("GET", f"cases/{number}/history").text
    assert found_by(desk, "minor") == [number]
    assert (found_by(head, "minor"), found_by(head, "opinion")) == ([], [number])
    assert head.get("cases", flag="minor", count=1)["total"] == 0
    assert desk.get("cases", flag="minor", count=1)["total"] == 1
    assert head.get("cases", flag="minor", q=number)["items"] == []
    assert problem(mark(head, number, "illness"), 422)["errors"].keys() == {"flag"}
    assert mark(head, number, "repeated").status_code == 201
    with county_scope(app, COUNTY, read_only=True):
        assert dict(kept(db.session())) == before, "counted nowhere"
        assert not any(one.model is CaseFlag for one in BOOK.hanging)


def test_it_is_taken_off_with_a_reason_and_both_stay_told(as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    number = desk.receive(services=["legal_consult"])["number"]
    assert mark(desk, number, "minor").status_code == 201
    again = problem(mark(desk, number, "minor"), 409)
    assert "已经有这个标记" in again["reasons"][0]["text"]
    one = desk.get(f"cases/{number}/flags")["items"][0]
    off = f"cases/{number}/flags/{one['id']}/off"
    body = {"version": desk.version(number), "reason": "孩子已满十八岁"}
    assert problem(head.try_post(off, body), 404), "what she may not see is not there"
    assert problem(desk.try_post(off, {**body, "reason": "好"}), 422)
    assert desk.post(off, body)["number"] == number
    told = desk.get(f"cases/{number}/flags")["items"][0]
    assert (told["off"], told["off_by"], bool(told["off_at"])) == ("孩子已满十八岁", "王秀兰", True)
    assert found_by(desk, "minor") == []
    assert problem(desk.try_post(off, {**body, "version": desk.version(number)}), 409)
    assert mark(desk, number, "minor").status_code == 201, "and may be set again"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"flag": "", "reason": "因为"}, "flag"),
        ({"flag": "nothing", "reason": "因为"}, "flag"),
        ({"flag": "opinion", "reason": ""}, "reason"),
    ],
)
def test_what_does_not_hold(as_: Calls, data: dict[str, str], field: str) -> None:
    desk = as_("desk")
    number = desk.receive(services=["legal_consult"])["number"]
    refused = problem(desk.try_post(f"cases/{number}/flags", {"version": 1, "data": data}), 422)
    assert field in refused["errors"]


def test_a_county_s_own_flag_is_as_restricted_as_what_it_stands_under() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for code in FLAGS:
        assert is_restricted(f"{code}:own{chance.randint(1, 9)}") is (code in RESTRICTED)
    assert set(FLAGS) >= RESTRICTED


def test_the_page_sets_shows_and_takes_off(app: Flask) -> None:
    house = house_of(app)
    desk, head = HtmlActor(app, "desk", house), HtmlActor(app, "head", house)
    number = taken_in(desk)
    link = desk.open(desk.at(f"cases/{number}")).link("/flags")
    assert link is not None
    form = desk.open(link).form("/flags")
    form.fill("flag", "illness")
    again = desk.press(form)
    assert again.status == 422
    form = again.form("/flags")
    assert form.chosen["flag"] == ["illness"]
    form.fill("reason", "说话颠三倒四")
    assert "涉重病、精神障碍" in desk.press(form).text
    assert "涉重病、精神障碍" in desk.open(desk.at(f"cases/{number}")).text
    assert "颠三倒四" not in head.open(head.at(f"cases/{number}/flags")).text
    assert number in desk.listed(flag="illness")
    assert number not in head.listed(flag="illness")
    form = desk.open(link).form("/off")
    form.fill("reason", "医院说没有")
    assert "医院说没有" in desk.press(form).text
    with county_scope(app, COUNTY, read_only=True):
        rows = db.session.scalars(select(CaseFlag)).all()
        assert [bool(row.off_at) for row in rows] == [True]
