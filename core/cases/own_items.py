"""What a service reads to compute its figures: its own items, counted, with nobody's name in them.

Only answers a form marks ``index`` come along, and of those only what is stored in the clear; a
plugin needs neither our tables nor a key for a formula (T/ZSM 5.4, 附录D).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.cases.models import Approval, CaseFile, Party, Promise, Record, RecordIndex, ServiceItem
from core.clocks import SHANGHAI, last_day, local_date, now
from core.clocks.models import ClockRow
from core.forms.index import hashed
from core.points.models import ServicePoint
from core.statistics import is_small
from core.words import (
    CountedApproval,
    CountedClock,
    CountedItem,
    CountedRecord,
    DuePromise,
    ItemState,
    Period,
)

_ITS_CASE = (CaseFile.county_id == ServiceItem.county_id) & (CaseFile.id == ServiceItem.case_id)


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
            Record.author_id,
            # one person in two cases is one; a party nobody was found for stands for itself
            func.coalesce(Party.person_id, Party.id).label("about"),
            ServiceItem.opened_at,
            ServicePoint.level,
            ServiceItem.point_id,
            CaseFile.scenario,
        )
        .join(ServiceItem, its_item)
        .outerjoin(Party, (Party.county_id == Record.county_id) & (Party.id == Record.about))
        .join(
            ServicePoint,
            (ServicePoint.county_id == ServiceItem.county_id)
            & (ServicePoint.id == ServiceItem.point_id),
        )
        .join(CaseFile, _ITS_CASE)
        .where(*chosen)
        .order_by(Record.filed_at, Record.seq, Record.id)
    ).all()
    answers: dict[str, dict[str, str | int]] = defaultdict(dict)
    every: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record_id, name, text, number, day in session.execute(
        select(
            RecordIndex.record_id,
            RecordIndex.field,
            RecordIndex.text,
            RecordIndex.number,
            RecordIndex.day,
        )
        .join(
            Record,
            (RecordIndex.county_id == Record.county_id) & (RecordIndex.record_id == Record.id),
        )
        .join(ServiceItem, its_item)
        .where(*chosen)
    ):
        value = _value(text, number, day)
        if value is not None:
            answers[record_id][name] = value
        if text is not None:
            every[record_id][name].add(text)
    # ids stay here: what leaves only tells one item of this answer from another
    place = _numbers(row.item_id for row in rows)
    whom = _numbers(row.about for row in rows if row.about)
    who = _numbers(row.author_id for row in rows)
    where = _numbers(row.point_id for row in rows)
    return tuple(
        CountedRecord(
            form=row.form,
            item=place[row.item_id],
            level=row.level,
            opened_on=local_date(row.opened_at),
            filed_on=local_date(row.filed_at),
            answers=answers[row.id],
            chosen={name: frozenset(texts) for name, texts in every[row.id].items()},
            scenario=row.scenario,
            about=whom.get(row.about),
            by=who[row.author_id],
            point=where[row.point_id],
        )
        for row in rows
    )


def _numbers(ids: Iterable[str | None]) -> dict[str | None, int]:
    """Give each id a number, in the order in which they come."""
    return {one: number for number, one in enumerate(dict.fromkeys(ids))}


def points_counted(session: Session, level: str) -> int:
    """Return how many service points of *level* are at work in the county now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ServicePoint)
            .where(ServicePoint.level == level, ServicePoint.active.is_(True))
        )
        or 0
    )


def answers_counted(
    session: Session, form: str, asked: str, choices: Iterable[str], period: Period
) -> dict[str, int]:
    """Return how often each of *choices* was the answer to the question *asked* of *form*.

    For a sensitive or restricted choice marked ``index``: its sum is told and no single answer,
    and nothing is unsealed for it, because the keyed hashes of the choices are compared.
    """
    start, end = _span(period)
    rows = session.execute(
        select(RecordIndex.hashed, func.count())
        .join(
            Record,
            (RecordIndex.county_id == Record.county_id) & (RecordIndex.record_id == Record.id),
        )
        .where(
            RecordIndex.form == form,
            RecordIndex.field == asked,
            RecordIndex.hashed.is_not(None),
            Record.filed_at >= start,
            Record.filed_at < end,
        )
        .group_by(RecordIndex.hashed)
    )
    found = {digest: count for digest, count in rows}
    return {one: found.get(hashed(form, asked, one), 0) for one in choices}


