"""解密 over the API: what holds a case sealed, ask a second person, answer as one (T/ZSM 5.6.4).

The second person reads the question and nothing of the case, here as on the page. Both have to be
signed in: a token may read and take back, neither ask nor agree.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from core.cases import commands
from core.cases.acting import Acting
from core.cases.errors import Forbidden
from core.cases.here import acting, opened
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Unsealing
from core.cases.people_of import logins_of
from core.cases.unsealing import (
    STATES,
    UnsealingOut,
    may_ask,
    newest_of,
    out,
    questions_for_me,
    seconds_for,
)
from core.cases.unsealing_form import UNSEAL
from core.rest.answers import Moment, ReasonAnswer, listing, one_of
from core.rest.bodies import FormBody, SecondAnswerBody, VersionBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.naming import with_ids
from core.rest.presence import only_who_signed_in
from core.rest.shapes import short_list, told

TAG = "unsealing"
MOST = 50


class UnsealingAnswer(Schema):
    """A question to a confidentiality officer: no number, nobody's name but staff's."""

    id = fields.String(required=True)
    reason = fields.String(required=True)
    asked_by = fields.String(required=True)
    asked_at = Moment(required=True)
    second = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = one_of(STATES)
    version = fields.Integer(required=True)
    answer = fields.String(required=True)
    ended_at = Moment(required=True)


class SecondAnswer(Schema):
    """Somebody who may be asked."""

    account = fields.String(required=True)
    person = fields.String(required=True)


class UnsealingNowAnswer(Schema):
    """What still holds the case sealed, who may be asked, and the newest question; for who leads
    or works it and reads it whole."""

    holds = fields.List(fields.Nested(ReasonAnswer), required=True)
    seconds = fields.List(fields.Nested(SecondAnswer), required=True)
    question = fields.Nested(UnsealingAnswer, required=True, allow_none=True)


@call(
    f"{CASE}/unsealing",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=UnsealingNowAnswer,
    answer="R",
)
def unsealing(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Tell whether the case may be sealed no longer, and how far the question is."""
    here = acting()
    loaded, facts, how_far = opened(number)
    if not may_ask(facts, loaded, how_far):
        raise Forbidden(number)
    return _now(here, loaded)


@call(
    f"{CASE}/unsealing",
    method="POST",
    action="case.read",
    tag=TAG,
    resource="case",
    takes=FormBody,
    gives=UnsealingAnswer,
    answer="R",
    status=201,
    creates=True,
)
def ask_unsealing(body: dict[str, Any], number: str) -> UnsealingOut:
    """Put the question (form `unseal`); 409 with every reason that holds the case sealed, and for
    a token always."""
    here = acting()
    loaded, facts, how_far = opened(number)
    if not may_ask(facts, loaded, how_far):
        raise Forbidden(number)
    only_who_signed_in()
    data = with_ids(here, UNSEAL.fields, body["data"])
    row = commands.ask_unseal(here, number, body["version"], data, key=idempotency_key())
    return _told(here, row)


@call(
    f"{CASE}/unsealing/back",
    method="POST",
    action="case.read",
    tag=TAG,
    resource="case",
    takes=VersionBody,
    gives=UnsealingAnswer,
    answer="R",
)
def take_back_unsealing(body: dict[str, Any], number: str) -> UnsealingOut:
    """Take the question back before it is answered, quoting its version."""
    here = acting()
    return _told(here, commands.take_back_unseal(here, number, body["version"]))


@call(
    "/<county>/unsealings",
    action="seal.manage",
    tag=TAG,
    gives=listing(UnsealingAnswer, "Unsealings"),
    answer="S",
    paged=True,
)
def unsealings(asked: dict[str, Any]) -> dict[str, Any]:
    """List the questions that were put to the caller, what waits first."""
    rows = questions_for_me(acting(), limit=MOST)
    return short_list(rows, asked, "unsealings", lambda one: one.id)


@call(
    "/<county>/unsealings/<rowid:question_id>",
    method="POST",
    action="seal.manage",
    tag=TAG,
    takes=SecondAnswerBody,
    gives=UnsealingAnswer,
    answer="S",
    creates=True,
)
def answer_unsealing(body: dict[str, Any], question_id: str) -> UnsealingOut:
    """Agree, and the case is sealed no longer, or refuse with a reason; with a token always 409."""
    only_who_signed_in()
    here = acting()
    row = commands.answer_unseal(
        here,
        question_id,
        body["version"],
        body["answer"],
        body["reason"],
        key=idempotency_key(),
    )
    return _told(here, row)


def _now(here: Acting, loaded: Loaded) -> dict[str, Any]:
    seconds = seconds_for(here, loaded)
    logins = logins_of(here, {account for account, _name in seconds})
    return {
        "holds": told(commands.held_by(here, loaded)),
        "seconds": [
            {"account": logins.get(account, ""), "person": name} for account, name in seconds
        ],
        "question": newest_of(here, loaded),
    }


def _told(here: Acting, row: Unsealing) -> UnsealingOut:
    case = here.session.get_one(CaseFile, (row.county_id, row.case_id))
    return out(here, row, case.state)
