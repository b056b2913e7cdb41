"""Judge an answered form: what was typed or sent becomes data to store, or errors by field.

Order: characters and shape of every value, then what is shown, then what is required of the
shown, then the form's own cross-field ``check``, which sees valid data only. Messages are the
sentence a colleague would say, and every path names the row the person sees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError
from marshmallow.exceptions import SCHEMA

from core.forms.codes import OWN, split
from core.forms.compile import UNKNOWN, schema_of
from core.forms.conditions import Values, filled, shown
from core.forms.kinds import today_of_judging
from core.forms.text import showable
from core.words import Field, Form, Kind, Objection, Value

Choices = Mapping[str, Iterable[tuple[str, str]]]
"""What may be picked where a form cannot know it: (id, label) pairs by kind
(``staff``, ``point``, ``party``, ``person``, ``region``, ``file``) or, where one field needs its
own list, by the field's name."""

Errors = dict[str, list[str]]

_MISSING = {
    Kind.CHOICE: _l("请选一个"),
    Kind.CHOICES: _l("请至少选一项"),
    Kind.YES_NO: _l("请选“是”或“否”"),
    Kind.FILE: _l("请选一个文件"),
    Kind.SIGNATURE: _l("还没有签名"),
    Kind.SUB_FORM: _l("请至少填一项"),
    Kind.PERSON: _l("请选一个人"),
    Kind.STAFF: _l("请选一位工作人员"),
    Kind.POINT: _l("请选一个服务点"),
    Kind.PARTY: _l("请选一位当事人"),
}
_MISSING_OTHER = _l("这一项要填")
_CHOICE_KINDS = frozenset({Kind.CHOICE, Kind.CHOICES})
_LISTED_KINDS = frozenset({Kind.PERSON, Kind.STAFF, Kind.POINT, Kind.PARTY, Kind.REGION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The verdict. ``data`` is empty unless ``errors`` is: half-right data must not be stored.

    ``errors`` maps a path (``amount``, ``parties.0.phone``, "" for the form) to sentences;
    ``objections`` are those of the form's own check, with their citations and codes.
    """

    data: dict[str, Value]
    errors: Errors
    objections: tuple[Objection, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return not self.errors


def judge(
    form: Form, raw: Mapping[str, object], *, today: date, choices: Choices | None = None
) -> Judged:
    """Judge *raw* against *form*; never raises for anything *raw* may hold.

    *raw* is what ``read`` got from a page or what JSON held: names to texts, lists, booleans and
    whole numbers. *today* is the working day. With *choices*, an id must be one of those offered
    (the lists given to ``draw``); without, the caller checks that an id exists and may be seen.

    ``data`` has a key for each field that is shown (None or an empty list when left empty) and
    none for a hidden one; a county's own code stands beside the shared one, under ``OWN``. What
    the form's own ``check`` raises is passed on.
    """
    values, messages = _loaded(form, raw, today)
    allowed = {key: frozenset(one[0] for one in pairs) for key, pairs in (choices or {}).items()}
    verdict = _Verdict(allowed)
    data = verdict.settle(form.fields, values, messages, {}, "")
    if verdict.errors:
        return Judged(data={}, errors=verdict.errors)
    objections = tuple(form.check(MappingProxyType(data))) if form.check else ()
    if objections:
        errors: Errors = {}
        for one in objections:
            errors.setdefault(one.field_name, []).append(spoken(one))
        return Judged(data={}, errors=errors, objections=objections)
    return Judged(data=data, errors={})


def spoken(objection: Objection) -> str:
    """Return an objection as one sentence, its source in brackets behind."""
    text = _(objection.text, **objection.values) if objection.text else ""
    if not objection.citation:
        return str(text)
    return str(_("%(text)s（%(citation)s）", text=text, citation=_(objection.citation)))


def _loaded(
    form: Form, raw: Mapping[str, object], today: date
) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Return what the schema let through and its messages by field."""
    day = today_of_judging.set(today)
    try:
        return schema_of(form).load(raw), {}
    except ValidationError as error:
        values = error.valid_data if isinstance(error.valid_data, dict) else {}
        return values, dict(error.messages_dict)
    finally:
        today_of_judging.reset(day)


class _Verdict:
    """Walks the fields of one answered form and gathers what is wrong."""

    def __init__(self, allowed: Mapping[str, Collection[str]]) -> None:
        self.allowed = allowed
        self.errors: Errors = {}

    def settle(
        self,
        fields: tuple[Field, ...],
        values: dict[str, Any],
        messages: Mapping[Any, Any],
        outer: Values,
        path: str,
    ) -> dict[str, Value]:
        """Return the data of *fields*, noting errors under *path*; *outer* surrounds a row."""
        if SCHEMA in messages:  # not a mapping at all
            self.blame(path.removesuffix("."), messages[SCHEMA])
            return {}
        own = {one.name for one in fields}
        for name in messages:
            if name not in own:
                self.blame(path + showable(str(name))[:64], [UNKNOWN])
        coded = {one.name for one in fields if one.kind in _CHOICE_KINDS}
        known: dict[str, Any] = {
            name: split(value)[0] if name in coded else _without_blanks(value)
            for name, value in values.items()
        }
        visible = shown(fields, known, outer)
        around = {**outer, **{name: known.get(name) for name in visible}}
        data: dict[str, Value] = {}
        for one in fields:
            if one.name not in visible:
                continue
            here = path + one.name
            wrong = messages.get(one.name)
            if isinstance(wrong, list):
                self.blame(here, wrong)
            elif one.kind is Kind.SUB_FORM:
                data[one.name] = self._rows(one, values.get(one.name), wrong or {}, around, here)
            else:
                value = self._value(one, values.get(one.name), here)
                data[one.name] = value
                if one.kind in _CHOICE_KINDS:
                    data[one.name], theirs = split(value)
                    if theirs is not None:
                        data[one.name + OWN] = theirs
        return data

    def _value(self, asked: Field, value: Any, path: str) -> Value:
        if asked.kind is Kind.CHOICES:
            value = value or []
            self._count(asked, len(value), path)
        elif asked.required and not filled(value):
            self.blame(path, [_MISSING.get(asked.kind, _MISSING_OTHER)])
        if asked.kind in _LISTED_KINDS and value is not None:
            offered = self.allowed.get(asked.name, self.allowed.get(asked.kind.value))
            if offered is not None and value not in offered:
                self.blame(path, [_l("这里没有选对，请从列表里选")])
        result: Value = value
        return result

    def _rows(
        self, asked: Field, rows: Any, messages: Mapping[Any, Any], outer: Values, path: str
    ) -> list[Value]:
        done: list[Value] = []
        for index, row in enumerate(rows or ()):
            if row is None:
                continue
            here, wrong = f"{path}.{index}", messages.get(index, {})
            done.append(self.settle(asked.fields, row, wrong, outer, here + "."))
        self._count(asked, len(done), path)
        return done

    def _count(self, asked: Field, number: int, path: str) -> None:
        if number == 0 and (asked.required or asked.min_items):
            self.blame(path, [_MISSING[asked.kind]])
        elif number < asked.min_items:
            self.blame(path, [_l("至少要 %(least)s 项", least=asked.min_items)])
        elif number > asked.max_items:
            self.blame(path, [_l("最多 %(most)s 项", most=asked.max_items)])

    def blame(self, path: str, texts: Iterable[object]) -> None:
        """Note *texts* at *path*; at most a hundred paths, a flood of errors helps nobody."""
        if path in self.errors or len(self.errors) < 100:
            self.errors.setdefault(path, []).extend(str(one) for one in texts)


def _without_blanks(value: Any) -> Any:
    return [one for one in value if one is not None] if isinstance(value, list) else value
