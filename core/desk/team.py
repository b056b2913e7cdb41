"""一案一专班 from the page of a case: who sits in it, what it did in each of the four parts of its
loop, and who sees how much (T/ZSM 5.6.3, 5.6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.cases.team import seats_now
from core.cases.team_forms import LOOP, TEAM
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import refused
from core.forms import draw, read, wants_redraw
from core.people.staff import staff_at
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Form, Kind

ASKED = {"cases.form_team": TEAM, "cases.file_loop": LOOP}
BLANK: Mapping[str, Any] = {"seats": [{"part": "lead", "sees": "all"}, {"sees": "all"}]}


@cases.get("/<number>/team")
@policy(action="case.read", resource="case", answer="I", audit="case.seen")
def ask_team(number: str) -> ResponseReturnValue:
    """Ask who sits in the team; a head only."""
    here = acting()
    if not commands.may_form(g.case_facts):
        abort(403)
    seats = seats_now(here, g.target) if g.target.special else []
    return _page(here, number, "cases.form_team", {"seats": seats} if seats else BLANK, {}, 200)


@cases.post("/<number>/team")
@policy(action="case.read", resource="case")
@keeps_draft("cases.ask_team")
def form_team(number: str) -> ResponseReturnValue:
    """Put the list in force."""
    return _filed(number, "cases.form_team", commands.form_team)


@cases.get("/<number>/loop")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_loop(number: str) -> ResponseReturnValue:
    """Ask what was done in a part of the loop."""
    here = acting()
    if not commands.may_file_loop(here, g.target, g.case_facts):
        abort(403)
    return _page(here, number, "cases.file_loop", {"on": here.today.isoformat()}, {}, 200)


@cases.post("/<number>/loop")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_loop")
def file_loop(number: str) -> ResponseReturnValue:
    """File it."""
    return _filed(number, "cases.file_loop", commands.file_loop)


def _filed(number: str, action: str, command: Any) -> ResponseReturnValue:
    here, form = acting(), ASKED[action]
    raw = read(form, request.form)
    if wants_redraw(request.form):
        if not commands.may_form(open_case(here, number)[1]):
            abort(403)  # only the list of the team has rows to add
        return _page(here, number, action, raw, {}, 200)
    answer = refused(
        here,
        lambda: command(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, action, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(form.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    action: str,
    raw: Mapping[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    form: Form = ASKED[action]
    kept = kept_form(action, number=number)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    staff = staff_of_county(here, left_out(loaded, how_far))
    html = render_template(
        "cases/ask_form.html",
        case=project(here, loaded, facts, how_far),
        form=form,
        fields=draw(form, raw, wrong, choices={Kind.STAFF.value: staff}),
        action=action,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def staff_of_county(here: Acting, without: frozenset[str]) -> list[tuple[str, str]]:
    """Return the county's people with a post."""
    found: dict[str, str] = {}
    for member in staff_at(here.session):
        if member.active and member.account_id not in without:
            found.setdefault(member.account_id, named(member.name, member.title or member.role))
    return list(found.items())
