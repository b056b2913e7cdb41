"""A county's tree in a database of its own: a studio, two towns, three villages, a grid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.config import FieldKey, Settings
from core.db import Base, CountySession, county_scope, db, init_db
from core.db.tables import load_all
from core.points.models import ServicePoint
from core.points.service import add_county, add_point

COUNTY, NEIGHBOUR = "990101", "990102"
TREE = [
    # code, level, parent
    ("S", "county", None),
    ("T1", "town", "S"),
    ("T2", "town", "S"),
    ("V11", "village", "T1"),
    ("V12", "village", "T1"),
    ("V21", "village", "T2"),
    ("G111", "grid", "V11"),
]
TABLES = ("county", "service_point", "account", "post")


@pytest.fixture
def points_app(tmp_path: Path) -> Iterator[Flask]:
    app = Flask("points")
    init_db(
        app,
        Settings(
            data=tmp_path,
            database_url=f"sqlite:///{tmp_path / 'points.db'}",
            secret_key="for these tests only, and long enough",
            field_keys=(FieldKey(name="t1", secret=bytes(range(32))),),
        ),
    )
    load_all()
    with app.app_context():
        Base.metadata.create_all(db.engine, [Base.metadata.tables[name] for name in TABLES])
        add_county(db.session(), COUNTY, "示范县", city_code="990100", city_name="示范市")
        add_county(db.session(), NEIGHBOUR, "邻县")
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(points_app: Flask) -> Iterator[CountySession]:
    with county_scope(points_app, COUNTY):
        session = db.session()
        assert isinstance(session, CountySession)
        yield session


@pytest.fixture
def grown(session: CountySession) -> dict[str, ServicePoint]:
    """The points of the tree by code."""
    made: dict[str, ServicePoint] = {}
    for code, level, parent in TREE:
        made[code] = add_point(
            session,
            code=code,
            name=f"{code} 点",
            level=level,
            parent_id=made[parent].id if parent else None,
        )
    session.commit()
    return made
