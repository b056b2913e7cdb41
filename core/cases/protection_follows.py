"""What follows from a step of a court or the police: hours and days, visits, tasks.

Clocks and tasks name neither order nor letter: they are read by whoever sees how a case goes
(反家庭暴力法 28 to 32, 34; 法发〔2022〕10号 十四, 十八; 公通字〔2024〕34号 八, 十二, 十九).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from core.cases.acting import Acting
from core.cases.danger.classes import GRAVE, class_so_far
from core.cases.danger.classes import ORDER as CLASSES_IN_ORDER
from core.cases.loading import Loaded
from core.cases.protection import LONGEST_MONTHS, Entry
from core.cases.protection_form import (
    ACCEPTED,
    ASKED,
    BREACHED,
    ENDED,
    MADE,
    ORDER,
    PUNISHMENT,
    REFUSED,
    SERVED,
    WARNING,
)
from core.cases.provinces import CHECK, DECIDE, VISIT, holding
from core.cases.tasks import ask
from core.cases.visits import ORDER_FIRST_DAYS, WARNING_FIRST_DAYS, plan_by_law, visitor_of
from core.clocks.service import start, stop
from core.words import Clock, Law, Unit

REVIEW_DAYS: Final = 5
ASK_AHEAD: Final = (30, 14, 7)
"""Days before an order ends on which she is asked whether she wants it longer."""
COURT_HOURS, URGENT_HOURS, SERVICE_HOURS = 72, 24, 24


def see_to(acting: Acting, loaded: Loaded, entry: Entry) -> None:
    """Start and stop the hours and days that the step brings, and plan what the law asks for."""
    case = loaded.case
    ends = _STOPPED[entry.stage, entry.kind]
    for row in loaded.clocks:
        if row.item_id is None and row.code in ends and row.state != "stopped":
            stop(acting.session, row, at=acting.at)
    for clock in _clocks(acting, entry, case.county_id):
        start(
            acting.session,
            acting.calendar,
            clock=clock,
            case_id=case.id,
            from_=entry.at or entry.on,
            until=entry.until if clock.code == "order_lapse" else None,
            owner_id=visitor_of(acting, loaded),
        )
    served = entry.on if entry.stage == SERVED else entry.served_on
    if entry.stage == MADE and entry.kind == ORDER and entry.until is not None:
        _order_made(acting, loaded, entry.on, entry.until)
    if entry.kind == ORDER and served is not None:
        _order_served(acting, loaded)
    if entry.kind == WARNING and served is not None:
        _warning_served(acting, loaded, served)
    if entry.stage == BREACHED:
        _breached(acting, loaded, entry)


def _clocks(acting: Acting, entry: Entry, county: str) -> Iterable[Clock]:
    """Yield the clocks a step starts. Their titles name neither order nor letter: clocks are read
    by whoever sees how the case goes. Hours of a decision run from the request until it is told
    when it was accepted, and then from that moment."""
    match entry.kind, entry.stage:
        case "order", ("asked" | "accepted"):
            yield Clock(
                code="order_decision",
                title="等法院答复",
                unit=Unit.HOURS,
                length=URGENT_HOURS if entry.urgent else COURT_HOURS,
                law=Law(name="反家庭暴力法", article="第28条"),
            )
        case "order", "refused":
            yield Clock(
                code="order_review",
                title="可以请法院再看一次",
                unit=Unit.DAYS,
                length=REVIEW_DAYS,
                law=Law(name="反家庭暴力法", article="第31条"),
            )
        case "order", "made":
            yield Clock(
                code="order_lapse",
                title="到期以前联系本人",
                unit=Unit.MONTHS_VALID,
                length=LONGEST_MONTHS,
                law=Law(name="反家庭暴力法", article="第30条"),
                warn_days=ASK_AHEAD[0],
            )
            if entry.served_on is None:
                yield Clock(
                    code="order_service",
                    title="等法院送达",
                    unit=Unit.HOURS,
                    length=SERVICE_HOURS,
                    law=Law(name="法发〔2022〕10号第十四条"),
                )
        case "warning", ("asked" | "accepted"):
            held = holding(DECIDE, county, acting.today)
            yield Clock(
                code="warning_decision",
                title="等公安答复",
                unit=Unit.HOURS,
                length=held.most or COURT_HOURS,
                law=Law(name=held.source),
            )


_DECISION: Final = frozenset({"order_decision"})
_ORDER: Final = frozenset({"order_decision", "order_review", "order_lapse", "order_service"})
_WARNING: Final = frozenset({"warning_decision"})
_NONE: Final[frozenset[str]] = frozenset()
_STOPPED: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    (ASKED, ORDER): _DECISION | {"order_review"},
    (ACCEPTED, ORDER): _DECISION | {"order_review"},
    (MADE, ORDER): _ORDER,
    (SERVED, ORDER): frozenset({"order_service"}),
    (REFUSED, ORDER): _DECISION,
    (BREACHED, ORDER): _NONE,
    (ENDED, ORDER): _ORDER,
    **{(stage, WARNING): _WARNING for stage in (ASKED, ACCEPTED, MADE, REFUSED, ENDED)},
    (SERVED, WARNING): _NONE,
    (BREACHED, WARNING): _NONE,
    (MADE, PUNISHMENT): _NONE,
    (ENDED, PUNISHMENT): _NONE,
}
"""Which clocks of the case a step ends."""


def _order_made(acting: Acting, loaded: Loaded, made: date, until: date) -> None:
    """Ask her in time whether she wants it longer; visit soon, then regularly while it binds and
    once before it ends (法发〔2022〕10号 十八)."""
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
    if until >= acting.today:
        first = min(until, made + timedelta(days=ORDER_FIRST_DAYS))
        plan_by_law(acting, loaded, "protection_order", first)


def _order_served(acting: Acting, loaded: Loaded) -> None:
    """In some provinces the police have a day to check once the order has reached them."""
    if holding(CHECK, loaded.case.county_id, acting.today).local:
        ask(
            acting,
            loaded.case,
            title="联系派出所，问一问进展",
            account_id=visitor_of(acting, loaded),
            due_days=1,
        )


def _breached(acting: Acting, loaded: Loaded, entry: Entry) -> None:
    """Violence came back: she is asked alone again, the class rises, visits start over
    (反家庭暴力法 34; 治安管理处罚法 73; 公通字〔2024〕34号 十二)."""
    case = loaded.case
    danger = dict(case.danger or {"now": "unknown", "flags": []})
    danger["class"] = max(class_so_far(danger), GRAVE, key=CLASSES_IN_ORDER.index)
    case.danger, case.danger_cleared = danger, False
    ask(
        acting,
        case,
        title="请再联系来访人",
        account_id=visitor_of(acting, loaded),
        kind="alone",
        due_days=0,
    )
    kind, days = (
        ("protection_order", ORDER_FIRST_DAYS)
        if entry.kind == ORDER
        else ("warning_letter", first_warning_days(acting, loaded))
    )
    plan_by_law(acting, loaded, kind, entry.on + timedelta(days=days))


def _warning_served(acting: Acting, loaded: Loaded, served: date) -> None:
    """The first visit within seven days; who was warned is taught the law (十二, 十九)."""
    first = served + timedelta(days=first_warning_days(acting, loaded))
    plan_by_law(acting, loaded, "warning_letter", first)
    ask(
        acting,
        loaded.case,
        title="安排法治教育，需要的做心理辅导",
        account_id=visitor_of(acting, loaded),
        due_days=5,
    )


def first_warning_days(acting: Acting, loaded: Loaded) -> int:
    """Return within how many days of a 告诫书 the first visit is made in the county."""
    return holding(VISIT, loaded.case.county_id, acting.today).most or WARNING_FIRST_DAYS
