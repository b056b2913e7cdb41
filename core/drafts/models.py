"""The table of drafts: one row for each author, form and thing it is about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Sealed, sealed_column


class Draft(InCounty, Base):
    """What was typed, as the page sent it. ``place`` is the address the form is sent to: it names
    the form and its target in one, also for a function that is not installed any more."""

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("county_id", "author_id", "place"),
        Index(None, "county_id", "kept_at"),
    )

    # accounts belong to the platform, not to a county, so this is an id and not a foreign key
    author_id: Mapped[str] = mapped_column(String(13))
    place: Mapped[str] = mapped_column(String(200))
    answers_box: Mapped[bytes | None] = sealed_column()
    answers = Sealed("answers_box", json=True)
    kept_at: Mapped[datetime]
