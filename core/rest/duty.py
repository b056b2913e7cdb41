"""值班表 over the API: a week as it is served, what is planned, who is away (T/ZSM 5.4).

The same commands as the page. Hours and functions only: a roster tells nothing of any case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from flask_babel import gettext as _
from marshmallow import Schema, fields
from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.cases.errors import Forbidden, Unknown
from core.cases.here import acting
from core.cases.people_of import logins_of
from core.cases.reading import names_of
from core.duty import commands
from core.duty.commands import Clerk
from core.duty.errors import DutyRefused
from core.duty.finding import away, duties
from core.duty.models import DutyAway, DutyShift
from core.duty.pattern import DAYS, FARTHEST, Duty, hour
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.rest.answers import Moment, one_of
from core.rest.calls import call
from core.rest.fields import Body, Code, Day, Whole, Words
from core.rest.naming import point_asked
from core.web import Param, Problem
from core.web.speech import spoken_with

TAG = "duty"
WEEK = timedelta(days=6)
Done = TypeVar("Done")


class DutyAnswer(Schema):
    """A duty on one day; ``account`` is empty where nobody is left to serve it, ``planned`` who was
    to. ``service`` is empty for the whole window; ``slot_minutes`` 0 where nothing is booked."""

    shift = fields.String(required=True)
    on = fields.Date(required=True)
    starts = Moment(required=True)
    ends = Moment(required=True)
    service = fields.String(required=True)
    account = fields.String(required=True)
    person = fields.String(required=True)
    planned = fields.String(required=True)
    slot_minutes = fields.Integer(required=True)
    seats = fields.Integer(required=True)


class AwayAnswer(Schema):
    """Somebody is away; ``mine`` tells that the caller may take the note back."""

    id = fields.String(required=True)
    account = fields.String(required=True)
    person = fields.String(required=True)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    deputy = fields.String(required=True)
    mine = fields.Boolean(required=True)


class DutyWeekAnswer(Schema):
    """A week of a point's roster; ``plans`` tells that the caller plans it."""

    point = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    plans = fields.Boolean(required=True)
    duties = fields.List(fields.Nested(DutyAnswer), required=True)
    away = fields.List(fields.Nested(AwayAnswer), required=True)


class ShiftAnswer(Schema):
    """What is planned; ``weekday`` 0 is Monday, null every day. It is ended, never changed."""

    id = fields.String(required=True)
    point = fields.String(required=True)
    service = fields.String(required=True)
    weekday = fields.Integer(required=True, allow_none=True)
    days = one_of(DAYS)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True, allow_none=True)
    starts = fields.String(required=True)
    ends = fields.String(required=True)
    account = fields.String(required=True)
    deputy = fields.String(required=True)
    slot_minutes = fields.Integer(required=True)
    seats = fields.Integer(required=True)


class ShiftsAnswer(Schema):
    """What is planned at a point from today on."""

    shifts = fields.List(fields.Nested(ShiftAnswer), required=True)


class ShiftBody(Body):
    """A shift: on one day (``once``) or every week. Hours as `8:30`; an end before the beginning
    lies on the next day. Colleagues by username, points by code or id."""

    point = Words(longest=20, load_default="")
    service = Words(longest=40, load_default="")
    how = Code(["weekly", "once"], load_default="weekly")
    weekday = Code(["each", *"0123456"], load_default="each")
    days = Code(list(DAYS), load_default="working")
    first_on = Day(required=True)
    last_on = Day()
    starts = Words(required=True, longest=5)
    ends = Words(required=True, longest=5)
    account = Words(required=True, longest=40)
    deputy = Words(longest=40, load_default="")
    slot_minutes = Whole(load_default=0)
    seats = Whole(load_default=1)


class ShiftEndBody(Body):
    """The last day that is still served; today when left out."""

    last_on = Day()


class AwayBody(Body):
    """Who is away (the caller when left out), from when to when, and who stands in."""

    away = Words(longest=40, load_default="")
    from_on = Day(required=True)
    until_on = Day()
    stand_in = Words(longest=40, load_default="")


