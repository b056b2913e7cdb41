"""预约: a week of a point's slots, booking one, moving it, saying who came.

The calendar shows every taken seat as 已约; for whom it is, only where the viewer may know. What is
not offered is not explained, and the page always says so, so that the silence tells nothing
(T/ZSM 5.4.5; 妇联规程 13).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.appointments import booking
from core.appointments.booking import Wanted, offered_from
from core.appointments.models import Appointment
from core.appointments.offering import OFFERED, Slot, Subject, offers
from core.appointments.reading import (
    STATES,
    AppointmentOut,
    appointments,
    of_case,
    open_appointment,
)
from core.cases import errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import Loaded
from core.cases.reading import names_of
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.duty import function_title, hours_of, point_here
from core.desk.places import points_below
from core.desk.refusing import Reasons, refused
from core.duty.finding import duties
from core.duty.pattern import FARTHEST, WEEKDAYS, Duty, hour
from core.points.models import ServicePoint
from core.web import Param, policy, read_query
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One appointment on the calendar, with the words around it."""

    one: AppointmentOut
    hours: str
    function: str
    who: str
    weekday: str
    over: bool


@desk.get("/appointments")
@policy(action="appointment.book", answer="S")
def appointments_week() -> ResponseReturnValue:
    """Show what is booked at a point within a week."""
    here = acting()
    asked = read_query(Param(name="point", most=13), Param(name="day", kind="day"))
    point, first = point_here(here, asked["point"] or ""), asked["day"] or here.today
    if abs(first - here.today) > FARTHEST:
        abort(422)
    last = first + timedelta(days=6)
    return render_template(
        "desk/appointments.html",
        point=point,
        points=points_below(here),
        lines=lines_at(here, point, first, last),
        first=first,
        last=last,
        before=first - timedelta(days=7),
        after=first + timedelta(days=7),
        today=here.today,
        states=STATES,
    )


def lines_at(here: Acting, point: ServicePoint, first: date, last: date) -> tuple[Line, ...]:
    """Return what is booked at a point from *first* to *last*, as the viewer may see it."""
    found = duties(here.session, lambda: here.calendar, first, last, points=[point.id])
    return told(here, appointments(here, found, first, last))


def my_lines(here: Acting, found: Collection[Duty], first: date, last: date) -> tuple[Line, ...]:
    """Return what is booked from *first* to *last* in those of the duties *found* the viewer
    serves, and of which nobody said yet who came; asks nothing for who serves none."""
    mine = [one for one in found if one.account_id == here.me]
    days = {(one.shift_id, one.day) for one in mine}
    rows = appointments(here, mine, first, last)
    return told(
        here,
        tuple(one for one in rows if one.state == "booked" and (one.shift_id, one.on) in days),
    )


def told(here: Acting, found: tuple[AppointmentOut, ...]) -> tuple[Line, ...]:
    """Return appointments with the words around them."""
    names = names_of(here, {one.account_id for one in found})
    return tuple(
        Line(
            one=one,
            hours=hours_of(one.starts, one.ends),
            function=function_title(here, one.service),
            who=names.get(one.account_id or "", ""),
            weekday=spoken(WEEKDAYS[one.on.weekday()]),
            over=one.on <= here.today,
        )
        for one in found
    )


@desk.get("/appointments/new")
@policy(action="appointment.book", answer="S")
def ask_appointment() -> ResponseReturnValue:
    """Ask for whom and which slot."""
    here = acting()
    asked = read_query(
        Param(name="point", most=13), Param(name="case", most=30), Param(name="day", kind="day")
    )
    wanted = Wanted(number=asked["case"] or "")
    return _page(here, asked["point"] or "", wanted, asked["day"], {}, 200, [])


