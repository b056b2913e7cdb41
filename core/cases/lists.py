"""Lists of cases: the queue, what comes in, my clocks, my tasks; columns only, keyset pages.

A list shows exactly the cases whose reach is PROCESS or more; the SQL below is the twin of
``core.privacy.reach`` and a test holds the two together over random worlds. Sealed cases show only
to people on their named list, so no count tells of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.models import CaseFile, CaseGrant, CasePoint, Party, ServiceItem, Task, Transfer
from core.clocks.models import ClockRow
from core.db import unseal
from core.families.models import Person, PersonToken
from core.families.service import search_tokens
from core.points.models import ServicePoint
from core.privacy.reach import STAFF, WATCHING
from core.words import Viewer


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One line of a list: what a PROCESS reach opens, and nothing else. ``title`` holds the
    masked names only where the viewer reaches the people of the case."""

    number: str
    state: str
    stage: str
    level: str
    scenario: str
    sealed: bool
    urgency: str
    received_at: datetime
    holder_id: str
    holder_code: str
    holder: str
    mine: bool
    warning_scheme: str = ""
    warning: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a list is narrowed by; empty = everything the viewer may know of."""

    state: str = ""
    stage: str = ""
    scenario: str = ""
    service: str = ""
    point: str = ""
    q: str = ""
    mine: bool = False
    warning: str = ""


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer's reach into the case is PROCESS or more."""
    me = viewer.account_id
    by_person = or_(
        CaseFile.handler_id == me,
        CaseFile.lead_id == me,
        CaseFile.first_handler_id == me,
        CaseFile.tracker_id == me,
        # sets gathered once by the account, not a look beside every case of the county
        CaseFile.id.in_(select(ServiceItem.case_id).where(ServiceItem.owner_id == me)),
        CaseFile.id.in_(
            select(CaseGrant.case_id).where(
                CaseGrant.account_id == me,
                CaseGrant.until.is_(None),
                CaseGrant.why.in_(("team", "urgent")),
            )
        ),
    )
    by_post = _by_post(viewer)
    return and_(or_(*by_post, by_person), not_sealed_to(viewer), not_barred(viewer))


def _by_post(viewer: Viewer) -> list[ColumnElement[bool]]:
    """What posts give; sealed cases are cut to their named lists around this."""
    tests: list[ColumnElement[bool]] = []
    staffed = {post.point.id for post in viewer.posts if post.role in STAFF}
    held = staffed | {post.point.id for post in viewer.posts if post.role == "city"}
    if held:
        tests.append(CaseFile.holder_id.in_(held))
    if staffed:
        tests.append(
            CaseFile.id.in_(select(CasePoint.case_id).where(CasePoint.point_id.in_(staffed)))
        )
    for post in viewer.posts:
        if post.role in WATCHING:
            tests.append(true())
        if post.role == "point_head":
            path = "/" + "/".join(post.point.path) + "/"
            tests.append(and_(CaseFile.holder_path >= path, CaseFile.holder_path < path[:-1] + "0"))
    return tests


