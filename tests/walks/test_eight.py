"""Each of the eight functions from intake through every step it declares to its close, and into the
archive (T/ZSM 5.4.1–5.4.8).

The steps and answers are the ones each function ships as practice. They go over the API, with
``--driver chromium`` through a real browser, by the professional the function asks for, at the
county's own window. One that two people have to agree to ends at the question
(tests/core/cases/test_approving.py goes on from there).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseFile, ServiceItem
from core.clocks import today
from core.db import county_scope, db
from core.words import Cast, Sample
from tests.harness.apps import COUNTY
from tests.walks.conftest import IN_CHROMIUM, As
from tests.walks.stories import does, follow_up_and_file, taken_in
from tests.walks.words import Actor, House, Person, Staff, Visit, Who

DRIVERS = ("api",)
"""The pages are walked by the service's own walk; they come here with ``--driver``."""
HER, HIM = "林甲", "江乙"
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
OWN_WALKS = {
    "marriage_counseling": "test_marriage.py",
    "petition": "test_petition.py",
    "mediation": "test_inheritance.py",
    "legal_consult": "test_consult.py",
    "psych": "test_psych.py",
    "legal_aid": "test_legal_aid.py",
    "hardship_aid": "test_widow.py",
    "family_education": "test_family_education.py",
}


def cover(sketches: Sequence[Sample]) -> list[int]:
    """Return the places of the cases that together take every step: what a browser has time for."""
    seen: set[str] = set()
    chosen = []
    for place, one in enumerate(sketches):
        steps = {step for step, _data in one.steps}
        if steps - seen:
            chosen.append(place)
            seen |= steps
    return chosen


def left_out(declared: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return the steps a function declares that nobody took."""
    return sorted(set(declared) - set(taken))


@pytest.mark.postgres
@pytest.mark.parametrize("service", sorted(PROFESSIONALS))
def test_from_the_window_to_the_last_step(
    as_: As, app: Flask, house: House, service: str, driver: str
) -> None:
    """Every case closes with the outcome it promises; together they leave no step out."""
    desk, hand = as_("desk"), as_(PROFESSIONALS[service])
    with app.app_context():
        day = today()
    cast = Cast(
        applicant=Who(HER),  # type: ignore[arg-type]  # a name here, found on the page it is used on
        respondent=Who(HIM),  # type: ignore[arg-type]
        staff=Staff(hand.login),  # type: ignore[arg-type]
        colleague=Staff("head"),  # type: ignore[arg-type]
    )
    sketches = import_module(f"plugins.{service}.sandbox").samples(cast, day)
    places = range(len(sketches)) if driver == "api" else cover(sketches)
    taken: list[str] = []
    for place in places:
        sketch = sketches[place]
        number = taken_in(desk, _visit(service, sketch.scenario))
        does(desk.give_item(number, service, hand.login))
        for step, data in sketch.steps:
            if not _take(app, hand, number, service, step, dict(data)):
                break
            taken.append(step)
            if place == 0 and step == "mediators":
                does(desk.move(number, "start_attempt", present=[HER, HIM]))
        else:
            assert _ended(app, number) == sketch.outcome, sketch.title
        if place == 0:
            _into_the_archive(desk, number)
    declared = app.extensions["jiahe.roster"].services[service].steps
    assert left_out((one.name for one in declared), taken) == []


def _visit(service: str, scenario: str) -> Visit:
    people = (
        Person(name=HER, relation="self"),
        Person(name=HIM, role="respondent", relation="spouse"),
    )
    return Visit(summary="想办这件事", scenario=scenario, people=people, services=(service,))


def _take(
    app: Flask, hand: Actor, number: str, service: str, step: str, data: dict[str, Any]
) -> bool:
    """Take a step; a paper it says is missing is issued first, by whoever works it. False where a
    second person has to agree first."""
    # left open, as on a page
    data = {name: told for name, told in data.items() if told not in ("", None)}
    done = hand.take_step(number, service, step, data)
    if done.says("还缺"):
        declared = app.extensions["jiahe.roster"].services[service].documents
        titles = {one.title: f"{service}.{one.name}" for one in declared}
        named = done.reasons[0].partition("：")[2].split(" ")[0]
        for title in named.split("、"):
            hand.issue_paper(number, titles[title])
        done = hand.take_step(number, service, step, data)
    if done.says("要第二个人登录审批"):
        return False
    does(done)
    return True


def _ended(app: Flask, number: str) -> str | None:
    """Return what the case's own item closed with, None while it is open."""
    with county_scope(app, COUNTY, read_only=True):
        found: str | None = db.session.scalar(
            select(ServiceItem.outcome)
            .join(CaseFile, CaseFile.id == ServiceItem.case_id)
            .where(CaseFile.number == number, ServiceItem.state != "open")
        )
        return found


def _into_the_archive(desk: Actor, number: str) -> None:
    """End the case as it is: settled between two, visited and filed, or answered and filed."""
    if desk.move(number, "settle", outcome="谈妥了").ok:
        follow_up_and_file(desk, number)
    else:
        does(desk.move(number, "answer", outcome="办好了，已告诉本人"))
    case = desk.sees(number)
    assert case is not None
    assert case.state == "archived"


def test_no_function_is_without_its_walk_in_a_browser(app: Flask) -> None:
    """All eight, here and by the walk of its own; both are among those Chromium runs."""
    services = set(app.extensions["jiahe.roster"].services)
    assert set(PROFESSIONALS) == set(OWN_WALKS) == services
    assert "test_eight.py" in IN_CHROMIUM
    assert [name for name in OWN_WALKS.values() if not _walked(name)] == []


def _walked(name: str) -> bool:
    """Tell whether the file is walked in Chromium, and begins at the window and ends at a close."""
    module = import_module(f"tests.walks.{name.removesuffix('.py')}")
    whole = [
        one
        for title, one in vars(module).items()
        if title.startswith("test_") and "as_" in one.__code__.co_varnames
    ]
    return name in IN_CHROMIUM and bool(whole)


def test_a_step_left_out_is_named() -> None:
    """The planted fault: the same walks without one of their cases leave its steps out."""
    day = date(2026, 11, 20)
    cast = Cast(applicant="", respondent="", staff="", colleague="")
    for service, step in (("mediation", "subsidy"), ("psych", "couple"), ("hardship_aid", "tell")):
        whole = import_module(f"plugins.{service}.sandbox").samples(cast, day)
        declared = [one.name for one in import_module(f"plugins.{service}").SERVICE.steps]
        walked = [name for place in cover(whole) for name, _data in whole[place].steps]
        assert left_out(declared, walked) == []
        others = [one for one in whole if step not in dict(one.steps)]
        short = [name for one in others for name, _data in one.steps]
        assert step in left_out(declared, short)
