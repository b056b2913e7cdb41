"""线索: what somebody outside reports, until a window takes it up (T/ZSM 5.5.1.1).

Whoever reports writes and reads no more: who answers for a clue is somebody of a window, or, when
it is sealed at once, one named head. A wish to keep away binds here as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, tuple_

from core.cases.acting import Acting
from core.cases.models import CaseFile, CaseGrant, Clue
from core.cases.people_of import head_of, posts_now
from core.cases.sealing import grant
from core.cases.tasks import ask
from core.cases.visibility import visible_to
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import LEVEL_OF_POINT, CaseState

WAITING = ("front_desk", "handler", "point_head")
"""Who may take a clue up where it lies."""
PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedIn:
    """What a reporter still sees of a clue: that it was handed in, when, and where."""

    id: str
    reported_at: datetime
    channel: str
    point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClueLine:
    """A clue that waits for a window: no name and no text before it is taken up."""

    number: str
    version: int
    scenario: str
    sealed: bool
    urgency: str
    reported_at: datetime
    holder: str


def hand_in(
    acting: Acting, case: CaseFile, accounts: Collection[str], points: Collection[str]
) -> None:
    """Put a fresh clue where somebody may take it up: the nearest window that is not kept away.

    A sealed one is named to one head and leaves the reporter's sight at once.
    """
    case.handler_id = None
    path = [one for one in reversed(ids_of(case.holder_path)) if one not in points]
    for point_id in path:
        if set(posts_now(acting, point_id, WAITING)) - set(accounts):
            _lay(acting, case, point_id)
            break
    if not case.sealed:
        ask(acting, case, title="有线索，请接待登记", account_id=None, kind="clue", due_days=1)
        return
    for point_id in path:
        named = head_of(acting, point_id, accounts)
        if named is not None:
            case.lead_id = case.handler_id = named
            _name_only(acting, case, named)
            ask(acting, case, title="有线索，请接待登记", account_id=named, kind="clue", due_days=0)
            return


def _lay(acting: Acting, case: CaseFile, point_id: str) -> None:
    if point_id == case.holder_id:
        return
    point = acting.session.get_one(ServicePoint, (acting.viewer.county, point_id))
    case.holder_id, case.holder_path = point.id, point.path
    case.level = case.received_level = LEVEL_OF_POINT[point.level].value


def _name_only(acting: Acting, case: CaseFile, named: str) -> None:
    """Take the reporter off the named list; a village of one person keeps nobody out of her own."""
    acting.session.flush()
    for row in acting.session.scalars(
        select(CaseGrant).where(CaseGrant.case_id == case.id, CaseGrant.account_id == acting.me)
    ):
        row.until = acting.at
    grant(acting, case, named, "handler")


def waiting_clues(acting: Acting, *, limit: int = PAGE) -> tuple[ClueLine, ...]:
    """Return the clues that the one who looks may take up, the oldest first."""
    viewer = acting.viewer
    mine = {post.point.id for post in viewer.posts if post.role in WAITING}
    rows = acting.session.execute(
        select(
            CaseFile.number,
            CaseFile.version,
            CaseFile.scenario,
            CaseFile.sealed,
            CaseFile.urgency,
            CaseFile.received_at.label("reported_at"),
            ServicePoint.name.label("holder"),
        )
        .join(
            ServicePoint,
            and_(
                ServicePoint.county_id == CaseFile.county_id,
                ServicePoint.id == CaseFile.holder_id,
            ),
        )
        .where(
            CaseFile.state == CaseState.CLUE.value,
            or_(CaseFile.holder_id.in_(mine), CaseFile.handler_id == viewer.account_id),
            visible_to(viewer),
        )
        .order_by(CaseFile.received_at, CaseFile.id)
        .limit(limit)
    ).all()
    return tuple(ClueLine(**row._mapping) for row in rows)


def handed_in(
    acting: Acting, *, after: tuple[datetime, str] | None = None, page_size: int = PAGE
) -> tuple[tuple[HandedIn, ...], tuple[datetime, str] | None]:
    """Return one page of what the one who looks has reported, newest first; nothing came of it
    here, for a reporter writes and reads no more."""
    query = (
        select(Clue.id, Clue.reported_at, Clue.channel, ServicePoint.name.label("point"))
        .join(
            ServicePoint,
            and_(ServicePoint.county_id == Clue.county_id, ServicePoint.id == Clue.point_id),
        )
        .where(Clue.account_id == acting.me)
        .order_by(Clue.reported_at.desc(), Clue.id.desc())
        .limit(page_size + 1)
    )
    if after is not None:
        query = query.where(tuple_(Clue.reported_at, Clue.id) < tuple_(*after))
    rows = [HandedIn(**row._mapping) for row in acting.session.execute(query).all()]
    page, more = tuple(rows[:page_size]), len(rows) > page_size
    return page, ((page[-1].reported_at, page[-1].id) if more else None)