def list_cases(
    acting: Acting,
    filters: Filters,
    *,
    after: tuple[datetime, str] | None = None,
    page_size: int = 20,
) -> tuple[tuple[CaseLine, ...], tuple[datetime, str] | None]:
    """Return one page, newest first, and the key of the next one (None at the end)."""
    query = (
        select(
            CaseFile.id,
            CaseFile.county_id,
            CaseFile.number,
            CaseFile.state,
            CaseFile.stage,
            CaseFile.level,
            CaseFile.scenario,
            CaseFile.sealed,
            CaseFile.urgency,
            CaseFile.received_at,
            CaseFile.holder_id,
            CaseFile.point_id,
            CaseFile.handler_id,
            CaseFile.first_handler_id,
            CaseFile.tracker_id,
            CaseFile.warning_scheme,
            CaseFile.warning,
            ServicePoint.name.label("holder"),
            ServicePoint.code.label("holder_code"),
        )
        # outer, though every case has a holder: SQLite would start from all points of the county
        # and sort all their cases, where walking the newest cases may stop after a page
        .outerjoin(
            ServicePoint,
            and_(
                ServicePoint.county_id == CaseFile.county_id,
                ServicePoint.id == CaseFile.holder_id,
            ),
        )
        .where(visible_to(acting.viewer), *_narrow(acting, filters))
        .order_by(CaseFile.received_at.desc(), CaseFile.id.desc())
        .limit(page_size + 1)
    )
    if after is not None:
        query = query.where(tuple_(CaseFile.received_at, CaseFile.id) < tuple_(*after))
    rows = acting.session.execute(query).all()
    page, more = rows[:page_size], len(rows) > page_size
    mine = {row.id for row in page if _opens_names(acting, row)}
    names = _names(acting, mine)
    lines = tuple(
        CaseLine(
            number=row.number,
            state=row.state,
            stage=row.stage,
            level=row.level,
            scenario=row.scenario,
            sealed=row.sealed,
            urgency=row.urgency,
            received_at=row.received_at,
            holder_id=row.holder_id,
            holder_code=row.holder_code,
            holder=row.holder,
            mine=row.handler_id == acting.me,
            warning_scheme=row.warning_scheme,
            warning=row.warning,
            names=names.get(row.id, ()),
        )
        for row in page
    )
    return lines, ((page[-1].received_at, page[-1].id) if more else None)


def _opens_names(acting: Acting, row: Any) -> bool:
    """The cheap part of FULL: handler, tracker, or first handler while it is still here."""
    me = acting.me
    if me in (row.handler_id, row.tracker_id):
        return True
    return bool(row.holder_id == row.point_id and row.first_handler_id == me)


def _narrow(acting: Acting, filters: Filters) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    for column, value in (
        (CaseFile.state, filters.state),
        (CaseFile.stage, filters.stage),
        (CaseFile.scenario, filters.scenario),
        (CaseFile.holder_id, filters.point),
        (CaseFile.warning, filters.warning),
    ):
        if value:
            tests.append(column == value)
    if filters.service:
        tests.append(
            exists().where(
                ServiceItem.county_id == CaseFile.county_id,
                ServiceItem.case_id == CaseFile.id,
                ServiceItem.service == filters.service,
            )
        )
    if filters.mine:
        tests.append(CaseFile.handler_id == acting.me)
    if filters.q:
        tests.append(_matches(filters.q.strip(), acting))
    return tests


def _matches(text: str, acting: Acting) -> ColumnElement[bool]:
    """SQL: the number is this one, or a party the viewer may read matches the tokens.

    A name is only searched in cases whose people the viewer sees, else the hit itself would tell.
    """
    by_number = CaseFile.number == text.upper()
    tokens, _why = search_tokens(text)
    if not tokens:
        return by_number
    hits = (
        select(PersonToken.person_id)
        .where(PersonToken.token.in_(tokens))
        .group_by(PersonToken.person_id)
        .having(func.count(PersonToken.token) == len(set(tokens)))
    )
    cases = select(Party.case_id).where(Party.person_id.in_(hits))
    me = acting.me
    readable = or_(
        CaseFile.handler_id == me,
        CaseFile.tracker_id == me,
        and_(CaseFile.first_handler_id == me, CaseFile.holder_id == CaseFile.point_id),
        exists().where(
            ServiceItem.county_id == CaseFile.county_id,
            ServiceItem.case_id == CaseFile.id,
            ServiceItem.owner_id == me,
        ),
    )
    return or_(by_number, and_(CaseFile.id.in_(cases), readable))


