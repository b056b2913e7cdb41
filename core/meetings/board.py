"""Which points met in which month, and which did not: for who answers for them (T/ZSM 5.5.2.2).

Days and points only; nothing of any case.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true

from core.cases.acting import Acting
from core.cases.due_points import due_in
from core.cases.models_meetings import AnalysisMeeting, MeetingPoint
from core.meetings.reaching import below
from core.points.models import ServicePoint
from core.statistics.reading import month_before

SOON = 7
"""Days before the end of a month from when on one that was not held is pointed out."""
HELD, CALLED, MISSING, OPEN = "held", "called", "missing", "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthAt:
    """How a month stands at a point: held, called, missing once it is over, open before."""

    month: str
    state: str
    on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PointMonths:
    """The months of one point, the latest first."""

    code: str
    name: str
    level: str
    months: tuple[MonthAt, ...]


def answers_for(acting: Acting) -> list[ColumnElement[bool]]:
    """SQL: the points whose months the viewer is shown: what she heads and below; who watches the
    county, all."""
    if any(post.role == "supervisor" for post in acting.viewer.posts):
        return [true()]
    return below(acting.viewer)


def months_at(acting: Acting, *, back: int = 2) -> tuple[PointMonths, ...]:
    """Return this month and *back* before it, at every point the viewer answers for."""
    tests = answers_for(acting)
    if not tests:
        return ()
    current = acting.today.strftime("%Y-%m")
    months = [current] + [month_before(current, one + 1) for one in range(back)]
    points = acting.session.scalars(
        select(ServicePoint)
        .where(or_(*tests), or_(*(due_in(month) for month in months)))
        .order_by(ServicePoint.code)
    ).all()
    kept = _kept(acting, months, tests)
    return tuple(
        PointMonths(
            code=point.code,
            name=point.name,
            level=point.level,
            months=tuple(_month(point, month, kept, current) for month in months),
        )
        for point in points
    )


def missing_now(acting: Acting) -> tuple[tuple[str, str], ...]:
    """Return (point, month) of the meetings that are missing: last month's, and this month's once
    it is nearly over. One read for who heads nothing: none."""
    tests = answers_for(acting)
    if not tests:
        return ()
    today = acting.today
    current = today.strftime("%Y-%m")
    months = [month_before(current)]
    if today.day > monthrange(today.year, today.month)[1] - SOON:
        months.append(current)
    found: list[tuple[str, str]] = []
    for month in months:
        rows = acting.session.scalars(
            select(ServicePoint.name)
            .outerjoin(
                MeetingPoint,
                and_(
                    MeetingPoint.county_id == ServicePoint.county_id,
                    MeetingPoint.point_id == ServicePoint.id,
                    MeetingPoint.month == month,
                    MeetingPoint.held.is_(True),
                ),
            )
            .where(or_(*tests), due_in(month), MeetingPoint.id.is_(None))
            .order_by(ServicePoint.code)
        )
        found += [(name, month) for name in rows]
    return tuple(found)


def _kept(
    acting: Acting, months: Sequence[str], tests: list[ColumnElement[bool]]
) -> dict[tuple[str, str], tuple[bool, date]]:
    rows = acting.session.execute(
        select(
            MeetingPoint.point_id, MeetingPoint.month, MeetingPoint.held,
            AnalysisMeeting.on, AnalysisMeeting.held_on,
        )
        .join(
            AnalysisMeeting,
            and_(
                AnalysisMeeting.county_id == MeetingPoint.county_id,
                AnalysisMeeting.id == MeetingPoint.meeting_id,
            ),
        )
        .join(
            ServicePoint,
            and_(
                ServicePoint.county_id == MeetingPoint.county_id,
                ServicePoint.id == MeetingPoint.point_id,
            ),
        )
        .where(MeetingPoint.month.in_(months), or_(*tests))
    )  # fmt: skip
    return {(row.point_id, row.month): (row.held, row.held_on or row.on) for row in rows}


def _month(
    point: ServicePoint,
    month: str,
    kept: dict[tuple[str, str], tuple[bool, date]],
    current: str,
) -> MonthAt:
    found = kept.get((point.id, month))
    if found is not None:
        return MonthAt(month=month, state=HELD if found[0] else CALLED, on=found[1])
    return MonthAt(month=month, state=OPEN if month == current else MISSING, on=None)
