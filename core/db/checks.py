"""What must be true of a database before the platform serves from it.

The dangerous failures here are silent: a superuser sees past row-level security without a word, a
pragma that did not take loses the last commit. So the start and `jiahe doctor` ask the database
itself what it is really doing, instead of trusting what was set (T/ZSM 5.1.3).
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _
from sqlalchemy import Connection

from core.db import rls
from core.db.base import Base, OfCounty
from core.db.engine import READ_ONLY
from core.db.guard import UNSCOPED
from core.db.migrate import lanes, standing
from core.db.session import db

_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
_MIN_BUSY = 1000  # milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that must be put right; `message` is drawn in the reader's language."""

    code: str
    message: Any

    def __str__(self) -> str:
        return str(self.message)


def problems(app: Flask) -> list[Problem]:
    """Return everything wrong with the app's database, empty when it may serve.

    Reads only. Raises what the driver raises when the database cannot be reached at all.
    """
    with app.app_context():
        found = _unscoped_tables()
        # read-only, so that on SQLite it does not queue behind the desk for the write lock
        looking = {UNSCOPED: True, READ_ONLY: True}
        with db.engine.connect().execution_options(**looking) as connection:
            if connection.dialect.name == "sqlite":
                found += _sqlite(connection)
            else:
                found += _role(connection)
                found += _row_level_security(connection)
            found += _revisions(app, connection)
    return found


def _unscoped_tables() -> list[Problem]:
    """Every mapped class of a county's table must be in reach of the session's criterion."""
    return [
        Problem(
            code="unscoped_table",
            message=_(
                "数据表 %(table)s 有 county_id，但没有纳入县域隔离", table=mapper.local_table
            ),
        )
        for mapper in Base.registry.mappers
        if "county_id" in mapper.local_table.columns and not issubclass(mapper.class_, OfCounty)
    ]


def _sqlite(connection: Connection) -> list[Problem]:
    found = []
    for name, wanted in _PRAGMAS.items():
        is_set = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
        if is_set != wanted:
            found.append(
                Problem(
                    code=f"sqlite_{name}",
                    message=_(
                        "SQLite 的 %(name)s 应为 %(wanted)s，现为 %(is_set)s",
                        name=name,
                        wanted=wanted,
                        is_set=is_set,
                    ),
                )
            )
    if connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() < _MIN_BUSY:
        found.append(Problem(code="sqlite_busy_timeout", message=_("SQLite 的等待时间太短")))
    return found


def _role(connection: Connection) -> list[Problem]:
    row = connection.exec_driver_sql(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).one()
    if not (row.rolsuper or row.rolbypassrls):
        return []
    return [
        Problem(
            code="postgres_role",
            message=_(
                "数据库账号 %(role)s 是超级用户或带有 BYPASSRLS，县域隔离管不住它，请换普通账号",
                role=row.rolname,
            ),
        )
    ]


def _row_level_security(connection: Connection) -> list[Problem]:
    found = []
    for lock in rls.locks(connection):
        if not lock.closed:
            message = _("数据表 %(table)s 没有启用县域隔离，请运行 jiahe upgrade", table=lock.table)
            found.append(Problem(code="postgres_rls", message=message))
        if lock.others:
            message = _("数据表 %(table)s 有来历不明的放行规则", table=lock.table)
            found.append(Problem(code="postgres_policy", message=message))
    return found


def _revisions(app: Flask, connection: Connection) -> list[Problem]:
    found = []
    for lane in lanes(app):
        now, head = standing(connection, lane)
        if now != head:
            message = _(
                "数据库结构 %(lane)s 停在 %(now)s，应为 %(head)s，请运行 jiahe upgrade",
                lane=lane.name,
                now=now or "-",
                head=head or "-",
            )
            found.append(Problem(code="revision", message=message))
    return found
