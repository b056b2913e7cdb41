"""The Acting of the request at hand: who asks, with which plugins, switches, calendar and rules.

The one bridge between a request and the commands; the commands themselves know no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, g, request

from core.audit import note_access
from core.cases.acting import Acting
from core.cases.approving import open_approval
from core.cases.errors import Forbidden, Unknown
from core.cases.facts import Facts
from core.cases.glass import BREAK, SEEN
from core.cases.loading import Loaded, open_case
from core.cases.reading import CaseOut, project
from core.cases.same import shown_persons
from core.clocks import now
from core.db import db
from core.people.roles import may
from core.privacy import Reach, through_glass
from core.roster import Roster
from core.switches import board_here

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
GLASS_PAGES = frozenset(
    {
        "cases.show",
        "cases.item",
        "cases.reveal",
        "cases.paper",
        "cases.word_paper",
        "cases.one_file",
    }
)
"""What an emergency look opens; nothing that binds, exports or asks for anything to be filed."""


def roster() -> Roster:
    """Return the plugins of this app."""
    found: Roster = current_app.extensions["jiahe.roster"]
    return found


def acting() -> Acting:
    """Return the Acting of this request; built once, so that it has one instant."""
    here: Acting | None = g.get("acting")
    if here is None:
        session = db.session()
        here = g.acting = Acting(
            session=session,
            viewer=g.viewer,
            roster=roster(),
            board=board_here(),
            at=now(),
            address=current_app.extensions["jiahe.settings"].address,
        )
    return here


def load_case(view_args: Mapping[str, Any]) -> object:
    """Find the case of the URL for the gate; raises Unknown for what the viewer may not know.

    A reading request is written to the access log before its view runs. A writing one gets the
    number only: its command locks, loads and judges the case itself, and its audit entry tells.
    """
    number = str(view_args["number"])
    here = acting()
    if request.method not in SAFE:
        if may(here.viewer.roles, BREAK):
            _look(here, *open_case(here, number)[:2])
        return number
    loaded, facts, how_far = open_case(here, number)
    if through_glass(here.viewer, facts.standing):
        _look(here, loaded, facts)
        g.case_facts, g.case_reach = facts, how_far
        return loaded
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action=g.policy.action,
        target=f"case:{loaded.case.id}",
        at=here.at,
    )
    g.case_facts, g.case_reach = facts, how_far
    return loaded


def _look(here: Acting, loaded: Loaded, facts: Facts) -> None:
    """Write down a look through the glass; raises Forbidden for all but a few pages that show, and
    so for every call of the API: a token proves nobody's presence."""
    if not through_glass(here.viewer, facts.standing):
        return
    if request.endpoint not in GLASS_PAGES:
        raise Forbidden(loaded.case.number)
    if request.method not in SAFE:
        return  # showing names and telephones is written into the chain by what does it
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action=SEEN,
        target=f"case:{loaded.case.id}",
        at=here.at,
    )


def load_person(view_args: Mapping[str, Any]) -> object:
    """Find the person of the URL for the gate: whoever stands in a case that shows its people.

    A reading request is written to the access log before its view runs.
    """
    person_id = str(view_args["person_id"])[:13]
    here = acting()
    if not shown_persons(here, {person_id}):
        raise Unknown(person_id)
    if request.method in SAFE:
        note_access(
            county=here.viewer.county,
            account_id=here.me,
            action="person.seen",
            target=f"person:{person_id}",
            at=here.at,
        )
    return person_id


def opened(number: str) -> tuple[Loaded, Facts, Reach]:
    """Return what the gate loaded for a reading request; a writing one has it loaded now."""
    if g.get("case_facts") is not None:
        return g.target, g.case_facts, g.case_reach
    return open_case(acting(), number)


def case_out() -> CaseOut:
    """Return the case the gate found, as its viewer may see it."""
    return project(acting(), g.target, g.case_facts, g.case_reach)


def load_approval(view_args: Mapping[str, Any]) -> object:
    """Find the question to a second person of the URL for the gate; raises Unknown for whomever it
    does not concern. A reading request is written to the access log before its view runs."""
    approval_id = str(view_args["approval_id"])[:13]
    here = acting()
    row, *_rest = open_approval(here, approval_id)
    if request.method in SAFE:
        note_access(
            county=here.viewer.county,
            account_id=here.me,
            action="approval.seen",
            target=f"case:{row.case_id}",
            at=here.at,
        )
    return approval_id
