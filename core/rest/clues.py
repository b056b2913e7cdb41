"""Clues: hand one in, and list that one did; what came of it is not told (T/ZSM 5.5.1.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from marshmallow import Schema, fields

from core.cases import commands
from core.cases.clue_form import CLUE
from core.cases.clues import handed_in
from core.cases.here import acting
from core.points.models import ServicePoint
from core.rest.answers import Moment, listing
from core.rest.bodies import ClueBody
from core.rest.calls import call, idempotency_key
from core.rest.naming import with_ids
from core.web import decode_cursor, encode_cursor

CLUES = "clues"


class ClueAnswer(Schema):
    """That a clue was handed in: whoever reports writes and reads no more."""

    id = fields.String(required=True)
    reported_at = Moment(required=True)
    channel = fields.String(required=True)
    point = fields.String(required=True)


@call(
    "/<county>/clues",
    method="POST",
    action="clue.report",
    tag=CLUES,
    takes=ClueBody,
    gives=ClueAnswer,
    status=201,
    creates=True,
)
def report_clue(body: dict[str, Any]) -> dict[str, Any]:
    """Report a clue (form `clue`); a window takes it up with the move `receive`."""
    here = acting()
    raw = with_ids(here, CLUE.fields, body)
    row = commands.report_clue(here, raw=raw, key=idempotency_key())
    point = here.session.get_one(ServicePoint, (here.viewer.county, row.point_id))
    return {
        "id": row.id,
        "reported_at": row.reported_at,
        "channel": row.channel,
        "point": point.name,
    }


@call(
    "/<county>/clues",
    action="clue.report",
    tag=CLUES,
    gives=listing(ClueAnswer, "Clues"),
    paged=True,
)
def clues(asked: dict[str, Any]) -> dict[str, Any]:
    """List what the caller handed in, newest first."""
    after: tuple[datetime, str] | None = None
    if asked["after"]:
        at, row_id = decode_cursor(CLUES, asked["after"])
        after = cast(datetime, at), cast(str, row_id)  # signed by ourselves
    lines, following = handed_in(acting(), after=after, page_size=asked["page_size"])
    return {"items": lines, "next": encode_cursor(CLUES, following) if following else None}
