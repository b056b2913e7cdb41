"""感谢登记 from the page of a case: a 锦旗, a letter, a word, with a picture where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.cases.thanks_form import THANKS
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import refused
from core.desk.telling import CODES
from core.desk.uploads import Chosen, staged_names
from core.forms import draw, judge, read
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each
from core.words import Kind

Reasons = list[dict[str, str]]


@cases.get("/<number>/thanks")
@policy(action="case.read", resource="case", answer="S", audit="case.seen")
def ask_thanks(number: str) -> ResponseReturnValue:
    """Ask what was received, when and from whom."""
    here = acting()
    if not commands.may_thank(here, g.target):
        abort(403)
    return _page(here, number, {"on": here.today.isoformat()}, {}, 200)


@cases.post("/<number>/thanks")
@policy(action="case.read", resource="case", answer="S")
@keeps_draft("cases.ask_thanks")
def file_thanks(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps what was typed and the picture that was chosen."""
    here, chosen = acting(), Chosen()
    if not commands.may_thank(here, open_case(here, number)[0]):
        # before a picture is taken in
        raise errors.Forbidden(number)
    raw = read(THANKS, request.form, files=request.files, stage=chosen.stage)
    if chosen.wrong:
        wrong = {**judge(THANKS, raw, today=here.today).errors, **chosen.wrong}
        return _page(here, number, raw, spoken_each(wrong), 422)
    answer = refused(
        here,
        lambda: commands.file_thanks(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(THANKS.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    raw: Mapping[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: Reasons | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    kept = kept_form("cases.file_thanks", number=number)
    if kept is not None and kept.resumed:
        raw = read(THANKS, kept.answers)
    people = [
        (one.id, named(one.name or _("未透露"), CODES["roles"].get(one.role, "")))
        for one in case.parties or ()
    ]
    choices = {Kind.PARTY.value: people, **staged_names(here, raw)}
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=THANKS,
        fields=draw(THANKS, raw, wrong, choices=choices),
        action="cases.file_thanks",
        uploads=True,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status
