"""Plan once per form revision how its page is laid out: which control, how wide, in which section.

Short questions stand side by side in a grid, long ones take a line, as in the look's record
sheet. The plan is plain values, so that drawing a page is filling it in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import wtforms
from wtforms.fields import SelectChoice

from core.forms.snapshot import per_revision
from core.forms.text import N_
from core.words import Field, Form, Kind

SEG_WIDTH = 15
"""Characters that fit side by side in a ``seg`` at 360 px, one more counted for each option."""
TILES = 7
"""Options shown as tiles at most; more become a list."""

# kept in Chinese in the plan and translated when drawn, as declared labels are
YES, NO, LEAVE, PICK = N_("是"), N_("否"), N_("先不填"), N_("请选择")

_LINE_MODES = {
    Kind.NUMBER: "numeric",
    Kind.MONEY: "decimal",
    Kind.PHONE: "tel",
    Kind.REGION: "numeric",
}
_LISTS = frozenset({Kind.PERSON, Kind.STAFF, Kind.POINT, Kind.PARTY, Kind.REGION})
_WIDE = frozenset({"area", "ticks", "tiles", "rows", "file"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One question as drawn. ``control`` names the macro; ``shown`` is the condition as JSON."""

    field: Field
    control: str
    inputmode: str
    placeholder: str
    shown: str
    help_of: Mapping[str, str]
    row: Sheet | None = None

    @property
    def wide(self) -> bool:
        return self.control in _WIDE


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Questions that stand together: several side by side, or one alone when ``wide``."""

    wide: bool
    asks: tuple[Ask, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A titled part of the sheet; ``told`` are the questions whose purpose it tells at its end, all
    in one place: a line under every question is what one has to read past."""

    title: str
    blocks: tuple[Block, ...]
    told: tuple[Field, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The plan of a form or of a sub-form's row, with the WTForms class that fills it."""

    sections: tuple[Section, ...]
    asks: tuple[Ask, ...]
    filler: type[wtforms.Form]


@per_revision
def sheet_of(form: Form) -> Sheet:
    """Return the page plan of *form*, made once per revision."""
    return _sheet(form.fields, form.sections)


def needs_upload(form: Form) -> bool:
    """Return whether the page's ``<form>`` needs ``enctype="multipart/form-data"``."""
    return any(one.kind in (Kind.FILE, Kind.SIGNATURE) for one in _all_fields(form.fields))


def attribute(name: str) -> str:
    """Return the attribute of the WTForms class that holds the field *name*.

    The prefix keeps a declared name like ``data`` or ``errors`` off WTForms' own attributes.
    """
    return f"q_{name}"


def _all_fields(fields: Iterable[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _all_fields(one.fields)


def _sheet(fields: tuple[Field, ...], sections: tuple[tuple[str, tuple[str, ...]], ...]) -> Sheet:
    asks = tuple(_ask(one) for one in fields)
    placed = {name for _title, names in sections for name in names}
    drawn = [
        _section(title, tuple(one for one in asks if one.field.name in names))
        for title, names in sections
    ]
    rest = tuple(one for one in asks if one.field.name not in placed)
    if rest:
        drawn.append(_section("", rest))
    fillers: dict[str, Any] = {
        attribute(one.field.name): _filler(one) for one in asks if one.row is None
    }
    return Sheet(sections=tuple(drawn), asks=asks, filler=type("Filled", (wtforms.Form,), fillers))


def _section(title: str, asks: tuple[Ask, ...]) -> Section:
    told = tuple(
        one.field for one in asks if (one.field.purpose or one.field.law) and one.row is None
    )
    return Section(title=title, blocks=_blocks(asks), told=told)


def _blocks(asks: Iterable[Ask]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for wide, together in groupby(asks, key=lambda ask: ask.wide):
        if wide:
            blocks.extend(Block(wide=True, asks=(one,)) for one in together)
        else:
            blocks.append(Block(wide=False, asks=tuple(together)))
    return tuple(blocks)


def _ask(field: Field) -> Ask:
    placeholder = field.placeholder
    if not placeholder and field.kind in (Kind.DATE, Kind.DATETIME):
        placeholder = "2026-11-22" if field.kind is Kind.DATE else "2026-11-22 14:30"
    condition = field.shown_when
    return Ask(
        field=field,
        control=_control(field),
        inputmode=_LINE_MODES.get(field.kind, "text"),
        placeholder=placeholder,
        shown="" if condition is None else json.dumps(condition, ensure_ascii=False),
        help_of={one.value: one.help for one in field.options if one.help},
        row=_sheet(field.fields, ()) if field.kind is Kind.SUB_FORM else None,
    )


def _control(field: Field) -> str:
    match field.kind:
        case Kind.SUB_FORM:
            return "rows"
        case Kind.LONG_TEXT:
            return "area"
        case Kind.CHOICES:
            return "ticks"
        case Kind.YES_NO:
            return "seg"
        case Kind.FILE | Kind.SIGNATURE:
            return "file"
        case Kind.CHOICE:
            return _choice_control(field)
        case kind if kind in _LISTS:
            return "listed"
        case _:
            return "line"


def _choice_control(field: Field) -> str:
    if any(one.help for one in field.options):
        return "tiles"
    if not field.required:
        return "select"  # a picked radio cannot be taken back, a list has an empty line
    labels = [one.label for one in field.options if not one.off]
    if len(labels) <= 4 and sum(len(one) + 1 for one in labels) <= SEG_WIDTH:
        return "seg"
    return "tiles" if len(labels) <= TILES else "select"


def _filler(ask: Ask) -> Any:
    """Return the unbound WTForms field; it holds name, value and choices, macros draw it."""
    field = ask.field
    settings: dict[str, Any] = {"label": field.label, "name": field.name}
    if field.kind is Kind.LONG_TEXT:
        return wtforms.TextAreaField(**settings)
    if field.kind is Kind.CHOICES:
        return wtforms.SelectMultipleField(choices=_offered(field), **settings)
    if field.kind is Kind.CHOICE:
        choices = _offered(field)
        if ask.control == "select" or (ask.control == "tiles" and not field.required):
            choices.insert(0, SelectChoice("", PICK if ask.control == "select" else LEAVE))
        return wtforms.SelectField(choices=choices, **settings)
    if field.kind is Kind.YES_NO:
        choices = [SelectChoice("yes", YES), SelectChoice("no", NO)]
        if not field.required:
            choices.append(SelectChoice("", LEAVE))
        return wtforms.RadioField(choices=choices, **settings)
    if field.kind in _LISTS:
        return wtforms.SelectField(choices=[], **settings)
    return wtforms.StringField(**settings)


def _offered(field: Field) -> list[SelectChoice]:
    return [SelectChoice(one.value, one.label) for one in field.options if not one.off]
