"""The doors of the house: which rooms receive people, what the bar offers, how refusals are told.

Doors are registered here and nowhere else, so that a reader finds every address by following one
file.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, current_app, g
from flask_babel import gettext as _

from core.admin import admin
from core.cases import errors
from core.cases.here import load_approval, load_case, load_person
from core.clocks.service import ClockRefused
from core.desk import brands, cases, desk
from core.duty.errors import DutyRefused, NotYours
from core.figures import figures
from core.people.errors import PeopleRefused
from core.points.service import PointRefused
from core.privacy import mask_name
from core.public import public
from core.rest import init_rest
from core.roster import PluginFailed, Roster
from core.web import Doorplate, NavItem, Problem, Reason
from core.web.errors import Translator
from core.web.gate import Loader
from core.web.speech import spoken, spoken_each, spoken_with
from core.words import Objection, Viewer

NAVIGATION: tuple[NavItem, ...] = (
    NavItem(label="窗口", endpoint="desk.home", action="desk.use"),
    NavItem(
        label="今天", endpoint="desk.day", action="day.read", also=("desk.visits", "desk.approval")
    ),
    NavItem(label="办件", endpoint="cases.index", action="case.list"),
    NavItem(label="线索", endpoint="desk.clues", action="clue.report", also=("desk.report_clue",)),
    NavItem(
        label="登记簿",
        endpoint="desk.registers",
        action="register.read",
        also=(
            "desk.register_list",
            "desk.register_new",
            "desk.register_enter",
            "desk.register_entry",
            "desk.register_edit",
            "desk.register_correct",
            "desk.register_act",
            "desk.register_take",
            "desk.register_void",
        ),
    ),
    NavItem(
        label="紧急查看",
        endpoint="desk.glass",
        action="glass.break",
        also=("desk.break_glass",),
    ),
    NavItem(
        label="解密审批",
        endpoint="desk.unseals",
        action="seal.manage",
        also=("desk.answer_unseal",),
    ),
    NavItem(
        label="紧急查看复核",
        endpoint="desk.glass_reviews",
        action="glass.review",
        also=("desk.glass_review",),
    ),
    NavItem(
        label="分析会",
        endpoint="desk.meetings",
        action="meeting.read",
        also=(
            "desk.new_meeting",
            "desk.call_for_meeting",
            "desk.meeting",
            "desk.edit_meeting",
            "desk.change_call",
            "desk.ask_minutes",
            "desk.file_minutes",
            "desk.drop_meeting",
            "desk.ask_correction",
            "desk.file_correction",
        ),
    ),
    NavItem(
        label="评价",
        endpoint="desk.evaluation",
        action="improve.read",
        also=(
            "desk.answers",
            "desk.ask_box",
            "desk.enter_box",
            "desk.complaints",
            "desk.new_complaint",
            "desk.file_complaint",
            "desk.complaint",
            "desk.ask_reply",
            "desk.file_reply",
            "desk.ask_more_time",
            "desk.file_more_time",
            "desk.ask_agreement",
            "desk.file_agreement",
            "desk.improvements",
            "desk.new_improvement",
            "desk.file_improvement",
            "desk.improvement",
            "desk.ask_improvement",
            "desk.act_on_improvement",
        ),
    ),
    NavItem(
        label="值班",
        endpoint="desk.duty",
        action="duty.read",
        also=("desk.plan_duty", "desk.note_away", "desk.duty_calendar", "desk.open_calendar"),
    ),
    NavItem(
        label="预约",
        endpoint="desk.appointments_week",
        action="appointment.book",
        also=("desk.ask_appointment", "desk.book", "desk.ask_rebook", "desk.rebook"),
    ),
    NavItem(label="统计", endpoint="figures.home", action="figures.read"),
    NavItem(label="管理", endpoint="admin.home", action="switch.set"),
    NavItem(label="审计", endpoint="admin.audit", action="audit.read"),
)


def register_doors(app: Flask) -> None:
    """Register every door's blueprint."""
    app.jinja_env.filters["mask_name"] = mask_name
    for door in (desk, cases, brands, figures, admin, public):
        app.register_blueprint(door)
    init_rest(app)


def loaders() -> Mapping[str, Loader]:
    """Return how the things in URLs are found and judged."""
    return {"approval": load_approval, "case": load_case, "person": load_person}


def doorplate(viewer: Viewer) -> Doorplate:
    """Return the place and person beside the mark."""
    county = g.county.name if g.get("county") else ""
    return Doorplate(place=f"{county} · {viewer.current.point.name}", who=viewer.name)


def reasons(objections: tuple[Objection, ...]) -> tuple[Reason, ...]:
    """Return objections in the reader's language."""
    return tuple(
        Reason(text=spoken_with(one.text, one.values), citation=spoken(one.citation))
        for one in objections
    )


def problems() -> dict[type[Exception], Translator]:
    """Return how each refusal of the rooms is told; an unknown case looks like an unknown page."""
    return {
        errors.Unknown: lambda error: Problem(404),
        errors.Forbidden: lambda error: Problem(403),
        errors.MoveRefused: _refused,
        errors.Stale: _stale,
        errors.Invalid: _invalid,
        errors.KeyReused: lambda error: Problem(422, _("这个提交编号已经用过，内容却不同")),
        PluginFailed: _failed,
        PeopleRefused: _objected,
        PointRefused: _objected,
        DutyRefused: _objected,
        NotYours: lambda error: Problem(403),
        ClockRefused: _clock_refused,
    }


def _refused(error: Exception) -> Problem:
    objections: tuple[Objection, ...] = getattr(error, "objections", ())
    return Problem(409, reasons=reasons(objections))


def _stale(error: Exception) -> Problem:
    """Tell both versions, the one that was quoted and the one that stands."""
    words = _(
        "您看到的是第 %(mine)s 版，现在是第 %(theirs)s 版",
        mine=getattr(error, "mine", ""),
        theirs=getattr(error, "theirs", ""),
    )
    return Problem(409, _("别人刚刚改过，请看一眼最新的再办"), reasons=(Reason(text=words),))


def _failed(error: Exception) -> Problem:
    """Tell which function failed; nothing of the step was kept, and the fault is recorded."""
    roster: Roster = current_app.extensions["jiahe.roster"]
    plugin = error.fault.plugin if isinstance(error, PluginFailed) else ""
    title = roster.declared(plugin).title if plugin in roster else plugin
    return Problem(409, _("“%(title)s”出了错，这一步没有办成，什么都没有改动", title=_(title)))


def _clock_refused(error: Exception) -> Problem:
    found: tuple[Objection, ...] = getattr(error, "reasons", ())
    return Problem(409, reasons=reasons(found))


def _invalid(error: Exception) -> Problem:
    return Problem(422, errors=spoken_each(getattr(error, "errors", {})))


def _objected(error: Exception) -> Problem:
    found: tuple[Objection, ...] = getattr(error, "reasons", ()) or getattr(error, "objections", ())
    return Problem(422, reasons=reasons(found))
