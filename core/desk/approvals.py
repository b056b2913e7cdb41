"""The second person's own page: what is asked, and the answer to it (T/ZSM 5.4.7).

The second person may see no more of the case than how it goes, so this page stands beside it and
shows what is asked alone.
"""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.approving import APPROVAL_STATES, approval_out, open_approval
from core.cases.here import acting
from core.desk.acts import version_of
from core.desk.blueprints import cases, desk
from core.desk.refusing import refused
from core.web import policy
from core.web.once import new_key, sent_key
from core.web.speech import spoken_with


@desk.get("/approvals/<approval_id>")
@policy(action="day.read", resource="approval", answer="S")
def approval(approval_id: str) -> ResponseReturnValue:
    """Show what is asked; the answer is offered to the second person only."""
    return _page(acting(), approval_id, "", {}, [], 200)


@desk.post("/approvals/<approval_id>")
@policy(action="step.second", resource="approval", answer="S")
def answer_approval(approval_id: str) -> ResponseReturnValue:
    """同意 or 不同意; a refusal of the answer keeps what was typed."""
    here, answer = acting(), request.form.get("answer", "")[:10]
    reason = request.form.get("reason", "")[:2000]
    told = refused(
        here,
        lambda: commands.answer_second(
            here, g.target, version_of(), answer, reason, key=sent_key()
        ),
        lambda wrong, status, reasons: _page(here, g.target, reason, wrong, reasons, status),
    )
    if told is not None:
        return told
    flash(_(APPROVAL_STATES[answer]), "ok")
    return redirect(url_for("desk.day"), 303)


def _page(
    here: Acting,
    approval_id: str,
    reason: str,
    wrong: dict[str, list[str]],
    reasons: list[dict[str, str]],
    status: int,
) -> ResponseReturnValue:
    row, loaded, item, how_far = open_approval(here, approval_id)
    asked = approval_out(here, row, loaded, item, how_far)
    html = render_template(
        "desk/approval.html",
        asked=asked,
        why=spoken_with(asked.why, asked.values),
        states=APPROVAL_STATES,
        reason=reason,
        wrong=wrong,
        reasons=reasons,
        key=sent_key() or new_key(),
        today=here.today,
    )
    return html, status


@cases.post("/<number>/approvals/<approval_id>/back")
@policy(action="case.read", resource="case")
def take_back_approval(number: str, approval_id: str) -> ResponseReturnValue:
    """Take a question back that was not answered yet."""
    row = commands.take_back_second(acting(), approval_id[:13], version_of())
    flash(_("已撤回，可以另请一位"), "ok")
    return redirect(url_for("cases.item", number=number, item_id=row.item_id, step=row.step), 303)
