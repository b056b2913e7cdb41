"""The practice county at ten on a Friday morning, and people at work in it.

A walk is written once against ``Actor``; ``driver`` runs it through the pages and through the API,
``@pytest.mark.postgres`` on both databases. ``--driver chromium`` runs the walks of the eight
services in a real browser instead, ``--driver narrow`` the same on a telephone's 360 px: minutes
that ``.ci/run`` has as a stage of its own, ``./jiahe test`` does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from tests.walks.chromium_actor import ChromiumActor
from tests.walks.html_actor import HtmlActor
from tests.walks.words import Actor, Colleague, House, Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DRIVERS = ("pages", "api")
WIDTHS = {"chromium": 1280, "narrow": 360}
IN_CHROMIUM = (
    "test_eight.py",
    "test_marriage.py",
    "test_petition.py",
    "test_inheritance.py",
    "test_consult.py",
    "test_psych.py",
    "test_legal_aid.py",
    "test_widow.py",
    "test_family_education.py",
    "test_danger.py",
)
"""The walks for a real browser: every service from the window to the archive, and danger."""

CROSSED = {("pages", "sqlite"), ("api", "sqlite"), (None, "sqlite")}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a walk by everybody's hands, or by those that ``--driver`` names."""
    if "driver" in metafunc.fixturenames and "driver" not in vars(metafunc.module):
        usual = getattr(metafunc.module, "DRIVERS", DRIVERS)
        metafunc.parametrize("driver", drivers_of(metafunc.config, usual), indirect=True)


def drivers_of(config: pytest.Config, usual: tuple[str, ...]) -> tuple[Any, ...]:
    """Return how people work in this run; a real browser is a part a machine may lack."""
    chosen = config.getoption("--driver")
    if chosen in WIDTHS:
        return (pytest.param(chosen, marks=pytest.mark.browser),)
    return (chosen,) if chosen else usual


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Walk the pages and the API on SQLite, and the main job on PostgreSQL too.

    The whole product runs with ``--long``, and either database alone with ``--db``; ``.ci/run``
    walks all of them on PostgreSQL.
    """
    if chosen := config.getoption("--driver"):
        _only(config, items, lambda item: _driven(item, chosen))
        if chosen in WIDTHS:
            return
    if config.getoption("--long") or config.getoption("--db") != "both" or missing("postgres"):
        return
    _only(config, items, lambda item: item.path.parent != HERE or not _crossed_out(item))


def _only(
    config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]
) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


def _driven(item: pytest.Item, chosen: str) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or callspec.params.get("driver") != chosen:
        return False
    if chosen not in WIDTHS:
        return True
    return item.path.name in IN_CHROMIUM and callspec.params.get("database") == "sqlite"


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


@pytest.fixture
def driver(request: pytest.FixtureRequest) -> str:
    """How people work in this run of the walk."""
    return str(request.param)


@pytest.fixture
def kind(request: pytest.FixtureRequest, driver: str) -> Callable[[Flask, str, House], Actor]:
    """Return how somebody is made who works in this run's way."""
    if driver not in WIDTHS:
        return KINDS[driver]
    sit: Callable[[Flask, str, House], Actor] = request.getfixturevalue("at_a_window")
    return sit


@pytest.fixture
def at_a_window(
    app: Flask, driver: str, live: str, chromium_browser: Browser
) -> Iterator[Callable[[Flask, str, House], Actor]]:
    """Give everybody a window of their own; what a page did wrong there is told at the end."""
    windows: list[ChromiumActor] = []

    def sit(of: Flask, login: str, house: House) -> Actor:
        windows.append(ChromiumActor(of, login, house, chromium_browser, live, WIDTHS[driver]))
        return windows[-1]

    yield sit
    for one in windows:
        one.close()


@pytest.fixture
def as_(app: Flask, house: House, kind: Callable[[Flask, str, House], Actor]) -> As:
    """Return how to become somebody; the same person stays signed in."""
    known: dict[str, Actor] = {}

    def become(login: str) -> Actor:
        if login not in known:
            known[login] = kind(app, login, house)
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
