"""Red, orange, yellow, blue: rules propose, a person decides, lower takes two (domain: RISK)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.walks.conftest import As
from tests.walks.stories import VISITED, does, taken_in
from tests.walks.test_followups import asked_of, planned, settled
from tests.walks.words import Actor, Person, Visit


@pytest.fixture
def driver() -> str:
    """The API: the pages are looked at by the matrix and in the browser."""
    return "api"


def rating(actor: Actor, number: str) -> dict:
    return actor.ask("GET", f"cases/{number}/rating").get_json()  # type: ignore[attr-defined]


def rate(actor: Actor, number: str, level: str, reason: str = "看过情况", **more: object):
    version = actor.ask("GET", f"cases/{number}").get_json()["version"]  # type: ignore[attr-defined]
    body = {"version": version, "level": level, "reason": reason, **more}
    return actor.ask("POST", f"cases/{number}/rating", body)  # type: ignore[attr-defined]


def answer(actor: Actor, number: str, agree: bool):
    case = actor.ask("GET", f"cases/{number}").get_json()  # type: ignore[attr-defined]
    waiting = next(one for one in rating(actor, number)["ratings"] if one["state"] == "asked")
    body = {"version": case["version"], "agree": agree}
    return actor.ask("POST", f"cases/{number}/rating/{waiting['id']}", body)  # type: ignore[attr-defined]


def test_a_person_decides_and_lower_takes_two(as_: As, app: Flask) -> None:
    town, head, desk = as_("mediator_town"), as_("head_town"), as_("desk_town")
    number = taken_in(desk)
    does(desk.give_case(number, "mediator_town"))
    told = rating(town, number)
    assert (told["scheme"], told["level"], told["proposed"]) == ("four_colours", "", "")
    assert [one["code"] for one in told["levels"]] == ["blue", "yellow", "orange", "red"]

    assert rate(town, number, "purple").status_code == 422
    assert rate(town, number, "yellow", " ").status_code == 422
    assert rate(town, number, "yellow", factors=["made_up"]).status_code == 422
    assert rate(head, number, "yellow").status_code == 403, "who may not read it may not judge it"
    assert rate(town, number, "orange", factors=["police_once"]).status_code == 201
    told = rating(town, number)
    assert (told["level"], told["proposed"], told["reasons"]) == (
        "orange",
        "orange",
        ["近期报警一次"],
    )
    assert rating(head, number)["level"] == "orange"
    assert rating(head, number)["ratings"][0]["reason"] == "", "a head sees how it goes, no words"
    assert "风险等级有变，请按等级响应" in asked_of(app, number)
    assert [(kind, done) for kind, _day, done, _missed in planned(app, number)] == [
        ("key_family", False)
    ]
    assert number in town.visits()
    assert number in town.listed(warning="orange")
    assert number not in town.listed(warning="red")

    assert rate(town, number, "yellow", "缓和了").status_code == 201
    assert rating(town, number)["level"] == "orange", "it stands until a second person agrees"
    assert answer(town, number, True).status_code == 403, "never the one who asked"
    assert answer(head, number, False).status_code == 200
    assert rating(town, number)["level"] == "orange"
    assert rate(town, number, "yellow", "又看过，缓和了").status_code == 201
    assert answer(head, number, True).status_code == 200
    assert rating(town, number)["level"] == "yellow"
    lines = town.everything(number)
    assert "缓和了" in lines
    assert "缓和了" not in head.everything(number)


def test_nothing_is_made_lighter_while_a_duty_to_protect_is_open(as_: As, app: Flask) -> None:
    desk = as_("desk")
    number = taken_in(
        desk,
        Visit(
            summary="丈夫喝酒后动手打人，想问怎么办",
            scenario="dv",
            danger="yes",
            flags=("weapon",),
            people=(Person(name="周桂芬", relation="self", role="victim", phone="13800138000"),),
        ),
    )
    assert rating(desk, number)["proposed"] == "red"
    assert "有现实危险" in rating(desk, number)["reasons"]
    assert rate(desk, number, "red").status_code == 201
    refused = rate(desk, number, "orange", "好多了")
    assert refused.status_code == 409
    assert "不能降级" in refused.get_json()["reasons"][0]["text"]
    assert rating(desk, number)["level"] == "red"
    for login in ("supervisor", "desk_town", "head_town"):
        assert as_(login).ask("GET", f"cases/{number}/rating").status_code == 404
        assert number not in as_(login).listed(warning="red")


def test_after_a_visit_the_next_one_follows_the_level(as_: As, app: Flask) -> None:
    village = as_("village")
    number = settled(village)
    assert rating(village, number)["proposed"] == "blue"
    does(village.follow_up(number, **{**VISITED, "found": "relapse"}))
    assert rating(village, number)["proposed"] == "yellow"
    assert rate(village, number, "yellow", "又吵了一次").status_code == 201
    open_days = [day for _kind, day, done, _missed in planned(app, number) if not done]
    assert min(open_days).isoformat() == "2026-12-18", "within thirty days, on a working day"


def test_a_county_picks_another_scheme(as_: As, rules: Callable[..., None]) -> None:
    """一级 is the lightest there; what was rated before keeps its own name, and its weight."""
    village = as_("village")
    number = taken_in(village)
    assert rate(village, number, "red").status_code == 201
    rules(warning_scheme="three_levels")
    told = rating(village, number)
    assert [one["code"] for one in told["levels"]] == ["one", "two", "three"]
    assert (told["proposed"], told["level"]) == ("two", "red")
    assert rate(village, number, "red").status_code == 422
    assert rate(village, number, "one", "邻里小事").status_code == 201
    assert rating(village, number)["level"] == "red", "asked for: nobody leaves red alone"
    assert answer(as_("head_town"), number, True).status_code == 200
    assert rating(village, number)["level"] == "one"
