"""转介外单位 from the page of a case: send a letter, register what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import Loaded, open_case
from core.cases.reading import project
from core.cases.referral_form import OPEN, REFERRAL, REFERRAL_REPLY
from core.cases.referring import ReferralOut, owns, referrals_of, shown
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import refused
from core.forms import draw, read
from core.points.partners import PARTNER_KINDS
from core.privacy import Reach
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import PARTY_ROLES, Form, Kind, Option

SEND, ANSWER = "cases.send_referral", "cases.answer_referral"


def referrals_seen(here: Acting, loaded: Loaded, how_far: Reach) -> tuple[ReferralOut, ...]:
    """Return the letters of a case to who may send one, and to who owns the item that wrote one."""
    return referrals_of(here, loaded, sends=commands.may_refer(here, loaded, how_far))


@cases.get("/<number>/referrals/new")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_referral(number: str) -> ResponseReturnValue:
    """Ask to whom, for whom, for what, on which ground."""
    return _page(acting(), number, SEND, REFERRAL, {}, {}, 200)


@cases.post("/<number>/referrals/new")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_referral")
def send_referral(number: str) -> ResponseReturnValue:
    """Send it; a refusal keeps everything typed."""
    return _filed(
        number,
        SEND,
        REFERRAL,
        lambda here, raw: commands.send_referral(here, number, version_of(), raw, key=sent_key()),
    )


@cases.get("/<number>/referrals/<referral_id>")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_referral_reply(number: str, referral_id: str) -> ResponseReturnValue:
    """Ask what came back."""
    here = acting()
    _must_wait(here, g.target, referral_id)
    first = {"on": here.today.isoformat()}
    return _page(here, number, ANSWER, REFERRAL_REPLY, first, {}, 200, referral_id=referral_id)


@cases.post("/<number>/referrals/<referral_id>")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_referral_reply")
def answer_referral(number: str, referral_id: str) -> ResponseReturnValue:
    """Register it."""
    return _filed(
        number,
        ANSWER,
        REFERRAL_REPLY,
        lambda here, raw: commands.answer_referral(
            here, number, referral_id, version_of(), raw, key=sent_key()
        ),
        referral_id=referral_id,
    )


def _must_wait(here: Acting, loaded: Loaded, referral_id: str) -> None:
    row = next((one for one in loaded.referrals if one.id == referral_id), None)
    if not _may_answer(here, loaded, g.case_reach, referral_id):
        abort(403)
    if row is None or row.state not in OPEN or not shown(here, loaded, row):
        abort(404)


def _may_answer(here: Acting, loaded: Loaded, how_far: Reach, referral_id: str) -> bool:
    """Tell whether what came back is hers to write down: who may refer, and for a letter that a
    service's step wrote who owns the item."""
    return commands.may_refer(here, loaded, how_far) or any(
        one.id == referral_id and owns(here, loaded, one) for one in loaded.referrals
    )


def _filed(
    number: str,
    action: str,
    form: Form,
    command: Callable[[Acting, Mapping[str, Any]], object],
    **place: str,
) -> ResponseReturnValue:
    here, raw = acting(), read(form, request.form)
    answer = refused(
        here,
        lambda: command(here, raw),
        lambda wrong, status, reasons: _page(
            here, number, action, form, raw, wrong, status, reasons, **place
        ),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(form.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    action: str,
    form: Form,
    raw: Mapping[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
    **place: str,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    if not _may_answer(here, loaded, how_far, place.get("referral_id", "")):
        abort(403)
    case = project(here, loaded, facts, how_far)
    people = [
        (one.id, named(one.name or _("未透露"), PARTY_ROLES.get(one.role, one.role)))
        for one in case.parties or ()
    ]
    kept = kept_form(action, number=number, **place)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=form,
        fields=draw(_listed(here, form), raw, wrong, choices={Kind.PARTY.value: people}),
        action=action,
        place=place,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _listed(here: Acting, form: Form) -> Form:
    """Return *form* as a page draws it, the county's bodies to choose from; what is judged stays
    the form as declared."""
    options = tuple(
        Option(value=one["name"], label=named(one["name"], PARTNER_KINDS[one["kind"]]))
        for one in here.settings["partners"]
    )
    return replace(
        form,
        fields=tuple(
            replace(one, kind=Kind.CHOICE, options=options, max_length=0)
            if one.name == "to"
            else one
            for one in form.fields
        ),
    )
