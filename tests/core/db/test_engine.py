"""Connections lose nothing, do not fight, and cannot write where one only reads."""

import multiprocessing
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from core.db import WriteInRead, county_scope, db
from core.db.engine import engine_options
from tests.core.db.conftest import new_app
from tests.core.db.small import HERE, Diary, Household, Member, Tally, World


@pytest.fixture
def reading(app: Flask, world: World) -> Iterator[Session]:
    """A session of a request that only reads."""
    with county_scope(app, HERE, read_only=True):
        yield db.session()


def test_pragmas_hold_on_every_connection(app: Flask) -> None:
    with app.app_context():
        for _ in range(3):
            connection = db.engine.connect()
            values = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            ]
            connection.detach()
            connection.close()
            assert values == ["wal", 1, 2, 15000]


@pytest.mark.postgres
def test_reading_reads(reading: Session) -> None:
    assert len(reading.scalars(select(Member)).all()) == 2
    reading.commit()
    assert len(reading.scalars(select(Member)).all()) == 2


@pytest.mark.postgres
def test_flush_raises(reading: Session) -> None:
    reading.add(Tally(month="2026-12", count=1))
    with pytest.raises(WriteInRead):
        reading.commit()


@pytest.mark.postgres
def test_changed_row_raises_even_on_autoflush(reading: Session) -> None:
    reading.scalars(select(Tally)).one().count = 8
    with pytest.raises(WriteInRead):
        reading.scalars(select(Tally)).all()


@pytest.mark.postgres
def test_deleted_row_raises(reading: Session) -> None:
    reading.delete(reading.scalars(select(Tally)).one())
    with pytest.raises(WriteInRead):
        reading.flush()


@pytest.mark.postgres
def test_row_set_to_what_it_was_is_no_write(reading: Session) -> None:
    tally = reading.scalars(select(Tally)).one()
    tally.count = tally.count + 0
    reading.commit()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        update(Tally).values(count=9),
        insert(Tally).values(county_id=HERE, month="2026-12", count=1),
        Tally.__table__.delete(),
        Tally.__table__.insert().values(county_id=HERE, month="2026-12", count=1),
    ],
    ids=["orm-update", "orm-insert", "core-delete", "core-insert"],
)
def test_statement_that_writes_raises(reading: Session, statement: object) -> None:
    with pytest.raises(WriteInRead):
        reading.execute(statement)  # type: ignore[call-overload]


@pytest.mark.postgres
@pytest.mark.parametrize("sql", ["UPDATE small_account SET id = 'x'", "CREATE TABLE x (y int)"])
def test_database_itself_refuses_a_text_that_writes(reading: Session, sql: str) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        reading.execute(text(sql))


@pytest.mark.postgres
def test_connection_writes_again_after_reading(app: Flask, world: World) -> None:
    for count in range(5):
        with county_scope(app, HERE, read_only=True):
            db.session.scalars(select(Tally)).one()
        with county_scope(app, HERE):
            db.session.scalars(select(Tally)).one().count = 20 + count
            db.session.commit()
    with county_scope(app, HERE, read_only=True):
        assert db.session.scalars(select(Tally.count)).one() == 24


