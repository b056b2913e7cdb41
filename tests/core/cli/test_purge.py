"""A removed plugin's leftovers go, after a rehearsal; what it did on cases never does."""

from dataclasses import replace

import pytest
from sqlalchemy import inspect, select, text

from core.app import create_app
from core.cases.models import ServiceItem
from core.db import county_scope, db
from core.db.guard import UNSCOPED
from core.switches import Switch
from tests.core.rest.conftest import Caller
from tests.dummies import a_plugin, a_service
from tests.harness.apps import COUNTY
from tests.walks.test_brand import caller


def tables(app) -> set[str]:
    with app.app_context(), db.engine.connect().execution_options(**{UNSCOPED: True}) as connection:
        return set(inspect(connection).get_table_names())


@pytest.fixture
def left(settings, app):
    """A case the plugin worked on, its switch, and tables of its own and of one called alike."""
    handed = {"tea": a_plugin(a_service("tea"))}
    old = create_app(replace(settings, plugins_strict=False), handed=handed)
    caller(old, "admin").put("switches/tea", {"state": "open"})
    desk = caller(old, "desk")
    number = desk.receive(services=["tea"])["number"]
    with old.app_context(), db.engine.begin() as connection:
        connection = connection.execution_options(**{UNSCOPED: True})
        for name in ("tea_cup", "alembic_version_tea", "tea_room_seat", "alembic_version_tea_room"):
            connection.execute(text(f"CREATE TABLE {name} (id INTEGER)"))
    with old.app_context():
        db.engine.dispose()
    return desk.token, number


@pytest.mark.postgres
def test_it_is_rehearsed_refused_and_done(run, app, settings, left):
    token, number = left
    refused = run("plugins", "purge", "tea", ok=False)
    assert "tea_cup" in refused.output
    assert "没有办结" in refused.output
    with county_scope(app, COUNTY):
        for item in db.session.scalars(select(ServiceItem).where(ServiceItem.service == "tea")):
            item.state = "closed"
        db.session.commit()

    told = run("plugins", "purge", "tea").output
    assert "表 2 张：tea_cup、alembic_version_tea" in told
    assert "演练" in told
    assert "tea_cup" in tables(app)

    run("plugins", "purge", "tea", "--yes")
    now = tables(app)
    assert not {"tea_cup", "alembic_version_tea"} & now
    assert {"tea_room_seat", "alembic_version_tea_room", "service_item"} <= now
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalars(select(Switch).where(Switch.plugin == "tea")).all() == []
    case = Caller(app=app, token=token, county=COUNTY).get(f"cases/{number}")
    assert [item["service"] for item in case["items"]] == ["tea"]
    assert "表 0 张" in run("plugins", "purge", "tea", "--yes").output, "may be called twice"


@pytest.mark.parametrize("name", ["case", "mediation", "../x", "Service"])
def test_what_is_there_or_never_was_a_plugin_is_refused(run, name):
    assert run("plugins", "purge", name, ok=False).exit_code == 1
