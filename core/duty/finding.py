"""Read the roster: who serves on which day, in three reads however long the span.

Whoever is planned and away, or has left, is stood in for; where nobody is left the duty stays and
says so, because a hole that is not shown is found by the family at the door (T/ZSM 5.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.clocks import Calendar, local_date
from core.duty.models import DutyAway, DutyShift
from core.duty.pattern import Duty, days_of, stand_ins, who_serves
from core.people.models import Account, Post
from core.people.roles import ROLES

SERVING = frozenset({"front_desk", "handler", "point_head"})
"""The roles of core that may be on duty; beside them every profession a service brought."""


def may_serve(role: str) -> bool:
    """Tell whether somebody with *role* may be put on the roster: who works on cases, and nobody
    who keeps apart (administrators, auditors) or only watches."""
    return role in SERVING or role not in ROLES


@dataclass(frozen=True, kw_only=True, slots=True)
class _Term:
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def duties(
    session: Session,
    calendar: Callable[[], Calendar],
    first: date,
    last: date,
    *,
    points: Collection[str] | None = None,
    account_id: str | None = None,
    shift_ids: Collection[str] | None = None,
) -> tuple[Duty, ...]:
    """Return the duties from *first* to *last*, in the order they begin.

    Those at *points*, those *account_id* was planned for or may stand in for (each tells who
    serves), and those of some shifts; one of the three has to be given. The calendar is asked for
    only where something is planned.
    """
    shifts = session.scalars(
        select(DutyShift).where(
            _which(points, account_id, shift_ids),
            DutyShift.first_on <= last,
            or_(DutyShift.last_on.is_(None), DutyShift.last_on >= first),
        )
    ).all()
    if not shifts:
        return ()
    absences = away(session, first, last)
    terms = _terms(session, shifts, absences)
    days = calendar()
    found = [
        _duty(shift, day, absences, terms)
        for shift in shifts
        for day in days_of(shift, first, last, days)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.day, one.starts, one.service, one.ends, one.shift_id))
    )


def _which(
    points: Collection[str] | None, account_id: str | None, shift_ids: Collection[str] | None
) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = []
    if points is not None:
        ways.append(DutyShift.point_id.in_(sorted(points)))
    if shift_ids is not None:
        ways.append(DutyShift.id.in_(sorted(shift_ids)))
    if account_id is not None:
        stood_in_for = select(DutyAway.account_id).where(
            DutyAway.deputy_id == account_id, DutyAway.taken_back_at.is_(None)
        )
        ways += [
            DutyShift.account_id == account_id,
            DutyShift.deputy_id == account_id,
            DutyShift.account_id.in_(stood_in_for),
        ]
    if not ways:
        raise ValueError("the duties of a whole county are nobody's question")
    return or_(*ways)


def away(session: Session, first: date, last: date) -> tuple[DutyAway, ...]:
    """Return who is away on some day from *first* to *last*, the newest note first."""
    return tuple(
        session.scalars(
            select(DutyAway)
            .where(
                DutyAway.first_on <= last,
                DutyAway.last_on >= first,
                DutyAway.taken_back_at.is_(None),
            )
            .order_by(DutyAway.noted_at.desc(), DutyAway.id)
        )
    )


def _terms(
    session: Session, shifts: Sequence[DutyShift], absences: Sequence[DutyAway]
) -> Mapping[str, list[_Term]]:
    """Return from when to when each who may come to serve holds a post that serves."""
    wanted = {one.account_id for one in shifts} | {one.deputy_id for one in shifts}
    wanted |= {one.deputy_id for one in absences}
    rows = session.execute(
        select(Post.account_id, Post.role, Post.starts_on, Post.ends_on)
        .join(Account, and_(Account.id == Post.account_id, Account.active.is_(True)))
        .where(Post.account_id.in_(sorted(one for one in wanted if one)))
    )
    found: dict[str, list[_Term]] = defaultdict(list)
    for row in rows:
        if may_serve(row.role):
            found[row.account_id].append(_Term(first=row.starts_on, last=row.ends_on))
    return found


def _duty(
    shift: DutyShift, day: date, absences: Sequence[DutyAway], terms: Mapping[str, list[_Term]]
) -> Duty:
    others = stand_ins(shift.account_id, shift.deputy_id, day, absences)
    posted = {
        one
        for one in (shift.account_id, *others)
        if any(term.covers(day) for term in terms.get(one, ()))
    }
    return Duty(
        shift_id=shift.id,
        day=day,
        point_id=shift.point_id,
        service=shift.service,
        starts=shift.starts,
        ends=shift.ends,
        planned_id=shift.account_id,
        account_id=who_serves(shift.account_id, others, day, absences, posted),
        stand_ins=others,
        slot_minutes=shift.slot_minutes,
        seats=shift.seats,
    )


def on_duty_now(
    session: Session, calendar: Callable[[], Calendar], points: Collection[str], at: datetime
) -> dict[str, list[str]]:
    """Return by point who is on duty for the whole window at *at*: first who serves, then who may
    stand in. A duty that began yesterday evening still counts."""
    today = local_date(at)
    found: dict[str, list[str]] = defaultdict(list)
    running = [
        one
        for one in duties(session, calendar, today - timedelta(days=1), today, points=points)
        if not one.service and one.begins_at <= at < one.ends_at
    ]
    for one in running:
        if one.account_id:
            found[one.point_id].append(one.account_id)
    return dict(found)
