"""Tables of what comes after: what was promised and how it is kept, how a family was rated, and
what thanks were given.

The words of a promise and the grounds of a rating are sealed at rest; what a list of visits or a
figure asks for (a day, a state, a level) is plain (T/ZSM 5.5.3.1, 人民调解法 31).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Promise(InCounty, Base):
    """One thing a party promised, copied from the record that holds it, so that it is followed up
    even when the function that wrote it is gone. ``replaced`` by a later agreement of the item."""

    __tablename__ = "promise"

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str] = mapped_column(String(13))
    record_id: Mapped[str] = mapped_column(String(13))
    number: Mapped[int] = mapped_column(Integer)
    what_box: Mapped[bytes | None] = sealed_column()
    what = Sealed("what_box")
    by_id: Mapped[str] = mapped_column(String(13), default="")
    to_id: Mapped[str] = mapped_column(String(13), default="")
    due_on: Mapped[date | None] = mapped_column(Date, default=None)
    state: Mapped[str] = mapped_column(String(12), default="")
    said_on: Mapped[date | None] = mapped_column(Date, default=None)
    said_by: Mapped[str | None] = mapped_column(String(13), default=None)
    replaced: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        county_fk("record", "record_id"),
        UniqueConstraint("county_id", "record_id", "number"),
        Index("ix_promise_case", "county_id", "case_id", "replaced"),
        Index("ix_promise_due", "county_id", "due_on", "state"),
    )


class WarningEdition(InCounty, Base):
    """The levels a brand graded by, as they stood when somebody first graded by them."""

    __tablename__ = "warning_edition"

    scheme: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("county_id", "scheme", "digest"),)


class Rating(InCounty, Base):
    """One judgement of how near a family is to harm: what the rules proposed, what a person
    decided and why. A lower level waits as ``asked`` until a second person agrees. ``edition`` is
    the digest of the brand's levels it was given by, "" for a shipped scheme."""

    __tablename__ = "rating"

    case_id: Mapped[str] = mapped_column(String(13))
    scheme: Mapped[str] = mapped_column(String(40))
    edition: Mapped[str] = mapped_column(String(64), default="")
    before: Mapped[str] = mapped_column(String(20), default="")
    proposed: Mapped[str] = mapped_column(String(20), default="")
    level: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="decided")
    grounds_box: Mapped[bytes | None] = sealed_column()
    grounds = Sealed("grounds_box", json=True)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    decided_by: Mapped[str] = mapped_column(String(13))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    second_by: Mapped[str | None] = mapped_column(String(13), default=None)
    second_at: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_rating_case", "county_id", "case_id", "decided_at"),
        Index("ix_rating_asked", "county_id", "state"),
    )


class Thanks(InCounty, Base):
    """感谢: a 锦旗, a letter, a word. What and when is plain for the figures; who gave it and what
    it says are in the record."""

    __tablename__ = "thanks"

    case_id: Mapped[str] = mapped_column(String(13))
    record_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(12))
    received_on: Mapped[date] = mapped_column(Date)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("record", "record_id"),
        Index("ix_thanks_case", "county_id", "case_id"),
    )
