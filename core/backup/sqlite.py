"""The copy of a SQLite file while others write to it, and putting one in its place.

One shot: stepwise copying starts again with every write and never ends under load.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from core.backup.container import BackupRefused

SIDES = ("-wal", "-shm")


def copy(source: Path, target: Path) -> None:
    """Copy the committed state of `source` into the new file `target`; writers go on."""
    if not source.exists():
        raise BackupRefused("没有数据库：%(path)s", path=str(source))
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    ours = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    theirs = sqlite3.connect(target)
    try:
        # opens its own read transaction, so what it reads is one moment
        ours.backup(theirs, pages=-1)
        # a copy is one file: without this it would ask for a log of its own when opened
        theirs.execute("PRAGMA journal_mode=DELETE")
    finally:
        theirs.close()
        ours.close()


def require_sound(path: Path) -> None:
    """Raise BackupRefused unless SQLite itself finds the file whole and every parent in it."""
    database = sqlite3.connect(path)
    try:
        told = [str(row[0]) for row in database.execute("PRAGMA integrity_check(5)")]
        orphans = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupRefused("备份里的数据库打不开：%(why)s", why=str(error)) from error
    finally:
        database.close()
    if told != ["ok"]:
        raise BackupRefused("备份里的数据库已损坏：%(why)s", why=told[0])
    if orphans:
        raise BackupRefused("备份里的数据库缺了记录：%(table)s", table=str(orphans[0]))


def put_in_place(new: Path, live: Path, aside: Path) -> Path | None:
    """Move `live` to `aside`, and `new` to where it was; all on one file system.

    Returns `aside`, None when there was nothing to keep.
    """
    kept = live.exists()
    if kept:
        # what the log still holds goes into the file, so that one file is the whole old state
        old = sqlite3.connect(live)
        try:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            old.close()
        os.replace(live, aside)
        for side in SIDES:
            live.with_name(live.name + side).unlink(missing_ok=True)
    os.replace(new, live)
    return aside if kept else None
