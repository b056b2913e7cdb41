"""Where the protection orders and warning letters of a case stand.

Core and not a plugin, as all of the violence overlay: an order that binds somebody stops every
joint sitting wherever it was registered (反家庭暴力法 29; 法发〔2022〕10号 十四, 十八).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Protection
from core.cases.protection_form import (
    ACCEPTED,
    ASKED,
    BREACHED,
    ENDED,
    KINDS,
    LAPSED,
    MADE,
    ORDER,
    REFUSED,
    SERVED,
    WARNING,
)
from core.cases.sealing import turn_violent
from core.clocks import add_months_valid, today

LONGEST_MONTHS: Final = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One step as it was told: of which kind, for whom, how far it is, from which day; ``at`` the
    moment it was accepted, from which hours are counted."""

    kind: str
    protects: str
    stage: str
    on: date
    until: date | None = None
    served_on: date | None = None
    urgent: bool = False
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtectionOut:
    """One line on the page of a case."""

    kind: str
    title: str
    name: str
    stage: str
    on: date
    until: date | None
    in_force: bool
    breached_on: date | None = None


def longest(made: date) -> date:
    """Return the last day an order made on *made* may bind (反家庭暴力法 30)."""
    return add_months_valid(made, LONGEST_MONTHS)


def enter(acting: Acting, loaded: Loaded, entry: Entry) -> Protection:
    """Let *entry* hold from now on: the case is violent and sealed, and its order binds or not.

    Of a step that was registered twice the later one stands.
    """
    case = loaded.case
    rows = _rows(acting, case)
    carried = _carried(case, rows)
    row = next(
        (one for one in rows if (one.kind, one.protects_id) == (entry.kind, entry.protects)), None
    )
    if row is None:
        row = Protection(case_id=case.id, kind=entry.kind, protects_id=entry.protects)
        acting.session.add(row)
        rows.append(row)
    _put(row, entry)
    case.order_until = _last_day(rows)
    case.warned = case.warned or any(_binds(one) for one in rows)
    if carried is not None and (entry.kind, entry.stage) != (ORDER, ENDED):
        bind(acting, loaded, carried)
    turn_violent(acting, case, loaded.items)
    return row


def _put(row: Protection, entry: Entry) -> None:
    """Write the day of a step on its row; a new request or ruling wipes what followed the last."""
    match entry.stage:
        case "asked":
            row.asked_on, row.accepted_on, row.refused_on = entry.on, None, None
        case "accepted":
            row.accepted_on, row.refused_on = entry.on, None
        case "made":
            row.made_on, row.until, row.served_on = entry.on, entry.until, entry.served_on
            row.refused_on = row.breached_on = row.ended_on = None
        case "served":
            row.served_on = entry.on
        case "refused":
            row.refused_on = entry.on
        case "breached":
            row.breached_on = max(entry.on, row.breached_on or entry.on)
        case _:
            row.ended_on = entry.on


def out_of_turn(acting: Acting, loaded: Loaded, entry: Entry) -> dict[str, list[str]]:
    """Return why a step cannot follow on what is known, by field; nothing for a step that can."""
    if entry.stage not in (SERVED, BREACHED):
        return {}
    rows = [one for one in _rows(acting, loaded.case) if one.kind == entry.kind and _binds(one)]
    row = next((one for one in rows if one.protects_id == entry.protects), None)
    broken = (entry.kind, entry.stage) == (ORDER, BREACHED)
    if row is None and broken and loaded.case.bound_on(entry.on):
        return {}  # carried over from another case
    if row is None or row.made_on is None:
        return {"stage": ["还没有登记过作出、出具，请先登记那一步"]}
    if entry.on < row.made_on:
        return {"on": ["这一天在作出日以前，请核对"]}
    if entry.stage == BREACHED and row.until is not None and entry.on > row.until:
        return {"on": ["这一天保护令已经到期，请核对"]}
    return {}


def bind(acting: Acting, loaded: Loaded, until: date) -> None:
    """Let an order that another case of these people tells of bind here as well."""
    case = loaded.case
    case.order_until = max(until, case.order_until or until)
    turn_violent(acting, case, loaded.items)


def _last_day(rows: Iterable[Protection]) -> date | None:
    return max((one.until for one in rows if _binds(one) and one.until), default=None)


def _carried(case: CaseFile, rows: Iterable[Protection]) -> date | None:
    """Return the last day that came over from another case: no row of this one explains it."""
    own = _last_day(rows)
    until = case.order_until
    return until if until is not None and (own is None or until > own) else None


def protections_of(acting: Acting, loaded: Loaded) -> tuple[ProtectionOut, ...]:
    """Return where each order and letter stands; who may see it is for the caller to say."""
    names = {party.id: (person.name or "") if person else "" for party, person in loaded.parties}
    found = []
    for row in _rows(acting, loaded.case):
        stage, on = _stage(row)
        if row.kind == ORDER and _binds(row) and row.until is not None and row.until < today():
            stage, on = LAPSED, row.until
        found.append(
            ProtectionOut(
                kind=row.kind,
                title=KINDS[row.kind],
                name=names.get(row.protects_id, ""),
                stage=stage,
                on=on,
                until=row.until if _binds(row) else None,
                in_force=row.kind == ORDER
                and _binds(row)
                and row.until is not None
                and today() <= row.until,
                breached_on=row.breached_on,
            )
        )
    return tuple(found)


def _rows(acting: Acting, case: CaseFile) -> list[Protection]:
    return list(
        acting.session.scalars(
            select(Protection)
            .where(Protection.case_id == case.id)
            .order_by(Protection.kind, Protection.id)
        )
    )


def _binds(row: Protection) -> bool:
    return row.made_on is not None and row.ended_on is None


def _stage(row: Protection) -> tuple[str, date]:
    """Return the step that was last taken and its day; of one day the later step."""
    days = (
        (row.asked_on, ASKED),
        (row.accepted_on, ACCEPTED),
        (row.made_on, MADE),
        (row.served_on if row.kind == ORDER else None, SERVED),
        (row.refused_on, REFUSED),
        (row.breached_on, BREACHED),
        (row.ended_on, ENDED),
    )
    day, _place, stage = max(
        (day, place, stage) for place, (day, stage) in enumerate(days) if day is not None
    )
    return stage, day


def broken_on(acting: Acting, case: CaseFile) -> date | None:
    """Return the day a 告诫书 of the case was last broken, from which its visits count anew."""
    days = (one.breached_on for one in _rows(acting, case) if one.kind == WARNING)
    return max((day for day in days if day is not None), default=None)


def late_days(entry: Entry, day: date) -> Iterable[str]:
    """Yield the names of the fields whose day has not come yet."""
    if entry.on > day:
        yield "accepted_at" if entry.stage == ACCEPTED else "on"
    if entry.served_on is not None and entry.served_on > day:
        yield "served_on" if entry.kind == WARNING else "order_served_on"
