"""What a day holds for somebody: what is due, what waits, what is missing; a fixed number of reads.

Everything here is a list or a count of cases the viewer may know of; sealed ones stay out of every
count unless the viewer is named on them (T/ZSM 4.1.1.2, 5.6.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.lifecycle import ENDED
from core.cases.loose_ends import noted_for, papers_lacking
from core.cases.models import (
    CaseFile,
    FollowUp,
    Promise,
    Rating,
    ServiceItem,
    Transfer,
    UrgentReport,
)
from core.cases.visibility import visible_to
from core.cases.visits import mine, names_in
from core.clocks.models import ClockRow
from core.roster import Roster
from core.words import Viewer, WarningLevel

AHEAD_DAYS = 7
LATE = ("breached",)


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseDue:
    """A promise that falls due and was not looked into; the text stays in the case."""

    number: str
    due_on: date
    sealed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemLine:
    """A service item: the viewer's own, or one that waits for the viewer's profession. ``noted``
    tells whether it has a record, ``missing`` names the papers its steps asked for and lack.
    ``scenario`` is empty for a sealed case; ``names`` and ``step``, the title of the last taken,
    are told of the viewer's own unsealed items only."""

    number: str
    item_id: str
    service: str
    title: str
    sealed: bool
    opened_at: datetime
    noted: bool
    missing: tuple[str, ...] = ()
    scenario: str = ""
    names: tuple[str, ...] = ()
    step: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentLine:
    """An urgent report that names the viewer and has no answer yet."""

    number: str
    sent_at: datetime
    due_at: datetime
    sealed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelCount:
    """How many running families stand at a warning level."""

    level: WarningLevel
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Numbers of what the viewer answers for; no case stands behind a number by name."""

    running: int
    urgent_cases: int
    hops_waiting: int
    hops_late: int
    clocks_late: int
    visits_late: int
    reports_open: int
    ratings_asked: int
    levels: tuple[LevelCount, ...]


def running() -> ColumnElement[bool]:
    """SQL: the case has not ended."""
    return CaseFile.state.not_in([one.value for one in ENDED])


def promises_due(acting: Acting, *, limit: int = 20) -> tuple[PromiseDue, ...]:
    """Return what falls due within a week in the viewer's cases and is not said to be kept."""
    rows = acting.session.execute(
        select(CaseFile.number, CaseFile.sealed, func.min(Promise.due_on).label("due_on"))
        .join(
            Promise,
            and_(Promise.county_id == CaseFile.county_id, Promise.case_id == CaseFile.id),
        )
        .where(
            Promise.replaced.is_(False),
            Promise.state != "done",
            Promise.due_on <= acting.today + timedelta(days=AHEAD_DAYS),
            CaseFile.settled_at.is_not(None),
            mine(acting.me),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .group_by(CaseFile.number, CaseFile.sealed)
        .order_by(func.min(Promise.due_on), CaseFile.number)
        .limit(limit)
    ).all()
    return tuple(PromiseDue(**row._mapping) for row in rows)


def my_items(acting: Acting, *, limit: int = 20) -> tuple[ItemLine, ...]:
    """Return the open items the viewer owns, the oldest first."""
    return _items(acting, [ServiceItem.owner_id == acting.me], limit, own=True)


def items_waiting(acting: Acting, *, limit: int = 20) -> tuple[ItemLine, ...]:
    """Return the items at or below the viewer's points that wait for a profession of theirs."""
    tests = _wanted(acting.roster, acting.viewer)
    if not tests:
        return ()
    return _items(acting, [ServiceItem.owner_id.is_(None), or_(*tests)], limit)


def _wanted(roster: Roster, viewer: Viewer) -> list[ColumnElement[bool]]:
    tests = []
    for post in viewer.posts:
        services = [
            name
            for name, service in roster.services.items()
            if any(role.name == post.role for role in service.roles)
        ]
        if services:
            path = "/" + "/".join(post.point.path) + "/"
            below = and_(CaseFile.holder_path >= path, CaseFile.holder_path < path[:-1] + "0")
            tests.append(and_(ServiceItem.service.in_(services), below))
    return tests


def _items(
    acting: Acting, tests: Iterable[ColumnElement[bool]], limit: int, *, own: bool = False
) -> tuple[ItemLine, ...]:
    rows = acting.session.execute(
        select(
            ServiceItem.case_id,
            CaseFile.number,
            CaseFile.sealed,
            CaseFile.scenario,
            ServiceItem.id.label("item_id"),
            ServiceItem.service,
            ServiceItem.title,
            ServiceItem.step,
            ServiceItem.opened_at,
            noted_for(acting.me).label("noted"),
            ServiceItem.required_papers,
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == ServiceItem.county_id, CaseFile.id == ServiceItem.case_id),
        )
        .where(
            ServiceItem.state == "open",
            *tests,
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .order_by(ServiceItem.opened_at, ServiceItem.id)
        .limit(limit)
    ).all()
    wanted = {
        row.item_id: (row.service, row.required_papers) for row in rows if row.required_papers
    }
    lacking = papers_lacking(acting, wanted)
    # read over shoulders: what a sealed case is about stays on its own page
    told = {row.case_id for row in rows if not row.sealed}
    names = names_in(acting, told) if own else {}
    return tuple(
        ItemLine(
            number=row.number,
            item_id=row.item_id,
            service=row.service,
            title=row.title,
            sealed=row.sealed,
            opened_at=row.opened_at,
            noted=row.noted,
            missing=lacking.get(row.item_id, ()),
            scenario="" if row.sealed else row.scenario,
            names=names.get(row.case_id, ()),
            step=_title_of(acting, row.service, row.step) if own and row.case_id in told else "",
        )
        for row in rows
    )


def _title_of(acting: Acting, service: str, step: str) -> str:
    """Return what a step is called, or "" when its function or its brand is gone."""
    declared = acting.roster.services.get(service)
    steps = declared.steps if declared is not None else ()
    return next((one.title for one in steps if one.name == step), "")


def urgent_for_me(acting: Acting, *, limit: int = 20) -> tuple[UrgentLine, ...]:
    """Return the open urgent reports that name the viewer, the nearest end first."""
    rows = acting.session.execute(
        select(
            CaseFile.number,
            CaseFile.sealed,
            UrgentReport.named,
            UrgentReport.sent_at,
            UrgentReport.due_at,
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == UrgentReport.county_id, CaseFile.id == UrgentReport.case_id),
        )
        .where(
            UrgentReport.state == "open",
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .order_by(UrgentReport.due_at)
    ).all()
    mine = [row for row in rows if acting.me in row.named][:limit]
    return tuple(
        UrgentLine(number=row.number, sealed=row.sealed, sent_at=row.sent_at, due_at=row.due_at)
        for row in mine
    )


def my_families(acting: Acting) -> tuple[LevelCount, ...]:
    """Return how many running families of the viewer's own stand at each level, gravest first."""
    return _levels(
        acting,
        or_(CaseFile.handler_id == acting.me, CaseFile.tracker_id == acting.me),
        not_sealed_to(acting.viewer),
        not_barred(acting.viewer),
    )


def _levels(acting: Acting, *tests: ColumnElement[bool]) -> tuple[LevelCount, ...]:
    rows = acting.session.execute(
        select(CaseFile.warning_scheme, CaseFile.warning, func.count().label("families"))
        .where(CaseFile.warning != "", running(), *tests)
        .group_by(CaseFile.warning_scheme, CaseFile.warning)
    ).all()
    scheme = acting.settings["warning_scheme"]
    found = [
        (row.warning_scheme == scheme, level, row.families)
        for row in rows
        if (level := acting.schemes.level(row.warning_scheme, row.warning)) is not None
    ]
    return tuple(
        LevelCount(level=level, count=count)
        for _own, level, count in sorted(found, key=lambda one: (not one[0], _lightness(one[1])))
    )


def _lightness(level: WarningLevel) -> tuple[int, str]:
    return ("square", "triangle", "circle", "ring").index(level.shape), level.code


def counts(acting: Acting) -> Counts:
    """Return the numbers of all cases the viewer may know of, in seven reads."""
    may_know = visible_to(acting.viewer)
    session, at = acting.session, acting.at
    total, urgent = session.execute(
        select(
            func.count(), func.coalesce(func.sum(case((CaseFile.urgency == "urgent", 1))), 0)
        ).where(running(), may_know)
    ).one()

    def beside(
        table: type[Transfer | ClockRow | FollowUp | UrgentReport | Rating],
    ) -> ColumnElement[bool]:
        return and_(table.county_id == CaseFile.county_id, table.case_id == CaseFile.id)

    hops, late = session.execute(
        select(func.count(), func.coalesce(func.sum(case((Transfer.due_at < at, 1))), 0))
        .join(CaseFile, beside(Transfer))
        .where(Transfer.state == "pending", may_know)
    ).one()

    def count(
        table: type[ClockRow | FollowUp | UrgentReport | Rating], *tests: ColumnElement[bool]
    ) -> int:
        return session.scalars(
            select(func.count())
            .select_from(table)
            .join(CaseFile, beside(table))
            .where(*tests, may_know)
        ).one()

    return Counts(
        running=total,
        urgent_cases=urgent,
        hops_waiting=hops,
        hops_late=late,
        clocks_late=count(
            ClockRow, ClockRow.state.in_(LATE), ClockRow.stopped_at.is_(None), running()
        ),
        visits_late=count(FollowUp, FollowUp.done_at.is_(None), FollowUp.planned_on < acting.today),
        reports_open=count(UrgentReport, UrgentReport.state == "open"),
        ratings_asked=count(Rating, Rating.state == "asked"),
        levels=_levels(acting, may_know),
    )
