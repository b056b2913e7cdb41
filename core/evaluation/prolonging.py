"""Give a complaint more time: once, before its limit is over, and only when a second person agrees.

Whoever looks into it asks and says why; whoever answers for a point above agrees or does not. At
the county studio that is another one who may look into it: there is no level above but the one that
watches. From then on the day that was agreed to is the limit (T/ZSM 6.2; decision 0046).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.evaluation_forms import LONGER, LONGER_ANSWER
from core.cases.models import Task
from core.cases.models_evaluation import Complaint, ComplaintPerson
from core.cases.people_of import posts_now
from core.clocks import add_days_civil
from core.clocks.days import load_calendar
from core.evaluation.complaining import finish_task, may_handle, note_complaint
from core.evaluation.reaching import (
    HANDLE,
    HEAD,
    WATCH,
    answers_for,
    kept_from,
    open_complaint,
    path_of,
    studio,
)
from core.forms import judge
from core.people.models import Account, Post
from core.people.staff import valid_on
from core.points.service import county_settings
from core.words import Objection, read_date

ASKED, AGREED, REFUSED = "asked", "agreed", "refused"
TASK_TITLE: Final = "审批一件投诉延期答复"
TASK: Final = "complaint"
OVER: Final = Objection(text="答复期限已经过了，不能再延期", code="limit_over")
NOBODY: Final = Objection(text="上一级没有别人可以同意，请按期答复", code="no_second")
ONCE: Final = Objection(text="已经申请过延期，只延一次", code="longer_once")
NOT_ASKED: Final = Objection(text="没有等着审批的延期申请", code="longer_not_asked")
ANSWERED: Final = Objection(text="已经答复过了", code="complaint_answered")


def ask_longer(
    acting: Acting, complaint_id: str, version: int, raw: Mapping[str, object]
) -> Complaint:
    """Ask for more time; raises Unknown, Forbidden, Stale, Invalid, or MoveRefused for one that was
    answered, is late, has been given more time, or that nobody else could agree to."""
    row = open_complaint(acting, complaint_id, lock=True)
    if not may_handle(acting, row):
        raise Forbidden(HANDLE)
    _as_seen(row, version)
    if row.result:
        raise MoveRefused(ANSWERED)
    if row.longer_state in (ASKED, AGREED):
        raise MoveRefused(ONCE)
    if row.due_on < acting.today:
        raise MoveRefused(OVER)
    verdict = judge(LONGER, raw, today=acting.today)
    if verdict.errors:
        raise Invalid(verdict.errors)
    until = read_date(verdict.data["until"])
    last = farthest(acting, row)
    if until is None or until <= row.due_on:
        raise Invalid({"until": ["要在原来的期限以后"]})
    if until > last:
        raise Invalid({"until": ["最多再延一个答复期限那么长"]})
    seconds = _seconds(acting, row)
    if not seconds:
        raise MoveRefused(NOBODY)
    row.longer_state, row.longer_to, row.longer_asked_by = ASKED, until, acting.me
    row.longer = {"why": str(verdict.data["why"])}
    row.longer_task_id = _task_for(acting, row, seconds)
    _changed(acting, row, "complaint.longer_asked")
    return row


def answer_longer(
    acting: Acting, complaint_id: str, version: int, raw: Mapping[str, object]
) -> Complaint:
    """Agree that a complaint is answered later, or do not; raises Unknown, Forbidden, Stale,
    Invalid, or MoveRefused when nothing is asked or the limit is over."""
    row = open_complaint(acting, complaint_id, lock=True)
    if not may_agree(acting, row):
        raise Forbidden(HANDLE)
    _as_seen(row, version)
    if row.result:
        raise MoveRefused(ANSWERED)
    until = row.longer_to
    if row.longer_state != ASKED or until is None:
        raise MoveRefused(NOT_ASKED)
    if row.due_on < acting.today:
        raise MoveRefused(OVER)
    verdict = judge(LONGER_ANSWER, raw, today=acting.today)
    if verdict.errors:
        raise Invalid(verdict.errors)
    good = verdict.data["good"] is True
    row.longer_state, row.longer_by, row.longer_on = AGREED, acting.me, acting.today
    if good:
        row.first_due_on, row.due_on = row.due_on, until
        task = acting.session.get(Task, (row.county_id, row.task_id)) if row.task_id else None
        if task is not None and task.done_at is None:
            task.due_on = until
    else:
        row.longer_state = REFUSED
        row.longer = {**(row.longer or {}), "note": str(verdict.data["note"])}
    finish_task(acting, row, row.longer_task_id)
    _changed(acting, row, "complaint.longer_agreed" if good else "complaint.longer_refused")
    return row


def may_ask_longer(acting: Acting, row: Complaint) -> bool:
    """Tell whether the viewer may ask for more time now."""
    open_still = not row.result and row.due_on >= acting.today
    return open_still and row.longer_state in ("", REFUSED) and may_handle(acting, row)


def may_agree(acting: Acting, row: Complaint) -> bool:
    """Tell whether an answer to what is or was asked is the viewer's to give."""
    return acting.me != row.longer_asked_by and answers_for(
        acting.viewer, _above(acting, row.handled_at_id)
    )


def waits_for(acting: Acting, row: Complaint) -> bool:
    """Tell whether the viewer is asked to agree now."""
    waiting = row.longer_state == ASKED and not row.result and row.due_on >= acting.today
    return waiting and may_agree(acting, row)


def farthest(acting: Acting, row: Complaint) -> date:
    """Return the last day more time can reach to: the county's own limit once more."""
    days = county_settings(acting.county_session)["complaint_days"]
    return add_days_civil(row.due_on, days, load_calendar(acting.session))


def _above(acting: Acting, point_id: str) -> tuple[str, ...]:
    """Return the path whose heads agree: to the point above, or to the studio, the last."""
    path = path_of(acting, point_id)
    return path if point_id == studio(acting.session).id else path[:-1]


def _seconds(acting: Acting, row: Complaint) -> list[str]:
    """Return who may be asked, the nearest head above first, then who watches: neither the one who
    asks nor anybody it is about."""
    top = studio(acting.session).id
    path = _above(acting, row.handled_at_id)
    found = [
        one
        for point in reversed(path[path.index(top) :])
        for one in posts_now(acting, point, (HEAD,))
    ]
    found += acting.session.scalars(
        select(Post.account_id)
        .join(Account, Account.id == Post.account_id)
        .where(Post.role == WATCH, valid_on(acting.today), Account.active.is_(True))
        .order_by(Post.starts_on, Post.id)
    )
    about = acting.session.scalars(
        select(ComplaintPerson.account_id).where(ComplaintPerson.complaint_id == row.id)
    ).all()
    return [one for one in found if one != acting.me and one not in about]


def _task_for(acting: Acting, row: Complaint, seconds: list[str]) -> str | None:
    """Give the first of them a task and return its id. None of those the case is kept from gets
    one, and whoever asks is not told that somebody was passed over."""
    shut = kept_from(acting.session, row.case_id, acting.today) if row.case_id else frozenset()
    second = next((one for one in seconds if one not in shut), None)
    if second is None:
        return None
    task = Task(
        title=TASK_TITLE, kind=TASK, account_id=second, created_at=acting.at, due_on=row.due_on
    )
    acting.session.add(task)
    acting.session.flush()
    return task.id


def _as_seen(row: Complaint, version: int) -> None:
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)


def _changed(acting: Acting, row: Complaint, action: str) -> None:
    row.version += 1
    acting.session.flush()
    note_complaint(acting.county_session, row, action, acting.at, acting.me)
