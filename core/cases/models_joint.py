"""Tables of what ties a case to another or to other points: merges that may be undone.

What a merge ended is written down beside it, so that undoing it gives back exactly that and
nothing else (T/ZSM 5.3.1).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, county_fk


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
