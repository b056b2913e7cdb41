"""一案一专班 from the page of a case: who sits in it, what it did in each of the four parts of its
loop, and who sees how much (T/ZSM 5.6.3, 5.6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, g
from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.here import acting
from core.cases.team import seats_now
from core.cases.team_forms import LOOP, TEAM
from core.desk.asking import Asked, Choices, Raw, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.people.staff import staff_at
from core.privacy.reach import NO_CASEWORK
from core.web import keeps_draft, policy
from core.words import Kind

BLANK: Mapping[str, Any] = {"seats": [{"part": "lead", "sees": "all"}, {"sees": "all"}]}


def staff_of_county(here: Acting, without: frozenset[str]) -> list[tuple[str, str]]:
    """Return the county's people who work on cases."""
    found: dict[str, str] = {}
    for member in staff_at(here.session):
        if not member.active or member.role in NO_CASEWORK:
            continue
        if member.account_id not in without:
            found.setdefault(member.account_id, named(member.name, member.title or member.role))
    return list(found.items())


def _forms(sight: Sight) -> bool:
    return commands.may_form(sight.facts)


def _staff(sight: Sight, raw: Raw) -> Choices:
    return {Kind.STAFF.value: staff_of_county(sight.here, left_out(sight.loaded, sight.how_far))}


SEATS = Asked(form=TEAM, action="cases.form_team", choices=_staff, grows=_forms)
PART = Asked(form=LOOP, action="cases.file_loop", choices=_staff)


@cases.get("/<number>/team")
@policy(action="case.read", resource="case", answer="I", audit="case.seen")
def ask_team(number: str) -> ResponseReturnValue:
    """Ask who sits in the team; a head only."""
    here = acting()
    if not commands.may_form(g.case_facts):
        abort(403)
    seats = seats_now(here, g.target) if g.target.special else []
    return ask(SEATS, number, {"seats": seats} if seats else BLANK)


@cases.post("/<number>/team")
@policy(action="case.read", resource="case")
@keeps_draft("cases.ask_team")
def form_team(number: str) -> ResponseReturnValue:
    """Put the list in force."""
    return filed(
        SEATS,
        number,
        lambda here, version, raw, key: commands.form_team(here, number, version, raw, key=key),
    )


@cases.get("/<number>/loop")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_loop(number: str) -> ResponseReturnValue:
    """Ask what was done in a part of the loop."""
    here = acting()
    if not commands.may_file_loop(here, g.target, g.case_facts):
        abort(403)
    return ask(PART, number, {"on": here.today.isoformat()})


@cases.post("/<number>/loop")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_loop")
def file_loop(number: str) -> ResponseReturnValue:
    """File it."""
    return filed(
        PART,
        number,
        lambda here, version, raw, key: commands.file_loop(here, number, version, raw, key=key),
    )
