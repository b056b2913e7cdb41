"""值班表: a week of a point as it is served, and, for who plans it, the plan itself.

The week can be printed and hung up: it holds names of staff and functions, nothing of any case
(T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.reading import names_of
from core.desk.blueprints import desk
from core.desk.colleagues import named
from core.desk.places import points_below
from core.duty import commands
from core.duty.commands import Clerk
from core.duty.errors import DutyRefused
from core.duty.finding import away, duties
from core.duty.models import DutyShift
from core.duty.pattern import DAY_MINUTES, DAYS, FARTHEST, WEEKDAYS, Duty, hour
from core.duty.staff import Candidate, candidates
from core.people.roles import ROLES
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.points.tree import view as point_view
from core.web import Param, policy, read_query
from core.web.speech import spoken, spoken_with
from core.words import SWITCH_STATES, Objection, PointView, State

SHIFT_FIELDS = (
    "point", "service", "how", "weekday", "days", "first_on", "last_on", "starts", "ends",
    "account", "deputy", "slot_minutes", "seats",
)  # fmt: skip
AWAY_FIELDS = ("point", "away", "stand_in", "from_on", "until_on")
Wrong = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyLine:
    """One duty as it stands on the sheet; ``who`` is empty where nobody is left to serve, ``state``
    is told where the function takes in nothing new."""

    duty: Duty
    hours: str
    function: str
    state: str
    who: str
    instead_of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyDay:
    """A day of the sheet; ``guessed`` while the year's holidays are not announced."""

    day: date
    weekday: str
    working: bool
    guessed: bool
    lines: tuple[DutyLine, ...]


def hours_of(starts: int, ends: int) -> str:
    """Return hours as they are read; an end beyond midnight says so."""
    night = str(_("次日")) if ends > DAY_MINUTES else ""
    return f"{hour(starts)}–{night}{hour(ends)}"


def function_title(here: Acting, service: str) -> str:
    """Return what a duty is for in the reader's language; one gone keeps its code."""
    if not service:
        return str(_("窗口"))
    declared = here.roster.services.get(service)
    return spoken(declared.title) if declared else service


def state_at(here: Acting, service: str, path: tuple[str, ...]) -> str:
    """Return 只办结 or 停用 of a function that takes in nothing new there, else ""."""
    state = here.board.effective(service, path) if service else State.OPEN
    return "" if state is State.OPEN else spoken(SWITCH_STATES[state])


def lines_of(
    here: Acting, found: tuple[Duty, ...], place: PointView | None = None
) -> tuple[DutyLine, ...]:
    """Return duties as they are shown; the names in one read. *place* is where all of them are,
    when it is none of the viewer's own points."""
    paths = {post.point.id: post.point.path for post in here.viewer.posts}
    if place is not None:
        paths[place.id] = place.path
    names = names_of(here, {one for duty in found for one in (duty.account_id, duty.planned_id)})
    return tuple(
        DutyLine(
            duty=one,
            hours=hours_of(one.starts, one.ends),
            function=function_title(here, one.service),
            state=state_at(here, one.service, paths.get(one.point_id, ())),
            who=names.get(one.account_id or "", ""),
            instead_of=names.get(one.planned_id, "") if one.account_id != one.planned_id else "",
        )
        for one in found
    )


def duty_today(here: Acting) -> tuple[DutyLine, ...]:
    """Return who is on duty today at the viewer's own point."""
    point = here.viewer.current.point.id
    found = duties(here.session, lambda: here.calendar, here.today, here.today, points=[point])
    return lines_of(here, found)


def clerk_of(here: Acting) -> Clerk:
    """Return who plans."""
    return Clerk(session=here.session, viewer=here.viewer, at=here.at, today=here.today)


@desk.get("/duty")
@policy(action="duty.read", answer="I")
def duty() -> ResponseReturnValue:
    """Show a week of a point's roster, this week of one's own point by default."""
    here = acting()
    asked = read_query(Param(name="point", most=13), Param(name="week", kind="day"))
    return _page(here, asked["point"] or "", asked["week"], {}, {})


