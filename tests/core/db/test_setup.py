"""An app gets its database without touching it."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from core.db import db, init_db
from core.db.keys import key_ring
from tests.core.db.conftest import Ground


def test_init_opens_nothing(tmp_path: Path) -> None:
    app = Flask("small")
    init_db(app, Ground(data=tmp_path / "new", database_url=""))
    with app.app_context():
        assert db.engine.url.database == str(tmp_path / "new" / "jiahe.db")
        assert db.engine.pool.checkedin() == 0  # type: ignore[attr-defined]
    assert list((tmp_path / "new").iterdir()) == []


def test_unreachable_server_is_no_hindrance(tmp_path: Path) -> None:
    app = Flask("small")
    init_db(app, Ground(data=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none"))
    with app.app_context():
        assert db.engine.dialect.name == "postgresql"
        assert db.engine.driver == "psycopg"


def test_no_keys_no_start(tmp_path: Path) -> None:
    ground = Ground(data=tmp_path, database_url="", field_keys=())
    with pytest.raises(ValueError, match="no key"):
        init_db(Flask("small"), ground)


def test_every_app_has_its_own_ring(tmp_path: Path) -> None:
    apps = []
    for number in (1, 2):
        app = Flask("small")
        ground = Ground(data=tmp_path / str(number), database_url="")
        keys = (dataclasses.replace(ground.field_keys[0], secret=bytes([number] * 32)),)
        init_db(app, dataclasses.replace(ground, field_keys=keys))
        apps.append(app)
    rings = []
    for app in apps:
        with app.app_context():
            rings.append(key_ring())
    assert rings[0].index != rings[1].index
