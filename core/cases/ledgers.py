"""The ledgers inspectors ask for: which rows stand in each, cut to what the reader may know of.

A ledger lists only cases whose reach opens to the reader, with what a process shows and no name;
its total is the figure of the month book, so the page says how many it counts and does not list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.cases.counted import GRACE
from core.cases.figures import Place
from core.cases.lifecycle import ENDED
from core.cases.models import CaseFile, FollowUp, Meeting, Transfer
from core.cases.models_meetings import Conference
from core.cases.service_figures import first_day, last_day_of
from core.cases.visibility import visible_to
from core.clocks import SHANGHAI
from core.points.models import ServicePoint
from core.statistics import NOW, TAKEN_IN, Reader, Sums, read
from core.words import CaseState, Viewer

Tests = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """One ledger: what of the month book is its total, and how its rows are found.

    ``at`` is the column with the point a row counts at; ``when`` the tests that put a row into a
    span of months; ``columns`` name what is read, in order. One kept ``as_it_stands`` is that of
    today, whatever the span.
    """

    name: str
    title: str
    what: str
    unit: str
    standings: frozenset[str]
    of: type[Any]
    at: InstrumentedAttribute[Any]
    when: Callable[[Sequence[str]], Tests]
    columns: Mapping[str, InstrumentedAttribute[Any]]
    order: InstrumentedAttribute[Any]
    as_it_stands: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerPage:
    """The rows one reader may see of a ledger, and what it adds up to. ``total`` None is too few
    to tell; ``frozen`` when all of it was locked and the rows may have moved on since."""

    ledger: Ledger
    rows: tuple[Mapping[str, Any], ...]
    total: int
    more: bool
    frozen: bool

    @property
    def unlisted(self) -> int:
        """How many are counted and not listed."""
        return max(self.total - len(self.rows), 0)


def _moments(column: InstrumentedAttribute[Any]) -> Callable[[Sequence[str]], Tests]:
    def tests(months: Sequence[str]) -> Tests:
        first, last = first_day(months[0]), last_day_of(months[-1])
        start = datetime(first.year, first.month, first.day, tzinfo=SHANGHAI)
        end = datetime(last.year, last.month, last.day, tzinfo=SHANGHAI) + timedelta(days=1)
        return (column >= start, column < end)

    return tests


def _days(
    column: InstrumentedAttribute[Any], later: timedelta = timedelta(0)
) -> Callable[[Sequence[str]], Tests]:
    def tests(months: Sequence[str]) -> Tests:
        return (
            column >= first_day(months[0]) - later,
            column <= last_day_of(months[-1]) - later,
        )

    return tests


def _taken_in(months: Sequence[str]) -> Tests:
    """Cases that count as received: neither clues nor refused (`TAKEN_IN`)."""
    case = CaseFile
    return (
        *_moments(case.received_at)(months),
        case.state.not_in((CaseState.CLUE.value, CaseState.NOT_ACCEPTED.value)),
        case.ended_as != CaseState.NOT_ACCEPTED.value,
        or_(case.stage != "prevention", case.ended_as.in_(("", "answered"))),
    )


def _clues(months: Sequence[str]) -> Tests:
    case = CaseFile
    return (
        *_moments(case.received_at)(months),
        or_(
            case.from_clue.is_(True),
            case.state == CaseState.CLUE.value,
            and_(case.stage == "prevention", case.ended_as.not_in(("", "answered"))),
        ),
    )


def _rated(months: Sequence[str]) -> Tests:
    return (CaseFile.warning != "", CaseFile.state.not_in([state.value for state in ENDED]))


_CASE: Mapping[str, InstrumentedAttribute[Any]] = {
    "day": CaseFile.received_at,
    "number": CaseFile.number,
    "scenario": CaseFile.scenario,
    "state": CaseFile.state,
}
LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        name="clues", title="线索排查台账", what="clue", unit="条", standings=frozenset(),
        of=CaseFile, at=CaseFile.point_id, when=_clues, order=CaseFile.received_at,
        columns={
            **_CASE, "channel": CaseFile.channel, "campaign": CaseFile.campaign,
            "ended": CaseFile.ended_at,
        },
    ),
    Ledger(
        name="disputes", title="纠纷化解台账", what="received", unit="件", standings=TAKEN_IN,
        of=CaseFile, at=CaseFile.point_id, when=_taken_in, order=CaseFile.received_at,
        columns={
            **_CASE, "campaign": CaseFile.campaign, "level": CaseFile.level,
            "limit": CaseFile.settle_by,
            "settled": CaseFile.settled_at, "archived": CaseFile.archived_at,
        },
    ),
    Ledger(
        name="hops", title="交办上报台账", what="transfer", unit="次", standings=frozenset(),
        of=Transfer, at=Transfer.from_point_id, when=_moments(Transfer.sent_at),
        order=Transfer.sent_at,
        columns={
            "day": Transfer.sent_at, "number": CaseFile.number, "hop": Transfer.kind,
            "to": Transfer.to_point_id, "due": Transfer.due_at, "hop_state": Transfer.state,
            "ended": Transfer.ended_at,
        },
    ),
    Ledger(
        name="families", title="重点家庭台账", what="warning", unit="件", standings=frozenset(),
        of=CaseFile, at=CaseFile.holder_id, when=_rated, order=CaseFile.received_at,
        columns={
            **_CASE, "warning": CaseFile.warning, "warned": CaseFile.warning_on,
        },
        as_it_stands=True,
    ),
    Ledger(
        name="visits", title="回访台账", what="visit", unit="次", standings=frozenset(),
        of=FollowUp, at=CaseFile.holder_id, when=_days(FollowUp.planned_on, GRACE),
        order=FollowUp.planned_on,
        columns={
            # not of which kind: a 告诫书查访 tells of violence, and a process does not
            "planned": FollowUp.planned_on, "number": CaseFile.number,
            "done": FollowUp.done_at, "missed": FollowUp.missed,
        },
    ),
    Ledger(
        name="meetings", title="会商会议台账", what="meeting", unit="次", standings=frozenset(),
        of=Meeting, at=CaseFile.holder_id, when=_days(Meeting.held_on), order=Meeting.held_on,
        columns={
            "held": Meeting.held_on, "number": CaseFile.number, "plan": Meeting.plan_state,
            "adopted": Meeting.adopted_at, "state": CaseFile.state,
        },
    ),
)  # fmt: skip


CONFERENCES = Ledger(
    name="conferences", title="联合会诊台账", what="conference", unit="次", standings=frozenset(),
    of=Conference, at=CaseFile.holder_id, when=_days(Conference.held_on),
    order=Conference.held_on,
    columns={"held": Conference.held_on, "number": CaseFile.number, "state": CaseFile.state},
)  # fmt: skip
"""A part of the ledger of meetings; it stands in no bar of its own."""


def ledger_named(name: str) -> Ledger | None:
    """Return a ledger by the name in its address."""
    return next((one for one in (*LEDGERS, CONFERENCES) if one.name == name), None)


def read_ledger(
    session: Session,
    viewer: Viewer,
    place: Place,
    ledger: Ledger,
    months: Sequence[str],
    *,
    today: str,
    most: int,
) -> LedgerPage:
    """Return up to *most* rows of *months* at *place*, oldest first, and the total."""
    reader: Reader = place.reader(viewer)
    wanted = (today[:7],) if ledger.as_it_stands else months
    sums: Sums = read(session, reader, months=wanted, today=today, whats=(ledger.what,))
    counted = (NOW,) if ledger.as_it_stands else months
    found = session.execute(_query(viewer, place, ledger, months).limit(most + 1)).all()
    rows = tuple(dict(row._mapping) for row in found[:most])
    return LedgerPage(
        ledger=ledger,
        rows=rows,
        total=sums.total(ledger.what, counted, standings=ledger.standings),
        more=len(found) > most,
        frozen=bool(sums.locked),
    )


def _query(viewer: Viewer, place: Place, ledger: Ledger, months: Sequence[str]) -> Select[Any]:
    point = ServicePoint
    columns = [column.label(name) for name, column in ledger.columns.items()]
    columns += [
        point.name.label("point"),
        CaseFile.sealed.label("sealed"),
        CaseFile.warning_scheme.label("scheme"),
    ]
    query = select(*columns).select_from(ledger.of)
    if ledger.of is not CaseFile:
        query = query.join(
            CaseFile,
            and_(CaseFile.county_id == ledger.of.county_id, CaseFile.id == ledger.of.case_id),
        )
    query = query.join(
        point, and_(point.county_id == ledger.of.county_id, point.id == ledger.at)
    ).where(visible_to(viewer), *ledger.when(months))
    if place.point is not None:
        path = "/" + "/".join(place.point.path) + "/"
        query = query.where(
            CaseFile.sealed.is_(False), point.path >= path, point.path < path[:-1] + "0"
        )
    return query.order_by(ledger.order, ledger.of.id)
