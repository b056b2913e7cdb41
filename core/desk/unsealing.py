"""解密: the page on which it is asked for, and that of the second person (T/ZSM 5.6.4).

What holds the case sealed is told before anybody has typed a word, and to who reads the case only.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.unsealing import STATES, may_ask, questions_for_me, seconds_for
from core.cases.unsealing_form import UNSEAL
from core.desk.acts import back, version_of
from core.desk.asking import Asked, ask, filed
from core.desk.blueprints import cases, desk
from core.desk.refusing import Reasons, refused, said
from core.web import keeps_draft, policy
from core.web.once import new_key, sent_key
from core.words import Kind

ASKED = Asked(
    form=UNSEAL,
    action="cases.unseal",
    may=lambda sight: may_ask(sight.facts, sight.loaded, sight.how_far),
    choices=lambda sight, raw: {Kind.STAFF.value: seconds_for(sight.here, sight.loaded)},
    standing=lambda sight: said(commands.held_by(sight.here, sight.loaded)),
)


@cases.get("/<number>/unseal")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_unseal(number: str) -> ResponseReturnValue:
    """Ask why, and whom; or say what holds the case sealed."""
    return ask(ASKED, number, {})


@cases.post("/<number>/unseal")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_unseal")
def unseal(number: str) -> ResponseReturnValue:
    """Put the question; a refusal keeps everything typed."""
    return filed(
        ASKED,
        number,
        lambda here, version, raw, key: commands.ask_unseal(here, number, version, raw, key=key),
    )


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
