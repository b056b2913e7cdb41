"""The rows of the typed side table for fields marked ``index``: how records are found by value.

A JSON path is not indexable the same way on both databases, so the few values that lists and
figures look for are written out by type. Sensitive and restricted values only as keyed hashes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.db import blind_index
from core.forms.conditions import token
from core.words import Field, Form, Kind, Sensitivity, Value

TEXT_LENGTH = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexRow:
    """One value of one field; exactly one of the four values is set.

    ``name`` is the field's, ``parties.phone`` inside a sub-form; ``number`` holds whole numbers and
    fen, ``date`` days (of moments, the day in Shanghai), ``hashed`` what only equality may find.
    """

    name: str
    text: str | None = None
    number: int | None = None
    date: date | None = None
    hashed: str | None = None


def index_rows(form: Form, data: Mapping[str, Value]) -> tuple[IndexRow, ...]:
    """Return the side-table rows for *data*; an empty answer has none, each choice has its own."""
    return tuple(_rows(form.key, form.fields, data, Sensitivity.PUBLIC, ""))


def hashed(form_key: str, name: str, value: str) -> str:
    """Return the keyed hash under which ``index_rows`` files *value* of the field *name*.

    To look for a value bring it into its stored form first: the phone as stored, X in upper case.
    """
    return blind_index(f"form:{form_key}:{name}", value)


def _rows(
    key: str, fields: tuple[Field, ...], data: Mapping[str, Value], around: Sensitivity, path: str
) -> Iterator[IndexRow]:
    for asked in fields:
        value, name = data.get(asked.name), path + asked.name
        level = strictest(asked, around)
        if asked.kind is Kind.SUB_FORM:
            for row in value if isinstance(value, list) else []:
                if isinstance(row, dict):
                    yield from _rows(key, asked.fields, row, level, f"{name}.")
        elif asked.index:
            for one in value if isinstance(value, list) else [value]:
                text = token(one)
                if text is not None:
                    secret = level.rank >= Sensitivity.SENSITIVE.rank
                    yield (
                        IndexRow(name=name, hashed=hashed(key, name, text))
                        if secret
                        else _plain(asked.kind, name, text)
                    )


def strictest(asked: Field, around: Sensitivity) -> Sensitivity:
    """Return the sensitivity of *asked* inside a sub-form of sensitivity *around*."""
    return max(asked.sensitivity, around, key=lambda one: one.rank)


def _plain(kind: Kind, name: str, text: str) -> IndexRow:
    if kind in (Kind.NUMBER, Kind.MONEY):
        return IndexRow(name=name, number=int(text))
    if kind in (Kind.DATE, Kind.DATETIME):
        return IndexRow(name=name, date=date.fromisoformat(text[:10]))
    return IndexRow(name=name, text=text[:TEXT_LENGTH])
