"""Table of who asked that a case be sealed no longer, whom they asked, and the answer.

As with 第二人审批 (`core.cases.models_approval`) the second one signs in herself, and a state is
left only once. It stands apart because it belongs to a case and to no step (T/ZSM 5.6.4).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Unsealing(InCounty, Base):
    """One question whether a case may be lowered from C3 (解密). ``state`` is asked, then agreed,
    refused or withdrawn; ``answer`` is the second person's word to it."""

    __tablename__ = "unsealing"

    case_id: Mapped[str] = mapped_column(String(13))
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    asked_by: Mapped[str] = mapped_column(String(13))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    second_id: Mapped[str] = mapped_column(String(13))
    due_on: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    answer_box: Mapped[bytes | None] = sealed_column()
    answer = Sealed("answer_box")
    ended_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    ended_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_unsealing_case", "county_id", "case_id", "asked_at"),
        Index("ix_unsealing_second", "county_id", "second_id", "state"),
    )
