"""The statements a case is loaded by, built once: putting them together costs more than asking.

Every case has parties, items, clocks and points. Of the rest few cases have each and many have none
at all, so one statement asks what there is, and only that is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, bindparam, exists, func, or_, select

from core.cases.models import (
    Approval,
    Attempt,
    CaseBarrier,
    CaseFile,
    CaseFlag,
    CaseGrant,
    CaseMerge,
    CasePoint,
    CoHandling,
    CoPart,
    FollowUp,
    Glass,
    Measure,
    Meeting,
    Party,
    Record,
    Referral,
    ServiceItem,
    Transfer,
    UrgentReport,
)
from core.clocks.models import ClockRow
from core.db import prepared
from core.documents.models import Document
from core.families.models import Person
from core.people.models import Post
from core.points.models import ServicePoint

FRESH: Final[Mapping[str, bool]] = {"populate_existing": True}
# core's own papers that show how a case was settled; a receipt or a letter shows nothing of it
EVIDENCE: Final = ("meeting_minutes", "disposal_plan")


def _of_case(model: Any, *order: Any) -> Select[Any]:
    return prepared(select(model).where(model.case_id == bindparam("case")).order_by(*order))


def _here(model: Any) -> tuple[ColumnElement[bool], ...]:
    return model.county_id == CaseFile.county_id, model.case_id == CaseFile.id


BY_NUMBER: Final = prepared(select(CaseFile).where(CaseFile.number == bindparam("number")))
LOCKED: Final = BY_NUMBER.with_for_update().execution_options(**FRESH)
PARTIES: Final = prepared(
    select(Party, Person)
    .outerjoin(Person, (Person.county_id == Party.county_id) & (Person.id == Party.person_id))
    .where(Party.case_id == bindparam("case"))
    .order_by(Party.position)
)
ITEMS: Final = _of_case(ServiceItem, ServiceItem.opened_at, ServiceItem.id)
CLOCKS: Final = _of_case(ClockRow, ClockRow.due_at)
POINTS: Final = prepared(
    select(ServicePoint).where(
        ServicePoint.id.in_(bindparam("points", expanding=True))
        | (ServicePoint.parent_id == bindparam("holder"))
    )
)
_STILL: Final = or_(Post.ends_on.is_(None), Post.ends_on >= bindparam("today", type_=Date))
POSTS_OF: Final = prepared(
    select(Post.point_id).where(Post.account_id.in_(bindparam("accounts", expanding=True)), _STILL)
)
POSTED_AT: Final = prepared(
    select(Post.account_id).where(Post.point_id.in_(bindparam("points", expanding=True)), _STILL)
)

SELDOM: Final[Mapping[Any, Select[Any]]] = {
    CaseGrant: _of_case(CaseGrant),
    CaseBarrier: _of_case(CaseBarrier),
    Transfer: _of_case(Transfer, Transfer.sent_at),
    Attempt: _of_case(Attempt, Attempt.started_at),
    Meeting: _of_case(Meeting),
    Measure: _of_case(Measure, Measure.due_on, Measure.id),
    UrgentReport: _of_case(UrgentReport, UrgentReport.sent_at),
    FollowUp: _of_case(FollowUp, FollowUp.planned_on),
    CasePoint: _of_case(CasePoint),
    CaseFlag: _of_case(CaseFlag, CaseFlag.set_at),
    CoHandling: _of_case(CoHandling, CoHandling.ordered_at),
    CoPart: _of_case(CoPart, CoPart.id),
    Referral: _of_case(Referral, Referral.sent_at, Referral.id),
    Glass: _of_case(Glass, Glass.opened_at, Glass.id),
    Approval: _of_case(Approval, Approval.asked_at.desc(), Approval.id.desc()),
}
"""What is read of a case where there is some, by its class."""

# one line: how many papers and records show how the case was settled, whether another was merged
# into it, then of each of SELDOM whether there is any
AROUND: Final = prepared(
    select(
        select(func.count())
        .select_from(Document)
        .where(
            *_here(Document),
            Document.state == "issued",
            Document.item_id.is_not(None) | Document.kind.in_(EVIDENCE),
        )
        .scalar_subquery(),
        select(func.count())
        .select_from(Record)
        .where(*_here(Record), Record.item_id.is_not(None))
        .scalar_subquery(),
        exists().where(
            CaseMerge.county_id == CaseFile.county_id,
            CaseMerge.into_id == CaseFile.id,
            CaseMerge.undone_at.is_(None),
        ),
        *(exists().where(*_here(model)) for model in SELDOM),
    )
    .select_from(CaseFile)
    .where(CaseFile.id == bindparam("case"))
)
