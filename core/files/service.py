"""Take a file in, hang it on a case, read it back, take it away.

A file is staged first, for its sender alone, so that another field's error does not lose it; filing
the form keeps it in the transaction of the record. Content is on disk before its row is committed
and goes after the row has changed: what has no row is swept, what has one is there.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.files.errors import BrokenFile, CountyFull, FileRefused
from core.files.kinds import KINDS, LARGEST, FileKind, kind_of
from core.files.models import KEPT, STAGED, WITHDRAWN, StoredFile
from core.files.names import clean_name
from core.files.vault import Vault, new_secret

EXTENSION = "jiahe.files"
MB = 1024 * 1024
MOST_STAGED = 40
"""Of one sender at a time; a form has a handful of fields for files."""
ORPHANED = timedelta(hours=2)
"""How long content may lie without a row: longer than any upload takes to be committed."""


def vault() -> Vault:
    """Return the vault of the current app."""
    found: Vault = current_app.extensions[EXTENSION]
    return found


def digest(content: bytes) -> str:
    """Return what tells two contents apart."""
    return hashlib.sha256(content).hexdigest()


def look_into(name: str, content: bytes) -> tuple[FileKind, str, bytes]:
    """Return kind, harmless name and cleaned content; raise FileRefused saying why not."""
    kind = kind_of(content)
    kept = kind.clean(content)
    if not kept or len(kept) > LARGEST + 1024:
        raise FileRefused("这是个空文件")
    return kind, clean_name(name, kind.extension, kind.extensions), kept


def stage(
    session: Session,
    *,
    sender: str,
    name: str,
    content: bytes,
    at: datetime,
    quota_mb: int,
) -> StoredFile:
    """Take a file in for *sender* alone.

    Raises FileRefused (what it is), CountyFull (the county's quota) or NoRoom (the disk); then
    nothing of it is kept.
    """
    kind, shown, kept = look_into(name, content)
    used = session.scalars(
        select(func.coalesce(func.sum(StoredFile.size), 0)).where(StoredFile.state != WITHDRAWN)
    ).one()
    if used + len(kept) > quota_mb * MB:
        raise CountyFull("全县存文件的地方用满了（%(most)s MB），请找县管理员", most=quota_mb)
    mine = session.scalars(
        select(func.count()).where(StoredFile.state == STAGED, StoredFile.sent_by == sender)
    ).one()
    if mine >= MOST_STAGED:
        raise FileRefused("选了还没存的文件太多，请先把表存了")
    secret = new_secret()
    row = StoredFile(
        kind=kind.name,
        name=shown,
        secret=b64encode(secret).decode(),
        size=len(kept),
        sha256=digest(kept),
        sha256_sent=digest(content),
        sent_by=sender,
        sent_at=at,
    )
    vault().put(row.county_id, row.id, secret, kept)
    session.add(row)
    session.flush()
    return row


def staged_of(session: Session, sender: str, file_ids: Iterable[str]) -> dict[str, StoredFile]:
    """Return those of *file_ids* that *sender* has staged, by id."""
    rows = session.scalars(
        select(StoredFile).where(
            StoredFile.id.in_(set(file_ids)),
            StoredFile.state == STAGED,
            StoredFile.sent_by == sender,
        )
    )
    return {row.id: row for row in rows}


def take(
    row: StoredFile,
    *,
    case_id: str,
    item_id: str | None = None,
    record_id: str | None = None,
    about: str = "shared",
    author_only: bool = False,
    title: str | None = None,
) -> None:
    """Hang a staged file on a case; from now on whoever may read there may read it."""
    row.state, row.case_id, row.item_id, row.record_id = KEPT, case_id, item_id, record_id
    row.about, row.author_only, row.title = about, author_only, title


def withdraw(row: StoredFile, *, by: str, at: datetime, reason: str) -> None:
    """Take a kept file back: the row tells who and why, its key is thrown away with this
    transaction, and the worker sweeps what is left on disk."""
    row.state, row.withdrawn_by, row.withdrawn_at, row.reason = WITHDRAWN, by, at, reason
    row.secret = None


def chunks_of(row: StoredFile) -> Iterator[bytes]:
    """Yield the content of *row*; raises BrokenFile before the first byte when it is not there."""
    if row.secret is None:
        raise BrokenFile(row.id)
    pieces = vault().pieces(row.county_id, row.id, b64decode(row.secret))
    first = next(pieces)
    return _after(first, pieces)


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def read_whole(row: StoredFile) -> bytes:
    """Return the content of *row*, checked against its digest; raises BrokenFile."""
    content = b"".join(chunks_of(row))
    if digest(content) != row.sha256:
        raise BrokenFile(row.id)
    return content


def kind_named(name: str) -> FileKind:
    """Return the kind of a stored row."""
    return KINDS[name]


def has_stale(session: Session, before: datetime) -> bool:
    """Tell whether a staged file of the county is older than *before*; reads only."""
    found = session.scalars(
        select(StoredFile.id)
        .where(StoredFile.state == STAGED, StoredFile.sent_at < before)
        .limit(1)
    ).first()
    return found is not None


def sweep(session: Session, before: datetime) -> int:
    """Forget the county's files that were staged before *before*; return how many.

    Their content goes with the next `sweep_folder`, when this has been committed.
    """
    rows = session.scalars(
        select(StoredFile).where(StoredFile.state == STAGED, StoredFile.sent_at < before)
    ).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def sweep_folder(session: Session, county: str, moment: float) -> int:
    """Take away content that no row opens any more; return how many files went. Reads rows only.

    *moment* is the time of the disk (seconds of the epoch), whatever day a sandbox believes in.
    """
    lying = list(vault().older_than(county, moment - ORPHANED.total_seconds()))
    halves = sum(vault().drop_half(county, name) for name in lying)
    wanted = set(
        session.scalars(
            select(StoredFile.id).where(
                StoredFile.id.in_([name for name in lying if len(name) == 13]),
                StoredFile.state != WITHDRAWN,
            )
        )
    )
    gone = [name for name in lying if len(name) == 13 and name not in wanted]
    for name in gone:
        vault().drop(county, name)
    return halves + len(gone)
