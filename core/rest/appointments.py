"""预约 over the API: what is booked, what is free, book, move, say who came (T/ZSM 5.4.5).

What is not offered is not explained here either: full, nobody there and not to be met are one
answer. Slots are asked with a POST, because who must not be met belongs into no address.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from core.appointments import booking
from core.appointments.booking import MOST, OUTCOMES, OVER, Wanted, offered_from
from core.appointments.models import Appointment
from core.appointments.offering import OFFERED, Subject, offers
from core.appointments.reading import (
    STATES,
    AppointmentOut,
    appointment_out,
    appointments,
    open_appointment,
)
from core.cases.acting import Acting
from core.cases.errors import Invalid, MoveRefused
from core.cases.here import acting
from core.cases.people_of import logins_of
from core.cases.reading import names_of
from core.duty.finding import duties
from core.duty.pattern import instant
from core.points.models import ServicePoint
from core.rest.answers import Moment, one_of
from core.rest.bodies import ID
from core.rest.calls import call, idempotency_key
from core.rest.duty import WEEK, near
from core.rest.fields import Body, Code, Day, Whole, Words
from core.rest.naming import point_asked
from core.web import Param

TAG = "appointments"
ONE = "/<county>/appointments/<rowid:appointment_id>"
SLOT = 40


class AppointmentAnswer(Schema):
    """A seat that is taken. Without ``open`` the caller may not know for whom: number, name, phone
    and note are empty. ``loose`` says that it has to be moved."""

    id = fields.String(required=True)
    point = fields.String(required=True)
    on = fields.Date(required=True)
    starts = Moment(required=True)
    ends = Moment(required=True)
    service = fields.String(required=True)
    account = fields.String(required=True)
    person = fields.String(required=True)
    state = one_of(STATES)
    version = fields.Integer(required=True)
    open = fields.Boolean(required=True)
    number = fields.String(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True)
    note = fields.String(required=True)
    loose = fields.Boolean(required=True)


class AppointmentsAnswer(Schema):
    """What is booked at a point within a week."""

    point = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    appointments = fields.List(fields.Nested(AppointmentAnswer), required=True)


class SlotAnswer(Schema):
    """A free slot; ``slot`` is how a booking names it."""

    slot = fields.String(required=True)
    on = fields.Date(required=True)
    starts = Moment(required=True)
    ends = Moment(required=True)
    service = fields.String(required=True)
    account = fields.String(required=True)
    person = fields.String(required=True)


class SlotsAnswer(Schema):
    """The free slots of two weeks; what is not listed cannot be booked, and why is not told."""

    point = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    slots = fields.List(fields.Nested(SlotAnswer), required=True)


class SlotsBody(Body):
    """Where and from which day (today when left out), and for whom: a case and one of its parties,
    or the names of staff not to be met. A case of violence has to name who comes."""

    point = Words(longest=20, load_default="")
    day = Day()
    case = Words(longest=24, load_default="")
    party = Words(longest=ID, load_default="")
    avoid = Words(longest=MOST["avoid"], load_default="")


class BookingBody(Body):
    """A slot, and for whom: a case and one of its parties, or somebody who is in no case yet."""

    point = Words(longest=20, load_default="")
    slot = Words(required=True, longest=SLOT)
    case = Words(longest=24, load_default="")
    party = Words(longest=ID, load_default="")
    name = Words(longest=MOST["name"], load_default="")
    phone = Words(longest=MOST["phone"], load_default="")
    note = Words(longest=MOST["note"], load_default="")
    avoid = Words(longest=MOST["avoid"], load_default="")


class OtherSlotsBody(Body):
    """Where and from which day another slot is looked for."""

    point = Words(longest=20, load_default="")
    day = Day()


class RebookingBody(Body):
    """The other slot, and the version of the appointment that is given up for it."""

    version = Whole(required=True)
    point = Words(longest=20, load_default="")
    slot = Words(required=True, longest=SLOT)


class OutcomeBody(Body):
    """Whether somebody came, did not come, or is not coming any more."""

    version = Whole(required=True)
    outcome = Code(list(OUTCOMES), required=True)
    reason = Words(longest=MOST["note"], load_default="")


@call(
    "/<county>/appointments",
    action="appointment.book",
    tag=TAG,
    gives=AppointmentsAnswer,
    answer="S",
    query=(Param(name="point", most=20, default=""), Param(name="day", kind="day")),
)
def booked_week(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the week from a day at a point, by default from today at the caller's own."""
    here = acting()
    point, first = point_asked(here, asked["point"]), asked["day"] or here.today
    near(here, first, "day")
    found = duties(here.session, lambda: here.calendar, first, first + WEEK, points=[point.id])
    return {
        "point": point.code,
        "first": first,
        "last": first + WEEK,
        "appointments": _told(here, point, *appointments(here, found, first, first + WEEK)),
    }


