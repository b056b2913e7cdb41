"""Counties, and the tree of service points in each: 县工作室, 乡镇站, 村点 (T/ZSM 4.1.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, county_fk


class County(Base):
    """A county of the platform. Not a county's own row: it is what a request is placed by.

    ``settings`` holds only what the county changed; `county_settings` adds the defaults.
    """

    __tablename__ = "county"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    city_code: Mapped[str] = mapped_column(String(6), default="")
    city_name: Mapped[str] = mapped_column(String(60), default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ServicePoint(InCounty, Base):
    """A place where families are received; its place in the tree is written out in ``path``.

    ``path`` is ``/root/…/own id/``: "everything below" is then one indexed prefix, on both
    databases and without recursion. ``neutral_name`` stands on slips that others in the house may
    find. A closed point keeps its row, because papers and old cases name it.
    """

    __tablename__ = "service_point"
    __table_args__ = (
        UniqueConstraint("county_id", "code"),
        county_fk("service_point", "parent_id"),
        CheckConstraint("level IN ('city', 'county', 'town', 'village', 'grid')", name="level"),
        Index(None, "county_id", "parent_id"),
        Index(None, "county_id", "path"),
    )

    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    neutral_name: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[str] = mapped_column(String(8))
    parent_id: Mapped[str | None] = mapped_column(String(13))
    path: Mapped[str] = mapped_column(String(100))
    host: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    active: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
