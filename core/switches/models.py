"""Tables of the switches: the state of a plugin at a point, its failures, and its breaker.

All of a county, because a county decides what it runs and another county's trouble is none of its
business (T/ZSM 5.1.3, 5.4).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, county_fk


class Switch(InCounty, Base):
    """The state of one plugin at one point and below (模块开关).

    ``county_wide`` marks the row of the county studio, which is the county's own and decides first.
    """

    __tablename__ = "switch"

    plugin: Mapped[str] = mapped_column(String(31))
    point_id: Mapped[str] = mapped_column(String(13))
    county_wide: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(7))
    version: Mapped[int] = mapped_column(Integer, default=1)
    changed_by: Mapped[str] = mapped_column(String(13))
    changed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("county_id", "plugin", "point_id"),
        county_fk("service_point", "point_id"),
    )


class PluginFault(InCounty, Base):
    """One failure of one plugin in this county. ``place`` names an exception, never its message."""

    __tablename__ = "plugin_fault"

    plugin: Mapped[str] = mapped_column(String(31))
    hook: Mapped[str] = mapped_column(String(31))
    kind: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_plugin_fault_recent", "county_id", "plugin", "at"),)


class PluginBreaker(InCounty, Base):
    """Whether a plugin's hooks are still asked in this county; opened by failures, reset by hand.

    ``opened_at`` is None while asked; ``reset_at`` is where counting failures begins again.
    """

    __tablename__ = "plugin_breaker"

    plugin: Mapped[str] = mapped_column(String(31))
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    reset_at: Mapped[datetime | None] = mapped_column(Instant)
    reset_by: Mapped[str] = mapped_column(String(13), default="")

    __table_args__ = (UniqueConstraint("county_id", "plugin"),)


class PluginSettings(InCounty, Base):
    """What the county answered on a plugin's settings form; ``form_version`` is that form's."""

    __tablename__ = "plugin_settings"

    plugin: Mapped[str] = mapped_column(String(31))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    form_version: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)
    changed_by: Mapped[str] = mapped_column(String(13))
    changed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("county_id", "plugin"),)
