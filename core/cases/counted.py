"""What of a case is counted, as data: which row adds one to which month, point and kind.

The month book (`core.statistics`) reads these functions and nothing else of cases, both while a
case is changed and when everything is counted again; a property test holds the two equal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from core.cases.case_cells import cells_of_case, month_of
from core.cases.models import (
    Attempt,
    CaseBarrier,
    CaseFile,
    FollowUp,
    Meeting,
    Promise,
    ServiceItem,
    Thanks,
    Transfer,
)
from core.cases.models_meetings import Conference, MeetingPoint
from core.cases.opinions_counted import ANSWERS, COMPLAINTS, SURVEYS
from core.cases.outcomes import ENDED_STATES
from core.cases.returning import (
    closed_cases,
    forget,
    look_at_touched,
    mark_all,
    note_touched,
    touch,
)
from core.clocks import local_date, now
from core.clocks.models import ClockRow
from core.db import CountySession
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.statistics import NOW, Book, Cell, Counted, bar_ward, keep, rebuild
from core.statistics.keeping import Values, note_new
from core.words import CaseState

EDITION = 12
"""Raised whenever a function below counts otherwise; the worker then counts everything again."""
GRACE = timedelta(days=2)
"""A visit counts as on time until two days after the day it was planned for."""
RUNNING = ("open", "suspended")


def _of_visit(visit: Values, case: Values) -> Iterator[Cell]:
    planned, done = visit["planned_on"], visit["done_at"]
    standing = "due"
    if done is not None:
        standing = "in_time" if local_date(done) <= planned + GRACE else "late"
    last = planned + GRACE
    yield Cell(
        month=month_of(last),
        measure="visit",
        point_id=case["holder_id"],
        category=f"{last.day:02d}",
        standing=standing,
    )


def _of_attempt(attempt: Values, _case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(attempt["on"]),
        measure="attempt",
        point_id=attempt["point_id"],
        category=attempt["level"],
        standing=attempt["result"],
    )


def _of_item(item: Values, _case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(item["opened_at"]),
        measure="item",
        point_id=item["point_id"],
        category=item["service"],
        standing=item["state"],
    )
    if item["state"] in RUNNING:
        yield Cell(
            month=NOW, measure="load", point_id=item["point_id"], category=item["owner_id"] or ""
        )


def _of_transfer(hop: Values, _case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(hop["sent_at"]),
        measure="transfer",
        point_id=hop["from_point_id"],
        category=hop["kind"],
        standing=hop["state"],
    )


def _of_meeting(meeting: Values, case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(meeting["held_on"]),
        measure="meeting",
        point_id=case["holder_id"],
        standing=meeting["plan_state"],
    )


def _of_promise(promise: Values, case: Values) -> Iterator[Cell]:
    due = promise["due_on"]
    if due is None or promise["replaced"]:
        return
    yield Cell(
        month=month_of(due),
        measure="promise",
        point_id=case["holder_id"],
        category=f"{due.day:02d}",
        standing=promise["state"] or "not_asked",
    )


def _of_thanks(thanks: Values, case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(thanks["received_on"]),
        measure="thanks",
        point_id=case["holder_id"],
        category=thanks["kind"],
    )


def _of_conference(conference: Values, case: Values) -> Iterator[Cell]:
    yield Cell(
        month=month_of(conference["held_on"]),
        measure="conference",
        point_id=case["holder_id"],
    )


def _of_month(seat: Values, _itself: Values) -> Iterator[Cell]:
    yield Cell(
        month=seat["month"],
        measure="analysis",
        point_id=seat["point_id"],
        standing="held" if seat["held"] else "called",
    )


def _of_clock(clock: Values, case: Values) -> Iterator[Cell]:
    if clock["state"] == "breached" and clock["stopped_at"] is None:
        yield Cell(month=NOW, measure="overdue", point_id=case["holder_id"])


def above(session: Session, point_id: str) -> tuple[str, ...]:
    """Return the ids from the root of the tree down to the point; points never move."""
    known: dict[str, tuple[str, ...]] = session.info.setdefault("figure_paths", {})
    if point_id not in known:
        point = session.scalars(select(ServicePoint).where(ServicePoint.id == point_id)).one()
        known[point_id] = ids_of(point.path)
    return known[point_id]


BOOK = Book(
    edition=EDITION,
    owner=Counted(
        model=CaseFile,
        fields=(
            "state", "stage", "scenario", "channel", "campaign", "level", "point_id", "holder_id",
            "received_at", "settled_at", "settle_by", "archived_at", "changed_at", "ended_at",
            "ended_as", "from_clue", "warning_scheme", "warning_gravest", "warning",
            "violence", "repeated", "police_told", "warned", "returned", "found_on", "taken_on",
            "came", "sealed", "ward",
        ),
        cells=cells_of_case,
    ),
    placing=("sealed", "ward", "holder_id"),
    hanging=(
        Counted(
            model=FollowUp, of="case_id", fields=("planned_on", "done_at"), cells=_of_visit
        ),
        Counted(
            model=Attempt, of="case_id", fields=("on", "point_id", "level", "result"),
            cells=_of_attempt,
        ),
        Counted(
            model=ServiceItem, of="case_id",
            fields=("opened_at", "point_id", "service", "state", "owner_id"), cells=_of_item,
        ),
        Counted(
            model=Transfer, of="case_id", fields=("sent_at", "from_point_id", "kind", "state"),
            cells=_of_transfer,
        ),
        Counted(
            model=Meeting, of="case_id", fields=("held_on", "plan_state"), cells=_of_meeting
        ),
        Counted(
            model=Conference, of="case_id", fields=("held_on",), cells=_of_conference
        ),
        Counted(
            model=Promise, of="case_id", fields=("due_on", "state", "replaced"),
            cells=_of_promise,
        ),
        Counted(
            model=Thanks, of="case_id", fields=("received_on", "kind"), cells=_of_thanks
        ),
        SURVEYS,
        Counted(
            model=ClockRow, of="case_id", fields=("state", "stopped_at"), cells=_of_clock
        ),
    ),
    above=above,
    alone=(
        Counted(model=MeetingPoint, fields=("month", "point_id", "held"), cells=_of_month),
        ANSWERS,
        COMPLAINTS,
    ),
)  # fmt: skip


def _prepare(session: Session, *_rest: object) -> None:
    """Note when and as what a case ended, and whose ward it is, before anything is counted."""
    with session.no_autoflush:
        cases = {row.id: row for row in session.new if isinstance(row, CaseFile)}
        for row in (*cases.values(), *(one for one in session.dirty if isinstance(one, CaseFile))):
            _note_end(row)
        barred = {
            row.case_id for row in (*session.new, *session.deleted) if isinstance(row, CaseBarrier)
        }
        for case_id in barred:
            _note_ward(session, cases.get(case_id), case_id)


def _note_end(case: CaseFile) -> None:
    if case.ended_as or case.state not in ENDED_STATES:
        return
    gone = inspect(case).attrs["state"].history.deleted
    before = gone[0] if gone else case.state
    case.ended_at = now()
    if case.state != CaseState.ARCHIVED.value:
        case.ended_as = case.state
    elif case.settled_at is not None:
        case.ended_as = "settled"
    else:
        case.ended_as = "answered" if before == CaseState.RECEIVED.value else "unsettled"


def _note_ward(session: Session, case: CaseFile | None, case_id: str) -> None:
    if case is None:
        case = session.scalars(select(CaseFile).where(CaseFile.id == case_id)).one()
    kept = session.scalars(select(CaseBarrier).where(CaseBarrier.case_id == case_id))
    barriers = [row for row in kept if row not in session.deleted]
    barriers += [
        row for row in session.new if isinstance(row, CaseBarrier) and row.case_id == case_id
    ]
    names = sorted({(row.account_id or "", row.point_id or "") for row in barriers})
    case.ward = _ward_of(names)
    if names:
        bar_ward(session, case.ward, names)


def _ward_of(names: list[tuple[str, str]]) -> str:
    """Return the name of the ward these accounts and points are barred from, "" for none."""
    if not names:
        return ""
    return hashlib.blake2s(repr(names).encode(), digest_size=6).hexdigest()


def count_again(session: Session, *, at: datetime) -> int:
    """Write the county's book anew, wards and returns included, and return how many counts it
    holds."""
    names: dict[str, set[tuple[str, str]]] = {}
    for case_id, account, point in session.execute(
        select(CaseBarrier.case_id, CaseBarrier.account_id, CaseBarrier.point_id)
    ):
        names.setdefault(case_id, set()).add((account or "", point or ""))
    for case_id, barred in names.items():
        case = session.scalars(select(CaseFile).where(CaseFile.id == case_id)).one()
        case.ward = _ward_of(sorted(barred))
        bar_ward(session, case.ward, sorted(barred))
    mark_all(session, closed_cases(session))
    return rebuild(session, BOOK, at=at)


def count_new(session: Session, cases: Iterable[Mapping[str, Any]]) -> None:
    """Count cases that were inserted by column, before any row hangs on them: a flush never saw
    them. With the same transaction's other differences they are in the book at its commit."""
    columns = inspect(CaseFile).columns
    unset = {
        name: default.arg if (default := columns[name].default) is not None else None  # type: ignore[attr-defined]  # a scalar default has one
        for name in (*BOOK.owner.fields, *BOOK.placing)
    }
    rows = [{**unset, **case} for case in cases]
    note_new(BOOK, session, rows)
    touch(session, (row["id"] for row in rows))


event.listen(CountySession, "before_flush", _prepare)
keep(BOOK)
event.listen(CountySession, "after_flush", note_touched)
event.listen(CountySession, "after_soft_rollback", forget)
# in front of what writes the differences: a mark is one of them
event.listen(CountySession, "before_commit", look_at_touched, insert=True)
