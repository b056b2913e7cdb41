"""What a paper offers to a Word template: the names of its schema, their words, an example.

The names come from the schema itself, so a template can be promised exactly what a collector fills
in, and the lint knows every name there is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints, is_typeddict

from core.documents.glyphs import line_ends
from core.documents.kinds import PAPERS, SCHEMAS
from core.documents.schemas import Stamped
from core.documents.word.labels import LABELS

YES, NO = "是", "否"
NEVER_WORD = frozenset({"intake_receipt_neutral", "rights_leaflet"})
"""A slip that must not betray anything keeps the one look that was thought through for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordFields:
    """``texts`` by name; ``lists`` with the names of a row, none for a list of plain texts;
    ``needed`` must stand in every template: a paper without its number and code is no paper."""

    texts: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]


def replaceable() -> tuple[str, ...]:
    """Return the papers of core that a county may give its own look."""
    return tuple(name for name in PAPERS if name not in NEVER_WORD)


@cache
def fields_of(kind: str) -> WordFields:
    """Return what the paper *kind* of core offers; KeyError for an unknown one."""
    texts: list[str] = []
    lists: dict[str, tuple[str, ...]] = {}
    for name, hint in {**get_type_hints(SCHEMAS[kind]), **get_type_hints(Stamped)}.items():
        (inner,) = get_args(hint) or (None,)
        if hint in (str, bool):
            texts.append(name)
        elif inner is str:
            lists[name] = ()
        elif inner is not None and is_typeddict(inner):
            lists[name] = tuple(get_type_hints(inner))
    needed = ("number", "verify_code") if PAPERS[kind].word else ()
    return WordFields(texts=tuple(texts), lists=lists, needed=needed)


def context_of(kind: str, data: Mapping[str, object]) -> dict[str, Any]:
    """Return *data* with every name the paper offers and nothing else, as texts and rows."""
    offered = fields_of(kind)
    context: dict[str, Any] = {name: _text(data.get(name)) for name in offered.texts}
    for name, columns in offered.lists.items():
        rows = data.get(name)
        context[name] = [
            {column: _text(row.get(column)) for column in columns}
            if isinstance(row, Mapping)
            else _text(row)
            for row in (rows if isinstance(rows, list | tuple) else ())
        ]
    return context


def example_of(kind: str) -> dict[str, Any]:
    """Return data in which every place says what will stand there, two rows a list."""
    offered = fields_of(kind)
    example: dict[str, Any] = {name: f"（{LABELS[name]}）" for name in offered.texts}
    for name, columns in offered.lists.items():
        example[name] = [
            {column: f"（{LABELS[column]}{turn}）" for column in columns}
            if columns
            else f"（{LABELS[name]}{turn}）"
            for turn in (1, 2)
        ]
    return example


def _text(value: object) -> str:
    """Return *value* as text that a Word file can hold and nothing turns round or hides."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return "".join(filter(_kept, line_ends(str(value))))


def _kept(letter: str) -> bool:
    if letter == "\n":
        return True
    # Word sets its own fonts, so rare characters stay; what has no shape or is no XML goes
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} and (
        ord(letter) & 0xFFFE != 0xFFFE
    )