@desk.post("/duty/shifts")
@policy(action="duty.manage", answer="I")
def plan_duty() -> ResponseReturnValue:
    """Plan a shift; a refusal keeps everything typed."""
    here, typed = acting(), _typed(SHIFT_FIELDS)
    path = ids_of(point_here(here, typed["point"]).path)
    services = here.board.working(here.roster, path)
    try:
        shift = commands.plan_shift(clerk_of(here), typed, services)
    except DutyRefused as refusal:
        here.session.rollback()
        return _page(here, typed["point"], None, typed, _wrong(refusal.reasons))
    flash(_("已排上"), "ok")
    return _to(shift.point_id, max(shift.first_on, here.today))


@desk.post("/duty/<shift_id>/end")
@policy(action="duty.manage", answer="I")
def end_duty(shift_id: str) -> ResponseReturnValue:
    """Plan a shift no further than a day; a refusal stands at that shift."""
    here, shift_id = acting(), shift_id[:13]
    said = _typed(("last_on",))["last_on"]
    clerk = clerk_of(here)
    try:
        commands.own_shift(clerk, shift_id)  # before a word is judged
        shift = commands.end_shift(clerk, shift_id, commands.day_said(said))
    except LookupError:
        abort(404)
    except DutyRefused as refusal:
        here.session.rollback()
        planned = commands.own_shift(clerk, shift_id)
        texts = [text for found in _wrong(refusal.reasons).values() for text in found]
        at = f"end-{shift_id}"
        return _page(here, planned.point_id, None, {at: said}, {at: texts})
    flash(_("已改：排到 %(day)s", day=shift.last_on), "ok")
    return _to(shift.point_id, here.today)


@desk.post("/duty/away")
@policy(action="duty.read", answer="I")
def note_away() -> ResponseReturnValue:
    """Note that somebody is away: oneself, or somebody one plans for."""
    here, typed = acting(), _typed(AWAY_FIELDS)
    try:
        row = commands.note_away(clerk_of(here), typed)
    except DutyRefused as refusal:
        here.session.rollback()
        return _page(here, typed["point"], None, typed, _wrong(refusal.reasons))
    flash(_("已记下，值班表跟着变"), "ok")
    return _to(typed["point"], max(row.first_on, here.today))


@desk.post("/duty/away/<away_id>/back")
@policy(action="duty.read", answer="I")
def back_again(away_id: str) -> ResponseReturnValue:
    """Take a note of absence back."""
    here = acting()
    try:
        commands.back_again(clerk_of(here), away_id[:13])
    except LookupError:
        abort(404)
    flash(_("已销假"), "ok")
    return _to(request.form.get("point", "")[:13], here.today)


def _typed(names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.form.get(name, "").strip()[:40] for name in names}


