"""Check declared forms: at start-up, by ``jiahe forms check``, and in the tests.

A form is data, so most mistakes can be found before the first person opens it. Each check speaks
to the author, in English, and names form and field.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from core.forms.codes import UNDER
from core.forms.conditions import ConditionError, leaves
from core.forms.snapshot import digest
from core.words import Condition, Field, Form, Kind, Sensitivity

LONGEST_TEXT = 20_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEY = re.compile(r"[a-z][a-z0-9_.-]{0,79}")
_UNINDEXED = frozenset({Kind.LONG_TEXT, Kind.FILE, Kind.SIGNATURE, Kind.SUB_FORM})
_WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CITATION})


def check_forms(
    forms: Iterable[Form], known: Mapping[tuple[str, int], str] | None = None
) -> list[str]:
    """Return what is wrong with *forms*, one sentence each; empty when all is well.

    *known* holds the digest under which (key, version) was seen before (``digests_from`` a file
    kept with the code): a form that asks something else needs a new version. The table of revisions
    is no such list, it also holds forms that a brand has extended.
    """
    listed = tuple(forms)
    faults: list[str] = []
    for key, number in Counter(one.key for one in listed).items():
        if number > 1:
            faults.append(f"form {key}: declared {number} times")
    for form in listed:
        faults.extend(f"form {form.key}: {fault}" for fault in _form(form))
    faults.extend(changed_forms(listed, known or {}))
    return faults


def changed_forms(forms: Iterable[Form], known: Mapping[tuple[str, int], str]) -> list[str]:
    """Return a sentence for each form that asks something else under a version seen before."""
    return [
        f"form {one.key}: changed without a new version (version {one.version} is on record)"
        for one in forms
        if known.get((one.key, one.version), digest(one)) != digest(one)
    ]


def digests(forms: Iterable[Form]) -> dict[tuple[str, int], str]:
    """Return the digests of *forms* by (key, version), to be kept as the next *known*."""
    return {(one.key, one.version): digest(one) for one in forms}


def digests_text(known: Mapping[tuple[str, int], str]) -> str:
    """Return *known* as the text of a file that is kept beside the code and read by people too."""
    lines = {f"{key} {version}": value for (key, version), value in sorted(known.items())}
    return json.dumps(lines, indent=1) + "\n"


def digests_from(text: str) -> dict[tuple[str, int], str]:
    """Read back what ``digests_text`` wrote; raises ValueError for anything else."""
    known: dict[tuple[str, int], str] = {}
    for name, value in json.loads(text).items():
        key, _space, version = name.rpartition(" ")
        known[key, int(version)] = value
    return known


def _form(form: Form) -> Iterator[str]:
    if not _KEY.fullmatch(form.key):
        yield "key must be lower-case letters, digits, dots, dashes and underscores"
    if form.version < 1:
        yield "version starts at 1"
    if not form.title:
        yield "has no title"
    if not form.fields:
        yield "asks nothing"
    names = [one.name for one in form.fields]
    yield from _fields(form.fields, {}, top=True)
    placed = list(chain.from_iterable(section for _title, section in form.sections))
    for name in sorted(set(placed) - set(names)):
        yield f"section names the unknown field {name}"
    for name, number in Counter(placed).items():
        if number > 1:
            yield f"field {name} stands in {number} sections"
    about = next((one for one in form.fields if one.name == form.about), None)
    if form.about != "shared" and (about is None or about.kind is not Kind.PARTY):
        yield "about must be 'shared' or name a party field"
    yield from _promises(form)


def _promises(form: Form) -> Iterator[str]:
    """Judge that every name of ``promises`` is a field of the kind it must be."""
    said = form.promises
    if said is None:
        return
    rows = next((one for one in form.fields if one.name == said.rows), None)
    if rows is None or rows.kind is not Kind.SUB_FORM:
        yield f"promises: {said.rows} is no sub-form"
        return
    inner = {one.name: one.kind for one in rows.fields}
    for name, kinds in (
        (said.what, _TEXTS),
        (said.due, {Kind.DATE}),
        (said.by, {Kind.PARTY}),
        (said.to, {Kind.PARTY}),
    ):
        if (name or name is said.what) and inner.get(name) not in kinds:
            yield f"promises: {name or 'what'} is no such field of a row"


def _fields(fields: tuple[Field, ...], outer: Mapping[str, Field], *, top: bool) -> Iterator[str]:
    for name, number in Counter(one.name for one in fields).items():
        if number > 1:
            yield f"field {name} is declared {number} times"
    known = {**outer, **{one.name: one for one in fields}}
    for one in fields:
        yield from (f"field {one.name}: {fault}" for fault in _field(one, top=top))
        if one.shown_when is not None:
            yield from (f"field {one.name}: {f}" for f in _condition(one, one.shown_when, known))
        if one.kind is Kind.SUB_FORM:
            around = {name: field for name, field in known.items() if name != one.name}
            yield from (f"field {one.name}: {f}" for f in _fields(one.fields, around, top=False))
    for circle in _circles(fields):
        yield f"conditions go round in a circle: {' -> '.join(circle)}"


def _field(one: Field, *, top: bool) -> Iterator[str]:
    if not _NAME.fullmatch(one.name):
        yield "name must be a lower-case identifier of at most 40 characters"
    if not one.label:
        yield "has no label"
    if not one.purpose:
        yield "has no purpose; a question nobody needs does not belong on a form"
    if one.kind in _WITH_OPTIONS and not one.options:
        yield f"{one.kind.value} without options"
    values = [option.value for option in one.options]
    if len(values) != len(set(values)) or "" in values:
        yield "option values must be different and not empty"
    if any(UNDER in value for value in values):
        yield f"option values hold no {UNDER!r}: it stands before what a county adds"
    if any(option.off for option in one.options):
        yield "an option is disabled by a county, never by its declaration"
    if one.codes and one.kind not in _WITH_OPTIONS:
        yield "only a choice takes its options from a code list"
    if one.kind is Kind.SUB_FORM and not top:
        yield "a sub-form inside a sub-form cannot be filled at a desk"
    if (one.kind is Kind.SUB_FORM) != bool(one.fields):
        yield "a sub-form has fields, nothing else has"
    if one.kind is Kind.CITIZEN_ID and one.sensitivity.rank < Sensitivity.SENSITIVE.rank:
        yield "a citizen id is sensitive at least"
    if one.index and one.kind in _UNINDEXED:
        yield f"{one.kind.value} cannot be indexed"
    if not top and one.default is not None:
        yield "a default in a row would make blank rows look answered"
    yield from _bounds(one)


def _bounds(one: Field) -> Iterator[str]:
    if (one.max_length or one.min_length) and one.kind not in _TEXTS:
        yield "only texts have a length"
    if not 0 <= one.max_length <= LONGEST_TEXT:
        yield f"max_length is at most {LONGEST_TEXT}"
    if one.max_length and one.min_length > one.max_length:
        yield "min_length is above max_length"
    if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
        yield "minimum is above maximum"
    if not 0 <= one.min_items <= one.max_items <= 200:
        yield "items must be 0 <= min_items <= max_items <= 200"


def _condition(asked: Field, tree: Condition, known: Mapping[str, Field]) -> Iterator[str]:
    try:
        found = list(leaves(tree))
    except ConditionError as fault:
        yield f"condition is none of the known shapes: {fault}"
        return
    for leaf in found:
        field = known.get(str(leaf["field"]))
        if field is None:
            yield f"condition asks for the unknown field {leaf['field']}"
        elif field is asked:
            yield "condition asks for the field itself"
        else:
            yield from _leaf(leaf, field)


def _leaf(leaf: Condition, field: Field) -> Iterator[str]:
    """Say what is wrong with comparing *field*; only what reads the same in a browser may be."""
    if "filled" in leaf:
        if not isinstance(leaf["filled"], bool):
            yield "filled is true or false"
        return
    kind = Kind.CHOICES if "has" in leaf else Kind.CHOICE
    if field.kind is Kind.YES_NO and "has" not in leaf:
        allowed: set[object] = {"yes", "no", True, False}
    elif field.kind is kind:
        allowed = {option.value for option in field.options}
    else:
        yield f"condition compares {field.name}, a {field.kind.value}; use filled"
        return
    wanted = leaf.get("has", leaf.get("is"))
    listed = leaf.get("in", [wanted])
    for one in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(one, str | bool) or one not in allowed:
            yield f"condition compares {field.name} with {one!r}, which is no option of it"


def _circles(fields: tuple[Field, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a circle of fields whose showing depends on one another, when there is one."""
    wants: dict[str, set[str]] = {}
    for one in fields:
        try:
            found = leaves(one.shown_when) if one.shown_when is not None else ()
            wants[one.name] = {str(leaf["field"]) for leaf in found} - {one.name}
        except ConditionError:
            wants[one.name] = set()
    try:
        TopologicalSorter(wants).prepare()
    except CycleError as circle:
        yield tuple(circle.args[1])
