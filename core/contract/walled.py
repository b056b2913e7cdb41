"""A small house with a wall and one plugin behind it: to compare a closed door with no door.

Only what the wall touches: an app with doors and error pages of its own, and a token asked for on
writing, as the real one has. No database, so a check costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, abort, g, request
from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound
from werkzeug.test import TestResponse

from core.mount import Wall, mount, raise_wall
from core.roster import Gates, Roster
from core.words import State

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)
COUNTY = "990101"
NOBODY = f"/{COUNTY}/nobody/"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


class Client(FlaskClient):
    """A visitor who reads files to the end and closes them."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Open an address."""
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
    def client(self) -> FlaskClient:
        """A new visitor."""
        return Client(self.app, self.app.response_class)


def page(status: int) -> Callable[..., tuple[str, int, dict[str, str]]]:
    """Return a view that answers core's page of this status."""
    return lambda *_: (f"<h1>{status}</h1>", status, {"X-Core": "yes"})


def new_app() -> Flask:
    """Return an app with doors of its own."""
    app = Flask("house", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    app.register_error_handler(404, page(404))
    app.register_error_handler(405, page(405))

    def take_county(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.county_id = values.pop("county", None) if values else None

    def stamp(response: Response) -> Response:
        response.headers["X-Endpoint"] = str(request.endpoint)
        return response

    app.url_value_preprocessor(take_county)
    app.after_request(stamp)
    app.add_url_rule("/", "home", lambda: "home")
    app.add_url_rule("/<county>/desk/", "desk", lambda: "desk")
    return app


def house_around(roster: Roster, *, gates: Gates | None = None, wall: bool = True) -> House:
    """Build a house around the plugins of *roster*; ``wall=False`` leaves the wall out, for a
    check of the check."""
    app = new_app()
    states: dict[str, State] = {}
    asked: list[str] = []

    def state_of(name: str) -> State:
        asked.append(name)
        return states.get(name, State.OPEN)

    standing = raise_wall(
        app,
        roster,
        state_of=state_of,
        not_found=lambda: app.handle_http_exception(NotFound()),
        busy=page(503),
        gates=gates,
    )
    if wall:
        app.before_request(standing)

    def token() -> None:
        routed = request.routing_exception is None
        if routed and request.method == "POST" and "token" not in request.form:
            abort(400)

    app.before_request(token)
    return House(
        app=app,
        roster=mount(app, roster, since=SINCE),
        wall=standing,
        states=states,
        asked=asked,
    )


def told(response: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything a visitor could compare."""
    return response.status_code, response.data, sorted(response.headers)


def answers(house: House, path: str, method: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """What a visitor gets there."""
    return told(house.client.open(path, method=method, data={"some": "thing"}))


def differences(
    house: House, paths: Iterable[str], methods: Iterable[str] = METHODS
) -> list[tuple[str, str]]:
    """Every request to a closed plugin that does not look like one to nobody."""
    return [
        (method, path)
        for method in methods
        for path in paths
        if answers(house, path, method) != answers(house, NOBODY, method)
    ]


def addresses(house: House, name: str) -> Iterator[str]:
    """Every address of the plugin, with something in each place, and some it does not have."""
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{name}."):
            values = dict.fromkeys(rule.arguments, "7") | {"county": COUNTY}
            with house.app.test_request_context():
                yield rule.rule.replace("<county:county>", COUNTY).partition("<")[0]
                built = rule.build(values)
                if built:
                    yield built[1]
    yield from (f"/{COUNTY}/{name}", f"/{COUNTY}/{name}/", f"/{COUNTY}/{name}/static/x.css")
