"""跟踪移交: visits of who left, or must not know any more, come back to a head and go on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.cases.history import replay, routing
from core.cases.models import CaseBarrier, CaseEvent, CaseFile, CaseGrant, FollowUp
from core.clocks import now
from core.db import county_scope, db
from core.people.models import Account, Post
from core.people.service import find_account
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does
from tests.walks.test_followups import settled


def is_barred(number: str, login: str) -> None:
    account = find_account(db.session(), login)
    assert account is not None
    db.session.add(
        CaseBarrier(case_id=case_of(number).id, kind="recusal", account_id=account.id, since=now())
    )


def is_late(number: str, login: str) -> None:
    day = now().date() - timedelta(days=1)
    db.session.execute(
        update(FollowUp).where(FollowUp.case_id == case_of(number).id).values(planned_on=day)
    )


def has_left(number: str, login: str) -> None:
    account = find_account(db.session(), login)
    assert account is not None
    gone = now().date()
    for post in db.session.scalars(select(Post).where(Post.account_id == account.id)):
        post.ends_on = gone.replace(year=gone.year - 1)


def is_shut(number: str, login: str) -> None:
    db.session.execute(update(Account).where(Account.username == login).values(active=False))


def case_of(number: str) -> CaseFile:
    return db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()


@pytest.mark.parametrize("what", [is_late, has_left, is_shut])
def test_the_head_sees_it_and_hands_it_over(app: Flask, what: object) -> None:
    house = house_of(app)
    town, head = HtmlActor(app, "mediator_town", house), HtmlActor(app, "head_town", house)
    desk = HtmlActor(app, "desk_town", house)
    number = taken_to(desk, town)
    day = head.at("desk/day")
    assert "回访没有人做" not in head.open(day).text
    with county_scope(app, COUNTY):
        what(number, "mediator_town")  # type: ignore[operator]
        db.session.commit()
    shown = head.open(day)
    assert "回访没有人做" in shown.text
    link = shown.link("/moves/hand_over_tracking")
    assert link is not None
    form = head.open(link).form("/moves/hand_over_tracking")
    form.pick("to_account", house.staff["desk_town"].name)
    again = head.press(form)
    assert again.status == 409, "a reason is asked for"
    form = again.form("/moves/hand_over_tracking")
    form.fill("reason", "调岗")
    assert head.press(form).status == 200
    assert ("回访没有人做" in head.open(day).text) is (what is is_late), "late until it is made"
    assert number in desk.visits()
    with county_scope(app, COUNTY, read_only=True):
        case = case_of(number)
        lines = db.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id))
        assert replay(lines) == routing(case)


def test_a_head_is_not_told_that_somebody_is_kept_from_a_case(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk_town", house)
    number, head = taken_to(desk, HtmlActor(app, "mediator_town", house)), as_("head_town")
    told = []
    for change in (lambda *_: None, is_barred, is_late):
        with county_scope(app, COUNTY):
            change(number, "mediator_town")
            db.session.commit()
        told.append([one["number"] for one in head.get("day")["adrift"]])
    assert told == [[], [], [number]], "until the day has passed, and then like anybody's"


def taken_to(desk: HtmlActor, town: HtmlActor) -> str:
    """Settle at the town, by its mediator."""
    number = settled(desk)
    with county_scope(desk.app, COUNTY):
        case = case_of(number)
        case.tracker_id = case.handler_id = town.me.id
        line = db.session.scalars(
            select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq.desc())
        ).first()
        assert line is not None
        line.after = {**line.after, "tracker_id": town.me.id, "handler_id": town.me.id}
        db.session.commit()
    return number


@pytest.mark.postgres
def test_who_may_and_to_whom(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk", house)
    number = settled(desk)
    head, stranger = as_("head"), as_("supervisor")
    where, body = f"cases/{number}/moves", {"move": "hand_over_tracking", "reason": "调岗交接"}
    quoted = {**body, "version": head.version(number)}
    assert problem(stranger.try_post(where, {**quoted, "to": "mediator"}), 403)
    assert problem(head.try_post(where, quoted), 409), "somebody is to be named"
    elsewhere = problem(head.try_post(where, {**quoted, "to": "mediator_town"}), 409)
    assert "不能选这位同事" in elsewhere["reasons"][0]["text"]
    assert head.get("day")["adrift"] == []
    done = head.post(where, {**quoted, "to": "mediator"})
    assert done["tracker"] == "mediator"
    assert as_("mediator").get(f"cases/{number}")["reach"] == "full"
    fresh = as_("desk").receive()
    early = {**body, "version": 1, "to": "mediator"}
    assert problem(head.try_post(f"cases/{fresh['number']}/moves", early), 409)


def test_of_a_sealed_case_the_list_follows(app: Flask) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk", house)
    number = settled(desk)
    with county_scope(app, COUNTY):
        case = case_of(number)
        case.sealed, case.confidentiality = True, "C3"
        for why in ("tracker", "lead", "handler", "first_handler"):
            db.session.add(
                CaseGrant(case_id=case.id, account_id=case.lead_id, why=why, since=now())
            )
        db.session.commit()
    does(desk.move(number, "hand_over_tracking", to_person="mediator", reason="交接"))
    with county_scope(app, COUNTY, read_only=True):
        rows = db.session.scalars(select(CaseGrant).where(CaseGrant.why == "tracker")).all()
        alive = {row.account_id for row in rows if row.until is None}
        assert alive == {house.staff["mediator"].id}


def test_who_led_a_sealed_case_sees_it_no_more(as_: Calls) -> None:
    desk, mediator = as_("desk"), as_("mediator")
    number = desk.receive(scenario="dv", services=["psych"])["number"]
    for leads, to in ((desk, "mediator"), (mediator, "head")):
        led = {"move": "hand_over_lead", "reason": "回避", "to": to}
        leads.post(f"cases/{number}/moves", {**led, "version": leads.version(number)})
        sees = mediator.ask("GET", f"cases/{number}").status_code
        assert sees == (200 if to == "mediator" else 404), to
    assert desk.version(number), "the first handler stays on the list"


def test_who_worked_a_sealed_case_sees_it_no_more(as_: Calls) -> None:
    """At the holding point the post would still show how it goes: only the list may (C3)."""
    desk, mediator, head = as_("desk"), as_("mediator"), as_("head")
    number = desk.receive(scenario="dv", services=["psych"])["number"]
    where = f"cases/{number}"
    for gives, to in ((desk, "mediator"), (mediator, "head")):
        gives.post(f"{where}/handler", {"account": to, "version": gives.version(number)})
        sees = mediator.ask("GET", where).status_code
        listed = number in {one["number"] for one in mediator.get("cases")["items"]}
        assert (sees, listed) == ((200, True) if to == "mediator" else (404, False)), to
    item = head.get(where)["items"][0]
    for to in ("mediator", "psychologist"):
        owned = {"account": to, "version": head.get(where)["items"][0]["version"]}
        head.post(f"{where}/items/{item['id']}/owner", owned)
        assert mediator.ask("GET", where).status_code == (200 if to == "mediator" else 404), to
    assert desk.version(number), "the first handler stays on the list"
