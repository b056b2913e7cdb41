"""Lists of cases: the queue and what a search finds; columns only, keyset pages.

A list shows exactly the cases whose reach is PROCESS or more (``core.cases.visibility``). Sealed
cases show only to people on their named list, so no count tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from core.cases.acting import Acting
from core.cases.models import HAS_OWN, CaseFile, CaseFlag, CaseWay, Party, ServiceItem
from core.cases.schemes import OF_BRAND, SCHEMES
from core.cases.visibility import (
    ANYONE,
    Shape,
    eyes_of,
    found_visible_to,
    kept_for,
    may_know,
    opens_content,
    places,
    shows_to,
    visible_to,
    ways_in,
)
from core.db import Instant, prepared, unseal
from core.families.finding import persons_matching
from core.families.models import Person
from core.forms.codes import UNDER
from core.points.models import ServicePoint


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One line of a list: what a PROCESS reach opens, and nothing else. ``title`` holds the
    masked names only where the viewer reaches the people of the case."""

    number: str
    state: str
    stage: str
    level: str
    scenario: str
    scenario_own: str
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
    flag: str = ""

    @property
    def narrowed(self) -> dict[str, str]:
        """What narrows the list, by name; ``q`` is no narrowing but a search."""
        named = {
            "state": self.state,
            "stage": self.stage,
            "scenario": "" if UNDER in self.scenario else self.scenario,
            "own": self.scenario if UNDER in self.scenario else "",
            "point": self.point,
            "service": self.service,
            "mine": "mine" if self.mine else "",
            "warning": "" if OF_BRAND in self.warning else self.warning,
            "brand_warning": self.warning if OF_BRAND in self.warning else "",
            "flag": self.flag,
        }
        return {name: value for name, value in named.items() if value}


_NARROWS: Mapping[str, ColumnElement[bool]] = {
    "state": CaseFile.state == bindparam("state"),
    "stage": CaseFile.stage == bindparam("stage"),
    "scenario": CaseFile.scenario == bindparam("scenario"),
    "own": and_(CaseFile.scenario_own == bindparam("own"), HAS_OWN),
    "point": CaseFile.holder_id == bindparam("point"),
    "service": exists().where(
        ServiceItem.county_id == CaseFile.county_id,
        ServiceItem.case_id == CaseFile.id,
        ServiceItem.service == bindparam("service"),
    ),
    "mine": CaseFile.handler_id == bindparam("me"),
    "warning": and_(
        CaseFile.warning == bindparam("warning"), CaseFile.warning_scheme.in_(tuple(SCHEMES))
    ),
    "brand_warning": and_(
        CaseFile.warning_scheme + OF_BRAND + CaseFile.warning == bindparam("brand_warning"),
        CaseFile.warning != "",
    ),
    # a restricted flag finds a case only for who may see its content: the hit itself would tell
    "flag": exists().where(
        CaseFlag.county_id == CaseFile.county_id,
        CaseFlag.case_id == CaseFile.id,
        CaseFlag.code == bindparam("flag"),
        CaseFlag.off_at.is_(None),
        or_(CaseFlag.restricted.is_(False), opens_content(ANYONE)),
    ),
}
_LAST = tuple_(bindparam("after_at", type_=Instant), bindparam("after_id"))
_BELOW: ColumnElement[bool] = tuple_(CaseFile.received_at, CaseFile.id) < _LAST
_NEWEST_FIRST = (CaseFile.received_at.desc(), CaseFile.id.desc())
_LINES = prepared(
    select(
        CaseFile.id,
        CaseFile.county_id,
        CaseFile.number,
        CaseFile.state,
        CaseFile.stage,
        CaseFile.level,
        CaseFile.scenario,
        CaseFile.scenario_own,
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
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("most"))
)


@lru_cache(maxsize=512)
def _listing(shape: Shape, narrowed: frozenset[str], *, paged: bool, own_point: bool) -> Executable:
    """Return the statement of a page: of each way to a case the newest, of those the newest.

    One OR over all ways would walk the newest cases of the county until the page is full, which
    for a viewer who sees few of them is all of the county.
    """
    eyes = places(shape)
    tests = [*(_NARROWS[name] for name in sorted(narrowed)), *may_know(eyes)]
    pages: list[Select[str]] = []
    if own_point or "mine" in narrowed:
        # every case of an own point, or that one handles, is visible: the narrowing is the way
        pages.append(_newest(*tests, paged=paged))
    else:
        pages += (_newest(way, *tests, paged=paged) for way in ways_in(eyes))
        pages += (
            _newest_of(who, *tests, paged=paged, stated="state" in narrowed)
            for who in kept_for(eyes)
        )
    found = union_all(*(select(page.subquery().c.id) for page in pages))
    # found by how it is kept, shown by what it is
    return prepared(_LINES.where(CaseFile.id.in_(found), shows_to(eyes)))