def amounts_counted(session: Session, form: str, asked: str, period: Period) -> int | None:
    """Return the sum in fen of the MONEY field *asked* of *form*, the newest of each item standing.

    For an amount that is sensitive or restricted: the records are opened here, and what leaves is
    one sum. None where so few items told an amount that their sum would tell of one of them.
    """
    start, end = _span(period)
    rows = session.scalars(
        select(Record)
        .where(Record.form == form, Record.filed_at >= start, Record.filed_at < end)
        .order_by(Record.seq, Record.id)
    )
    told: dict[str | None, int] = {}
    for row in rows:
        amount = (row.data or {}).get(asked)
        told.pop(row.item_id, None)
        if isinstance(amount, int) and not isinstance(amount, bool):
            told[row.item_id] = amount
    return None if is_small(len(told)) else sum(told.values())


def approvals_asked(session: Session, service: str, period: Period) -> tuple[CountedApproval, ...]:
    """Return the questions to a second person asked within *period*, oldest first."""
    start, end = _span(period)
    rows = session.execute(
        select(Approval.step, Approval.asked_at, Approval.state, Approval.ended_at)
        .where(Approval.service == service, Approval.asked_at >= start, Approval.asked_at < end)
        .order_by(Approval.asked_at, Approval.id)
    )
    return tuple(
        CountedApproval(
            step=row.step,
            asked_on=local_date(row.asked_at),
            state=row.state,
            ended_on=local_date(row.ended_at) if row.ended_at else None,
        )
        for row in rows
    )


def clocks_due(session: Session, service: str, period: Period) -> tuple[CountedClock, ...]:
    """Return the deadlines of items of *service* whose last day is within *period*."""
    start, end = _span(period)
    rows = session.execute(
        select(
            ClockRow.code, ClockRow.state, ClockRow.started_at, ClockRow.due_at, ClockRow.stopped_at
        )
        .join(
            ServiceItem,
            (ServiceItem.county_id == ClockRow.county_id) & (ServiceItem.id == ClockRow.item_id),
        )
        # a day ends at the midnight after it, which is the first moment of the next
        .where(ServiceItem.service == service, ClockRow.due_at > start, ClockRow.due_at <= end)
        .order_by(ClockRow.due_at, ClockRow.id)
    )
    at = now()
    return tuple(
        CountedClock(
            code=row.code,
            due_on=last_day(row.due_at),
            state=_how_kept(row.state, row.due_at, row.stopped_at, at),
            hours=_hours(row.started_at, row.stopped_at),
        )
        for row in rows
    )


def _how_kept(state: str, due: datetime, stopped: datetime | None, at: datetime) -> str:
    if state == "breached" or (stopped or at) > due:
        return "late"
    return "waiting" if stopped is None else "in_time"


def _hours(started: datetime, stopped: datetime | None) -> int | None:
    return None if stopped is None else ceil((stopped - started) / timedelta(hours=1))


def _value(text: str | None, number: int | None, day: date | None) -> str | int | None:
    if day is not None:
        return day.isoformat()
    return text if number is None else number


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
            CaseFile.scenario,
        )
        .join(
            ServicePoint,
            (ServicePoint.county_id == ServiceItem.county_id)
            & (ServicePoint.id == ServiceItem.point_id),
        )
        .join(CaseFile, _ITS_CASE)
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
            RecordIndex.day,
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
    for item_id, form, field, text, number, day in told:
        value = _value(text, number, day)
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
            scenario=row.scenario,
        )
        for row in rows
    )
