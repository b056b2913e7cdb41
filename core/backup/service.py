"""Making a copy of a running platform, trusting one, and putting one back (T/ZSM 5.6.4).

A copy is trusted only after it was opened elsewhere: whole, under our keys, sound to its database,
brought to this version's structure, its audit chains unbroken and its sealed values readable. Only
then is anything live touched, and what was live is kept aside.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from flask import Flask
from sqlalchemy import make_url

from core.audit import note_change
from core.backup import postgres, sqlite
from core.backup.container import (
    FORMAT,
    MANIFEST,
    BackupRefused,
    Manifest,
    Told,
    key_checks,
    members,
    read_manifest,
    require_keys,
    require_whole,
    written,
)
from core.backup.proof import Proof, county_codes, prove
from core.clocks import now
from core.config import Settings
from core.db import county_scope, db, upgrade
from core.db.keys import EXTENSION as KEYS
from core.db.keys import KeyRing
from core.db.migrate import lanes, revisions, upgrade_to
from core.duty.feeds import close_every_feed
from core.evaluation.asking import close_every_link
from core.people.service import shut_all

FILES = "files"
"""The folder beside the database whose content belongs to it."""

DATABASE = "jiahe.db"
SQLITE = "sqlite"
OPERATOR = "operator"
"""Who acts in the log where nobody is signed in, as for every command."""

Opened = Callable[[str], Flask]
"""Builds the app over another database, given its address."""


def _unheard(count: int) -> None:
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What was found in a copy: when it was made, of which database, how many bytes, and what was
    proved of its content; None where only loading it can prove that."""

    made: datetime
    kind: str
    size: int
    proof: Proof | None


def make_backup(app: Flask, path: Path, *, told: Told = _unheard) -> Standing:
    """Copy the app's database and files into the new file `path` while others write.

    `told` hears of bytes written. Raises BackupRefused when the file exists, OSError when the disk
    is full; neither leaves anything behind.
    """
    settings, ring, path = _settings(app), _ring(app), path.absolute()
    with written(path, ring, told) as writer, _scratch(path.parent) as scratch:
        at = now()
        if settings.on_postgres:
            with app.app_context():
                content = postgres.dump(db.engine, county_codes(), scratch)
        else:
            sqlite.copy(_live(settings), scratch / DATABASE)
            content = [(DATABASE, scratch / DATABASE)]
        # after the database, so that a file it names is there
        content += _files_of(settings.data / FILES)
        manifest = Manifest(
            format=FORMAT,
            made=at.isoformat(),
            kind=_kind(settings),
            revisions=revisions(app),
            keys=key_checks(ring),
            sealed_by=ring.current,
            members=tuple(name for name, _source in content),
        )
        writer.add_bytes(MANIFEST, manifest.to_bytes())
        for name, source in content:
            writer.add(name, source)
    return Standing(made=at, kind=manifest.kind, size=path.stat().st_size, proof=None)


def check_backup(app: Flask, path: Path, opened: Opened, *, told: Told = _unheard) -> Standing:
    """Return what is in a copy after proving that it could be restored here; changes nothing.

    What is in a copy of PostgreSQL only loading it can prove. Raises BackupRefused.
    """
    manifest = _trusted(app, path, told)
    if manifest.kind != SQLITE:
        return _standing(path, manifest, None)
    with _scratch(_settings(app).data) as scratch:
        return _standing(path, manifest, _unpack(path, manifest, scratch, opened))


def restore_backup(
    app: Flask, path: Path, opened: Opened, *, told: Told = _unheard
) -> tuple[Standing, Path | None]:
    """Put a copy in the place of the app's data; return what is there now and where the old is.

    The caller makes sure nobody works on the database. On SQLite the old database and files move
    aside in the data folder; PostgreSQL must be empty. Raises BackupRefused before anything live
    was touched.
    """
    settings, manifest = _settings(app), _trusted(app, path, told)
    with _scratch(settings.data) as scratch:
        proof = None
        if manifest.kind == SQLITE:
            proof = _unpack(path, manifest, scratch, opened)
        else:
            with app.app_context():
                postgres.require_empty(db.engine)
            _unpack_members(path, manifest, scratch)
            upgrade_to(app, manifest.revisions)
            with app.app_context():
                postgres.load(db.engine, scratch)
            upgrade(app)
            proof = prove(app)
            _begin_anew(app, manifest)
        stamp = now().strftime("%Y%m%d-%H%M%S")
        # the files first: a database that names files which are not there yet would be worse
        _swap(scratch / FILES, settings.data / FILES, stamp)
        aside = None
        if manifest.kind == SQLITE:
            with app.app_context():
                db.engine.dispose()
            live = _live(settings)
            aside = sqlite.put_in_place(scratch / DATABASE, live, _aside(live, stamp))
    return _standing(path, manifest, proof), aside


