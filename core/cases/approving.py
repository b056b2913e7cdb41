"""第二人审批 as it stands: who may be the second person, what they are shown, what waits for them.

The second person need not reach the case: what is asked is a thing of its own, told in the words of
the step's form, without a name and without a restricted answer. The number of the case goes with it
only where she may see how that case goes anyhow (design: second person where required).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select

from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.errors import Unknown
from core.cases.knowing import not_barred
from core.cases.lifecycle import ENDED
from core.cases.loading import ENDED_STATES, Loaded, load, lock_case, standing_of
from core.cases.models import Approval, CaseFile, ServiceItem
from core.cases.partitions import SHARED, in_common, works
from core.cases.reading import names_of
from core.forms import Line, lines
from core.forms.models import form_of_revision
from core.people.roles import ROLES
from core.people.staff import staff_at
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.privacy import Reach, barred, reach
from core.words import CaseState, ItemState, Sensitivity, Value

ACTION = "step.second"
SECONDS = frozenset(role for role, row in ROLES.items() if ACTION in row.grants)
"""The roles that may be the second person: heads, at the point or above it."""
ANSWERS = ("agreed", "refused")
APPROVAL_STATES: Mapping[str, str] = {
    "asked": "等第二人审批",
    "agreed": "第二人同意",
    "refused": "第二人不同意",
    "withdrawn": "已撤回",
    "used": "第二人同意，已办",
    "void": "没有审批，事项已结束",
    "lapsed": "第二人同意过，已过期",
}
AGREED_DAYS: Final = 30
"""For how many days an agreement lets its step pass (platform default): what a head agreed to is
what stood before him, and a month later it may stand no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalOut:
    """A question to a second person, cut to who looks. ``number`` is "" where the case is none of
    theirs; ``decides`` tells that an answer is theirs to give."""

    id: str
    number: str
    item_id: str
    service: str
    step: str
    step_title: str
    point: str
    why: str
    values: Mapping[str, str]
    citation: str
    lines: tuple[Line, ...]
    asked_by: str
    asked_at: datetime
    due_on: date
    second: str
    state: str
    version: int
    reason: str
    ended_at: datetime | None
    decides: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalLine:
    """A question that waits for the viewer's own answer."""

    id: str
    service: str
    step_title: str
    point: str
    asked_at: datetime
    due_on: date


def seconds_for(
    acting: Acting, loaded: Loaded, item: ServiceItem, how_far: Reach
) -> tuple[tuple[str, str, str], ...]:
    """Return who may be asked, the nearest first: account, name, point.

    The list of one who may not know the family's wishes is that of a case without any
    (`core.cases.choosing`).
    """
    without = left_out(loaded, how_far) | {acting.me, item.owner_id or ""}
    found: dict[str, tuple[str, str, str]] = {}
    for point_id in reversed(loaded.path):
        place = loaded.points.get(point_id)
        for member in staff_at(acting.session, point_id):
            fits = member.role in SECONDS and member.active and member.account_id not in without
            if fits and place is not None:
                found.setdefault(member.account_id, (member.account_id, member.name, place.name))
    return tuple(found.values())


def answers_for(acting: Acting, loaded: Loaded, item: ServiceItem, row: Approval) -> bool:
    """Tell whether the one who acts is the second person: the account that was asked, still a head
    at the point of the case or above, and neither who asked nor who works the item."""
    return acting.me == row.second_id and _heads(acting, loaded) and not _own(acting, item, row)


def _heads(acting: Acting, loaded: Loaded) -> bool:
    return any(
        post.role in SECONDS and post.point.id in loaded.path for post in acting.viewer.posts
    )


def _own(acting: Acting, item: ServiceItem, row: Approval) -> bool:
    return acting.me in (row.asked_by, item.owner_id)


def open_approval(
    acting: Acting, approval_id: str, *, lock: bool = False
) -> tuple[Approval, Loaded, ServiceItem, Reach]:
    """Load a question for whoever has to do with it: the second person, who asked, who works the
    item. Raises Unknown for everybody else, and for who must be kept from the case: to them a
    question that was put to them looks as if there were none."""
    session = acting.session
    row = session.get(Approval, (acting.viewer.county, approval_id))
    if row is None:
        raise Unknown(approval_id)
    case = session.get_one(CaseFile, (row.county_id, row.case_id))
    if lock:
        case = lock_case(session, case.number)
        session.refresh(row)  # whoever had the lock before may have answered meanwhile
    loaded = load(session, case, fresh=lock)
    item = next(one for one in loaded.items if one.id == row.item_id)
    standing = standing_of(acting.roster, loaded)
    how_far = reach(acting.viewer, standing)
    named = acting.me == row.second_id and _heads(acting, loaded)
    own = _own(acting, item, row) and how_far >= Reach.ITEM
    if barred(acting.viewer, standing) or not (named or own):
        raise Unknown(approval_id)
    return row, loaded, item, how_far


