"""Flask with nothing on it, sending the SQL the product sent: what a page cannot cost less than.

A recorder takes down the statements of one real request with their values. The bare app runs them
on a copy of the database through the driver itself, and answers the rows as JSON. What a request
inserts gets fresh ids at every turn, or it could be inserted only once.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, jsonify
from sqlalchemy import Engine, event

_QUIET = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
_NUMBER = re.compile(r"\d{6}-\d{4}-[0-9A-Z]{6}-[0-9A-Z]")
_INTO = re.compile(r'INSERT INTO "?(\w+)"? \(([^)]*)\)')
_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL")


@dataclass(kw_only=True)
class Recording:
    """The statements of one request, in their order, each with its rows of values."""

    sent: list[tuple[str, list[tuple[Any, ...]]]] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether the request changed anything but the access log."""
        changing = ("INSERT", "UPDATE", "DELETE")
        return any(
            sql.startswith(changing) and "access_entry" not in sql for sql, _values in self.sent
        )


@contextmanager
def recording(engine: Engine) -> Iterator[Recording]:
    """Take down what is sent to *engine* inside the block."""
    told = Recording()

    def hear(
        _connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool
    ) -> None:
        if not sql.lstrip().upper().startswith(_QUIET):
            rows = values if many else [values]
            told.sent.append((sql, [tuple(row) for row in rows]))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def bare_app(database: Path, pages: dict[str, Recording]) -> Flask:
    """Return the bare app; ``/<name>`` answers with the SQL of the recording of that name."""
    app = Flask("bare", static_folder=None)
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for name, page in pages.items():
        app.add_url_rule(f"/{name}", name, _route(connection, page), methods=["GET", "POST"])
    return app


def _route(connection: sqlite3.Connection, page: Recording) -> Any:
    fresh = _made_here(page)
    turn = 0

    def answer() -> Any:
        nonlocal turn
        turn += 1
        new = {old: _like(old) for old in fresh}
        found: list[Any] = []
        connection.execute("BEGIN IMMEDIATE" if page.writes else "BEGIN")
        for sql, rows in page.sent:
            for values in (
                rows if not fresh and "audit" not in sql else _renewed(sql, rows, new, turn)
            ):
                found.extend(connection.execute(sql, values).fetchall())
        connection.execute("COMMIT")
        return jsonify([[cell for cell in row if not isinstance(cell, bytes)] for row in found])

    return answer


def _made_here(page: Recording) -> frozenset[str]:
    """Return the values a request made up itself: ids of its rows, numbers, keys, digests."""
    made: set[str] = set()
    for sql, rows in page.sent:
        into = _INTO.match(sql)
        if into is None:
            continue
        columns = [name.strip(' "\n') for name in into[2].split(",")]
        for values in rows:
            given = dict(zip(columns, values, strict=False))
            for name in ("id", "number", "receipt_code", "key", "dedup_key"):
                value = given.get(name)
                if isinstance(value, str) and value != "head":
                    made.add(value)
    return frozenset(made)


def _like(old: str) -> str:
    number = _NUMBER.fullmatch(old)
    return f"{old[:12]}{secrets.token_hex(3).upper()}-Z" if number else secrets.token_hex(8)[:13]


def _renewed(
    sql: str, rows: Sequence[tuple[Any, ...]], new: dict[str, str], turn: int
) -> Iterator[tuple[Any, ...]]:
    # the chain grows by as many entries as the request wrote; far apart, turns cannot meet
    ahead = turn * 100 if "audit_entry" in sql or "audit_head" in sql else 0
    for values in rows:
        yield tuple(
            new.get(value, value)
            if isinstance(value, str)
            else value + ahead
            if ahead and type(value) is int
            else value
            for value in values
        )
