"""Table of what a second person was asked to agree to, and what became of it.

The names of two people on a form prove nothing: both can be typed by one. Here the second one signs
in; what was asked is kept as it was asked, and every answer is a state that is left only once
(design: second person where required; T/ZSM 5.4.7).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Approval(InCounty, Base):
    """One question to a second person about one step of an item (第二人审批).

    ``state`` is asked, then agreed, refused or withdrawn; an agreement is ``used`` by the step it
    let pass. ``about`` holds the answers that are agreed to, ``answers`` the whole form as it was
    filled in, ``revision`` the form they are told by when its service is long gone."""

    __tablename__ = "approval"

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40))
    step: Mapped[str] = mapped_column(String(40))
    step_title: Mapped[str] = mapped_column(String(40))
    revision: Mapped[str] = mapped_column(String(64))
    about_box: Mapped[bytes | None] = sealed_column()
    about = Sealed("about_box", json=True)
    answers_box: Mapped[bytes | None] = sealed_column()
    answers = Sealed("answers_box", json=True)
    why_box: Mapped[bytes | None] = sealed_column()
    why = Sealed("why_box", json=True)
    asked_by: Mapped[str] = mapped_column(String(13))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    second_id: Mapped[str] = mapped_column(String(13))
    due_on: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    ended_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    ended_by: Mapped[str | None] = mapped_column(String(13), default=None)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    record_id: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        Index("ix_approval_case", "county_id", "case_id"),
        Index("ix_approval_item", "county_id", "item_id", "state"),
        Index("ix_approval_second", "county_id", "second_id", "state"),
        Index("ix_approval_asked", "county_id", "service", "asked_at"),
    )
