"""After a rotation nothing needs the old key, and nothing else has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core.config import FieldKey
from core.db import county_scope, db, rotation
from core.db.base import Base
from core.db.keys import UnknownKey
from core.db.rotation import rotate
from core.db.sealed import boxes_of, key_name
from core.db.tables import load_all
from tests.core.db.conftest import KEYS, new_app
from tests.core.db.small import HERE, THERE, Member, Small, World

NEWER = FieldKey(name="t2", secret=bytes(range(100, 132)))
MANY = 7


@pytest.fixture
def rotated(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The small world after a rotation, opened with the new key alone."""
    monkeypatch.setattr(rotation, "Base", Small)
    monkeypatch.setattr(rotation, "BATCH", 3)
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with county_scope(app, HERE):
        for number in range(10, 10 + MANY):
            household = world.household[HERE]
            name, answers = f"王{number}", {"n": number}
            db.session.add(
                Member(title="x", number=number, household_id=household, name=name, answers=answers)
            )
        db.session.commit()
    both = new_app(tmp_path, url, (NEWER, *KEYS))
    # one sealed member per county from the start, and one without a box
    assert rotate(both, [HERE, THERE]) == MANY + 2
    assert rotate(both, [HERE, THERE]) == 0
    alone = new_app(tmp_path, url, (NEWER,))
    yield alone
    for other in (both, alone):
        with other.app_context():
            db.engine.dispose()


@pytest.mark.postgres
def test_everything_opens_without_the_old_key(rotated: Flask) -> None:
    with county_scope(rotated, HERE):
        rows = db.session.scalars(select(Member).order_by(Member.number)).all()
        assert [row.name for row in rows] == ["张三", None, *(f"王{n}" for n in range(10, 17))]
        assert rows[-1].answers == {"n": 16}
    with county_scope(rotated, THERE):
        boxes = db.session.scalars(select(Member.name_box).where(Member.name_box.is_not(None)))
        assert [key_name(box) for box in boxes] == ["t2"]


def test_row_that_does_not_open_stops_it(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "Base", Small)
    alone = new_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], (NEWER,))
    with pytest.raises(UnknownKey, match="t1"):
        rotate(alone, [HERE])
    with alone.app_context():
        db.engine.dispose()


def test_every_sealed_class_can_be_walked() -> None:
    """Rotation goes by `id`; and every box belongs to a column of its class."""
    load_all()
    sealed = [mapper for mapper in Base.registry.mappers if boxes_of(mapper.class_)]
    assert sealed
    for mapper in sealed:
        assert {"id", *boxes_of(mapper.class_)} <= set(mapper.columns.keys())
