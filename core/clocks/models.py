"""The rows of time: a county's day table, and the deadlines running on its cases."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, county_fk

STILL_OPEN = text("stopped_at IS NULL")
"""Of years of deadlines few run; the index of one's own holds those alone."""


class CalendarDay(InCounty, Base):
    """A day that is worked or off against the ordinary week, and who says so.

    ``source`` is the notice's number, or ``local`` for a day of the county's or province's own
    (三月三), which settles nothing about the rest of its year.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        UniqueConstraint("county_id", "date"),
        CheckConstraint("kind IN ('work', 'off')", name="kind"),
        CheckConstraint("status IN ('official', 'provisional')", name="status"),
    )

    date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(11))


class ClockRow(InCounty, Base):
    """A deadline of a case or of one service item, with the article it comes from.

    ``breached`` means the end passed while it ran: it stays so, stopped or not, and whether it has
    been stopped is told by ``stopped_at``. After a pause the count starts afresh at
    ``resumed_at`` with ``remaining_minutes``, in which a day (of either kind) is 1,440.
    ``extension`` is what the declaration allows, ``extended_by`` what was used of it, both in
    ``unit``.
    """

    __tablename__ = "clock"
    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        county_fk("service_point", "point_id"),
        CheckConstraint("state IN ('running', 'paused', 'stopped', 'breached')", name="state"),
        Index(None, "county_id", "case_id"),
        Index(None, "county_id", "state", "due_at"),
        Index(
            "ix_clock_open",
            "county_id",
            "owner_id",
            "due_at",
            "id",
            postgresql_where=STILL_OPEN,
            sqlite_where=STILL_OPEN,
        ),
    )

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str | None] = mapped_column(String(13))
    point_id: Mapped[str | None] = mapped_column(String(13))
    # accounts belong to the platform, not to a county, so this is an id and not a foreign key
    owner_id: Mapped[str | None] = mapped_column(String(13))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(80))
    citation: Mapped[str] = mapped_column(String(80))
    local: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[str] = mapped_column(String(12))
    length: Mapped[int]
    warn_days: Mapped[int] = mapped_column(default=3)
    extension: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    provisional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(8), default="running")
    stopped_at: Mapped[dt.datetime | None]
    paused_at: Mapped[dt.datetime | None]
    pause_reason: Mapped[str | None] = mapped_column(String(200))
    resumed_at: Mapped[dt.datetime | None]
    remaining_minutes: Mapped[int | None]
    extended_by: Mapped[int] = mapped_column(default=0)
    extended_on: Mapped[str | None] = mapped_column(String(200))

    @property
    def is_open(self) -> bool:
        """Whether the deadline still asks for something: neither met nor given up."""
        return self.stopped_at is None
