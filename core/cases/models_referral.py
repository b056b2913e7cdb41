"""The table of 转介: a letter to another body, how far it is, until it is answered in writing.

What the letter asks and what came back are records beside it; the row tells how it goes
(T/ZSM 5.5.2.2, 5.6; 个人信息保护法 23, 29).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, county_fk


class Referral(InCounty, Base):
    """One letter. ``state`` is sent, then received; answered, refused or withdrawn end it.
    ``item_id`` is the item whose step wrote it, None for core's own form; ``basis`` the ground on
    which it was told. ``clock_id`` and ``task_id`` are what waits for its answer; ``receiver``
    keeps the name the body had that day; ``kind`` is one of ``PARTNER_KINDS``."""

    __tablename__ = "referral"

    case_id: Mapped[str] = mapped_column(String(13))
    record_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str | None] = mapped_column(String(13), default=None)
    basis: Mapped[str] = mapped_column(String(10), default="", server_default="")
    party_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(20))
    receiver: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(10))
    sent_by: Mapped[str] = mapped_column(String(13))
    sent_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="sent")
    received_on: Mapped[date | None] = mapped_column(Date, default=None)
    clock_id: Mapped[str] = mapped_column(String(13))
    task_id: Mapped[str] = mapped_column(String(13))
    ended_on: Mapped[date | None] = mapped_column(Date, default=None)
    ended_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_referral_case", "county_id", "case_id"),
        Index("ix_referral_open", "county_id", "state", "due_at"),
    )
