"""Tables of a case: the case itself, its people, its service items and what was filed.

Every row belongs to one county and references carry the county (design: keys). What names a person
or tells what happened is sealed at rest; what routes the case is plain so that lists stay fast.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Index,
    Integer,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.cases.models_after import Promise, Rating, Thanks, WarningEdition
from core.cases.models_approval import Approval
from core.cases.models_flags import CaseFlag
from core.cases.models_flow import (
    Attempt,
    CaseEvent,
    CasePoint,
    CaseWay,
    Clue,
    FollowUp,
    Measure,
    Meeting,
    Once,
    Task,
    Transfer,
    UrgentReport,
)
from core.cases.models_glass import Glass
from core.cases.models_joint import CaseMerge, CoHandling, CoPart
from core.cases.models_protection import Protection
from core.cases.models_referral import Referral
from core.cases.models_unsealing import Unsealing
from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column

HAS_OWN = text("scenario_own <> ''")
"""Most cases have no code of the county's own; the index holds those that do, and a query that
wants it has to say so in these very words."""
HAS_PREVIOUS = text("previous_id IS NOT NULL")

__all__ = [
    "Approval",
    "Attempt",
    "CaseBarrier",
    "CaseEvent",
    "CaseFile",
    "CaseFlag",
    "CaseGrant",
    "CaseMerge",
    "CaseOrigin",
    "CasePoint",
    "CaseWay",
    "Clue",
    "CoHandling",
    "CoPart",
    "FollowUp",
    "Glass",
    "Measure",
    "Meeting",
    "Once",
    "Party",
    "Promise",
    "Protection",
    "Rating",
    "Record",
    "RecordIndex",
    "Referral",
    "ServiceItem",
    "Task",
    "Thanks",
    "Transfer",
    "Unsealing",
    "UrgentReport",
    "WarningEdition",
]


class CaseFile(InCounty, Base):
    """One dispute of one family, from first contact to archive (办件).

    ``ended_at``, ``ended_as`` and ``ward`` are written by `core.cases.counted` for the figures:
    when and as what it ended, and who must not see it counted. ``settle_by`` is the county's own
    limit as it was when the case came in. ``scenario_own`` and ``channel_own`` are the county's own
    codes under the shared ones, which alone decide and count. ``warning_gravest`` is kept of a
    level of a brand's own scheme, which may be gone when it is counted again.
    """

    __tablename__ = "case_file"

    number: Mapped[str] = mapped_column(String(24))
    receipt_code: Mapped[str] = mapped_column(String(9), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    events: Mapped[int] = mapped_column(Integer, default=0)
    channel: Mapped[str] = mapped_column(String(24))
    channel_own: Mapped[str] = mapped_column(String(40), default="", server_default="")
    channel_ref_box: Mapped[bytes | None] = sealed_column()
    channel_ref = Sealed("channel_ref_box")
    campaign: Mapped[str] = mapped_column(String(30), default="")
    scenario: Mapped[str] = mapped_column(String(20))
    scenario_own: Mapped[str] = mapped_column(String(40), default="", server_default="")
    scenarios: Mapped[list[str]] = mapped_column(JSON, default=list)
    summary_box: Mapped[bytes | None] = sealed_column()
    summary = Sealed("summary_box")
    urgency: Mapped[str] = mapped_column(String(10), default="normal")
    reply_by: Mapped[str] = mapped_column(String(10), default="in_person")
    notice_basis: Mapped[str] = mapped_column(String(20), default="informed_consent")
    anonymous: Mapped[bool] = mapped_column(Boolean, default=False)
    not_family_window: Mapped[str] = mapped_column(String(80), default="")

    danger_box: Mapped[bytes | None] = sealed_column()
    danger = Sealed("danger_box", json=True)
    violence: Mapped[bool] = mapped_column(Boolean, default=False)
    stop_one: Mapped[bool] = mapped_column(Boolean, default=False)
    repeated: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Who is harmed here reported violence elsewhere within the year before; told to nobody as
    such, see `core.cases.danger.repeat`."""
    police_told: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    warned: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether a report to the police, or an order, letter or punishment is on record."""
    returned: Mapped[str] = mapped_column(String(6), default="", server_default="")
    """Whether the family came back after it was closed; see `core.cases.returning`."""
    order_until: Mapped[date | None] = mapped_column(default=None)
    """The last day a protection order binds somebody; on the case, for every guard asks it."""
    conferred_on: Mapped[date | None] = mapped_column(default=None)
    minor_victim: Mapped[bool] = mapped_column(Boolean, default=False)
    danger_cleared: Mapped[bool] = mapped_column(Boolean, default=False)
    report_due: Mapped[bool] = mapped_column(Boolean, default=False)
    report_note_box: Mapped[bytes | None] = sealed_column()
    report_note = Sealed("report_note_box")
    keep_away_box: Mapped[bytes | None] = sealed_column()
    keep_away = Sealed("keep_away_box", json=True)
    cross_town: Mapped[bool] = mapped_column(Boolean, default=False)
    cross_county: Mapped[bool] = mapped_column(Boolean, default=False)

    state: Mapped[str] = mapped_column(String(16))
    state_before: Mapped[str] = mapped_column(String(16), default="")
    stage: Mapped[str] = mapped_column(String(12), default="resolution")
    level: Mapped[str] = mapped_column(String(2))
    received_level: Mapped[str] = mapped_column(String(2))
    confidentiality: Mapped[str] = mapped_column(String(2), default="C2")
    sealed: Mapped[bool] = mapped_column(Boolean, default=False)

    point_id: Mapped[str] = mapped_column(String(13))
    holder_id: Mapped[str] = mapped_column(String(13))
    holder_path: Mapped[str] = mapped_column(String(120))
    escalated: Mapped[bool] = mapped_column(Boolean, default=False)
    first_handler_id: Mapped[str] = mapped_column(String(13))
    lead_id: Mapped[str] = mapped_column(String(13))
    handler_id: Mapped[str | None] = mapped_column(String(13), default=None)
    tracker_id: Mapped[str | None] = mapped_column(String(13), default=None)

    outcome_box: Mapped[bytes | None] = sealed_column()
    outcome = Sealed("outcome_box")
    told_remedies: Mapped[bool] = mapped_column(Boolean, default=False)
    warning_scheme: Mapped[str] = mapped_column(String(40), default="")
    warning_gravest: Mapped[bool] = mapped_column(Boolean, default=False)
    warning: Mapped[str] = mapped_column(String(20), default="")
    warning_on: Mapped[date | None] = mapped_column(Date, default=None)
    found_on: Mapped[date | None] = mapped_column(Date, default=None)
    came: Mapped[int | None] = mapped_column(Integer, default=None)
    """The day it was found out or happened, and how many came; None unless somebody said."""
    taken_on: Mapped[date | None] = mapped_column(Date, default=None)
    """The day a window took a clue up; another case is taken up as it is received."""
    received_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    archived_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    archived_point_id: Mapped[str | None] = mapped_column(String(13), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, default=None)
    ended_as: Mapped[str] = mapped_column(String(16), default="", server_default="")
    settle_by: Mapped[date | None] = mapped_column(Date, default=None)
    from_clue: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    ward: Mapped[str] = mapped_column(String(13), default="", server_default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    previous_id: Mapped[str | None] = mapped_column(String(13), default=None)
    merged_into_id: Mapped[str | None] = mapped_column(String(13), default=None)

    __table_args__ = (
        UniqueConstraint("county_id", "number"),
        county_fk("service_point", "point_id"),
        county_fk("service_point", "holder_id"),
        county_fk("case_file", "previous_id"),
        county_fk("case_file", "merged_into_id"),
        Index("ix_case_file_queue", "county_id", "holder_id", "state", "received_at", "id"),
        Index("ix_case_file_holder", "county_id", "holder_id", "received_at", "id"),
        Index("ix_case_file_newest", "county_id", "received_at", "id"),
        Index("ix_case_file_path", "county_id", "holder_path", "received_at", "id"),
        Index("ix_case_file_handler", "county_id", "handler_id", "received_at", "id"),
        Index("ix_case_file_tracker", "county_id", "tracker_id", "received_at", "id"),
        Index("ix_case_file_scenario", "county_id", "scenario", "received_at", "id"),
        Index(
            "ix_case_file_previous",
            "county_id",
            "previous_id",
            postgresql_where=HAS_PREVIOUS,
            sqlite_where=HAS_PREVIOUS,
        ),
        Index(
            "ix_case_file_own",
            "county_id",
            "scenario_own",
            "received_at",
            "id",
            postgresql_where=HAS_OWN,
            sqlite_where=HAS_OWN,
        ),
    )

    def bound_on(self, day: date) -> bool:
        """Tell whether a protection order binds somebody on *day* (反家庭暴力法 30)."""
        return self.order_until is not None and day <= self.order_until


class Party(InCounty, Base):
    """A person in a case. ``willing`` is that person's own answer about joint work; another's
    answer can never stand in for it (人民调解法 17). It is for the guards: no page, paper or answer
    of the API shows it."""

    __tablename__ = "party"

    case_id: Mapped[str] = mapped_column(String(13))
    person_id: Mapped[str | None] = mapped_column(String(13), default=None)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(String(16))
    relation: Mapped[str] = mapped_column(String(16), default="")
    relation_own: Mapped[str] = mapped_column(String(40), default="", server_default="")
    willing: Mapped[str] = mapped_column(String(12), default="not_asked")
    asked_alone: Mapped[bool] = mapped_column(Boolean, default=False)
    place_id: Mapped[str | None] = mapped_column(String(13), default=None)
    region: Mapped[str] = mapped_column(String(12), default="")

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("person", "person_id"),
        Index("ix_party_case", "county_id", "case_id"),
        Index("ix_party_person", "county_id", "person_id", "case_id"),
    )


class ServiceItem(InCounty, Base):
    """One function's work inside a case (服务事项), with its own owner, steps and version.

    ``brand`` is the local face it was opened or first worked under; name and title stay when the
    brand is gone."""

    __tablename__ = "service_item"

    case_id: Mapped[str] = mapped_column(String(13))
    service: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12), default="open")
    step: Mapped[str] = mapped_column(String(40), default="")
    done: Mapped[list[str]] = mapped_column(JSON, default=list)
    required_papers: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer, default=1)
    owner_id: Mapped[str | None] = mapped_column(String(13), default=None)
    point_id: Mapped[str] = mapped_column(String(13))
    outcome: Mapped[str] = mapped_column(String(40), default="")
    brand: Mapped[str] = mapped_column(String(40), default="")
    brand_title: Mapped[str] = mapped_column(String(40), default="")
    told_remedies: Mapped[bool] = mapped_column(Boolean, default=False)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_point", "point_id"),
        Index("ix_service_item_case", "county_id", "case_id"),
        Index("ix_service_item_running", "county_id", "service", "state", "point_id"),
        Index("ix_service_item_owner", "county_id", "owner_id", "state"),
        Index("ix_service_item_brand", "county_id", "brand", "opened_at"),
    )


class Record(InCounty, Base):
    """One filed form, pinned to its form revision so that it prints after its service is gone."""

    __tablename__ = "record"

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str | None] = mapped_column(String(13), default=None)
    form: Mapped[str] = mapped_column(String(80))
    form_version: Mapped[int] = mapped_column(Integer)
    revision: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(13), default="shared")
    author_id: Mapped[str] = mapped_column(String(13))
    author_only: Mapped[bool] = mapped_column(Boolean, default=False)
    step: Mapped[str] = mapped_column(String(40), default="")
    data_box: Mapped[bytes | None] = sealed_column()
    data = Sealed("data_box", json=True)
    seq: Mapped[int] = mapped_column(Integer)
    filed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        Index("ix_record_case", "county_id", "case_id", "seq"),
    )


class RecordIndex(InCounty, Base):
    """Typed side table of fields marked ``index``; sensitive values only as keyed hashes."""

    __tablename__ = "record_index"

    record_id: Mapped[str] = mapped_column(String(13))
    form: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(String(60))
    text: Mapped[str | None] = mapped_column(String(200), default=None)
    number: Mapped[int | None] = mapped_column(BigInteger, default=None)
    hashed: Mapped[str | None] = mapped_column(String(64), default=None)
    day: Mapped[date | None] = mapped_column(Date, default=None)

    __table_args__ = (
        county_fk("record", "record_id"),
        Index("ix_record_index_text", "county_id", "form", "field", "text"),
        Index("ix_record_index_day", "county_id", "form", "field", "day"),
    )


class CaseGrant(InCounty, Base):
    """One name on the named list of a case. A sealed case is known to these accounts only."""

    __tablename__ = "case_grant"

    case_id: Mapped[str] = mapped_column(String(13))
    account_id: Mapped[str] = mapped_column(String(13))
    why: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant, default=None)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        UniqueConstraint("county_id", "case_id", "account_id", "why"),
        Index("ix_case_grant_account", "county_id", "account_id", "case_id"),
    )


class CaseOrigin(InCounty, Base):
    """Where a case that was brought in from a table comes from: the keyed hash of its number there,
    and of all the row said, so that the same table again makes nothing twice. ``by_id`` brought it
    and may be told of it; nobody else who may not know the case is."""

    __tablename__ = "case_origin"

    case_id: Mapped[str] = mapped_column(String(13))
    source: Mapped[str] = mapped_column(String(40))
    batch: Mapped[str] = mapped_column(String(13))
    by_id: Mapped[str] = mapped_column(String(13))
    number_hash: Mapped[str] = mapped_column(String(32))
    content: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        UniqueConstraint("county_id", "number_hash"),
        Index("ix_case_origin_case", "county_id", "case_id"),
    )


class CaseBarrier(InCounty, Base):
    """Someone who must never learn of the case: keep-away (her wish) or recusal (回避).

    Exactly one of account and point is set. A barred point bars everyone who held a post there
    when it was named, wherever they go next, and everyone posted there later.
    """

    __tablename__ = "case_barrier"

    case_id: Mapped[str] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[str | None] = mapped_column(String(13), default=None)
    point_id: Mapped[str | None] = mapped_column(String(13), default=None)
    since: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("case_file", "case_id"),
        Index("ix_case_barrier_case", "county_id", "case_id"),
        Index("ix_case_barrier_account", "county_id", "account_id"),
        Index("ix_case_barrier_point", "county_id", "point_id"),
    )
