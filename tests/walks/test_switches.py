"""A function set to 只办结, then 停用: the switch is a wall, not a sign (T/ZSM 5.4; 4.3.1.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from core.clocks import pretend
from core.config import Settings
from core.db import db
from tests.dummies import quiet
from tests.walks.conftest import KINDS, As
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Visit

pytestmark = pytest.mark.postgres
TEA = Visit(summary="想喝茶聊一聊", services=("quiet",))


def an_app(settings: Settings) -> Flask:
    """Return the platform with one function more, which brings a page of its own."""
    from core.app import create_app

    app = create_app(settings, handed={"quiet": quiet})
    app.testing = True
    return app


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The app of this walk."""
    app = an_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def elsewhere(settings: Settings, house: House, driver: str) -> Iterator[As]:
    """People whose requests reach another process on the same database."""
    other = an_app(settings)
    pretend(other, None)
    yield lambda login: KINDS[driver](other, login, house)
    with other.app_context():
        db.engine.dispose()


def test_closing_finishes_what_runs_and_closed_is_a_wall(
    as_: As, elsewhere: As, house: House
) -> None:
    """Open → 只办结 → 停用 → open, each obeyed by the next request of every process."""
    admin, desk, there = as_("admin"), as_("desk"), elsewhere("desk")
    assert desk.status_of("quiet/") == 404, "installed and not open: nothing there"
    refused(desk.receive(TEA), "停用")
    does(admin.switch("quiet", "open"))
    number = taken_in(desk, TEA)
    assert there.receive(TEA.but(answer="喝过茶了")).ok

    refused(admin.switch("quiet", "closed"), "在办")
    does(admin.switch("quiet", "closing"))
    refused(there.receive(TEA), "只办结")
    refused(desk.receive(TEA), "只办结")
    does(there.take_step(number, "quiet", "talk", {"wish": "喝杯茶"}))
    refused(admin.switch("quiet", "closed"), "在办")
    does(desk.take_step(number, "quiet", "finish"))
    does(admin.switch("quiet", "closed"))

    refused(there.receive(TEA), "停用")
    for path in ("quiet/", "quiet", "quiet/ring", "quiet/static/tea.txt", "quiet/nothing"):
        assert there.status_of(path) == 404, path
        assert desk.status_of(path) == 404, path
    assert "喝杯茶" in there.everything(number), "what was written stays readable"
    does(admin.switch("quiet", "open"))
    assert there.receive(TEA).ok


def test_pages_of_a_function_open_and_vanish(
    app: Flask, as_: As, elsewhere: As, house: House, driver: str
) -> None:
    """4.3.1.2: the page is there while the function is, for whoever may see it."""
    if driver == "api":
        as_ = elsewhere = lambda login: HtmlActor(app, login, house)
    admin, desk, there = as_("admin"), as_("desk"), elsewhere("desk")
    does(admin.switch("quiet", "open"))
    assert desk.status_of("quiet/") == there.status_of("quiet/") == 200
    does(admin.switch("quiet", "closing"))
    assert there.status_of("quiet/") == 200, "what runs still needs its pages"
    does(admin.switch("quiet", "closed"))
    assert there.status_of("quiet/") == desk.status_of("quiet/") == 404
