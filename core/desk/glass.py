"""紧急查看: the page on which an officer opens one case in an emergency, and that of its review.

What proves that she is here is asked on the same page and kept nowhere: not in the form, not in a
draft, and not on the page that is drawn again (T/ZSM 5.6.4).
"""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from core.audit import note_access
from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.glass import find_review, my_glasses, reviews
from core.cases.glass_form import GLASS, GLASS_REVIEW
from core.cases.here import acting
from core.cases.models import CaseFile
from core.desk.blueprints import desk
from core.desk.refusing import Reasons, refused
from core.forms import draw, read
from core.people.fresh import asks_code, not_proven
from core.web import policy

PROOF = "proof"


@desk.get("/glass")
@policy(action="glass.break", answer="S")
def glass() -> ResponseReturnValue:
    """Ask which case and why, and show what was opened before."""
    return _page(acting(), {}, {}, 200)


@desk.post("/glass")
@policy(action="glass.break", answer="S")
def break_glass() -> ResponseReturnValue:
    """Open it for four hours and lead there; every try that fails is in the access log."""
    here, raw = acting(), read(GLASS, request.form)
    found: list[Any] = []

    def carry_out() -> None:
        why = not_proven(current_user, request.form.get(PROOF, ""))
        if why:
            raise errors.Invalid({PROOF: [why]})
        found.append(commands.break_glass(here, raw))

    def again(wrong: dict[str, list[str]], status: int, reasons: Reasons) -> ResponseReturnValue:
        _note(here, "glass.refused")  # before the page reads: the log has a transaction of its own
        return _page(here, raw, wrong, status)

    told = refused(here, carry_out, again)
    if told is not None:
        return told
    case = here.session.get_one(CaseFile, (here.viewer.county, found[0].case_id))
    flash(_("只看，不能改；每看一页都留痕"), "ok")
    return redirect(url_for("cases.show", number=case.number), 303)


@desk.post("/glass/<glass_id>/close")
@policy(action="glass.break")
def close_glass(glass_id: str) -> ResponseReturnValue:
    """Stop looking before the four hours are over."""
    commands.close_glass(acting(), glass_id[:13])
    flash(_("已结束查看"), "ok")
    return redirect(url_for("desk.glass"), 303)


@desk.get("/glass/reviews")
@policy(action="glass.review", answer="S")
def glass_reviews() -> ResponseReturnValue:
    """Show what waits for review, and what was reviewed."""
    here = acting()
    _note(here, g.policy.action)
    return render_template("desk/glass_reviews.html", looks=reviews(here))


@desk.get("/glass/reviews/<glass_id>")
@policy(action="glass.review", answer="S")
def glass_review(glass_id: str) -> ResponseReturnValue:
    """Ask whether one look was needed."""
    here = acting()
    _note(here, g.policy.action)
    return _review_page(here, glass_id[:13], {}, {}, 200, [])


@desk.post("/glass/reviews/<glass_id>")
@policy(action="glass.review", answer="S")
def review_glass(glass_id: str) -> ResponseReturnValue:
    """Keep the answer; reviewed is reviewed."""
    here, raw = acting(), read(GLASS_REVIEW, request.form)
    told = refused(
        here,
        lambda: commands.review_glass(here, glass_id[:13], raw),
        lambda wrong, status, reasons: _review_page(
            here, glass_id[:13], raw, wrong, status, reasons
        ),
    )
    if told is not None:
        return told
    flash(_("已复核"), "ok")
    return redirect(url_for("desk.glass_reviews"), 303)


def _page(
    here: Acting, raw: dict[str, Any], wrong: dict[str, list[str]], status: int
) -> ResponseReturnValue:
    html = render_template(
        "desk/glass.html",
        fields=draw(GLASS, raw, _at_fields(wrong)),
        proof=PROOF,
        code=asks_code(),
        wrong=wrong,
        looks=my_glasses(here),
    )
    return html, status


def _at_fields(wrong: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what is wrong with the form itself: what proves who one is stands outside of it."""
    return {path: texts for path, texts in wrong.items() if path != PROOF}


def _review_page(
    here: Acting,
    glass_id: str,
    raw: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    if find_review(here, glass_id) is None:
        raise errors.Unknown(glass_id)
    look = next(one for one in reviews(here, only=glass_id))
    html = render_template(
        "desk/glass_review.html",
        look=look,
        fields=draw(GLASS_REVIEW, raw, wrong),
        reasons=reasons,
    )
    return html, status


def _note(here: Acting, action: str) -> None:
    """Write into the access log that somebody looked at, or tried, what has no case to name."""
    note_access(
        county=here.viewer.county, account_id=here.me, action=action, target="glass", at=here.at
    )
