"""The register of stored files; what is in them lies on disk, sealed under a key of their own.

The key of each file is a sealed column here: taking the row away makes the content unreadable for
good, backups of the folder included, and a change of field keys touches no file (T/ZSM 5.1.3).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Sealed, county_fk, sealed_column

STAGED, KEPT, WITHDRAWN = "staged", "kept", "withdrawn"


class StoredFile(InCounty, Base):
    """One file. ``staged`` belongs to nobody but its sender; ``kept`` hangs on a case, and on the
    record or item of it that names it; of a ``withdrawn`` one only this row is left.

    ``sha256`` is of the bytes as they are kept, ``sha256_sent`` of those that came: whoever has the
    original can show that it is the one.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        county_fk("record", "record_id"),
        CheckConstraint("state IN ('staged', 'kept', 'withdrawn')", name="state"),
        Index(None, "county_id", "case_id"),
        Index(None, "county_id", "state", "sent_at"),
    )

    state: Mapped[str] = mapped_column(String(9), default=STAGED)
    kind: Mapped[str] = mapped_column(String(12))
    name_box: Mapped[bytes | None] = sealed_column()
    name = Sealed("name_box")
    secret_box: Mapped[bytes | None] = sealed_column()
    secret = Sealed("secret_box")
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    sha256_sent: Mapped[str] = mapped_column(String(64))
    # accounts belong to the platform, not to a county, so these are ids and not foreign keys
    sent_by: Mapped[str] = mapped_column(String(13))
    sent_at: Mapped[datetime]
    case_id: Mapped[str | None] = mapped_column(String(13), default=None)
    item_id: Mapped[str | None] = mapped_column(String(13), default=None)
    record_id: Mapped[str | None] = mapped_column(String(13), default=None)
    about: Mapped[str] = mapped_column(String(13), default="shared")
    author_only: Mapped[bool] = mapped_column(default=False)
    title_box: Mapped[bytes | None] = sealed_column()
    title = Sealed("title_box")
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by: Mapped[str | None] = mapped_column(String(13), default=None)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
