"""Deliver what waits in the outbox: at least once, each message in a transaction of its own.

A worker takes a few messages on a lease, so that many workers share the work and a killed one loses
nothing: when its lease runs out, somebody else delivers again. What a handler writes is committed
together with the message being done, so for effects in the database it is once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from flask import Flask
from sqlalchemy import ColumnElement, and_, or_, select

from core.clocks import now
from core.db import county_scope, db
from core.outbox.models import OutboxMessage
from core.outbox.posting import Plain

LEASE = timedelta(minutes=2)
"""How long a worker may take for what it has in hand before another tries."""
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 24
"""With the waits above about 16 hours; afterwards a message waits for a person."""
AT_ONCE = 20
"""Messages of one county taken on one lease."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message as its handler sees it. ``attempt`` counts from 1."""

    id: str
    kind: str
    county: str
    payload: Mapping[str, Plain]
    attempt: int
    created_at: datetime


Handler = Callable[[Message], None]
"""Delivers one message inside the county's session; raises to be tried again. It may be called
twice for the same message and must not commit."""


class NoHandler(LookupError):
    """Nobody delivers messages of this kind; it stays, another release may know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drained:
    """What one round did."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: Drained) -> Drained:
        return Drained(
            delivered=self.delivered + other.delivered, failed=self.failed + other.failed
        )


@dataclass(kw_only=True, slots=True)
class Worker:
    """Delivers the messages of every county of one app.

    *handlers* by kind of message, *counties* the codes to look after. *failed* is told of every
    failure, in no transaction; it may open one of its own.
    """

    app: Flask
    handlers: Mapping[str, Handler]
    counties: Callable[[], Iterable[str]]
    failed: Callable[[Message, Exception], None] | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def drain(self, limit: int = 1000) -> Drained:
        """Deliver what is due, at most about *limit* messages, and return; `worker --once`."""
        with self.app.app_context():
            counties = tuple(self.counties())
        done = Drained()
        for county in counties:
            while not self._stopping.is_set() and done.delivered + done.failed < limit:
                messages = self._lease(county)
                if not messages:
                    break
                for message in messages:
                    done += self._deliver(message)
        return done

    def run(self, *, every: float = 1.0) -> None:
        """Drain again and again until `stop` is called, resting *every* seconds when idle."""
        while not self._stopping.is_set():
            try:
                idle = self.drain() == Drained()
            except Exception:
                # the database may be away for a while; the worker stays for when it is back
                log.exception("outbox_round_failed")
                idle = True
            if idle:
                self._stopping.wait(every)

    def start(self, *, every: float = 1.0) -> None:
        """Run beside the server, in a thread of this process; may be called once."""
        if self._thread is not None:
            raise RuntimeError("this worker is running already")
        self._thread = threading.Thread(
            target=self.run, kwargs={"every": every}, name="jiahe-worker", daemon=True
        )
        self._thread.start()

    def stop(self, *, patience: float = 10.0) -> None:
        """Let the message in hand be finished, at most *patience* seconds, and end."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(patience)

    def _lease(self, county: str) -> tuple[Message, ...]:
        at = now()
        # look first: on SQLite taking a lease locks out the desk, and mostly there is nothing
        with county_scope(self.app, county, read_only=True):
            waiting = select(OutboxMessage.id).where(_due(at)).limit(1)
            if db.session.scalars(waiting).first() is None:
                return ()
        with county_scope(self.app, county):
            due = db.session.scalars(
                select(OutboxMessage)
                .where(_due(at))
                .order_by(OutboxMessage.attempts, OutboxMessage.created_at, OutboxMessage.id)
                .limit(AT_ONCE)
                .with_for_update(skip_locked=True)
            ).all()
            taken = _together(due)
            for row in taken:
                row.lease_until = at + LEASE
                row.attempts += 1
                if row.attempts > MOST_ATTEMPTS:
                    # it never came back to say why: whoever took it died of it every time
                    row.given_up_at = at
                    row.fault = row.fault or "WorkerDied"
            messages = tuple(_message(row) for row in taken if row.given_up_at is None)
            db.session.commit()
        return messages

    def _deliver(self, message: Message) -> Drained:
        try:
            with county_scope(self.app, message.county):
                # waits: PostgreSQL keeps what a lease looked at locked until it ends, taken or not
                row = db.session.scalars(
                    select(OutboxMessage).where(OutboxMessage.id == message.id).with_for_update()
                ).one_or_none()
                if row is None or row.done_at is not None or row.attempts != message.attempt:
                    # our lease ran out and another worker has it
                    return Drained()
                handler = self.handlers.get(message.kind)
                if handler is None:
                    raise NoHandler(message.kind)
                handler(message)
                row.done_at = now()
                row.lease_until = None
                row.fault = ""
                db.session.commit()
        except Exception as error:
            self._put_back(message, error)
            return Drained(failed=1)
        return Drained(delivered=1)

    def _put_back(self, message: Message, error: Exception) -> None:
        # the message of an exception may repeat what somebody told us
        kind = type(error).__name__
        log.warning(
            "outbox_delivery_failed",
            extra={"kind": message.kind, "attempt": message.attempt, "error": kind},
        )
        with county_scope(self.app, message.county):
            row = db.session.scalars(
                select(OutboxMessage).where(OutboxMessage.id == message.id).with_for_update()
            ).one_or_none()
            if row is not None and row.done_at is None and row.attempts == message.attempt:
                row.fault = kind
                row.lease_until = None
                row.available_at = now() + wait_after(message.attempt)
                if message.attempt >= MOST_ATTEMPTS:
                    row.given_up_at = now()
                db.session.commit()
        if self.failed is not None:
            with county_scope(self.app, message.county):
                self.failed(message, error)


def _together(due: Sequence[OutboxMessage]) -> Sequence[OutboxMessage]:
    """Take new messages together and every other alone.

    A message that kills its worker would otherwise take those leased beside it along, every time.
    """
    new = [row for row in due if row.attempts == 0]
    return new or due[:1]


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after the failed *attempt*, counted from 1: doubling to an hour."""
    return min(FIRST_WAIT * (1 << min(attempt - 1, 20)), LONGEST_WAIT)


def _due(at: datetime) -> ColumnElement[bool]:
    """Say which messages may be taken now.

    A moment further ahead than we ever set one was written before the clock was put back, and
    counts as past: otherwise a message would wait for the old time to come again.
    """
    return and_(
        OutboxMessage.done_at.is_(None),
        OutboxMessage.given_up_at.is_(None),
        or_(
            OutboxMessage.lease_until.is_(None),
            OutboxMessage.lease_until <= at,
            OutboxMessage.lease_until > at + LEASE,
        ),
        or_(
            OutboxMessage.available_at.is_(None),
            OutboxMessage.available_at <= at,
            and_(
                OutboxMessage.attempts > 0,
                OutboxMessage.available_at > at + LONGEST_WAIT,
            ),
        ),
    )


def _message(row: OutboxMessage) -> Message:
    return Message(
        id=row.id,
        kind=row.kind,
        county=row.county_id,
        payload=MappingProxyType(dict(row.payload)),
        attempt=row.attempts,
        created_at=row.created_at,
    )
