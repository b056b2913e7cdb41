"""Eight processes write at once: nothing is locked out, nothing is doubled, nothing is torn.

Every command reads before it writes, which is what SQLite's own late BEGIN fails at and what two
PostgreSQL transactions can undo for each other. Each case is taken in and moved, every eighth gets
a numbered paper: 8 × 4 cases here, 8 × 250 with ``--long``.
"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.cases import commands
from core.cases.models import CaseFile
from core.config import Settings
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken, histories, total
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.writing import WRITERS, crowd


@pytest.mark.postgres
def test_eight_processes_write_at_once(app: Flask, settings: Settings, long: bool) -> None:
    count = 250 if long else 4
    with county_scope(app, COUNTY):
        before = total(db.session())
    with app.app_context():
        # a child must not inherit a connection: two would speak on one line
        db.engine.dispose()
    told = crowd(settings, count)
    assert [error for one in told for error in one.errors] == []
    numbers = [number for one in told for number in one.numbers]
    assert len(numbers) == len(set(numbers)) == WRITERS * count
    with county_scope(app, COUNTY, read_only=True):
        assert total(db.session()) == before + WRITERS * count
        assert broken(db.session()) == []


def test_a_lost_update_would_be_seen(app: Flask) -> None:
    """The planted bug: a row that moved on without its history, as a lost update leaves it."""
    with county_scope(app, COUNTY):
        acting = acting_as(app, "desk")
        number = commands.receive(acting, raw=INTAKE).number
        db.session.commit()
    with county_scope(app, COUNTY):
        db.session.execute(
            update(CaseFile).where(CaseFile.number == number).values(version=7, state="settled")
        )
        db.session.commit()
        found = list(histories(db.session()))
        assert len(found) == 2, found
        assert db.session.scalars(select(CaseFile.number)).first()
