"""How connections are opened on the two databases.

SQLite opens transactions too late by itself: of 2,000 transactions that read and then wrote at the
same time, three quarters failed. Here the application says BEGIN itself, IMMEDIATE unless it only
reads, and every connection is set to lose nothing it has acknowledged (T/ZSM 5.1.3).
"""

import json
import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url

READ_ONLY = "read_only"
"""Execution option of a connection whose transactions only read."""

BUSY_SECONDS = 15
"""How long a writer waits for another on SQLite, in seconds."""

# seconds between the questions of a writer: at first, at last, and after how long it is at last
_ASK_FIRST, _ASK_AT_LAST, _GROWN = 0.01, 0.0005, 3.0

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys=ON",
    # WAL's usual NORMAL may lose the last commits on power failure; acknowledged means kept
    "PRAGMA synchronous=FULL",
)


def engine_options(url: str) -> dict[str, Any]:
    """Return the options of the engine for `url`.

    No pre-ping: it costs a round trip per request, and a connection lost in between is answered
    by the request's retry page.
    """
    options: dict[str, Any] = {
        "json_serializer": _to_json,
        "pool_timeout": 10,
        # what a statement carried belongs into no log and no message of an error
        "hide_parameters": True,
    }
    if make_url(url).get_backend_name() == "sqlite":
        # one writer at a time whatever the size; the rest are readers. Last in, first out: a page
        # then reads where the page before it read, and no `query_only` has to be switched, which
        # makes SQLite prepare every statement anew
        options |= {"pool_size": 8, "max_overflow": 24, "pool_use_lifo": True}
        options["connect_args"] = {"timeout": BUSY_SECONDS}
    else:
        options |= {"pool_size": 8, "max_overflow": 8, "pool_use_lifo": True, "pool_recycle": 1800}
        options["connect_args"] = {"application_name": "jiahe"}
    return options


def _to_json(value: Any) -> str:
    # Chinese stays readable in the database, and three times shorter
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def dress(engine: Engine) -> None:
    """Give a SQLite engine its settings and its own BEGIN; others keep their driver's."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)


def _on_connect(connection: sqlite3.Connection, record: Any) -> None:
    # the driver must not open transactions behind our back
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    read_only = bool(connection.get_execution_options().get(READ_ONLY))
    # the switch outlives the transaction, so it is set whenever it differs
    if connection.info.get(READ_ONLY, False) != read_only:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
        connection.info[READ_ONLY] = read_only
    if read_only:
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection)


def _begin_writing(connection: Connection) -> None:
    """Take the write lock; who has waited longest asks most often.

    SQLite's own wait does the opposite and grows to a tenth of a second between questions, so that
    in a crowd whoever came last is served first: of eight processes writing on, some starved
    beyond any patience.
    """
    asking: Any = connection.connection.driver_connection
    (patience,) = asking.execute("PRAGMA busy_timeout").fetchone()
    asking.execute("PRAGMA busy_timeout=0")
    since = time.monotonic()
    try:
        while (waited := time.monotonic() - since) < patience / 1000:
            try:
                asking.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                # the low byte: a database being recovered after a crash is busy in its own way
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(max(_ASK_AT_LAST, _ASK_FIRST * (1 - waited / _GROWN)))
            else:
                return
        # in SQLAlchemy's hands this time, so that its failure is told as any other's
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        asking.execute(f"PRAGMA busy_timeout={patience}")
