"""Flags of a case: which the caller may see, set one, take one off (code list `flag`)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.flags import flags_of
from core.cases.here import acting
from core.rest.answers import CaseAnswer, Moment, Told, listing
from core.rest.bodies import FlagOffBody
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing
from core.rest.shapes import case_now, short_list

TAG = "flags"


class FlagAnswer(Schema):
    """A flag, on while ``off_at`` is null; the words only where the content is open."""

    id = fields.String(required=True)
    code = fields.String(required=True)
    label = Told()
    restricted = fields.Boolean(required=True)
    reason = fields.String()
    set_at = Moment()
    set_by = fields.String()
    off = fields.String()
    off_at = Moment(allow_none=True)
    off_by = fields.String()


@call(
    f"{CASE}/flags",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=listing(FlagAnswer, "Flags"),
    answer="R",
    paged=True,
)
def flags(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the flags the caller may see, those taken off too, the newest first."""
    rows = flags_of(acting(), g.target, g.case_reach, gone=True)
    return short_list(rows, asked, "flags", lambda flag: flag.id)


@filing(f"{CASE}/flags", TAG)
def set_flag(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Set a flag with a reason (form `case_flag`)."""
    return filed(commands.set_flag, number, body)


@call(
    f"{CASE}/flags/<rowid:flag_id>/off",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=FlagOffBody,
    gives=CaseAnswer,
    answer="R",
)
def clear_flag(body: dict[str, Any], number: str, flag_id: str) -> dict[str, Any]:
    """Take a flag off with a reason."""
    here = acting()
    commands.clear_flag(here, number, flag_id, body["version"], body["reason"])
    return case_now(here, number)
