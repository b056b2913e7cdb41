"""Whose paper it is: a copy holds its holder's own words and nobody else's."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, PartyView, Value
from plugins.legal_consult import told

NOBODY = PartyView(id="", role="", relation="", name="")


def our_record(number: str) -> str:
    """Return how the list of proofs calls what this office wrote down when she came."""
    return f"本单位的登记，编号 {number}"


def person(case: CaseView, party_id: object) -> PartyView:
    """Return the party, one without a name when the case has none such."""
    return next((one for one in case.parties if one.id == party_id), NOBODY)


def of_client(
    case: CaseView, item: ItemView, form: str, holder: str, **wanted: frozenset[str]
) -> tuple[PartyView, Mapping[str, Value]]:
    """Return whose paper it is and their newest answers of *form* with one of these answers.

    Raises LookupError when there are none, or none of the one in whose hand the copy would be.
    """
    for record in reversed(told.filed(item, form)):
        client = str(record.data.get("client") or "")
        fitting = all(record.data.get(name) in some for name, some in wanted.items())
        if fitting and holder in ("", client):
            return person(case, client), record.data
    raise LookupError(form)
