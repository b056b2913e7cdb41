"""解密: the page on which it is asked for, and that of the second person (T/ZSM 5.6.4).

What holds the case sealed is told before anybody has typed a word, and to who reads the case only.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.cases.unsealing import STATES, may_ask, questions_for_me, seconds_for
from core.cases.unsealing_form import UNSEAL
from core.desk.acts import back, version_of
from core.desk.blueprints import cases, desk
from core.desk.refusing import Reasons, refused, said
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import new_key, sent_key
from core.words import Kind

ACTION = "cases.unseal"


@cases.get("/<number>/unseal")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_unseal(number: str) -> ResponseReturnValue:
    """Ask why, and whom; or say what holds the case sealed."""
    return _page(acting(), number, {}, {}, 200)


@cases.post("/<number>/unseal")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_unseal")
def unseal(number: str) -> ResponseReturnValue:
    """Put the question; a refusal keeps everything typed."""
    here, raw = acting(), read(UNSEAL, request.form)
    told = refused(
        here,
        lambda: commands.ask_unseal(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if told is not None:
        return told
    flash(_("已请第二个人审批"), "ok")
    return back(number)


@cases.post("/<number>/unseal/back")
@policy(action="case.read", resource="case")
def take_back_unseal(number: str) -> ResponseReturnValue:
    """Take the question back before it is answered."""
    commands.take_back_unseal(acting(), number, version_of())
    flash(_("已撤回"), "ok")
    return back(number)


@desk.get("/unseal")
@policy(action="seal.manage", answer="S")
def unseals() -> ResponseReturnValue:
    """Show what waits for one's own answer, and what one answered."""
    return _answers(acting(), "", "", {}, [], 200)


@desk.post("/unseal/<question_id>")
@policy(action="seal.manage", answer="S")
def answer_unseal(question_id: str) -> ResponseReturnValue:
    """同意 or 不同意; a refusal of the answer keeps what was typed."""
    here, question = acting(), question_id[:13]
    answer, reason = request.form.get("answer", "")[:10], request.form.get("reason", "")[:2000]
    told = refused(
        here,
        lambda: commands.answer_unseal(
            here, question, version_of(), answer, reason, key=sent_key()
        ),
        lambda wrong, status, reasons: _answers(here, question, reason, wrong, reasons, status),
    )
    if told is not None:
        return told
    flash(_(STATES[answer]), "ok")
    return redirect(url_for("desk.unseals"), 303)


def _page(
    here: Acting,
    number: str,
    raw: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: Reasons | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    if not may_ask(facts, loaded, how_far):
        abort(403)
    kept = kept_form(ACTION, number=number)
    if kept is not None and kept.resumed:
        raw = read(UNSEAL, kept.answers)
    html = render_template(
        "cases/ask_form.html",
        case=project(here, loaded, facts, how_far),
        form=UNSEAL,
        fields=draw(UNSEAL, raw, wrong, choices={Kind.STAFF.value: seconds_for(here, loaded)}),
        action=ACTION,
        reasons=reasons or said(commands.held_by(here, loaded)),
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _answers(
    here: Acting,
    asked: str,
    reason: str,
    wrong: dict[str, list[str]],
    reasons: Reasons,
    status: int,
) -> ResponseReturnValue:
    html = render_template(
        "desk/unseals.html",
        questions=questions_for_me(here),
        asked=asked,
        reason=reason,
        wrong=wrong,
        reasons=reasons,
        states=STATES,
        key=(sent_key() if asked else "") or new_key(),
        today=here.today,
    )
    return html, status
