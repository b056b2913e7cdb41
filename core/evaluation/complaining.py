"""Take a complaint down, look into it, answer it. Commands know no request.

It is looked into one level up, by nobody it is about: where the only head there is the one
complained of, further up, and at the top by who watches the county. What proves true becomes a
整改 with the answer (T/ZSM 6.2).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.evaluation_forms import COMPLAINT, FOUNDED, MATTERS, REPLY, RESULTS
from core.cases.models import CaseFile, Task
from core.cases.models_evaluation import Complaint, ComplaintPerson
from core.cases.once import earlier_answer, remember
from core.cases.papers import office_of
from core.clocks import add_days_civil, local_date
from core.clocks.days import load_calendar
from core.db import CountySession
from core.documents.numbering import take_number
from core.evaluation.improving import open_by_itself
from core.evaluation.kinds import REPLY_PAPER
from core.evaluation.reaching import (
    HANDLE,
    HEAD,
    answers_for,
    case_called,
    headed,
    kept_from,
    open_complaint,
    path_of,
    points_offered,
    staff_offered,
    studio,
)
from core.forms import judge
from core.people.models import Account, Post
from core.people.staff import valid_on
from core.points.models import ServicePoint
from core.points.service import county_settings
from core.points.tree import ids_of
from core.words import Kind, Objection, Value, Viewer, read_date

TASK_TITLE: Final = "答复一件投诉"
TASK: Final = "complaint"
SPOKEN_OF: Final = "投诉的是您自己，请换一位同事登记"


def take_complaint(acting: Acting, raw: Mapping[str, object], *, key: str = "") -> Complaint:
    """Take a complaint down; raises Invalid. A number that leads to no case is kept as it was said:
    whether there is such a case is for the desk not to learn here."""
    body = dict(raw)
    known = earlier_answer(acting, key, "complaint", body)
    if known is not None:
        return acting.session.get_one(Complaint, (acting.viewer.county, known))
    choices = {
        Kind.POINT.value: points_offered(acting),
        Kind.STAFF.value: staff_offered(acting),
    }
    verdict = judge(COMPLAINT, raw, today=acting.today, choices=choices)
    if verdict.errors:
        raise Invalid(verdict.errors)
    data = dict(verdict.data)
    on = read_date(data["on"])
    if on is None or on > acting.today:
        raise Invalid({"on": ["日期还没有到"]})
    about = _spoken_of(acting, data)
    if acting.me in about:
        raise Invalid({"who" if data.get("who") == acting.me else "named": [SPOKEN_OF]})
    case = case_called(acting, str(data.get("number") or ""))
    point_id = str(data["point"])
    handled = _handled_at(acting.session, point_id, about, case, acting.at, taker=acting.viewer)
    row = _added(
        acting.county_session, point_id=point_id, handled=handled, about=about, case=case,
        matter=str(data["matter"]), received_on=on,
        at=acting.at, data=data, by=acting.me,
    )  # fmt: skip
    row.number = _numbered(acting, on)
    remember(acting, key, "complaint", body, row.id)
    acting.session.flush()
    return row


def complain_of_fees(
    session: CountySession,
    *,
    point_id: str,
    workers: Collection[str],
    case: CaseFile | None,
    at: datetime,
) -> None:
    """Take down that an answer spoke of money or gifts; about whoever worked for the answerer, as
    far as that is known. *case* says where it belongs and is not kept: she answered unnamed."""
    data: dict[str, Value] = {
        "told": "survey",
        "text": "满意度答卷里说，有人收了费用或礼物。",
        "answer": "none",
    }
    about = frozenset(workers)
    handled = _handled_at(session, point_id, about, case, at)
    _added(
        session, point_id=point_id, handled=handled, about=about, case=None, matter="fees",
        received_on=local_date(at), at=at, data=data, by="",
    )  # fmt: skip


def reply_complaint(
    acting: Acting, complaint_id: str, version: int, raw: Mapping[str, object]
) -> Complaint:
    """File the answer; raises Unknown, Forbidden, Stale, Invalid, or MoveRefused for one that was
    answered."""
    row = open_complaint(acting, complaint_id, lock=True)
    if not may_handle(acting, row):
        raise Forbidden(HANDLE)
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    if row.result:
        raise MoveRefused(Objection(text="已经答复过了", code="complaint_answered"))
    verdict = judge(REPLY, raw, today=acting.today)
    if verdict.errors:
        raise Invalid(verdict.errors)
    data = dict(verdict.data)
    on = read_date(data["on"])
    if on is None or on > acting.today:
        raise Invalid({"on": ["日期还没有到"]})
    if on < row.received_on:
        raise Invalid({"on": ["比收到的那天还早，请核对"]})
    row.result, row.reply = str(data["result"]), data
    row.replied_on, row.replied_by = on, acting.me
    if row.number is None:
        row.number = _numbered(acting, on)
    if row.result in FOUNDED:
        open_by_itself(
            acting.county_session, point_id=row.counted_at_id, service="", source="complaint",
            problem="：".join(("".join(("投诉", RESULTS[row.result])), MATTERS[row.matter])),
            at=acting.at, source_id=row.id, by=acting.me,
        )  # fmt: skip
    for task_id in (row.task_id, row.longer_task_id):
        finish_task(acting, row, task_id)
    row.version += 1
    acting.session.flush()
    note_complaint(acting.county_session, row, "complaint.replied", acting.at, acting.me)
    return row


def may_handle(acting: Acting, row: Complaint) -> bool:
    """Tell whether a complaint that is seen is the viewer's to look into."""
    return answers_for(acting.viewer, path_of(acting, row.handled_at_id))


