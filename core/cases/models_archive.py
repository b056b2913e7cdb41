"""The register of files: where a case was filed away, in which grade, and how long it is kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, county_fk


class Dossier(InCounty, Base):
    """One file in the archive (T/ZSM 5.6.4, 附录B: who settles, files).

    ``grade`` is the case's secrecy when it was filed. ``keep_years`` 0 is 永久; ``keep_until`` is
    then empty. ``there`` of ``whole`` pieces were in it that day.
    """

    __tablename__ = "dossier"

    case_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    grade: Mapped[str] = mapped_column(String(2))
    difficulty: Mapped[str] = mapped_column(String(8))
    there: Mapped[int] = mapped_column(Integer)
    whole: Mapped[int] = mapped_column(Integer)
    keep_years: Mapped[int] = mapped_column(Integer)
    keep_until: Mapped[date | None] = mapped_column(Date, default=None)
    filed_at: Mapped[datetime] = mapped_column(Instant)
    filed_by: Mapped[str] = mapped_column(String(13))

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_point", "point_id"),
        UniqueConstraint("county_id", "case_id"),
        CheckConstraint("keep_years >= 0", name="keep_years"),
        Index("ix_dossier_filed", "county_id", "filed_at", "id"),
    )
