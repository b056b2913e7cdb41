"""回访: the visits somebody has to make, the page a visit is filed on, and planning one more.

The list says day, number and masked names, of a sealed case the number only. Before anything is
asked the page says how she may safely be reached (T/ZSM 5.5.3.1; 妇联规程第13条).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.casework_forms import FOLLOW_UP
from core.cases.contact import guarded
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.promises import PromiseOut, promises_of
from core.cases.reading import project
from core.cases.visits import NEUTRAL, VISIT_KINDS, my_visits
from core.desk.acts import back, version_of
from core.desk.blueprints import cases, desk
from core.desk.reaching import reaching_of
from core.desk.refusing import refused
from core.desk.telling import codes_for
from core.forms import day_typed, draw, read, wants_redraw
from core.web import decode_cursor, encode_cursor, keeps_draft, kept_form, policy, read_query
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken, spoken_each
from core.words import PROMISE_STATES, Kind

CURSOR = "visits"


@desk.get("/visits")
@policy(action="case.list", answer="S")
def visits() -> ResponseReturnValue:
    """List the visits the viewer has to make, the earliest first."""
    here = acting()
    asked = read_query(paged=True)
    size = asked["page_size"]
    rows = my_visits(here, after=_cursor(asked["after"]), limit=size + 1)
    page, more = rows[:size], len(rows) > size
    following = encode_cursor(CURSOR, (page[-1].planned_on, page[-1].id)) if more else None
    return render_template(
        "desk/visits.html",
        visits=page,
        kinds=VISIT_KINDS,
        neutral=NEUTRAL,
        next_url=url_for("desk.visits", after=following) if following else None,
        first_url=url_for("desk.visits") if asked["after"] else None,
    )


def _cursor(text: str | None) -> tuple[date, str] | None:
    if not text:
        return None
    day, row_id = decode_cursor(CURSOR, text)
    if not isinstance(day, date) or not isinstance(row_id, str):
        abort(422)
    return day, row_id


@cases.get("/<number>/followups/new")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_followup(number: str) -> ResponseReturnValue:
    """Ask how the visit went, one line for each promise that is not known to be kept."""
    here = acting()
    promises = promises_of(here, g.target, g.case_reach)
    waiting = [one for one in promises if one.state != "done"]
    raw = {"kept": [{"number": str(one.number)} for one in waiting]}
    return _page(here, number, raw, {}, 200)


def _page(
    here: Acting,
    number: str,
    raw: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    promises: tuple[PromiseOut, ...] = promises_of(here, loaded, how_far)
    people = [(one.id, one.name or _("未透露")) for one in case.parties or ()]
    kept = kept_form("cases.followup", number=number)
    if kept is not None and kept.resumed:
        raw = read(FOLLOW_UP, kept.answers)
    html = render_template(
        "cases/ask_visit.html",
        case=case,
        form=FOLLOW_UP,
        fields=draw(here.asked(FOLLOW_UP), raw, wrong, choices={Kind.PARTY.value: people}),
        action="cases.followup",
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
        promises=promises,
        states=PROMISE_STATES,
        planned=next((one for one in loaded.follow_ups if one.done_at is None), None),
        kinds=VISIT_KINDS,
        guarded=guarded(loaded),
        contacts=reaching_of(here, loaded, how_far),
        codes=codes_for(here),
    )
    return html, status


@cases.post("/<number>/followups/new")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_followup")
def followup(number: str) -> ResponseReturnValue:
    """File a follow-up visit; a refusal keeps everything typed."""
    here, raw = acting(), read(FOLLOW_UP, request.form)
    if wants_redraw(request.form):
        return _page(here, number, raw, {}, 200)
    answer = refused(
        here,
        lambda: commands.file_follow_up(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(FOLLOW_UP.title)), "ok")
    return back(number)


def _day() -> date | None:
    """Return the day that was typed, None for none that can be read."""
    try:
        return date.fromisoformat(day_typed(request.form.get("planned_on", "")[:20]))
    except ValueError:
        return None


@cases.post("/<number>/followups/plan")
@policy(action="case.read", resource="case")
def plan_followup(number: str) -> ResponseReturnValue:
    """Plan one more visit."""
    here, kind = acting(), request.form.get("kind", "")[:20]
    try:
        visit = commands.plan_visit(here, number, version_of(), kind, _day())
    except errors.Invalid as refusal:
        here.session.rollback()
        return render_template(
            "cases/plan_visit.html",
            number=number,
            version=version_of(),
            kinds=[(code, spoken(label)) for code, label in VISIT_KINDS.items()],
            kind=kind,
            typed=request.form.get("planned_on", "")[:40],
            wrong=spoken_each(refusal.errors),
        ), 422
    flash(_("已排：%(day)s", day=visit.planned_on.isoformat()), "ok")
    return back(number)
