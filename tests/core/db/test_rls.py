"""On PostgreSQL a county's rows stay its own even for SQL that never met our session."""

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection

from core.db import county_scope, db, rls
from core.db.guard import UNSCOPED
from tests.core.db.conftest import build
from tests.core.db.small import HERE, THERE, World

INTO_ANOTHER = (
    f"INSERT INTO small_tally VALUES ('{THERE}', '2026-12', 1)",  # noqa: S608 - our own words
    f"UPDATE small_tally SET county_id = '{THERE}'",  # noqa: S608 - the same
)


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    return postgres_app


@pytest.fixture
def world(app: Flask) -> World:
    return build(app)


def _cursor() -> psycopg.Cursor:
    driver = db.session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.cursor()


def test_cursor_sees_one_county(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        rows = _cursor().execute("SELECT DISTINCT county_id FROM small_member").fetchall()
        assert rows == [(HERE,)]


def test_cursor_without_a_county_sees_nothing(app: Flask, world: World) -> None:
    with county_scope(app, None):
        assert _cursor().execute("SELECT count(*) FROM small_member").fetchall() == [(0,)]
    with app.app_context(), db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.execute("SELECT count(*) FROM small_member").fetchall() == [(0,)]


def test_platform_wide_tables_are_not_locked(app: Flask, world: World) -> None:
    with county_scope(app, None):
        assert _cursor().execute("SELECT count(*) FROM small_account").fetchall() == [(1,)]


@pytest.mark.parametrize("sql", INTO_ANOTHER)
def test_cursor_cannot_write_into_another_county(app: Flask, world: World, sql: str) -> None:
    with (
        county_scope(app, HERE),
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
    ):
        _cursor().execute(sql)


@pytest.mark.parametrize("sql", ["UPDATE small_tally SET count = 99", "DELETE FROM small_tally"])
def test_cursor_cannot_reach_another_county(app: Flask, world: World, sql: str) -> None:
    with county_scope(app, HERE):
        assert _cursor().execute(sql).rowcount == 1
        db.session.commit()
    with county_scope(app, THERE):
        assert _cursor().execute("SELECT count FROM small_tally").fetchall() == [(7,)]


def test_planted_bug_without_force_the_owner_sees_all(app: Flask, world: World) -> None:
    """Shows that the tests above would notice: the app's role owns these tables."""
    with app.app_context(), _operator() as connection:
        connection.exec_driver_sql("ALTER TABLE small_member NO FORCE ROW LEVEL SECURITY")
        connection.commit()
    with county_scope(app, HERE):
        rows = _cursor().execute("SELECT DISTINCT county_id FROM small_member").fetchall()
        assert len(rows) == 2


def test_every_county_table_is_locked_once(app: Flask, world: World) -> None:
    with app.app_context(), _operator() as connection:
        names = [lock.table for lock in rls.locks(connection)]
        assert names == [
            "small_diary",
            "small_household",
            "small_member",
            "small_post",
            "small_tally",
        ]
        assert all(lock.closed and lock.others == 0 for lock in rls.locks(connection))
        assert rls.close_all(connection) == []


def test_new_and_opened_tables_are_locked(app: Flask, world: World) -> None:
    with app.app_context(), _operator() as connection:
        connection.exec_driver_sql('CREATE TABLE "Odd name" (county_id varchar(6))')
        connection.exec_driver_sql("CREATE TABLE without_county (x int)")
        connection.exec_driver_sql("ALTER TABLE small_tally DISABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql("DROP POLICY county ON small_post")
        assert rls.close_all(connection) == ["Odd name", "small_post", "small_tally"]
        assert all(lock.closed for lock in rls.locks(connection))


def test_owner_moves_data_only_until_closed_again(app: Flask, world: World) -> None:
    with app.app_context(), _operator() as connection:
        rls.open_for_owner(connection)
        moved = connection.exec_driver_sql("UPDATE small_tally SET count = count + 1")
        assert moved.rowcount == 2
        rls.close_all(connection)
        assert connection.exec_driver_sql("UPDATE small_tally SET count = 0").rowcount == 0


def _operator() -> Connection:
    return db.engine.connect().execution_options(**{UNSCOPED: True})
