"""What waits for the caller: hops to accept, things to do (T/ZSM 5.6.1)."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from core.cases.here import acting
from core.cases.waiting import incoming as incoming_now
from core.cases.waiting import my_tasks
from core.rest.answers import Moment, Told, listing
from core.rest.calls import call
from core.rest.shapes import short_list

TAG = "waiting"
MOST = 200


class IncomingAnswer(Schema):
    """A hop to accept or send back: function, situation and clock, nothing of the people."""

    number = fields.String(required=True)
    version = fields.Integer(required=True)
    kind = fields.String(required=True)
    from_point = fields.String(required=True)
    scenario = fields.String()
    sealed = fields.Boolean()
    functions = fields.List(fields.String())
    due_at = Moment()


class TaskAnswer(Schema):
    """Something asked of the caller. Its title names nobody; the case tells the rest, or the
    meeting that decided it; without a case ``number`` is empty."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    meeting_id = fields.String(required=True, data_key="meeting")
    title = Told(required=True)
    kind = fields.String(required=True)
    due_on = fields.Date()


@call(
    "/<county>/incoming",
    action="case.list",
    tag=TAG,
    gives=listing(IncomingAnswer, "IncomingHops"),
    answer="S",
    paged=True,
)
def incoming(asked: dict[str, Any]) -> dict[str, Any]:
    """List the hops that wait for the caller's points, or for the caller by name."""
    return short_list(incoming_now(acting(), limit=MOST), asked, "incoming", lambda hop: hop.number)


@call(
    "/<county>/tasks",
    action="case.list",
    tag=TAG,
    gives=listing(TaskAnswer, "Tasks"),
    answer="S",
    paged=True,
)
def tasks(asked: dict[str, Any]) -> dict[str, Any]:
    """List what is asked of the caller, the most urgent first."""
    return short_list(my_tasks(acting(), limit=MOST), asked, "tasks", lambda task: task.id)
