"""Load very many rows: constraints and indexes stand aside meanwhile and are built at the end.

A million cases bring fifty million rows. Put in one by one under their indexes, each would cost a
page here and a page there; sorted once at the end they cost what they weigh.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, Column, Connection, Table, create_engine, event, inspect
from sqlalchemy.engine import URL

from core.db import Base, Instant, rls
from core.families.models import PersonToken

MEMORY = 512
"""Megabytes the loading may hold of the database."""
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype
      FROM pg_constraint
     WHERE contype IN ('f', 'u', 'p')
       AND (conrelid::regclass::text = ANY(%(tables)s)
            OR confrelid::regclass::text = ANY(%(tables)s))
     ORDER BY array_position(ARRAY['f', 'u', 'p']::"char"[], contype), conname
"""
_INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%(tables)s)"


class Load:
    """Rows on their way into some tables, by column name; what is left out gets its default."""

    def __init__(self, connection: Connection, models: Sequence[type[Base]]) -> None:
        self.connection = connection
        self.postgres = connection.dialect.name == "postgresql"
        self.tables = [inspect(model).local_table for model in models]
        self.rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in self.tables}
        self._writers = {table.name: _writers(table, connection) for table in self.tables}
        if not self.postgres:
            connection.exec_driver_sql(
                "CREATE TEMP TABLE apart (token TEXT, since INTEGER, person_id TEXT)"
            )
        self.tokens: list[tuple[str, int, str]] = []
        self._first: dict[str, str] = {}

    def add(self, model: type[Base], row: dict[str, Any]) -> None:
        """Take a row along; it is there after the next `send`."""
        self.rows[model.__tablename__].append(row)

    def send(self, county: str) -> None:
        """Put everything that was added into the tables."""
        for name, rows in self.rows.items():
            writers = self._writers[name]
            columns = [[one(row.get(key)) for row in rows] for key, one in writers]
            self._put(name, [key for key, _one in writers], list(zip(*columns, strict=True)))
            rows.clear()
        if self.postgres:
            rows_of = [(county, *one) for one in self.tokens]
            self._put("person_token", ["county_id", "token", "since", "person_id"], rows_of)
        else:
            self._cursor().executemany("INSERT INTO apart VALUES (?, ?, ?)", self.tokens)
        self.tokens.clear()
        self.connection.commit()

    def finish(self, county: str, models: Sequence[type[Base]], *, times: int, days: int) -> None:
        """Put what is in the tables of *models* in *times* times, each time *days* earlier, and
        the tokens in order.

        A copy has ids, numbers and days of its own. Its boxes are as long as what they are copied
        from and open for nobody, for a seal holds its row: they are for rows nobody looks into.
        """
        for turn in range(1, times):
            for model in models:
                self._copy(inspect(model).local_table, turn, days * turn)
        self._tokens(county, times, days)
        self.connection.commit()

    def _copy(self, table: Table, turn: int, days: int) -> None:
        names = ", ".join(one.name for one in table.columns)
        copied = ", ".join(
            _copied(one.name, one.type, turn, days, postgres=self.postgres) for one in table.columns
        )
        # what was copied is not copied again
        first = self._first.get(table.name)
        if first is None:
            first = self._first[table.name] = self._set_aside(table.name)
        self.connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) SELECT {copied} FROM {first}"  # noqa: S608 - our own names
        )

    def _set_aside(self, table: str) -> str:
        """Return where the rows are that stand in *table* now and before any copy."""
        if self.postgres:
            self.connection.exec_driver_sql(f"CREATE TEMP TABLE first_{table} AS TABLE {table}")
            return f"first_{table}"
        last = self.connection.exec_driver_sql(f"SELECT max(rowid) FROM {table}").scalar_one()  # noqa: S608 - as above
        return f"{table} WHERE rowid <= {last}"

    def _tokens(self, county: str, times: int, days: int) -> None:
        names = "county_id, token, since, person_id"
        source = self._set_aside("person_token") if self.postgres and times > 1 else "apart"
        parts = [
            f"SELECT '{county}', token, since - {days * turn * 86_400},"  # noqa: S608 - as above
            f" {_turned('person_id', turn)} FROM {source}"
            for turn in range(1 if self.postgres else 0, times)
        ]
        if not parts:
            return
        order = "" if self.postgres else " ORDER BY 1, 2, 3, 4"
        self.connection.exec_driver_sql(
            f"INSERT INTO person_token ({names}) {' UNION ALL '.join(parts)}{order}"
        )
        if not self.postgres:
            self.connection.exec_driver_sql("DROP TABLE apart")

    def _put(self, table: str, names: list[str], rows: list[tuple[Any, ...]]) -> None:
        columns = ", ".join(names)
        if self.postgres:
            with self._cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names))
            words = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
            self._cursor().executemany(words, rows)

    def _cursor(self) -> Any:
        driver: Any = self.connection.connection.driver_connection
        return driver.cursor()


