"""What the house refuses before anybody comes in, and what no request may mix."""

from dataclasses import replace

import pytest
from flask import Blueprint, Flask
from sqlalchemy import insert, text, update

import tests.dummies.quiet as quiet
from core.app import create_app
from core.audit.models import AccessEntry
from core.cases.models import CaseFile, Task
from core.clocks import now
from core.config import Settings
from core.db import WriteInRead, db
from core.db.guard import OutOfScope
from core.roster import PluginRefused
from core.web import policy
from core.web.gate import EXTENSION
from core.web.policy import RoutePolicy, UndeclaredRoute
from tests.authorization.cast import COUNTY
from tests.authorization.world import World, voice
from tests.dummies import a_service


class Handed:
    """A plugin as an object with one blueprint."""

    def __init__(self, pages: Blueprint) -> None:
        self.value = a_service("quiet", title="安静的茶室", blueprint=pages)

    @quiet.hookimpl
    def service(self) -> object:
        return self.value


def with_page(**declared: object) -> Handed:
    pages = Blueprint("quiet", "tests.dummies.quiet")

    def page() -> str:
        return "in"

    view = policy(**declared)(page) if declared else page  # type: ignore[arg-type]  # as declared
    pages.add_url_rule("/page", view_func=view, methods=["GET"])
    return Handed(pages)


def start(settings: Settings, plugin: object) -> Flask:
    return create_app(replace(settings, plugins_strict=True), handed={"quiet": plugin})


def test_a_plugins_declared_page_lets_the_house_start(settings: Settings) -> None:
    app = start(settings, with_page(action="case.read"))
    assert any(rule.endpoint.endswith("quiet.page") for rule in app.url_map.iter_rules())


def test_a_plugins_silent_page_is_no_part_of_the_house(settings: Settings) -> None:
    with pytest.raises((UndeclaredRoute, PluginRefused, RuntimeError)):
        start(settings, with_page())


def test_an_undeclared_route_of_our_own_stops_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = create_app.__globals__["register_doors"]

    def one_more(app: Flask) -> None:
        real(app)
        app.add_url_rule("/<county>/forgotten", "forgotten", lambda: "in")

    monkeypatch.setitem(create_app.__globals__, "register_doors", one_more)
    with pytest.raises(UndeclaredRoute, match="forgotten"):
        create_app(settings)


def test_a_policy_for_a_rule_that_is_gone_stops_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        create_app.__globals__,
        "THIRD_PARTY",
        {"gone.view": RoutePolicy(action="sign_in", scope="public")},
    )
    with pytest.raises(UndeclaredRoute, match=r"gone\.view"):
        create_app(settings)


def test_every_rule_has_a_policy_and_every_policy_a_rule(house: Flask) -> None:
    table = house.extensions[EXTENSION].policies
    rules = {
        (rule.endpoint, method)
        for rule in house.url_map.iter_rules()
        for method in rule.methods or ()
    }
    assert set(table) == rules


@pytest.fixture
def writing(house: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The register page does, on a GET, whatever the test puts in."""
    wanted: dict[str, object] = {}

    def view() -> str:
        try:
            wanted["do"]()  # type: ignore[operator]  # put in by the test
        except Exception as error:
            wanted["raised"] = error
            raise
        return "done"

    monkeypatch.setitem(house.view_functions, "desk.register", view)
    return wanted


def a_task() -> Task:
    return Task(case_id=None, title="x", created_at=now(), due_on=now().date())


def flush_a_row() -> None:
    db.session.add(a_task())
    db.session.flush()


def flush_a_change() -> None:
    case = db.session.query(CaseFile).first()
    assert case is not None
    case.version += 1
    db.session.flush()


WRITES = {
    "a new row": flush_a_row,
    "a changed row": flush_a_change,
    "an ORM update": lambda: db.session.execute(update(CaseFile).values(version=9)),
    "a Core statement": lambda: db.session.execute(
        insert(AccessEntry.__table__).values(id="x", county_id=COUNTY)
    ),
    "an own connection's text": lambda: db.session.connection().execute(
        text("UPDATE county SET name = 'x'")
    ),
    "a text": lambda: db.session.execute(text("UPDATE county SET name = 'x'")),
    "a cursor": lambda: db.session.connection().exec_driver_sql("UPDATE county SET name = 'x'"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_page_that_writes_raises(
    house: Flask, world: World, writing: dict[str, object], name: str
) -> None:
    writing["do"] = WRITES[name]
    answer = voice(house, world, "desk").ask("GET", f"/{COUNTY}/desk/register")
    assert answer.status_code >= 500
    raised = writing["raised"]
    assert isinstance(raised, WriteInRead | OutOfScope) or "readonly" in str(raised), raised


def test_a_cookie_beside_a_token_is_thrown_away(house: Flask, world: World) -> None:
    desk, admin = voice(house, world, "desk"), voice(house, world, "admin")
    client = house.test_client(use_cookies=False)
    mixed = {"Cookie": admin.cookie, "Authorization": f"Bearer {desk.bearer}"}
    rehearsal = f"/api/v1/{COUNTY}/switches/mediation/rehearsal"
    assert client.get(rehearsal, headers={"Cookie": admin.cookie}).status_code == 200
    assert client.get(rehearsal, headers=mixed).status_code == 403
    for bad in ("Bearer nonsense", "Basic eDp5", "bearer"):
        answer = client.get(rehearsal, headers={**mixed, "Authorization": bad})
        assert answer.status_code == 401
    # and a token signs nobody in on a page
    page = client.get(f"/{COUNTY}/desk/", headers={"Authorization": f"Bearer {desk.bearer}"})
    assert page.status_code == 303


@pytest.mark.parametrize("path", [f"/{COUNTY}/desk/", f"/api/v1/{COUNTY}/cases", "/logout"])
def test_a_browsers_write_without_its_token_is_400(house: Flask, world: World, path: str) -> None:
    desk = voice(house, world, "desk")
    client = house.test_client(use_cookies=False)
    for headers in ({}, {"X-CSRFToken": "forged"}, {"X-CSRFToken": "", "Origin": "http://evil"}):
        answer = client.post(path, headers={"Cookie": desk.cookie, **headers}, json={})
        assert answer.status_code == 400, headers
    cross = {"Cookie": desk.cookie, "X-CSRFToken": desk.csrf, "Sec-Fetch-Site": "cross-site"}
    assert client.post(path, headers=cross).status_code == 400


def test_the_cookie_of_yesterday_opens_nothing_after_signing_out(
    world: World, house: Flask
) -> None:
    counsellor = voice(house, world, "counsellor")
    assert counsellor.ask("GET", f"/{COUNTY}/cases/").status_code == 200
    left = counsellor.ask("POST", "/logout")
    assert left.status_code in (302, 303)
    again = counsellor.ask("GET", f"/{COUNTY}/cases/")
    assert again.status_code == 303
    assert again.headers["Location"].startswith("/login")
    assert counsellor.ask("GET", f"/api/v1/{COUNTY}/cases", by_cookie=True).status_code == 401
