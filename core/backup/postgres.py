"""The rows of a PostgreSQL database, read in one moment and loaded into an empty one.

Through the driver's COPY and the app's own role: `pg_dump` would need a role that walks past
row-level security, which is the one thing this platform must not have. So each county's rows are
read as that county, and on loading the owner opens the locks for one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, text

from core.backup.container import BackupRefused
from core.db import rls
from core.db.guard import UNSCOPED

_CHUNK = 1 << 20
_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum), bool_or(a.attname = 'county_id')
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
   AND c.relname NOT LIKE 'alembic\\_version\\_%'
 GROUP BY c.relname ORDER BY c.relname
"""
_LINKS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""


INDEX = "tables.json"
"""The member that says which file holds which table, and its columns in their order."""


def dump(engine: Engine, counties: Iterable[str], folder: Path) -> list[tuple[str, Path]]:
    """Write every table's rows to a file of its own in `folder`; return names and files."""
    codes = list(counties)
    index: list[dict[str, Any]] = []
    with _one_moment(engine) as connection:
        driver: Any = connection.connection.driver_connection
        for table, columns, scoped in driver.execute(_TABLES).fetchall():
            member = f"tables/{len(index)}.copy"
            index.append({"table": table, "columns": columns, "member": member})
            (folder / member).parent.mkdir(exist_ok=True)
            with (folder / member).open("wb") as file:
                for code in codes if scoped else [""]:
                    driver.execute("SELECT set_config('jiahe.county', %s, true)", [code])
                    _copy_out(driver, table, columns, file)
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return [(name, folder / name) for name in (INDEX, *(one["member"] for one in index))]


def require_empty(engine: Engine) -> None:
    """Raise BackupRefused when the database already holds tables."""
    with engine.connect().execution_options(**{UNSCOPED: True}) as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind = 'r'"
        ).scalar_one()
    if found:
        raise BackupRefused(
            "数据库里已有数据；请新建一个空的数据库，改好 JIAHE_DATABASE_URL 再恢复"
        )


def load(engine: Engine, folder: Path) -> None:
    """Fill the tables of a database just brought to the copy's revisions; all of it or nothing.

    `folder` holds what `dump` wrote.
    """
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    with (
        engine.connect().execution_options(**{UNSCOPED: True}) as connection,
        connection.begin(),
    ):
        rls.open_for_owner(connection)
        # put back below, and checked by the database as they are: order no longer matters
        links = connection.exec_driver_sql(_LINKS).all()
        for table, name, _definition in links:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for one in index:
            _copy_in(connection, one["table"], one["columns"], folder / one["member"])
        for table, name, definition in links:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        rls.close_all(connection)


def _copy_out(driver: Any, table: str, columns: list[str], file: IO[bytes]) -> None:
    from psycopg import sql

    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table)
    )
    with driver.cursor().copy(query) as rows:
        for chunk in rows:
            file.write(chunk)


def _copy_in(connection: Connection, table: str, columns: list[str], source: Path) -> None:
    from psycopg import sql

    if not connection.execute(text("SELECT to_regclass(:name)"), {"name": f'"{table}"'}).scalar():
        raise BackupRefused(
            "备份里有数据表 %(table)s，现在没有哪个模块管它；请先装上那个模块", table=table
        )
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    driver: Any = connection.connection.driver_connection
    with source.open("rb") as content, driver.cursor().copy(query) as rows:
        while chunk := content.read(_CHUNK):
            rows.write(chunk)


def _one_moment(engine: Engine) -> Connection:
    return engine.connect().execution_options(
        **{UNSCOPED: True},
        isolation_level="REPEATABLE READ",
        postgresql_readonly=True,
    )
