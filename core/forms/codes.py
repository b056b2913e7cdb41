"""Choices a county may shape: its own codes, its words, its order, and what it disabled.

What a county adds always stands under a code everybody shares, written ``shared:own``. Judging an
answer keeps the shared code where it was and the county's beside it, under the field's name and
``OWN``: rules, figures and papers read the shared one and add up, pages show the county's own
(T/ZSM 5.2, 4.3.1.1). A form nobody's decision touches stays the very same value.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from core.words import CodeList, Field, Form, Kind, Option, Value

OWN = ".own"
"""Behind a field's name in stored data: what was picked, where it was a county's own code."""
UNDER = ":"
_KEPT = 512


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What a county decided of one list. ``own`` are (code, label), the code as ``shared:own``."""

    labels: tuple[tuple[str, str], ...] = ()
    off: frozenset[str] = frozenset()
    own: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeBook:
    """What a county decided of its lists, by the name of the list; empty where it left them."""

    shapes: tuple[tuple[str, Shape], ...] = ()
    _by_name: Mapping[str, Shape] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", dict(self.shapes))

    def of(self, name: str) -> Shape | None:
        """Return what was decided of the list *name*; None when it is as declared."""
        return self._by_name.get(name)


def book_of(stored: Mapping[str, Any], lists: Iterable[CodeList]) -> CodeBook:
    """Return the book of a county from what it *stored*, by the *lists* as they are declared today.

    A code that became fixed meanwhile is offered with its own word again, whatever was stored.
    """
    if not stored:
        return CodeBook()
    return CodeBook(
        shapes=tuple(
            (one.name, _shape(one, stored[one.name])) for one in lists if one.name in stored
        )
    )


def _shape(declared: CodeList, said: Mapping[str, Any]) -> Shape:
    own = tuple((str(code), str(label)) for code, label in said.get("own", ()))
    if not declared.extends:
        own = ()
    return Shape(
        labels=tuple(
            (str(code), str(label))
            for code, label in sorted(dict(said.get("labels", {})).items())
            if code not in declared.fixed
        ),
        off=frozenset(map(str, said.get("off", ()))) - declared.fixed,
        own=own,
        order=tuple(map(str, said.get("order", ()))),
    )


def shared(code: str) -> str:
    """Return the code everybody shares: *code* itself, or the one a county's own stands under."""
    return code.partition(UNDER)[0]


def offered(options: Iterable[Option], shape: Shape | None) -> tuple[Option, ...]:
    """Return *options* as the county shaped them: its own behind the one they stand under, then
    in its order, the disabled ones among them."""
    if shape is None:
        return tuple(options)
    labels, found = dict(shape.labels), []
    for one in options:
        label, off = labels.get(one.value, one.label), one.value in shape.off
        found.append(one if (label, off) == (one.label, False) else _as(one, label, off))
        found.extend(
            Option(value=code, label=name, off=code in shape.off or off)
            for code, name in shape.own
            if shared(code) == one.value
        )
    if not shape.order:
        return tuple(found)
    place = {code: number for number, code in enumerate(shape.order)}
    return tuple(sorted(found, key=lambda one: place.get(one.value, len(place))))


def _as(one: Option, label: str, off: bool) -> Option:
    return Option(value=one.value, label=label, help=one.help, off=off)


def in_county(form: Form, book: CodeBook) -> Form:
    """Return *form* as it is asked in the county of *book*; itself when nothing of it changed."""
    if not book.shapes:
        return form
    return _forms.get(form, book)


def _in_county(form: Form, book: CodeBook) -> Form:
    fields = tuple(_field(one, book) for one in form.fields)
    return form if fields == form.fields else replace(form, fields=fields)


def _field(asked: Field, book: CodeBook) -> Field:
    if asked.kind is Kind.SUB_FORM:
        inner = tuple(_field(one, book) for one in asked.fields)
        return asked if inner == asked.fields else replace(asked, fields=inner)
    shape = book.of(asked.codes) if asked.codes else None
    return asked if shape is None else replace(asked, options=offered(asked.options, shape))


def split(value: Value) -> tuple[Value, Value]:
    """Return the answer to a choice as everybody shares it, and as picked if that says more."""
    if isinstance(value, str) and UNDER in value:
        return shared(value), value
    if isinstance(value, list) and any(isinstance(one, str) and UNDER in one for one in value):
        return list(dict.fromkeys(shared(str(one)) for one in value)), value
    return value, None


def picked(name: str, data: Mapping[str, Any]) -> Any:
    """Return what was picked for the choice *name* in stored *data*, the county's own first."""
    return data.get(name + OWN, data.get(name))


class _Forms:
    """The forms of counties, kept so that what is derived from them is derived once. The form is
    held with its product: an ``id`` must not be taken over by another form."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[int, CodeBook], tuple[Form, Form]] = OrderedDict()
        self.lock = Lock()

    def get(self, form: Form, book: CodeBook) -> Form:
        key = (id(form), book)
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
                return found[1]
        made = _in_county(form, book)
        with self.lock:
            self.kept[key] = (form, made)
            if len(self.kept) > _KEPT:
                self.kept.popitem(last=False)
        return made


_forms = _Forms()
