"""A form as JSON and back: the snapshot by which a record of an absent plugin still prints.

The snapshot holds everything but ``check`` (code cannot be stored, and a stored record has been
judged). Its digest names the revision: two forms that ask the same are the same revision.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from core.words import Field, Form, Kind, Option, Sensitivity, Value

T = TypeVar("T")
_KEPT = 1024
# promises are copied into rows of their own when a form is filed, so a print needs no rule for them
_LEFT_OUT = {"check", "fields", "sections", "promises"}


def snapshot(form: Form) -> dict[str, Value]:
    """Return *form* as plain JSON values; settings left at their default are left out."""
    told = _told(form, leave=_LEFT_OUT)
    told["key"], told["version"] = form.key, form.version
    told["fields"] = [_field(one) for one in form.fields]
    if form.sections:
        told["sections"] = [[title, list(names)] for title, names in form.sections]
    return told


def form_from_snapshot(stored: Mapping[str, object] | str) -> Form:
    """Return the form of a snapshot (its JSON text or the parsed mapping), without ``check``.

    Raises ValueError when it is not one. Keys this version does not know are passed over, so that
    an older installation can still print what a newer one filed.
    """
    try:
        told: Any = json.loads(stored) if isinstance(stored, str) else stored
        known = {one.name for one in fields(Form)} - _LEFT_OUT
        return Form(
            fields=tuple(_field_from(one) for one in told["fields"]),
            sections=tuple((title, tuple(names)) for title, names in told.get("sections", ())),
            **{name: value for name, value in told.items() if name in known},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError("not a form snapshot") from fault


def canonical(form: Form) -> str:
    """Return the snapshot as JSON text in which equal forms are equal to the letter."""
    return json.dumps(snapshot(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(form: Form) -> str:
    """Return the SHA-256 of the canonical snapshot, 64 hex digits. May be called often."""
    return _digests.get(id(form), form)


def _told(thing: Form | Field, leave: set[str]) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for one in fields(thing):
        value = getattr(thing, one.name)
        if one.name not in leave and (one.default is MISSING or value != one.default):
            told[one.name] = _plain(value)
    return told


def _field(field: Field) -> dict[str, Value]:
    # which list a choice was shaped by does not change what was asked: the options are all there
    told = _told(field, leave={"options", "fields", "codes"})
    if field.options:
        told["options"] = [_option(one) for one in field.options]
    if field.fields:
        told["fields"] = [_field(one) for one in field.fields]
    return told


def _option(one: Option) -> Value:
    if one.off:
        return [one.value, one.label, one.help, "off"]
    return [one.value, one.label, one.help] if one.help else [one.value, one.label]


def _plain(value: object) -> Value:
    """Return *value* with tuples as lists and mappings as dicts, as JSON would give it back."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Kind | Sensitivity):
        return value.value
    return cast("Value", value)


def _field_from(told: Mapping[str, Any]) -> Field:
    known = {one.name for one in fields(Field)}
    settings: dict[str, Any] = {name: value for name, value in told.items() if name in known}
    settings["kind"] = Kind(told.get("kind", Kind.TEXT))
    settings["sensitivity"] = Sensitivity(told.get("sensitivity", Sensitivity.INTERNAL))
    settings["options"] = tuple(
        Option(value=one[0], label=one[1], help=one[2] if len(one) > 2 else "", off=len(one) > 3)
        for one in told.get("options", ())
    )
    settings["fields"] = tuple(_field_from(one) for one in told.get("fields", ()))
    return Field(**settings)


class _Kept(Generic[T]):
    """Products kept per key, the least used forgotten first; safe between threads.

    The form is held with its product: an ``id`` must not be taken over by another form."""

    def __init__(self, make: Callable[[Form], T]) -> None:
        self.make = make
        self.kept: OrderedDict[object, tuple[Form, T]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: object, form: Form) -> T:
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
                return found[1]
        made = self.make(form)
        with self.lock:
            self.kept[key] = (form, made)
            if len(self.kept) > _KEPT:
                self.kept.popitem(last=False)
        return made


_digests: _Kept[str] = _Kept(lambda form: sha256(canonical(form).encode()).hexdigest())


def per_revision(make: Callable[[Form], T]) -> Callable[[Form], T]:
    """Keep what *make* derives from a form per (key, version, digest).

    The digest covers extensions by brands, which keep key and version of the form they extend.
    """
    kept = _Kept(make)

    def product(form: Form) -> T:
        return kept.get((form.key, form.version, digest(form)), form)

    product.__name__, product.__doc__ = make.__name__, make.__doc__
    return product
