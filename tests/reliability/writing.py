"""What one of many writing processes does, and how they are set going and heard.

A module of its own, because a clean process imports it by name.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from flask import Flask

from core.app import create_app
from core.cases import commands
from core.cases.facts import Args
from core.cases.papers import issue_paper
from core.config import Settings
from core.db import county_scope, db
from core.words import Move
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as

WRITERS = 8
DESKS = ("desk", "desk_town", "village")
"""Who writes; several processes share an account, so their keys meet in one list."""
PATIENCE_S = 120
"""After so long a silence, for 25 cases a writer, one of them hangs."""


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


def crowd(settings: Settings, count: int) -> list[Told]:
    """Let eight processes take in `count` cases each; return what each says it did."""
    # Not plain fork: this process may hold threads (the typesetter's, a browser's, a server's) that
    # a forked child lacks, and the child then waits for them for ever. A fork server is clean, and
    # imports the platform once for all of them.
    clean = multiprocessing.get_context("forkserver")
    clean.set_forkserver_preload([__name__])
    answers, processes = [], []
    for place in range(WRITERS):
        mine, theirs = clean.Pipe(duplex=False)
        process = clean.Process(target=_write, args=(settings, place, count, theirs), daemon=True)
        process.start()
        theirs.close()
        answers.append(mine)
        processes.append(process)
    told = [_hear(answer, PATIENCE_S * (1 + count // 25)) for answer in answers]
    for process in processes:
        process.join()
    return told


def _hear(answer: Connection, seconds: float) -> Told:
    if not answer.poll(seconds):
        raise TimeoutError(f"a writer said nothing for {seconds:.0f} s")
    return answer.recv()
