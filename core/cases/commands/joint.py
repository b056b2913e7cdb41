"""跨乡镇联办: the county orders it, each point answers and reports, the county ends it.

A couple from two towns is everybody's and so nobody's: the county's named person leads, each town
answers by a clock and does its own part, and who works the case goes on working it (T/ZSM 5.5.2.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.choosing import may_name
from core.cases.co_forms import CO_ORDER
from core.cases.commands.filing import file_data
from core.cases.commands.sent import answers_to, must_go_on
from core.cases.errors import Forbidden, Invalid, MoveRefused
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.joint import (
    LOCAL,
    REPLY_CODE,
    REPLY_TASK,
    WORK_CODE,
    forget,
    let_go,
    nothing_waits,
    open_to,
    work_by,
)
from core.cases.lifecycle import ENDED, By
from core.cases.loading import Loaded, barred_points, open_case
from core.cases.models import CaseFile, CoHandling, CoPart
from core.cases.once import earlier_answer, remember
from core.cases.people_of import posts_now
from core.cases.sealing import grant, pass_lead
from core.cases.tasks import ask
from core.clocks.service import start
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.privacy import Reach
from core.privacy.reach import STAFF
from core.words import Clock, Objection, Unit, read_date

CO_LEVELS = frozenset({"town", "village"})


def may_order(acting: Acting, facts: Facts) -> bool:
    """Tell whether the one who acts may order, change or end a co-handling: a head of the county's
    studio, or the lead who sits there."""
    at_county = any(
        post.point.level == "county" and post.role in STAFF for post in acting.viewer.posts
    )
    leads = at_county and By.LEAD in facts.relations
    return facts.state not in ENDED and (leads or By.COUNTY_HEAD in facts.relations)


def order_co_handling(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Loaded:
    """Order a co-handling or change the one under way, the whole list at a time.

    The lead goes to the county's named person (首办移交 across towns); the holder stays. Raises
    Forbidden, Stale, Invalid with texts at the rows, or MoveRefused for a case of two counties.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    if earlier_answer(acting, key, "co_order", body) is not None:
        return loaded
    if not may_order(acting, facts):
        raise Forbidden(number)
    must_go_on(facts, version)
    if facts.cross_county:
        raise MoveRefused(
            Objection(
                text="双方在不同县，由市里牵头", citation="T/ZSM 5.5.2.1", code="cross_county"
            )
        )
    data = answers_to(acting, CO_ORDER, raw)
    rows = cast(list[dict[str, str]], data["parts"])
    _lead_sits_at_the_county(acting, loaded, str(data["lead"]))
    _rows_hold(acting, loaded, how_far, rows)
    case, before, order = loaded.case, routing(loaded.case), loaded.joint
    new = order is None
    if order is None:
        order = CoHandling(case_id=case.id, lead_id="", ordered_at=acting.at, ordered_by=acting.me)
        acting.session.add(order)
        acting.session.flush()
    order.reason = str(data["reason"])
    _take_the_lead(acting, loaded, order, str(data["lead"]))
    _put_in_force(acting, loaded, order, rows)
    case.cross_town = True  # whoever lives where: the county says that it is
    file_data(acting, case, CO_ORDER, data)
    case.version += 1
    note(
        acting,
        case,
        "co_ordered" if new else "co_changed",
        before=before,
        text={"reason": str(data["reason"])},
        detail={"order": order.id, "points": sorted(row["point"] for row in rows)},
        quiet=True,
    )
    remember(acting, key, "co_order", body, case.number)
    acting.session.flush()
    return loaded


def _lead_sits_at_the_county(acting: Acting, loaded: Loaded, account_id: str) -> None:
    studio = acting.session.scalars(
        select(ServicePoint.id).where(
            ServicePoint.id.in_(loaded.path), ServicePoint.level == "county"
        )
    ).first()
    fits = studio is not None and account_id in posts_now(acting, studio, STAFF)
    if not fits or account_id in loaded.barred_accounts:
        raise Invalid({"lead": ["请选县服务工作室的人牵头"]})


