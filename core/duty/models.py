"""The tables of the roster: what was planned, who is away, and who subscribed to the own days.

A shift is never changed in its hours: it is ended and another one planned, so that whoever was
told an hour was told the truth (T/ZSM 5.4).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, county_fk


class DutyShift(InCounty, Base):
    """Somebody on duty at a point, for one function or for the whole window (``service`` empty).

    It falls on every ``weekday`` (0 Monday … 6 Sunday, None: every day) from ``first_on`` to
    ``last_on``, on ``days`` that are worked, that are off, or on all. A single day is a span of
    one. ``starts`` and ``ends`` are minutes of the day; an end beyond 1440 lies on the next day.
    ``slot_minutes`` 0 means nothing is booked there; else ``seats`` may be booked in each slot.
    """

    __tablename__ = "duty_shift"
    __table_args__ = (
        county_fk("service_point", "point_id"),
        CheckConstraint("days IN ('working', 'off', 'all')", name="days"),
        Index(None, "county_id", "point_id"),
        Index(None, "county_id", "account_id"),
    )

    point_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40), default="")
    weekday: Mapped[int | None]
    days: Mapped[str] = mapped_column(String(8), default="working")
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    starts: Mapped[int]
    ends: Mapped[int]
    # accounts belong to the platform, not to a county, so these are ids and not foreign keys
    account_id: Mapped[str] = mapped_column(String(13))
    deputy_id: Mapped[str | None] = mapped_column(String(13))
    slot_minutes: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[str] = mapped_column(String(13))
    made_at: Mapped[datetime] = mapped_column(Instant)


class DutyAway(InCounty, Base):
    """Somebody is away for some days; ``deputy_id`` stands in before the deputy of the shift."""

    __tablename__ = "duty_away"
    __table_args__ = (Index(None, "county_id", "account_id"),)

    account_id: Mapped[str] = mapped_column(String(13))
    first_on: Mapped[date]
    last_on: Mapped[date]
    deputy_id: Mapped[str | None] = mapped_column(String(13))
    noted_by: Mapped[str] = mapped_column(String(13))
    noted_at: Mapped[datetime] = mapped_column(Instant)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant, default=None)


class DutyFeed(InCounty, Base):
    """Somebody's own calendar address: only the SHA-256 of its secret part is kept, as of a token.
    One at a time: a new address ends the one before."""

    __tablename__ = "duty_feed"
    __table_args__ = (
        UniqueConstraint("county_id", "token_hash"),
        Index(None, "county_id", "account_id"),
    )

    account_id: Mapped[str] = mapped_column(String(13))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
