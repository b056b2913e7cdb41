"""The pieces a plugin's sheets and letters are put together from; ``#sheet()`` of the look lays
them out.

A sheet is one value of words: in whose name, to whom, facts, parts, who signs (T/ZSM 4.3.2.1). What
it says is the plugin's; how days and choices are spelled is the same on every paper of the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.documents.wording import day_text
from core.words import EntryView, ItemView, Option, Value, read_date

Paper = Mapping[str, object]
"""What the template of a paper is given."""


def sheet(
    item: ItemView | EntryView,
    title: str,
    *,
    to: str = "",
    opening: str = "",
    facts: Iterable[tuple[str, str]] = (),
    parts: Iterable[Paper] = (),
    note: str = "",
    signs: Sequence[str] = (),
    letter: bool = False,
    blanks: bool = False,
) -> Paper:
    """Return what ``#sheet()`` asks for, in the name of the point that works the item or keeps
    the entry.

    Facts without a text and parts that hold nothing are left out; with *blanks* the parts stay, to
    be filled in by hand. A *letter* has a letterhead and room for the seal; *signs* are those who
    sign by hand."""
    return {
        "office": _office(item),
        "title": title,
        "to": to,
        "opening": opening,
        "facts": [list(pair) for pair in facts if pair[1]],
        "parts": [one for one in parts if blanks or one["text"] or one["rows"]],
        "note": note,
        "signs": list(signs),
        "letter": letter,
    }


def _office(item: ItemView | EntryView) -> str:
    if isinstance(item, EntryView):
        return item.point
    return item.point.name if item.point else ""


def words(heading: str, text: object) -> Paper:
    """Return a part of running text; an empty one prints a dash."""
    return {"heading": heading, "text": str(text or ""), "heads": [], "widths": [], "rows": []}


def table(heading: str, columns: Mapping[str, int], rows: Iterable[Sequence[str]]) -> Paper:
    """Return a part with a table; *columns* name the heads and their share of the width."""
    return {
        "heading": heading,
        "text": "",
        "heads": list(columns),
        "widths": list(columns.values()),
        "rows": [list(row) for row in rows],
    }


def label(choices: Iterable[Option], value: object) -> str:
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
    """Return a stored moment with its hour, "" for none."""
    said = str(value or "")
    return f"{day(said)} {said[11:16]}" if said else ""
