"""The access log: written in its own short transaction before the answer leaves.

A page that failed to log is not shown; the worker later seals the rows into the change chain, so a
removed row is noticed.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.audit.chain import note_change
from core.audit.models import AccessEntry
from core.db import new_id, own_transaction

BATCH = 500
_WRITE = insert(AccessEntry)
NOBODY = "system"


def note_access(*, county: str, account_id: str, action: str, target: str, at: datetime) -> None:
    """Write one look; returns only after it is stored."""
    row = {
        "county_id": county,
        "id": new_id(),
        "account_id": account_id,
        "action": action,
        "target": target,
        "at": at,
        "chained": False,
    }
    with own_transaction(county) as session:
        # no object: nobody works on with it, and a unit of work for one row costs more than the row
        session.execute(_WRITE, row)


def entry_digest(entry: AccessEntry) -> bytes:
    """Return the digest of one look, over everything that must not change."""
    text = "|".join(
        (
            entry.id,
            entry.account_id,
            entry.action,
            entry.target,
            entry.at.astimezone(UTC).isoformat(),
        )
    )
    return hashlib.sha256(text.encode()).digest()


def batch_digest(entries: list[AccessEntry]) -> str:
    """Return the digest of a batch; independent of the order rows come back in."""
    total = hashlib.sha256()
    for entry in sorted(entries, key=lambda one: one.id):
        total.update(entry_digest(entry))
    return total.hexdigest()


def seal_access(session: Session, *, at: datetime) -> int:
    """Chain up to 500 looks that are not chained yet; return how many."""
    rows = list(
        session.scalars(
            select(AccessEntry)
            .where(AccessEntry.chained.is_(False))
            .order_by(AccessEntry.at, AccessEntry.id)
            .limit(BATCH)
        )
    )
    if not rows:
        return 0
    note_change(
        session,
        action="access.sealed",
        actor_id=NOBODY,
        target="access",
        at=at,
        detail={"ids": [row.id for row in rows], "digest": batch_digest(rows)},
    )
    for row in rows:
        row.chained = True
    return len(rows)


__all__ = ["batch_digest", "note_access", "seal_access"]
