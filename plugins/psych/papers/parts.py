"""The pieces the papers of counselling are made of; ``documents/sheet.typ`` only lays them out."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, PartyView, Value
from plugins.psych import clients


def of_client(
    case: CaseView, item: ItemView, form: str, holder: str
) -> tuple[PartyView, Mapping[str, Value]]:
    """Return whose paper it is and the newest answers of *form* about that client.

    Without a *holder* it is the client the form was last filed about. Raises LookupError when it
    was never filed about the one in whose hand the copy would be: nobody's talk is another's.
    """
    record = (clients.filed(item, form, holder or None) or (None,))[-1]
    if record is None:
        raise LookupError(form)
    client = record.data.get("client")
    return next(party for party in case.parties if party.id == client), record.data


def count(value: Value, unit: str) -> str:
    """Return a number with its unit, "" for none."""
    return f"{value} {unit}" if isinstance(value, int) and not isinstance(value, bool) else ""
