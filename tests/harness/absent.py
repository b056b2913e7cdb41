"""The suite with a service left out (``JIAHE_PLUGINS_OFF``): what is about it is skipped by name.

A test is about a service when it names it, or uses something of the suite that does: a constant, a
helper, a fixture, a package of the service, one of its professionals by her login. That is read
from the sources, so that nobody has to keep a list; and what a test names without needing it costs
no more than a test not run. What speaks of all of them together is marked ``bundled``.
"""

from __future__ import annotations

import ast
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from core.roster import installed

Place = tuple[str, str]
"""A module and a name in it; no name at all is what every test of the module needs."""
_OURS = "tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a service that is left out of this run."""
    off = {one for one in os.environ.get("JIAHE_PLUGINS_OFF", "").split(",") if one}
    if not off:
        return
    for item in items:
        lacking = off & needed_by(item)
        if lacking:
            reason = f"left out: {', '.join(sorted(lacking))}"
            item.add_marker(pytest.mark.skip(reason=reason))


def needed_by(item: pytest.Item) -> frozenset[str]:
    """Return the services a test cannot do without.

    A case of a test for every service needs that one only: whatever else it reads is a table.
    """
    if item.get_closest_marker("bundled"):
        return _services()
    params = getattr(item, "callspec", None)
    own = {one for one in params.params.values() if isinstance(one, str)} if params else set()
    if own & _services():
        return frozenset(own & _services())
    module = item.module.__name__
    begun = [(module, ""), (module, item.originalname.partition("[")[0])]
    if item.cls is not None:
        begun.append((module, item.cls.__name__))
    for definitions in item._fixtureinfo.name2fixturedefs.values():
        begun += [(one.func.__module__, one.func.__name__) for one in definitions]
    return frozenset().union(*(reached(one) for one in begun if one[0].startswith(_OURS)))


@cache
def _services() -> frozenset[str]:
    return frozenset(one.name for one in installed() if one.value.startswith("plugins."))


@cache
def _words() -> dict[str, str]:
    """Return what names a service: its name, and the logins of who works in the practice county
    because of it."""
    brought = [
        (login, service)
        for service in _services()
        for login, *_rest in getattr(import_module(f"plugins.{service}.sandbox"), "STAFF", ())
    ]
    by = Counter(login for login, _service in brought)
    # whom two services bring is there without either
    logins = {login: service for login, service in brought if by[login] == 1}
    return {**logins, **{one: one for one in _services()}}


@cache
def reached(place: Place) -> frozenset[str]:
    """Return the services named at *place* and at whatever it uses, however far."""
    found: set[str] = set()
    seen, waiting = {place}, [place]
    while waiting:
        at = waiting.pop()
        found |= read(at[0]).named.get(at[1], frozenset())
        for used in read(at[0]).uses(at[1]):
            if used not in seen:
                seen.add(used)
                waiting.append(used)
    return frozenset(found)


class Reading:
    """One module of the suite: the services each of its names mentions, and what it uses."""

    def __init__(self, module: str, source: str) -> None:
        self.module = module
        self.named: dict[str, frozenset[str]] = {}
        self._words: dict[str, set[str]] = {}
        self._dotted: dict[str, set[tuple[str, str]]] = {}
        self._from: dict[str, Place] = {}
        for node in ast.parse(source).body:
            if isinstance(node, ast.ImportFrom | ast.Import):
                self._import(node)
                continue
            named = _named_in(node)
            if named == _services():
                named = frozenset()  # a table with a row for each of them needs none of them
            for name in _bound_by(node):
                self.named[name] = self.named.get(name, frozenset()) | named
                words = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
                self._words.setdefault(name, set()).update(words)
                self._dotted.setdefault(name, set()).update(_attributes_in(node))

    def _import(self, node: ast.ImportFrom | ast.Import) -> None:
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for one in node.names:
            origin = f"{module}.{one.name}" if module else one.name
            parts = origin.split(".")
            name = one.asname or (one.name if module else parts[0])
            if parts[0] == "plugins" and len(parts) > 1:
                self.named[name] = frozenset({parts[1]})
            elif parts[0] == _OURS:
                self._from[name] = (origin, "") if _is_module(origin) else (module, one.name)

    def uses(self, name: str) -> Iterator[Place]:
        """Yield the places of the suite that *name* here uses."""
        for word in self._words.get(name, ()):
            if word in self._from and self._from[word][1]:
                yield self._from[word]
            elif word in self.named and word != name:
                yield (self.module, word)
        for word, attribute in self._dotted.get(name, ()):
            if word in self._from and not self._from[word][1]:
                yield (self._from[word][0], attribute)


@cache
def read(module: str) -> Reading:
    """Read a module of the suite once."""
    found = find_spec(module)
    origin = Path(found.origin) if found is not None and found.origin else None
    return Reading(module, origin.read_text() if origin and origin.suffix == ".py" else "")


def _is_module(origin: str) -> bool:
    try:
        return find_spec(origin) is not None
    except ModuleNotFoundError:
        return False


def _bound_by(node: ast.stmt) -> list[str]:
    """Return the names a statement of a module defines; "" where it only does something."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    names = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return ["" if one == "pytestmark" else one for one in names] or [""]


def _named_in(node: ast.stmt) -> frozenset[str]:
    """Return the services that texts of *node* are, begin with, or lead to by address."""
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and len(one.value) < 200:
            words = one.value.replace("/", " ").replace(".", " ").split()
            found |= {_words()[word] for word in words if word in _words()}
        elif isinstance(one, ast.ImportFrom | ast.Import):
            module = one.module if isinstance(one, ast.ImportFrom) else one.names[0].name
            found |= set((module or "").split(".")[1:2]) & _services()
        elif isinstance(one, ast.keyword) and one.arg in _words():
            found.add(_words()[one.arg])
    return frozenset(found)


def _attributes_in(node: ast.stmt) -> set[tuple[str, str]]:
    return {
        (one.value.id, one.attr)
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }
