"""Know on which line of a TOML file a value stands, which tomllib forgets.

Whoever writes a brand by hand is told file, line and reason; the reason alone would leave them
searching. Only as much of TOML as finding lines takes: tables, keys, and values over many lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_KEY = re.compile(rf"\s*((?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*)\s*=")
_QUIET = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")
_LONG = ('"""', "'''")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line of every table and key of *text*, counted from 1; ``("forms", 0, "title")``.

    *text* is TOML that tomllib could read.
    """
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    prefix: Path = ()
    for number, line in _starts(text):
        table = _TABLE.match(line)
        if table:
            prefix = _table(tuple(_parts(table[2])), table[1] == "[[", counts)
            found.setdefault(prefix, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*prefix, *_parts(key[1])), number)
    return found


def line_at(lines: dict[Path, int], path: Path) -> int:
    """Return the line of *path*, or of the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines on which something begins: not the insides of long texts and lists."""
    until, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if until:
            if until not in line:
                continue
            line, until = line.split(until, 1)[1], ""
        elif depth == 0:
            yield number, line
        plain = line
        for mark in _LONG:
            if plain.count(mark) % 2:
                plain, until = plain.split(mark, 1)[0], mark
        if _TABLE.match(line) and depth == 0:
            continue
        plain = _QUIET.sub("", plain)
        depth = max(0, depth + plain.count("[") + plain.count("{") - plain.count("]"))
        depth = max(0, depth - plain.count("}"))


def _table(parts: Path, repeated: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a table header, with the number of each repeated table on the way."""
    path: Path = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if repeated and position == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(words: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(words)]
