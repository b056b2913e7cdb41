"""The pieces the papers of aid are made of; ``documents/sheet.typ`` only lays them out."""

from collections.abc import Mapping, Sequence

from core.api import CaseView, ItemView, Option, PartyView, Value, day_text, read_date, yuan_text
from plugins.hardship_aid.programmes import PROGRAMMES

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
    """Return what ``sheet.typ`` asks for, in the name of the point that works the item."""
    return {
        "office": item.point.name if item.point else "",
        "title": title,
        "to": to,
        "opening": opening,
        "facts": [list(pair) for pair in facts],
        "parts": list(parts),
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


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*; raise LookupError when it was never filed."""
    record = item.latest(f"hardship_aid.{form}")
    if record is None:
        raise LookupError(form)
    return record.data


def person(case: CaseView, item: ItemView, holder: str = "") -> PartyView:
    """Return whom the help is for; raise LookupError for a copy in anybody else's hand."""
    wanted = data_of(item, "discovery").get("person")
    if holder and holder != wanted:
        raise LookupError("not this person's affairs")
    return next(party for party in case.parties if party.id == wanted)


def may_hang(case: CaseView, item: ItemView) -> bool:
    """Tell whether a notice with this person's name may hang on a wall: never a child's, and none
    where anybody is or may be in danger (社会救助法 11). Whom it would name may be unknown to who
    asks: what was found out is not everybody's to read."""
    found = item.latest("hardship_aid.discovery")
    whose = found.data.get("person") if found is not None else None
    child = any(party.minor for party in case.parties if party.id == whose)
    return not (case.violence or case.danger != "no" or child)


def label(choices: Sequence[Option], value: object) -> str:
    """Return the label of a stored choice, "" for none."""
    return next((one.label for one in choices if one.value == value), "")


def labels(choices: Sequence[Option], values: Value) -> str:
    """Return the labels of stored choices as one line."""
    picked = values if isinstance(values, list) else []
    return "、".join(label(choices, one) for one in picked)


def title_of(code: object) -> str:
    """Return the name of a programme."""
    one = PROGRAMMES.get(str(code))
    return one.title if one else ""


def day(value: Value) -> str:
    """Return a stored date as papers write it, "" for none."""
    return day_text(read_date(value))


def money(value: Value) -> str:
    """Return fen as yuan, "" for none."""
    return yuan_text(value) if isinstance(value, int) and not isinstance(value, bool) else ""
