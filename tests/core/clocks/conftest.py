"""A county's day table and deadlines in a database of their own.

The tables stand without their foreign keys: what is tested here is the counting, and a case would
bring half the platform along. All of them stand, because the county's books look at what a
deadline belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from core.cases.models import CaseFile
from core.clocks import now
from core.config import FieldKey, Settings
from core.db import Base, county_scope, db, init_db
from core.db.tables import load_all
from core.points.models import ServicePoint

POINT = "point00000001"


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
            for table in Base.metadata.tables.values():
                connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(clock_app: Flask) -> Iterator[Session]:
    with county_scope(clock_app, "990101"):
        session = cast(Session, db.session)
        session.add(
            ServicePoint(id=POINT, code="001", name="某点", level="county", path=f"/{POINT}/")
        )
        session.flush()
        session.add(_case())
        session.flush()
        yield session


def _case() -> CaseFile:
    """Return a case that is hardly one: enough to hang deadlines on."""
    return CaseFile(
        id="case000000001",
        number="990101-2026-CLOCKS-1",
        channel="walk_in",
        scenario="property",
        state="received",
        level="L3",
        received_level="L3",
        point_id=POINT,
        holder_id=POINT,
        holder_path=f"/{POINT}/",
        first_handler_id="account000001",
        lead_id="account000001",
        received_at=now(),
        changed_at=now(),
    )