def approval_out(
    acting: Acting, row: Approval, loaded: Loaded, item: ServiceItem, how_far: Reach
) -> ApprovalOut:
    """Return a question as the one who looks may see it; a restricted answer is never told, and
    what a record would keep from a reader of the case the question keeps too."""
    asked = form_of_revision(row.revision, acting.session)
    about = row.about or {}
    shown = _open(acting, loaded, item, row)
    told = tuple(
        one
        for one in lines(asked, about, Sensitivity.SENSITIVE)
        if shown and one.name in about and not one.sealed
    )
    names = names_of(acting, {row.asked_by, row.second_id})
    why = row.why or {}
    place = loaded.points.get(loaded.case.holder_id)
    return ApprovalOut(
        id=row.id,
        number=loaded.case.number if how_far >= Reach.PROCESS else "",
        item_id=item.id if how_far >= Reach.ITEM else "",
        service=item.title,
        step=row.step,
        step_title=row.step_title,
        point=place.name if place else "",
        why=str(why.get("text", "")),
        values=dict(why.get("values") or {}),
        citation=str(why.get("citation", "")),
        lines=told,
        asked_by=names.get(row.asked_by, ""),
        asked_at=row.asked_at,
        due_on=row.due_on,
        second=names.get(row.second_id, ""),
        state=state_now(row, loaded, item, acting.at),
        version=row.version,
        reason=(row.reason or "") if shown else "",
        ended_at=row.ended_at,
        decides=row.state == "asked"
        and running(loaded, item)
        and answers_for(acting, loaded, item, row),
    )


def apart(acting: Acting, loaded: Loaded, row: Approval) -> tuple[bool, bool]:
    """Tell whether what is asked about is its author's own note, or what the other side said
    alone: whoever reads the case whole will not read that record (`core.cases.partitions`)."""
    asked = form_of_revision(row.revision, acting.session)
    said = (row.answers or {}).get(asked.about) if asked.about != SHARED else None
    return asked.author_only, not in_common(loaded, str(said or SHARED))


def _open(acting: Acting, loaded: Loaded, item: ServiceItem, row: Approval) -> bool:
    """Tell whether the answers are open to the one who looks: to who asked and who was asked, else
    as those of the record will be."""
    if acting.me in (row.asked_by, row.second_id):
        return True
    own, other_side = apart(acting, loaded, row)
    return not own and (not other_side or works(acting, loaded, item.id))


def running(loaded: Loaded, item: ServiceItem) -> bool:
    """Tell whether the item can still take the step that is asked about."""
    return item.state == ItemState.OPEN.value and CaseState(loaded.case.state) not in ENDED


def state_now(row: Approval, loaded: Loaded, item: ServiceItem, at: datetime) -> str:
    """Return the state; what nobody answered before the item ended is void, and what was agreed
    to and not done in time has lapsed."""
    if row.state == "asked" and not running(loaded, item):
        return "void"
    return "lapsed" if lapsed(row, at) else row.state


def lapsed(row: Approval, at: datetime) -> bool:
    """Tell whether an agreement was given too long before *at* to let its step pass."""
    ended = row.ended_at
    return row.state == "agreed" and ended is not None and at >= ended + timedelta(days=AGREED_DAYS)


def approvals_of(
    acting: Acting, loaded: Loaded, item: ServiceItem, how_far: Reach
) -> tuple[ApprovalOut, ...]:
    """Return what was asked about an item, the newest first, for who works it or reads the case
    whole; nothing for anybody else."""
    if how_far is not Reach.FULL and item.owner_id != acting.me:
        return ()
    return tuple(
        approval_out(acting, row, loaded, item, how_far)
        for row in loaded.approvals
        if row.item_id == item.id
    )


def answers_agreed(
    acting: Acting, loaded: Loaded, item: ServiceItem, step: str
) -> dict[str, Value]:
    """Return what was filled in when a second person agreed to *step* and it was not taken yet, so
    that nobody types it twice; nothing when there is none, and nothing of another's own form."""
    agreed = [
        one
        for one in loaded.approvals
        if (one.item_id, one.step, one.state) == (item.id, step, "agreed")
    ]
    row = max(agreed, key=lambda one: (one.ended_at or one.asked_at, one.id), default=None)
    return dict(row.answers or {}) if row and _open(acting, loaded, item, row) else {}


def approvals_for_me(acting: Acting, *, limit: int = 50) -> tuple[ApprovalLine, ...]:
    """Return what waits for the viewer's own answer, the nearest day first.

    Her name is on it, so a sealed case shows too; the line tells the service and the step only.
    """
    rows = acting.session.execute(
        select(
            Approval.id,
            Approval.service,
            ServiceItem.title,
            Approval.step_title,
            Approval.asked_at,
            Approval.due_on,
            CaseFile.holder_path,
            ServicePoint.name,
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == Approval.county_id, CaseFile.id == Approval.case_id),
        )
        .join(
            ServiceItem,
            and_(ServiceItem.county_id == Approval.county_id, ServiceItem.id == Approval.item_id),
        )
        .join(
            ServicePoint,
            and_(
                ServicePoint.county_id == CaseFile.county_id,
                ServicePoint.id == CaseFile.holder_id,
            ),
        )
        .where(
            Approval.state == "asked",
            Approval.second_id == acting.me,
            Approval.asked_by != acting.me,
            ServiceItem.state == ItemState.OPEN.value,
            or_(ServiceItem.owner_id.is_(None), ServiceItem.owner_id != acting.me),
            CaseFile.state.not_in(sorted(ENDED_STATES)),
            not_barred(acting.viewer),
        )
        .order_by(Approval.due_on, Approval.id)
    ).all()
    heads = {post.point.id for post in acting.viewer.posts if post.role in SECONDS}
    mine = [
        row
        for row in rows
        if heads & set(ids_of(row.holder_path))
        and acting.board.works(row.service, ids_of(row.holder_path))
    ]
    return tuple(
        ApprovalLine(
            id=row.id,
            service=row.title,
            step_title=row.step_title,
            point=row.name,
            asked_at=row.asked_at,
            due_on=row.due_on,
        )
        for row in mine[:limit]
    )
