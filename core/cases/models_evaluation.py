"""Tables of 评价与改进: who was asked what they think, what was answered, who complained, and what
is put right (T/ZSM 6.1, 6.2, 附录 C).

An answer keeps no way back to the case or the person it was given for: the two are written in one
transaction and share nothing but the point, the function and the month. They stand with the cases
because the month book counts them; the commands are in `core.evaluation`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


class Survey(InCounty, Base):
    """One person asked about one service item. ``way`` is how; ``token_hash`` finds what a link
    leads to, ``token`` lets the desk show it again until it is answered or over. ``calls`` is what
    she asked to be done, with her name to it: everything else she said is in no connection."""

    __tablename__ = "survey"

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str] = mapped_column(String(13))
    party_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40))
    way: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    token_box: Mapped[bytes | None] = sealed_column()
    token = Sealed("token_box")
    asked_on: Mapped[date] = mapped_column(Date)
    asked_by: Mapped[str] = mapped_column(String(13))
    until: Mapped[date] = mapped_column(Date)
    answered: Mapped[bool] = mapped_column(Boolean, default=False)
    ended: Mapped[bool] = mapped_column(Boolean, default=False)
    calls_box: Mapped[bytes | None] = sealed_column()
    calls = Sealed("calls_box", json=True)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        county_fk("party", "party_id"),
        county_fk("service_point", "point_id"),
        UniqueConstraint("county_id", "token_hash"),
        Index("ix_survey_case", "county_id", "case_id"),
        Index("ix_survey_waiting", "county_id", "point_id", "way", "answered", "until"),
    )


class SurveyAnswer(InCounty, Base):
    """One answer to 附录 C. ``overall`` is plain for the figures; the day is not kept at all.

    What was answered about a case that is sealed, or kept from somebody, is written at the county
    studio and of no service: a village's page must not show that it had one."""

    __tablename__ = "survey_answer"

    point_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40), default="")
    month: Mapped[str] = mapped_column(String(7))
    overall: Mapped[str] = mapped_column(String(10))
    edition: Mapped[int] = mapped_column(Integer)
    data_box: Mapped[bytes | None] = sealed_column()
    data = Sealed("data_box", json=True)

    __table_args__ = (
        county_fk("service_point", "point_id"),
        Index("ix_survey_answer_month", "county_id", "month", "point_id"),
    )


class Complaint(InCounty, Base):
    """One complaint about a point, or somebody at it. ``handled_at_id`` is the point that looks
    into it, never the one complained about but for the studio; ``counted_at_id`` where the figures
    have it. ``result`` is empty until it is answered.

    ``longer_state`` is empty until more time was asked for, then asked, agreed or refused;
    ``first_due_on`` is set once more was given, and ``due_on`` is the day that counts."""

    __tablename__ = "complaint"

    number: Mapped[str | None] = mapped_column(String(60), default=None)
    received_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    matter: Mapped[str] = mapped_column(String(12))
    point_id: Mapped[str] = mapped_column(String(13))
    handled_at_id: Mapped[str] = mapped_column(String(13))
    counted_at_id: Mapped[str] = mapped_column(String(13))
    case_id: Mapped[str | None] = mapped_column(String(13), default=None)
    task_id: Mapped[str | None] = mapped_column(String(13), default=None)
    # accounts belong to the platform, not to a county, so these are ids and not foreign keys
    taken_by: Mapped[str] = mapped_column(String(13), default="")
    taken_at: Mapped[datetime] = mapped_column(Instant)
    data_box: Mapped[bytes | None] = sealed_column()
    data = Sealed("data_box", json=True)
    replied_on: Mapped[date | None] = mapped_column(Date, default=None)
    replied_by: Mapped[str | None] = mapped_column(String(13), default=None)
    result: Mapped[str] = mapped_column(String(12), default="")
    reply_box: Mapped[bytes | None] = sealed_column()
    reply = Sealed("reply_box", json=True)
    longer_state: Mapped[str] = mapped_column(String(8), default="")
    longer_to: Mapped[date | None] = mapped_column(Date, default=None)
    longer_asked_by: Mapped[str | None] = mapped_column(String(13), default=None)
    longer_by: Mapped[str | None] = mapped_column(String(13), default=None)
    longer_on: Mapped[date | None] = mapped_column(Date, default=None)
    longer_task_id: Mapped[str | None] = mapped_column(String(13), default=None)
    longer_box: Mapped[bytes | None] = sealed_column()
    longer = Sealed("longer_box", json=True)
    first_due_on: Mapped[date | None] = mapped_column(Date, default=None)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __table_args__ = (
        county_fk("service_point", "point_id"),
        county_fk("service_point", "handled_at_id"),
        county_fk("service_point", "counted_at_id"),
        county_fk("case_file", "case_id"),
        Index("ix_complaint_due", "county_id", "result", "due_on"),
        Index("ix_complaint_received", "county_id", "received_on"),
    )


class ComplaintPerson(InCounty, Base):
    """A colleague who is complained about: she is the one who never learns of it here."""

    __tablename__ = "complaint_person"

    complaint_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))

    __table_args__ = (
        county_fk("complaint", "complaint_id"),
        UniqueConstraint("county_id", "complaint_id", "account_id"),
        Index("ix_complaint_person_account", "county_id", "account_id"),
    )


class Improvement(InCounty, Base):
    """整改: a problem, its cause, what is done about it by whom until when, and who saw to it.

    ``source`` tells where it comes from; ``source_id`` is the complaint, where one is behind it."""

    __tablename__ = "improvement"

    point_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(10))
    source_id: Mapped[str] = mapped_column(String(13), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_on: Mapped[date] = mapped_column(Date)
    opened_by: Mapped[str] = mapped_column(String(13), default="")
    due_on: Mapped[date] = mapped_column(Date)
    owner_id: Mapped[str | None] = mapped_column(String(13), default=None)
    task_id: Mapped[str | None] = mapped_column(String(13), default=None)
    problem_box: Mapped[bytes | None] = sealed_column()
    problem = Sealed("problem_box")
    plan_box: Mapped[bytes | None] = sealed_column()
    plan = Sealed("plan_box", json=True)
    done_on: Mapped[date | None] = mapped_column(Date, default=None)
    done_box: Mapped[bytes | None] = sealed_column()
    done = Sealed("done_box", json=True)
    checked_on: Mapped[date | None] = mapped_column(Date, default=None)
    checked_by: Mapped[str | None] = mapped_column(String(13), default=None)
    check_box: Mapped[bytes | None] = sealed_column()
    check = Sealed("check_box", json=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __table_args__ = (
        county_fk("service_point", "point_id"),
        Index("ix_improvement_state", "county_id", "state", "due_on"),
        Index("ix_improvement_owner", "county_id", "owner_id", "state"),
    )
