"""Where the protection orders and warning letters of a case stand, and what follows from a step.

Core and not a plugin, as all of the violence overlay: an order that binds somebody stops every
joint sitting wherever it was registered (反家庭暴力法 29; 法发〔2022〕10号 十四, 十八).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Protection
from core.cases.protection_form import ASKED, ENDED, KINDS, MADE, ORDER, REFUSED, WARNING
from core.cases.provinces import warning_hours
from core.cases.sealing import seal
from core.cases.tasks import ask
from core.cases.visits import WARNING_FIRST_DAYS, plan_by_law, visitor_of
from core.clocks import add_months_valid, today
from core.clocks.service import start, stop
from core.words import Clock, Law, Unit

LONGEST_MONTHS: Final = 6
REVIEW_DAYS: Final = 5
ASK_AHEAD: Final = (30, 14, 7)
"""Days before an order ends on which she is asked whether she wants it longer."""
COURT_HOURS, URGENT_HOURS = 72, 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One step as it was told: of which kind, for whom, how far it is, from which day."""

    kind: str
    protects: str
    stage: str
    on: date
    until: date | None = None
    served_on: date | None = None
    urgent: bool = False


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
    if entry.stage == ASKED:
        row.asked_on, row.refused_on = entry.on, None
    elif entry.stage == MADE:
        row.made_on, row.until, row.served_on = entry.on, entry.until, entry.served_on
        row.refused_on = row.ended_on = None
    elif entry.stage == REFUSED:
        row.refused_on = entry.on
    else:
        row.ended_on = entry.on
    case.order_until = _last_day(rows)
    if carried is not None and (entry.kind, entry.stage) != (ORDER, ENDED):
        bind(acting, loaded, carried)
    case.violence = True
    seal(acting, case, loaded.items)
    return row


def bind(acting: Acting, loaded: Loaded, until: date) -> None:
    """Let an order that another case of these people tells of bind here as well."""
    case = loaded.case
    case.violence = True
    seal(acting, case, loaded.items)
    case.order_until = max(until, case.order_until or until)


def _last_day(rows: Iterable[Protection]) -> date | None:
    return max((one.until for one in rows if _binds(one) and one.until), default=None)


def _carried(case: CaseFile, rows: Iterable[Protection]) -> date | None:
    """Return the last day that came over from another case: no row of this one explains it."""
    own = _last_day(rows)
    until = case.order_until
    return until if until is not None and (own is None or until > own) else None


def see_to(acting: Acting, loaded: Loaded, entry: Entry) -> None:
    """Start and stop the hours and days that the step brings, and plan what the law asks for."""
    case = loaded.case
    ends = _STOPPED[entry.stage, entry.kind]
    for row in loaded.clocks:
        if row.item_id is None and row.code in ends and row.state != "stopped":
            stop(acting.session, row, at=acting.at)
    if clock := _clock(entry, case.county_id):
        start(
            acting.session,
            acting.calendar,
            clock=clock,
            case_id=case.id,
            from_=entry.on,
            until=entry.until,
            owner_id=visitor_of(acting, loaded),
        )
    if entry.stage == MADE and entry.kind == ORDER and entry.until is not None:
        _order_made(acting, loaded, entry.until)
    if entry.stage == MADE and entry.kind == WARNING and entry.served_on is not None:
        _warning_served(acting, loaded, entry.served_on)


def protections_of(acting: Acting, loaded: Loaded) -> tuple[ProtectionOut, ...]:
    """Return where each order and letter stands; who may see it is for the caller to say."""
    names = {party.id: (person.name or "") if person else "" for party, person in loaded.parties}
    found = []
    for row in _rows(acting, loaded.case):
        stage, on = _stage(row)
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
        (row.made_on, MADE),
        (row.refused_on, REFUSED),
        (row.ended_on, ENDED),
    )
    day, _place, stage = max(
        (day, place, stage) for place, (day, stage) in enumerate(days) if day is not None
    )
    return stage, day


def _clock(entry: Entry, county: str) -> Clock | None:
    """Return the clock a step starts, None for none. Its title names neither order nor letter:
    clocks are read by whoever sees how the case goes."""
    if (entry.kind, entry.stage) == (ORDER, ASKED):
        return Clock(
            code="order_decision",
            title="等法院答复",
            unit=Unit.HOURS,
            length=URGENT_HOURS if entry.urgent else COURT_HOURS,
            law=Law(name="反家庭暴力法", article="第28条"),
        )
    if (entry.kind, entry.stage) == (ORDER, REFUSED):
        return Clock(
            code="order_review",
            title="可以请法院再看一次",
            unit=Unit.DAYS,
            length=REVIEW_DAYS,
            law=Law(name="反家庭暴力法", article="第31条"),
        )
    if (entry.kind, entry.stage) == (ORDER, MADE):
        return Clock(
            code="order_lapse",
            title="到期以前联系本人",
            unit=Unit.MONTHS_VALID,
            length=LONGEST_MONTHS,
            law=Law(name="反家庭暴力法", article="第30条"),
            warn_days=ASK_AHEAD[0],
        )
    if (entry.kind, entry.stage) == (WARNING, ASKED):
        hours, local = warning_hours(county)
        return Clock(
            code="warning_decision",
            title="等公安答复",
            unit=Unit.HOURS,
            length=hours,
            law=Law(name=local) if local else Law(name="公通字〔2024〕34号第八条"),
        )
    return None


_DECISION: Final = frozenset({"order_decision"})
_ORDER: Final = frozenset({"order_decision", "order_review", "order_lapse"})
_WARNING: Final = frozenset({"warning_decision"})
_STOPPED: Final = {
    (ASKED, ORDER): _DECISION | {"order_review"},
    (MADE, ORDER): _ORDER,
    (REFUSED, ORDER): _DECISION,
    (ENDED, ORDER): _ORDER,
    **{(stage, WARNING): _WARNING for stage in (ASKED, MADE, REFUSED, ENDED)},
}
"""Which clocks of the case a step ends."""


def _order_made(acting: Acting, loaded: Loaded, until: date) -> None:
    """Ask her in time whether she wants it longer; visit once before it ends (十八)."""
    for ahead in ASK_AHEAD:
        day = until - timedelta(days=ahead)
        if day > acting.today:
            ask(
                acting,
                loaded.case,
                title="到期以前联系本人",
                account_id=visitor_of(acting, loaded),
                on=day,
            )
    if until > acting.today:
        plan_by_law(acting, loaded, "protection_order", until)


def _warning_served(acting: Acting, loaded: Loaded, served: date) -> None:
    """The first visit within seven days; who was warned is taught the law (十二, 十九)."""
    plan_by_law(acting, loaded, "warning_letter", served + timedelta(days=WARNING_FIRST_DAYS))
    ask(
        acting,
        loaded.case,
        title="安排法治教育，需要的做心理辅导",
        account_id=visitor_of(acting, loaded),
        due_days=5,
    )


def late_days(entry: Entry, day: date) -> Iterable[str]:
    """Yield the names of the fields whose day has not come yet."""
    if entry.on > day:
        yield "on"
    if entry.served_on is not None and entry.served_on > day:
        yield "served_on"
