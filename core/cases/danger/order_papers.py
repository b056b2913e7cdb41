"""Collect the visits under a protection order: one sheet a visit, and what goes back to the court.

The sheets stay in the file. To the court go days, ways and coded results: what somebody wrote
freely could tell where she lives (法发〔2022〕10号 四, 十八; decision 0044).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.casework_forms import FOLLOW_UP
from core.cases.danger.open_forms import chosen, opened, without_addresses
from core.cases.facts import Facts
from core.cases.filed_forms import Filed, filed_with
from core.cases.loading import Loaded
from core.cases.models import FollowUp, Protection
from core.cases.paperwork import office, point_of
from core.cases.protection_form import MADE, ORDER, PROTECTION
from core.cases.reading import names_of
from core.clocks import local_date
from core.documents.schemas import Labelled, MadeVisit, OrderReturn, OrderVisit
from core.documents.wording import day_text, moment_text
from core.words import read_date

RETURN_AHEAD: Final = timedelta(days=7)
"""How long before its end the last visit under an order may be told to the court."""


def made_visits(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    orders = _orders(acting, loaded)
    made = {one.record_id for one in loaded.follow_ups if _order_of(orders, one) is not None}
    if not made:
        return ()
    return tuple(one for one in filed_with(acting, loaded, FOLLOW_UP.key) if one.record.id in made)


def _orders(acting: Acting, loaded: Loaded) -> tuple[Protection, ...]:
    """Return the orders of the case that were made, oldest first."""
    rows = acting.session.scalars(
        select(Protection).where(
            Protection.case_id == loaded.case.id,
            Protection.kind == ORDER,
            Protection.made_on.is_not(None),
        )
    )
    return tuple(sorted(rows, key=lambda one: (one.made_on or date.min, one.id)))


def _order_of(orders: tuple[Protection, ...], visit: FollowUp) -> Protection | None:
    """Return the order a made visit belongs to: the newest that had been made by then, while it
    bound or where the visit was planned for an order."""
    if visit.done_at is None or visit.record_id is None:
        return None
    day = local_date(visit.done_at)
    for one in reversed(orders):
        if one.made_on is None or one.made_on > day:
            continue
        if visit.kind == "protection_order" or (one.until is not None and day <= one.until):
            return one
    return None


def _told_order(acting: Acting, loaded: Loaded, order: Protection) -> tuple[str, list[Labelled]]:
    """Return which court made it, and what the order says as far as it is open to the viewer."""
    made = [
        one
        for one in opened(acting, loaded, PROTECTION.key)
        if one.data.get("kind") == ORDER
        and one.data.get("stage") == MADE
        and one.data.get("protects") == order.protects_id
        and read_date(one.data.get("on")) == order.made_on
    ]
    said = made[-1] if made else None
    told = [
        ("作出法院", said.text("body") if said else ""),
        ("文号", said.text("doc_no") if said else ""),
        ("作出日期", day_text(order.made_on)),
        ("到期日期", day_text(order.until)),
        ("内容", said.text("measures") if said else ""),
    ]
    court = said.text("body") if said else ""
    return court, [Labelled(label=label, text=text) for label, text in told if text]


def order_visit(
    acting: Acting, loaded: Loaded, facts: Facts, record_id: str
) -> Mapping[str, object]:
    """回访记录单: one visit under an order."""
    filed = chosen(made_visits(acting, loaded), record_id)
    visit = next(one for one in loaded.follow_ups if one.record_id == filed.record.id)
    order = _order_of(_orders(acting, loaded), visit)
    if order is None:
        raise LookupError("no order bound that day")
    following = next((one for one in loaded.follow_ups if one.done_at is None), None)
    return OrderVisit(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        order=_told_order(acting, loaded, order)[1],
        visited_at=moment_text(visit.done_at),
        method=filed.text("way"),
        visitor=names_of(acting, {visit.done_by}).get(visit.done_by or "", ""),
        person=facts.names.get(str(filed.data.get("party") or order.protects_id), ""),
        reached_by="先确认了说话方便" if filed.data.get("safe") is True else "",
        condition=filed.text("found"),
        found=without_addresses(loaded, filed.text("note")),
        next_on=day_text(following.planned_on) if following else "",
    )


def returned(acting: Acting, loaded: Loaded) -> Protection | None:
    """Return the newest order that has ended or is about to, and under which somebody visited."""
    orders = _orders(acting, loaded)
    visited = {one.id for visit in loaded.follow_ups if (one := _order_of(orders, visit))}
    for one in reversed(orders):
        over = one.ended_on or (one.until is not None and one.until - RETURN_AHEAD <= acting.today)
        if over and one.id in visited:
            return one
    return None


def order_return(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """回执: days, ways and how it was, for the court that made the order."""
    order = returned(acting, loaded)
    if order is None:
        raise LookupError("no order has ended")
    court, told = _told_order(acting, loaded, order)
    orders = _orders(acting, loaded)
    by_record = {one.record.id: one for one in made_visits(acting, loaded)}
    point = point_of(acting, loaded, loaded.case.holder_id)
    return OrderReturn(
        office=office(acting, loaded),
        to_organisation=court or "作出保护令的人民法院",
        person=facts.names.get(order.protects_id, ""),
        order=told,
        visits=[
            MadeVisit(
                on=day_text(local_date(one.done_at)),
                method=by_record[one.record_id].text("way"),
                result=by_record[one.record_id].text("found"),
            )
            for one in loaded.follow_ups
            if one.done_at is not None
            and one.record_id in by_record
            and _order_of(orders, one) is order
        ],
        contact=point.phone,
    )
