"""保护令、告诫书登记: the page on which a step of a court or the police is told."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import Loaded, open_case
from core.cases.protection import ProtectionOut, protections_of
from core.cases.protection_form import PROTECTION
from core.cases.reading import project
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import refused
from core.forms import draw, read
from core.privacy import Reach
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import PARTY_ROLES, Kind

ACTION = "cases.protection"


def protections_seen(here: Acting, loaded: Loaded, how_far: Reach) -> tuple[ProtectionOut, ...]:
    """Return the orders and letters of a case to who works or follows it; a case without violence
    has none and is not asked for any."""
    if not loaded.case.violence or not commands.may_contact(here, loaded, how_far):
        return ()
    return protections_of(here, loaded)


@cases.get("/<number>/protection")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_protection(number: str) -> ResponseReturnValue:
    """Ask which step was taken."""
    if not commands.may_contact(acting(), g.target, g.case_reach):
        abort(403)
    return _page(acting(), number, {}, {}, 200)


@cases.post("/<number>/protection")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_protection")
def protection(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    here = acting()
    raw = read(PROTECTION, request.form)
    answer = refused(
        here,
        lambda: commands.file_protection(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(PROTECTION.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    raw: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    if not commands.may_contact(here, loaded, how_far):
        abort(403)
    case = project(here, loaded, facts, how_far)
    people = [
        (one.id, named(one.name or _("未透露"), PARTY_ROLES.get(one.role, one.role)))
        for one in case.parties or ()
    ]
    kept = kept_form(ACTION, number=number)
    if kept is not None and kept.resumed:
        raw = read(PROTECTION, kept.answers)
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=PROTECTION,
        fields=draw(here.asked(PROTECTION), raw, wrong, choices={Kind.PARTY.value: people}),
        action=ACTION,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
