"""How the people of a case may be reached, told on every page from which somebody is contacted."""

from __future__ import annotations

from dataclasses import dataclass

from core.cases.acting import Acting
from core.cases.commands import may_contact
from core.cases.contact import CALL, SafeContact, contact_of, guarded, may_reach
from core.cases.loading import Loaded
from core.privacy import Reach


@dataclass(frozen=True, kw_only=True, slots=True)
class Reaching:
    """How one person may be reached: what she said, None when she was not asked, and why not to
    call her at this moment, empty when one may."""

    party_id: str
    name: str
    safe: SafeContact | None
    not_now: str


def reaching_of(here: Acting, loaded: Loaded, how_far: Reach) -> tuple[Reaching, ...]:
    """Return how each party may be reached; nothing to who does not work or follow the case."""
    if not may_contact(here, loaded, how_far):
        return ()
    careful = guarded(loaded)
    return tuple(
        Reaching(
            party_id=party.id,
            name=person.name or "",
            safe=(safe := contact_of(person)),
            not_now=may_reach(safe, CALL, here.at, is_guarded=careful),
        )
        for party, person in loaded.parties
        if person is not None and (careful or contact_of(person) is not None)
    )
