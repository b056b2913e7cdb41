"""Judge whether a word handed over by a plugin is really what its declaration says it is.

Plugins are Python without a type checker at our door: a list where a tuple was promised can be
changed later, a ``Markup`` where text was promised would reach the page unescaped, a huge text
would be drawn on every case. The rules are read off the words themselves, so a new word or field is
judged without a line here (T/ZSM 5.4: the functions stand beside each other and share a page).
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from types import FunctionType
from typing import Any, TypeVar, cast

from flask import Blueprint

import core.words

DECLARED_TEXT = 20_000
"""Longest text in a declaration, in characters."""
ANSWER_TEXT = 2_000
"""Longest text in an answer to a question, in characters."""
MANY = 2_000
"""Most entries of one collection."""
_DEEPEST = 12


T = TypeVar("T")


class UnknownShape(LookupError):
    """A word was declared with an annotation nobody taught this module to judge."""


def misfits(value: object, *, longest: int = DECLARED_TEXT) -> Iterator[str]:
    """Yield what is wrong with *value*, a word, down to its last part; nothing when it fits.

    *longest* is the number of characters a text may have. Never calls anything of the value.
    """
    yield from _word(value, type(value), type(value).__name__, longest, 0)


def fits(value: object, said: str, at: str, *, longest: int = DECLARED_TEXT) -> Iterator[str]:
    """As ``misfits``, for a value that is no word but was promised to look like *said*."""
    yield from _fits(value, said, at, longest, 0)


def is_text(value: object, longest: int = ANSWER_TEXT) -> bool:
    """Tell whether *value* is plain storable text; a subclass such as ``Markup`` is not."""
    # NUL and lone surrogates: PostgreSQL refuses the one, every encoder the other
    return (
        type(value) is str
        and len(value) <= longest
        and "\0" not in value
        and not any("\ud800" <= sign <= "\udfff" for sign in value)
    )


def copied(value: T) -> T:
    """Return *value*, made of words and plain collections, so that no part can be changed through
    the copy. Several times as fast as ``copy.deepcopy``, which asks every object how it is copied;
    what is no word and no collection is never changed here and is handed on as it is.
    """
    return cast("T", _copied(value))


def _copied(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _UNCHANGING:
        return value
    if kind is tuple:
        return tuple([_copied(one) for one in value]) if value else value
    if kind is list:
        return [_copied(one) for one in value]
    names = _parts(kind)
    if names:
        copy = object.__new__(kind)
        for name in names:
            part = getattr(value, name)
            # most parts are plain: a case has sixty, and is copied for every plugin asked
            _set(copy, name, part if type(part) in _UNCHANGING else _copied(part))
        return copy
    if isinstance(value, Mapping):
        return {key: _copied(entry) for key, entry in value.items()}
    return value


_set = object.__setattr__
_UNCHANGING = frozenset({str, int, bool, type(None), date, datetime, frozenset, FunctionType})


@lru_cache(maxsize=256)
def _parts(kind: object) -> tuple[str, ...]:
    """Return the names of a word's parts; none for anything else."""
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        return ()
    return tuple(part.name for part in dataclasses.fields(kind))


def _word(value: object, word: type, at: str, longest: int, depth: int) -> Iterator[str]:
    if type(value) is not word:
        yield f"{at}: {word.__name__} expected, not {type(value).__name__}"
        return
    if depth > _DEEPEST:
        yield f"{at}: nested deeper than {_DEEPEST}"
        return
    assert dataclasses.is_dataclass(value)  # noqa: S101 - only words reach here, see _fits
    for part in dataclasses.fields(value):
        inner = getattr(value, part.name, _MISSING)
        where = f"{at}.{part.name}"
        if inner is _MISSING:
            yield f"{where}: missing"
        else:
            yield from _fits(inner, str(part.type), where, longest, depth + 1)


_MISSING = object()


