"""Tables of the family register: what people are to each other, and who was registered twice.

A relation hangs on the case it was told in and is seen by whoever sees the people of that case, so
that no page about a family can tell more than its cases do (T/ZSM 5.6.4).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Kinship(InCounty, Base):
    """``person`` is ``code`` of ``of`` (core.families.kinship), as somebody said who knew.

    ``since`` and ``until`` bound the relation itself; ``replaced_at`` is when a later word of the
    same case took its place, or it was taken back. A replaced row stays: it was once acted upon.
    """

    __tablename__ = "kinship"

    case_id: Mapped[str] = mapped_column(String(13))
    person_id: Mapped[str] = mapped_column(String(13))
    of_id: Mapped[str] = mapped_column(String(13))
    code_box: Mapped[bytes | None] = sealed_column()
    code = Sealed("code_box")
    together: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[date | None] = mapped_column(Date, default=None)
    until: Mapped[date | None] = mapped_column(Date, default=None)
    said_by: Mapped[str] = mapped_column(String(13))
    said_at: Mapped[datetime] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("person", "person_id"),
        county_fk("person", "of_id"),
        Index("ix_kinship_case", "county_id", "case_id"),
        Index("ix_kinship_person", "county_id", "person_id"),
        Index("ix_kinship_of", "county_id", "of_id"),
    )


class SamePerson(InCounty, Base):
    """Two entries of the register that are one human being, until parted again.

    Nothing moves between the entries: each keeps its numbers, its address and the cases it stands
    in, so that joining opens nothing to anybody and parting restores everything.
    """

    __tablename__ = "same_person"

    person_id: Mapped[str] = mapped_column(String(13))
    other_id: Mapped[str] = mapped_column(String(13))
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    joined_by: Mapped[str] = mapped_column(String(13))
    joined_at: Mapped[datetime] = mapped_column(Instant)
    parted_by: Mapped[str | None] = mapped_column(String(13), default=None)
    parted_at: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("person", "person_id"),
        county_fk("person", "other_id"),
        Index("ix_same_person_person", "county_id", "person_id"),
        Index("ix_same_person_other", "county_id", "other_id"),
    )
