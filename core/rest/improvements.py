"""整改 over the API: open one, read it, plan it, say it is done, check it (T/ZSM 6.2)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from marshmallow import Schema, fields, validate

from core.cases.evaluation_forms import FOUND, PLAN
from core.cases.evaluation_forms import STATES as IMPROVEMENT_STATES
from core.cases.here import acting
from core.cases.models_evaluation import Improvement
from core.evaluation.improvements import ImprovementOut, improvement_out, improvements_of
from core.evaluation.improving import ACTS, act_on, register_problem
from core.evaluation.reaching import open_improvement
from core.rest.answers import Told, listing, one_of
from core.rest.bodies import AnswersBody, FormBody
from core.rest.calls import call, idempotency_key
from core.rest.naming import with_ids
from core.web import decode_cursor, encode_cursor

TAG = "evaluation"
IMPROVEMENTS = "/<county>/evaluation/improvements"
ONE_IMPROVEMENT = f"{IMPROVEMENTS}/<rowid:improvement_id>"
CURSOR = "rest:improvements"


class ImprovementLineAnswer(Schema):
    """A 整改 the caller answers for or was given."""

    id = fields.String(required=True)
    opened_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    source = Told(required=True)
    point = fields.String(required=True)
    service = Told(required=True)
    problem = fields.String(required=True)
    state = one_of(IMPROVEMENT_STATES)
    owner = fields.String(required=True)
    late = fields.Boolean(required=True)


class ImprovementAnswer(ImprovementLineAnswer):
    """A 整改 whole; ``acts`` are what the caller may do now."""

    version = fields.Integer(required=True)
    cause = fields.String(required=True)
    measure = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    what = fields.String(required=True)
    evidence = fields.String(required=True)
    checked_on = fields.Date(required=True, allow_none=True)
    checked_by = fields.String(required=True)
    good = fields.Boolean(required=True, allow_none=True)
    note = fields.String(required=True)
    acts = fields.List(fields.String(validate=validate.OneOf(tuple(ACTS))), required=True)


@call(
    IMPROVEMENTS,
    action="improve.read",
    tag=TAG,
    gives=listing(ImprovementLineAnswer, "Improvements"),
    paged=True,
    answer="S",
)
def improvements(asked: dict[str, Any]) -> dict[str, Any]:
    """List the 整改 the caller answers for or was given, the latest first."""
    after = (
        cast("tuple[date, str]", decode_cursor(CURSOR, asked["after"])) if asked["after"] else None
    )
    lines, following = improvements_of(acting(), after=after, size=asked["page_size"])
    return {"items": lines, "next": encode_cursor(CURSOR, following) if following else None}


@call(
    IMPROVEMENTS,
    method="POST",
    action="improve.manage",
    tag=TAG,
    takes=AnswersBody,
    gives=ImprovementAnswer,
    status=201,
    creates=True,
    answer="S",
)
def file_improvement(body: dict[str, Any]) -> ImprovementOut:
    """Open a 整改 (form `improvement`)."""
    here = acting()
    raw = with_ids(here, FOUND.fields, body["data"])
    return improvement_out(here, register_problem(here, raw, key=idempotency_key()))


@call(ONE_IMPROVEMENT, action="improve.read", tag=TAG, gives=ImprovementAnswer, answer="S")
def improvement(asked: dict[str, Any], improvement_id: str) -> ImprovementOut:
    """Read a 整改."""
    here = acting()
    row: Improvement = open_improvement(here, improvement_id)
    return improvement_out(here, row)


@call(
    f"{ONE_IMPROVEMENT}/<plainname:act>",
    method="POST",
    action="improve.read",
    tag=TAG,
    takes=FormBody,
    gives=ImprovementAnswer,
    answer="S",
)
def act_on_improvement(body: dict[str, Any], improvement_id: str, act: str) -> ImprovementOut:
    """Take an act on a 整改: `plan`, `done` or `check` (forms `improvement_plan`, …)."""
    here = acting()
    raw = with_ids(here, PLAN.fields, body["data"]) if act == "plan" else body["data"]
    return improvement_out(here, act_on(here, improvement_id, act, body["version"], raw))
