"""The monthly meetings of a span at a place, as the ledger 会商会议 lists them: a line a point, so
that they add up to the figure. Days and posts, nothing of any case (T/ZSM 5.5.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from core.cases.models_meetings import AnalysisMeeting, MeetingPoint
from core.meetings.reading import missing_posts
from core.points.models import ServicePoint
from core.words import PointView, read_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLine:
    """That a point met: when, by whose calling, who of the four was not there."""

    held_on: date
    month: str
    point: str
    called_by: str
    number: str
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLines:
    """Up to so many lines, oldest first, and how many there are."""

    lines: tuple[MonthLine, ...]
    count: int


def read_months(
    session: Session, months: Sequence[str], *, place: PointView | None, most: int
) -> MonthLines:
    """Return who met in *months*, at *place* and below (None: in the county)."""
    calling = aliased(ServicePoint)
    tests: list[ColumnElement[bool]] = [MeetingPoint.month.in_(months), MeetingPoint.held.is_(True)]
    if place is not None:
        path = "/" + "/".join(place.path) + "/"
        tests += [ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0"]
    at = and_(
        ServicePoint.county_id == MeetingPoint.county_id,
        ServicePoint.id == MeetingPoint.point_id,
    )
    rows = session.execute(
        select(AnalysisMeeting, ServicePoint.name, calling.name)
        .join(
            MeetingPoint,
            and_(
                MeetingPoint.county_id == AnalysisMeeting.county_id,
                MeetingPoint.meeting_id == AnalysisMeeting.id,
            ),
        )
        .join(ServicePoint, at)
        .join(
            calling,
            and_(
                calling.county_id == AnalysisMeeting.county_id,
                calling.id == AnalysisMeeting.point_id,
            ),
        )
        .where(*tests)
        .order_by(AnalysisMeeting.held_on, ServicePoint.code)
        .limit(most)
    ).all()
    count = session.scalars(
        select(func.count()).select_from(MeetingPoint).join(ServicePoint, at).where(*tests)
    ).one()
    return MonthLines(
        lines=tuple(
            MonthLine(
                held_on=meeting.held_on or meeting.on,
                month=meeting.month,
                point=name,
                called_by=by,
                number=meeting.number or "",
                missing=missing_posts(read_rows((meeting.minutes or {}).get("people")), held=True),
            )
            for meeting, name, by in rows
        ),
        count=count,
    )
