"""Writes the next revision from the models: `python -m core.db.revision "add the meeting room"`.

Compares the models with an empty SQLite database brought to the newest revision, so that the
developer's own database never decides what a revision says. Read what it wrote before committing:
it cannot see a rename, only a drop and an add.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import JSON, Connection
from sqlalchemy.types import TypeEngine

from core.db.base import Base
from core.db.guard import UNSCOPED
from core.db.keys import FieldKey
from core.db.migrate import CORE, Lane, upgrade
from core.db.session import db
from core.db.setup import init_db
from core.db.tables import load_all

TableFilter = Callable[[Any, str | None, str, bool, Any], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Key:
    name: str = "scratch"
    secret: bytes = bytes(32)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scratch:
    """Settings of a database that is thrown away."""

    data: Path
    database_url: str = ""
    field_keys: tuple[FieldKey, ...] = (_Key(),)


def write(message: str, lane: Lane = CORE, plugins: dict[str, Path] | None = None) -> Path:
    """Write the next revision of a lane and return its path; numbers count up from 0001.

    `plugins` are the lanes whose revisions must be there already, the lane's own among them.
    """
    with scratch(plugins or {}) as connection:
        config = lane.config(connection)
        config.attributes["include_object"] = tables_of(lane)
        _tidy_with_ruff(config)
        numbers = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
        script = command.revision(
            config,
            message=message,
            autogenerate=True,
            rev_id=f"{len(numbers) + 1:04d}",
            version_path=str(lane.folder),
        )
    if script is None or isinstance(script, list):
        raise RuntimeError("one revision was expected")
    return Path(script.path)


def _tidy_with_ruff(config: Config) -> None:
    """Sort the imports and format what alembic wrote, as everything else here is."""
    hooks = {"sort": "check --quiet --select I --fix", "format": "format --quiet"}
    config.set_section_option("post_write_hooks", "hooks", ", ".join(hooks))
    for name, words in hooks.items():
        config.set_section_option("post_write_hooks", f"{name}.type", "module")
        config.set_section_option("post_write_hooks", f"{name}.module", "ruff")
        config.set_section_option(
            "post_write_hooks", f"{name}.options", f"{words} REVISION_SCRIPT_FILENAME"
        )


def differences(connection: Connection, lane: Lane = CORE) -> list[Any]:
    """Return what the models have and the database lacks, or the other way round."""
    context = MigrationContext.configure(
        connection,
        opts={
            "version_table": lane.version_table,
            "compare_type": _differs,
            "include_object": tables_of(lane),
        },
    )
    return list(compare_metadata(context, Base.metadata))


def _differs(
    context: Any, found: Any, model: Any, found_type: TypeEngine[Any], model_type: TypeEngine[Any]
) -> bool | None:
    """Alembic does not look into variants and would take every JSON document for changed."""
    is_document = isinstance(model_type, JSON) and isinstance(found_type, JSON)
    return False if is_document else None


def tables_of(lane: Lane) -> TableFilter:
    """Return alembic's filter for a lane: a plugin's tables begin with its name, the platform's
    are mapped in core."""
    foreign = {
        mapper.local_table.name  # type: ignore[attr-defined]  # all our mappers map tables
        for mapper in Base.registry.mappers
        if not mapper.class_.__module__.startswith("core.")
    }

    def belongs(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        if kind != "table" or name is None:
            return True
        if lane is not CORE:
            return name.startswith(f"{lane.name}_")
        return name not in foreign and not name.startswith("alembic_version_")

    return belongs


@contextmanager
def scratch(plugins: dict[str, Path]) -> Iterator[Connection]:
    """An empty database at the newest revision, gone afterwards."""
    load_all()
    app = Flask("revision")
    with tempfile.TemporaryDirectory() as place:
        init_db(app, _Scratch(data=Path(place)))
        upgrade(app, plugins)
        with app.app_context():
            with db.engine.connect().execution_options(**{UNSCOPED: True}) as connection:
                yield connection
            db.engine.dispose()


def main() -> None:
    """Read the words of the command line and write the revision."""
    parser = argparse.ArgumentParser(prog="python -m core.db.revision", description=__doc__)
    parser.add_argument("message")
    parser.add_argument("--plugin", help="a package below plugins/ that owns tables")
    words = parser.parse_args()
    if not words.plugin:
        path = write(words.message)
    else:
        models = import_module(f"plugins.{words.plugin}.models")
        folder = Path(str(models.__file__)).parent / "migrations"
        folder.mkdir(exist_ok=True)
        path = write(words.message, Lane(name=words.plugin, folder=folder), {words.plugin: folder})
    print(path)  # noqa: T201 - the answer of a command


if __name__ == "__main__":
    main()
