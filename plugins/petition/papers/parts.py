"""The pieces the papers of a petition are made of; ``documents/sheet.typ`` only lays them out."""

from collections.abc import Mapping, Sequence

from core.api import CaseView, ItemView, Option, PartyView, Value, day_text, read_date
from plugins.petition import told

Paper = Mapping[str, object]
PETITIONERS = ("applicant", "reporter", "victim")
HIDDEN = "（要求保密）"


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
    """Return what ``sheet.typ`` asks for, in the name of the point; empty facts are left out."""
    return {
        "office": item.point.name if item.point else "",
        "title": title,
        "to": to,
        "opening": opening,
        "facts": [list(pair) for pair in facts if pair[1]],
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


def filed(item: ItemView, form: str, **wanted: object) -> Mapping[str, Value]:
    """Return the newest answers of *form* with these answers; LookupError for none."""
    for record in reversed(told.filed(item, form)):
        if all(record.data.get(name) == one for name, one in wanted.items()):
            return record.data
    raise LookupError(form)


def petitioners(case: CaseView) -> tuple[PartyView, ...]:
    """Return who brought it, never the other side."""
    return tuple(one for one in case.parties if one.role in PETITIONERS)


def petitioner(case: CaseView, holder: str) -> PartyView:
    """Return whose copy it is; LookupError for anybody who did not bring it."""
    own = petitioners(case)
    found = next((one for one in own if one.id == holder), own[0] if own and not holder else None)
    if found is None:
        raise LookupError("not this person's petition")
    return found


def names(case: CaseView) -> str:
    """Return who brought it, for our own file."""
    return "、".join(one.name or "（未透露）" for one in petitioners(case)) or "（匿名）"


def confidential(case: CaseView, item: ItemView) -> bool:
    """Say whether another office must not learn who it was: as asked, and wherever it is grave."""
    asked = told.answered(item, "registration", "confidential") is True
    return asked or case.violence or told.severe(item)


def for_others(case: CaseView, item: ItemView) -> str:
    """Return who brought it, for another office."""
    return HIDDEN if confidential(case, item) else names(case)


def unnamed(case: CaseView, item: ItemView, text: Value) -> str:
    """Return *text* for another office, without the names of who asked not to be named."""
    said = str(text or "")
    if confidential(case, item):
        for one in petitioners(case):
            said = said.replace(one.name, "信访人") if one.name else said
    return said


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


def moment(value: Value) -> str:
    """Return a stored moment with its hour."""
    said = str(value or "")
    return f"{day(said)} {said[11:16]}" if said else ""
