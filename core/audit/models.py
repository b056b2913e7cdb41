"""Tables of the two logs. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant


class AuditHead(InCounty, Base):
    """The end of a county's chain; locked last in every writing transaction."""

    __tablename__ = "audit_head"

    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")


class AuditEntry(InCounty, Base):
    """One change: who did what to which thing. ``detail`` holds codes and ids, never content."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[str] = mapped_column(String(13))
    target: Mapped[str] = mapped_column(String(60))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(Instant)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("county_id", "seq"),
        Index("ix_audit_entry_target", "county_id", "target"),
        Index("ix_audit_entry_actor", "county_id", "actor_id", "at"),
    )


class AccessEntry(InCounty, Base):
    """One look: who saw which thing, through which outlet."""

    __tablename__ = "access_entry"

    account_id: Mapped[str] = mapped_column(String(13))
    action: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
    chained: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        Index("ix_access_entry_target", "county_id", "target", "at"),
        Index("ix_access_entry_open", "county_id", "chained", "at"),
    )
