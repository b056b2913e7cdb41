"""联合会诊 from the page of a case: who sat over it, what they found, who does what (5.6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.conference_form import CONFERENCE
from core.cases.conferences import full_readers, may_confer, may_write
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.refusing import refused
from core.desk.team import staff_of_county
from core.forms import draw, read, wants_redraw
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Kind

ACTION = "cases.confer"


@cases.get("/<number>/conference")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_conference(number: str) -> ResponseReturnValue:
    """Ask what a conference found."""
    here = acting()
    if not may_confer(here, g.case_facts, g.case_reach):
        abort(403)
    begun = {"on": here.today.isoformat(), "host": here.me}
    return _page(here, number, begun, {}, 200)


@cases.post("/<number>/conference")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_conference")
def confer(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    here, raw = acting(), read(CONFERENCE, request.form)
    if wants_redraw(request.form):
        return _page(here, number, raw, {}, 200)
    answer = refused(
        here,
        lambda: commands.file_conference(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(CONFERENCE.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    raw: Mapping[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    if not may_write(here, how_far):
        abort(403)
    kept = kept_form(ACTION, number=number)
    if kept is not None and kept.resumed:
        raw = read(CONFERENCE, kept.answers)
    staff = staff_of_county(here, left_out(loaded, how_far))
    readers = full_readers(facts)
    choices = {
        Kind.STAFF.value: staff,
        "owner": [one for one in staff if one[0] in readers],
    }
    html = render_template(
        "cases/ask_form.html",
        case=project(here, loaded, facts, how_far),
        form=CONFERENCE,
        fields=draw(CONFERENCE, raw, wrong, choices=choices),
        action=ACTION,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
