"""联合会诊 of a case over the API: read what they found, write one down (T/ZSM 5.6.3)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.conference_form import CONFERENCE
from core.cases.conferences import conferences_of
from core.cases.here import acting
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TAG = "conferences"


class RemedyAnswer(Schema):
    """What somebody took on."""

    text = fields.String(required=True)
    who = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)


class ConferenceSeatAnswer(Schema):
    """Somebody who sat there, and for what."""

    part = fields.String(required=True)
    name = fields.String(required=True)


class ConferenceAnswer(Schema):
    """One conference, for those who see the whole case."""

    record_id = fields.String(required=True, data_key="record")
    on = fields.Date(required=True, allow_none=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    people = fields.List(fields.Nested(ConferenceSeatAnswer), required=True)
    causes = fields.String(required=True)
    risk = fields.String(required=True)
    plan = fields.String(required=True)
    remedies = fields.List(fields.Nested(RemedyAnswer), required=True)


@call(
    f"{CASE}/conferences",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=ConferenceAnswer(many=True),
    answer="R",
)
def conferences(asked: dict[str, Any], number: str) -> list[dict[str, Any]]:
    """Return the conferences, the latest first; an empty list to whoever sees less than all."""
    return [
        {
            **{name: getattr(one, name) for name in one.__dataclass_fields__},
            "people": [{"part": part, "name": name} for part, name in one.people],
        }
        for one in conferences_of(acting(), g.target, g.case_reach)
    ]


@filing(f"{CASE}/conferences", TAG)
def file_conference(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Write a conference down (form `case_conference`); what is given to colleagues is asked of
    them."""
    return filed(commands.file_conference, number, body, form=CONFERENCE)