def _spoken_of(acting: Acting, data: Mapping[str, Value]) -> frozenset[str]:
    """Return the accounts a complaint is about: who was chosen, and everybody of that name."""
    found = {str(data["who"])} if data.get("who") else set()
    named = str(data.get("named") or "").strip()
    if named:
        found |= {
            row.id
            for row in acting.session.execute(select(Account.id, Account.name))
            if row.name and row.name in named
        }
    return frozenset(found)


def _numbered(acting: Acting, on: date) -> str | None:
    """Return the next number of the county's one series of complaints: a number of the place that
    looks into it would tell where that is, and a gap in it that there was one not shown there."""
    return take_number(
        acting.county_session, office=office_of(acting, studio(acting.session).id),
        kind=REPLY_PAPER, year=on.year, sealed=False, owner="evaluation",
    )  # fmt: skip


def told_place(acting: Acting, row: Complaint) -> str:
    """Return the id of the point that is told to look into it. To who took it down that is where
    any such complaint goes: another place would answer whether the number she was given leads to
    a sealed case."""
    if row.case_id is None or row.taken_by != acting.me:
        return row.handled_at_id
    about = acting.session.scalars(
        select(ComplaintPerson.account_id).where(ComplaintPerson.complaint_id == row.id)
    ).all()
    return _usual_place(acting.session, row.point_id, about, row.taken_at)


def _usual_place(session: Session, point_id: str, about: Collection[str], at: datetime) -> str:
    """Return the point one level up, or further where there only those it is about are heads."""
    path = ids_of(_point(session, point_id).path)
    path = path[path.index(studio(session).id) :]
    above = list(path[:-1] or path)
    while len(above) > 1 and not set(_heads(session, above[-1], at)) - set(about):
        above.pop()
    return above[-1]


def _handled_at(
    session: Session,
    point_id: str,
    about: Collection[str],
    case: CaseFile | None,
    at: datetime,
    *,
    taker: Viewer | None = None,
) -> tuple[str, str]:
    """Return the point that looks into it, and the one that counts it. What is about a sealed case,
    or one that is kept from somebody, is the county studio's: a station must not learn that there
    is one. A head who takes down what would be hers to look into looks into it: she has heard it
    all, and its going elsewhere would tell her what the case is."""
    usual = _usual_place(session, point_id, about, at)
    if case is None or not (case.sealed or case.ward):
        return usual, point_id
    top = studio(session).id
    if taker is None or not answers_for(taker, ids_of(_point(session, usual).path)):
        return top, top
    return usual if any(one[-1] == usual for one in headed(taker)) else top, point_id


def _point(session: Session, point_id: str) -> ServicePoint:
    found: ServicePoint = session.scalars(
        select(ServicePoint).where(ServicePoint.id == point_id)
    ).one()
    return found


def _heads(session: Session, point_id: str, at: datetime) -> list[str]:
    return list(
        session.scalars(
            select(Post.account_id)
            .join(Account, Account.id == Post.account_id)
            .where(
                Post.point_id == point_id,
                Post.role == HEAD,
                valid_on(local_date(at)),
                Account.active.is_(True),
            )
            .order_by(Post.starts_on, Post.id)
        )
    )


def _added(
    session: CountySession,
    *,
    point_id: str,
    handled: tuple[str, str],
    about: Collection[str],
    case: CaseFile | None,
    matter: str,
    received_on: date,
    at: datetime,
    data: dict[str, Value],
    by: str,
) -> Complaint:
    days = county_settings(session)["complaint_days"]
    due_on = add_days_civil(received_on, days, load_calendar(session))
    row = Complaint(
        received_on=received_on,
        due_on=due_on,
        matter=matter,
        point_id=point_id,
        handled_at_id=handled[0],
        counted_at_id=handled[1],
        case_id=case.id if case is not None else None,
        taken_by=by,
        taken_at=at,
    )
    row.data = data
    session.add(row)
    session.flush()
    session.add_all(ComplaintPerson(complaint_id=row.id, account_id=one) for one in sorted(about))
    shut = set(about)
    if case is not None:
        # a task about nothing that is shown would tell whom the case is kept from
        shut |= kept_from(session, case.id, local_date(at)) - {by}
        if handled[0] != _usual_place(session, point_id, about, at):
            shut.add(by)
    head = next((one for one in _heads(session, handled[0], at) if one not in shut), None)
    if head is not None:
        task = Task(title=TASK_TITLE, kind=TASK, account_id=head, created_at=at, due_on=due_on)
        session.add(task)
        session.flush()
        row.task_id = task.id
    note_complaint(session, row, "complaint.taken", at, by)
    return row


def finish_task(acting: Acting, row: Complaint, task_id: str | None) -> None:
    """End what a complaint asked of somebody, when it was not done already."""
    task = acting.session.get(Task, (row.county_id, task_id)) if task_id else None
    if task is not None and task.done_at is None:
        task.done_at, task.done_by = acting.at, acting.me


def note_complaint(
    session: CountySession, row: Complaint, action: str, at: datetime, by: str
) -> None:
    """Write what was done about a complaint into the audit: its matter, never its words."""
    note_change(
        session, action=action, actor_id=by, target="".join(("complaint:", row.id)), at=at,
        detail={"matter": row.matter, "result": row.result},
    )  # fmt: skip
