"""Naming colleagues one after another tells nobody whom the family wished to keep away."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.choosing import left_out, may_name
from core.cases.errors import MoveRefused
from core.cases.key_family import barred_names
from core.cases.loading import open_case
from core.cases.models import CaseBarrier, CaseFile
from core.clocks import now
from core.db import county_scope, db
from core.people.models import Account, Post
from core.privacy import Reach
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

PLAIN, NEUTRAL = "回避或按当事人要求，不选这位同事", "不能选这位同事，请另选一位"


def keep_from(app: Flask, number: str, login: str) -> None:
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        account = db.session.scalars(select(Account.id).where(Account.username == login)).one()
        barrier = {"kind": "keep_away", "account_id": account, "since": now()}
        db.session.add(CaseBarrier(case_id=case.id, **barrier))
        db.session.commit()


def test_a_barred_colleague_is_refused_in_the_words_of_any_other(app: Flask, as_: Calls) -> None:
    desk, head = as_("desk"), as_("head")
    number = desk.receive(services=["legal_consult"])["number"]
    house = house_of(app)
    mediator = house.staff["mediator"].name
    page = HtmlActor(app, "head", house).at(f"cases/{number}/handler")
    before = HtmlActor(app, "head", house).open(page).text
    assert mediator in before
    keep_from(app, number, "mediator")

    assert HtmlActor(app, "head", house).open(page).text == before, "the list tells nothing"
    assert mediator not in HtmlActor(app, "desk", house).open(page).text, "who knows the wish"

    def refused(who: str, login: str) -> tuple[str, str]:
        body = {"version": 1, "account": login}
        told = problem(as_(who).try_post(f"cases/{number}/handler", body), 409)
        return told["reasons"][0]["text"], told["reasons"][0]["citation"]

    assert refused("head", "mediator") == refused("head", "village")
    for login in ("officer", "admin", "auditor", "supervisor"):  # they work on no case
        assert refused("desk", login)[0] == NEUTRAL
        assert house.staff[login].name not in before
    assert refused("head", "mediator")[0] == NEUTRAL
    assert refused("desk", "mediator")[0] == PLAIN

    seats = [
        {"account": "lawyer", "part": "lead", "sees": "all"},
        {"account": "mediator", "part": "steady", "sees": "process"},
    ]
    body = {"version": 1, "data": {"seats": seats, "reason": "几家单位要一起办"}}
    wrong = problem(head.try_post(f"cases/{number}/team", body), 422)["errors"]
    assert wrong == {"seats.1.account": [NEUTRAL]}
    seats[1]["account"] = "officer"
    wrong = problem(head.try_post(f"cases/{number}/team", body), 422)["errors"]
    assert wrong == {"seats.1.account": [NEUTRAL]}


def test_who_is_posted_at_a_kept_away_point_later_is_kept_away_too(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    village = house.places["next_village"].id
    number = as_("desk").receive(services=["legal_consult"], keep_away=[{"point": village}])[
        "number"
    ]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        lawyer = db.session.scalars(select(Account).where(Account.username == "lawyer")).one()
        assert lawyer.name not in barred_names(here, open_case(here, number)[0])
        term = {"starts_on": here.today, "ends_on": here.today}
        db.session.add(Post(account_id=lawyer.id, point_id=village, role="handler", **term))
        db.session.flush()
        loaded = open_case(here, number)[0]
        assert lawyer.name in barred_names(here, loaded), "nor is she named on the sheet"
        assert lawyer.id in left_out(loaded, Reach.FULL)
        assert lawyer.id not in left_out(loaded, Reach.PROCESS)
        for how_far, words in ((Reach.FULL, PLAIN), (Reach.PROCESS, NEUTRAL)):
            with pytest.raises(MoveRefused) as refusal:
                may_name(here, loaded, how_far, lawyer.id)
            assert refusal.value.objections[0].text == words
