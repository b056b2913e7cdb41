"""转介外单位 from the page of a case: send a letter, register what came back."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.loading import Loaded, open_case
from core.cases.referral_form import OPEN, REFERRAL, REFERRAL_REPLY
from core.cases.referring import ReferralOut, owns, referrals_of, shown
from core.desk.asking import Asked, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.uploads import Chosen, staged_names
from core.forms import judge, read
from core.points.partners import PARTNER_KINDS
from core.privacy import Reach
from core.web import keeps_draft, policy
from core.web.speech import spoken_each
from core.words import Form, Kind, Option


def _may(sight: Sight) -> bool:
    return commands.may_refer(sight.here, sight.loaded, sight.how_far)


def _listed(sight: Sight, form: Form) -> Form:
    """Return *form* as a page draws it, the county's bodies to choose from; what is judged stays
    the form as declared."""
    options = tuple(
        Option(value=one["name"], label=named(one["name"], PARTNER_KINDS[one["kind"]]))
        for one in sight.here.settings["partners"]
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


def _may_answer(here: Acting, loaded: Loaded, how_far: Reach, referral_id: str) -> bool:
    """Tell whether what came back is hers to write down: who may refer, and for a letter that a
    service's step wrote who owns the item."""
    return commands.may_refer(here, loaded, how_far) or any(
        one.id == referral_id and owns(here, loaded, one) for one in loaded.referrals
    )


SEND = Asked(form=REFERRAL, action="cases.send_referral", may=_may, drawn=_listed)
ANSWER = Asked(
    form=REFERRAL_REPLY,
    action="cases.answer_referral",
    may=lambda sight: _may_answer(
        sight.here, sight.loaded, sight.how_far, sight.place["referral_id"]
    ),
    choices=lambda sight, raw: staged_names(sight.here, raw),
    uploads=True,
)


def referrals_seen(here: Acting, loaded: Loaded, how_far: Reach) -> tuple[ReferralOut, ...]:
    """Return the letters of a case to who may send one, and to who owns the item that wrote one."""
    return referrals_of(here, loaded, sends=commands.may_refer(here, loaded, how_far))


@cases.get("/<number>/referrals/new")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_referral(number: str) -> ResponseReturnValue:
    """Ask to whom, for whom, for what, on which ground."""
    return ask(SEND, number, {})


@cases.post("/<number>/referrals/new")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_referral")
def send_referral(number: str) -> ResponseReturnValue:
    """Send it; a refusal keeps everything typed."""
    return filed(
        SEND,
        number,
        lambda here, version, raw, key: commands.send_referral(here, number, version, raw, key=key),
    )


@cases.get("/<number>/referrals/<referral_id>")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_referral_reply(number: str, referral_id: str) -> ResponseReturnValue:
    """Ask what came back."""
    here = acting()
    _must_wait(here, g.target, referral_id)
    first = {"on": here.today.isoformat()}
    return ask(ANSWER, number, first, place={"referral_id": referral_id})


@cases.post("/<number>/referrals/<referral_id>")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_referral_reply")
def answer_referral(number: str, referral_id: str) -> ResponseReturnValue:
    """Register it; a refusal keeps what was typed and the scan that was chosen."""
    here, chosen, place = acting(), Chosen(), {"referral_id": referral_id}
    loaded, _facts, how_far = open_case(here, number)
    if not _may_answer(here, loaded, how_far, referral_id):
        # before a scan is taken in
        raise errors.Forbidden(number)
    raw = read(REFERRAL_REPLY, request.form, files=request.files, stage=chosen.stage)
    if chosen.wrong:
        wrong = {**judge(REFERRAL_REPLY, raw, today=here.today).errors, **chosen.wrong}
        return ask(ANSWER, number, raw, spoken_each(wrong), 422, place=place)
    return filed(
        ANSWER,
        number,
        lambda here, version, raw, key: commands.answer_referral(
            here, number, referral_id, version, raw, key=key
        ),
        raw=raw,
        place=place,
    )


def _must_wait(here: Acting, loaded: Loaded, referral_id: str) -> None:
    row = next((one for one in loaded.referrals if one.id == referral_id), None)
    if not _may_answer(here, loaded, g.case_reach, referral_id):
        abort(403)
    if row is None or row.state not in OPEN or not shown(here, loaded, row):
        abort(404)
