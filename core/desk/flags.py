"""标记 from the page of a case: what it is marked with and why, set one, take one off."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.flag_words import SET_FLAG
from core.cases.flags import flags_of, may_mark
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.desk.acts import version_of
from core.desk.blueprints import cases
from core.desk.refusing import refused
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each


@cases.get("/<number>/flags")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def flags(number: str) -> ResponseReturnValue:
    """Show the flags the viewer may see, on and taken off."""
    return _page(acting(), number, None, {}, 200)


@cases.post("/<number>/flags")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.flags")
def set_flag(number: str) -> ResponseReturnValue:
    """Set one."""
    here = acting()
    raw = read(here.asked(SET_FLAG), request.form)
    answer = refused(
        here,
        lambda: commands.set_flag(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已加标记"), "ok")
    return redirect(url_for("cases.flags", number=number), 303)


@cases.post("/<number>/flags/<flag_id>/off")
@policy(action="case.read", resource="case", answer="R")
def clear_flag(number: str, flag_id: str) -> ResponseReturnValue:
    """Take one off."""
    here = acting()
    try:
        commands.clear_flag(
            here, number, flag_id[:13], version_of(), request.form.get("reason", "")[:400]
        )
    except errors.Invalid as refusal:
        here.session.rollback()
        told = [
            {"text": text, "citation": ""}
            for texts in spoken_each(refusal.errors).values()
            for text in texts
        ]
        return _page(here, number, None, {}, 422, told)
    flash(_("已去掉标记"), "ok")
    return redirect(url_for("cases.flags", number=number), 303)


def _page(
    here: Acting,
    number: str,
    raw: dict[str, Any] | None,
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    form = here.asked(SET_FLAG)
    kept = kept_form("cases.set_flag", number=number)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = render_template(
        "cases/flags.html",
        case=project(here, loaded, facts, how_far),
        form=form,
        fields=draw(form, raw, wrong),
        marks=may_mark(facts, loaded),
        flags=flags_of(here, loaded, how_far, gone=True),
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
