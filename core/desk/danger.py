"""The danger of a case: its class, its gap sheet, a scale to ask and a measure to write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.danger.classes import CLASSES, LAWS
from core.cases.danger.gaps import BY_HAND, DANGER_MEASURE
from core.cases.danger.scale import DANGER_SCALE, DEVELOPERS, GRADES
from core.cases.danger.sheet import danger_sheet as sheet_of
from core.cases.danger.sheet import may_scale
from core.cases.here import acting, case_out
from core.cases.loading import Loaded, require_running
from core.cases.offering import offered_kept
from core.cases.partitions import OTHER_SIDE
from core.cases.provinces import local_rules
from core.desk.asking import Asked, Choices, Raw, Sight, ask, filed
from core.desk.blueprints import cases
from core.web import keeps_draft, policy
from core.words import Kind

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


def _may(sight: Sight) -> bool:
    return may_scale(sight.here, sight.loaded)


def _must_run(loaded: Loaded) -> None:
    """Who may not ask is told so before anything is told of the case."""
    if not may_scale(acting(), loaded):
        abort(403)
    require_running(loaded)


def _hers(sight: Sight, raw: Raw) -> Choices:
    """Return whom the scale may be asked of: nobody of the other side."""
    hers = [one for one in sight.case.parties or () if one.role not in OTHER_SIDE]
    return {Kind.PARTY.value: [(one.id, one.name or _("未透露")) for one in hers]}


SCALE = Asked(
    form=DANGER_SCALE, action="cases.danger_scale", may=_may, choices=_hers, after=_sheet_page
)
MEASURE = Asked(
    form=DANGER_MEASURE, action="cases.danger_measure", may=_may, choices=_hers, after=_sheet_page
)


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
        local=tuple(local_rules(g.target.case.county_id, here.today)),
        kept_papers=offered_kept(here, g.target, g.case_reach),
    )


@cases.get("/<number>/danger/scale")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger_scale(number: str) -> ResponseReturnValue:
    """Ask the scale anew; what she answered before is not shown, she is asked every time."""
    _must_run(g.target)
    return ask(SCALE, number, {})


@cases.post("/<number>/danger/scale")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger_scale")
def danger_scale(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return filed(
        SCALE,
        number,
        lambda here, version, raw, key: commands.file_scale(here, number, version, raw, key=key),
    )


@cases.get("/<number>/danger/measure")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger_measure(number: str) -> ResponseReturnValue:
    """Ask what was done about one line of the sheet."""
    line = request.args.get("line", "")
    chosen = {"line": line} if line in BY_HAND else {}
    today = acting().today.isoformat()
    _must_run(g.target)
    return ask(MEASURE, number, {**chosen, "on": today})


@cases.post("/<number>/danger/measure")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger_measure")
def danger_measure(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return filed(
        MEASURE,
        number,
        lambda here, version, raw, key: commands.file_safety_measure(
            here, number, version, raw, key=key
        ),
    )
