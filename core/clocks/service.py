"""The commands on deadlines: start, stop, pause, go on, extend, and count again.

Every count goes through ``core.clocks.count``, so what a page shows, what a paper prints and what
an indicator measures is the same instant. Nothing here commits or knows a request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.clocks import count
from core.clocks.calendar import Calendar
from core.clocks.count import Due, Remaining
from core.clocks.models import ClockRow
from core.clocks.now import SHANGHAI, now, today
from core.words import Clock, ClockView, Objection, Unit

_DAY = 1440


class ClockRefused(Exception):
    """A deadline that cannot be paused, extended or stopped like this; ``reasons`` say why."""

    def __init__(self, row: ClockRow, reason: Objection) -> None:
        values = {"title": row.title}
        self.reasons = (replace(reason, values=values, citation=row.citation),)
        super().__init__(reason.code)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recounted:
    """A deadline that moved because the day table changed; one line of audit each."""

    row: ClockRow
    before: Due
    after: Due


def start(
    session: Session,
    calendar: Calendar,
    *,
    clock: Clock,
    case_id: str,
    item_id: str | None = None,
    from_: datetime | date | None = None,
    until: date | None = None,
    owner_id: str | None = None,
    point_id: str | None = None,
) -> ClockRow:
    """Start a declared *clock* and return its row.

    ``from_`` is the event: an aware instant, or its Shanghai date (today's counts from this very
    moment, any other from 00:00), or None for now. ``until`` is a last day set from outside: it
    ends with that day, as somebody wrote it, and a day off does not move it.
    """
    started_at = at_day(from_)
    if until is not None:
        left = max(count.closes(until) - started_at, timedelta())
        clock = replace(clock, unit=Unit.MINUTES, length=left // timedelta(minutes=1))
    ends = count.due(clock, started_at, calendar)
    row = ClockRow(
        case_id=case_id,
        item_id=item_id,
        point_id=point_id,
        owner_id=owner_id,
        code=clock.code,
        title=clock.title,
        citation=str(clock.law),
        local=clock.law.local,
        unit=str(clock.unit),
        length=clock.length,
        warn_days=clock.warn_days,
        extension=clock.extension,
        extended_by=0,
        started_at=started_at,
        due_at=ends.at,
        provisional=ends.provisional,
        state="running",
    )
    session.add(row)
    return row


def stop(session: Session, row: ClockRow, *, at: datetime | None = None) -> ClockRow:
    """Stop *row* because what it asked for was done (or fell away) at *at*, now by default.

    Done after the end it counts as breached. Raises ClockRefused when it was stopped before.
    """
    if not row.is_open:
        raise ClockRefused(row, Objection(text="“%(title)s”已经停了", code="clock_stopped"))
    row.stopped_at = at or now()
    if row.state != "breached":
        late = row.state == "running" and row.stopped_at > row.due_at
        row.state = "breached" if late else "stopped"
    session.add(row)
    return row


def stop_all(
    session: Session,
    *,
    case_id: str,
    item_id: str | None = None,
    code: str | None = None,
    at: datetime | None = None,
) -> list[ClockRow]:
    """Stop every open deadline of the case, of one item, or of one code; return those stopped.

    Without ``item_id`` the case's items are included.
    """
    wanted = [
        row
        for row in open_clocks(session, case_id)
        if item_id in (None, row.item_id) and code in (None, row.code)
    ]
    return [stop(session, row, at=at) for row in wanted]


def pause(
    session: Session, calendar: Calendar, row: ClockRow, *, reason: str, at: datetime | None = None
) -> ClockRow:
    """Pause *row* (补正, 听证, 鉴定); what is left is carried until ``resume``.

    A pause begins no earlier than the time it stops, or it would give more than there was. Raises
    ClockRefused unless it runs and its end is still ahead, and for validities.
    """
    moment = max(at or now(), row.resumed_at or row.started_at)
    _require_running(row, moment)
    if Unit(row.unit) is Unit.MONTHS_VALID:
        raise ClockRefused(
            row, Objection(text="“%(title)s”是有效期，不能暂停", code="clock_validity")
        )
    _carry(row, moment, calendar)
    row.state = "paused"
    row.paused_at = moment
    row.pause_reason = reason
    session.add(row)
    return row


def resume(
    session: Session, calendar: Calendar, row: ClockRow, *, at: datetime | None = None
) -> ClockRow:
    """Let a paused *row* go on with what was left; raise ClockRefused when it is not paused."""
    if row.state != "paused":
        raise ClockRefused(row, Objection(text="“%(title)s”没有暂停", code="clock_not_paused"))
    row.state = "running"
    row.resumed_at = at or now()
    row.paused_at = None
    row.pause_reason = None
    _apply(row, _ends(row, calendar))
    session.add(row)
    return row


def extend(
    session: Session,
    calendar: Calendar,
    row: ClockRow,
    *,
    basis: str,
    by: int | None = None,
    at: datetime | None = None,
) -> ClockRow:
    """Extend *row* by *by* of its unit (all its declaration allows when None).

    ``basis`` names the approval (who, paper). The whole period gets longer, so a holiday in the
    middle moves nothing. Raises ClockRefused when the end has passed, when the declaration allows
    no extension, or when this and earlier ones exceed it.
    """
    _require_running(row, at or now())
    wanted = row.extension if by is None else by
    if wanted <= 0 or row.extended_by + wanted > row.extension:
        raise ClockRefused(row, Objection(text="“%(title)s”不能再延长", code="clock_extension"))
    if row.remaining_minutes is not None and row.resumed_at is not None:
        row.remaining_minutes += _carried(row, wanted)
    row.extended_by += wanted
    row.extended_on = basis
    _apply(row, _ends(row, calendar))
    session.add(row)
    return row


def sweep(session: Session, *, at: datetime | None = None) -> list[ClockRow]:
    """Mark every running deadline whose end has passed; return those newly breached."""
    moment = at or now()
    passed = select(ClockRow).where(ClockRow.state == "running", ClockRow.due_at < moment)
    rows = list(session.scalars(passed.order_by(ClockRow.due_at, ClockRow.id)))
    for row in rows:
        row.state = "breached"
    return rows


def recompute(session: Session, calendar: Calendar) -> list[Recounted]:
    """Count every open deadline again after the day table changed.

    Returns the ones that moved or stopped being provisional, old and new end; the caller writes a
    line of audit for each. One that had run out and now has time again runs again. Paused ones
    are counted when they go on.
    """
    moved = []
    for row in session.scalars(_open().where(ClockRow.state != "paused").order_by(ClockRow.id)):
        before, after = Due(at=row.due_at, provisional=row.provisional), _ends(row, calendar)
        if before == after:
            continue
        _apply(row, after)
        if row.state == "breached" and after.at > now():
            row.state = "running"
        moved.append(Recounted(row=row, before=before, after=after))
    return moved


def open_clocks(session: Session, case_id: str) -> list[ClockRow]:
    """Return the case's deadlines that still ask for something, the nearest first."""
    wanted = _open().where(ClockRow.case_id == case_id)
    return list(session.scalars(wanted.order_by(ClockRow.due_at, ClockRow.id)))


