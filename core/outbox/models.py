"""The table of what must still leave the house: notices, plugin events, calls to other systems.

Written in the transaction of the change it tells of, so that neither exists without the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant


class OutboxMessage(InCounty, Base):
    """One message. ``payload`` holds ids, codes and counts, never what somebody told us.

    ``available_at`` None means at once; ``lease_until`` is set while a worker has it in hand;
    ``fault`` names what the last attempt failed with; ``given_up_at`` waits for a person.
    """

    __tablename__ = "outbox_message"

    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column()
    dedup_key: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Instant)
    available_at: Mapped[datetime | None] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    given_up_at: Mapped[datetime | None] = mapped_column(Instant)
    fault: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        UniqueConstraint("county_id", "dedup_key"),
        # the worker looks here every second and must not see what is done
        Index(
            "ix_outbox_message_waiting",
            "county_id",
            "created_at",
            sqlite_where=text("done_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND given_up_at IS NULL"),
        ),
    )