def _names(acting: Acting, case_ids: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the first two parties of each case, in one query."""
    if not case_ids:
        return {}
    rows = acting.session.execute(
        select(Party.case_id, Person.county_id, Person.id, Person.name_box)
        .join(Person, and_(Person.county_id == Party.county_id, Person.id == Party.person_id))
        .where(Party.case_id.in_(case_ids), Party.position < 2)
        .order_by(Party.case_id, Party.position)
    ).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        name = unseal(Person.name_box, row.county_id, row.id, row.name_box)
        found.setdefault(row.case_id, []).append(str(name or ""))
    return {case_id: tuple(names) for case_id, names in found.items()}


def count_cases(acting: Acting, filters: Filters, *, cap: int = 10_000) -> int:
    """Return how many cases the list holds, counted no further than *cap*."""
    inner = (
        select(CaseFile.id)
        .where(visible_to(acting.viewer), *_narrow(acting, filters))
        .limit(cap)
        .subquery()
    )
    return acting.session.scalars(select(func.count()).select_from(inner)).one()


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


def incoming(acting: Acting, *, limit: int = 50) -> tuple[Incoming, ...]:
    """Return the transfers that wait for the viewer's points, or for the viewer by name."""
    viewer = acting.viewer
    points = {post.point.id for post in viewer.posts if post.role in (*STAFF, "city")}
    rows = acting.session.execute(
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
            Transfer.to_point_id.in_(points),
            or_(Transfer.to_account_id == viewer.account_id, Transfer.to_account_id.is_(None)),
            or_(CaseFile.sealed.is_(False), Transfer.to_account_id == viewer.account_id),
            not_barred(viewer),
        )
        .order_by(Transfer.due_at, CaseFile.id)
        .limit(limit)
    ).all()
    functions: dict[str, list[str]] = {}
    if rows:
        for case_id, title in acting.session.execute(
            select(ServiceItem.case_id, ServiceItem.title)
            .where(ServiceItem.case_id.in_([row.id for row in rows]))
            .order_by(ServiceItem.opened_at)
        ):
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
    """A deadline of a case the viewer works or leads."""

    number: str
    title: str
    due_at: datetime
    state: str
    citation: str
    local: bool
    provisional: bool
    warn_days: int


def my_clocks(acting: Acting, *, limit: int = 50) -> tuple[MyClock, ...]:
    """Return the running deadlines of the viewer's cases and items, the nearest first."""
    me = acting.me
    rows = acting.session.execute(
        select(
            CaseFile.number,
            ClockRow.title,
            ClockRow.due_at,
            ClockRow.state,
            ClockRow.citation,
            ClockRow.local,
            ClockRow.provisional,
            ClockRow.warn_days,
        )
        .join(
            ClockRow,
            and_(ClockRow.county_id == CaseFile.county_id, ClockRow.case_id == CaseFile.id),
        )
        .where(
            ClockRow.id.in_(_clocks_of(me)),
            not_barred(acting.viewer),
            not_sealed_to(acting.viewer),
        )
        .order_by(ClockRow.due_at, ClockRow.id)
        .limit(limit)
    ).all()
    return tuple(MyClock(**row._mapping) for row in rows)


def _clocks_of(me: str) -> CompoundSelect[str]:
    """SQL: the open clocks of the viewer's own, one index each; as one OR they scan the county."""
    still = (ClockRow.state.in_(("running", "breached")), ClockRow.stopped_at.is_(None))
    mine = select(ClockRow.id).where(*still, ClockRow.owner_id == me)
    of_my_cases = (
        select(ClockRow.id)
        .join(
            CaseFile,
            and_(CaseFile.county_id == ClockRow.county_id, CaseFile.id == ClockRow.case_id),
        )
        .where(*still, ClockRow.owner_id.is_(None), person == me)
        for person in (CaseFile.handler_id, CaseFile.lead_id)
    )
    return union_all(mine, *of_my_cases)


@dataclass(frozen=True, kw_only=True, slots=True)
class MyTask:
    """Something the viewer or the viewer's point is asked to do."""

    id: str
    number: str
    title: str
    kind: str
    due_on: date


def my_tasks(acting: Acting, *, limit: int = 50) -> tuple[MyTask, ...]:
    """Return open tasks of the viewer, or of the viewer's points where nobody was named."""
    viewer = acting.viewer
    rows = acting.session.execute(
        select(Task.id, CaseFile.number, Task.title, Task.kind, Task.due_on)
        .join(
            CaseFile,
            and_(CaseFile.county_id == Task.county_id, CaseFile.id == Task.case_id),
        )
        .where(
            Task.done_at.is_(None),
            or_(
                Task.account_id == viewer.account_id,
                and_(Task.account_id.is_(None), Task.point_id.in_(viewer.point_ids)),
            ),
            not_barred(viewer),
            not_sealed_to(viewer),
        )
        .order_by(Task.due_on, Task.id)
        .limit(limit)
    ).all()
    return tuple(MyTask(**row._mapping) for row in rows)
