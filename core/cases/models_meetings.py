"""Tables of 月度分析会: who was called, for which points, what was said of which case, and of
联合会诊: that a case had one (T/ZSM 5.5.2.2, 5.6.3).

They stand with the cases because a topic hangs on one and the month book counts them; the commands
are in `core.meetings`. A meeting that was declared void keeps its row and gives its month back.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class AnalysisMeeting(InCounty, Base):
    """One meeting of a point, or of several that hold it jointly (``points``). ``called`` is what
    was filled in when it was called, ``minutes`` what was held, topics apart."""

    __tablename__ = "analysis_meeting"

    point_id: Mapped[str] = mapped_column(String(13))
    month: Mapped[str] = mapped_column(String(7))
    on: Mapped[date] = mapped_column(Date)
    points: Mapped[list[str]] = mapped_column(JSON, default=list)
    called_by: Mapped[str] = mapped_column(String(13))
    called_at: Mapped[datetime] = mapped_column(Instant)
    called_box: Mapped[bytes | None] = sealed_column()
    called = Sealed("called_box", json=True)
    held_on: Mapped[date | None] = mapped_column(Date, default=None)
    held_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    recorder_id: Mapped[str | None] = mapped_column(String(13), default=None)
    number: Mapped[str | None] = mapped_column(String(60), default=None)
    minutes_box: Mapped[bytes | None] = sealed_column()
    minutes = Sealed("minutes_box", json=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    voided_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    voided_by: Mapped[str | None] = mapped_column(String(13), default=None)
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")

    __table_args__ = (
        county_fk("service_point", "point_id"),
        Index("ix_analysis_meeting_month", "county_id", "month"),
    )


class MeetingPoint(InCounty, Base):
    """That a point has a meeting in a month: one, so that joint meetings count once at each."""

    __tablename__ = "meeting_point"

    meeting_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    month: Mapped[str] = mapped_column(String(7))
    held: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        county_fk("analysis_meeting", "meeting_id"),
        county_fk("service_point", "point_id"),
        UniqueConstraint("county_id", "point_id", "month"),
        Index("ix_meeting_point_meeting", "county_id", "meeting_id"),
    )


class MeetingPerson(InCounty, Base):
    """A colleague who is asked to come; ``came`` once the minutes say so."""

    __tablename__ = "meeting_person"

    meeting_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))
    came: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        county_fk("analysis_meeting", "meeting_id"),
        UniqueConstraint("county_id", "meeting_id", "account_id"),
        Index("ix_meeting_person_account", "county_id", "account_id"),
    )


class MeetingTopic(InCounty, Base):
    """What was said and decided, of one case or in general. The task it became is the owner's."""

    __tablename__ = "meeting_topic"

    meeting_id: Mapped[str] = mapped_column(String(13))
    seq: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[str | None] = mapped_column(String(13), default=None)
    risk: Mapped[str] = mapped_column(String(10), default="")
    discussion_box: Mapped[bytes | None] = sealed_column()
    discussion = Sealed("discussion_box")
    decision_box: Mapped[bytes | None] = sealed_column()
    decision = Sealed("decision_box")
    owner_id: Mapped[str | None] = mapped_column(String(13), default=None)
    due_on: Mapped[date | None] = mapped_column(Date, default=None)
    task_id: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("analysis_meeting", "meeting_id"),
        county_fk("case_file", "case_id"),
        Index("ix_meeting_topic_meeting", "county_id", "meeting_id", "seq"),
        Index("ix_meeting_topic_case", "county_id", "case_id"),
        Index("ix_meeting_topic_owner", "county_id", "owner_id"),
    )


class MeetingCorrection(InCounty, Base):
    """What of filed minutes was put right, one after the other: a ``part`` of a topic, or of the
    whole where there is no topic. ``said`` holds what stood there, what stands there now, and why;
    it is read by whoever may read what it is about."""

    __tablename__ = "meeting_correction"

    meeting_id: Mapped[str] = mapped_column(String(13))
    topic_id: Mapped[str | None] = mapped_column(String(13), default=None)
    seq: Mapped[int] = mapped_column(Integer)
    part: Mapped[str] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(13))
    at: Mapped[datetime] = mapped_column(Instant)
    said_box: Mapped[bytes | None] = sealed_column()
    said = Sealed("said_box", json=True)

    __table_args__ = (
        county_fk("analysis_meeting", "meeting_id"),
        county_fk("meeting_topic", "topic_id"),
        UniqueConstraint("county_id", "meeting_id", "seq"),
    )


class Conference(InCounty, Base):
    """A 联合会诊 over one case. The day is plain for the figures; who sat there and what they found
    is in the record."""

    __tablename__ = "conference"

    case_id: Mapped[str] = mapped_column(String(13))
    record_id: Mapped[str] = mapped_column(String(13))
    held_on: Mapped[date] = mapped_column(Date)
    filed_by: Mapped[str] = mapped_column(String(13))

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("record", "record_id"),
        Index("ix_conference_case", "county_id", "case_id"),
        Index("ix_conference_held", "county_id", "held_on"),
    )