@call(
    "/<county>/appointments/slots",
    method="POST",
    action="appointment.book",
    tag=TAG,
    takes=SlotsBody,
    gives=SlotsAnswer,
    answer="S",
)
def free_slots(body: dict[str, Any]) -> dict[str, Any]:
    """Return what may be booked for somebody within two weeks. Nothing is written."""
    here = acting()
    subject = booking.subject_for(here, _wanted(body))
    if subject.loaded is not None and not subject.party_id and subject.loaded.case.violence:
        raise Invalid({"party": ["请选是谁来"]})
    return _slots(here, subject, point_asked(here, body["point"]), body)


@call(
    "/<county>/appointments",
    method="POST",
    action="appointment.book",
    tag=TAG,
    takes=BookingBody,
    gives=AppointmentAnswer,
    answer="S",
    status=201,
    creates=True,
)
def book_slot(body: dict[str, Any]) -> dict[str, Any]:
    """Book a slot; one that is gone, full or not to be offered is the same 409."""
    here = acting()
    point = point_asked(here, body["point"])
    row = booking.book(here, _wanted(body), point, body["slot"], key=idempotency_key())
    return _now(here, row)


@call(
    f"{ONE}/slots",
    method="POST",
    action="appointment.book",
    tag=TAG,
    takes=OtherSlotsBody,
    gives=SlotsAnswer,
    answer="S",
)
def other_slots(body: dict[str, Any], appointment_id: str) -> dict[str, Any]:
    """Return where an appointment may be moved, judged as things stand now. Nothing is written."""
    here = acting()
    row = open_appointment(here, appointment_id)
    if row.state != "booked":
        raise MoveRefused(OVER)
    return _slots(here, booking.subject_again(here, row), _there(here, row, body["point"]), body)


@call(
    f"{ONE}/move",
    method="POST",
    action="appointment.book",
    tag=TAG,
    takes=RebookingBody,
    gives=AppointmentAnswer,
    answer="S",
)
def rebook(body: dict[str, Any], appointment_id: str) -> dict[str, Any]:
    """Move an appointment; the answer is the new one, the old seat is given back."""
    here = acting()
    point = _there(here, open_appointment(here, appointment_id), body["point"])
    return _now(here, booking.rebook(here, appointment_id, body["version"], point, body["slot"]))


@call(
    f"{ONE}/outcome",
    method="POST",
    action="appointment.book",
    tag=TAG,
    takes=OutcomeBody,
    gives=AppointmentAnswer,
    answer="S",
)
def end_appointment(body: dict[str, Any], appointment_id: str) -> dict[str, Any]:
    """Say `kept`, `missed` (from its day on) or `cancelled`, which gives the seat back."""
    here = acting()
    row = booking.finish(here, appointment_id, body["version"], body["outcome"], body["reason"])
    return _now(here, row)


def _wanted(body: dict[str, Any]) -> Wanted:
    said = {name: body.get(name, "") for name in ("party", "name", "phone", "note", "avoid")}
    return Wanted(number=body["case"].upper(), **said)


def _there(here: Acting, row: Appointment, said: str) -> ServicePoint:
    """Return the point that was named, that of the appointment without a name."""
    return point_asked(here, said or row.point_id)


def _now(here: Acting, row: Appointment) -> dict[str, Any]:
    point = here.session.get_one(ServicePoint, (here.viewer.county, row.point_id))
    return _told(here, point, appointment_out(here, row))[0]


def _told(here: Acting, point: ServicePoint, *found: AppointmentOut) -> list[dict[str, Any]]:
    accounts = {one.account_id for one in found}
    names, logins = names_of(here, accounts), logins_of(here, accounts)
    return [
        {
            **{name: getattr(one, name) for name in one.__dataclass_fields__},
            "point": point.code,
            "starts": instant(one.on, one.starts),
            "ends": instant(one.on, one.ends),
            "account": logins.get(one.account_id or "", ""),
            "person": names.get(one.account_id or "", ""),
        }
        for one in found
    ]


def _slots(
    here: Acting, subject: Subject, point: ServicePoint, body: dict[str, Any]
) -> dict[str, Any]:
    first = offered_from(here, body.get("day"))
    found = offers(here, subject, point, first, first + OFFERED)
    accounts = {one.duty.account_id for one in found}
    names, logins = names_of(here, accounts), logins_of(here, accounts)
    return {
        "point": point.code,
        "first": first,
        "last": first + OFFERED,
        "slots": [
            {
                "slot": one.key,
                "on": one.duty.day,
                "starts": instant(one.duty.day, one.starts),
                "ends": instant(one.duty.day, one.ends),
                "service": one.duty.service,
                "account": logins.get(one.duty.account_id or "", ""),
                "person": names.get(one.duty.account_id or "", ""),
            }
            for one in found
        ],
    }
