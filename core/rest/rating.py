"""The warning level of a family: what is proposed and why, decide it, agree to a lower one."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.here import acting
from core.cases.rating import (
    RatingOut,
    factors_before,
    propose,
    ratings_of_case,
    ratings_seen,
    scheme_of,
    values_of,
)
from core.rest.answers import CaseAnswer, Moment, Told
from core.rest.bodies import RatingAnswerBody, RatingBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.shapes import case_now
from core.web.speech import spoken
from core.words import WarningLevel

TAG = "warning levels"


class LevelAnswer(Schema):
    """A level of the county's scheme; the lightest stands first in a list."""

    code = fields.String(required=True)
    label = Told(required=True)
    shape = fields.String()
    responsible = fields.String()
    first_action_days = fields.Integer(allow_none=True)
    visit_every_days = fields.Integer(allow_none=True)


class RatingAnswer(Schema):
    """One rating; ``reason`` and ``factors`` only where the whole case is open to the caller."""

    id = fields.String(required=True)
    level = fields.String(required=True)
    before = fields.String()
    proposed = fields.String()
    state = fields.String(metadata={"enum": ["decided", "asked", "refused"]})
    reason = fields.String()
    decided_by = fields.String()
    decided_at = Moment()
    second_by = fields.String()


class FactorAnswer(Schema):
    value = fields.String(required=True)
    label = Told(required=True)


class RatingsAnswer(Schema):
    """What stands, what the rules propose and why, and what was decided before."""

    scheme = fields.String(required=True)
    title = Told()
    level = fields.String()
    proposed = fields.String(metadata={"description": "empty when no rule speaks"})
    reasons = fields.List(fields.String())
    levels = fields.List(fields.Nested(LevelAnswer))
    factors = fields.List(fields.Nested(FactorAnswer))
    ratings = fields.List(fields.Nested(RatingAnswer))


@call(
    f"{CASE}/rating",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=RatingsAnswer,
    answer="R",
)
def rating(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Tell the level, the county's scheme, and to whoever sees the whole case the proposal."""
    here, loaded, how_far = acting(), g.target, g.case_reach
    scheme, rows = scheme_of(here, loaded), ratings_of_case(here, loaded)
    shown = ratings_seen(here, loaded, how_far, rows)
    answer: dict[str, Any] = {
        "scheme": scheme.code,
        "title": scheme.title,
        "level": loaded.case.warning if shown else "",
        "proposed": "",
        "reasons": [],
        "levels": scheme.levels,
        "factors": scheme.factors,
        "ratings": [_told(one) for one in shown],
    }
    if commands.may_rate(here, how_far):
        found = propose(scheme, values_of(here, loaded, factors_before(rows)))
        answer["proposed"] = _code(found.level)
        answer["reasons"] = [spoken(text) for text in found.reasons]
    return answer


def _code(level: WarningLevel | None) -> str:
    return level.code if level else ""


def _told(one: RatingOut) -> dict[str, Any]:
    return {
        "id": one.id,
        "level": _code(one.level),
        "before": _code(one.before),
        "proposed": _code(one.proposed),
        "state": one.state,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "second_by": one.second_by,
    }


@call(
    f"{CASE}/rating",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=RatingBody,
    gives=CaseAnswer,
    answer="R",
    status=201,
    creates=True,
)
def rate(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Decide a level with a reason; a lower one waits for a second person."""
    here = acting()
    commands.rate(
        here,
        number,
        body["version"],
        body["level"],
        body["reason"],
        body["factors"],
        key=idempotency_key(),
    )
    return case_now(here, number)


@call(
    f"{CASE}/rating/<rowid:rating_id>",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=RatingAnswerBody,
    gives=CaseAnswer,
    answer="R",
)
def answer_rating(body: dict[str, Any], number: str, rating_id: str) -> dict[str, Any]:
    """Agree to a lower level, or not; never the one who asked for it."""
    here = acting()
    commands.answer_rating(here, number, rating_id, body["version"], agree=body["agree"])
    return case_now(here, number)
