"""The special team of a case: who sits in it, form it, file a part of its loop (T/ZSM 5.6.3)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.here import acting
from core.cases.people_of import logins_of
from core.cases.team import team_of
from core.cases.team_forms import TEAM
from core.privacy import shows
from core.rest.answers import Told
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TEAMS = "special teams"


class SeatAnswer(Schema):
    """A member; ``sees`` is `all` or `process`."""

    account = fields.String(required=True)
    name = fields.String(required=True)
    part = fields.String(required=True)
    sees = fields.String(required=True)


class LoopAnswer(Schema):
    part = fields.String(required=True)
    title = Told()
    done = fields.Boolean(required=True)


class TeamAnswer(Schema):
    """Empty lists where the case has no team, or is not open to the caller as a whole."""

    seats = fields.List(fields.Nested(SeatAnswer), required=True)
    loop = fields.List(fields.Nested(LoopAnswer), required=True)


@call(f"{CASE}/team", action="case.read", tag=TEAMS, resource="case", gives=TeamAnswer, answer="R")
def team(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return who sits in the team and which parts of its loop are done."""
    here = acting()
    found = team_of(here, g.target) if shows(g.case_reach).papers else None
    if found is None:
        return {"seats": [], "loop": []}
    logins = logins_of(here, {seat.account_id for seat in found.seats})
    return {
        "seats": [
            {
                "account": logins.get(seat.account_id, ""),
                "name": seat.name,
                "part": seat.part,
                "sees": seat.sees,
            }
            for seat in found.seats
        ],
        "loop": found.loop,
    }


@filing(f"{CASE}/team", TEAMS)
def form_team(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Form or change the team (form `special_team`), the whole list at a time; a head only."""
    return filed(commands.form_team, number, body, form=TEAM)


@filing(f"{CASE}/loop", TEAMS)
def file_loop(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File a part of the loop (form `team_loop`): 排查, 化解, 教育 or 稳控."""
    return filed(commands.file_loop, number, body)
