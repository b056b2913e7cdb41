"""A co-handling across towns as it stands: who works along, how far each is, and its end.

The county leads (T/ZSM 5.5.2.1). A point's named person reaches who is concerned and what it is
about; everybody else at that point the process; both lose it when the co-handling ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from core.cases.acting import Acting
from core.cases.loading import CO_HANDLING, Loaded
from core.cases.models import CaseFile, CaseGrant, CasePoint, CoPart, Task
from core.cases.reading import names_of
from core.cases.tasks import ask
from core.clocks.models import ClockRow
from core.clocks.service import start, stop
from core.privacy import Reach, shows
from core.words import Clock, Law, Unit

LOCAL = Law(name="县内规定", local=True)
REPLY_CODE, WORK_CODE = "co_reply", "co_work"
REPLY_TASK, WORK_TASK = "co_reply", "co_work"
OPEN_PARTS = frozenset({"asked", "working", "unable"})
"""States of a part that still asks for something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartOut:
    """What one point does, cut to who looks: the duty for those who reach the story; answer and
    result for who works the case, who leads, and the point's own person."""

    id: str
    point: str
    account_id: str
    person: str
    duty: str | None
    due_on: date
    state: str
    reply_by: datetime
    answered_at: datetime | None
    done_at: datetime | None
    answer: str
    result: str
    mine: bool
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JointOut:
    """The newest co-handling of a case."""

    lead: str
    lead_id: str
    ordered_at: datetime
    reason: str
    parts: tuple[PartOut, ...]
    ended_at: datetime | None
    outcome: str

    @property
    def mine(self) -> PartOut | None:
        """The viewer's own part that still asks for something."""
        return next((one for one in self.parts if one.mine and one.state in OPEN_PARTS), None)


def joint_of(acting: Acting, loaded: Loaded, how_far: Reach) -> JointOut | None:
    """Return the co-handling under way, else the one that ended last; None below the process."""
    seen = shows(how_far)
    if not loaded.orders or not seen.process:
        return None
    order = loaded.joint or max(loaded.orders, key=lambda one: one.ordered_at)
    parts = [one for one in loaded.co_parts if one.order_id == order.id]
    names = names_of(acting, {order.lead_id, *(one.account_id for one in parts)})
    leads = seen.story and acting.me == order.lead_id and order.ended_at is None
    return JointOut(
        lead=names.get(order.lead_id, ""),
        lead_id=order.lead_id,
        ordered_at=order.ordered_at,
        reason=(order.reason or "") if seen.papers or leads else "",
        parts=tuple(
            PartOut(
                id=one.id,
                point=loaded.points[one.point_id].name if one.point_id in loaded.points else "",
                account_id=one.account_id,
                person=names.get(one.account_id, ""),
                duty=(one.duty or "") if seen.story else None,
                due_on=one.due_on,
                state=one.state,
                reply_by=one.reply_by,
                answered_at=one.answered_at,
                done_at=one.done_at,
                answer=(one.answer or "") if told else "",
                result=(one.result or "") if told else "",
                mine=one.account_id == acting.me,
                late=one.state in OPEN_PARTS and one.due_on < acting.today,
            )
            for one in sorted(parts, key=lambda one: (one.due_on, one.id))
            for told in (seen.papers or leads or (seen.story and one.account_id == acting.me),)
        ),
        ended_at=order.ended_at,
        outcome=(order.outcome or "") if seen.papers else "",
    )


