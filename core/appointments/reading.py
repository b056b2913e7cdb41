"""Who sees of an appointment more than 已约.

A seat that is taken says so to everybody who reads the calendar. For whom, says it to those the
case shows its people to; where there is violence only to who works the case, who booked it and who
is on duty then; of somebody in no case, to who booked, who is on duty and the window there. A
sealed case shows to nobody who is not named on it (design: one way out; T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core.appointments.models import Appointment
from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.models import CaseBarrier, CaseFile, Party
from core.cases.visibility import eyes_of, opens_content, people_shown_to
from core.duty.finding import duties
from core.duty.pattern import Duty
from core.families.models import Person
from core.points.models import ServicePoint
from core.points.tree import ids_of

BOOK: Final = "appointment.book"
STATES: Final = {"booked": "已约", "kept": "来了", "missed": "没有来", "cancelled": "取消"}
WINDOW: Final = frozenset({"front_desk", "point_head"})


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentOut:
    """An appointment as somebody may see it. ``open`` tells whether they may see for whom it is:
    without it, name, number, phone and note are empty. ``loose`` says that it has to be moved."""

    id: str
    shift_id: str
    on: date
    starts: int
    ends: int
    point_id: str
    service: str
    account_id: str | None
    state: str
    version: int
    open: bool = False
    name: str = ""
    number: str = ""
    phone: str = ""
    note: str = ""
    loose: bool = False


def appointments(
    acting: Acting, found: Collection[Duty], first: date, last: date
) -> tuple[AppointmentOut, ...]:
    """Return what is booked in the duties of *found* from *first* to *last*, in order; two reads
    beside the duties themselves."""
    ids = sorted({one.shift_id for one in found})
    if not ids:
        return ()
    rows = acting.session.scalars(
        select(Appointment).where(
            Appointment.shift_id.in_(ids),
            Appointment.on.between(first, last),
            Appointment.state != "cancelled",
        )
    ).all()
    return _told(acting, rows, found)


def of_case(acting: Acting, case_id: str) -> tuple[AppointmentOut, ...]:
    """Return the appointments of a case that are still to come and open to the viewer."""
    rows = acting.session.scalars(
        select(Appointment).where(
            Appointment.case_id == case_id,
            Appointment.state == "booked",
            Appointment.on >= acting.today,
        )
    ).all()
    return tuple(one for one in _told(acting, rows, _duties_of(acting, rows)) if one.open)


def booked_from(session: Session, point_id: str, day: date) -> int:
    """Return how many seats are taken at a point from *day* on; a taken seat is no secret."""
    return session.scalars(
        select(func.count())
        .select_from(Appointment)
        .where(
            Appointment.point_id == point_id,
            Appointment.on >= day,
            Appointment.state == "booked",
        )
    ).one()


def open_appointment(acting: Acting, appointment_id: str, *, lock: bool = False) -> Appointment:
    """Return an appointment whose person the viewer may know; raises Unknown for any other."""
    statement = select(Appointment).where(Appointment.id == appointment_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = acting.session.scalars(statement).one_or_none()
    if row is None or not appointment_out(acting, row).open:
        raise Unknown(appointment_id)
    return row


def appointment_out(acting: Acting, row: Appointment) -> AppointmentOut:
    """Return one appointment as the viewer may see it."""
    return _told(acting, [row], _duties_of(acting, [row]))[0]


def _duties_of(acting: Acting, rows: Collection[Appointment]) -> tuple[Duty, ...]:
    if not rows:
        return ()
    days = [one.on for one in rows]
    return duties(
        acting.session,
        lambda: acting.calendar,
        min(days),
        max(days),
        shift_ids={one.shift_id for one in rows},
    )


def _told(
    acting: Acting, rows: Iterable[Appointment], found: Collection[Duty]
) -> tuple[AppointmentOut, ...]:
    rows = sorted(rows, key=lambda one: (one.on, one.starts, one.seat or 0, one.id))
    serving = {(one.shift_id, one.day): one for one in found}
    shown = _shown(acting, rows, serving)
    barred = _barred(acting, {row.case_id for row in rows if row.id in shown})
    return tuple(
        _one(acting, row, serving.get((row.shift_id, row.on)), shown, barred) for row in rows
    )


def _barred(acting: Acting, case_ids: set[str | None]) -> dict[str, set[str]]:
    """Return by case whom its people would not meet: said after the appointment was made, it has
    to be moved."""
    found: dict[str, set[str]] = {}
    wanted = sorted(one for one in case_ids if one)
    if not wanted:
        return found
    for row in acting.session.execute(
        select(CaseBarrier.case_id, CaseBarrier.account_id).where(
            CaseBarrier.case_id.in_(wanted), CaseBarrier.account_id.is_not(None)
        )
    ):
        found.setdefault(row.case_id, set()).add(row.account_id)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    number: str
    name: str


def _shown(
    acting: Acting, rows: Collection[Appointment], serving: dict[tuple[str, date], Duty]
) -> dict[str, _Known]:
    """Return by appointment what the viewer may know of those that are for a case."""
    if not any(row.case_id for row in rows):
        return {}
    mine = [row.id for row in rows if _mine(acting, row, serving.get((row.shift_id, row.on)))]
    viewer = acting.viewer
    found = acting.session.execute(
        select(Appointment.id, CaseFile.number, Person)
        .join(
            CaseFile,
            and_(CaseFile.county_id == Appointment.county_id, CaseFile.id == Appointment.case_id),
        )
        .outerjoin(
            Party,
            and_(Party.county_id == Appointment.county_id, Party.id == Appointment.party_id),
        )
        .outerjoin(Person, and_(Person.county_id == Party.county_id, Person.id == Party.person_id))
        .where(
            Appointment.id.in_([row.id for row in rows]),
            people_shown_to(viewer),
            or_(
                CaseFile.violence.is_(False),
                opens_content(eyes_of(viewer)),
                Appointment.id.in_(mine),
            ),
        )
    )
    return {
        row.id: _Known(number=row.number, name=(row.Person.name or "") if row.Person else "")
        for row in found
    }


def _works(acting: Acting, duty: Duty) -> bool:
    """Tell whether the function of a duty still works where it is."""
    if not duty.service:
        return True
    point = acting.session.get_one(ServicePoint, (acting.viewer.county, duty.point_id))
    return acting.board.works(duty.service, ids_of(point.path))


def _mine(acting: Acting, row: Appointment, duty: Duty | None) -> bool:
    return row.booked_by == acting.me or (duty is not None and duty.account_id == acting.me)


def _one(
    acting: Acting,
    row: Appointment,
    duty: Duty | None,
    shown: dict[str, _Known],
    barred_by: dict[str, set[str]],
) -> AppointmentOut:
    known = shown.get(row.id)
    at_window = any(
        post.point.id == row.point_id and post.role in WINDOW for post in acting.viewer.posts
    )
    who = row.who or {} if row.case_id is None else {}
    avoids = frozenset(str(one) for one in who.get("avoid", ()))
    barred = acting.me in avoids
    opened = known is not None or (
        row.case_id is None and not barred and (at_window or _mine(acting, row, duty))
    )
    out = AppointmentOut(
        id=row.id,
        shift_id=row.shift_id,
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        point_id=row.point_id,
        service=duty.service if duty else "",
        account_id=duty.account_id if duty else None,
        state=row.state,
        version=row.version,
    )
    if not opened:
        return out
    lost = (
        duty is None
        or duty.account_id is None
        or not _works(acting, duty)
        or bool(duty.people & (avoids | barred_by.get(row.case_id or "", set())))
    )
    return replace(
        out,
        open=True,
        name=known.name if known else str(who.get("name", "")),
        number=known.number if known else "",
        phone=str(who.get("phone", "")),
        note=str(who.get("note", "")),
        loose=row.state == "booked" and lost,
    )
