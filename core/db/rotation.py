"""Moves what is sealed under an older key to the current one, so that the old key can be retired.

To rotate: put a new key first in the settings, restart, run this, then take the old key away. The
blind indexes and search tokens stay as they are; keep the oldest key's secret under the name
`index` when it leaves (see `core.db.keys`).
"""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Mapper

from core.db.base import Base, OfCounty
from core.db.scope import county_scope
from core.db.sealed import boxes_of, reseal
from core.db.session import db

BATCH = 200
"""Rows of one transaction: on SQLite the desk waits for it."""


def rotate(app: Flask, counties: Iterable[str]) -> int:
    """Seal every row of these counties, and of no county, under the current key.

    Returns how many rows changed; may be called twice, and while the platform is in use. Raises
    `BrokenSeal` or `UnknownKey` at the first row that does not open.
    """
    mappers = [mapper for mapper in Base.registry.mappers if boxes_of(mapper.class_)]
    ours = [mapper for mapper in mappers if issubclass(mapper.class_, OfCounty)]
    changed = 0
    for county_id in counties:
        changed += sum(_rotate(app, county_id, mapper) for mapper in ours)
    return changed + sum(_rotate(app, None, mapper) for mapper in set(mappers) - set(ours))


def _rotate(app: Flask, county_id: str | None, mapper: Mapper[object]) -> int:
    row_id = mapper.columns["id"]
    changed, last = 0, None
    while True:
        with county_scope(app, county_id):
            batch = select(mapper.class_).order_by(row_id).limit(BATCH).with_for_update()
            if last is not None:
                batch = batch.where(row_id > last)
            rows = db.session.scalars(batch).all()
            changed += sum(reseal(row) for row in rows)
            last = rows[-1].id if rows else None  # type: ignore[attr-defined]  # sealed rows have one
            db.session.commit()
        if last is None:
            return changed
