"""Many new rows of one table at once, for imports: columns in, no entities, no loops in SQLAlchemy.

The session's county is put into every row here, so nothing can come in under another one; sealed
columns are given as boxes (`sealer`). What is counted or indexed elsewhere is the caller's to
keep: no event of a flush hears of these rows (T/ZSM 4.3.1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Dialect, Table, inspect

from core.db import guard
from core.db.base import OfCounty
from core.db.scope import NoCounty
from core.db.session import CountySession, WriteInRead

AT_ONCE = 2000
Row = Mapping[str, Any]


def add_rows(session: CountySession, model: type[OfCounty], rows: Sequence[Row]) -> None:
    """Insert *rows*, by column name, into the table of *model*, in the running transaction.

    Every row names the same columns; one that is left out gets its declared scalar default. The
    county is the session's. Raises `NoCounty`, `WriteInRead`, and `ValueError` for a column that
    has neither a value nor a default.
    """
    names = list(rows[0]) if rows else []
    add_columns(session, model, {name: [row[name] for row in rows] for name in names})


def add_columns(
    session: CountySession, model: type[OfCounty], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows as `add_rows` does, given column by column; the quicker way for very many."""
    if session.county_id is None:
        raise NoCounty(f"{model.__name__} belongs to a county and this session has none")
    if session.read_only:
        raise WriteInRead("this work only reads; a change belongs into a POST")
    count = len(next(iter(columns.values()), ()))
    if not count:
        return
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101 - declared, not computed
    session.flush()
    connection = session.connection()
    dialect = connection.dialect
    values = {**columns, "county_id": [session.county_id] * count}
    writers = [_Writer(one, values.get(one.name), dialect) for one in table.columns]
    postgres = dialect.name == "postgresql"
    names = ", ".join(one.name for one in writers)
    if postgres:
        # COPY is closed to tables under row-level security; one array a column comes close
        arrays = ", ".join(f"%s::{one.type}[]" for one in writers)
        sql = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 - names of our own columns
    else:
        marks = ", ".join("?" * len(writers))
        sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - as above
    told = {guard.FILTERED: True}
    for start in range(0, count, AT_ONCE):
        end = min(start + AT_ONCE, count)
        part = [one.part(start, end) for one in writers]
        sent: Any = tuple(part) if postgres else list(zip(*part, strict=True))
        connection.exec_driver_sql(sql, sent, execution_options=told)


class _Writer:
    """Turns one column into what the driver takes."""

    def __init__(self, column: Column[Any], values: Sequence[Any] | None, dialect: Dialect) -> None:
        self.name, self.values = column.name, values
        self.type = column.type.compile(dialect=dialect)
        kind = column.type.dialect_impl(dialect)
        self.bind: Callable[[Any], Any] | None = kind.bind_processor(dialect)
        self.constant: Any = None
        if values is not None:
            return
        if column.default is not None and column.default.is_scalar:
            given = column.default.arg  # type: ignore[attr-defined]  # a scalar default has one
            self.constant = self.bind(given) if self.bind is not None else given
        elif not column.nullable:
            raise ValueError(f"{column.table.name}.{column.name} has no value and no default")

    def part(self, start: int, end: int) -> list[Any]:
        if self.values is None:
            return [self.constant] * (end - start)
        part, bind = self.values[start:end], self.bind
        if bind is None:
            return list(part)
        return [None if one is None else bind(one) for one in part]
