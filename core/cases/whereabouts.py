"""Where somebody of a case lives, for who has to go there and for nobody else.

A hidden address is class R: for those who work that person's side of this very case, on a press
that leaves a trace. On no paper, in no list, not over the API (法发〔2022〕10号 四).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.danger.sheet import works_one_side
from core.cases.loading import Loaded
from core.cases.partitions import OTHER_SIDE
from core.cases.same import address_hidden


def addresses_told(acting: Acting, loaded: Loaded) -> Mapping[str, str]:
    """Return by party the address that may be read aloud here, without those nobody told.

    Lead, handler and tracker go to either side; the owner of an item that faces one side goes to
    hers only, and who faces both goes to none. An address that was hidden by another case stays
    hidden in one that is not sealed.
    """
    case = loaded.case
    follows = acting.me in (case.lead_id, case.handler_id, case.tracker_id)
    if not follows and not works_one_side(acting, loaded):
        return {}
    return {
        party.id: person.address
        for party, person in loaded.parties
        if person is not None
        and person.address
        and (follows or party.role not in OTHER_SIDE)
        and (case.sealed or not address_hidden(acting.session, person))
    }