def _turned(column: str, turn: int) -> str:
    """SQL: an id as random as the one it is made from, and like no other."""
    return f"substr({column}, {turn + 1}) || substr({column}, 1, {turn})" if turn else column


def _copied(name: str, kind: Any, turn: int, days: int, *, postgres: bool) -> str:
    if name in ("id", "case_id", "person_id", "item_id"):
        return _turned(name, turn)
    if name == "number":
        return f"substr(number, 1, 19) || '{chr(ord('a') + turn)}'"
    if isinstance(kind, Instant):
        if postgres:
            return f"{name} - interval '{days} days'"
        return f"strftime('%Y-%m-%d %H:%M:%f', {name}, '-{days} days') || '000'"
    return name


def _writers(table: Table, connection: Connection) -> list[tuple[str, Callable[[Any], Any]]]:
    return [(one.name, _writer(one, connection)) for one in table.columns]


def _writer(column: Column[Any], connection: Connection) -> Callable[[Any], Any]:
    if isinstance(column.type, JSON):
        return lambda value: json.dumps([] if value is None else value, ensure_ascii=False)
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    default: Any = None
    if column.default is not None and column.default.is_scalar:
        default = column.default.arg  # type: ignore[attr-defined]  # a scalar default has one
    if bind is None:
        return lambda value: default if value is None else value
    process = bind
    missing = None if default is None else process(default)
    return lambda value: missing if value is None else process(value)


@contextmanager
def loading(url: URL, models: Sequence[type[Base]]) -> Iterator[Load]:
    """Give a load for the tables of *models* and of the search tokens, alone on the database."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _unsafe)
    try:
        with engine.connect() as connection:
            names = [model.__tablename__ for model in (*models, PersonToken)]
            if engine.dialect.name == "postgresql":
                rls.open_for_owner(connection)
            again = _aside(connection, names)
            connection.commit()
            load = Load(connection, models)
            yield load
            for words in again:
                connection.exec_driver_sql(words)
                connection.commit()
            if engine.dialect.name == "postgresql":
                rls.close_all(connection)
                connection.commit()
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    finally:
        engine.dispose()


def _unsafe(connection: Any, _record: object) -> None:
    # nobody's data: what is lost when the power goes is filled again
    for pragma in (
        "journal_mode=OFF", "synchronous=OFF", f"cache_size=-{MEMORY * 1024}", "threads=2",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _aside(connection: Connection, tables: list[str]) -> list[str]:
    """Drop what watches and orders the rows of *tables*; return how to make it again."""
    again: list[str] = []
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(tables))
        rows = connection.exec_driver_sql(
            f"SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'"  # noqa: S608 - marks only
            f" AND tbl_name IN ({marks})",
            tuple(tables),
        ).all()
        for name, words in rows:
            connection.exec_driver_sql(f"DROP INDEX {name}")
            again.append(words)
        return again
    connection.exec_driver_sql("SET maintenance_work_mem = '512MB'")
    told = {"tables": tables}
    constraints = connection.exec_driver_sql(_CONSTRAINTS, told).all()
    for table, name, words, _kind in constraints:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {words}")
    indexes = connection.exec_driver_sql(_INDEXES, told).all()
    for name, words in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
        again.append(words)
    return again[::-1]
