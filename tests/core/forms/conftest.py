"""An app with the form tables alone: what is tested here needs no case and no county."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from core.config import FieldKey, Settings
from core.db import Base, db, init_db


@contextmanager
def small_app(url: str, place: Path) -> Iterator[Flask]:
    """Stand in an app that has keys and the table of form revisions."""
    from core.forms.models import FormRevision

    app = Flask("forms")
    settings = Settings(
        data=place,
        database_url=url,
        secret_key="for these tests only, and long enough",
        field_keys=(FieldKey(name="t1", secret=bytes(range(32))),),
    )
    Babel(app)
    init_db(app, settings)
    with app.app_context():
        with db.engine.begin() as connection:
            Base.metadata.create_all(connection, tables=[FormRevision.__table__])
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[Flask]:
    with small_app(f"sqlite:///{tmp_path / 'forms.db'}", tmp_path) as app:
        yield app


@pytest.fixture
def keyed_on_postgres(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    server = request.getfixturevalue("postgres_server")
    url = server.create_database()
    with small_app(url, tmp_path) as app:
        yield app
    server.drop_database(url)
