"""Search the two logs by who, what, which thing and when: metadata, never content.

An entry holds codes and ids; the auditor reads that somebody did something to a thing, and of the
thing its id (GB/T 22239-2019 8.1.4.3). Pages go by key, so the first year costs what today costs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from core.audit.models import AccessEntry, AuditEntry, AuditHead
from core.clocks import SHANGHAI

CHANGES, LOOKS = "changes", "looks"
OF_THE_LOG = frozenset({"ids", "digest"})
"""Of ``detail`` these are the log's own business and only lengthen the line."""
CODE = re.compile(r"[0-9A-Za-z_.:+/ -]{0,60}", re.ASCII)
"""What of ``detail`` is shown: codes, ids, counts. Words, should any have come in, are not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a search is narrowed by; empty = everything. ``last`` is included."""

    actor_id: str = ""
    action: str = ""
    target: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of either log. ``seq`` is 0 for a look, which has no number of its own."""

    id: str
    seq: int
    at: datetime
    actor_id: str
    action: str
    target: str
    detail: Mapping[str, str]


def key_of(entry: Entry) -> tuple[int | datetime, str]:
    """Return where a page that ends with *entry* goes on."""
    return (entry.seq or entry.at, entry.id)


def place_of(log: str, key: Sequence[object]) -> Any:
    """Return what a signed cursor says as the place to go on from; None at the beginning."""
    if not key:
        return None
    return key[0] if log == CHANGES else (key[0], key[1])


def changes(
    session: Session, asked: Asked, *, before: int | None = None, limit: int
) -> tuple[Entry, ...]:
    """Return up to *limit* changes, the newest first, those before entry *before*."""
    tests = _tests(AuditEntry.actor_id, AuditEntry, asked)
    query = select(AuditEntry).where(*tests).order_by(AuditEntry.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    return tuple(
        Entry(
            id=row.id,
            seq=row.seq,
            at=row.at,
            actor_id=row.actor_id,
            action=row.action,
            target=row.target,
            detail={key: _told(row.detail[key]) for key in row.detail if key not in OF_THE_LOG},
        )
        for row in session.scalars(query)
    )


def looks(
    session: Session, asked: Asked, *, before: tuple[datetime, str] | None = None, limit: int
) -> tuple[Entry, ...]:
    """Return up to *limit* looks, the newest first, those before (at, id)."""
    tests = _tests(AccessEntry.account_id, AccessEntry, asked)
    query = (
        select(AccessEntry)
        .where(*tests)
        .order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(tuple_(AccessEntry.at, AccessEntry.id) < tuple_(*before))
    return tuple(
        Entry(
            id=row.id,
            seq=0,
            at=row.at,
            actor_id=row.account_id,
            action=row.action,
            target=row.target,
            detail={},
        )
        for row in session.scalars(query)
    )


def _tests(
    actor: Any, table: type[AuditEntry] | type[AccessEntry], asked: Asked
) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if asked.actor_id:
        tests.append(actor == asked.actor_id)
    if asked.action:
        tests.append(table.action == asked.action)
    if asked.target:
        tests.append(table.target == asked.target)
    if asked.first:
        tests.append(table.at >= _midnight(asked.first))
    if asked.last:
        tests.append(table.at < _midnight(asked.last + timedelta(days=1)))
    return tests


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _told(value: object) -> str:
    """Return a value of ``detail`` in a few letters, … for what is no code."""
    values = value if isinstance(value, list | tuple) else [value]
    told = ["" if one is None else str(one) for one in values[:20]]
    return " ".join(one if CODE.fullmatch(one) else "…" for one in told)


def head(session: Session) -> tuple[int, str]:
    """Return the number and digest of the last entry; (0, "") for a county without one."""
    row = session.scalars(select(AuditHead)).one_or_none()
    return (row.seq, row.digest) if row else (0, "")
