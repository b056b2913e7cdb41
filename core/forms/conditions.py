"""Decide whether a field is shown, from the small JSON tree in ``shown_when``.

A tree of data instead of an expression: it can be checked, stored with the form, and evaluated
alike here and in ``static/forms.js``, which a property test holds to this module. The server's
word is the one that counts (hidden -> value dropped, required only if shown).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from core.words import Condition, Field

Values = Mapping[str, object]


class ConditionError(ValueError):
    """A condition tree that is not one of the known shapes."""


def token(value: object) -> str | None:
    """Return *value* as the browser would hold it: text, ``yes``/``no``, or None for empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int) else None


def holds(condition: Condition, values: Values) -> bool:
    """Evaluate *condition* over *values* (field name -> value); a missing field is empty.

    Raises ConditionError for a tree that is none of the documented shapes.
    """
    if "all" in condition:
        return all(holds(one, values) for one in _branches(condition["all"]))
    if "any" in condition:
        return any(holds(one, values) for one in _branches(condition["any"]))
    if "not" in condition:
        return not holds(_branch(condition["not"]), values)
    value = values.get(_name(condition))
    if "is" in condition:
        return token(value) == token(condition["is"])
    if "in" in condition:
        return token(value) in [token(one) for one in _items(condition["in"])]
    if "has" in condition:
        wanted = token(condition["has"])
        return isinstance(value, list | tuple) and wanted in [token(one) for one in value]
    if "filled" in condition:
        return filled(value) == (condition["filled"] is True)
    raise ConditionError(repr(dict(condition)))


def filled(value: object) -> bool:
    """Return whether *value* says anything: not None, not "", not an empty list."""
    return not (value is None or value == "" or value in ([], ()))


def shown(fields: Iterable[Field], values: Values, outer: Values | None = None) -> frozenset[str]:
    """Return the names of the *fields* that are shown for *values*.

    A hidden field counts as empty for the others, so hiding runs on. *outer* are the values
    around a sub-form's row; the row's own names win. Conditions that chase each other in a circle
    are refused by ``check_forms``; here the passes are bounded, so that a bad form cannot hang.
    """
    listed = tuple(fields)
    visible = frozenset(one.name for one in listed)
    for _ in range(len(listed) + 1):
        known: dict[str, object] = dict(outer or {})
        known.update(
            (one.name, values.get(one.name) if one.name in visible else None) for one in listed
        )
        now = frozenset(
            one.name for one in listed if one.shown_when is None or holds(one.shown_when, known)
        )
        if now == visible:
            break
        visible = now
    return visible


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the leaf conditions of a tree, each naming one field; raise ConditionError."""
    for joint in ("all", "any"):
        if joint in condition:
            for one in _branches(condition[joint]):
                yield from leaves(one)
            return
    if "not" in condition:
        yield from leaves(_branch(condition["not"]))
        return
    _name(condition)
    if not {"is", "in", "has", "filled"} & set(condition):
        raise ConditionError(repr(dict(condition)))
    if "in" in condition:
        _items(condition["in"])
    yield condition


def _branch(tree: object) -> Condition:
    if not isinstance(tree, Mapping):
        raise ConditionError(repr(tree))
    return cast("Condition", tree)


def _branches(trees: object) -> Iterator[Condition]:
    for tree in _items(trees):
        yield _branch(tree)


def _items(values: object) -> list[object]:
    if not isinstance(values, list | tuple):
        raise ConditionError(repr(values))
    return list(values)


def _name(condition: Condition) -> str:
    name = condition.get("field")
    if not isinstance(name, str):
        raise ConditionError(repr(dict(condition)))
    return name
