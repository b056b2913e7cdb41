"""The change log: entries wait in the session and are chained at commit, the head locked last.

Chaining at the end keeps the one contended row of a county locked for the shortest time; a
transaction that fails leaves neither the change nor its entry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry, AuditHead
from core.db import CountySession, current_county, prepared

WAITING = "audit_waiting"
_HEAD = prepared(select(AuditHead).with_for_update().execution_options(populate_existing=True))


def note_change(
    session: Session,
    *,
    action: str,
    actor_id: str,
    target: str,
    at: datetime,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one change to the county's chain in the caller's transaction.

    *detail* may hold codes, ids and counts; names and texts have no place in a log.
    """
    waiting = session.info.setdefault(WAITING, [])
    waiting.append((action, actor_id, target, at, dict(detail or {})))


def digest_of(
    previous: str, seq: int, action: str, actor_id: str, target: str, at: datetime, detail: object
) -> str:
    """Return the SHA-256 of an entry over its predecessor."""
    body = json.dumps(
        [previous, seq, action, actor_id, target, at.astimezone(UTC).isoformat(), detail],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def _chain(session: Session) -> None:
    waiting = session.info.pop(WAITING, None)
    if not waiting:
        return
    session.flush()
    head = session.scalars(_HEAD).one_or_none() or _first_head(session)
    for action, actor_id, target, at, detail in waiting:
        head.seq += 1
        digest = digest_of(head.digest, head.seq, action, actor_id, target, at, detail)
        session.add(
            AuditEntry(
                seq=head.seq,
                action=action,
                actor_id=actor_id,
                target=target,
                detail=detail,
                at=at,
                previous=head.digest,
                digest=digest,
            )
        )
        head.digest = digest


def _first_head(session: Session) -> AuditHead:
    """Put a county's first head there, or wait for the one whose writer came a moment earlier."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(AuditHead).on_conflict_do_nothing(index_elements=["county_id", "id"]),
        [{"county_id": current_county(), "id": "head", "seq": 0, "digest": ""}],
    )
    return session.scalars(_HEAD).one()


def _forget(session: Session) -> None:
    session.info.pop(WAITING, None)


event.listen(CountySession, "before_commit", _chain)
event.listen(CountySession, "after_rollback", _forget)
