"""评定风险等级: what the scheme proposes and why, and the level a person decides, with a reason.

The proposal comes with its reasons and is never ticked beforehand (个人信息保护法 24: the right to
an explanation, and to a person who decides).
"""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.models import Rating
from core.cases.rating import (
    factors_before,
    propose,
    ratings_of_case,
    ratings_seen,
    scheme_of,
    values_of,
)
from core.cases.reading import project
from core.cases.schemes import rating_form
from core.cases.visits import open_duty
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.refusing import refused
from core.forms import draw, read
from core.web import policy
from core.web.drafting import form_key
from core.web.once import sent_key


@cases.get("/<number>/rating")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_rating(number: str) -> ResponseReturnValue:
    """Show what is proposed and ask for a level."""
    here = acting()
    commands.must_rate(here, g.case_reach)
    ratings = ratings_of_case(here, g.target)
    raw = {"factors": list(factors_before(ratings)), "level": "", "reason": ""}
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
    commands.must_rate(here, how_far)
    scheme, ratings = scheme_of(here, loaded), ratings_of_case(here, loaded)
    form = rating_form(scheme)
    html = render_template(
        "cases/ask_rating.html",
        case=project(here, loaded, facts, how_far),
        form=form,
        fields=draw(form, raw, wrong),
        reasons=reasons or [],
        scheme=scheme,
        proposal=propose(scheme, values_of(here, loaded, raw["factors"])),
        duty=open_duty(loaded),
        ratings=ratings_seen(here, loaded, how_far, ratings),
        key=form_key(None),
    )
    return html, status


@cases.post("/<number>/rating")
@policy(action="case.read", resource="case", answer="R")
def rate(number: str) -> ResponseReturnValue:
    """Decide the level, or draw the proposal again for what was ticked."""
    here = acting()
    loaded, _facts, _reach = open_case(here, number)
    form = rating_form(scheme_of(here, loaded))
    raw = read(form, request.form)
    if "_propose" in request.form:
        return _page(here, number, raw, {}, 200)
    rated: list[Rating] = []
    answer = refused(
        here,
        lambda: rated.append(
            commands.rate(
                here,
                number,
                version_of(),
                str(raw["level"]),
                str(raw["reason"]),
                raw["factors"],
                key=sent_key(),
            )
        ),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    asked = rated[0].state == "asked"
    flash(_("降级已提请，等第二个人同意") if asked else _("等级已定"), "ok")
    return back(number)


@cases.post("/<number>/rating/<rating_id>")
@policy(action="case.read", resource="case")
def answer_rating(number: str, rating_id: str) -> ResponseReturnValue:
    """Agree to a lower level, or not."""
    agree = request.form.get("agree") == "yes"
    commands.answer_rating(acting(), number, rating_id[:13], version_of(), agree=agree)
    flash(_("已同意降级") if agree else _("没有同意降级，等级照旧"), "ok")
    return back(number)
