"""What of a complaint somebody is shown: the one projection of pages, API and papers.

Whoever only took a complaint down sees how it stands and no more (T/ZSM 6.2; decision 0046).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from core.cases.acting import Acting
from core.cases.evaluation_forms import ANSWERED, FOUNDED, MATTERS, RESULTS, TOLD
from core.cases.models import CaseFile
from core.cases.models_evaluation import Complaint
from core.cases.reading import names_of
from core.cases.visibility import found_visible_to
from core.evaluation.complaining import may_handle, told_place
from core.evaluation.prolonging import may_ask_longer, waits_for
from core.evaluation.reaching import complaints_handled_by, complaints_seen_by, names_of_points
from core.points.models import ServicePoint
from core.words import Value

PAGE: Final = 20
WAITING, ANSWERED_STATE, LATE = "waiting", "answered", "late"
COMPLAINT_STATES: Mapping[str, str] = {
    WAITING: "待答复",
    LATE: "超期未答复",
    ANSWERED_STATE: "已答复",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintLine:
    """A complaint in a list."""

    id: str
    number: str
    received_on: date
    due_on: date
    matter: str
    point: str
    handled_at: str
    state: str
    result: str
    mine: bool
    longer: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintOut:
    """A complaint as its reader may see it; without ``handles`` what was said is empty. The case
    is named to who may know of it. ``first_due_on`` is the limit there was before more time was
    given; ``agrees`` tells that the viewer is asked to agree to it."""

    id: str
    version: int
    number: str
    received_on: date
    due_on: date
    matter: str
    point: str
    handled_at: str
    state: str
    handles: bool
    told: str
    who: str
    text: str
    wish: str
    name: str
    answer: str
    reach: str
    case_number: str
    taken_by: str
    result: str
    founded: bool
    found: str
    done: str
    replied_on: date | None
    replied_by: str
    way: str
    first_due_on: date | None
    longer_state: str
    longer_to: date | None
    longer_why: str
    longer_note: str
    longer_asked_by: str
    may_ask_longer: bool
    agrees: bool


def complaint_state(row: Complaint, today: date) -> str:
    """Return how a complaint stands, as one word."""
    if row.result:
        return ANSWERED_STATE
    return LATE if row.due_on < today else WAITING


def complaints_of(
    acting: Acting,
    *,
    waiting: bool = False,
    after: tuple[date, str] | None = None,
    size: int = PAGE,
) -> tuple[tuple[ComplaintLine, ...], tuple[date, str] | None]:
    """Return one page of the complaints the viewer sees, the latest first; *waiting*: those that
    are not answered, the nearest limit first, and only hers to look into."""
    row, about, handled = Complaint, aliased(ServicePoint), aliased(ServicePoint)
    mine = complaints_handled_by(acting.viewer)
    query = (
        select(row, about.name, handled.name, mine.label("mine"))
        .join(about, and_(about.county_id == row.county_id, about.id == row.point_id))
        .join(handled, and_(handled.county_id == row.county_id, handled.id == row.handled_at_id))
    )
    if waiting:
        query = query.where(row.result == "", mine).order_by(row.due_on, row.id)
    else:
        query = query.where(complaints_seen_by(acting.viewer)).order_by(
            row.received_on.desc(), row.id.desc()
        )
    if after is not None:
        query = query.where(
            or_(row.received_on < after[0], and_(row.received_on == after[0], row.id < after[1]))
        )
    found = acting.session.execute(query.limit(size + 1)).all()
    told = {one.id: told_place(acting, one) for one, *_names in found if one.taken_by == acting.me}
    places = names_of_points(acting, set(told.values()))
    lines = tuple(
        ComplaintLine(
            id=one.id,
            number=one.number or "",
            received_on=one.received_on,
            due_on=one.due_on,
            matter=MATTERS.get(one.matter, one.matter),
            point=at,
            handled_at=places.get(told.get(one.id, ""), by),
            state=complaint_state(one, acting.today),
            result=RESULTS.get(one.result, ""),
            mine=bool(handles),
            longer=one.first_due_on is not None,
        )
        for one, at, by, handles in found[:size]
    )
    last = found[size - 1][0] if len(found) > size else None
    return lines, (last.received_on, last.id) if last is not None else None


def complaint_out(acting: Acting, row: Complaint) -> ComplaintOut:
    """Cut a complaint down to what its reader may see."""
    handles = may_handle(acting, row)
    said: Mapping[str, Value] = (row.data or {}) if handles else {}
    reply: Mapping[str, Value] = (row.reply or {}) if handles else {}
    longer: Mapping[str, Value] = (row.longer or {}) if handles else {}
    people = {row.taken_by, row.replied_by, row.longer_asked_by, str(said.get("who") or "")}
    names = names_of(acting, people)
    place = told_place(acting, row)
    points = names_of_points(acting, {row.point_id, place})
    who = "、".join(
        filter(None, (names.get(str(said.get("who") or ""), ""), str(said.get("named") or "")))
    )
    return ComplaintOut(
        id=row.id,
        version=row.version,
        number=row.number or "",
        received_on=row.received_on,
        due_on=row.due_on,
        matter=MATTERS.get(row.matter, row.matter),
        point=points.get(row.point_id, ""),
        handled_at=points.get(place, ""),
        state=complaint_state(row, acting.today),
        handles=handles,
        told=TOLD.get(str(said.get("told") or ""), ""),
        who=who,
        text=str(said.get("text") or ""),
        wish=str(said.get("wish") or ""),
        name=str(said.get("name") or ""),
        answer=ANSWERED.get(str(said.get("answer") or ""), ""),
        reach=str(said.get("reach") or ""),
        case_number=_known_case(acting, row) if handles else "",
        taken_by=names.get(row.taken_by, ""),
        result=RESULTS.get(row.result, "") if handles else "",
        founded=handles and row.result in FOUNDED,
        found=str(reply.get("found") or ""),
        done=str(reply.get("done") or ""),
        replied_on=row.replied_on,
        replied_by=names.get(row.replied_by or "", "") if handles else "",
        way=ANSWERED.get(str(reply.get("way") or ""), ""),
        first_due_on=row.first_due_on,
        longer_state=row.longer_state if handles else "",
        longer_to=row.longer_to if handles else None,
        longer_why=str(longer.get("why") or ""),
        longer_note=str(longer.get("note") or ""),
        longer_asked_by=names.get(row.longer_asked_by or "", "") if handles else "",
        may_ask_longer=may_ask_longer(acting, row),
        agrees=waits_for(acting, row),
    )


def _known_case(acting: Acting, row: Complaint) -> str:
    if row.case_id is None:
        return ""
    return (
        acting.session.scalars(
            select(CaseFile.number).where(
                CaseFile.id == row.case_id, found_visible_to(acting.viewer)
            )
        ).one_or_none()
        or ""
    )
