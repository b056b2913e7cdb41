"""The pieces the papers of counselling are made of; ``documents/sheet.typ`` only lays them out."""

from collections.abc import Mapping, Sequence

from core.api import CaseView, ItemView, Option, PartyView, Value, day_text, read_date
from plugins.psych import clients
from plugins.psych.clients import moment

Paper = Mapping[str, object]


def sheet(
    item: ItemView,
    title: str,
    *,
    to: str = "",
    opening: str = "",
    facts: Sequence[tuple[str, str]] = (),
    parts: Sequence[Paper] = (),
    note: str = "",
    signs: Sequence[str] = (),
    letter: bool = False,
) -> Paper:
    """Return what ``sheet.typ`` asks for, in the name of the point; facts without a text and
    parts without content are left out."""
    return {
        "office": item.point.name if item.point else "",
        "title": title,
        "to": to,
        "opening": opening,
        "facts": [list(pair) for pair in facts if pair[1]],
        "parts": [one for one in parts if one["text"] or one["rows"]],
        "note": note,
        "signs": list(signs),
        "letter": letter,
    }


def words(heading: str, text: object) -> Paper:
    """Return a part of running text."""
    return {"heading": heading, "text": str(text or ""), "heads": [], "widths": [], "rows": []}


def table(heading: str, columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> Paper:
    """Return a part with a table; *columns* name the heads and their share of the width."""
    return {
        "heading": heading,
        "text": "",
        "heads": list(columns),
        "widths": list(columns.values()),
        "rows": [list(row) for row in rows],
    }


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


def label(choices: Sequence[Option], value: object) -> str:
    """Return the label of a stored choice, "" for none."""
    return next((one.label for one in choices if one.value == value), "")


def labels(choices: Sequence[Option], values: Value) -> str:
    """Return the labels of stored choices as one line."""
    picked = values if isinstance(values, list) else []
    return "、".join(label(choices, one) for one in picked)


def day(value: Value) -> str:
    """Return a stored date as papers write it, "" for none."""
    return day_text(read_date(value))


def hour(value: Value) -> str:
    """Return a stored moment as papers write it, "" for none."""
    at = moment(value)
    return f"{day_text(at.date())} {at:%H:%M}" if at else ""


def count(value: Value, unit: str) -> str:
    """Return a number with its unit, "" for none."""
    return f"{value} {unit}" if isinstance(value, int) and not isinstance(value, bool) else ""
