"""Tables of what happens to a case: transfers, attempts, meetings, reports, visits and its history.

They answer annex B's questions: where is it, how often was it tried, who was told, what comes next.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, OfCounty, Sealed, county_fk, sealed_column


class Transfer(InCounty, Base):
    """One hop of a case: pending, then accepted, sent back, expired or cancelled.

    Until accepted the sender stays holder. ``to_account_id`` is set for sealed cases: the hop then
    shows to that person only.
    """

    __tablename__ = "transfer"

    case_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(12))
    from_point_id: Mapped[str] = mapped_column(String(13))
    to_point_id: Mapped[str] = mapped_column(String(13))
    to_account_id: Mapped[str | None] = mapped_column(String(13), default=None)
    sent_by: Mapped[str] = mapped_column(String(13))
    state: Mapped[str] = mapped_column(String(10), default="pending")
    state_before: Mapped[str] = mapped_column(String(16))
    waiver: Mapped[str] = mapped_column(String(16), default="")
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    answer_box: Mapped[bytes | None] = sealed_column()
    answer = Sealed("answer_box")
    sealed: Mapped[bool] = mapped_column(Boolean, default=False)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    ended_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_point", "from_point_id"),
        county_fk("service_point", "to_point_id"),
        Index("ix_transfer_case", "county_id", "case_id", "state"),
        Index("ix_transfer_incoming", "county_id", "to_point_id", "state", "due_at"),
    )


class Clue(InCounty, Base):
    """That somebody outside reported a clue: who, where, when. The case tells what; whoever
    reported it writes and reads no more."""

    __tablename__ = "clue"

    case_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    channel: Mapped[str] = mapped_column(String(24))
    reported_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_point", "point_id"),
        Index("ix_clue_reporter", "county_id", "account_id", "reported_at", "id"),
        Index("ix_clue_case", "county_id", "case_id"),
    )


class Attempt(InCounty, Base):
    """A dated try that names who was present; only such tries count towards the policy."""

    __tablename__ = "attempt"

    case_id: Mapped[str] = mapped_column(String(13))
    level: Mapped[str] = mapped_column(String(2))
    stay: Mapped[int] = mapped_column(Integer, default=1)
    point_id: Mapped[str] = mapped_column(String(13))
    on: Mapped[date] = mapped_column(Date)
    present_box: Mapped[bytes | None] = sealed_column()
    present = Sealed("present_box", json=True)
    result: Mapped[str] = mapped_column(String(12), default="open")
    reason_box: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_box")
    led_by: Mapped[str] = mapped_column(String(13))
    started_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_attempt_case", "county_id", "case_id"),
    )


class UrgentReport(InCounty, Base):
    """A report that runs beside the case: who was named, until when, who acknowledged."""

    __tablename__ = "urgent_report"

    case_id: Mapped[str] = mapped_column(String(13))
    sent_by: Mapped[str] = mapped_column(String(13))
    text_box: Mapped[bytes | None] = sealed_column()
    text = Sealed("text_box")
    named: Mapped[list[str]] = mapped_column(JSON, default=list)
    rung: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(12), default="open")
    sent_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    acknowledged_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_urgent_report_open", "county_id", "state", "due_at"),
        Index("ix_urgent_report_case", "county_id", "case_id"),
    )


class Meeting(InCounty, Base):
    """A 联席会商. It must yield a plan; a plan that fails is followed by a second meeting or by
    guidance to the lawful channels (annex B)."""

    __tablename__ = "meeting"

    case_id: Mapped[str] = mapped_column(String(13))
    held_on: Mapped[date] = mapped_column(Date)
    present_box: Mapped[bytes | None] = sealed_column()
    present = Sealed("present_box", json=True)
    convened_by: Mapped[str] = mapped_column(String(13))
    plan_state: Mapped[str] = mapped_column(String(10), default="none")
    plan_box: Mapped[bytes | None] = sealed_column()
    plan = Sealed("plan_box")
    adopted_at: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_meeting_case", "county_id", "case_id"),
    )


class Measure(InCounty, Base):
    """One measure of a 处置方案: responsible body, what, until when."""

    __tablename__ = "measure"

    case_id: Mapped[str] = mapped_column(String(13))
    meeting_id: Mapped[str] = mapped_column(String(13))
    body: Mapped[str] = mapped_column(String(80))
    text_box: Mapped[bytes | None] = sealed_column()
    text = Sealed("text_box")
    due_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date, default=None)
    urged: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("meeting", "meeting_id"),
        Index("ix_measure_case", "county_id", "case_id"),
    )


class CaseEvent(InCounty, Base):
    """One line of a case's history. ``after`` holds the routing fields as they stand after the
    event, so that replaying the lines gives the current state."""

    __tablename__ = "case_event"

    case_id: Mapped[str] = mapped_column(String(13))
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(24))
    item_id: Mapped[str | None] = mapped_column(String(13), default=None)
    point_id: Mapped[str | None] = mapped_column(String(13), default=None)
    actor_id: Mapped[str] = mapped_column(String(13))
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note_box: Mapped[bytes | None] = sealed_column()
    note = Sealed("note_box", json=True)
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        UniqueConstraint("county_id", "case_id", "seq"),
    )


class CasePoint(InCounty, Base):
    """A point that co-handles a case (共同调解, T/ZSM 5.5.2.1), until it is told that it need not
    any more. ``asked`` by 请求协办, which outlives a co-handling the county ordered and ended."""

    __tablename__ = "case_point"

    case_id: Mapped[str] = mapped_column(String(13))
    point_id: Mapped[str] = mapped_column(String(13))
    asked: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_point", "point_id"),
        UniqueConstraint("county_id", "case_id", "point_id"),
    )


class CaseWay(OfCounty, Base):
    """That a case shows in the lists of an account or a point, other than by its holder: whoever
    has a part in it, an item of it, a place on its named list; a point that co-handles it.

    Written by `core.cases.ways` at every flush and by nobody else. State and day of receipt are the
    case's own, so that the newest of anybody, of one state too, stand together in an index.
    """

    __tablename__ = "case_way"

    case_id: Mapped[str] = mapped_column(String(13), primary_key=True)
    who: Mapped[str] = mapped_column(String(13), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    received_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_case_way_newest", "county_id", "who", "received_at", "case_id"),
        Index("ix_case_way_state", "county_id", "who", "state", "received_at", "case_id"),
    )


class FollowUp(InCounty, Base):
    """A planned or done visit after settlement (T/ZSM 5.5.3.1). ``missed`` counts the tries on
    which nobody could be spoken with safely."""

    __tablename__ = "follow_up"

    case_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(16), default="regular")
    planned_on: Mapped[date] = mapped_column(Date)
    missed: Mapped[int] = mapped_column(Integer, default=0)
    done_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    done_by: Mapped[str | None] = mapped_column(String(13), default=None)
    found: Mapped[str] = mapped_column(String(16), default="")
    record_id: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_follow_up_case", "county_id", "case_id"),
        Index("ix_follow_up_due", "county_id", "done_at", "planned_on"),
    )


class Task(InCounty, Base):
    """Something one account or one point is asked to do. ``title`` never names a person.

    ``meeting_id`` is the 月度分析会 that decided it; of no case where it decided in general."""

    __tablename__ = "task"

    case_id: Mapped[str | None] = mapped_column(String(13), default=None)
    item_id: Mapped[str | None] = mapped_column(String(13), default=None)
    meeting_id: Mapped[str | None] = mapped_column(String(13), default=None)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(16), default="task")
    account_id: Mapped[str | None] = mapped_column(String(13), default=None)
    point_id: Mapped[str | None] = mapped_column(String(13), default=None)
    sealed: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    done_by: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_task_account", "county_id", "account_id", "done_at", "due_on"),
        Index("ix_task_point", "county_id", "point_id", "done_at", "due_on"),
    )


class Once(InCounty, Base):
    """An Idempotency-Key that was used: same key and body give the first answer again."""

    __tablename__ = "once"

    account_id: Mapped[str] = mapped_column(String(13))
    key: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(24))
    body_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("county_id", "account_id", "key"),)
