"""An upgrade arrives or leaves everything as it was, and no child loses its parent."""

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from core.db import db, upgrade
from core.db.checks import problems
from core.db.guard import UNSCOPED
from core.db.migrate import (
    CORE,
    EXTENSION,
    BrokenReferences,
    Lane,
    UpgradeFailed,
    _migrating,
    standing,
)
from core.db.revision import differences
from core.db.tables import load_all
from tests.core.db import lane
from tests.core.db.conftest import new_app

ROWS = 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "migrations"


@pytest.fixture
def filled(upgraded: Flask, app: Flask, folder: Path) -> dict[str, Path]:
    """A plugin's tables at its first revision, with parents and children in two counties."""
    lane.write(folder, "plug", lane.FIRST)
    plugins = {"plug": folder}
    upgrade(app, plugins)
    with app.app_context():
        for county in ("990101", "990102"):
            with db.engine.begin() as connection:
                _enter(connection, county)
                for number in range(ROWS):
                    key = {"county": county, "id": f"{number:013d}"}
                    for sql in (
                        "INSERT INTO plug_parent (county_id, id, title) VALUES"
                        " ('{county}', '{id}', 'old')",
                        "INSERT INTO plug_child (county_id, id, title, parent_id) VALUES"
                        " ('{county}', '{id}', 'old', '{id}')",
                    ):
                        connection.exec_driver_sql(sql.format(**key))
    return plugins


def _enter(connection: Connection, county: str) -> None:
    connection.execution_options(**{UNSCOPED: True})
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT set_config('jiahe.county', '{county}', true)")


def _counts(app: Flask, table: str, where: str = "1 = 1") -> list[int]:
    counts = []
    with app.app_context():
        for county in ("990101", "990102"):
            with db.engine.begin() as connection:
                _enter(connection, county)
                counts.append(
                    connection.exec_driver_sql(
                        f"SELECT count(*) FROM {table} WHERE county_id = '{county}' AND {where}"  # noqa: S608 - the test's own words
                    ).scalar_one()
                )
    return counts


def _stands_at(app: Flask, name: str, folder: Path) -> str | None:
    with app.app_context(), db.engine.connect() as connection:
        return standing(connection, Lane(name=name, folder=folder))[0]


def _tables(app: Flask) -> set[str]:
    with app.app_context(), db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


@pytest.mark.postgres
def test_models_and_revisions_say_the_same(app: Flask) -> None:
    """Red: run `python -m core.db.revision "what changed"` and read what it wrote."""
    load_all()
    upgrade(app)
    with app.app_context(), _operator() as connection:
        assert differences(connection) == []


@pytest.mark.postgres
def test_upgrade_may_be_called_twice(app: Flask, filled: dict[str, Path]) -> None:
    upgrade(app, filled)
    app.extensions[EXTENSION] = filled
    upgrade(app)
    assert _stands_at(app, "plug", filled["plug"]) == "0001"
    assert {"alembic_version_core", "alembic_version_plug"} <= _tables(app)
    assert [problem.code for problem in problems(app)] == []


@pytest.mark.postgres
def test_rebuilding_a_parent_keeps_its_children(app: Flask, filled: dict[str, Path]) -> None:
    lane.write(filled["plug"], "plug", lane.FIRST, lane.REBUILD)
    upgrade(app, filled)
    assert _counts(app, "plug_parent", "extra = 1") == [ROWS, ROWS]
    assert _counts(app, "plug_child") == [ROWS, ROWS]
    # and the children still point at it
    with app.app_context(), db.engine.connect() as connection:
        _enter(connection, "990101")
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(
                "INSERT INTO plug_child (county_id, id, parent_id) VALUES ('990101', 'x', 'none')"
            )


