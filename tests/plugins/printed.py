"""Read off a service's papers what each of them prints: its facts, its parts, its tables.

The sources are read and not run: every branch of a collector counts, also one that no story takes.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import FunctionType
from typing import Any


@dataclass
class Printed:
    """What a paper prints by what it is called; ``loose`` when some is called as somebody typed."""

    texts: list[str] = field(default_factory=list)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose: bool = False


def printed_by(plugin: str, paper: str) -> Printed:
    """Return what the collector of *paper* can print."""
    papers = import_module(f"plugins.{plugin}.papers")
    found = Printed()
    _read(papers.PAPERS[paper], found, set())
    return found


def _read(function: Callable[..., object], found: Printed, seen: set[object]) -> None:
    if function in seen:
        return
    seen.add(function)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    around: Mapping[str, Any] = getattr(function, "__globals__", {})
    local = {
        one.targets[0].id: one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    }
    for one in ast.walk(tree):
        match one:
            case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str(said)), _])):
                found.texts.append(said)
        if not isinstance(one, ast.Call):
            continue
        called = _called(one, around)
        name = getattr(called, "__name__", "")
        if name == "words":
            _texts(one.args[0], found)
        elif name == "table":
            columns = _value(one.args[1], local, around)
            for title in _strings(one.args[0], found):
                found.tables[title] = tuple(columns)
        elif name == "sheet":
            for keyword in one.keywords:
                if keyword.arg == "facts":
                    _facts(keyword.value, local, found)
        elif isinstance(called, FunctionType) and ".papers" in called.__module__:
            _read(called, found, seen)


def _called(call: ast.Call, around: Mapping[str, Any]) -> object:
    match call.func:
        case ast.Name(id=name):
            return around.get(name)
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return getattr(around.get(module), name, None)
    return None


def _facts(node: ast.expr, local: Mapping[str, ast.expr], found: Printed) -> None:
    """Read a list of pairs, whatever it is put together from."""
    match node:
        case ast.Name(id=name) if name in local:
            _facts(local[name], local, found)
        case ast.Tuple(elts=[first, _]) if not isinstance(first, ast.Tuple | ast.Call):
            _pair(node, found)
        case ast.Tuple() | ast.List():
            for one in node.elts:
                _facts(one, local, found)
        case ast.Starred(value=inner):
            _facts(inner, local, found)
        case ast.IfExp(body=body, orelse=other):
            _facts(body, local, found)
            _facts(other, local, found)
        case ast.ListComp(elt=ast.Tuple(elts=[ast.Name(), _]), generators=[walk]):
            before = len(found.texts)
            _facts(walk.iter, local, found)
            found.loose |= len(found.texts) == before
        case ast.ListComp():
            found.loose = True


def _pair(node: ast.Tuple, found: Printed) -> None:
    if len(node.elts) == 2:
        _texts(node.elts[0], found)


def _texts(node: ast.expr, found: Printed) -> None:
    found.texts += [one for one in _strings(node, found) if one not in found.texts]


def _strings(node: ast.expr, found: Printed) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(said)):
            yield said
        case ast.IfExp(body=body, orelse=other):
            yield from _strings(body, found)
            yield from _strings(other, found)
        case _:
            found.loose = True


def _value(node: ast.expr, local: Mapping[str, ast.expr], around: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name) if name in local:
            return _value(local[name], local, around)
        case ast.Name(id=name):
            return around[name]
        case ast.Dict(keys=keys):
            return [one.value for one in keys if isinstance(one, ast.Constant)]
    msg = f"columns that are not read: {ast.dump(node)}"
    raise TypeError(msg)
