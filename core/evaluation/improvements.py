"""What of a 整改 somebody is shown: the one projection of pages and API.

A complaint behind it is named to whoever looks into that one, and to nobody else (T/ZSM 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from core.cases.acting import Acting
from core.cases.evaluation_forms import SOURCES, STATES
from core.cases.models_evaluation import Complaint, Improvement
from core.cases.reading import names_of
from core.evaluation.improving import CHECKED, acts_open
from core.evaluation.reaching import (
    complaints_handled_by,
    improvements_seen_by,
    names_of_points,
)
from core.points.models import ServicePoint

PAGE: Final = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ImprovementLine:
    """A 整改 in a list."""

    id: str
    opened_on: date
    due_on: date
    source: str
    point: str
    service: str
    problem: str
    state: str
    state_title: str
    owner: str
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ImprovementOut:
    """A 整改 as its reader may see it; ``acts`` are what she may do now."""

    id: str
    version: int
    opened_on: date
    opened_by: str
    due_on: date
    source: str
    point: str
    service: str
    problem: str
    state: str
    state_title: str
    late: bool
    owner: str
    cause: str
    measure: str
    done_on: date | None
    what: str
    evidence: str
    checked_on: date | None
    checked_by: str
    good: bool | None
    note: str
    complaint_id: str
    acts: tuple[str, ...]


def improvements_of(
    acting: Acting,
    *,
    running: bool = False,
    after: tuple[date, str] | None = None,
    size: int = PAGE,
) -> tuple[tuple[ImprovementLine, ...], tuple[date, str] | None]:
    """Return one page of the 整改 the viewer sees, the latest first; *running*: those that are not
    checked, the nearest limit first."""
    row, point = Improvement, aliased(ServicePoint)
    query = (
        select(row, point.name)
        .join(point, and_(point.county_id == row.county_id, point.id == row.point_id))
        .where(improvements_seen_by(acting.viewer))
    )
    if running:
        query = query.where(row.state != CHECKED).order_by(row.due_on, row.id)
    else:
        query = query.order_by(row.opened_on.desc(), row.id.desc())
    if after is not None:
        query = query.where(
            or_(row.opened_on < after[0], and_(row.opened_on == after[0], row.id < after[1]))
        )
    found = acting.session.execute(query.limit(size + 1)).all()
    names = names_of(acting, {one.owner_id for one, _name in found})
    titles = {name: one.title for name, one in acting.roster.services.items()}
    lines = tuple(
        ImprovementLine(
            id=one.id,
            opened_on=one.opened_on,
            due_on=one.due_on,
            source=SOURCES.get(one.source, one.source),
            point=name,
            service=titles.get(one.service, one.service),
            problem=one.problem or "",
            state=one.state,
            state_title=STATES.get(one.state, one.state),
            owner=names.get(one.owner_id or "", ""),
            late=one.state != CHECKED and one.due_on < acting.today,
        )
        for one, name in found[:size]
    )
    last = found[size - 1][0] if len(found) > size else None
    return lines, (last.opened_on, last.id) if last is not None else None


def improvement_out(acting: Acting, row: Improvement) -> ImprovementOut:
    """Cut a 整改 down to what its reader may see."""
    plan, done, check = row.plan or {}, row.done or {}, row.check or {}
    names = names_of(acting, {row.owner_id, row.opened_by, row.checked_by})
    titles = {name: one.title for name, one in acting.roster.services.items()}
    behind = (
        acting.session.scalars(
            select(Complaint.id).where(
                Complaint.id == row.source_id, complaints_handled_by(acting.viewer)
            )
        ).one_or_none()
        if row.source_id
        else None
    )
    good = check.get("good")
    return ImprovementOut(
        id=row.id,
        version=row.version,
        opened_on=row.opened_on,
        opened_by=names.get(row.opened_by, ""),
        due_on=row.due_on,
        source=SOURCES.get(row.source, row.source),
        point=names_of_points(acting, {row.point_id}).get(row.point_id, ""),
        service=titles.get(row.service, row.service),
        problem=row.problem or "",
        state=row.state,
        state_title=STATES.get(row.state, row.state),
        late=row.state != CHECKED and row.due_on < acting.today,
        owner=names.get(row.owner_id or "", ""),
        cause=str(plan.get("cause") or ""),
        measure=str(plan.get("measure") or ""),
        done_on=row.done_on,
        what=str(done.get("what") or ""),
        evidence=str(done.get("evidence") or ""),
        checked_on=row.checked_on,
        checked_by=names.get(row.checked_by or "", ""),
        good=good if isinstance(good, bool) else None,
        note=str(check.get("note") or ""),
        complaint_id=behind or "",
        acts=acts_open(acting, row),
    )
