"""联合会诊 from the page of a case: who sat over it, what they found, who does what (5.6.3)."""

from __future__ import annotations

from flask import abort, g
from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.choosing import left_out
from core.cases.conference_form import CONFERENCE
from core.cases.conferences import full_readers, may_confer, may_write
from core.cases.here import acting
from core.desk.asking import Asked, Choices, Raw, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.team import staff_of_county
from core.web import keeps_draft, policy
from core.words import Kind


def _may(sight: Sight) -> bool:
    return may_write(sight.here, sight.how_far)


def _choices(sight: Sight, raw: Raw) -> Choices:
    staff = staff_of_county(sight.here, left_out(sight.loaded, sight.how_far))
    readers = full_readers(sight.facts)
    return {Kind.STAFF.value: staff, "owner": [one for one in staff if one[0] in readers]}


ASKED = Asked(form=CONFERENCE, action="cases.confer", may=_may, choices=_choices, grows=_may)


@cases.get("/<number>/conference")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_conference(number: str) -> ResponseReturnValue:
    """Ask what a conference found."""
    here = acting()
    if not may_confer(here, g.case_facts, g.case_reach):
        abort(403)
    begun = {"on": here.today.isoformat(), "host": here.me}
    return ask(ASKED, number, begun)


@cases.post("/<number>/conference")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_conference")
def confer(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return filed(
        ASKED,
        number,
        lambda here, version, raw, key: commands.file_conference(
            here, number, version, raw, key=key
        ),
    )
