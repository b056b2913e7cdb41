"""Two counties with a few service points, on an app that is nothing but the ground."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.db import Base, county_scope, db, init_db, new_id, rls
from core.db.guard import UNSCOPED
from core.db.tables import load_all
from core.points.models import County, ServicePoint
from core.words import PointView
from tests.harness.apps import make_settings

HERE, THERE = "990101", "990102"


def new_app(data: Path, url: str) -> Flask:
    """Return an app with a database and nothing else."""
    app = Flask("ground")
    init_db(app, make_settings(data, url))
    return app


def fill(app: Flask) -> None:
    """Create the tables, lock them where that is possible, and put the points in."""
    load_all()
    with app.app_context(), db.engine.connect() as plain:
        connection = plain.execution_options(**{UNSCOPED: True})
        Base.metadata.create_all(connection)
        if connection.dialect.name == "postgresql":
            rls.close_all(connection)
        connection.commit()
        db.session.add_all([County(code=HERE, name="示范县"), County(code=THERE, name="邻县")])
        db.session.commit()
    for county in (HERE, THERE):
        with county_scope(app, county):
            above: tuple[str, ...] = ()
            for code, level in (("01", "county"), ("0101", "town"), ("010101", "village")):
                key = new_id()
                db.session.add(
                    ServicePoint(
                        id=key,
                        code=code,
                        name=f"{code} 点",
                        level=level,
                        parent_id=above[-1] if above else None,
                        path="/" + "/".join((*above, key)) + "/",
                    )
                )
                db.session.flush()
                above = (*above, key)
            db.session.commit()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def ground_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file every test copies."""
    place = tmp_path_factory.mktemp("ground")
    fill(new_app(place, f"sqlite:///{place / 'ground.db'}"))
    return place / "ground.db"


@pytest.fixture(scope="session")
def ground_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The PostgreSQL database every test copies."""
    url: str = request.getfixturevalue("postgres_server").create_database()
    fill(new_app(tmp_path_factory.mktemp("ground"), url))
    return url


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a filled database for this test alone; twice where marked for PostgreSQL."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("ground_file"), tmp_path / "ground.db")
        yield f"sqlite:///{tmp_path / 'ground.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.create_database(template=request.getfixturevalue("ground_database"))
    yield url
    server.drop_database(url)


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app on this test's database."""
    app = new_app(tmp_path, database)
    yield app
    with app.app_context():
        db.engine.dispose()


def points(app: Flask, county: str) -> dict[str, PointView]:
    """Return the points of a county by level."""
    with county_scope(app, county, read_only=True):
        rows = db.session.scalars(db.select(ServicePoint)).all()
        return {
            row.level: PointView(
                id=row.id,
                code=row.code,
                name=row.name,
                level=row.level,
                path=tuple(row.path.strip("/").split("/")),
            )
            for row in rows
        }
