"""Co-handling across towns: order it, answer, report, end it (T/ZSM 5.5.2.1)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.co_forms import CO_ORDER, PART_STATES
from core.cases.here import acting
from core.cases.joint import joint_of
from core.cases.people_of import logins_of
from core.rest.answers import Moment, one_of
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TAG = "co-handling"


class PartAnswer(Schema):
    """What one point does; texts only for those it concerns."""

    point = fields.String(required=True)
    account = fields.String()
    person = fields.String()
    duty = fields.String(allow_none=True)
    due_on = fields.Date()
    state = one_of(PART_STATES)
    reply_by = Moment()
    answered_at = Moment(allow_none=True)
    done_at = Moment(allow_none=True)
    answer = fields.String()
    result = fields.String()
    mine = fields.Boolean()
    late = fields.Boolean()


class JointAnswer(Schema):
    """The co-handling under way, else the one that ended last; `parts` is empty without one."""

    lead = fields.String()
    lead_name = fields.String()
    ordered_at = Moment(allow_none=True)
    reason = fields.String()
    ended_at = Moment(allow_none=True)
    outcome = fields.String()
    parts = fields.List(fields.Nested(PartAnswer), required=True)


@call(
    f"{CASE}/co-handling",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=JointAnswer,
    answer="R",
)
def co_handling(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Tell who leads, which points work along and how far each is."""
    here = acting()
    found = joint_of(here, g.target, g.case_reach)
    if found is None:
        return {"lead": "", "parts": []}
    logins = logins_of(here, {found.lead_id, *(one.account_id for one in found.parts)})
    return {
        "lead": logins.get(found.lead_id, ""),
        "lead_name": found.lead,
        "ordered_at": found.ordered_at,
        "reason": found.reason,
        "ended_at": found.ended_at,
        "outcome": found.outcome,
        "parts": [
            {
                **{name: getattr(one, name) for name in PartAnswer().fields if name != "account"},
                "account": logins.get(one.account_id, ""),
            }
            for one in found.parts
        ],
    }


@filing(f"{CASE}/co-handling", TAG)
def order_co_handling(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Order or change it (form `co_handling`), the whole list at a time; the county only."""
    return filed(commands.order_co_handling, number, body, form=CO_ORDER)


@filing(f"{CASE}/co-handling/answer", TAG)
def answer_co_handling(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Say whether the caller's point can do its part (form `co_answer`)."""
    return filed(commands.answer_part, number, body)


@filing(f"{CASE}/co-handling/work", TAG)
def file_co_work(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File what was done for the caller's part (form `co_work`)."""
    return filed(commands.file_co_work, number, body)


@filing(f"{CASE}/co-handling/end", TAG)
def end_co_handling(body: dict[str, Any], number: str) -> dict[str, Any]:
    """End it with its result (form `co_end`); the county only."""
    return filed(commands.end_co_handling, number, body)
