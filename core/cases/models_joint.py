"""Tables of what ties a case to another or to other points: merges, and co-handling across towns.

What a merge ended is written down beside it, so that undoing it gives back exactly that and
nothing else (T/ZSM 5.3.1). Who works along in a co-handling, at which point and for what, is a row
a point (T/ZSM 5.5.2.1).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class CaseMerge(InCounty, Base):
    """That one case went on under another's number. ``ended`` holds what the merge ended, as it
    stood before: the case's state, its items and its clocks, codes and ids only; ``line`` is the
    history line of the merge."""

    __tablename__ = "case_merge"

    case_id: Mapped[str] = mapped_column(String(13))
    into_id: Mapped[str] = mapped_column(String(13))
    line: Mapped[int] = mapped_column(Integer)
    ended: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(13))
    undone_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    undone_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("case_file", "into_id"),
        Index("ix_case_merge_case", "county_id", "case_id"),
        Index("ix_case_merge_into", "county_id", "into_id"),
    )


class CoHandling(InCounty, Base):
    """The county's order that points of several towns work one case together (联办). One runs at a
    time; ``lead_id`` is the county's named person."""

    __tablename__ = "co_handling"

    case_id: Mapped[str] = mapped_column(String(13))
    lead_id: Mapped[str] = mapped_column(String(13))
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    ordered_at: Mapped[datetime] = mapped_column(Instant)
    ordered_by: Mapped[str] = mapped_column(String(13))
    outcome_box: Mapped[bytes | None] = sealed_column()
    outcome = Sealed("outcome_box")
    ended_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    ended_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_co_handling_case", "county_id", "case_id"),
    )


class CoPart(InCounty, Base):
    """What one point does in a co-handling, through whom, until when, and how it went: asked,
    working, unable, done, or ended before it was done."""

    __tablename__ = "co_part"

    case_id: Mapped[str] = mapped_column(String(13))
    order_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))
    duty_box: Mapped[bytes | None] = sealed_column()
    duty = Sealed("duty_box")
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    reply_by: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    answer_box: Mapped[bytes | None] = sealed_column()
    answer = Sealed("answer_box")
    done_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    result_box: Mapped[bytes | None] = sealed_column()
    result = Sealed("result_box")

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("co_handling", "order_id"),
        county_fk("service_point", "point_id"),
        UniqueConstraint("county_id", "order_id", "point_id"),
        Index("ix_co_part_case", "county_id", "case_id"),
    )
