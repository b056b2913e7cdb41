"""Turn answered forms into columns of a table, for spreadsheets and hand-over files.

Sensitive and restricted fields have no column at all unless they were allowed, so that a file that
leaves the house cannot hold them by mistake. A cell never starts a formula: spreadsheets would run
what a stranger typed into a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from core.forms.codes import picked
from core.forms.judge import Choices
from core.forms.view import spell
from core.words import Field, Form, Kind, Sensitivity, Value

Cell = str | int | None
_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠|%")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: the field's name and its title in the reader's language."""

    name: str
    title: str
    kind: Kind


def columns(form: Form, allow: Sensitivity = Sensitivity.INTERNAL) -> tuple[Column, ...]:
    """Return the columns of *form*; fields above *allow* have none."""
    return tuple(
        Column(name=one.name, title=safe_cell(_(one.label)), kind=one.kind)
        for one in _fields(form.fields, allow)
    )


def cells(
    form: Form,
    data: Mapping[str, Value],
    allow: Sensitivity = Sensitivity.INTERNAL,
    *,
    choices: Choices | None = None,
) -> tuple[Cell, ...]:
    """Return one row for *data* under ``columns(form, allow)``.

    Numbers stay numbers, money is text in yuan, the rows of a sub-form share one cell.
    """
    names = {key: dict(pairs) for key, pairs in (choices or {}).items()}
    return tuple(
        _cell(one, picked(one.name, data), allow, names) for one in _fields(form.fields, allow)
    )


def safe_cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    starts = {text[:1], text.lstrip()[:1]}
    return f"'{text}" if starts & _STARTS_FORMULA else text


def _fields(fields: tuple[Field, ...], allow: Sensitivity) -> Iterator[Field]:
    return (one for one in fields if one.sensitivity.rank <= allow.rank)


def _cell(
    asked: Field, value: Value, allow: Sensitivity, names: Mapping[str, Mapping[str, str]]
) -> Cell:
    if asked.kind is Kind.NUMBER and isinstance(value, int):
        return value
    if asked.kind is not Kind.SUB_FORM:
        return safe_cell(spell(asked, value, names)) or None
    rows = value if isinstance(value, list) else []
    inner = tuple(_fields(asked.fields, allow))
    told = [
        _("；").join(
            f"{_(one.label)}{_('：')}{text}"
            for one in inner
            if (text := spell(one, picked(one.name, row), names))
        )
        for row in rows
        if isinstance(row, dict)
    ]
    numbered = (f"{number}. {text}" for number, text in enumerate(told, start=1))
    return safe_cell("\n".join(numbered)) or None