def _trusted(app: Flask, path: Path, told: Told) -> Manifest:
    """Return the manifest of a copy that is whole, ours, and of what this installation runs."""
    ours, ring = _kind(_settings(app)), _ring(app)
    manifest = read_manifest(path)
    require_keys(manifest, ring)
    require_whole(path, manifest, ring, told)
    if manifest.kind != ours:
        raise BackupRefused(
            "备份是 %(theirs)s 的，这里用的是 %(ours)s；请换成同一种数据库再恢复",
            theirs=manifest.kind,
            ours=ours,
        )
    if strangers := sorted(set(manifest.revisions) - {lane.name for lane in lanes(app)}):
        raise BackupRefused(
            "备份里有模块 %(names)s 的数据，这里没有装；请先装上", names="、".join(strangers)
        )
    return manifest


def _unpack(path: Path, manifest: Manifest, scratch: Path, opened: Opened) -> Proof:
    """Unpack a copy of SQLite, bring it to this version and prove it, all beside the live one."""
    _unpack_members(path, manifest, scratch)
    sqlite.require_sound(scratch / DATABASE)
    app = opened(f"sqlite:///{scratch / DATABASE}")
    try:
        upgrade(app)
        proof = prove(app)
        _begin_anew(app, manifest)
    finally:
        with app.app_context():
            # the last connection to close folds the log into the file, which is moved alone
            db.engine.dispose()
    return proof


def _begin_anew(app: Flask, manifest: Manifest) -> None:
    """Open no door anew, and write into every county's chain that from here on it is a copy.

    A token, a calendar's address or a link that leaked and was revoked after the copy was made
    would be good again without anybody noticing; and what an auditor remembers of the days since
    would contradict the chain.
    """
    with county_scope(app, None):
        shut_all(db.session())
        db.session.commit()
    with app.app_context():
        codes = county_codes()
    for code in codes:
        with county_scope(app, code):
            close_every_feed(db.session(), now())
            close_every_link(db.session())
            note_change(
                db.session(),
                action="backup.restored",
                actor_id=OPERATOR,
                target="county",
                at=now(),
                detail={"made": manifest.made},
            )
            db.session.commit()


def _unpack_members(path: Path, manifest: Manifest, scratch: Path) -> None:
    with members(path, manifest) as found:
        for name, content in found:
            place = scratch / _inside(name)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                shutil.copyfileobj(content, file, 1 << 20)


def _inside(name: str) -> PurePosixPath:
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts:
        raise BackupRefused("备份里有不认得的内容：%(name)s", name=name)
    return place


def _swap(new: Path, live: Path, stamp: str) -> None:
    if live.exists():
        os.replace(live, _aside(live, stamp))
    if new.exists():
        os.replace(new, live)


def _aside(live: Path, stamp: str) -> Path:
    return live.with_name(f"{live.name}.before-{stamp}")


def _files_of(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return [(f"{FILES}/{one.relative_to(folder).as_posix()}", one) for one in found]


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for what is on its way, on the disk where it will stay; open to its owner only."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".copy-") as name:
        yield Path(name)


def _standing(path: Path, manifest: Manifest, proof: Proof | None) -> Standing:
    return Standing(
        made=datetime.fromisoformat(manifest.made),
        kind=manifest.kind,
        size=path.stat().st_size,
        proof=proof,
    )


def _live(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def _kind(settings: Settings) -> str:
    return "postgresql" if settings.on_postgres else SQLITE


def _settings(app: Flask) -> Settings:
    settings: Settings = app.extensions["jiahe.settings"]
    return settings


def _ring(app: Flask) -> KeyRing:
    ring: KeyRing = app.extensions[KEYS]
    return ring
