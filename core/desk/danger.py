"""The danger of a case: its class, its gap sheet, a scale to ask and a measure to write down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.danger.classes import CLASSES, LAWS
from core.cases.danger.gaps import BY_HAND, DANGER_MEASURE
from core.cases.danger.scale import DANGER_SCALE, DEVELOPERS, GRADES
from core.cases.danger.sheet import danger_sheet as sheet_of
from core.cases.danger.sheet import may_scale
from core.cases.here import acting, case_out
from core.cases.loading import open_case, require_running
from core.cases.offering import offered_kept
from core.cases.partitions import OTHER_SIDE
from core.cases.reading import project
from core.desk.acts import version_of
from core.desk.blueprints import cases
from core.desk.refusing import refused
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Form, Kind

SCALE, MEASURE = "cases.danger_scale", "cases.danger_measure"
PAGES: Mapping[str, str] = {
    "scale": "cases.ask_danger_scale",
    "contact": "cases.ask_safe_contact",
    "report": "cases.ask_report",
    "owner": "cases.ask_handler",
    "visit": "cases.show",
    "urgent": "cases.ask_move",
}
MOVE: Mapping[str, dict[str, Any]] = {"urgent": {"move": "urgent_report"}}


def _sheet_page(number: str) -> ResponseReturnValue:
    return redirect(url_for("cases.danger_sheet", number=number), 303)


@cases.get("/<number>/danger/sheet")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def danger_sheet(number: str) -> ResponseReturnValue:
    """缺口单: what the class demands, and every scale; it prints for her to sign."""
    here = acting()
    if not may_scale(here, g.target):
        abort(403)
    return render_template(
        "cases/danger.html",
        case=case_out(),
        sheet=sheet_of(here, g.target),
        classes=CLASSES,
        laws=LAWS,
        grades=GRADES,
        links={
            name: url_for(page, number=number, **MOVE.get(name, {})) for name, page in PAGES.items()
        },
        developers=DEVELOPERS,
        kept_papers=offered_kept(here, g.target, g.case_reach),
    )


@cases.get("/<number>/danger/scale")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger_scale(number: str) -> ResponseReturnValue:
    """Ask the scale anew; what she answered before is not shown, she is asked every time."""
    return _asked(number, DANGER_SCALE, SCALE, {})


@cases.post("/<number>/danger/scale")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger_scale")
def danger_scale(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return _filed(number, DANGER_SCALE, SCALE, commands.file_scale)


@cases.get("/<number>/danger/measure")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger_measure(number: str) -> ResponseReturnValue:
    """Ask what was done about one line of the sheet."""
    line = request.args.get("line", "")
    chosen = {"line": line} if line in BY_HAND else {}
    today = acting().today.isoformat()
    return _asked(number, DANGER_MEASURE, MEASURE, {**chosen, "on": today})


@cases.post("/<number>/danger/measure")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger_measure")
def danger_measure(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return _filed(number, DANGER_MEASURE, MEASURE, commands.file_safety_measure)


def _asked(number: str, form: Form, action: str, raw: dict[str, Any]) -> ResponseReturnValue:
    here = acting()
    if not may_scale(here, g.target):
        abort(403)
    require_running(g.target)
    return _page(here, number, form, action, raw, {}, 200)


def _filed(
    number: str, form: Form, action: str, command: Callable[..., object]
) -> ResponseReturnValue:
    here, raw = acting(), read(form, request.form)
    answer = refused(
        here,
        lambda: command(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(
            here, number, form, action, raw, wrong, status, reasons
        ),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(form.title)), "ok")
    return _sheet_page(number)


def _page(
    here: Acting,
    number: str,
    form: Form,
    action: str,
    raw: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    if not may_scale(here, loaded):
        abort(403)
    case = project(here, loaded, facts, how_far)
    hers = [one for one in case.parties or () if one.role not in OTHER_SIDE]
    kept = kept_form(action, number=number)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=form,
        fields=draw(
            form,
            raw,
            wrong,
            choices={Kind.PARTY.value: [(one.id, one.name or _("未透露")) for one in hers]},
        ),
        action=action,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
