"""Every way we know to a county's rows, and what must become of it.

A path is tried in the session of one county while the same rows exist in another. What it brings
back is compared with what its own county holds, and the other county is compared with itself
before: `leak` when either differs.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import (
    select,
)
from sqlalchemy.orm import (
    Session,
)

from core.db import ForeignCounty, NoCounty, OutOfScope, county_scope, db
from tests.core.db.small import HERE, THERE, Household, Member, Post, Tally, World

REFUSALS = (OutOfScope, ForeignCounty, NoCounty)

FIRST, SECOND = f"{HERE} first", f"{HERE} second"
Found = Iterable[Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """One way: `walk` returns what it found; `finds` is all it may find, None where it must be
    refused."""

    walk: Callable[[Session, World], Found]
    finds: set[Any] | None


PATHS: dict[str, Path] = {}

Walk = Callable[[Session, World], Found]


def finds(*values: Any) -> Callable[[Walk], Walk]:
    """Declare a path that is filtered down to these values."""

    def declare(walk: Walk) -> Walk:
        PATHS[walk.__name__] = Path(walk=walk, finds=set(values))
        return walk

    return declare


def refused(walk: Walk) -> Walk:
    """Declare a path that must be refused."""
    PATHS[walk.__name__] = Path(walk=walk, finds=None)
    return walk


def try_path(
    app: Flask, world: World, path: Path, planted: AbstractContextManager[Any] | None = None
) -> str:
    """Walk a path; return `filtered`, `refused`, or `leak: …` with what was wrong.

    `planted` is a bug that holds for the walk alone, not for the looks before and after it.
    """
    before = holdings(app, THERE)
    with county_scope(app, HERE), planted or nullcontext():
        try:
            found = set(path.walk(db.session(), world))
            db.session.commit()
        except REFUSALS:
            db.session.rollback()
            outcome = "refused"
        else:
            wrong = path.finds is None or found != path.finds
            outcome = f"leak: found {found}" if wrong else "filtered"
    if holdings(app, THERE) != before:
        return "leak: the other county was changed"
    return outcome


def holdings(app: Flask, county: str) -> list[Any]:
    """Return everything a county holds, read from inside it."""
    with county_scope(app, county):
        return [
            sorted(_values(row) for row in db.session.scalars(select(model)))
            for model in (Household, Member, Post, Tally)
        ]


def _values(row: Any) -> str:
    return str([(column.key, getattr(row, column.key)) for column in row.__mapper__.column_attrs])
