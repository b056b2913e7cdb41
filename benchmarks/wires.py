"""The drivers themselves, one for each database: what stands under the bare app.

Both begin and end transactions as the product does and hand back plain rows; nothing in between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg

Values = Sequence[Any] | Mapping[str, Any]
_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL")


class Wire(Protocol):
    """One connection of the bare app."""

    def begin(self, *, writing: bool) -> None: ...
    def run(self, sql: str, values: Values) -> list[Any]: ...
    def commit(self) -> None: ...
    def close(self) -> None: ...


class SqliteWire:
    """SQLite, dressed as the product dresses it."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None)
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    def begin(self, *, writing: bool) -> None:
        self._connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    def run(self, sql: str, values: Values) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class PostgresWire:
    """PostgreSQL; row-level security wants to know the county of each transaction."""

    def __init__(self, url: str, county: str) -> None:
        self._connection = psycopg.connect(url, autocommit=False)
        self._county = county

    def begin(self, *, writing: bool) -> None:
        self._connection.execute("SELECT set_config('jiahe.county', %s, true)", (self._county,))

    def run(self, sql: str, values: Values) -> list[Any]:
        cursor = self._connection.execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()