@call(
    "/<county>/duty",
    action="duty.read",
    tag=TAG,
    gives=DutyWeekAnswer,
    query=(Param(name="point", most=20, default=""), Param(name="week", kind="day")),
)
def duty_week(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the week around a day at a point, by default this week at the caller's own."""
    here = acting()
    point, day = point_asked(here, asked["point"]), asked["week"] or here.today
    near(here, day, "week")
    first = day - timedelta(days=day.weekday())
    found = duties(here.session, lambda: here.calendar, first, first + WEEK, points=[point.id])
    people = {one for duty in found for one in duty.people} | {here.me}
    absences = [one for one in away(here.session, first, first + WEEK) if one.account_id in people]
    return {
        "point": point.code,
        "first": first,
        "last": first + WEEK,
        "plans": commands.may_plan(here.viewer, ids_of(point.path)),
        "duties": _duties(here, found),
        "away": _absences(here, absences),
    }


@call(
    "/<county>/duty/shifts",
    action="duty.manage",
    tag=TAG,
    gives=ShiftsAnswer,
    query=(Param(name="point", most=20, default=""),),
)
def duty_shifts(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is planned at a point, for who plans there."""
    here = acting()
    point = point_asked(here, asked["point"])
    if not commands.may_plan(here.viewer, ids_of(point.path)):
        raise Forbidden(point.code)
    rows = here.session.scalars(
        select(DutyShift)
        .where(
            DutyShift.point_id == point.id,
            or_(DutyShift.last_on.is_(None), DutyShift.last_on >= here.today),
        )
        .order_by(DutyShift.first_on, DutyShift.starts, DutyShift.id)
    ).all()
    return {"shifts": _shifts(here, point, *rows)}


@call(
    "/<county>/duty/shifts",
    method="POST",
    action="duty.manage",
    tag=TAG,
    takes=ShiftBody,
    gives=ShiftAnswer,
)
def plan_duty(body: dict[str, Any]) -> dict[str, Any]:
    """Plan a shift; the same one planned twice is one."""
    here = acting()
    point = point_asked(here, body["point"])
    typed = _typed(body) | {"point": point.id}
    services = here.board.working(here.roster, ids_of(point.path))
    shift = _answering(lambda: commands.plan_shift(_clerk(here), typed, services))
    return _shifts(here, point, shift)[0]


@call(
    "/<county>/duty/shifts/<rowid:shift_id>/end",
    method="POST",
    action="duty.manage",
    tag=TAG,
    takes=ShiftEndBody,
    gives=ShiftAnswer,
)
def end_duty(body: dict[str, Any], shift_id: str) -> dict[str, Any]:
    """Plan a shift no further than a day."""
    here = acting()
    last = body.get("last_on")
    shift = _answering(lambda: commands.end_shift(_clerk(here), shift_id, last))
    point = here.session.get_one(ServicePoint, (here.viewer.county, shift.point_id))
    return _shifts(here, point, shift)[0]


@call(
    "/<county>/duty/away",
    method="POST",
    action="duty.read",
    tag=TAG,
    takes=AwayBody,
    gives=AwayAnswer,
)
def note_away(body: dict[str, Any]) -> dict[str, Any]:
    """Note that somebody is away: the caller, or somebody they plan for; twice is once."""
    here = acting()
    typed = _typed(body)
    typed["away"] = typed["away"] or here.me
    row = _answering(lambda: commands.note_away(_clerk(here), typed))
    return _absences(here, [row])[0]


@call(
    "/<county>/duty/away/<rowid:away_id>/back",
    method="POST",
    action="duty.read",
    tag=TAG,
    gives=AwayAnswer,
)
def back_again(away_id: str) -> dict[str, Any]:
    """Take a note of absence back."""
    here = acting()
    row = _answering(lambda: commands.back_again(_clerk(here), away_id))
    return _absences(here, [row])[0]


def near(here: Acting, day: date, field: str) -> None:
    """Refuse a day so far away that it is nobody's plan."""
    if abs(day - here.today) > FARTHEST:
        raise Problem(422, errors={field: [_("最多看前后一年")]})


def _clerk(here: Acting) -> Clerk:
    return Clerk(session=here.session, viewer=here.viewer, at=here.at, today=here.today)


def _typed(body: dict[str, Any]) -> dict[str, str]:
    """Return a body as the commands read a form: every answer as it would be typed."""
    return {name: "" if value is None else str(value) for name, value in body.items()}


def _answering(run: Callable[[], Done]) -> Done:
    """Run a command on the roster; tell a refusal at its fields, as the forms of cases do."""
    try:
        return run()
    except LookupError as unknown:
        raise Unknown(str(unknown)) from None
    except DutyRefused as refusal:
        wrong: dict[str, list[str]] = {}
        for one in refusal.reasons:
            wrong.setdefault(one.field_name, []).append(spoken_with(one.text, one.values))
        raise Problem(422, errors=wrong) from None


def _duties(here: Acting, found: tuple[Duty, ...]) -> list[dict[str, Any]]:
    accounts = {one for duty in found for one in (duty.account_id, duty.planned_id)}
    names, logins = names_of(here, accounts), logins_of(here, accounts)
    return [
        {
            "shift": one.shift_id,
            "on": one.day,
            "starts": one.begins_at,
            "ends": one.ends_at,
            "service": one.service,
            "account": logins.get(one.account_id or "", ""),
            "person": names.get(one.account_id or "", ""),
            "planned": logins.get(one.planned_id, ""),
            "slot_minutes": one.slot_minutes,
            "seats": one.seats,
        }
        for one in found
    ]


def _absences(here: Acting, rows: list[DutyAway]) -> list[dict[str, Any]]:
    accounts = {one for row in rows for one in (row.account_id, row.deputy_id)}
    names, logins = names_of(here, accounts), logins_of(here, accounts)
    mine = commands.speaks_for(_clerk(here), frozenset(row.account_id for row in rows))
    return [
        {
            "id": row.id,
            "account": logins.get(row.account_id, ""),
            "person": names.get(row.account_id, ""),
            "first_on": row.first_on,
            "last_on": row.last_on,
            "deputy": logins.get(row.deputy_id or "", ""),
            "mine": row.account_id in mine,
        }
        for row in rows
    ]


def _shifts(here: Acting, point: ServicePoint, *rows: DutyShift) -> list[dict[str, Any]]:
    logins = logins_of(here, {one for row in rows for one in (row.account_id, row.deputy_id)})
    return [
        {
            "id": row.id,
            "point": point.code,
            "service": row.service,
            "weekday": row.weekday,
            "days": row.days,
            "first_on": row.first_on,
            "last_on": row.last_on,
            "starts": hour(row.starts),
            "ends": hour(row.ends),
            "account": logins.get(row.account_id, ""),
            "deputy": logins.get(row.deputy_id or "", ""),
            "slot_minutes": row.slot_minutes,
            "seats": row.seats,
        }
        for row in rows
    ]