def test_planted_bug_with_foreign_keys_on_children_are_lost(
    app: Flask, filled: dict[str, Path]
) -> None:
    """What the switch in `_migrating` is for: the same step with it left on."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execution_options(**{UNSCOPED: True})
        for sql in (
            "CREATE TABLE copy AS SELECT * FROM plug_parent",
            "DROP TABLE plug_parent",
            "ALTER TABLE copy RENAME TO plug_parent",
        ):
            connection.exec_driver_sql(sql)
    assert _counts(app, "plug_child") == [0, 0]


@pytest.mark.postgres
def test_failing_step_leaves_everything_as_it_was(app: Flask, filled: dict[str, Path]) -> None:
    folder = lane.write(filled["plug"], "plug", lane.FIRST, lane.REBUILD, lane.FAIL)
    with pytest.raises(UpgradeFailed, match="plug") as failed:
        upgrade(app, filled)
    assert isinstance(failed.value.__cause__, LookupError)
    assert _stands_at(app, "plug", folder) == "0001"
    assert "plug_late" not in _tables(app)
    assert _counts(app, "plug_parent", "title = 'old'") == [ROWS, ROWS]
    lane.write(folder, "plug", lane.FIRST, lane.REBUILD, lane.GOOD)
    upgrade(app, filled)
    assert _stands_at(app, "plug", folder) == "0003"
    # the revision moved the rows of every county
    assert _counts(app, "plug_parent", "title = 'whole'") == [ROWS, ROWS]
    assert [problem.code for problem in problems(app)] == []


def test_orphans_are_noticed_and_nothing_is_kept(app: Flask, filled: dict[str, Path]) -> None:
    folder = lane.write(filled["plug"], "plug", lane.FIRST, lane.ORPHAN)
    with pytest.raises(UpgradeFailed) as failed:
        upgrade(app, filled)
    assert isinstance(failed.value.__cause__, BrokenReferences)
    assert str(failed.value.__cause__) == "plug_child"
    assert _stands_at(app, "plug", folder) == "0001"
    assert _counts(app, "plug_parent") == [ROWS, ROWS]


def test_foreign_keys_are_on_again(app: Flask, filled: dict[str, Path]) -> None:
    lane.write(filled["plug"], "plug", lane.FIRST, lane.FAIL)
    with pytest.raises(UpgradeFailed):
        upgrade(app, filled)
    with app.app_context():
        for _ in range(2):
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.postgres
def test_failing_plugin_takes_nobody_along(app: Flask, tmp_path: Path) -> None:
    plugins = {
        "alpha": lane.write(tmp_path / "alpha", "alpha", lane.FIRST, lane.FAIL),
        "beta": lane.write(tmp_path / "beta", "beta", lane.FIRST),
    }
    with pytest.raises(UpgradeFailed, match=r"^alpha$"):
        upgrade(app, plugins)
    with app.app_context(), db.engine.connect() as connection:
        now, head = standing(connection, CORE)
        assert now == head
        assert now is not None
    assert _stands_at(app, "alpha", plugins["alpha"]) is None
    assert _stands_at(app, "beta", plugins["beta"]) == "0001"


@pytest.mark.postgres
def test_removed_plugin_does_not_stop_the_platform(app: Flask, filled: dict[str, Path]) -> None:
    upgrade(app, {})
    assert _counts(app, "plug_child") == [ROWS, ROWS]
    assert [problem.code for problem in problems(app)] == []


@pytest.mark.postgres
def test_database_of_a_newer_release_is_refused(app: Flask, filled: dict[str, Path]) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version_plug SET version_num = '0099'")
    with pytest.raises(UpgradeFailed) as failed:
        upgrade(app, filled)
    assert "0099" in str(failed.value.__cause__)


def _upgrade_elsewhere(place: str, url: str, plugins: dict[str, Path]) -> None:
    upgrade(new_app(Path(place), url), plugins)


def _spawn(*given: Any) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context("spawn").Process(target=_upgrade_elsewhere, args=given)
    process.start()
    return process


@pytest.mark.postgres
def test_killed_upgrade_leaves_the_old_and_runs_again(
    app: Flask, database: str, tmp_path: Path, filled: dict[str, Path]
) -> None:
    folder = lane.write(filled["plug"], "plug", lane.FIRST, lane.REBUILD, lane.DIE)
    process = _spawn(str(tmp_path), database, filled)
    process.join()
    assert process.exitcode == 9
    assert _stands_at(app, "plug", folder) == "0001"
    assert "plug_late" not in _tables(app)
    assert _counts(app, "plug_parent", "title = 'old'") == [ROWS, ROWS]
    lane.write(folder, "plug", lane.FIRST, lane.REBUILD, lane.GOOD)
    upgrade(app, filled)
    assert _counts(app, "plug_parent", "title = 'whole'") == [ROWS, ROWS]


def test_second_upgrade_waits_for_the_first(postgres_app: Flask, tmp_path: Path) -> None:
    url = postgres_app.config["SQLALCHEMY_DATABASE_URI"]
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with postgres_app.app_context():
        with _migrating(db.engine), db.engine.connect() as looking:
            process = _spawn(str(tmp_path), url, {})
            # it ends by itself if it does not wait, so this never runs on
            while process.is_alive() and not looking.exec_driver_sql(waiting).scalar():
                process.join(0.05)
            assert process.is_alive()
        process.join()
    assert process.exitcode == 0


@pytest.mark.long
@pytest.mark.postgres
def test_upgrade_killed_at_any_moment(
    app: Flask, database: str, tmp_path: Path, filled: dict[str, Path]
) -> None:
    """Old or new, never in between; the run after it arrives."""
    steps = [lane.FIRST]
    for number in range(2, 22):
        steps.append(lane.MORE.replace("{number}", str(number)))
        folder = lane.write(filled["plug"], "plug", *steps)
        process = _spawn(str(tmp_path), database, filled)
        process.join(timeout=1 + number * 0.05)
        process.kill()
        process.join()
        now = _stands_at(app, "plug", folder)
        assert now in (f"{number - 1:04d}", f"{number:04d}")
        assert (f"plug_more_{number}" in _tables(app)) == (now == f"{number:04d}")
        upgrade(app, filled)
        assert _stands_at(app, "plug", folder) == f"{number:04d}"
    assert _counts(app, "plug_child", "title = 'old'") == [ROWS, ROWS]


@pytest.mark.postgres
def test_two_processes_upgrade_at_once(
    app: Flask, database: str, tmp_path: Path, folder: Path
) -> None:
    plugins = {"plug": lane.write(folder, "plug", lane.FIRST)}
    processes = [_spawn(str(tmp_path), database, plugins) for _ in range(2)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert _stands_at(app, "plug", folder) == "0001"


def _operator() -> Connection:
    return db.engine.connect().execution_options(**{UNSCOPED: True})
