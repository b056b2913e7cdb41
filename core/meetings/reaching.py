"""Who may call a meeting where, whose meetings somebody sees, and how much of what was said.

A head sees the meetings of her points and below; whoever was asked to come, or was given something
to do, sees that meeting. What was said of a case is for those who were there, and for nobody from
whom the case is kept (decision 0039).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, or_, select

from core.cases.acting import Acting
from core.cases.due_points import LEVELS as MEETS
from core.cases.errors import Forbidden, Unknown
from core.cases.models import CaseBarrier, CaseFile
from core.cases.models_meetings import (
    AnalysisMeeting,
    MeetingPerson,
    MeetingPoint,
    MeetingTopic,
)
from core.people.models import Post
from core.people.staff import valid_on, working_at
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import PointView, Viewer

HOLD, READ = "meeting.hold", "meeting.read"
HEAD = "point_head"
_APART = ("module_admin", "auditor", "confidentiality_officer", "city", "supervisor")


def heads_of(viewer: Viewer) -> tuple[PointView, ...]:
    """Return the points the viewer heads and that meet, the present post first."""
    posts = sorted(viewer.posts, key=lambda one: one != viewer.current)
    return tuple(
        dict.fromkeys(
            post.point for post in posts if post.role == HEAD and post.point.level in MEETS
        )
    )


def desk_of(acting: Acting, asked: str = "") -> PointView:
    """Return the point a new meeting is called for; raise Forbidden where the viewer heads none."""
    for point in heads_of(acting.viewer):
        if not asked or asked in (point.code, point.id):
            return point
    raise Forbidden(HOLD)


def below(viewer: Viewer) -> list[ColumnElement[bool]]:
    """SQL: the service point is one the viewer heads, or below it."""
    paths = sorted({"/" + "/".join(one.path) + "/" for one in heads_of(viewer)})
    return [and_(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0") for path in paths]


def shown_to(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer sees that the meeting is."""
    me, meeting = viewer.account_id, AnalysisMeeting
    ways: list[ColumnElement[bool]] = [
        meeting.called_by == me,
        meeting.recorder_id == me,
        exists().where(
            MeetingPerson.county_id == meeting.county_id,
            MeetingPerson.meeting_id == meeting.id,
            MeetingPerson.account_id == me,
        ),
        exists().where(
            MeetingTopic.county_id == meeting.county_id,
            MeetingTopic.meeting_id == meeting.id,
            MeetingTopic.owner_id == me,
        ),
    ]
    if tests := below(viewer):
        point = ServicePoint
        ways.append(
            exists().where(
                point.county_id == meeting.county_id, point.id == meeting.point_id, or_(*tests)
            )
        )
        ways.append(
            exists().where(
                MeetingPoint.county_id == meeting.county_id,
                MeetingPoint.meeting_id == meeting.id,
                point.county_id == MeetingPoint.county_id,
                point.id == MeetingPoint.point_id,
                or_(*tests),
            )
        )
    return or_(*ways)


def open_meeting(acting: Acting, meeting_id: str, *, lock: bool = False) -> AnalysisMeeting:
    """Return a meeting the viewer sees; raise Unknown for any other. With *lock* it is read again:
    it may have changed while this waited for its turn."""
    query = select(AnalysisMeeting).where(AnalysisMeeting.id == meeting_id, shown_to(acting.viewer))
    if lock:
        query = query.with_for_update(of=AnalysisMeeting).execution_options(populate_existing=True)
    found = acting.session.scalars(query).one_or_none()
    if found is None:
        raise Unknown(meeting_id)
    return found


def may_hold(acting: Acting, meeting: AnalysisMeeting) -> bool:
    """Tell whether the meeting is the viewer's to hold: she heads its point, or one above."""
    path = ids_of(
        acting.session.get_one(ServicePoint, (acting.viewer.county, meeting.point_id)).path
    )
    return any(one.id in path for one in heads_of(acting.viewer))


def colleagues_for(
    acting: Acting, point: PointView, points: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return (id, name and post) of whom a meeting of *point* may name: who sits there, in the
    points that meet along, and above; below the county's own studio the stations too."""
    wanted = {*point.path, *points}
    there = or_(ServicePoint.id.in_(sorted(wanted)), ServicePoint.parent_id == point.id)
    rows = working_at(acting.session, acting.today, there, apart=_APART)
    return [(one, " · ".join((name, place))) for one, name, place in rows]


def points_below(acting: Acting, point: PointView) -> list[tuple[str, str]]:
    """Return (id, name) of the points below *point* that meet, in the order of their codes."""
    path = "/" + "/".join(point.path) + "/"
    rows = acting.session.execute(
        select(ServicePoint.id, ServicePoint.name)
        .where(
            ServicePoint.path > path,
            ServicePoint.path < path[:-1] + "0",
            ServicePoint.active.is_(True),
            ServicePoint.level.in_(MEETS),
        )
        .order_by(ServicePoint.code)
    )
    return [(row.id, row.name) for row in rows]


def not_kept_from(acting: Acting, accounts: Collection[str]) -> ColumnElement[bool]:
    """SQL: the case is kept from none of *accounts*, nor from a point where one of them sits."""
    wanted = sorted(accounts)
    points = select(Post.point_id).where(Post.account_id.in_(wanted), valid_on(acting.today))
    return ~exists().where(
        CaseBarrier.county_id == CaseFile.county_id,
        CaseBarrier.case_id == CaseFile.id,
        or_(CaseBarrier.account_id.in_(wanted), CaseBarrier.point_id.in_(points)),
    )