def test_reader_does_not_wait_for_a_writer(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.add(Tally(month="2026-12", count=1))
        db.session.flush()
        with county_scope(app, HERE, read_only=True):
            assert len(db.session.scalars(select(Tally)).all()) == 1


def test_writer_holds_the_lock_from_its_first_read(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.scalars(select(Tally)).one()
        with db.engine.connect() as other:
            other.connection.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]
            with pytest.raises(DBAPIError, match="locked"):
                other.begin()
            other.connection.driver_connection.execute("PRAGMA busy_timeout=15000")  # type: ignore[union-attr]


def test_plain_begin_would_fail(app: Flask, world: World) -> None:
    """Why BEGIN IMMEDIATE: what was read is old by the time of the write, waiting cannot help."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as one, engine.connect() as two:
            first, second = (each.connection.driver_connection for each in (one, two))
            first.execute("BEGIN")
            first.execute("SELECT count FROM small_tally").fetchall()
            second.execute("UPDATE small_tally SET count = 8")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                first.execute("UPDATE small_tally SET count = 9")
            first.execute("ROLLBACK")


def _count_up(place: str, rounds: int, failures: "multiprocessing.Queue[str]") -> None:
    app = new_app(Path(place), f"sqlite:///{place}/small.db")
    for _ in range(rounds):
        try:
            with county_scope(app, HERE):
                tally = db.session.scalars(select(Tally)).one()
                tally.count = tally.count + 1
                db.session.commit()
        except DBAPIError as error:
            failures.put(str(error))


@pytest.mark.parametrize(
    ("processes", "rounds"), [(4, 50), pytest.param(8, 250, marks=pytest.mark.long)]
)
def test_processes_that_read_and_then_write_do_not_fail(
    app: Flask, world: World, tmp_path: Path, processes: int, rounds: int
) -> None:
    """With SQLite's own BEGIN three quarters of these fail, and the rest lose counts."""
    context = multiprocessing.get_context("spawn")
    failures: multiprocessing.Queue[str] = context.Queue()
    given = (str(tmp_path), rounds, failures)
    workers = [context.Process(target=_count_up, args=given) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * processes
    assert failures.empty()
    failures.close()
    with county_scope(app, HERE, read_only=True):
        assert db.session.scalars(select(Tally.count)).one() == 7 + processes * rounds


@pytest.mark.postgres
def test_moment_comes_back_in_utc(app: Flask, world: World) -> None:
    shanghai = timezone(timedelta(hours=8))
    moments = [
        datetime(2026, 11, 20, 7, 30, 1, 123456, tzinfo=UTC),
        datetime(2026, 11, 20, 7, 30, tzinfo=shanghai),
        datetime(1986, 5, 4, 2, 0, tzinfo=shanghai),
        None,
    ]
    with county_scope(app, HERE):
        for number, moment in enumerate(moments):
            db.session.add(Diary(id=f"{number:013d}", at=moment))
        db.session.commit()
        back = db.session.scalars(select(Diary.at).order_by(Diary.id)).all()
        assert back == moments
        assert all(moment is None or moment.tzinfo is UTC for moment in back)
        later = select(Diary.id).where(Diary.at > datetime(2026, 11, 20, 8, 0, tzinfo=shanghai))
        assert db.session.scalars(later).all() == ["0000000000000"]


def test_naive_moment_is_refused(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.add(Diary(at=datetime(2026, 11, 20)))  # noqa: DTZ001 - naive on purpose
        with pytest.raises(StatementError, match="time zone"):
            db.session.flush()


@pytest.mark.postgres
def test_json_is_stored_as_written(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        member.extra = {"理由": "家暴", "n": 1.5}
        db.session.commit()
        assert member.extra == {"理由": "家暴", "n": 1.5}
        found = select(Member.title).where(Member.extra["理由"].as_string() == "家暴")
        assert db.session.scalars(found).all() == [f"{HERE} first"]


def test_json_takes_no_nan(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        member.extra = {"n": float("nan")}
        with pytest.raises(StatementError, match="JSON"):
            db.session.flush()


def test_parents_in_a_tree_are_followed_both_ways(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        first, second = db.session.scalars(select(Member).order_by(Member.number)).all()
        assert (second.parent, first.parent) == (first, None)
        assert (first.children, second.children) == ([second], [])
        home = db.session.scalars(select(Household)).one()
        assert {one.id for one in home.members} == {first.id, second.id}


@pytest.mark.postgres
def test_an_error_says_nothing_of_what_a_statement_carried(app: Flask, world: World) -> None:
    """Whoever logs an error of the database, or its statements, logs nobody's name with it."""
    with county_scope(app, HERE), pytest.raises(DBAPIError) as told:
        db.session.execute(text("SELECT :who FROM nowhere"), {"who": "欧阳霜降"})
    assert "nowhere" in str(told.value)
    assert "欧阳霜降" not in str(told.value)


def test_options_fit_the_database() -> None:
    sqlite, postgres = engine_options("sqlite:////x.db"), engine_options("postgresql://h/d")
    assert "timeout" in sqlite["connect_args"]
    assert "timeout" not in postgres["connect_args"]
    assert not any("pre_ping" in name for name in (*sqlite, *postgres))