@desk.post("/appointments")
@policy(action="appointment.book", answer="S")
def book() -> ResponseReturnValue:
    """Book a slot; a refusal keeps everything typed and shows the slots as they are now."""
    here, wanted, point_id = acting(), _wanted(), request.form.get("point", "")[:13]
    day = _day(request.form.get("day", ""))
    if request.form.get("look"):
        return _page(here, point_id, wanted, day, {}, 200, [])
    point, slot = point_here(here, point_id), request.form.get("slot", "")[:40]
    answer = refused(
        here,
        lambda: booking.book(here, wanted, point, slot, key=sent_key()),
        lambda wrong, status, reasons: _page(here, point_id, wanted, day, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已约上"), "ok")
    return _to(point, _day(slot.split(".")[1]) or here.today)


@desk.get("/appointments/<appointment_id>/move")
@policy(action="appointment.book", answer="S")
def ask_rebook(appointment_id: str) -> ResponseReturnValue:
    """Show the slots an appointment may be moved to."""
    here = acting()
    asked = read_query(Param(name="point", most=13), Param(name="day", kind="day"))
    row = open_appointment(here, appointment_id[:13])
    return _move_page(here, row, asked["point"] or row.point_id, asked["day"], {}, 200, [])


@desk.post("/appointments/<appointment_id>/move")
@policy(action="appointment.book", answer="S")
def rebook(appointment_id: str) -> ResponseReturnValue:
    """Move an appointment; the old slot is kept until the new one is taken."""
    here, row_id = acting(), appointment_id[:13]
    point = point_here(here, request.form.get("point", ""))
    slot = request.form.get("slot", "")[:40]
    answer = refused(
        here,
        lambda: booking.rebook(here, row_id, version_of(), point, slot),
        lambda wrong, status, reasons: _move_page(
            here, open_appointment(here, row_id), point.id, None, wrong, status, reasons
        ),
    )
    if answer is not None:
        return answer
    flash(_("已改约"), "ok")
    return _to(point, _day(slot.split(".")[1]) or here.today)


@desk.post("/appointments/<appointment_id>/outcome")
@policy(action="appointment.book", answer="S")
def end_appointment(appointment_id: str) -> ResponseReturnValue:
    """Say that somebody came, did not come, or is not coming any more."""
    here = acting()
    row = booking.finish(
        here,
        appointment_id[:13],
        version_of(),
        request.form.get("outcome", "")[:12],
        request.form.get("reason", "")[:200],
    )
    flash(_("已记下"), "ok")
    return _to(point_here(here, row.point_id), row.on)


def _wanted() -> Wanted:
    said = {
        name: request.form.get(name, "").strip()[:200]
        for name in ("party", "name", "phone", "note", "avoid")
    }
    return Wanted(number=request.form.get("case", "").strip()[:30], **said)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _to(point: ServicePoint, day: date) -> ResponseReturnValue:
    return redirect(url_for("desk.appointments_week", point=point.id, day=day.isoformat()), 303)


def _slots(
    here: Acting, subject: Subject, point: ServicePoint, day: date | None
) -> tuple[list[dict[str, Any]], date]:
    """Return the free slots of two weeks from *day*, by day, and the day itself."""
    first = offered_from(here, day)
    found = offers(here, subject, point, first, first + OFFERED)
    names = names_of(here, {one.duty.account_id for one in found})
    days: dict[date, list[tuple[str, str, str]]] = {}
    for one in found:
        who = names.get(one.duty.account_id or "", "")
        days.setdefault(one.duty.day, []).append((one.key, _said(here, one), who))
    told = [
        {"day": on, "weekday": spoken(WEEKDAYS[on.weekday()]), "slots": slots}
        for on, slots in days.items()
    ]
    return told, first


def _said(here: Acting, slot: Slot) -> str:
    return f"{hour(slot.starts)} {function_title(here, slot.duty.service)}"


def _told_at(wrong: dict[str, list[str]], days: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return what is wrong by the control it leads to: without a slot to choose, the day."""
    return {"day" if one == "slot" and not days else one: said for one, said in wrong.items()}


def _parties(loaded: Loaded | None) -> list[tuple[str, str]]:
    if loaded is None:
        return []
    return [
        (party.id, (person.name or "") if person is not None else "")
        for party, person in loaded.parties
    ]


def _page(
    here: Acting,
    point_id: str,
    wanted: Wanted,
    day: date | None,
    wrong: dict[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    point = point_here(here, point_id)
    asked = Wanted(number=wanted.number) if "party" in wrong else wanted
    subject = booking.subject_for(here, asked)
    loaded = subject.loaded
    # of a violent home nothing is offered before it is said who comes: it depends on that
    ready = loaded is None or bool(subject.party_id) or not loaded.case.violence
    days, first = _slots(here, subject, point, day) if ready else ([], day or here.today)
    html = render_template(
        "desk/book.html",
        moved=None,
        lines=told(here, of_case(here, loaded.case.id)) if loaded is not None else (),
        action=url_for("desk.book"),
        point=point,
        points=points_below(here),
        wanted=wanted,
        parties=_parties(loaded),
        ready=ready,
        days=days,
        first=first,
        today=here.today,
        picked=request.form.get("slot", ""),
        wrong=wrong,
        told=_told_at(wrong, days),
        reasons=reasons,
        key=form_key(None),
    )
    return html, status


def _move_page(
    here: Acting,
    row: Appointment,
    point_id: str,
    day: date | None,
    wrong: dict[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    point = point_here(here, point_id)
    if row.state != "booked":
        raise errors.MoveRefused(booking.OVER)
    days, first = _slots(here, booking.subject_again(here, row), point, day)
    html = render_template(
        "desk/book.html",
        moved=row,
        lines=(),
        now=f"{row.on.isoformat()} {hours_of(row.starts, row.ends)}",
        action=url_for("desk.rebook", appointment_id=row.id),
        point=point,
        points=points_below(here),
        wanted=Wanted(),
        parties=[],
        ready=True,
        days=days,
        first=first,
        today=here.today,
        picked=request.form.get("slot", ""),
        wrong=wrong,
        told=_told_at(wrong, days),
        reasons=reasons,
        key="",
    )
    return html, status
