"""安全联系登记: the page on which it is told how a party may safely be reached."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.contact_form import SAFE_CONTACT
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.refusing import refused
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Kind

ACTION = "cases.safe_contact"


@cases.get("/<number>/contact")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_safe_contact(number: str) -> ResponseReturnValue:
    """Ask how somebody may be reached; nothing said before is shown, she is asked anew."""
    if not commands.may_contact(acting(), g.target, g.case_reach):
        abort(403)
    return _page(acting(), number, {}, {}, 200)


@cases.post("/<number>/contact")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_safe_contact")
def safe_contact(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    here = acting()
    raw = read(SAFE_CONTACT, request.form)
    answer = refused(
        here,
        lambda: commands.file_safe_contact(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(SAFE_CONTACT.title)), "ok")
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
    people = [(one.id, one.name or _("未透露")) for one in case.parties or ()]
    kept = kept_form(ACTION, number=number)
    if kept is not None and kept.resumed:
        raw = read(SAFE_CONTACT, kept.answers)
    fields = draw(here.asked(SAFE_CONTACT), raw, wrong, choices={Kind.PARTY.value: people})
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=SAFE_CONTACT,
        fields=fields,
        action=ACTION,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
