"""Flask with nothing on it, sending the SQL the product sent: what a page cannot cost less than.

A recorder takes down the statements of one real request with their values. The bare app runs them
on a copy of the database through the driver itself, and answers the rows as JSON. What a request
inserts gets fresh ids at every turn, or it could be inserted only once.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, jsonify
from sqlalchemy import Engine, event

from benchmarks.wires import Values, Wire

_QUIET = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT SET_CONFIG")
_NUMBER = re.compile(r"\d{6}-\d{4}-[0-9A-Z]{6}-[0-9A-Z]")
_INTO = re.compile(r'INSERT INTO "?(\w+)"? \(([^)]*)\)')
_MADE = ("id", "number", "receipt_code", "key", "dedup_key")


@dataclass(kw_only=True)
class Recording:
    """The statements of one request, in their order, each with its rows of values."""

    sent: list[tuple[str, list[Values]]] = field(default_factory=list)

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
            told.sent.append((sql, [_kept(row) for row in rows]))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def bare_app(wire: Wire, pages: dict[str, Recording]) -> Flask:
    """Return the bare app; ``/<name>`` answers with the SQL of the recording of that name."""
    app = Flask("bare", static_folder=None)
    for name, page in pages.items():
        app.add_url_rule(f"/{name}", name, _route(wire, page), methods=["GET", "POST"])
    return app


def _route(wire: Wire, page: Recording) -> Any:
    fresh = _made_here(page)
    turn = 0

    def answer() -> Any:
        nonlocal turn
        turn += 1
        new = {old: _like(old) for old in fresh}
        found: list[Any] = []
        wire.begin(writing=page.writes)
        for sql, rows in page.sent:
            # the chain grows by as many entries as the request wrote; far apart, turns cannot meet
            ahead = turn * 100 if "audit_entry" in sql or "audit_head" in sql else 0
            for values in rows:
                found.extend(wire.run(sql, _renewed(values, new, ahead) if fresh else values))
        wire.commit()
        return jsonify([[cell for cell in row if not isinstance(cell, bytes)] for row in found])

    return answer


def _kept(row: Any) -> Values:
    return dict(row) if isinstance(row, Mapping) else tuple(row)


def _made_here(page: Recording) -> frozenset[str]:
    """Return the values a request made up itself: ids of its rows, numbers, keys, digests."""
    made: set[str] = set()
    for sql, rows in page.sent:
        into = _INTO.match(sql)
        if into is None:
            continue
        columns = [name.strip(' "\n') for name in into[2].split(",")]
        for values in rows:
            given = (
                values.items()
                if isinstance(values, Mapping)
                else zip(columns, values, strict=False)
            )
            for name, value in given:
                # several rows in one statement: id__0, id__1
                if name.partition("__")[0] in _MADE and isinstance(value, str) and value != "head":
                    made.add(value)
    return frozenset(made)


def _like(old: str) -> str:
    """Return another value of the same kind and length."""
    if _NUMBER.fullmatch(old):
        return f"{old[:12]}{secrets.token_hex(3).upper()}-Z"
    return secrets.token_hex(len(old))[: len(old)]


def _renewed(values: Values, new: dict[str, str], ahead: int) -> Values:
    def fresh(value: Any) -> Any:
        if isinstance(value, str):
            return new.get(value, value)
        return value + ahead if ahead and type(value) is int else value

    if isinstance(values, Mapping):
        return {name: fresh(value) for name, value in values.items()}
    return tuple(fresh(value) for value in values)
