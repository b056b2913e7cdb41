"""The ways to a case are kept by the flush: whatever was changed, they are what the rows say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.cases import commands, lists, ways
from core.cases.models import CaseFile, CaseGrant, CasePoint, CaseWay, ServiceItem
from core.clocks import now
from core.db import CountySession, county_scope, db
from core.people.models import Account
from core.points.models import ServicePoint
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as

STEPS = 60
STATES = ["received", "in_progress", "unsettled", "archived"]
WHYS = ["team", "handler", "watch", "co", "item"]


@pytest.fixture
def ground(app: Flask) -> Iterator[Session]:
    """A session of the county with three cases, rolled back at the end."""
    with county_scope(app, COUNTY):
        for _case in range(3):
            commands.receive(acting_as(app, "desk"), raw=INTAKE)
        yield db.session()
        db.session.rollback()


def expected(session: Session) -> set[tuple[str, str, str]]:
    """Say in the plainest way to whom which case shows, beside its holder."""
    found: set[tuple[str, str, str]] = set()
    for case in session.scalars(select(CaseFile)):
        parts = {case.handler_id, case.lead_id, case.first_handler_id, case.tracker_id}
        found |= {(case.id, who, case.state) for who in parts if who}
    state = {case.id: case.state for case in session.scalars(select(CaseFile))}
    for item in session.scalars(select(ServiceItem)):
        if item.owner_id:
            found.add((item.case_id, item.owner_id, state[item.case_id]))
    for seat in session.scalars(select(CaseGrant)):
        if seat.until is None and seat.why in ("team", "urgent", "special", "watch", "co"):
            found.add((seat.case_id, seat.account_id, state[seat.case_id]))
    for place in session.scalars(select(CasePoint)):
        if place.until is None:
            found.add((place.case_id, place.point_id, state[place.case_id]))
    return found


def kept(session: Session) -> set[tuple[str, str, str]]:
    rows = session.execute(select(CaseWay.case_id, CaseWay.who, CaseWay.state))
    return {(case_id, who, state) for case_id, who, state in rows}


def one_change(session: Session, dice: random.Random) -> None:
    """Change one thing that a way follows from, or several in one flush."""
    people = sorted(session.scalars(select(Account.id)))
    points = sorted(session.scalars(select(ServicePoint.id)))
    case = dice.choice(session.scalars(select(CaseFile).order_by(CaseFile.id)).all())

    def seats(model: Any) -> list[Any]:
        return list(session.scalars(select(model).where(model.case_id == case.id)))

    def end(model: Any) -> None:
        for row in seats(model)[:1]:
            row.until = None if row.until else now()

    def away(model: Any) -> None:
        for row in seats(model)[:1]:
            session.delete(row)

    def name() -> None:
        who, why = dice.choice(people), dice.choice(WHYS)
        if not any((one.account_id, one.why) == (who, why) for one in seats(CaseGrant)):
            session.add(CaseGrant(case_id=case.id, account_id=who, why=why, since=now()))

    def co_handle() -> None:
        where = dice.choice(points)
        if all(one.point_id != where for one in seats(CasePoint)):
            session.add(CasePoint(case_id=case.id, point_id=where, since=now()))

    def own() -> None:
        seats(ServiceItem)[0].owner_id = dice.choice([None, *people])

    changes: list[Callable[[], None]] = [
        lambda: setattr(case, "handler_id", dice.choice([None, *people])),
        lambda: setattr(case, "lead_id", dice.choice(people)),
        lambda: setattr(case, "tracker_id", dice.choice([None, *people])),
        lambda: setattr(case, "state", dice.choice(STATES)),
        own, name, name, co_handle,
        lambda: end(CaseGrant), lambda: end(CasePoint),
        lambda: away(CaseGrant), lambda: away(CasePoint),
    ]  # fmt: skip
    with session.no_autoflush:
        for change in dice.sample(changes, dice.randint(1, 3)):
            change()
    session.flush()


@pytest.mark.postgres
def test_the_ways_are_what_the_rows_say(ground: Session) -> None:
    dice = random.Random(34)  # noqa: S311 - no secret
    assert kept(ground) == expected(ground) != set()
    for step in range(STEPS):
        one_change(ground, dice)
        assert kept(ground) == expected(ground), step


def test_a_flush_that_is_not_looked_at_is_noticed(ground: Session) -> None:
    """The planted bug: the ways are kept once and never again."""
    dice = random.Random(34)  # noqa: S311 - no secret
    event.remove(CountySession, "after_flush", ways._look)
    try:
        for _step in range(8):
            one_change(ground, dice)
        assert kept(ground) != expected(ground)
    finally:
        event.listen(CountySession, "after_flush", ways._look)


def test_a_way_that_leads_nowhere_shows_nothing(app: Flask, ground: Session) -> None:
    """The rows only find: a stray one opens no case to whom the case itself does not."""
    case = ground.scalars(select(CaseFile)).first()
    assert case is not None
    stranger = acting_as(app, "village")
    ground.add(
        CaseWay(case_id=case.id, who=stranger.me, state=case.state, received_at=case.received_at)
    )
    ground.flush()
    assert lists.list_cases(stranger, lists.Filters())[0] == ()
    assert lists.count_cases(stranger, lists.Filters()) == 0
