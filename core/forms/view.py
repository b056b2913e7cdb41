"""Show an answered form as labels and values, for a page, a paper or a log of what was said.

Works from a live form or from the snapshot filed with the record, so a record of a plugin that is
gone still prints. What the viewer may not see is hidden here and not by the page (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from core.forms.codes import picked
from core.forms.judge import Choices
from core.forms.kinds import yuan
from core.forms.reading import wall_time
from core.forms.snapshot import form_from_snapshot
from core.forms.text import showable
from core.words import Field, Form, Kind, Sensitivity, Value

HIDDEN_TEXT = "＊＊＊＊"
"""Stands for a hidden value, whatever its length: the length would tell something too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a print view. ``masked`` values may be asked for (显示); ``sealed`` ones not.

    ``long`` text wants a line of its own; the lines of a sub-form's rows are in ``rows``. ``file``
    is the id of the file the line names, where the viewer may have it.
    """

    name: str
    label: str
    value: str
    masked: bool = False
    sealed: bool = False
    long: bool = False
    file: str = ""
    rows: tuple[tuple[Line, ...], ...] = field(default=())


def lines(
    form: Form | Mapping[str, object],
    data: Mapping[str, Value],
    allow: Sensitivity = Sensitivity.INTERNAL,
    *,
    choices: Choices | None = None,
    blanks: bool = False,
) -> tuple[Line, ...]:
    """Return the lines of *data* filed with *form* (or its snapshot), in the order of the form.

    Values above *allow* are hidden. Ids are spelled by the labels in *choices* (see ``draw``).
    Unanswered questions are left out unless *blanks*; a paper to sign wants them.
    """
    live = form if isinstance(form, Form) else form_from_snapshot(form)
    names = {key: dict(pairs) for key, pairs in (choices or {}).items()}
    return tuple(_lines(live.fields, data, allow, names, blanks))


def spell(asked: Field, value: Value, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return one stored value in words; *names* hold the labels of ids by kind or field name."""
    if value is None or value == []:
        return ""
    labels = {one.value: one.label for one in asked.options}
    match asked.kind:
        case Kind.CHOICE:
            return _told(labels, value)
        case Kind.CHOICES if isinstance(value, list):
            return str(_("、")).join(_told(labels, one) for one in value)
        case Kind.YES_NO:
            return str(_("是") if value is True else _("否"))
        case Kind.MONEY if isinstance(value, int):
            return str(_("%(amount)s 元", amount=yuan(value)))
        case Kind.DATETIME if isinstance(value, str):
            return wall_time(value)
    known = names.get(asked.name, names.get(asked.kind.value, {}))
    return showable(known.get(str(value), str(value)))


def _told(labels: Mapping[str, str], value: Value) -> str:
    """Return the label of an option; an option that is gone shows its stored value."""
    label = labels.get(str(value))
    return _(label) if label else showable(str(value))


def _lines(
    fields: tuple[Field, ...],
    data: Mapping[str, Value],
    allow: Sensitivity,
    names: Mapping[str, Mapping[str, str]],
    blanks: bool,
) -> Iterator[Line]:
    """Yield the lines of *fields*; a sub-form above *allow* is hidden whole, with all its rows."""
    for asked in fields:
        if asked.name not in data and not blanks:
            continue
        value = picked(asked.name, data)
        label = _(asked.label) if asked.label else asked.name
        if asked.sensitivity.rank > allow.rank:
            sealed = asked.sensitivity is Sensitivity.RESTRICTED
            # a sealed line looks the same empty: that there is an answer is already told too much
            if sealed or value not in (None, [], ""):
                hidden = _("密封栏") if sealed else HIDDEN_TEXT
                yield Line(
                    name=asked.name, label=label, value=hidden, masked=not sealed, sealed=sealed
                )
                continue
        if asked.kind is Kind.SUB_FORM:
            rows = value if isinstance(value, list) else []
            told = tuple(
                tuple(_lines(asked.fields, row, allow, names, blanks))
                for row in rows
                if isinstance(row, dict)
            )
            if told or blanks:
                yield Line(name=asked.name, label=label, value="", long=True, rows=told)
            continue
        text = spell(asked, value, names)
        if text or blanks:
            long = asked.kind is Kind.LONG_TEXT
            held = str(value or "") if asked.kind in (Kind.FILE, Kind.SIGNATURE) else ""
            yield Line(name=asked.name, label=label, value=text, long=long, file=held)


def files_in(form: Form, data: Mapping[str, Value]) -> Iterator[tuple[str, Field, str]]:
    """Yield path, field and id of every file that *data* of *form* names."""
    yield from _files_in(form.fields, data, "")


def _files_in(
    fields: tuple[Field, ...], data: Mapping[str, Value], path: str
) -> Iterator[tuple[str, Field, str]]:
    for asked in fields:
        value = data.get(asked.name)
        if asked.kind is Kind.SUB_FORM and isinstance(value, list):
            for number, row in enumerate(value):
                if isinstance(row, dict):
                    yield from _files_in(asked.fields, row, f"{path}{asked.name}.{number}.")
        elif asked.kind in (Kind.FILE, Kind.SIGNATURE) and isinstance(value, str) and value:
            yield path + asked.name, asked, value