def leads_joint(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts leads the co-handling under way."""
    return loaded.joint is not None and loaded.joint.lead_id == acting.me


def co_handlers_of(loaded: Loaded) -> frozenset[str]:
    """Return who was named for the co-handling under way, the lead among them."""
    return frozenset(
        one.account_id for one in loaded.grants if one.why in CO_HANDLING and one.until is None
    )


def my_part(acting: Acting, loaded: Loaded) -> CoPart | None:
    """Return the part of the one who acts that still asks for something."""
    order = loaded.joint
    if order is None:
        return None
    return next(
        (
            one
            for one in loaded.co_parts
            if one.order_id == order.id and one.account_id == acting.me and one.state in OPEN_PARTS
        ),
        None,
    )


def open_to(acting: Acting, case: CaseFile, point_id: str, *, asked: bool = False) -> None:
    """Let the people of a point see how the case goes; a second time changes nothing. *asked* by
    请求协办, which the end of a co-handling leaves as it is."""
    row = acting.session.scalars(
        select(CasePoint).where(CasePoint.case_id == case.id, CasePoint.point_id == point_id)
    ).one_or_none()
    if row is None:
        row = CasePoint(case_id=case.id, point_id=point_id, asked=False, since=acting.at)
        acting.session.add(row)
    row.until = None
    row.asked = row.asked or asked


def let_go(acting: Acting, loaded: Loaded, part: CoPart) -> None:
    """Take a point out: its person and its people see the case no more, nothing waits for them."""
    session, case = acting.session, loaded.case
    part.state = part.state if part.state == "done" else "ended"
    for row in session.scalars(
        select(CasePoint).where(
            CasePoint.case_id == case.id,
            CasePoint.point_id == part.point_id,
            CasePoint.asked.is_(False),
            CasePoint.until.is_(None),
        )
    ):
        row.until = acting.at
    forget(acting, case, part.account_id)
    nothing_waits(acting, case, part.account_id)


def forget(acting: Acting, case: CaseFile, account_id: str) -> None:
    """End what an account sees of the case by the co-handling."""
    for row in acting.session.scalars(
        select(CaseGrant).where(
            CaseGrant.case_id == case.id,
            CaseGrant.account_id == account_id,
            CaseGrant.why == "co",
            CaseGrant.until.is_(None),
        )
    ):
        row.until = acting.at


def nothing_waits(acting: Acting, case: CaseFile, account_id: str, *codes: str) -> None:
    """Stop the clocks and close the tasks of an account's part, all or those of *codes*."""
    wanted = codes or (REPLY_CODE, WORK_CODE)
    for row in acting.session.scalars(
        select(ClockRow).where(
            ClockRow.case_id == case.id,
            ClockRow.owner_id == account_id,
            ClockRow.code.in_(wanted),
            ClockRow.stopped_at.is_(None),
        )
    ):
        stop(acting.session, row, at=acting.at)
    acting.session.execute(
        update(Task)
        .where(
            Task.case_id == case.id,
            Task.account_id == account_id,
            Task.kind.in_(wanted),
            Task.done_at.is_(None),
        )
        .values(done_at=acting.at, done_by=acting.me)
    )


def work_by(acting: Acting, case: CaseFile, part: CoPart) -> None:
    """Ask a point's person to be done by the day of the part: a clock and a task."""
    start(
        acting.session,
        acting.calendar,
        clock=Clock(
            code=WORK_CODE,
            title="联办完成期限",
            unit=Unit.DAYS,
            length=max(1, (part.due_on - acting.today).days),
            law=LOCAL,
            warn_days=2,
        ),
        case_id=case.id,
        from_=acting.at,
        owner_id=part.account_id,
        point_id=part.point_id,
    )
    ask(
        acting,
        case,
        title="跨乡镇联办，请按期办完并记录",
        account_id=part.account_id,
        kind=WORK_TASK,
        on=part.due_on,
    )


def close(acting: Acting, loaded: Loaded, *, outcome: str) -> bool:
    """End the co-handling under way; False when there is none."""
    order = loaded.joint
    if order is None:
        return False
    for part in loaded.co_parts:
        if part.order_id == order.id:
            let_go(acting, loaded, part)
    forget(acting, loaded.case, order.lead_id)
    order.ended_at, order.ended_by, order.outcome = acting.at, acting.me, outcome or None
    return True
