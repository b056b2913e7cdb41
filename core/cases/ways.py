"""Keep for every case by whom it is found in lists: one row for each account or point it shows to.

There are seven ways to a case besides its holder, over four tables; no index of one of them holds
the order of a list for all. So the ways stand in a table of their own, written in the flush that
changes a case, an item, a named list or a co-handling point: a list reads a page of it and stops,
however many cases its reader ever had (T/ZSM 5.3.1, decision 0034). The rows only find; whether a
case may be shown is judged on the case itself (`core.cases.visibility`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, event, insert, inspect, select, union, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.cases.models import CaseFile, CaseGrant, CasePoint, CaseWay, ServiceItem
from core.db import CountySession, prepared

SHOWING: Final = ("team", "urgent", "special", "watch", "co")
"""The entries of a named list that bring a case into the lists of who is named."""
_PARTS: Final = ("handler_id", "lead_id", "first_handler_id", "tracker_id")
_COPIED: Final = ("state", "received_at")
_HANGING: Final[Mapping[type, tuple[str, ...]]] = {
    ServiceItem: ("case_id", "owner_id"),
    CaseGrant: ("case_id", "account_id", "why", "until"),
    CasePoint: ("case_id", "point_id", "until"),
}

_OTHERS = union(
    select(ServiceItem.owner_id.label("who")).where(
        ServiceItem.case_id == bindparam("case"), ServiceItem.owner_id.is_not(None)
    ),
    select(CaseGrant.account_id).where(
        CaseGrant.case_id == bindparam("case"),
        CaseGrant.until.is_(None),
        CaseGrant.why.in_(SHOWING),
    ),
    select(CasePoint.point_id).where(
        CasePoint.case_id == bindparam("case"), CasePoint.until.is_(None)
    ),
).subquery()
_WANTED = prepared(select(_OTHERS.c.who))
_KEPT = prepared(select(CaseWay.who).where(CaseWay.case_id == bindparam("case")))


def ways_of(case: Mapping[str, Any], others: Iterable[str | None] = ()) -> Iterator[dict[str, Any]]:
    """Return the rows of a case given by column: its own four parts and *others*."""
    for who in sorted({one for one in (*(case.get(name) for name in _PARTS), *others) if one}):
        yield {
            "county_id": case.get("county_id"),
            "case_id": case["id"],
            "who": who,
            "state": case["state"],
            "received_at": case["received_at"],
        }


def _look(session: Session, *_rest: object) -> None:
    """After a flush, while it still tells what it wrote: write the ways that follow from it."""
    fresh: dict[str, CaseFile] = {}
    beside: dict[str, set[str | None]] = {}
    moved: set[str] = set()
    for row in session.new:
        if type(row) is CaseFile:
            fresh[row.id] = row
    for row in session.new:
        if type(row) in _HANGING:
            beside.setdefault(row.case_id, set()).add(_who(row))
    changed = {one for one in beside if one not in fresh}
    for row in session.dirty:
        names = _HANGING.get(type(row))
        if names is not None and _differs(row, names):
            changed.add(row.case_id)
        elif type(row) is CaseFile:
            if _differs(row, _PARTS):
                changed.add(row.id)
            if _differs(row, _COPIED):
                moved.add(row.id)
    changed |= {row.case_id for row in session.deleted if type(row) in _HANGING}
    new = [
        way for case in fresh.values() for way in ways_of(_columns(case), beside.get(case.id, ()))
    ]
    if new:
        session.execute(insert(CaseWay), new)
    for case_id in sorted(moved - fresh.keys()):
        _copy(session, _case(session, case_id))
    for case_id in sorted(changed - fresh.keys()):
        _write_anew(session, _case(session, case_id))


def _who(row: Any) -> str | None:
    """Return to whom a row beside a case shows it; None for nobody."""
    if isinstance(row, ServiceItem):
        return row.owner_id
    if row.until is not None:
        return None
    if isinstance(row, CasePoint):
        return row.point_id
    return row.account_id if row.why in SHOWING else None


def _differs(row: object, names: Iterable[str]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _case(session: Session, case_id: str) -> CaseFile:
    assert isinstance(session, CountySession)  # noqa: S101 - the event is bound to the class
    return session.get_one(CaseFile, (session.county_id, case_id))


def _columns(case: CaseFile) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("county_id", "id", *_PARTS, *_COPIED)}


def _copy(session: Session, case: CaseFile) -> None:
    session.execute(
        update(CaseWay)
        .where(CaseWay.case_id == case.id)
        .values(state=case.state, received_at=case.received_at)
        .execution_options(synchronize_session=False)
    )


def _write_anew(session: Session, case: CaseFile) -> None:
    asked = {"case": case.id}
    wanted = {way["who"]: way for way in ways_of(_columns(case), session.scalars(_WANTED, asked))}
    kept = set(session.scalars(_KEPT, asked))
    if gone := kept - wanted.keys():
        session.execute(
            delete(CaseWay)
            .where(CaseWay.case_id == case.id, CaseWay.who.in_(sorted(gone)))
            .execution_options(synchronize_session=False)
        )
    if added := [way for who, way in wanted.items() if who not in kept]:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(CaseWay).on_conflict_do_nothing(), added)


event.listen(CountySession, "after_flush", _look)
