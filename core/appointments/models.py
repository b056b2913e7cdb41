"""The table of appointments: one seat in one slot of one shift.

The seat is part of a unique key, so that the database itself refuses a second booking of the same
seat, whatever two windows do at once. Who is not expected any more gives the seat back (T/ZSM 5.4).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Appointment(InCounty, Base):
    """One appointment, for a party of a case or for somebody who is in none yet.

    ``who`` holds what was said of somebody who is in no case: name, phone, a note, and which staff
    that person would not meet. ``seat`` is None once nobody is expected.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        county_fk("duty_shift", "shift_id"),
        county_fk("service_point", "point_id"),
        county_fk("case_file", "case_id"),
        UniqueConstraint("county_id", "shift_id", "on", "starts", "seat"),
        CheckConstraint("state IN ('booked', 'kept', 'missed', 'cancelled')", name="state"),
        Index("ix_appointment_day", "county_id", "point_id", "on"),
        Index("ix_appointment_case", "county_id", "case_id"),
    )

    shift_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    on: Mapped[date]
    starts: Mapped[int]
    ends: Mapped[int]
    seat: Mapped[int | None]
    case_id: Mapped[str | None] = mapped_column(String(13))
    party_id: Mapped[str | None] = mapped_column(String(13))
    who_box: Mapped[bytes | None] = sealed_column()
    who = Sealed("who_box", json=True)
    state: Mapped[str] = mapped_column(String(10), default="booked")
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    # accounts belong to the platform, not to a county, so these are ids and not foreign keys
    booked_by: Mapped[str] = mapped_column(String(13))
    booked_at: Mapped[datetime] = mapped_column(Instant)
    closed_by: Mapped[str | None] = mapped_column(String(13), default=None)
    closed_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    version: Mapped[int] = mapped_column(default=1)
