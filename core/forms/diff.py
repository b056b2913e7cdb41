"""Say what changed between two versions of an answered form, fit for the audit log.

The log is read by people who may not read the case. Of sensitive and restricted fields it holds
that they changed and nothing else; long texts likewise, the versions themselves are on file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.forms.conditions import filled
from core.words import Field, Form, Kind, Sensitivity, Value

CHANGED = "changed"


def diff(form: Form, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Value]:
    """Return the changed fields by path: ``{"from": old, "to": new}``, or ``"changed"`` where the
    values must not be told. An answer that is not given and one that is hidden are the same.

    A name the form does not know is treated as restricted.
    """
    known = {one.name for one in form.fields}
    told = dict(_changes(form.fields, before, after, ""))
    for name in sorted((before.keys() | after.keys()) - known):
        if before.get(name) != after.get(name):
            told[name] = CHANGED
    return told


def _changes(
    fields: tuple[Field, ...],
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    path: str,
) -> Iterator[tuple[str, Value]]:
    for asked in fields:
        old, new = before.get(asked.name), after.get(asked.name)
        if old == new or not (filled(old) or filled(new)):
            continue
        here = path + asked.name
        if asked.sensitivity.rank >= Sensitivity.SENSITIVE.rank or asked.kind is Kind.LONG_TEXT:
            yield here, CHANGED
        elif asked.kind is Kind.SUB_FORM:
            yield from _rows(asked, old, new, here)
        else:
            yield here, {"from": old, "to": new}


def _rows(asked: Field, old: Value, new: Value, path: str) -> Iterator[tuple[str, Value]]:
    """Compare rows by place; a row that was added or taken away is told by its number."""
    olds = old if isinstance(old, list) else []
    news = new if isinstance(new, list) else []
    for index in range(max(len(olds), len(news))):
        one = olds[index] if index < len(olds) else {}
        other = news[index] if index < len(news) else {}
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _changes(asked.fields, one, other, f"{path}.{index}.")
        else:
            yield f"{path}.{index}", CHANGED
