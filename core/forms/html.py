"""Draw a form as HTML and re-fill it from what was typed.

WTForms holds names, values and choices; our macros draw, so that ids are unique in sub-forms,
everything is labelled and nothing but the look's own classes appears. Judging is not done here.
The macros live in an environment of their own (autoescape, StrictUndefined): what an application
or a plugin adds to the app's environment cannot change how a form is escaped.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import gettext
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from wtforms.fields import SelectChoice

from core.forms.judge import Choices
from core.forms.layout import SEG_WIDTH, Ask, Sheet, attribute, sheet_of
from core.forms.reading import full_name, written
from core.forms.text import showable
from core.words import Field, Form, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of one page: plan, value and errors together, ready for the macros."""

    ask: Ask
    control: str
    name: str
    id: str
    label: str
    value: str
    picks: tuple[tuple[str, str, bool], ...]
    errors: tuple[str, ...]
    rows: tuple[Row, ...] = ()

    @property
    def told_by(self) -> str:
        """Return the ids for ``aria-describedby``: the error first."""
        ids = [f"{self.id}-e"] if self.errors else []
        return " ".join([*ids, f"{self.id}-h"] if self.ask.field.help else ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of a sub-form, its questions by name."""

    sheet: Sheet
    number: int
    questions: Mapping[str, Question]
    errors: tuple[str, ...]


def draw(
    form: Form,
    values: Mapping[str, object] | None = None,
    errors: Mapping[str, Sequence[str]] | None = None,
    prefix: str = "",
    choices: Choices | None = None,
    *,
    summary: bool = True,
) -> Markup:
    """Draw the fields of *form* (no ``<form>`` tag, no submit button, no token).

    *values* are raw answers from ``read`` or stored data; *errors* are those of ``judge``, told
    above the fields too unless *summary* is False. *prefix* keeps two forms on a page apart.
    *choices* hold (id, label) pairs by kind or field name, and labels of staged files by ``file``.
    """
    sheet = sheet_of(form)
    texts = written(form, values)
    offered = {key: tuple(pairs) for key, pairs in (choices or {}).items()}
    told = {
        path: tuple(showable(sentence) for sentence in sentences)
        for path, sentences in (errors or {}).items()
    }
    drawing = _Drawing(told, offered)
    questions = drawing.questions(sheet, texts, full_name("", prefix), anchor("", prefix), "")
    return Markup(  # noqa: S704 - rendered by our own autoescaping environment
        _page().render(
            form=form,
            sheet=sheet,
            questions=questions,
            problems=_problems(form, told, prefix, drawing.ids) if summary else (),
            has_rows=any(one.row is not None for one in sheet.asks),
            start=anchor("", prefix),
        )
    )


def anchor(path: str, prefix: str = "") -> str:
    """Return the HTML id of the control at *path* (``parties.0.phone``), to link errors to."""
    return "f-" + full_name(path.replace(".", "-"), prefix)


def _problems(
    form: Form, errors: Mapping[str, Sequence[str]], prefix: str, ids: Collection[str]
) -> tuple[tuple[str, str, str], ...]:
    """Return (anchor, place, sentence) for each error, in the order of the form."""
    order = {one.name: place for place, one in enumerate(form.fields)}
    paths = sorted(errors, key=lambda path: order.get(path.partition(".")[0], -1))
    told: list[tuple[str, str, str]] = []
    for path in paths:
        place, target = _place(form, path), anchor(path, prefix)
        if not place or target not in ids:
            target = ""
        told.extend((target, place, text) for text in errors[path])
    return tuple(told)


def _place(form: Form, path: str) -> str:
    """Return where *path* points in words, "" when it is no field of the form."""
    name, _dot, rest = path.partition(".")
    field = next((one for one in form.fields if one.name == name), None)
    if field is None:
        return ""
    label = say(field.label)
    if not rest:
        return label
    index, _dot, inner = rest.partition(".")
    if not index.isdecimal():
        return label
    row = gettext("%(label)s第 %(number)s 项", label=label, number=int(index) + 1)
    asked = next((one for one in field.fields if one.name == inner), None)
    return f"{row} · {say(asked.label)}" if asked else row


class _Drawing:
    """Fills the plans of one page."""

    def __init__(
        self,
        errors: Mapping[str, tuple[str, ...]],
        choices: Mapping[str, tuple[tuple[str, str], ...]],
    ) -> None:
        self.errors, self.choices = errors, choices
        self.ids: set[str] = set()

    def questions(
        self, sheet: Sheet, texts: Mapping[str, Any], names: str, ids: str, path: str
    ) -> dict[str, Question]:
        filled = sheet.filler(
            data={
                attribute(one.field.name): texts[one.field.name]
                for one in sheet.asks
                if one.row is None
            }
        )
        return {
            one.field.name: self.question(one, filled, texts, names, ids, path)
            for one in sheet.asks
        }

    def question(
        self, ask: Ask, filled: Any, texts: Mapping[str, Any], names: str, ids: str, path: str
    ) -> Question:
        field = ask.field
        name = names + field.name
        self.ids.add(ids + field.name)
        value: Any = ""
        picks: tuple[tuple[str, str, bool], ...] = ()
        rows: tuple[Row, ...] = ()
        if ask.row is not None:
            rows = self.rows(ask, texts[field.name], name, ids, path)
        else:
            bound = filled[attribute(field.name)]
            value = bound.data
            if ask.control == "listed":
                bound.choices = self.listed(field.name, field.kind, value or "")
            if hasattr(bound, "iter_choices"):
                picks = tuple(
                    (showable(one.value), showable(one.label), one.selected)
                    for one in bound.iter_choices()
                )
                picks += gone(field, value)
            elif ask.control == "file":
                picks = tuple(
                    (key, showable(label), key == value) for key, label in self.files(field.name)
                )
        return Question(
            ask=ask,
            control="tiles" if ask.control == "seg" and not fits_seg(picks) else ask.control,
            name=name,
            id=ids + field.name,
            label=say(field.label),
            value=showable(value) if isinstance(value, str) else "",
            picks=picks,
            errors=self.errors.get(path + field.name, ()),
            rows=rows,
        )

    def rows(
        self, ask: Ask, texts: Sequence[Mapping[str, Any]], name: str, ids: str, path: str
    ) -> tuple[Row, ...]:
        sheet, field = ask.row, ask.field
        if sheet is None:
            return ()
        self.ids.update(f"{ids}{field.name}-{number}" for number in range(len(texts)))
        return tuple(
            Row(
                sheet=sheet,
                number=number,
                questions=self.questions(
                    sheet,
                    row,
                    f"{name}-{number}-",
                    f"{ids}{field.name}-{number}-",
                    f"{path}{field.name}.{number}.",
                ),
                errors=self.errors.get(f"{path}{field.name}.{number}", ()),
            )
            for number, row in enumerate(texts)
        )

    def listed(self, name: str, kind: Kind, value: str) -> list[SelectChoice]:
        """Return the list to pick from; a value no longer on it stays, or it would be lost."""
        pairs = self.choices.get(name, self.choices.get(kind.value, ()))
        choices = [SelectChoice("", gettext("请选择"))]
        choices.extend(SelectChoice(key, label) for key, label in pairs)
        if value and all(value != key for key, _label in pairs):
            choices.append(SelectChoice(value, gettext("原来选的，现在不在名单里")))
        return choices

    def files(self, name: str) -> tuple[tuple[str, str], ...]:
        return self.choices.get(name, self.choices.get(Kind.FILE.value, ()))


def gone(field: Field, value: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return what was picked before the county disabled it: it stays on the page, marked, until
    something else is picked, or what was typed would be lost without a word."""
    held = value if isinstance(value, list) else [value]
    return tuple(
        (one.value, gettext("%(label)s（已停用）", label=say(one.label)), True)
        for one in field.options
        if one.off and one.value in held
    )


def fits_seg(picks: Sequence[tuple[str, str, bool]]) -> bool:
    """Return whether the labels fit side by side in the reader's language; English is longer."""
    labels = "".join(say(label) for _value, label, _picked in picks)
    latin = sum(one.isascii() for one in labels)
    return len(labels) - latin / 2 + len(picks) <= SEG_WIDTH


def say(text: str) -> str:
    """Translate a declared text; "" stays "" (a catalogue answers "" with its own header)."""
    return gettext(text) if text else ""


@cache
def _page() -> Any:
    environment = Environment(
        loader=PackageLoader("core.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=gettext, say=say)
    return environment.get_template("forms/form.html")
