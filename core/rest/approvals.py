"""第二人审批: ask a second person about a step, read what is asked, answer it (T/ZSM 5.4.7)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.acting import Acting
from core.cases.approving import (
    APPROVAL_STATES,
    ApprovalOut,
    approval_out,
    approvals_for_me,
    approvals_of,
    open_approval,
)
from core.cases.commands.items import find_item
from core.cases.faces import service_of
from core.cases.here import acting
from core.cases.loading import open_case
from core.rest.answers import Moment, ShownLine, Told, listing, one_of
from core.rest.bodies import SecondAnswerBody, SecondBody, VersionBody
from core.rest.calls import call, idempotency_key
from core.rest.items import ITEM, data_of
from core.rest.naming import account_id
from core.rest.shapes import short_list
from core.web.speech import spoken_with

TAG = "approvals"
MOST = 200
ONE = "/<county>/approvals/<rowid:approval_id>"


class ApprovalAnswer(Schema):
    """A question to a second person. ``number`` and ``item`` are empty for who sees no more of the
    case than what is asked; ``decides`` tells that the answer is the caller's to give."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    item_id = fields.String(required=True, data_key="item")
    service = Told()
    step = fields.String(required=True)
    step_title = Told()
    point = fields.String()
    why = fields.String()
    citation = Told()
    lines = fields.List(fields.Nested(ShownLine))
    asked_by = fields.String()
    asked_at = Moment()
    due_on = fields.Date()
    second = fields.String()
    state = one_of(APPROVAL_STATES)
    version = fields.Integer(required=True)
    reason = fields.String()
    ended_at = Moment()
    decides = fields.Boolean(required=True)


class ApprovalLineAnswer(Schema):
    """A question that waits for the caller's answer."""

    id = fields.String(required=True)
    service = Told()
    step_title = Told()
    point = fields.String()
    asked_at = Moment()
    due_on = fields.Date()


def _told(one: ApprovalOut) -> dict[str, Any]:
    shape = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return {**shape, "why": spoken_with(one.why, one.values)}


def _now(here: Acting, approval_id: str) -> dict[str, Any]:
    row, loaded, item, how_far = open_approval(here, approval_id)
    return _told(approval_out(here, row, loaded, item, how_far))


@call(
    f"{ITEM}/approvals",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=listing(ApprovalAnswer, "Approvals"),
    answer="S",
    paged=True,
)
def item_approvals(asked: dict[str, Any], number: str, item_id: str) -> dict[str, Any]:
    """List what second people were asked about an item, the newest first; for who works it."""
    here = acting()
    item = find_item(g.target, item_id)
    rows = [_told(one) for one in approvals_of(here, g.target, item, g.case_reach)]
    return short_list(rows, asked, "approvals", lambda one: str(one["id"]))


@call(
    f"{ITEM}/approvals",
    method="POST",
    action="record.file",
    tag=TAG,
    takes=SecondBody,
    gives=ApprovalAnswer,
    answer="S",
    status=201,
    creates=True,
)
def ask_second(body: dict[str, Any], number: str, item_id: str) -> dict[str, Any]:
    """Put a step's answers to a second person, quoting the version of the item; once they agreed,
    take the step with the same answers."""
    here = acting()
    loaded, _facts, _reach = open_case(here, number)
    service = service_of(here, find_item(loaded, item_id), loaded.path)
    data = data_of(here, service, body["step"], body["data"])
    second = account_id(here, body["second"], "second")
    row = commands.ask_second(
        here,
        number,
        item_id,
        body["step"],
        body["version"],
        data,
        second,
        key=idempotency_key(),
    )
    return _now(here, row.id)


@call(
    "/<county>/approvals",
    action="step.second",
    tag=TAG,
    gives=listing(ApprovalLineAnswer, "WaitingApprovals"),
    answer="S",
    paged=True,
)
def approvals(asked: dict[str, Any]) -> dict[str, Any]:
    """List what waits for the caller's answer as the second person."""
    rows = approvals_for_me(acting(), limit=MOST)
    return short_list(rows, asked, "my_approvals", lambda one: one.id)


@call(ONE, action="day.read", tag=TAG, resource="approval", gives=ApprovalAnswer, answer="S")
def approval(asked: dict[str, Any], approval_id: str) -> dict[str, Any]:
    """Tell what is asked: to the second person, who asked, and who works the item."""
    return _now(acting(), g.target)


@call(
    ONE,
    method="POST",
    action="step.second",
    tag=TAG,
    resource="approval",
    takes=SecondAnswerBody,
    gives=ApprovalAnswer,
    answer="S",
    creates=True,
)
def answer_second(body: dict[str, Any], approval_id: str) -> dict[str, Any]:
    """Agree or refuse, as the second person; 409 tells both answers when another came first."""
    here = acting()
    commands.answer_second(
        here, g.target, body["version"], body["answer"], body["reason"], key=idempotency_key()
    )
    return _now(here, g.target)


@call(
    f"{ONE}/withdraw",
    method="POST",
    action="record.file",
    tag=TAG,
    resource="approval",
    takes=VersionBody,
    gives=ApprovalAnswer,
    answer="S",
)
def take_back_second(body: dict[str, Any], approval_id: str) -> dict[str, Any]:
    """Take a question back before it was answered."""
    here = acting()
    commands.take_back_second(here, g.target, body["version"])
    return _now(here, g.target)
