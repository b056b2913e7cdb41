"""Switches, plugins, forms and the audit seen from the command line."""

import json

import pytest

from core.db import county_scope, db
from core.switches import load_board
from tests.harness.apps import COUNTY


def state_of(app, plugin):
    with county_scope(app, COUNTY):
        return load_board(db.session()).effective(plugin)


@pytest.fixture
def service(run) -> str:
    """Some service that is loaded."""
    rows = json.loads(run("plugins", "list", "--json").stdout)
    return next(row["name"] for row in rows if row["kind"] == "service")


def test_a_switch_is_set_and_said(run, app, service):
    assert service in run("switch", COUNTY, service, "closing").stdout
    assert state_of(app, service) == "closing"
    run("switch", COUNTY, service, "open")
    assert state_of(app, service) == "open"


@pytest.mark.parametrize(
    "words", [(COUNTY, "no_such_thing", "open"), ("990109", None, "open"), (COUNTY, None, "ajar")]
)
def test_a_wrong_word_is_refused(run, service, words):
    result = run("switch", *[word or service for word in words], ok=False)
    assert result.exit_code == (2 if "ajar" in words else 1)


def test_a_lower_point_may_not_widen(run, service):
    run("switch", COUNTY, service, "closing")
    result = run("switch", COUNTY, service, "open", "--point", f"{COUNTY}001", ok=False)
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.bundled
def test_every_bundled_service_is_listed_and_well(run):
    rows = json.loads(run("plugins", "doctor", "--json").stdout)
    assert len(rows) >= 8
    assert not [row for row in rows if row["reason"]]
    assert len(run("plugins", "list").stdout.splitlines()) == len(rows)


def test_one_left_out_is_named_with_its_reason(run, environ, service):
    environ["JIAHE_PLUGINS_OFF"] = service
    rows = json.loads(run("plugins", "doctor", "--json").stdout)
    assert [row["name"] for row in rows if row["reason"]] == [service]
    assert json.loads(run("doctor", "--json").stdout) == []


def test_every_declared_form_is_sound(run):
    assert json.loads(run("forms", "check", "--json").stdout) == []


def test_the_audit_holds_until_somebody_touches_it(run, app, service):
    run("switch", COUNTY, service, "closing")
    rows = {row["county"]: row for row in json.loads(run("audit", "verify", "--json").stdout)}
    assert rows[COUNTY]["entries"] >= 1
    assert not rows[COUNTY]["breaks"]
    with app.app_context(), db.engine.begin() as connection:
        driver = connection.connection.driver_connection
        driver.execute("UPDATE audit_entry SET actor_id = 'somebody'")
    result = run("audit", "verify", COUNTY, ok=False)
    assert result.exit_code == 1
    assert "断裂" in result.stdout


def test_an_unknown_county_has_no_audit(run):
    assert "990109" in run("audit", "verify", "990109", ok=False).stderr


def test_doctor_finds_nothing_in_a_fresh_sandbox(run):
    assert json.loads(run("doctor", "--json").stdout) == []


def test_doctor_says_when_the_database_is_behind(run, app):
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version_core")
    result = run("doctor", ok=False)
    assert result.exit_code == 1
    assert "jiahe upgrade" in result.stdout
    assert "jiahe upgrade" in run("serve", ok=False).stderr


def test_figures_are_held_against_a_recount_and_rebuilt(run, app):
    rows = json.loads(run("figures", "--json").stdout)
    assert [row["wrong"] for row in rows] == [0] * len(rows)
    assert "一致" in run("figures", COUNTY, "--rebuild").stdout
    assert "没有这个县" in run("figures", "990109", ok=False).stderr
