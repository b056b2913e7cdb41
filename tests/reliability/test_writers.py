"""Eight processes write at once: nothing is locked out, nothing is doubled, nothing is torn.

Every command reads before it writes, which is what SQLite's own late BEGIN fails at and what two
PostgreSQL transactions can undo for each other. Each case is taken in and moved, every eighth gets
a numbered paper: 8 × 8 cases here, 8 × 250 with ``--long``.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.app import create_app
from core.cases import commands
from core.cases.facts import Args
from core.cases.models import CaseFile
from core.cases.papers import issue_paper
from core.config import Settings
from core.db import county_scope, db
from core.words import Move
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken, histories, total
from tests.reliability.people import INTAKE, acting_as

WRITERS = 8
DESKS = ("desk", "desk_town", "village")
"""Who writes; several processes share an account, so their keys meet in one list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one process says it did."""

    numbers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _write(settings: Settings, place: int, count: int, answer: Connection) -> None:
    """One desk: take cases in and move each, one transaction a command."""
    told = Told()
    app = create_app(settings)
    for turn in range(count):
        try:
            told.numbers.append(_one_case(app, DESKS[place % len(DESKS)], place, turn))
        except Exception as error:
            told.errors.append(f"{type(error).__name__}: {error}"[:300])
    answer.send(told)
    answer.close()


def _one_case(app: Flask, who: str, place: int, turn: int) -> str:
    with county_scope(app, COUNTY):
        acting = acting_as(app, who)
        raw = {**INTAKE, "summary": f"第{place}组第{turn}件：房产分割"}
        number = commands.receive(acting, raw=raw, key=f"writer-{place}-{turn}").number
        db.session.commit()
    with county_scope(app, COUNTY):
        acting = acting_as(app, who)
        commands.move(acting, number, Move.URGENT_REPORT, 1, Args(reason="请知悉进展"))
        db.session.commit()
    if turn % 8 == 0:
        with county_scope(app, COUNTY):
            issue_paper(acting_as(app, who), number, "intake_receipt")
            db.session.commit()
    return number


@pytest.mark.postgres
def test_eight_processes_write_at_once(app: Flask, settings: Settings, long: bool) -> None:
    count = 250 if long else 8
    with county_scope(app, COUNTY):
        before = total(db.session())
    with app.app_context():
        # a child must not inherit a connection: two would speak on one line
        db.engine.dispose()
    told = _crowd(settings, count)
    assert [error for one in told for error in one.errors] == []
    numbers = [number for one in told for number in one.numbers]
    assert len(numbers) == len(set(numbers)) == WRITERS * count
    with county_scope(app, COUNTY, read_only=True):
        assert total(db.session()) == before + WRITERS * count
        assert broken(db.session()) == []


def _crowd(settings: Settings, count: int) -> list[Told]:
    fork = multiprocessing.get_context("fork")
    answers, processes = [], []
    for place in range(WRITERS):
        mine, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_write, args=(settings, place, count, theirs), daemon=True)
        process.start()
        theirs.close()
        answers.append(mine)
        processes.append(process)
    told = [answer.recv() for answer in answers]
    for process in processes:
        process.join()
    return told


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
