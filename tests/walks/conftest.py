"""The practice county at ten on a Friday morning, and people at work in it.

A walk is written once against ``Actor``; ``driver`` runs it through the pages and through the API,
``@pytest.mark.postgres`` on both databases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from core.clocks import now, pretend
from core.db import county_scope, db
from core.people.models import Account
from core.points.models import ServicePoint
from core.points.service import change_settings
from tests.harness.apps import COUNTY
from tests.harness.parts import missing
from tests.walks.api_actor import ApiActor
from tests.walks.html_actor import HtmlActor
from tests.walks.words import Actor, Colleague, House, Place

CROSSED = {("pages", "sqlite"), ("api", "sqlite"), (None, "sqlite")}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Walk the pages and the API on SQLite, and the main job on PostgreSQL too.

    The whole product runs with ``--long``, and either database alone with ``--db``; ``.ci/run``
    walks all of them on PostgreSQL.
    """
    if config.getoption("--long") or config.getoption("--db") != "both" or missing("postgres"):
        return
    left_out = [item for item in items if item.path.parent == HERE and _crossed_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _crossed_out(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    params = callspec.params if callspec is not None else {}
    where = params.get("database")
    if item.path.name in BOTH and (params.get("driver"), where) == ("api", "postgres"):
        return False
    return where is not None and (params.get("driver"), where) not in CROSSED


BOTH = ("test_danger.py", "test_at_once.py")
"""Walks that PostgreSQL could take another way: locks, and what is found for whom."""


FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning where the county lies

HERE = Path(__file__).parent
As = Callable[[str], Actor]
KINDS: dict[str, Callable[[Flask, str, House], Actor]] = {"pages": HtmlActor, "api": ApiActor}


class Hours:
    """The clock on the wall; moving it moves the whole house."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def pass_(self, **spans: float) -> None:
        """Let time pass: ``minutes=31`` or ``days=1``."""
        self._traveller.shift(timedelta(**spans))


@pytest.fixture
def hours() -> Iterator[Hours]:
    """The house's time, standing where the walk put it."""
    with time_machine.travel(FRIDAY, tick=True) as traveller:
        yield Hours(traveller)


@pytest.fixture
def house(app: Flask, hours: Hours) -> House:
    """Places and colleagues; the app lives on the clock of the walk."""
    pretend(app, None)
    return house_of(app)


def house_of(app: Flask) -> House:
    """Return the places and colleagues of the app's county."""
    found = House()
    with county_scope(app, COUNTY, read_only=True):
        rows = db.session.execute(
            select(ServicePoint.id, ServicePoint.code, ServicePoint.name).order_by(
                ServicePoint.code
            )
        ).all()
        for key, code in (
            ("county", COUNTY),
            ("town", f"{COUNTY}001"),
            ("village", f"{COUNTY}001001"),
            ("next_village", f"{COUNTY}001002"),
            ("other_town", f"{COUNTY}002"),
            ("other_village", f"{COUNTY}002001"),
        ):
            row = next(one for one in rows if one.code == code)
            found.places[key] = Place(id=row.id, code=row.code, name=row.name)
        for row in rows:
            if len(row.code) == len(COUNTY) + 3:
                found.places[f"every_town_{row.code}"] = Place(
                    id=row.id, code=row.code, name=row.name
                )
        for account in db.session.execute(select(Account.id, Account.username, Account.name)):
            found.staff[account.username] = Colleague(
                id=account.id, login=account.username, name=account.name
            )
    return found


@pytest.fixture(params=["pages", "api"])
def driver(request: pytest.FixtureRequest) -> str:
    """How people work in this run of the walk."""
    return str(request.param)


@pytest.fixture
def as_(app: Flask, house: House, driver: str) -> As:
    """Return how to become somebody; the same person stays signed in."""
    known: dict[str, Actor] = {}

    def become(login: str) -> Actor:
        if login not in known:
            known[login] = KINDS[driver](app, login, house)
        return known[login]

    return become


@pytest.fixture
def rules(app: Flask, house: House) -> Callable[..., None]:
    """Return how to change the county's own rules."""

    def change(**settings: object) -> None:
        with county_scope(app, COUNTY):
            change_settings(db.session(), COUNTY, dict(settings))
            db.session.commit()

    return change


def today() -> str:
    """Return the date on the wall."""
    return (now() + timedelta(hours=8)).date().isoformat()
