"""Apps on a filled database: the database built once a run, copied for every test.

Building the sandbox takes seconds, copying a file or a PostgreSQL template milliseconds.
"""

import base64
import importlib.util
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.config import FieldKey, Settings
from tests.harness.shared import made_once

COUNTY = "990101"
TODAY = date(2026, 11, 20)  # a Friday, and a working day


def make_settings(data: Path, database_url: str) -> Settings:
    """Sandbox settings with secrets that never change, so that a copied database still opens."""
    return Settings(
        data=data,
        database_url=database_url,
        secret_key=base64.b64encode(bytes(range(32))).decode(),
        field_keys=(FieldKey(name="t1", secret=bytes(range(32, 64))),),
        plugins_strict=True,
        # so that the suite can be run with a service left out
        plugins_off=frozenset(os.environ.get("JIAHE_PLUGINS_OFF", "").split(",")) - {""},
        today=TODAY,
        sandbox=True,
    )


def fill(settings: Settings) -> None:
    """Migrate the database of `settings` and build the small sandbox in it."""
    from core.app import create_app
    from core.db import db, upgrade

    app = create_app(settings)
    upgrade(app)
    if importlib.util.find_spec("core.sandbox"):
        from core import sandbox

        sandbox.build(app, size="small")
    with app.app_context():
        db.engine.dispose()


def _fill_file(place: Path) -> None:
    fill(make_settings(place, f"sqlite:///{place / 'jiahe.db'}"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file every SQLite test starts from."""
    return made_once(tmp_path_factory, "template", _fill_file) / "jiahe.db"


@pytest.fixture(scope="session")
def postgres_template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database every PostgreSQL test starts from."""
    url: str = request.getfixturevalue("postgres_server").create_database()
    fill(make_settings(tmp_path_factory.mktemp("template"), url))
    return url


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a filled database for this test alone.

    `@pytest.mark.postgres` on a test makes it run a second time, on PostgreSQL.
    """
    if request.param == "sqlite":
        path = tmp_path / "jiahe.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.create_database(template=request.getfixturevalue("postgres_template"))
    yield url
    server.drop_database(url)


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    """What `app` is made from; a test may `dataclasses.replace` it and make another."""
    return make_settings(tmp_path, database)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole platform over a fresh copy of the sandbox."""
    from tests.harness.standing import house_of

    with house_of(settings) as app:
        app.testing = True
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without pages, signed in as nobody."""
    return app.test_client()


@pytest.fixture
def county(app: Flask) -> Iterator[str]:
    """Stand inside the sandbox's county: sessions opened in the test see its rows."""
    from core.db import county_scope

    with county_scope(app, COUNTY):
        yield COUNTY
