"""The table of protection orders and warning letters: what a court or the police decided.

One row for each kind and person protected; every filing is a record beside it (反家庭暴力法 16, 17,
23 to 34).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, county_fk


class Protection(InCounty, Base):
    """Where one order or letter stands. ``until`` is the last day an order binds; ``served_on`` the
    day it was delivered, from which a letter's visits count; ``breached_on`` the day he last broke
    it. What was asked for anew while an order binds takes nothing off it."""

    __tablename__ = "protection"

    case_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(10))
    protects_id: Mapped[str] = mapped_column(String(13))
    asked_on: Mapped[date | None] = mapped_column(default=None)
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    made_on: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    served_on: Mapped[date | None] = mapped_column(default=None)
    refused_on: Mapped[date | None] = mapped_column(default=None)
    breached_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("uq_protection", "county_id", "case_id", "kind", "protects_id", unique=True),
    )
