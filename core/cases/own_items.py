"""What a service reads to compute its figures: its own items, counted, with nobody's name in them.

Only answers a form marks ``index`` come along, and of those only what is stored in the clear; a
plugin needs neither our tables nor a key for a formula (T/ZSM 5.4, 附录D).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.cases.models import Promise, Record, RecordIndex, ServiceItem
from core.clocks import SHANGHAI, local_date
from core.points.models import ServicePoint
from core.words import CountedItem, CountedRecord, DuePromise, ItemState, Period


def items_opened(session: Session, service: str, period: Period) -> tuple[CountedItem, ...]:
    """Return the items of *service* opened within *period*, oldest first."""
    start, end = _span(period)
    opened = (ServiceItem.opened_at >= start, ServiceItem.opened_at < end)
    return _counted(session, service, opened)


def items_closed(session: Session, service: str, period: Period) -> tuple[CountedItem, ...]:
    """Return the items of *service* that ended within *period*, oldest first."""
    start, end = _span(period)
    closed = (ServiceItem.closed_at >= start, ServiceItem.closed_at < end)
    return _counted(session, service, closed)


def records_filed(session: Session, service: str, period: Period) -> tuple[CountedRecord, ...]:
    """Return what was filed in items of *service* within *period*, oldest first."""
    start, end = _span(period)
    chosen = (ServiceItem.service == service, Record.filed_at >= start, Record.filed_at < end)
    its_item = (ServiceItem.county_id == Record.county_id) & (ServiceItem.id == Record.item_id)
    rows = session.execute(
        select(
            Record.id,
            Record.form,
            Record.item_id,
            Record.filed_at,
            ServiceItem.opened_at,
            ServicePoint.level,
        )
        .join(ServiceItem, its_item)
        .join(
            ServicePoint,
            (ServicePoint.county_id == ServiceItem.county_id)
            & (ServicePoint.id == ServiceItem.point_id),
        )
        .where(*chosen)
        .order_by(Record.filed_at, Record.seq, Record.id)
    ).all()
    answers: dict[str, dict[str, str | int]] = defaultdict(dict)
    for record_id, name, text, number in session.execute(
        select(RecordIndex.record_id, RecordIndex.field, RecordIndex.text, RecordIndex.number)
        .join(
            Record,
            (RecordIndex.county_id == Record.county_id) & (RecordIndex.record_id == Record.id),
        )
        .join(ServiceItem, its_item)
        .where(*chosen)
    ):
        value = text if number is None else number
        if value is not None:
            answers[record_id][name] = value
    # ids stay here: what leaves only tells one item of this answer from another
    place = {item: number for number, item in enumerate(dict.fromkeys(row.item_id for row in rows))}
    return tuple(
        CountedRecord(
            form=row.form,
            item=place[row.item_id],
            level=row.level,
            opened_on=local_date(row.opened_at),
            filed_on=local_date(row.filed_at),
            answers=answers[row.id],
        )
        for row in rows
    )


def promises_due(session: Session, service: str, period: Period) -> tuple[DuePromise, ...]:
    """Return what agreements of *service* promised for a day within *period*."""
    rows = session.execute(
        select(Promise.due_on, Promise.state, Promise.said_on)
        .join(
            ServiceItem,
            (ServiceItem.county_id == Promise.county_id) & (ServiceItem.id == Promise.item_id),
        )
        .where(
            ServiceItem.service == service,
            Promise.replaced.is_(False),
            Promise.due_on >= period.first,
            Promise.due_on <= period.last,
        )
        .order_by(Promise.due_on, Promise.id)
    )
    return tuple(
        DuePromise(due_on=due, state=state, said_on=said) for due, state, said in rows if due
    )


def _span(period: Period) -> tuple[datetime, datetime]:
    return _midnight(period.first), _midnight(period.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _counted(
    session: Session, service: str, tests: Iterable[ColumnElement[bool]]
) -> tuple[CountedItem, ...]:
    chosen = (ServiceItem.service == service, *tests)
    rows = session.execute(
        select(
            ServiceItem.id,
            ServiceItem.state,
            ServiceItem.outcome,
            ServiceItem.opened_at,
            ServiceItem.closed_at,
            ServicePoint.level,
        )
        .join(
            ServicePoint,
            (ServicePoint.county_id == ServiceItem.county_id)
            & (ServicePoint.id == ServiceItem.point_id),
        )
        .where(*chosen)
        .order_by(ServiceItem.opened_at, ServiceItem.id)
    ).all()
    answers: dict[str, dict[str, str | int]] = defaultdict(dict)
    told = session.execute(
        select(
            Record.item_id,
            RecordIndex.form,
            RecordIndex.field,
            RecordIndex.text,
            RecordIndex.number,
        )
        .join(
            RecordIndex,
            (RecordIndex.county_id == Record.county_id) & (RecordIndex.record_id == Record.id),
        )
        .join(
            ServiceItem,
            (ServiceItem.county_id == Record.county_id) & (ServiceItem.id == Record.item_id),
        )
        .where(*chosen)
        .order_by(Record.seq, Record.id)
    )
    for item_id, form, field, text, number in told:
        value = text if number is None else number
        if value is not None and item_id is not None:
            answers[item_id][f"{form}.{field}"] = value  # the newest record stands
    return tuple(
        CountedItem(
            state=ItemState(row.state),
            outcome=row.outcome,
            level=row.level,
            opened_on=local_date(row.opened_at),
            closed_on=local_date(row.closed_at) if row.closed_at else None,
            answers=answers[row.id],
        )
        for row in rows
    )