def _fits(value: object, said: str, at: str, longest: int, depth: int) -> Iterator[str]:
    if said.endswith(" | None"):
        if value is not None:
            yield from _fits(value, said.removesuffix(" | None"), at, longest, depth)
    elif said == "str":
        if not is_text(value, longest):
            yield f"{at}: plain text of at most {longest} characters expected, not {_seen(value)}"
    elif said in _PLAIN:
        if not _PLAIN[said](value):
            yield f"{at}: {said} expected, not {_seen(value)}"
    elif said in ("Value", "Condition"):
        if not _is_json(value, longest, depth):
            yield f"{at}: a small JSON value expected, not {_seen(value)}"
    elif said.startswith(("tuple[", "frozenset[", "Mapping[str, ")):
        yield from _collection(value, said, at, longest, depth)
    else:
        yield from _named(value, said, at, longest, depth)


def _named(value: object, said: str, at: str, longest: int, depth: int) -> Iterator[str]:
    word = getattr(core.words, said, None)
    if not isinstance(word, type):
        raise UnknownShape(said)
    if issubclass(word, Enum):
        if not isinstance(value, word):
            yield f"{at}: {said} expected, not {_seen(value)}"
    else:
        yield from _word(value, word, at, longest, depth)


def _collection(value: object, said: str, at: str, longest: int, depth: int) -> Iterator[str]:
    kind, _, rest = said.partition("[")
    inner = rest.removesuffix("]")
    # a list is refused where a tuple was promised: what can change is not frozen
    if not isinstance(value, _COLLECTIONS[kind]):
        yield f"{at}: {kind.lower()} expected, not {_seen(value)}"
    elif depth > _DEEPEST or len(value) > MANY:
        yield f"{at}: nested deeper than {_DEEPEST} or more than {MANY} entries"
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            if not is_text(key, longest):
                yield f"{at}: plain text expected as key"
            yield from _fits(entry, inner.removeprefix("str, "), f"{at}[…]", longest, depth + 1)
    elif isinstance(value, tuple) and not inner.endswith(", ..."):
        yield from _pair(value, inner, at, longest, depth)
    else:
        for number, entry in enumerate(value):
            where = f"{at}[{number}]"
            yield from _fits(entry, inner.removesuffix(", ..."), where, longest, depth + 1)


_COLLECTIONS: dict[str, type[Any]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    "Mapping": Mapping,
}


def _pair(
    value: tuple[object, ...], inner: str, at: str, longest: int, depth: int
) -> Iterator[str]:
    said = inner.split(", ", 1)
    if len(value) != len(said):
        yield f"{at}: {len(said)} entries expected, not {len(value)}"
        return
    for number, (entry, shape) in enumerate(zip(value, said, strict=True)):
        yield from _fits(entry, shape, f"{at}[{number}]", longest, depth + 1)


def _is_json(value: object, longest: int, depth: int) -> bool:
    if depth > _DEEPEST + 8:
        return False
    if isinstance(value, Mapping):
        return len(value) <= MANY and all(
            is_text(key, longest) and _is_json(entry, longest, depth + 1)
            for key, entry in value.items()
        )
    if isinstance(value, list | tuple):
        return len(value) <= MANY and all(_is_json(entry, longest, depth + 1) for entry in value)
    return value is None or type(value) in (int, bool) or is_text(value, longest)


def _is_function(value: object) -> bool:
    return callable(value) and not inspect.iscoroutinefunction(value)


_PLAIN: Mapping[str, Callable[[object], bool]] = {
    "int": lambda value: type(value) is int,
    "bool": lambda value: type(value) is bool,
    "date": lambda value: type(value) is date,
    "datetime": lambda value: isinstance(value, datetime) and value.tzinfo is not None,
    "object": lambda value: True,
    "Blueprint": lambda value: isinstance(value, Blueprint),
    "Check": _is_function,
    "Then": _is_function,
    "Start": _is_function,
    "Second": _is_function,
    "Fits": _is_function,
    "Beside": _is_function,
    "Dossier": _is_function,
    "EntryCheck": _is_function,
    "Leads": _is_function,
    "Callable[[Mapping[str, Value]], tuple[Objection, ...]]": _is_function,
}


def _seen(value: object) -> str:
    """Name what was found without repeating it: it may be long, or about somebody."""
    return type(value).__name__