def _rows_hold(acting: Acting, loaded: Loaded, how_far: Reach, rows: list[dict[str, str]]) -> None:
    """Raise Invalid at the first field that does not hold. A point or person the case must be kept
    from is refused in the words of one that does not fit (`core.cases.choosing`)."""
    kept_away = barred_points(acting.session, loaded)
    towns = {_town(loaded.case.holder_path)}
    for place, row in enumerate(rows):
        where = f"parts.{place}"
        point = acting.session.get(ServicePoint, (loaded.case.county_id, row["point"]))
        fits = point is not None and point.active and point.level in CO_LEVELS
        if point is None or not fits or point.id in kept_away:
            raise Invalid({f"{where}.point": ["不能选这个点，请另选一个乡镇或村的点"]})
        try:
            may_name(acting, loaded, how_far, row["account"], point.id)
        except MoveRefused as refusal:
            texts = [one.text for one in refusal.objections]
            raise Invalid({f"{where}.account": texts}) from None
        day = read_date(row["due_on"])
        if day is None or not 0 < (day - acting.today).days <= 365:
            raise Invalid({f"{where}.due_on": ["请写明天以后、一年以内的日期"]})
        towns.add(_town(point.path))
    if len(towns - {""}) < 2:
        raise Invalid({"parts": ["联办要有两个以上乡镇（街道）"]})


def _town(path: str) -> str:
    """Return the town a point lies in, "" for the county's own studio."""
    parts = ids_of(path)
    return parts[2] if len(parts) > 2 else ""


def _take_the_lead(acting: Acting, loaded: Loaded, order: CoHandling, account_id: str) -> None:
    case = loaded.case
    if order.lead_id and order.lead_id != account_id:
        forget(acting, case, order.lead_id)
    order.lead_id = account_id
    grant(acting, case, account_id, "co")
    if case.lead_id == account_id:
        return
    pass_lead(acting, case, account_id)
    if account_id != acting.me:
        ask(acting, case, title="请牵头跨乡镇联办", account_id=account_id, kind="handed")


def _put_in_force(
    acting: Acting, loaded: Loaded, order: CoHandling, rows: list[dict[str, str]]
) -> None:
    """Ask the new rows, let go of those no longer there, keep how far the others are."""
    asked = {(row["point"], row["account"]): row for row in rows}
    kept: dict[str, CoPart] = {}
    for part in loaded.co_parts:
        if part.order_id != order.id:
            continue
        row = asked.get((part.point_id, part.account_id))
        if row is not None and part.state != "ended":
            _keep(acting, loaded.case, part, row)
            kept[part.point_id] = part
        elif part.state != "ended":
            let_go(acting, loaded, part)
    acting.session.flush()
    again = {one.point_id: one for one in loaded.co_parts if one.order_id == order.id}
    for (point_id, account_id), row in asked.items():
        if point_id not in kept:
            _ask_part(acting, loaded, order, row, again.get(point_id))
            grant(acting, loaded.case, account_id, "co")
            open_to(acting, loaded.case, point_id)


def _keep(acting: Acting, case: CaseFile, part: CoPart, row: dict[str, str]) -> None:
    """Change what a point goes on doing; a new day moves the clock and the task of who works it."""
    due_on = date.fromisoformat(row["due_on"])
    moved = due_on != part.due_on
    part.duty, part.due_on = row["duty"], due_on
    if moved and part.state == "working":
        nothing_waits(acting, case, part.account_id, WORK_CODE)
        work_by(acting, case, part)


def _ask_part(
    acting: Acting, loaded: Loaded, order: CoHandling, row: dict[str, str], again: CoPart | None
) -> None:
    case, account_id = loaded.case, row["account"]
    clock = start(
        acting.session,
        acting.calendar,
        clock=Clock(
            code=REPLY_CODE,
            title="联办答复期限",
            unit=Unit.WORKDAYS,
            length=acting.settings["accept_by_workdays"],
            law=LOCAL,
            warn_days=1,
        ),
        case_id=case.id,
        from_=acting.at,
        owner_id=account_id,
        point_id=row["point"],
    )
    part = again or CoPart(case_id=case.id, order_id=order.id, point_id=row["point"])
    part.account_id, part.duty = account_id, row["duty"]
    part.due_on, part.reply_by = date.fromisoformat(row["due_on"]), clock.due_at
    part.state, part.answered_at, part.done_at = "asked", None, None
    part.answer = part.result = None
    acting.session.add(part)
    if account_id != acting.me:
        ask(
            acting,
            case,
            title="跨乡镇联办，请答复",
            account_id=account_id,
            kind=REPLY_TASK,
            due_days=acting.settings["accept_by_workdays"],
        )
