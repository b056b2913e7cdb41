"""What waits for somebody at the desk: hops to accept, clocks that run, tasks to do.

Own things only, so one index each finds them however large the county is; the statements are built
once. Sealed and barred cases stay out as they do of every list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, union_all

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.models import CaseFile, ServiceItem, Task, Transfer
from core.cases.visibility import ANYONE, eyes_of
from core.clocks.models import ClockRow
from core.db import prepared
from core.points.models import ServicePoint


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A hop that waits for the viewer: function, situation and clock only, until accepted."""

    number: str
    version: int
    kind: str
    from_point: str
    scenario: str
    sealed: bool
    functions: tuple[str, ...]
    due_at: datetime


_INCOMING = prepared(
    select(
        CaseFile.id,
        CaseFile.number,
        CaseFile.version,
        CaseFile.scenario,
        CaseFile.sealed,
        Transfer.kind,
        Transfer.due_at,
        ServicePoint.name,
    )
    .join(
        Transfer,
        and_(Transfer.county_id == CaseFile.county_id, Transfer.case_id == CaseFile.id),
    )
    .join(
        ServicePoint,
        and_(
            ServicePoint.county_id == Transfer.county_id,
            ServicePoint.id == Transfer.from_point_id,
        ),
    )
    .where(
        Transfer.state == "pending",
        Transfer.to_point_id.in_(bindparam("receiving", expanding=True)),
        or_(Transfer.to_account_id == ANYONE.account_id, Transfer.to_account_id.is_(None)),
        or_(CaseFile.sealed.is_(False), Transfer.to_account_id == ANYONE.account_id),
        not_barred(ANYONE),
    )
    .order_by(Transfer.due_at, CaseFile.id)
    .limit(bindparam("most"))
)
_FUNCTIONS = prepared(
    select(ServiceItem.case_id, ServiceItem.title)
    .where(ServiceItem.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(ServiceItem.opened_at)
)


def incoming(acting: Acting, *, limit: int = 50) -> tuple[Incoming, ...]:
    """Return the transfers that wait for the viewer's points, or for the viewer by name."""
    eyes = eyes_of(acting.viewer)
    values = {**eyes.values, "receiving": eyes.held, "most": limit}
    rows = acting.session.execute(_INCOMING, values).all()
    functions: dict[str, list[str]] = {}
    if rows:
        asked = {"cases": [row.id for row in rows]}
        for case_id, title in acting.session.execute(_FUNCTIONS, asked):
            functions.setdefault(case_id, []).append(title)
    return tuple(
        Incoming(
            number=row.number,
            version=row.version,
            kind=row.kind,
            from_point=row.name,
            scenario=row.scenario,
            sealed=row.sealed,
            functions=tuple(functions.get(row.id, ())),
            due_at=row.due_at,
        )
        for row in rows
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class MyClock:
    """A deadline of a case the viewer works or leads. Lists are read over shoulders: of a sealed
    case the article stays on its own page (反家庭暴力法 28 names what the title leaves out)."""

    number: str
    title: str
    due_at: datetime
    state: str
    citation: str
    local: bool
    provisional: bool
    warn_days: int


def _nearest(*whose: ColumnElement[bool]) -> Select[str]:
    """SQL: the next open clocks, by the index that holds the open ones in the order of their end.

    Two of these instead of one OR, which would scan the county; each stops when the page is full,
    however many deadlines somebody ever had.
    """
    return (
        select(ClockRow.id)
        .join(
            CaseFile,
            and_(CaseFile.county_id == ClockRow.county_id, CaseFile.id == ClockRow.case_id),
        )
        .where(
            ClockRow.state.in_(("running", "breached")),
            ClockRow.stopped_at.is_(None),
            *whose,
            not_barred(ANYONE),
            not_sealed_to(ANYONE),
        )
        .order_by(ClockRow.due_at, ClockRow.id)
        .limit(bindparam("most"))
    )


_ME = ANYONE.account_id
_WHOSE = (
    _nearest(ClockRow.owner_id == _ME),
    _nearest(ClockRow.owner_id.is_(None), or_(CaseFile.handler_id == _ME, CaseFile.lead_id == _ME)),
)
_MY_CLOCKS = prepared(
    select(
        CaseFile.number,
        ClockRow.title,
        ClockRow.due_at,
        ClockRow.state,
        case((CaseFile.sealed, ""), else_=ClockRow.citation).label("citation"),
        ClockRow.local,
        ClockRow.provisional,
        ClockRow.warn_days,
    )
    .join(
        ClockRow,
        and_(ClockRow.county_id == CaseFile.county_id, ClockRow.case_id == CaseFile.id),
    )
    .where(ClockRow.id.in_(union_all(*(select(one.subquery().c.id) for one in _WHOSE))))
    .order_by(ClockRow.due_at, ClockRow.id)
    .limit(bindparam("most"))
)


def my_clocks(acting: Acting, *, limit: int = 50) -> tuple[MyClock, ...]:
    """Return the running deadlines of the viewer's cases and items, the nearest first."""
    values = {**eyes_of(acting.viewer).values, "most": limit}
    rows = acting.session.execute(_MY_CLOCKS, values).all()
    return tuple(MyClock(**row._mapping) for row in rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class MyTask:
    """Something the viewer or the viewer's point is asked to do; ``number`` is empty for what a
    meeting (``meeting_id``) decided of no case."""

    id: str
    number: str
    meeting_id: str
    title: str
    kind: str
    due_on: date


_MY_TASKS = prepared(
    select(
        Task.id,
        func.coalesce(CaseFile.number, "").label("number"),
        func.coalesce(Task.meeting_id, "").label("meeting_id"),
        Task.title,
        Task.kind,
        Task.due_on,
    )
    .outerjoin(
        CaseFile,
        and_(CaseFile.county_id == Task.county_id, CaseFile.id == Task.case_id),
    )
    .where(
        Task.done_at.is_(None),
        or_(
            Task.account_id == ANYONE.account_id,
            and_(Task.account_id.is_(None), Task.point_id.in_(ANYONE.point_ids)),
        ),
        or_(Task.case_id.is_(None), and_(not_barred(ANYONE), not_sealed_to(ANYONE))),
    )
    .order_by(Task.due_on, Task.id)
    .limit(bindparam("most"))
)


def my_tasks(acting: Acting, *, limit: int = 50) -> tuple[MyTask, ...]:
    """Return open tasks of the viewer, or of the viewer's points where nobody was named."""
    values = {**eyes_of(acting.viewer).values, "most": limit}
    rows = acting.session.execute(_MY_TASKS, values).all()
    return tuple(MyTask(**row._mapping) for row in rows)