def _newest(*tests: ColumnElement[bool], paged: bool) -> Select[str]:
    """SQL: the newest cases that pass *tests*."""
    below = (_BELOW,) if paged else ()
    page = select(CaseFile.id).where(*tests, *below)
    return page.order_by(*_NEWEST_FIRST).limit(bindparam("most"))


def _newest_of(who: Any, *tests: ColumnElement[bool], paged: bool, stated: bool) -> Select[str]:
    """SQL: the newest cases with a way to *who*, by the way's own index, that pass *tests*."""
    more = [CaseWay.state == bindparam("state")] if stated else []
    if paged:
        more.append(tuple_(CaseWay.received_at, CaseWay.case_id) < _LAST)
    return (
        select(CaseWay.case_id.label("id"))
        .join(
            CaseFile,
            and_(CaseFile.county_id == CaseWay.county_id, CaseFile.id == CaseWay.case_id),
        )
        .where(CaseWay.who == who, *more, *tests)
        .order_by(CaseWay.received_at.desc(), CaseWay.case_id.desc())
        .limit(bindparam("most"))
    )


def list_cases(
    acting: Acting,
    filters: Filters,
    *,
    after: tuple[datetime, str] | None = None,
    page_size: int = 20,
) -> tuple[tuple[CaseLine, ...], tuple[datetime, str] | None]:
    """Return one page, newest first, and the key of the next one (None at the end)."""
    eyes, narrowed = eyes_of(acting.viewer), filters.narrowed
    values: dict[str, Any] = {**eyes.values, **narrowed, "most": page_size + 1}
    if after is not None:
        values["after_at"], values["after_id"] = after
    query: Executable
    if filters.q:
        # what matches is few, and found by its tokens rather than among the newest
        tests = [found_visible_to(acting.viewer), *_narrow(acting, filters)]
        query = _LINES.where(*tests, *((_BELOW,) if after is not None else ()))
    else:
        query = _listing(
            eyes.shape,
            frozenset(narrowed),
            paged=after is not None,
            own_point=narrowed.get("point") in eyes.held,
        )
    rows = acting.session.execute(query, values).all()
    page, more = rows[:page_size], len(rows) > page_size
    mine = {row.id for row in page if opens_names(acting, row)}
    names = _names(acting, mine)
    lines = tuple(
        CaseLine(
            number=row.number,
            state=row.state,
            stage=row.stage,
            level=row.level,
            scenario=row.scenario,
            scenario_own=row.scenario_own,
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


def newest_first() -> tuple[ColumnElement[Any], ...]:
    """SQL: the order of every list of cases."""
    return _NEWEST_FIRST


def below() -> ColumnElement[bool]:
    """SQL: what comes behind the case ``after_at``, ``after_id`` in that order."""
    return _BELOW


def opens_names(acting: Acting, row: Any) -> bool:
    """The cheap part of FULL: handler, tracker, or first handler while it is still here."""
    me = acting.me
    if me in (row.handler_id, row.tracker_id):
        return True
    return bool(row.holder_id == row.point_id and row.first_handler_id == me)


def _narrow(acting: Acting, filters: Filters) -> list[ColumnElement[bool]]:
    tests = [_NARROWS[name] for name in filters.narrowed]
    if filters.q:
        tests.append(_matches(filters.q.strip(), acting))
    return tests


def _matches(text: str, acting: Acting) -> ColumnElement[bool]:
    """SQL: the number is this one, or a party the viewer may read matches the tokens.

    A name is only searched in cases whose people the viewer sees, else the hit itself would tell.
    """
    by_number = select(CaseFile.id).where(CaseFile.number == text.upper())
    hits, _why = persons_matching(text)
    if hits is None:
        return CaseFile.id.in_(by_number)
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
    # whoever may read the people has a way of their own to the case, so most hits end at its key;
    # gathered in one set, for beside an OR PostgreSQL would look each case of the county up
    by_name = (
        select(Party.case_id)
        .join(
            CaseWay,
            and_(
                CaseWay.county_id == Party.county_id,
                CaseWay.case_id == Party.case_id,
                CaseWay.who == me,
            ),
        )
        .where(Party.person_id.in_(hits))
    )
    found = CaseFile.id.in_(union_all(by_number, by_name))
    return and_(found, or_(CaseFile.number == text.upper(), readable))


_NAMES = prepared(
    select(Party.case_id, Person.county_id, Person.id, Person.name_box)
    .join(Person, and_(Person.county_id == Party.county_id, Person.id == Party.person_id))
    .where(Party.case_id.in_(bindparam("cases", expanding=True)), Party.position < 2)
    .order_by(Party.case_id, Party.position)
)


def _names(acting: Acting, case_ids: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the first two parties of each case, in one query."""
    if not case_ids:
        return {}
    rows = acting.session.execute(_NAMES, {"cases": sorted(case_ids)}).all()
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
    values = {**eyes_of(acting.viewer).values, **filters.narrowed}
    return acting.session.scalars(select(func.count()).select_from(inner), values).one()
