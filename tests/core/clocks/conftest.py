"""A county's day table and deadlines in a database of their own.

The tables stand without the foreign keys to cases and points: what is tested here is the counting,
and a case would bring half the platform along.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Table
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from core.clocks.models import CalendarDay, ClockRow
from core.config import FieldKey, Settings
from core.db import county_scope, db, init_db
from core.db.tables import load_all


@pytest.fixture
def clock_app(tmp_path: Path) -> Iterator[Flask]:
    app = Flask("clocks")
    settings = Settings(
        data=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'clocks.db'}",
        secret_key="for these tests only, and long enough",
        field_keys=(FieldKey(name="t1", secret=bytes(range(32))),),
    )
    init_db(app, settings)
    load_all()
    with app.app_context():
        with db.engine.begin() as connection:
            for model in (CalendarDay, ClockRow):
                table = cast(Table, model.__table__)
                connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(clock_app: Flask) -> Iterator[Session]:
    with county_scope(clock_app, "990101"):
        yield cast(Session, db.session)
