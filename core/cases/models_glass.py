"""Table of what a confidentiality officer opened in an emergency, and what was found of it since.

Breaking the glass is never undone and never deleted: who opened which case when and why, until
when, and what the reviewer said (T/ZSM 5.6.4; GB/T 22239-2019 8.1.4.2).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Glass(InCounty, Base):
    """One emergency look into one case (紧急查看). It is open until ``until`` unless it was closed
    before; ``verdict`` is the reviewer's, "" while nobody reviewed it."""

    __tablename__ = "glass"

    case_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))
    ground: Mapped[str] = mapped_column(String(20))
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    verdict: Mapped[str] = mapped_column(String(10), default="")
    remark_box: Mapped[bytes | None] = sealed_column()
    remark = Sealed("remark_box")
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    reviewed_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_glass_case", "county_id", "case_id"),
        Index("ix_glass_account", "county_id", "account_id", "opened_at"),
        Index("ix_glass_review", "county_id", "verdict", "opened_at"),
    )

    def open_at(self, moment: datetime) -> bool:
        """Tell whether the glass is open at *moment*."""
        return self.closed_at is None and self.opened_at <= moment < self.until

    def ended(self, moment: datetime) -> datetime | None:
        """Return when it ended, None while it is open at *moment*."""
        return None if self.open_at(moment) else (self.closed_at or self.until)
