"""感谢: what a case was thanked with, and record one more."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.here import acting
from core.cases.thanks import thanks_of
from core.rest.answers import Told
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TAG = "core forms"


class ThanksAnswer(Schema):
    """One word of thanks; who gave it and the words are lines of its record."""

    kind = fields.String(required=True)
    title = Told()
    received_on = fields.Date(required=True)
    record_id = fields.String(data_key="record", required=True)


class ThanksListAnswer(Schema):
    thanks = fields.List(fields.Nested(ThanksAnswer), required=True)


@call(
    f"{CASE}/thanks",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=ThanksListAnswer,
    answer="S",
)
def thanks(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return what the case was thanked with; none where its story is not open to the caller."""
    return {"thanks": list(thanks_of(acting(), g.target, g.case_reach))}


@filing(f"{CASE}/thanks", TAG)
def file_thanks(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Record a 锦旗, a letter or a word of thanks (form `thanks`)."""
    return filed(commands.file_thanks, number, body)
