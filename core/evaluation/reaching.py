"""Who sees what of 评价与改进, in SQL and in words.

A complaint is for the heads of the point that looks into it and above, and for who watches the
county; never for the colleague it is about, nor for anybody its case is kept from (T/ZSM 5.6.4,
6.2). Answers and 整改 are for the heads of the point and above; what somebody was given to put
right, for her too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true, union
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.models import CaseBarrier, CaseFile
from core.cases.models_evaluation import Complaint, ComplaintPerson, Improvement, SurveyAnswer
from core.people.models import Post
from core.people.staff import under, valid_on, working_at
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import Viewer

HEAD: Final = "point_head"
WATCH: Final = "supervisor"
TAKE, HANDLE, READ, MANAGE, SEE = (
    "complaint.take",
    "complaint.handle",
    "survey.read",
    "improve.manage",
    "improve.read",
)
APART: Final = ("module_admin", "auditor", "confidentiality_officer", "city", WATCH)


def watches(viewer: Viewer) -> bool:
    """Tell whether somebody watches the whole county."""
    return any(post.role == WATCH for post in viewer.posts)


def headed(viewer: Viewer) -> list[tuple[str, ...]]:
    """Return the paths of the points the viewer heads."""
    return [post.point.path for post in viewer.posts if post.role == HEAD]


def answers_for(viewer: Viewer, path: Iterable[str]) -> bool:
    """Tell whether the viewer heads the last point of *path* or one above, or watches."""
    there = tuple(path)
    return watches(viewer) or any(there[: len(one)] == one for one in headed(viewer))


def _at_or_below(viewer: Viewer, point_id: object) -> ColumnElement[bool]:
    """SQL: the row's point is one the viewer heads, or below it; anywhere for who watches."""
    if watches(viewer):
        return true()
    paths = ["/" + "/".join(one) + "/" for one in headed(viewer)]
    if not paths:
        return false()
    below = [and_(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0") for path in paths]
    return point_id.in_(select(ServicePoint.id).where(or_(*below)))  # type: ignore[attr-defined,no-any-return]  # a column


def answers_read_by(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the answer is for the viewer to read."""
    return _at_or_below(viewer, SurveyAnswer.point_id)


def improvements_managed_by(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the 整改 is the viewer's to manage."""
    return _at_or_below(viewer, Improvement.point_id)


def improvements_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer sees the 整改: she manages it, or it was given to her."""
    return or_(Improvement.owner_id == viewer.account_id, improvements_managed_by(viewer))


def _not_about(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the complaint is neither about the viewer nor of a case that is kept from her. What she
    took down herself stays: gone, it would tell that the number she was given is one of those."""
    points = sorted(viewer.point_ids)
    about_me = exists().where(
        ComplaintPerson.county_id == Complaint.county_id,
        ComplaintPerson.complaint_id == Complaint.id,
        ComplaintPerson.account_id == viewer.account_id,
    )
    kept = exists().where(
        CaseBarrier.county_id == Complaint.county_id,
        CaseBarrier.case_id == Complaint.case_id,
        or_(CaseBarrier.account_id == viewer.account_id, CaseBarrier.point_id.in_(points)),
    )
    return and_(~about_me, or_(Complaint.taken_by == viewer.account_id, ~kept))


def kept_from(session: Session, case_id: str, day: date) -> frozenset[str]:
    """Return the accounts a case is kept from on a day, by name or by where they sit."""
    named = select(CaseBarrier.account_id).where(
        CaseBarrier.case_id == case_id, CaseBarrier.account_id.is_not(None)
    )
    posted = (
        select(Post.account_id)
        .join(
            CaseBarrier,
            and_(CaseBarrier.county_id == Post.county_id, CaseBarrier.point_id == Post.point_id),
        )
        .where(CaseBarrier.case_id == case_id, valid_on(day))
    )
    return frozenset(one for one in session.scalars(union(named, posted)) if one)


def complaints_handled_by(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the complaint is the viewer's to look into."""
    return and_(_at_or_below(viewer, Complaint.handled_at_id), _not_about(viewer))


def complaints_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer sees that the complaint is: it is hers to look into, or she took it down."""
    return and_(
        or_(
            Complaint.taken_by == viewer.account_id,
            _at_or_below(viewer, Complaint.handled_at_id),
        ),
        _not_about(viewer),
    )


def open_complaint(acting: Acting, complaint_id: str, *, lock: bool = False) -> Complaint:
    """Return a complaint the viewer sees; raise Unknown for any other."""
    query = select(Complaint).where(Complaint.id == complaint_id, complaints_seen_by(acting.viewer))
    if lock:
        query = query.with_for_update(of=Complaint).execution_options(populate_existing=True)
    found = acting.session.scalars(query).one_or_none()
    if found is None:
        raise Unknown(complaint_id)
    return found


def open_improvement(acting: Acting, improvement_id: str, *, lock: bool = False) -> Improvement:
    """Return a 整改 the viewer sees; raise Unknown for any other."""
    query = select(Improvement).where(
        Improvement.id == improvement_id, improvements_seen_by(acting.viewer)
    )
    if lock:
        query = query.with_for_update(of=Improvement).execution_options(populate_existing=True)
    found = acting.session.scalars(query).one_or_none()
    if found is None:
        raise Unknown(improvement_id)
    return found


def path_of(acting: Acting, point_id: str) -> tuple[str, ...]:
    """Return the ids from the root to a point."""
    path = acting.session.scalars(
        select(ServicePoint.path).where(ServicePoint.id == point_id)
    ).one()
    return tuple(ids_of(path))


def points_offered(acting: Acting, answered_by: Viewer | None = None) -> list[tuple[str, str]]:
    """Return (id, name) of the county's points in the order of the tree, a village with its town:
    many share a name; of those only that *answered_by* answers for."""
    rows = acting.session.execute(
        select(ServicePoint.id, ServicePoint.name, ServicePoint.path, ServicePoint.level)
        .where(ServicePoint.active.is_(True), ServicePoint.level.in_(("county", "town", "village")))
        .order_by(ServicePoint.path)
    ).all()
    names = {row.id: row.name for row in rows if row.level == "town"}
    return [
        (row.id, " · ".join(filter(None, (names.get(ids_of(row.path)[-2:][0], ""), row.name))))
        if row.level == "village"
        else (row.id, row.name)
        for row in rows
        if answered_by is None or answers_for(answered_by, ids_of(row.path))
    ]


def names_of_points(acting: Acting, ids: set[str]) -> dict[str, str]:
    """Return the names of points by id."""
    rows = acting.session.execute(
        select(ServicePoint.id, ServicePoint.name).where(ServicePoint.id.in_(sorted(ids)))
    )
    return {row.id: row.name for row in rows}


def staff_offered(acting: Acting, within: str = "") -> list[tuple[str, str]]:
    """Return (id, name and point) of who works on cases in the county, or *within* a point and
    below; whoever sits at several points stands once."""
    places = [under(path_of(acting, within))] if within else []
    rows = working_at(acting.session, acting.today, *places, apart=APART)
    return [(one, " · ".join((name, place))) for one, name, place in rows]


def studio(session: Session) -> ServicePoint:
    """Return the county's own studio: above it is at most the city, which handles nothing here."""
    return session.scalars(
        select(ServicePoint)
        .where(ServicePoint.level == "county")
        .order_by(ServicePoint.path)
        .limit(1)
    ).one()


def case_called(acting: Acting, number: str) -> CaseFile | None:
    """Return the case of a number somebody quoted, whether or not the one who acts may know of it:
    for what is kept from whom, never for an answer."""
    wanted = number.strip().upper()
    if not wanted:
        return None
    return acting.session.scalars(select(CaseFile).where(CaseFile.number == wanted)).one_or_none()
