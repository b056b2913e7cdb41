"""The table of flags: what a county marks cases with, beside their state (标记).

A flag never routes a case and is counted nowhere; it is found again in the list of cases. Why it
was set or taken off is sealed at rest (T/ZSM 5.6.4).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class CaseFlag(InCounty, Base):
    """One flag on a case, until it is taken off. ``restricted``: seen only by who may see the
    content of the case; as the code list said when it was set."""

    __tablename__ = "case_flag"

    case_id: Mapped[str] = mapped_column(String(13))
    code: Mapped[str] = mapped_column(String(40))
    restricted: Mapped[bool] = mapped_column(Boolean)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by: Mapped[str] = mapped_column(String(13))
    off_box: Mapped[bytes | None] = sealed_column()
    off = Sealed("off_box")
    off_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    off_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_case_flag_case", "county_id", "case_id"),
        Index("ix_case_flag_code", "county_id", "code", "off_at"),
    )
