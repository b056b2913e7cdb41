"""The start-up checks see the silent failures."""

import gc

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, db, upgrade
from core.db.checks import problems
from core.db.guard import UNSCOPED


def _codes(app: Flask) -> list[str]:
    return [problem.code for problem in problems(app)]


def _operator() -> Connection:
    return db.engine.connect().execution_options(**{UNSCOPED: True})


@pytest.mark.postgres
def test_ready_database_has_no_problems(upgraded: Flask) -> None:
    assert _codes(upgraded) == []


@pytest.mark.postgres
def test_checks_do_not_wait_for_a_writer(upgraded: Flask) -> None:
    with upgraded.app_context(), db.engine.begin() as writer:
        writer.exec_driver_sql("UPDATE alembic_version_core SET version_num = version_num")
        assert _codes(upgraded) == []


@pytest.mark.postgres
def test_empty_database_is_not_at_head(app: Flask) -> None:
    assert _codes(app) == ["revision"]


@pytest.mark.parametrize(
    ("pragma", "code"),
    [
        ("synchronous=NORMAL", "sqlite_synchronous"),
        ("foreign_keys=OFF", "sqlite_foreign_keys"),
        ("busy_timeout=0", "sqlite_busy_timeout"),
        ("journal_mode=DELETE", "sqlite_journal_mode"),
    ],
)
def test_pragma_that_did_not_take(upgraded: Flask, pragma: str, code: str) -> None:
    with upgraded.app_context():
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")  # type: ignore[union-attr]
        # the pool hands the same connection out again
        assert _codes(upgraded) == [code]


@pytest.fixture
def postgres_ready(postgres_app: Flask) -> Flask:
    upgrade(postgres_app)
    return postgres_app


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("ALTER TABLE case_file NO FORCE ROW LEVEL SECURITY", "postgres_rls"),
        ("ALTER TABLE case_file DISABLE ROW LEVEL SECURITY", "postgres_rls"),
        ("DROP POLICY county ON case_file", "postgres_rls"),
        ("CREATE TABLE fresh (county_id text)", "postgres_rls"),
        ("CREATE POLICY wide ON case_file USING (true)", "postgres_policy"),
    ],
)
def test_lock_that_is_open(postgres_ready: Flask, sql: str, code: str) -> None:
    with postgres_ready.app_context(), _operator() as connection:
        connection.exec_driver_sql(sql)
        connection.commit()
    assert _codes(postgres_ready) == [code]


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS"])
def test_role_that_walks_through(postgres_ready: Flask, right: str) -> None:
    url = postgres_ready.config["SQLALCHEMY_DATABASE_URI"].replace("jiahe@", "postgres@", 1)
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(f"ALTER ROLE jiahe {right}")
        try:
            assert _codes(postgres_ready) == ["postgres_role"]
        finally:
            superuser.execute(f"ALTER ROLE jiahe NO{right}")


def test_mapped_table_outside_the_scope(upgraded: Flask) -> None:
    class Stray(Base):
        __tablename__ = "stray"
        county_id: Mapped[str] = mapped_column(String(6), primary_key=True)

    try:
        assert _codes(upgraded) == ["unscoped_table"]
    finally:
        Base.metadata.remove(Stray.__table__)
        Base.registry._dispose_cls(Stray)
        # the registry holds it weakly: it is gone when it is collected
        del Stray
        gc.collect()
