"""Each of the eight functions from intake through its steps to its close (T/ZSM 5.4.1–5.4.8).

The steps and answers are the ones each function ships as practice; here they go over the API, by
the professional the function asks for, at the county's own window.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from core.clocks import today
from core.words import Cast
from tests.walks.api_actor import ApiActor
from tests.walks.stories import does, taken_in
from tests.walks.words import House, Person, Visit

PROFESSIONALS = {
    "marriage_counseling": "counsellor",
    "petition": "petition",
    "mediation": "mediator",
    "legal_consult": "lawyer",
    "psych": "psychologist",
    "legal_aid": "aid",
    "hardship_aid": "aid",
    "family_education": "educator",
}


@pytest.mark.postgres
@pytest.mark.parametrize("service", sorted(PROFESSIONALS))
def test_from_the_window_to_the_last_step(app: Flask, house: House, service: str) -> None:
    """Every practice item of the function closes with the outcome it promises."""
    desk = ApiActor(app, "desk", house)
    hand = ApiActor(app, PROFESSIONALS[service], house)
    samples = import_module(f"plugins.{service}.sandbox").samples
    with app.app_context():
        day = today()
    nobody = Cast(applicant="", respondent="", staff="", colleague="")
    for place, sketch in enumerate(samples(nobody, day)):
        visit = Visit(
            summary="想办这件事",
            scenario=sketch.scenario,
            people=(
                Person(name="林甲", relation="self"),
                Person(name="江乙", role="respondent", relation="spouse"),
            ),
            services=(service,),
        )
        number = taken_in(desk, visit)
        people = {one["role"]: one["id"] for one in desk.get(f"cases/{number}")["parties"]}
        cast = Cast(
            applicant=people["applicant"],
            respondent=people["respondent"],
            staff=hand.me.id,
            colleague=house.staff["head"].id,
        )
        does(desk.give_item(number, service, hand.login))
        for step, data in samples(cast, day)[place].steps:
            _take(desk, hand, number, service, step, dict(data))
        item = desk.get(f"cases/{number}")["items"][0]
        assert item["state"] != "open", sketch.title
        assert item["outcome"] == sketch.outcome, sketch.title


def _take(
    desk: ApiActor, hand: ApiActor, number: str, service: str, step: str, data: dict[str, Any]
) -> None:
    """Take a step; a paper it says is missing is issued first, by whoever works it."""
    done = hand.take_step(number, service, step, data)
    if done.says("还缺文书"):
        declared = next(one for one in desk.get("services") if one["name"] == service)
        titles = {one["title"]: one["kind"] for one in declared["documents"]}
        named = done.reasons[0].partition("：")[2].split(" ")[0]
        for title in named.split("、"):
            hand.issue_paper(number, titles[title])
        done = hand.take_step(number, service, step, data)
    does(done)
