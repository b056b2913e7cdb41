"""Random rows for every table of a database, whatever its revision: found out, not listed.

A revision is tried over tables that are full, and a table that is added tomorrow is filled without
anybody remembering to. Values are nonsense of the right type and length; references lead to rows
that exist, unique columns differ, and what a CHECK allows is kept to.
"""

from __future__ import annotations

import random
import re
import string
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Connection, MetaData, Table, inspect

from core.db import db, rls
from core.db.migrate import VERSIONS, _migrating

COUNTIES = ("990101", "990102")
_ONE_OF = re.compile(r"\(?\"?(\w+)\"?\)?(?:::\w+(?: \w+)?)? (?:IN \(|= ANY \()(.+)", re.DOTALL)
_WORD = re.compile(r"'([^']*)'")

Keys = dict[str, list[Mapping[str, Any]]]


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables of the platform as they stand, parents before children."""
    found = MetaData()
    found.reflect(connection)
    return [one for one in found.sorted_tables if not one.name.startswith(VERSIONS)]


def fill(app: Flask, count: int, *, seed: int = 1, only: Collection[str] = ()) -> dict[str, int]:
    """Put *count* random rows into every table, or into *only* those; return how many went in."""
    dice = random.Random(seed)  # noqa: S311 - nonsense, the same each time
    with app.app_context(), _migrating(db.engine) as connection:
        if connection.dialect.name == "postgresql":
            rls.open_for_owner(connection)
        keys: Keys = defaultdict(list)
        filled = {}
        for table in tables_of(connection):
            if only and table.name not in only:
                known = connection.execute(sa.select(*table.primary_key.columns)).mappings()
                keys[table.name] = [dict(row) for row in known]
                continue
            # a table with one row a county holds no more than that
            alone = [column.name for column in table.primary_key.columns] == ["county_id"]
            rows = _rows(connection, table, len(COUNTIES) if alone else count, keys, dice)
            connection.execute(sa.insert(table), rows)
            keys[table.name], filled[table.name] = rows, len(rows)
        if connection.dialect.name == "postgresql":
            rls.close_all(connection)
    return filled


def _rows(
    connection: Connection, table: Table, count: int, keys: Keys, dice: random.Random
) -> list[dict[str, Any]]:
    allowed = _allowed(connection, table)
    rows: list[dict[str, Any]] = []
    for place in range(count):
        county = COUNTIES[place % len(COUNTIES)]
        row = {
            column.name: _value(column, table.name, place, allowed, dice)
            for column in table.columns
        }
        if "county_id" in row:
            row["county_id"] = county
        for key in table.foreign_key_constraints:
            own = key.referred_table is table
            parents = rows if own else keys[key.referred_table.name]
            parents = [one for one in parents if one.get("county_id", county) == county]
            for column, element in zip(key.columns, key.elements, strict=True):
                if column.name == "county_id":
                    continue
                if parents:
                    # one parent each, so that what is unique per parent stays so
                    turn = place // len(COUNTIES) if "county_id" in row else place
                    parent = parents[-1] if own else parents[turn % len(parents)]
                    row[column.name] = parent[element.column.name]
                else:
                    row[column.name] = None
        rows.append(row)
    return rows


def _allowed(connection: Connection, table: Table) -> dict[str, list[str]]:
    """Return what each column may hold, where a CHECK says so."""
    found = {}
    for check in inspect(connection).get_check_constraints(table.name):
        match = _ONE_OF.search(str(check["sqltext"]))
        if match:
            found[match[1]] = _WORD.findall(match[2])
    return found


def _value(
    column: sa.Column[Any],
    table: str,
    place: int,
    allowed: Mapping[str, Sequence[str]],
    dice: random.Random,
) -> Any:
    kind = column.type
    if column.name in allowed:
        return dice.choice(allowed[column.name])
    if isinstance(kind, sa.Boolean):
        return place % 2 == 0
    if isinstance(kind, sa.Integer):
        return place + 1
    if isinstance(kind, sa.DateTime):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=place)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, sa.Date):
        return date(2026, 1, 1) + timedelta(days=place)
    if isinstance(kind, sa.LargeBinary):
        return dice.randbytes(24)
    if isinstance(kind, sa.JSON):
        return {"words": f"{table}{place}"}
    if isinstance(kind, sa.Float | sa.Numeric):
        return place
    length = min(getattr(kind, "length", None) or 40, 40)
    unique = f"{place:x}"[-length:]
    letters = "".join(dice.choices(string.ascii_lowercase + "家和办件", k=length))
    return (unique + letters)[:length] if length > len(unique) else unique


def held(app: Flask) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """Return every row of every table by its key, column by column."""
    found = {}
    with app.app_context(), _migrating(db.engine) as connection:
        if connection.dialect.name == "postgresql":
            rls.open_for_owner(connection)
        for table in tables_of(connection):
            keys = [column.name for column in table.primary_key.columns]
            found[table.name] = {
                tuple((key, row[key]) for key in keys): dict(row)
                for row in connection.execute(sa.select(table)).mappings()
            }
        if connection.dialect.name == "postgresql":
            rls.close_all(connection)
    return found


def shape(app: Flask) -> dict[str, tuple[str, ...]]:
    """Return the columns of every table, by name."""
    with app.app_context(), _migrating(db.engine) as connection:
        return {
            table.name: tuple(sorted(column.name for column in table.columns))
            for table in tables_of(connection)
        }


def changed(
    before: Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]],
    after: Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]],
) -> list[str]:
    """Return what a revision lost or altered: rows gone, and columns that both know and that
    differ."""
    found = []
    for name, rows in before.items():
        now = after.get(name)
        if now is None:
            found.append(f"{name}: the table is gone")
            continue
        gone: set[object] = set(rows.keys() - now.keys())
        if gone and now and _keyed_by(rows) != _keyed_by(now):
            # another key identifies them now: then a row is known by what it says
            both = sorted(_columns(rows) & _columns(now))
            gone = _said(rows, both) - _said(now, both)
        if gone:
            found.append(f"{name}: {len(gone)} rows are gone")
        differ = {
            column
            for key in rows.keys() & now.keys()
            for column, value in rows[key].items()
            if column in now[key] and now[key][column] != value
        }
        found += [f"{name}.{column} was altered" for column in sorted(differ)]
    return found


def _columns(rows: Mapping[tuple[Any, ...], Mapping[str, Any]]) -> set[str]:
    return {column for row in rows.values() for column in row}


def _keyed_by(rows: Iterable[tuple[tuple[str, Any], ...]]) -> set[tuple[str, ...]]:
    return {tuple(name for name, _value in key) for key in rows}


def _said(rows: Mapping[tuple[Any, ...], Mapping[str, Any]], columns: Sequence[str]) -> set[object]:
    return {tuple(repr(row[column]) for column in columns) for row in rows.values()}