def view(row: ClockRow) -> ClockView:
    """Return *row* as others may see it."""
    return ClockView(
        code=row.code,
        title=row.title,
        due_at=row.due_at,
        citation=row.citation,
        state=row.state,
        item_id=row.item_id,
        provisional=row.provisional,
    )


def _open() -> Select[ClockRow]:
    return select(ClockRow).where(ClockRow.stopped_at.is_(None))


def at_day(event: datetime | date | None) -> datetime:
    """Return the instant of an event: of a day its first in Shanghai, of today and of None now."""
    if event is None:
        return now()
    if isinstance(event, datetime):
        return event
    if event == today():
        return now()
    return datetime.combine(event, time.min, tzinfo=SHANGHAI)


def _ends(row: ClockRow, calendar: Calendar) -> Due:
    """Count when *row* ends: from its start, or from where it went on after a pause."""
    if row.remaining_minutes is None or row.resumed_at is None:
        length = row.length + row.extended_by
        return count.count(Unit(row.unit), length, row.started_at, calendar)
    return count.resume(_remaining(row), row.resumed_at, calendar)


def _carry(row: ClockRow, moment: datetime, calendar: Calendar) -> None:
    """Write into *row* what is left of it at *moment*."""
    if row.remaining_minutes is None or row.resumed_at is None:
        length = row.length + row.extended_by
        left = count.pause(Unit(row.unit), length, row.started_at, moment, calendar)
    else:
        running = _remaining(row)
        left = count.pause(running.unit, running.amount, row.resumed_at, moment, calendar)
    row.remaining_minutes = left.amount * (1 if left.unit is Unit.MINUTES else _DAY)


def _remaining(row: ClockRow) -> Remaining:
    minutes = row.remaining_minutes or 0
    match Unit(row.unit):
        case Unit.MINUTES | Unit.HOURS:
            return Remaining(unit=Unit.MINUTES, amount=minutes)
        case Unit.WORKDAYS:
            return Remaining(unit=Unit.WORKDAYS, amount=minutes // _DAY)
        case _:
            return Remaining(unit=Unit.DAYS, amount=minutes // _DAY)


def _carried(row: ClockRow, amount: int) -> int:
    """Convert an extension of *amount* units into what a row that was paused carries."""
    match Unit(row.unit):
        case Unit.MINUTES:
            return amount
        case Unit.HOURS:
            return amount * 60
        case Unit.DAYS | Unit.WORKDAYS:
            return amount * _DAY
        case _:
            last = count.last_day(row.due_at)
            return (count.add_months_valid(last, amount) - last).days * _DAY


def _apply(row: ClockRow, ends: Due) -> None:
    row.due_at = ends.at
    row.provisional = ends.provisional


def _require_running(row: ClockRow, moment: datetime) -> None:
    if row.state != "running" or not row.is_open:
        raise ClockRefused(
            row, Objection(text="“%(title)s”现在没有在计时", code="clock_not_running")
        )
    if row.due_at <= moment:
        raise ClockRefused(row, Objection(text="“%(title)s”已经到期", code="clock_over"))
