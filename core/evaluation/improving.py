"""整改: a problem is opened, somebody is given it, does it, and somebody else has seen that it is
done. Without evidence nothing is closed (T/ZSM 6.2). Commands know no request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.evaluation_forms import CHECK, DONE, FOUND, PLAN
from core.cases.models import Task
from core.cases.models_evaluation import Improvement
from core.cases.once import earlier_answer, remember
from core.cases.people_of import posts_now
from core.clocks import add_days_civil, local_date
from core.clocks.days import load_calendar
from core.db import CountySession
from core.evaluation.reaching import (
    MANAGE,
    answers_for,
    open_improvement,
    path_of,
    points_offered,
    staff_offered,
)
from core.forms import judge
from core.points.service import county_settings
from core.words import Form, Kind, Objection, Value, read_date

TASK_TITLE: Final = "落实一项整改"
TASK: Final = "improvement"
OPEN, PLANNED, READY, CHECKED = "open", "planned", "done", "checked"
ACTS: Final[Mapping[str, tuple[Form, str]]] = {
    "plan": (PLAN, OPEN),
    "done": (DONE, PLANNED),
    "check": (CHECK, READY),
}
"""By the name of an act: its form, and the state it is done in. A plan may be set anew while it is
being carried out."""


def open_by_itself(
    session: CountySession,
    *,
    point_id: str,
    service: str,
    source: str,
    problem: str,
    at: datetime,
    source_id: str = "",
    by: str = "",
) -> Improvement:
    """Open a 整改 at a point; due by the county's own limit until its plan says otherwise."""
    day = local_date(at)
    limit = county_settings(session)["improve_days"]
    row = Improvement(
        point_id=point_id,
        service=service,
        source=source,
        source_id=source_id,
        opened_on=day,
        opened_by=by,
        due_on=add_days_civil(day, limit, load_calendar(session)),
    )
    row.problem = problem
    session.add(row)
    session.flush()
    _note(session, row, "improvement.opened", at, by)
    return row


def register_problem(acting: Acting, raw: Mapping[str, object], *, key: str = "") -> Improvement:
    """Open a 整改 by hand, at a point the viewer answers for; raises Invalid, Forbidden."""
    body = dict(raw)
    known = earlier_answer(acting, key, "improvement", body)
    if known is not None:
        return acting.session.get_one(Improvement, (acting.viewer.county, known))
    verdict = judge(
        FOUND, raw, today=acting.today, choices={Kind.POINT.value: points_managed(acting)}
    )
    if verdict.errors:
        raise Invalid(verdict.errors)
    data = verdict.data
    row = open_by_itself(
        acting.county_session, point_id=str(data["point"]), service="",
        source=str(data["source"]), problem=str(data["problem"]), at=acting.at, by=acting.me,
    )  # fmt: skip
    remember(acting, key, "improvement", body, row.id)
    return row


def points_managed(acting: Acting) -> list[tuple[str, str]]:
    """Return the points the viewer answers for."""
    return points_offered(acting, answered_by=acting.viewer)


def act_on(
    acting: Acting, improvement_id: str, act: str, version: int, raw: Mapping[str, object]
) -> Improvement:
    """Take an act (plan, done, check) on a 整改; raises Unknown, Forbidden, Stale, Invalid, or
    MoveRefused when it stands elsewhere."""
    if act not in ACTS:
        raise Unknown(act)
    row = open_improvement(acting, improvement_id, lock=True)
    if act not in acts_open(acting, row, any_state=True):
        raise Forbidden(MANAGE)
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    if act not in acts_open(acting, row):
        raise MoveRefused(Objection(text="现在还不到这一步，或已经过了", code="not_now"))
    form, _after = ACTS[act]
    verdict = judge(form, raw, today=acting.today, choices=choices_for(acting, row))
    if verdict.errors:
        raise Invalid(verdict.errors)
    {"plan": _plan, "done": _done, "check": _check}[act](acting, row, dict(verdict.data))
    row.version += 1
    acting.session.flush()
    _note(acting.county_session, row, ".".join(("improvement", act)), acting.at, acting.me)
    return row


def acts_open(acting: Acting, row: Improvement, *, any_state: bool = False) -> tuple[str, ...]:
    """Return what the viewer may do with a 整改 she sees as it stands (or ever): who answers for
    the point plans, who was given it does it, and of those who answer for it another one checks."""
    answers = answers_for(acting.viewer, path_of(acting, row.point_id))
    mine = row.owner_id == acting.me
    did = str((row.done or {}).get("by") or "")
    found = []
    if answers and (any_state or row.state in (OPEN, PLANNED)):
        found.append("plan")
    if (mine or answers) and (any_state or row.state == PLANNED):
        found.append("done")
    if answers and not mine and did != acting.me and (any_state or row.state == READY):
        found.append("check")
    return tuple(found)


def choices_for(acting: Acting, row: Improvement) -> dict[str, list[tuple[str, str]]]:
    """Return whom a plan may name: who works at the point, and those above it that answer."""
    path = path_of(acting, row.point_id)
    offered = dict(staff_offered(acting, row.point_id))
    answering = _heads_of(acting, path) | {acting.me}
    offered |= {one: name for one, name in staff_offered(acting) if one in answering}
    return {Kind.STAFF.value: list(offered.items())}


def _heads_of(acting: Acting, path: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one for point in path for one in posts_now(acting, point, ("point_head",)))


def _plan(acting: Acting, row: Improvement, data: dict[str, Value]) -> None:
    due = _day(data, "due")
    if due < acting.today:
        raise Invalid({"due": ["请写今天或以后的日期"]})
    row.plan, row.owner_id, row.due_on, row.state = data, str(data["owner"]), due, PLANNED
    _ask_owner(acting, row)


def _done(acting: Acting, row: Improvement, data: dict[str, Value]) -> None:
    on = _day(data, "on")
    if on > acting.today:
        raise Invalid({"on": ["日期还没有到"]})
    if on < row.opened_on:
        raise Invalid({"on": ["比发现问题的那天还早，请核对"]})
    row.done, row.done_on, row.state = {**data, "by": acting.me}, on, READY
    _finish_task(acting, row)


def _check(acting: Acting, row: Improvement, data: dict[str, Value]) -> None:
    row.check, row.checked_on, row.checked_by = data, acting.today, acting.me
    if data["good"] is True:
        row.state = CHECKED
        return
    due = _day(data, "due")
    if due < acting.today:
        raise Invalid({"due": ["请写今天或以后的日期"]})
    row.state, row.due_on = PLANNED, due
    _ask_owner(acting, row)


def _ask_owner(acting: Acting, row: Improvement) -> None:
    _finish_task(acting, row)
    task = Task(
        title=TASK_TITLE,
        kind=TASK,
        account_id=row.owner_id,
        created_at=acting.at,
        due_on=row.due_on,
    )
    acting.session.add(task)
    acting.session.flush()
    row.task_id = task.id


def _finish_task(acting: Acting, row: Improvement) -> None:
    task = acting.session.get(Task, (row.county_id, row.task_id)) if row.task_id else None
    if task is not None and task.done_at is None:
        task.done_at, task.done_by = acting.at, acting.me


def _day(data: Mapping[str, Value], name: str) -> date:
    found = read_date(data.get(name))
    if found is None:
        raise Invalid({name: ["请写日期"]})
    return found


def _note(session: CountySession, row: Improvement, action: str, at: datetime, by: str) -> None:
    note_change(
        session, action=action, actor_id=by, target="".join(("improvement:", row.id)), at=at,
        detail={"source": row.source, "state": row.state},
    )  # fmt: skip
