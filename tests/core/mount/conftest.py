"""A small house with doors of its own, a wall, and plugins behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from flask import Flask, abort, g, request
from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound

from core.mount import Wall, mount, raise_wall
from core.roster import Gates, Roster, load
from core.words import State
from tests.dummies import entry_point

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)
COUNTY = "990101"


class Client(FlaskClient):
    """A visitor who reads files to the end and closes them."""

    def open(self, *args, **options):
        return super().open(*args, buffered=True, **options)


@dataclass
class House:
    """An app, its roster, its wall, and the switches a test may set."""

    app: Flask
    roster: Roster
    wall: Wall
    states: dict[str, State] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def client(self):
        return Client(self.app, self.app.response_class)


def page(status: int) -> Callable[..., tuple[str, int, dict[str, str]]]:
    return lambda *_: (f"<h1>{status}</h1>", status, {"X-Core": "yes"})


def new_app() -> Flask:
    app = Flask("house", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    app.register_error_handler(404, page(404))
    app.register_error_handler(405, page(405))

    @app.url_value_preprocessor
    def take_county(endpoint, values):
        g.county_id = values.pop("county", None) if values else None

    @app.after_request
    def stamp(response):
        response.headers["X-Endpoint"] = str(request.endpoint)
        return response

    app.add_url_rule("/", "home", lambda: "home")
    app.add_url_rule("/<county>/desk/", "desk", lambda: "desk")
    return app


def build(*points, handed=None, strict=False, gates=None, wall=True, roster=None) -> House:
    app = new_app()
    roster = roster or load(since=SINCE, points=points, handed=handed or {}, strict=strict)
    house = House(app=app, roster=roster, wall=None)

    def state_of(name):
        house.asked.append(name)
        return house.states.get(name, State.OPEN)

    house.wall = raise_wall(
        app,
        roster,
        state_of=state_of,
        not_found=lambda: app.handle_http_exception(NotFound()),
        busy=page(503),
        gates=gates,
    )
    if wall:
        app.before_request(house.wall)

    @app.before_request
    def token():
        routed = request.routing_exception is None
        if routed and request.method == "POST" and "token" not in request.form:
            abort(400)

    house.roster = mount(app, roster, since=SINCE)
    return house


@pytest.fixture
def house() -> House:
    """A house with the quiet plugin, open."""
    return build(entry_point("quiet"))


@pytest.fixture
def build_house():
    """Build a house around given plugins."""
    return build


@pytest.fixture
def free_gates():
    """Return a bulkhead of some size that does not wait."""
    return lambda at_once: Gates(at_once=at_once, patience=0)
