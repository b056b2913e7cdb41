"""Brings a database to the newest revision: the platform's tables first, then each plugin's.

Plain alembic, one environment, and a version table for the platform and for each plugin: with a
shared one, removing a plugin broke the platform's next upgrade. Each of them moves in one
transaction: it arrives or stays where it was, and a plugin that fails takes nobody along.
"""

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, Engine, inspect

from core.db import rls
from core.db.base import Base
from core.db.guard import UNSCOPED
from core.db.session import db

EXTENSION = "jiahe.migrations"
"""Where the app keeps its plugins' migration folders: a mapping of plugin name to folder."""

_HOME = Path(__file__).parent / "migrations"
_LOCK = 0x6A69616865  # "jiahe": the advisory lock that lets one process migrate at a time

VERSIONS = "alembic_version_"
"""How the version table of a plugin begins."""

log = logging.getLogger(__name__)


class UpgradeFailed(Exception):
    """One or more plugins could not be brought to their newest revision; the rest is there."""


class BrokenReferences(Exception):
    """A revision left rows whose parent is gone; nothing of it was kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """One line of revisions with a version table of its own."""

    name: str
    folder: Path

    @property
    def version_table(self) -> str:
        """The table that tells where this lane stands."""
        return f"{VERSIONS}{self.name}"

    def config(self, connection: Connection | None = None) -> Config:
        """Return alembic's configuration for this lane on a connection."""
        config = Config()
        config.set_main_option("script_location", _escape(_HOME))
        config.set_main_option("version_locations", _escape(self.folder))
        # folders may hold spaces; the default would split there
        config.set_main_option("path_separator", "newline")
        config.attributes |= {
            "connection": connection,
            "metadata": Base.metadata,
            "lane": self,
        }
        return config


CORE = Lane(name="core", folder=_HOME / "versions")


def lanes(app: Flask, plugins: Mapping[str, Path] | None = None) -> list[Lane]:
    """Return the platform's lane and the plugins', in the order they are upgraded."""
    if plugins is None:
        plugins = app.extensions.get(EXTENSION, {})
    return [CORE, *(Lane(name=name, folder=plugins[name]) for name in sorted(plugins))]


def upgrade(app: Flask, plugins: Mapping[str, Path] | None = None) -> None:
    """Bring the database to the newest revisions and lock its tables; may be called twice.

    `plugins` maps plugin names to their folders of revisions; left out, the app's own are taken.
    Raises what the platform's own revision raised, then `UpgradeFailed` naming the plugins that
    stayed behind.
    """
    core, *others = lanes(app, plugins)
    failed: dict[str, Exception] = {}
    with app.app_context():
        _upgrade(db.engine, core)
        for lane in others:
            try:
                _upgrade(db.engine, lane)
            except Exception as error:
                log.exception("migration_failed", extra={"plugin": lane.name})
                failed[lane.name] = error
    if failed:
        raise UpgradeFailed(", ".join(failed)) from next(iter(failed.values()))


def upgrade_to(app: Flask, wanted: Mapping[str, str]) -> None:
    """Build the structure an empty database had at `wanted`, revisions by lane, to load into.

    Raises what alembic raises for a revision this version does not know.
    """
    with app.app_context():
        for lane in lanes(app):
            if lane.name in wanted:
                _upgrade(db.engine, lane, to=wanted[lane.name])


def revisions(app: Flask) -> dict[str, str]:
    """Return where every lane of the database stands; lanes that never began are left out."""
    looking = {UNSCOPED: True}
    with app.app_context(), db.engine.connect().execution_options(**looking) as connection:
        stands = {lane.name: standing(connection, lane)[0] for lane in lanes(app)}
    return {name: revision for name, revision in stands.items() if revision is not None}


def behind(app: Flask) -> list[str]:
    """Return the lanes that stand on an older revision; those that never began do not count."""
    looking = {UNSCOPED: True}
    with app.app_context(), db.engine.connect().execution_options(**looking) as connection:
        stands = {lane.name: standing(connection, lane) for lane in lanes(app)}
    return [name for name, (now, head) in stands.items() if now is not None and now != head]


def standing(connection: Connection, lane: Lane) -> tuple[str | None, str | None]:
    """Return where a lane stands in the database and where it should, None for the very start."""
    context = MigrationContext.configure(connection, opts={"version_table": lane.version_table})
    head = ScriptDirectory.from_config(lane.config()).get_current_head()
    return context.get_current_revision(), head


def left_by(app: Flask, name: str, others: Collection[str]) -> tuple[str, ...]:
    """Return the tables a removed plugin left behind, its version table last.

    They are known by their beginning, ``<name>_``; what belongs to the platform or to one of the
    *others*, whose name may begin alike, is not among them.
    """
    looking = {UNSCOPED: True}
    with app.app_context(), db.engine.connect().execution_options(**looking) as connection:
        found = set(inspect(connection).get_table_names())
    marks = {one.removeprefix(VERSIONS) for one in found if one.startswith(VERSIONS)}
    longer = {one for one in {*others, *marks} if one.startswith(f"{name}_")}
    own = sorted(
        one
        for one in found - Base.metadata.tables.keys()
        if one.startswith(f"{name}_") and not any(one.startswith(f"{other}_") for other in longer)
    )
    mark = f"{VERSIONS}{name}"
    return (*own, *([mark] if mark in found else []))


def drop_left(app: Flask, tables: Collection[str]) -> None:
    """Drop *tables*, all or none, alone on the database."""
    with app.app_context(), _migrating(db.engine) as connection:
        quoted = connection.dialect.identifier_preparer.quote
        cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
        for table in tables:
            connection.exec_driver_sql(f"DROP TABLE {quoted(table)}{cascade}")


def _upgrade(engine: Engine, lane: Lane, *, to: str | None = None) -> None:
    with _migrating(engine) as connection:
        now, head = standing(connection, lane)
        postgres = connection.dialect.name == "postgresql"
        if now != (to or head):
            if postgres:
                rls.open_for_owner(connection)
            command.upgrade(lane.config(connection), to or "head")
        if postgres:
            rls.close_all(connection)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction for one lane, alone on the database, committed only if all parents exist."""
    with engine.connect().execution_options(**{UNSCOPED: True}) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
            return
        # inside a transaction SQLite ignores this switch, so it goes past SQLAlchemy, which
        # would begin one. Left on, rebuilding a table deletes the rows that point at it.
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the connection is gone")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(10)
                if broken:
                    raise BrokenReferences(", ".join(sorted({str(row[0]) for row in broken})))
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _escape(path: Path) -> str:
    return str(path).replace("%", "%%")
