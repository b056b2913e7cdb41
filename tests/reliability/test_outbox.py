"""Whoever takes messages is away for an hour, and its worker dies over and over: none is lost.

Nothing of ours sends mail yet; what leaves the house are messages of the outbox, and the one who
takes them here stands for any server that is down. Intake never notices. How often a worker is
killed is a test of the outbox itself (``tests/core/outbox``).
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.clocks import now
from core.db import county_scope, db
from core.outbox import Message, OutboxMessage, Worker, post
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken, total
from tests.reliability.people import INTAKE, acting_as

START = "2026-11-20 01:00:00+00:00"
EVERY = timedelta(minutes=5)


class Away:
    """A receiver that is down until it is told to be back; it keeps what it was given."""

    def __init__(self) -> None:
        self.back = False
        self.tried = 0
        self.got: Counter[str] = Counter()

    def __call__(self, message: Message) -> None:
        self.tried += 1
        if not self.back:
            raise ConnectionError("nobody answers")
        self.got[str(message.payload["number"])] += 1


def a_case(app: Flask) -> str:
    """Take a case in, and tell of it in the same transaction; return its number."""
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        post(db.session(), "notice", {"number": number}, dedup_key=f"notice:{number}")
        db.session.commit()
    return number


def waiting(app: Flask) -> list[OutboxMessage]:
    with county_scope(app, COUNTY, read_only=True):
        return list(
            db.session.scalars(
                select(OutboxMessage).where(
                    OutboxMessage.kind == "notice", OutboxMessage.done_at.is_(None)
                )
            )
        )


def worker(app: Flask, receiver: Away, kind: str = "notice") -> Worker:
    return Worker(app=app, handlers={kind: receiver}, counties=lambda: [COUNTY])


@pytest.mark.postgres
def test_an_hour_without_an_answer(app: Flask) -> None:
    """Twelve cases come in meanwhile, each is told of once it is back, and each only once."""
    receiver, numbers = Away(), []
    with time_machine.travel(START, tick=False) as clock:
        run = worker(app, receiver)
        for _turn in range(12):
            numbers.append(a_case(app))
            assert run.drain().delivered == 0
            clock.shift(EVERY)
        late = waiting(app)
        assert len(late) == len(numbers)
        assert all(one.given_up_at is None and one.available_at is not None for one in late)
        with county_scope(app, COUNTY, read_only=True):
            longest = max((one.available_at or now()) - now() for one in late)
            assert longest <= timedelta(hours=1), "and it is asked again within the hour"
        receiver.back = True
        for _turn in range(13):
            run.drain()
            clock.shift(EVERY)
        assert waiting(app) == []
    assert receiver.got == Counter(dict.fromkeys(numbers, 1))
    assert receiver.tried > 3 * len(numbers), "it was asked in between as well"
    with county_scope(app, COUNTY, read_only=True):
        assert total(db.session()) >= len(numbers)
        assert broken(db.session()) == []


def test_a_message_thrown_away_would_be_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted bug: a failed delivery is taken for a done one."""
    receiver = Away()
    with time_machine.travel(START, tick=False):
        run = worker(app, receiver)
        number = a_case(app)

        def lose(self: Worker, message: Message, error: Exception) -> None:
            with county_scope(self.app, message.county):
                row = db.session.get_one(OutboxMessage, (message.county, message.id))
                row.done_at = now()
                db.session.commit()

        monkeypatch.setattr(Worker, "_put_back", lose)
        run.drain()
        receiver.back = True
        run.drain()
        assert waiting(app) == []
        assert receiver.got[number] == 0
