"""Check a county's chain from its first entry to its head, and the looks sealed into it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.access import batch_digest
from core.audit.chain import digest_of
from core.audit.models import AccessEntry, AuditEntry, AuditHead


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A place where the chain does not hold: at which entry, and what is wrong."""

    seq: int
    what: str


def verify(session: Session) -> tuple[int, tuple[Break, ...]]:
    """Return the number of entries of the session's county and every break found.

    Reads in batches and holds no more than one batch in memory.
    """
    breaks: list[Break] = []
    previous, expected = "", 0
    rows = session.scalars(
        select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000)
    )
    for row in rows:
        expected += 1
        if row.seq != expected:
            breaks.append(Break(seq=row.seq, what=f"entry {expected} is missing"))
            expected = row.seq
        if row.previous != previous:
            breaks.append(Break(seq=row.seq, what="does not follow its predecessor"))
        own = digest_of(
            row.previous, row.seq, row.action, row.actor_id, row.target, row.at, row.detail
        )
        if own != row.digest:
            breaks.append(Break(seq=row.seq, what="was changed"))
        if row.action == "access.sealed":
            breaks.extend(_looks(session, row))
        previous = row.digest
    head = session.scalars(select(AuditHead)).one_or_none()
    if head is not None and (head.seq != expected or head.digest != previous):
        breaks.append(Break(seq=head.seq, what="the head does not match the last entry"))
    if head is None and expected:
        breaks.append(Break(seq=0, what="the head is missing"))
    return expected, tuple(breaks)


def _looks(session: Session, row: AuditEntry) -> list[Break]:
    ids = row.detail["ids"]
    looks = list(session.scalars(select(AccessEntry).where(AccessEntry.id.in_(ids))))
    if len(looks) != len(ids):
        return [Break(seq=row.seq, what=f"{len(ids) - len(looks)} sealed looks are missing")]
    if batch_digest(looks) != row.detail["digest"]:
        return [Break(seq=row.seq, what="a sealed look was changed")]
    return []
