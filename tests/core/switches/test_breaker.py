"""A plugin that keeps failing is not asked any more, until somebody has looked."""

from datetime import timedelta

import pytest
import time_machine
from flask import g
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.clocks import now
from core.db import county_scope, db
from core.outbox import Message
from core.roster import Fault, Kind, PluginFailed
from core.switches import (
    PluginBreaker,
    PluginFault,
    broken_in,
    init_breaker,
    load_board,
    note_faults,
    open_breakers,
    recent_faults,
    record_failure,
    record_faults,
    reset_breaker,
)
from core.switches.breaker import FAILURES, KEPT, WITHIN
from tests.core.outbox.ground import HERE, THERE, new_app

START = "2026-11-20 01:00:00+00:00"


def a_fault(plugin="noisy", kind=Kind.RAISED):
    return Fault(plugin=plugin, hook="panels", kind=kind, where="ValueError at x.y:1")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fail(app):
    """Record failures in transactions of their own; return what they opened."""

    def run(times=1, plugin="noisy", county=HERE):
        opened = frozenset()
        for _ in range(times):
            with county_scope(app, county):
                opened = record_faults(db.session(), [a_fault(plugin)])
                db.session.commit()
        return opened

    return run


@pytest.fixture
def broken(app):
    def run(county=HERE):
        with county_scope(app, county, read_only=True):
            return load_board(db.session()).broken

    return run


@pytest.mark.postgres
def test_the_third_failure_opens_it(app, fail, broken, clock):
    assert fail(FAILURES - 1) == frozenset()
    assert broken() == frozenset()
    assert fail() == {"noisy"}
    assert broken() == {"noisy"}
    assert broken(THERE) == frozenset()
    assert fail() == frozenset(), "it is open already"
    with county_scope(app, HERE, read_only=True):
        assert [one.plugin for one in open_breakers(db.session())] == ["noisy"]
        faults = recent_faults(db.session(), limit=2)
        assert [(one.hook, one.place) for one in faults] == [("panels", "ValueError at x.y:1")] * 2


def test_three_at_once_open_it_too(app, clock):
    with county_scope(app, HERE):
        opened = record_faults(db.session(), [a_fault(), a_fault("calm"), a_fault(), a_fault()])
        assert opened == {"noisy"}


def test_failures_far_apart_do_not(fail, broken, clock):
    for _ in range(FAILURES * 2):
        fail()
        clock.shift(WITHIN / 2)
    assert broken() == frozenset()


def test_it_survives_a_restart(app, fail, tmp_path, database, clock):
    fail(FAILURES)
    again = new_app(tmp_path, database)
    with county_scope(again, HERE, read_only=True):
        assert load_board(db.session()).broken == {"noisy"}
    with again.app_context():
        db.engine.dispose()


@pytest.mark.postgres
def test_it_is_reset_by_hand_and_counts_anew(app, fail, broken, clock):
    fail(FAILURES)
    clock.shift(timedelta(minutes=1))
    with county_scope(app, HERE):
        assert reset_breaker(db.session(), "noisy", by="admin00000001")
        assert not reset_breaker(db.session(), "noisy", by="admin00000001")
        assert not reset_breaker(db.session(), "nobody", by="admin00000001")
        db.session.commit()
    assert broken() == frozenset()
    clock.shift(timedelta(seconds=1))
    fail(FAILURES - 1)
    assert broken() == frozenset(), "the failures before the reset count no more"
    fail()
    assert broken() == {"noisy"}
    with county_scope(app, HERE, read_only=True):
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.target) == ("reset_breaker", "plugin:noisy")


def test_the_operator_sees_where_it_is_open(app, fail, clock):
    assert broken_in(app, [HERE, THERE]) == {}
    fail(FAILURES)
    fail(FAILURES, county=THERE)
    fail(FAILURES, plugin="calm", county=THERE)
    assert broken_in(app, [HERE, THERE]) == {"calm": (THERE,), "noisy": (HERE, THERE)}


def test_old_failures_are_forgotten(app, fail, clock):
    fail()
    clock.shift(KEPT + timedelta(seconds=1))
    fail()
    with county_scope(app, HERE, read_only=True):
        assert db.session.scalar(select(func.count()).select_from(PluginFault)) == 1


@pytest.fixture
def noting(app):
    init_breaker(app)
    return app


def stored(app, county=HERE):
    with county_scope(app, county, read_only=True):
        return len(recent_faults(db.session()))


@pytest.mark.postgres
@pytest.mark.parametrize("read_only", [True, False])
def test_what_was_noted_is_written_at_the_end(noting, read_only):
    with county_scope(noting, HERE, read_only=read_only):
        # the transaction is open, and on SQLite it holds the lock
        load_board(db.session())
        note_faults([a_fault()])
        note_faults([a_fault()])
        assert stored(noting) == 0
    assert stored(noting) == 2
    assert stored(noting, THERE) == 0


def test_what_was_noted_is_kept_when_the_work_failed(noting):
    def work():
        with county_scope(noting, HERE):
            db.session.add(PluginBreaker(plugin="unfinished"))
            db.session.flush()
            note_faults([a_fault()])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert stored(noting) == 1
    with county_scope(noting, HERE, read_only=True):
        assert open_breakers(db.session()) == ()


def test_a_broken_database_does_not_break_the_answer(noting, caplog, monkeypatch):
    def gone(county):
        raise OSError("disk")

    with county_scope(noting, HERE):
        note_faults([a_fault()])
        monkeypatch.setattr(db, "own_transaction", gone)
    assert "plugin_faults_not_stored" in caplog.text


def test_without_faults_nothing_is_opened(noting, monkeypatch):
    monkeypatch.setattr(db, "own_transaction", lambda county: pytest.fail("opened"))
    with county_scope(noting, HERE):
        assert "plugin_faults" not in g
    with noting.app_context():
        note_faults([a_fault()])  # no county: nowhere to write it


def test_a_failed_delivery_counts(app):
    message = Message(
        id="m", kind="event.switched", county=HERE, payload={}, attempt=1, created_at=now()
    )
    with county_scope(app, HERE):
        record_failure(message, PluginFailed(a_fault()))
    with county_scope(app, HERE):
        record_failure(message, ConnectionError())
    assert stored(app) == 1