def _wrong(reasons: tuple[Objection, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in reasons:
        found.setdefault(one.field_name, []).append(spoken_with(one.text, one.values))
    return found


def _to(point_id: str, day: date) -> ResponseReturnValue:
    place: dict[str, Any] = {"point": point_id} if point_id else {}
    return redirect(url_for("desk.duty", week=day.isoformat(), **place), 303)


def point_here(here: Acting, point_id: str) -> ServicePoint:
    """Return the point asked for, by default one's own."""
    wanted = point_id[:13] or here.viewer.current.point.id
    point = here.session.get(ServicePoint, (here.viewer.county, wanted))
    if point is None:
        abort(404)
    return point


def _page(
    here: Acting, point_id: str, week: date | None, typed: Mapping[str, str], wrong: Wrong
) -> ResponseReturnValue:
    point = point_here(here, point_id)
    day = week or here.today
    if abs(day - here.today) > FARTHEST:
        abort(422)
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    found = duties(here.session, lambda: here.calendar, monday, sunday, points=[point.id])
    path = ids_of(point.path)
    lines = lines_of(here, found, point_view(point))
    people = {one for duty in found for one in duty.people}
    plans = point.active and commands.may_plan(here.viewer, path)
    absences = [
        one
        for one in away(here.session, monday, max(sunday, here.today + timedelta(days=60)))
        if one.account_id in people or one.account_id == here.me
    ]
    shifts = _shifts(here, point) if plans else []
    staff = candidates(here.session, point)
    known = {one.account_id for one in absences} | {one.account_id for one in staff}
    mine = commands.speaks_for(clerk_of(here), frozenset(known))
    names = names_of(
        here,
        {one.account_id for one in absences}
        | {one.account_id for one in shifts}
        | {one.deputy_id for one in absences}
        | {one.deputy_id for one in shifts},
    )
    html = render_template(
        "desk/duty.html",
        point=point,
        points=points_below(here),
        days=[_day(here, monday + timedelta(days=n), lines) for n in range(7)],
        monday=monday,
        sunday=sunday,
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
        today=here.today,
        plans=plans,
        shifts=[(one, _said(here, one), state_at(here, one.service, path)) for one in shifts],
        absences=[(one, one.account_id in mine) for one in absences],
        names=names,
        staff=[(one.account_id, _stands(here, one)) for one in staff],
        absentees=[(one.account_id, _stands(here, one)) for one in staff if one.account_id in mine],
        me=here.me,
        services=[
            ("", _("窗口")),
            *((n, function_title(here, n)) for n in here.board.working(here.roster, path)),
        ],
        weekdays=[
            ("each", _("每一天")),
            *((str(n), spoken(one)) for n, one in enumerate(WEEKDAYS)),
        ],
        kinds=[(code, spoken(title)) for code, title in DAYS.items()],
        slots=[
            (str(n), _("%(count)s 分钟一个时段", count=n) if n else _("不预约"))
            for n in commands.SLOTS
        ],
        typed=typed,
        wrong=wrong,
        told={"" if name == "point" else name: texts for name, texts in wrong.items()},
    )
    return html, 422 if wrong else 200


def _stands(here: Acting, one: Candidate) -> str:
    """Return how somebody stands in a pick list: name, what they are, where."""
    core = ROLES.get(one.role)
    brought = (role for service in here.roster.services.values() for role in service.roles)
    title = core.title if core else next((r.title for r in brought if r.name == one.role), one.role)
    return f"{named(one.name, title)} · {one.point}"


def _day(here: Acting, day: date, lines: tuple[DutyLine, ...]) -> DutyDay:
    return DutyDay(
        day=day,
        weekday=spoken(WEEKDAYS[day.weekday()]),
        working=here.calendar.is_working(day),
        guessed=here.calendar.is_provisional(day.year),
        lines=tuple(one for one in lines if one.duty.day == day),
    )


def _shifts(here: Acting, point: ServicePoint) -> list[DutyShift]:
    """Return what is planned at the point from today on."""
    rows = here.session.scalars(
        select(DutyShift).where(
            DutyShift.point_id == point.id,
            or_(DutyShift.last_on.is_(None), DutyShift.last_on >= here.today),
        )
    )
    every_day = -1
    return sorted(
        rows,
        key=lambda one: (
            every_day if one.weekday is None else one.weekday,
            one.first_on,
            one.starts,
            one.id,
        ),
    )


def _said(here: Acting, shift: DutyShift) -> str:
    """Return in words when a shift falls."""
    if shift.first_on == shift.last_on:
        when = shift.first_on.isoformat()
    else:
        when = spoken(WEEKDAYS[shift.weekday]) if shift.weekday is not None else _("每一天")
        when = f"{when} · {spoken(DAYS[shift.days])}"
    hours = hours_of(shift.starts, shift.ends)
    return " · ".join((when, hours, function_title(here, shift.service)))
