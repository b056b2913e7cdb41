"""Delivery: at least once, each alone, later again, and never twice at the same time."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

import core.outbox.worker as module
from core.clocks import now
from core.db import county_scope, db
from core.outbox import Drained, Message, OutboxMessage, Worker, post, wait_after
from core.outbox.worker import AT_ONCE, LEASE, LONGEST_WAIT, MOST_ATTEMPTS
from core.points.models import ServicePoint
from tests.core.outbox.ground import HERE, THERE

START = "2026-11-20 01:00:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def put(app):
    """Put messages into the outbox."""

    def run(times=1, county=HERE, kind="notice", **payload):
        with county_scope(app, county):
            for _ in range(times):
                post(db.session(), kind, payload)
            db.session.commit()

    return run


@pytest.fixture
def worker(app):
    """Make a worker around one handler."""

    def make(handler, **more):
        return Worker(app=app, handlers={"notice": handler}, counties=lambda: (HERE, THERE), **more)

    return make


@pytest.fixture
def rows(app):
    def run(county=HERE):
        with county_scope(app, county, read_only=True):
            return db.session.scalars(
                select(OutboxMessage).order_by(OutboxMessage.created_at)
            ).all()

    return run


@pytest.mark.postgres
def test_every_message_is_delivered_once_in_its_county(put, worker, rows):
    heard = []
    put(3, number=1)
    put(2, county=THERE, number=2)
    drain = worker(lambda message: heard.append((message.county, message.payload["number"]))).drain
    assert drain() == Drained(delivered=5)
    assert sorted(heard) == [(HERE, 1)] * 3 + [(THERE, 2)] * 2
    assert drain() == Drained()
    assert all(row.done_at is not None and row.lease_until is None for row in rows())


def test_more_than_one_lease_full(put, worker):
    put(AT_ONCE * 2 + 1)
    assert worker(lambda message: None).drain().delivered == AT_ONCE * 2 + 1


def test_a_limit_is_kept_roughly(put, worker):
    put(AT_ONCE * 3)
    assert worker(lambda message: None).drain(limit=1).delivered == AT_ONCE


@pytest.mark.postgres
def test_what_the_handler_wrote_is_kept_with_the_message(app, put, worker):
    def rename(message):
        point = db.session.scalars(select(ServicePoint).where(ServicePoint.level == "town")).one()
        point.name = "改了"

    put()
    worker(rename).drain()
    with county_scope(app, HERE, read_only=True):
        names = db.session.scalars(select(ServicePoint.name)).all()
    assert "改了" in names


@pytest.mark.postgres
def test_a_failure_leaves_nothing_and_is_tried_again_later(app, put, worker, rows, clock):
    told = []
    working = False

    def handler(message: Message):
        point = db.session.scalars(select(ServicePoint).where(ServicePoint.level == "town")).one()
        point.name = f"第 {message.attempt} 次"
        db.session.flush()
        if not working:
            raise ConnectionError("13800138000")

    put()
    run = worker(handler, failed=lambda message, error: told.append((message.attempt, error)))
    assert run.drain() == Drained(failed=1)
    assert run.drain() == Drained(), "not before its time"
    (row,) = rows()
    assert (row.attempts, row.fault, row.lease_until) == (1, "ConnectionError", None)
    assert row.available_at - now() == wait_after(1)
    assert [(attempt, type(error)) for attempt, error in told] == [(1, ConnectionError)]
    clock.shift(wait_after(1))
    working = True
    assert run.drain() == Drained(delivered=1)
    assert (rows()[0].attempts, rows()[0].fault) == (2, "")
    with county_scope(app, HERE, read_only=True):
        names = db.session.scalars(select(ServicePoint.name)).all()
    assert "第 2 次" in names
    assert "第 1 次" not in names


def test_one_bad_message_holds_up_no_other(put, worker, clock):
    put(bad=True)
    put(2, bad=False)

    def handler(message):
        if message.payload["bad"]:
            raise ValueError

    assert worker(handler).drain() == Drained(delivered=2, failed=1)


def test_an_unknown_kind_waits_for_another_release(put, worker, rows, clock):
    put(kind="carrier_pigeon")
    assert worker(lambda message: None).drain() == Drained(failed=1)
    assert rows()[0].fault == "NoHandler"


def test_waits_double_to_an_hour():
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(10_000) == LONGEST_WAIT
    # an hour without a mail server is nothing
    assert sum(waits, timedelta()) > timedelta(hours=8)


def test_at_last_it_waits_for_a_person(put, worker, rows, clock):
    def handler(message):
        raise ValueError

    put()
    run = worker(handler)
    for _ in range(MOST_ATTEMPTS):
        assert run.drain() == Drained(failed=1)
        clock.shift(LONGEST_WAIT)
    assert run.drain() == Drained()
    assert rows()[0].given_up_at is not None


def test_a_message_put_off_waits_for_its_time(app, worker, clock):
    with county_scope(app, HERE):
        post(db.session(), "notice", {}, available_at=now() + timedelta(days=3))
        db.session.commit()
    run = worker(lambda message: None)
    assert run.drain() == Drained()
    clock.shift(timedelta(days=3))
    assert run.drain() == Drained(delivered=1)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_put_back_delays_nothing_new_and_no_retry_for_long(put, worker, clock, back):
    put()
    failing = True

    def handler(message):
        if failing:
            raise ValueError

    run = worker(handler)
    run.drain()
    failing = False
    clock.shift(-back)
    put()
    run.drain()
    clock.shift(LONGEST_WAIT + timedelta(seconds=5))
    assert run.drain().failed == 0
    clock.shift(back)
    assert run.drain() == Drained()


@pytest.mark.postgres
def test_a_killed_worker_loses_nothing(app, put, worker, rows, clock):
    """It took the message and was gone; its lease runs out and another delivers."""
    put()
    killed = worker(lambda message: None)
    (message,) = killed._lease(HERE)
    heard = []
    other = worker(heard.append)
    assert other.drain() == Drained(), "somebody has it in hand"
    clock.shift(LEASE)
    assert other.drain() == Drained(delivered=1)
    assert [one.id for one in heard] == [message.id]
    # the first one was only slow: it comes back and must not deliver again
    assert killed._deliver(message) == Drained()
    assert len(heard) == 1


def test_a_message_that_kills_hurts_only_itself(app, put, worker, rows, clock):
    put(deadly=True)
    put(2, deadly=False)
    heard = []

    def handler(message):
        if message.payload["deadly"]:
            raise KeyboardInterrupt
        heard.append(message.id)

    deaths = 0
    for _ in range(MOST_ATTEMPTS + 3):
        try:
            worker(handler).drain()
        except KeyboardInterrupt:
            deaths += 1
        clock.shift(LEASE)
    assert len(heard) == 2
    assert deaths == MOST_ATTEMPTS
    deadly = next(row for row in rows() if row.payload["deadly"])
    assert (deadly.fault, deadly.given_up_at is not None) == ("WorkerDied", True)


def test_a_worker_killed_between_effect_and_commit_repeats(app, put, worker, rows, clock):
    """The planted crash: BaseException passes through, as a kill would."""

    def dies(message):
        db.session.scalars(select(ServicePoint)).first().name = "半途"
        db.session.flush()
        raise KeyboardInterrupt

    put()
    with pytest.raises(KeyboardInterrupt):
        worker(dies).drain()
    assert rows()[0].done_at is None
    clock.shift(LEASE)
    heard = []
    assert worker(heard.append).drain() == Drained(delivered=1)
    assert heard[0].attempt == 2
    with county_scope(app, HERE, read_only=True):
        assert "半途" not in db.session.scalars(select(ServicePoint.name)).all()


@pytest.mark.postgres
def test_many_workers_share_the_work(put, worker):
    put(60)
    heard: list[str] = []
    workers = [worker(lambda message: heard.append(message.id)) for _ in range(4)]
    threads = [threading.Thread(target=one.drain) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(heard) == 60
    assert len(set(heard)) == 60


def test_a_thread_beside_the_server_delivers_and_stops(put, worker):
    arrived = threading.Event()
    run = worker(lambda message: arrived.set())
    run.start(every=0.01)
    try:
        put()
        assert arrived.wait(10)
        with pytest.raises(RuntimeError):
            run.start()
    finally:
        run.stop()
    assert not run._thread.is_alive()


def test_a_round_that_fails_is_not_the_last(app, caplog):
    calls = []
    again = threading.Event()

    def counties():
        calls.append(1)
        if len(calls) > 1:
            again.set()
        raise OSError("the database is away")

    run = Worker(app=app, handlers={}, counties=counties)
    run.start(every=0.01)
    assert again.wait(10)
    run.stop()
    assert "outbox_round_failed" in caplog.text


def test_looking_for_nothing_takes_no_lock(app, worker, monkeypatch):
    """An idle worker must not keep the desk waiting: on SQLite a lease locks everybody out."""
    scopes = []

    def scope(app, county, *, read_only=False):
        scopes.append(read_only)
        return county_scope(app, county, read_only=read_only)

    monkeypatch.setattr(module, "county_scope", scope)
    worker(lambda message: None).drain()
    assert scopes == [True, True]


@pytest.mark.parametrize("messages", [20, pytest.param(250, marks=pytest.mark.long)])
def test_killed_again_and_again(app, database, tmp_path, put, rows, messages):
    """kill -9 in the middle of a delivery: all delivered, each effect exactly once."""
    put(messages)
    run = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "tests.core.outbox.mortal", str(tmp_path), database],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > messages * 2 // 5, "at two deaths in five deliveries"
    assert all(row.done_at for row in rows())
    with county_scope(app, HERE, read_only=True):
        town = db.session.scalars(select(ServicePoint).where(ServicePoint.level == "town")).one()
        assert town.host == str(messages)
