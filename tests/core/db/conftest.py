"""Apps on empty databases with the small world in them; `database` replaces the filled one."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from core.config import FieldKey
from core.db import db, init_db, rls, upgrade
from core.db.guard import UNSCOPED
from tests.core.db.small import World, settle
from tests.harness.postgres import Postgres

KEYS = (FieldKey(name="t1", secret=bytes(range(32))),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """The few settings the ground needs."""

    data: Path
    database_url: str
    field_keys: tuple[FieldKey, ...] = KEYS


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database for this test alone; twice where a test is marked for PostgreSQL.

    Empty, or with the small world for who asks for `world`, or with the platform's own empty
    tables for who asks for `upgraded`.
    """
    wanted = {"world": "small", "upgraded": "platform"}
    kind = next((wanted[name] for name in wanted if name in request.fixturenames), None)
    if request.param == "sqlite":
        path = tmp_path / "small.db"
        if kind:
            shutil.copyfile(request.getfixturevalue(f"{kind}_file")[0], path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue(f"{kind}_database")[0] if kind else None
    url = server.create_database(template=template)
    yield url
    server.drop_database(url)


@pytest.fixture
def upgraded(app: Flask) -> Flask:
    """An app on a database at the newest revision."""
    return app


@pytest.fixture
def postgres_app(postgres_server: Postgres, tmp_path: Path) -> Iterator[Flask]:
    """An app on an empty PostgreSQL database, for what SQLite does not have."""
    url = postgres_server.create_database()
    app = new_app(tmp_path, url)
    yield app
    with app.app_context():
        db.engine.dispose()
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def platform_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path]:
    """A SQLite file at the newest revision, to copy."""
    place = tmp_path_factory.mktemp("platform")
    path = place / "platform.db"
    migrate(new_app(place, f"sqlite:///{path}"))
    return (path,)


@pytest.fixture(scope="session")
def platform_database(
    postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str]:
    """A PostgreSQL database at the newest revision, to copy."""
    url = postgres_server.create_database()
    migrate(new_app(tmp_path_factory.mktemp("platform"), url))
    return (url,)


def migrate(app: Flask) -> None:
    """Bring an app's database to the newest revision and let go of it."""
    upgrade(app)
    with app.app_context():
        db.engine.dispose()


def new_app(data: Path, url: str, keys: tuple[FieldKey, ...] = KEYS) -> Flask:
    """Return an app on a database, with nothing but the ground."""
    app = Flask("small")
    init_db(app, Ground(data=data, database_url=url, field_keys=keys))
    return app


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app on this test's database; its connections are closed at the end."""
    app = new_app(tmp_path, database)
    yield app
    with app.app_context():
        db.engine.dispose()


def build(app: Flask) -> World:
    """Build the small world, locked by row-level security where there is such a thing."""
    world = settle(app)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(**{UNSCOPED: True}) as connection:
                rls.close_all(connection)
                connection.commit()
        db.engine.dispose()
    return world


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The SQLite file with the small world that tests copy."""
    place = tmp_path_factory.mktemp("small")
    path = place / "small.db"
    return path, build(new_app(place, f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def small_database(
    postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, World]:
    """The PostgreSQL database with the small world that tests copy."""
    url = postgres_server.create_database()
    return url, build(new_app(tmp_path_factory.mktemp("small"), url))


@pytest.fixture
def world(request: pytest.FixtureRequest, database: str) -> World:
    """The keys of the small world, which `database` has put there."""
    name = "small_file" if database.startswith("sqlite") else "small_database"
    world: World = request.getfixturevalue(name)[1]
    return world
