"""The tables of registers: entries, and what was filed on them since.

An entry is never deleted: it is corrected, with what it said before kept beside it, or declared
void with a reason. Answers are sealed at rest like those of a case (T/ZSM 5.6.4).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class RegisterEntry(InCounty, Base):
    """One entry. ``same_hash`` finds those that say the same; ``number`` is None where none is
    given."""

    __tablename__ = "register_entry"

    service: Mapped[str] = mapped_column(String(40))
    register: Mapped[str] = mapped_column(String(40))
    point_id: Mapped[str] = mapped_column(String(13))
    on: Mapped[date]
    number: Mapped[str | None] = mapped_column(String(60))
    stage: Mapped[str] = mapped_column(String(40), default="")
    same_hash: Mapped[str | None] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(80))
    revision: Mapped[str] = mapped_column(String(64))
    data_box: Mapped[bytes | None] = sealed_column()
    data = Sealed("data_box", json=True)
    version: Mapped[int] = mapped_column(default=1)
    # accounts belong to the platform, not to a county, so this is an id and not a foreign key
    author_id: Mapped[str] = mapped_column(String(13))
    filed_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    voided_by: Mapped[str | None] = mapped_column(String(13), default=None)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")

    __table_args__ = (
        county_fk("service_point", "point_id"),
        Index("ix_register_entry_day", "county_id", "service", "register", "on"),
        Index("ix_register_entry_same", "county_id", "register", "point_id", "same_hash"),
    )


class RegisterEvent(InCounty, Base):
    """What happened to an entry: an act with its answers, or a correction with those before it."""

    __tablename__ = "register_event"

    entry_id: Mapped[str] = mapped_column(String(13))
    seq: Mapped[int]
    act: Mapped[str] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(80))
    revision: Mapped[str] = mapped_column(String(64))
    data_box: Mapped[bytes | None] = sealed_column()
    data = Sealed("data_box", json=True)
    stage: Mapped[str] = mapped_column(String(40), default="")
    by_id: Mapped[str] = mapped_column(String(13))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("register_entry", "entry_id"),
        Index("ix_register_event_entry", "county_id", "entry_id", "seq"),
    )
