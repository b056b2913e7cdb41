"""Every revision of the platform goes up over full tables, and dies in the middle of it.

20 random rows a table, all revisions at once and one kill here; 500 rows, one revision after the
other, and twenty kills with ``--long``. A plugin's failing is told of in ``test_migrate``.
"""

from __future__ import annotations

import multiprocessing
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from core.db import db, upgrade
from core.db.guard import UNSCOPED
from core.db.migrate import CORE, standing, upgrade_to
from core.db.tables import load_all
from tests.core.db import dying
from tests.core.db.conftest import new_app
from tests.core.db.rows import COUNTIES, changed, fill, held, shape

ROWS, MANY = 20, 500
KILLS = 20
DELIBERATE: frozenset[str] = frozenset()
"""``table.column`` that a revision means to change; each with its reason beside it."""


def revisions() -> list[str]:
    """Return the platform's revisions, oldest first."""
    script = ScriptDirectory.from_config(CORE.config())
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def at(app: Flask, revision: str) -> None:
    upgrade_to(app, {"core": revision})


def stands_at(app: Flask) -> str | None:
    with app.app_context(), db.engine.connect().execution_options(**{UNSCOPED: True}) as looking:
        return standing(looking, CORE)[0]


def let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def kept_but(before: object, after: object) -> list[str]:
    told = changed(before, after)  # type: ignore[arg-type]  # rows by table
    return [one for one in told if one.removesuffix(" was altered") not in DELIBERATE]


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the full sizes were asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def empty(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a second database of the kind of the first, with nothing in it."""
    if database.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.mark.postgres
def test_all_revisions_over_rows(app: Flask) -> None:
    first, *_others = revisions()
    at(app, first)
    filled = fill(app, ROWS)
    assert len(filled) > 30
    assert set(filled.values()) == {ROWS}
    before = held(app)
    upgrade(app, {})
    assert kept_but(before, held(app)) == []
    fill_again = {name: len(rows) for name, rows in held(app).items() if name in filled}
    assert set(fill_again.values()) == {ROWS}


def test_a_revision_that_loses_rows_would_be_seen(app: Flask) -> None:
    """The planted bugs: a table emptied, a column overwritten."""
    at(app, revisions()[0])
    fill(app, 4)
    before = held(app)
    with app.app_context(), db.engine.connect() as plain:
        connection = plain.execution_options(**{UNSCOPED: True})
        connection.exec_driver_sql("DELETE FROM outbox_message")
        connection.exec_driver_sql("UPDATE case_file SET channel = 'walk_in'")
        connection.commit()
    assert sorted(changed(before, held(app))) == [
        "case_file.channel was altered",
        "outbox_message: 4 rows are gone",
    ]


@pytest.mark.long
@pytest.mark.postgres
def test_each_revision_over_many_rows(app: Flask) -> None:
    """Whatever was filled at any revision goes up from there."""
    steps = revisions()
    at(app, steps[0])
    fill(app, MANY)
    for revision in steps[1:]:
        before = held(app)
        at(app, revision)
        assert stands_at(app) == revision
        after = held(app)
        assert kept_but(before, after) == [], revision
        # tables that are new now are full when the next revision comes
        new = sorted(after.keys() - before.keys())
        if new:
            filled = fill(app, MANY, seed=2, only=new)
            assert set(filled.values()) <= {MANY, len(COUNTIES)}


@pytest.mark.postgres
def test_killed_at_random_statements(
    app: Flask, database: str, empty: str, tmp_path: Path, long: bool
) -> None:
    """The old structure with every row, never something in between; the run after it arrives."""
    load_all()
    steps = revisions()
    at(app, steps[0])
    fill(app, MANY if long else ROWS)
    before, old = held(app), shape(app)
    length, dice = statements(tmp_path, empty), random.Random(5)  # noqa: S311 - only where to die
    clean = multiprocessing.get_context("forkserver")
    clean.set_forkserver_preload([dying.__name__])
    for _turn in range(KILLS if long else 1):
        let_go(app)
        given = (str(tmp_path), database, dice.randint(length // 10, length))
        process = clean.Process(target=dying.die_at, args=given)
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL, given
        assert stands_at(app) == steps[0]
        assert shape(app) == old
        assert changed(before, held(app)) == []
    upgrade(app, {})
    assert stands_at(app) == steps[-1]
    assert kept_but(before, held(app)) == []


def statements(place: Path, url: str) -> int:
    """Return how many statements the upgrade of the empty database *url* sends: rows add none, and
    the two kinds of database differ."""
    app = new_app(place, url)
    at(app, revisions()[0])
    sent = dying.count_statements(app)
    upgrade(app, {})
    let_go(app)
    return len(sent) - 5  # the last few come after the commit
