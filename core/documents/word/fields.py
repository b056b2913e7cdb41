"""What a paper offers to a Word template: the names of its schema, their words, an example.

The names come from the schema itself, of core's paper or of a service's alike, so a template can be
promised exactly what a collector fills in, and the lint knows every name there is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints, is_typeddict

from core.documents.glyphs import line_ends
from core.documents.kinds import PAPERS, SCHEMAS
from core.documents.numbering import paper_name
from core.documents.schemas import Stamped
from core.documents.word.labels import LABELS
from core.documents.word.pieces import named
from core.roster import Roster
from core.words.documents import SHEET_TABLES, SHEET_TEXTS, STAMPED, DocumentKind

YES, NO = "是", "否"
NEVER_WORD = frozenset({"intake_receipt_neutral", "rights_leaflet"})
"""A slip that must not betray anything keeps the one look that was thought through for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordList:
    """A list: what it is called, and its columns by name; none for a list of plain texts."""

    title: str
    columns: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class WordFields:
    """``texts`` by name with what they are called; ``lists`` likewise; ``needed`` must stand in
    every template: a paper without its number and code is no paper."""

    texts: Mapping[str, str]
    lists: Mapping[str, WordList]
    needed: tuple[str, ...]

    def columns(self, name: str) -> Mapping[str, str]:
        """Return the columns of the list *name*, none for an unknown one."""
        return self.lists[name].columns if name in self.lists else {}


def replaceable() -> Mapping[str, DocumentKind]:
    """Return the papers of core that a county may give its own look."""
    return {name: kind for name, kind in PAPERS.items() if name not in NEVER_WORD}


def replaceable_in(roster: Roster) -> Mapping[str, DocumentKind]:
    """Return them with those of every installed service that have a schema, by their full names."""
    return {
        **replaceable(),
        **{
            paper_name(kind, service.name): kind
            for service in roster.services.values()
            for kind in service.documents
            if kind.schema is not None
        },
    }


def fields_of(kind: DocumentKind) -> WordFields:
    """Return what the paper *kind* offers; KeyError for one that has no schema."""
    if PAPERS.get(kind.name) == kind:
        return _of_core(kind.name)
    schema = kind.schema
    if schema is None:
        raise KeyError(kind.name)
    lists = {name: (one.title, one.columns) for name, one in schema.tables.items()}
    texts, every = dict(schema.texts), STAMPED
    if schema.of_sheet:
        # its own places first: they are what the county looks for
        texts, lists = {**texts, **SHEET_TEXTS}, {**lists, **SHEET_TABLES}
    number = ("number",) if kind.word else ()
    return WordFields(
        texts={**every, **texts},
        lists={name: WordList(title=one, columns=own) for name, (one, own) in lists.items()},
        # a slip without a day is without a code too
        needed=(*number, "verify_code") if kind.word or kind.dated else (),
    )


@cache
def _of_core(name: str) -> WordFields:
    texts: dict[str, str] = {}
    lists: dict[str, WordList] = {}
    for place, hint in {**get_type_hints(SCHEMAS[name]), **get_type_hints(Stamped)}.items():
        (inner,) = get_args(hint) or (None,)
        if hint in (str, bool):
            texts[place] = LABELS[place]
        elif inner is str:
            lists[place] = WordList(title=LABELS[place], columns={})
        elif inner is not None and is_typeddict(inner):
            columns = {column: LABELS[column] for column in get_type_hints(inner)}
            lists[place] = WordList(title=LABELS[place], columns=columns)
    needed = ("number", "verify_code") if PAPERS[name].word else ()
    return WordFields(texts=texts, lists=lists, needed=needed)


def context_of(kind: DocumentKind, data: Mapping[str, object]) -> dict[str, Any]:
    """Return *data* with every name the paper offers and nothing else, as texts and rows."""
    offered = fields_of(kind)
    found = data if kind.schema is None else named(kind.schema, data)
    context: dict[str, Any] = {name: _text(found.get(name)) for name in offered.texts}
    for name, one in offered.lists.items():
        rows = found.get(name)
        context[name] = [
            {column: _text(row.get(column)) for column in one.columns}
            if isinstance(row, Mapping)
            else _text(row)
            for row in (rows if isinstance(rows, list | tuple) else ())
        ]
    return context


def example_of(kind: DocumentKind) -> dict[str, Any]:
    """Return what a template is given in which every place says what will stand there, two rows a
    list; it goes into the template as it is."""
    offered = fields_of(kind)
    example: dict[str, Any] = {name: f"（{label}）" for name, label in offered.texts.items()}
    for name, one in offered.lists.items():
        example[name] = [
            {column: f"（{label}{turn}）" for column, label in one.columns.items()}
            if one.columns
            else f"（{one.title}{turn}）"
            for turn in (1, 2)
        ]
    return example


def _text(value: object) -> str:
    """Return *value* as text that a Word file can hold and nothing turns round or hides."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list | tuple):
        return "、".join(filter(None, map(_text, value)))
    if isinstance(value, Mapping):
        return "：".join(filter(None, map(_text, value.values())))
    return "".join(filter(_kept, line_ends(str(value))))


def _kept(letter: str) -> bool:
    if letter == "\n":
        return True
    # Word sets its own fonts, so rare characters stay; what has no shape or is no XML goes
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} and (
        ord(letter) & 0xFFFE != 0xFFFE
    )
