"""kill -9 in the middle of intake: what was acknowledged is there, once, and nothing is torn.

A server of its own process group takes cases in over HTTP from three callers who retry with the
same Idempotency-Key until they are answered, as the API asks of them. It is killed without a word
and started again on the same data: twice here, 10 with ``--long``.
"""

from __future__ import annotations

import base64
import http.client
import json
import random
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import jobs
from core.app import create_app
from core.cases.models import CaseFile, Once
from core.config import mark_sandbox
from core.db import county_scope, db
from core.outbox import OutboxMessage
from core.people.service import create_token, find_account
from tests.core.rest.conftest import INTAKE
from tests.harness.apps import COUNTY, TODAY, make_settings
from tests.reliability.judging import broken
from tests.reliability.serving import Server

CALLERS = 3
LOAD = (0.4, 1.2)
"""Seconds of load before a kill, drawn between these; counted from the first answer of a life."""

ENVIRON = {
    "JIAHE_SECRET_KEY": base64.b64encode(bytes(range(32))).decode(),
    "JIAHE_FIELD_KEYS": f"t1:{base64.b64encode(bytes(range(32, 64))).decode()}",
    "JIAHE_TODAY": TODAY.isoformat(),
}
"""The secrets of the suite's template database, which the server is given a copy of."""


@dataclass(kw_only=True)
class Ledger:
    """What the callers were told: a number by key, and how often they had to ask again."""

    told: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class House:
    """A data folder with the template database, an app to look at it, a token to call with."""

    def __init__(self, place: Path, template: Path) -> None:
        self.place = place
        mark_sandbox(place, None)
        shutil.copyfile(template, place / "jiahe.db")
        self.app: Flask = create_app(make_settings(place, f"sqlite:///{place / 'jiahe.db'}"))
        with county_scope(self.app, COUNTY):
            account = find_account(db.session(), "desk")
            assert account is not None
            self.token = create_token(db.session(), account.id)
            db.session.commit()
        self.let_go()

    def let_go(self) -> None:
        """Give the connections back, so that a crash of the server is nobody else's affair."""
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path) -> Iterator[House]:
    """A house for this test alone."""
    built = House(tmp_path / "data", sqlite_template)
    yield built
    built.let_go()


def under_fire(house: House, *, kills: int, early: bool = False) -> Ledger:
    """Kill the server *kills* times under load; return what the callers were told."""
    server = Server(house.place, ENVIRON, early=early)
    ledger, over = Ledger(), threading.Event()
    callers = [
        threading.Thread(target=_call, args=(server, house.token, place, ledger, over))
        for place in range(CALLERS)
    ]
    dice = random.Random(7)  # noqa: S311 - only when to kill
    server.start()
    for caller in callers:
        caller.start()
    try:
        for _turn in range(kills):
            _await_answers(ledger)
            time.sleep(dice.uniform(*LOAD))
            server.kill()
            server.start()
        _await_answers(ledger)
        over.set()
        for caller in callers:
            caller.join(timeout=120)
            assert not caller.is_alive(), "a caller was never answered"
    finally:
        over.set()
        server.kill()
    return ledger


def _await_answers(ledger: Ledger) -> None:
    """Wait until this life has answered somebody."""
    before, until = len(ledger.told), time.monotonic() + 60
    while len(ledger.told) == before and time.monotonic() < until:
        time.sleep(0.01)
    assert len(ledger.told) > before, f"nobody was answered: {ledger.refused[:3]}"


def _call(server: Server, token: str, place: int, ledger: Ledger, over: threading.Event) -> None:
    turn = 0
    while not over.is_set():
        turn += 1
        key = f"kill-{place}-{turn}"
        body = {**INTAKE, "summary": f"第{place}位第{turn}件：房产分割"}
        while (answer := _post(server, token, key, body)) is None:
            ledger.retries += 1
            time.sleep(0.05)
        with ledger.lock:
            if answer[0] == 201:
                ledger.told[key] = str(json.loads(answer[1])["number"])
            else:
                ledger.refused.append(f"{answer[0]} {answer[1]!r}"[:300])


def _post(server: Server, token: str, key: str, body: object) -> tuple[int, bytes] | None:
    """Send an intake; None when there was no answer or the house asked to come again (503)."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(
            "POST",
            f"/api/v1/{COUNTY}/cases",
            body=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        answer = connection.getresponse()
        read = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return None if answer.status == 503 else (answer.status, read)


def faults(house: House, ledger: Ledger) -> list[str]:
    """Return what was lost, doubled or torn."""
    found: list[str] = []
    jobs.drain(house.app)
    with county_scope(house.app, COUNTY, read_only=True):
        session = db.session()
        stored = set(session.scalars(select(CaseFile.number)))
        found += [
            f"{key}: {told} is lost" for key, told in ledger.told.items() if told not in stored
        ]
        kept = {key: answer for key, answer in session.execute(select(Once.key, Once.answer))}
        found += [
            f"{key}: told {told}, kept {kept.get(key)}"
            for key, told in ledger.told.items()
            if kept.get(key) != told
        ]
        if len(stored) != len(ledger.told):
            found.append(f"{len(stored)} cases stored, {len(ledger.told)} told of")
        waiting = session.scalars(
            select(func.count()).where(OutboxMessage.done_at.is_(None), OutboxMessage.attempts == 0)
        ).one()
        if waiting:
            found.append(f"{waiting} messages were never tried")
        found += broken(session)
    return found


def test_what_was_acknowledged_survives(house: House, long: bool) -> None:
    ledger = under_fire(house, kills=10 if long else 2)
    assert ledger.refused == []
    assert faults(house, ledger) == []


@pytest.mark.long
def test_an_early_acknowledgement_is_caught(house: House) -> None:
    """The planted bug: the answer leaves a tenth of a second before the commit."""
    ledger = under_fire(house, kills=2, early=True)
    assert any("is lost" in fault or "kept" in fault for fault in faults(house, ledger))
