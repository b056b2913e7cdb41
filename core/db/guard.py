"""Judges the SQL itself, just before it is sent: no county's table without a county's scope.

The criterion in `session.py` reaches what is written through mapped classes. A Core table, a text
or a raw statement passes it by, so this second look works on the finished SQL, whoever wrote it:
what names a county's table and did not come through the scope is refused (T/ZSM 5.1.3). On
PostgreSQL row-level security stands behind it; on SQLite this is the last line, and a cursor taken
from the driver is the one way past it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event

from core.db.base import Base, InCounty, OfCounty
from core.db.scope import NoCounty

UNSCOPED = "unscoped"
"""Execution option of a connection without a session: migrations, backup, checks."""
SCOPE = "county_session"
"""Execution option under which a session's connections carry the session."""
FILTERED = "county_filtered"
"""Execution option of a statement the session has put its criterion on."""


class OutOfScope(Exception):
    """A statement reaches a county's table past the scope."""


class Scope(Protocol):
    """What the guard needs to know of a session."""

    flushing: bool

    @property
    def county_id(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class _Touch:
    """The county tables a statement names, and those among them it does not tie to a county."""

    tables: frozenset[str]
    loose: frozenset[str]


def scoped_tables() -> frozenset[str]:
    """Return the names of all mapped tables whose rows belong to a county."""
    return _scoped_tables(_generation())


def _generation() -> tuple[int, int, int]:
    # classes and tables are only ever added; counting them is cheaper than listing them
    return (
        len(Base.metadata.tables),
        len(OfCounty.__subclasses__()),
        len(InCounty.__subclasses__()),
    )


@lru_cache(maxsize=8)
def _scoped_tables(_generation: tuple[int, int, int]) -> frozenset[str]:
    found = {name for name, table in Base.metadata.tables.items() if "county_id" in table.columns}
    for mapped in _descendants(OfCounty):
        table = getattr(mapped, "__table__", None)
        if table is not None:
            found.add(table.name)
    return frozenset(found)


def _descendants(cls: type[OfCounty]) -> Iterator[type[OfCounty]]:
    for child in cls.__subclasses__():
        yield child
        yield from _descendants(child)


_KEYWORDS = (
    "AS|WHERE|JOIN|LEFT|RIGHT|FULL|INNER|OUTER|CROSS|ON|SET|ORDER|GROUP|LIMIT|HAVING|UNION|EXCEPT|"
    "INTERSECT|VALUES|SELECT|DEFAULT|USING|RETURNING|FOR|NATURAL|INDEXED|NOT|WINDOW|OFFSET|FETCH"
)


@lru_cache(maxsize=8)
def _sources(generation: tuple[int, int, int]) -> re.Pattern[str] | None:
    """Find where a statement takes rows from: the table and the name it goes by."""
    names = sorted(_scoped_tables(generation), key=len, reverse=True)
    if not names:
        return None
    # a table stands after one of these words or inside the comma list of a FROM; a column of the
    # same name is followed by "=", "." or, in an INSERT's list, cut away before the search
    return re.compile(
        r"(?P<verb>\b(?:FROM|JOIN|INTO|UPDATE|USING|TABLE|TRUNCATE)\b|,)[\s(]*(?:ONLY\s+)?"
        rf'(?:"?\w+"?\.)?"?(?P<table>{"|".join(map(re.escape, names))})"?'
        r'(?![\w".])(?!\s*(?:=|\|\||::))'
        rf'(?:\s+(?:AS\s+)?"?(?P<alias>(?!(?:{_KEYWORDS})\b)[A-Za-z_]\w*)"?)?',
        re.IGNORECASE,
    )


_STRINGS = re.compile(r"'(?:[^']|'')*'")
_INSERT_COLUMNS = re.compile(r'(\bINTO\s+"?\w+"?(?:\s+AS\s+"?\w+"?)?\s*)\([^)]*\)', re.IGNORECASE)
_INNERMOST = re.compile(r"\(([^()]*)\)")
_CLAUSES = re.compile(
    r"\b(WHERE|ON|FROM|JOIN|SET|ORDER BY|GROUP BY|HAVING|LIMIT|UNION|EXCEPT|INTERSECT|RETURNING)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bOR\b", re.IGNORECASE)
_TIE = re.compile(r'(?<![\w."])"?(\w+)"?\.county_id\s*=|=\s*"?(\w+)"?\.county_id\b', re.IGNORECASE)


_LONG = 8000  # characters; a bulk insert has many, differs each time and is not worth keeping


def _look_up(sql: str) -> _Touch:
    generation = _generation()
    if len(sql) > _LONG:
        return _touches.__wrapped__(sql, generation)
    return _touches(sql, generation)


@lru_cache(maxsize=4096)
def _touches(sql: str, generation: tuple[int, int, int]) -> _Touch:
    pattern = _sources(generation)
    if pattern is None:
        return _Touch(tables=frozenset(), loose=frozenset())
    sql = _STRINGS.sub("''", sql)
    tables: set[str] = set()
    taken: Counter[str] = Counter()
    known: dict[str, str] = {}
    for found in pattern.finditer(_INSERT_COLUMNS.sub(r"\1", sql)):
        table = found["table"].lower()
        tables.add(table)
        # what goes in is checked row by row, by the session
        if found["verb"].upper() != "INTO":
            name = (found["alias"] or table).lower()
            taken[name] += 1
            known[name] = table
    ties = _ties(sql) if taken else Counter()
    loose = {known[name] for name, times in taken.items() if ties[name] < times}
    return _Touch(tables=frozenset(tables), loose=frozenset(loose))


def _ties(sql: str) -> Counter[str]:
    """Count, for each name, the conditions that hold its rows to a county.

    Only a condition that stands by itself in a WHERE or ON holds: beside an OR of the same depth
    (a text fragment can bring one) or inside brackets it may be passed by.
    """
    ties: Counter[str] = Counter()
    depths = []
    while _INNERMOST.search(sql):
        depths += _INNERMOST.findall(sql)
        sql = _INNERMOST.sub(" ", sql)
    for depth in (*depths, sql):
        # split keeps the clause words at the odd places
        words = _CLAUSES.split(depth)
        for word, clause in zip(words[1::2], words[2::2], strict=True):
            if word.upper() in ("WHERE", "ON") and not _OR.search(clause):
                ties.update((left or right).lower() for left, right in _TIE.findall(clause))
    return ties


def watch(engine: Engine) -> None:
    """Put the guard on every connection of `engine`."""
    event.listen(engine, "before_cursor_execute", _judge)


def _judge(
    connection: Connection,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: Any,
    executemany: bool,
) -> None:
    touch = _look_up(statement)
    if not touch.tables:
        return
    options = context.execution_options
    scope: Scope | None = options.get(SCOPE)
    if scope is None:
        if not (options.get(UNSCOPED) or context.isddl):
            raise OutOfScope(f"{_names(touch.tables)} outside a session; use db.session")
        return
    if scope.county_id is None:
        raise NoCounty(f"{_names(touch.tables)} belongs to a county and this session has none")
    if not (scope.flushing or options.get(FILTERED)):
        raise OutOfScope(f"{_names(touch.tables)} reached by a table or a text; use its class")
    if touch.loose:
        raise OutOfScope(f"{_names(touch.loose)} is not tied to the county in this statement")


def _names(tables: frozenset[str]) -> str:
    return ", ".join(sorted(tables))
