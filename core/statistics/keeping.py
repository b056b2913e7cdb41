"""Keep the month book in the transaction that changes what it counts.

What is counted is declared, row class by row class, as a pure function from a row's columns to
cells. A flush compares each changed row with what it was and notes the difference; the commit
writes the differences in one statement. No command has to remember the figures, and none can
forget them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from core.db import CountySession, OfCounty
from core.statistics.models import SEALED, FigureCell

DIFFERENCES = "figure_differences"
_BEFORE = "figure_differences_before"
"""What was noted when each savepoint was made, by its transaction."""
Values: TypeAlias = Mapping[str, Any]
OPEN_TO_ALL: Final[Values] = MappingProxyType({"sealed": False, "ward": ""})
"""How a row of no owner is placed: it tells of no case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What one row adds one to: in which month, of what, where, of which kind, how it stands.

    ``county_only`` is for what a case that may be told tells of one that may not: it is counted
    at the root of the tree, in the ward of sealed cases."""

    month: str
    measure: str
    point_id: str
    category: str = ""
    standing: str = ""
    county_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A class of rows that are counted. ``fields`` are the columns that ``cells`` reads, of the row
    and of its owner; ``of`` names the column with the owner's id, "" for the owners themselves and
    for rows that have none."""

    model: type[OfCounty]
    fields: tuple[str, ...]
    cells: Callable[[Values, Values], Iterable[Cell]]
    of: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """Everything one book counts: the owners (cases), what hangs on them, and how a county's tree
    runs. ``placing`` are the owner's columns that decide where and for whom its rows count: a
    change of one moves them all. ``above`` returns the ids from the root down to a point.
    ``alone`` are rows of no owner, counted for everybody."""

    edition: int
    owner: Counted
    placing: tuple[str, ...]
    hanging: tuple[Counted, ...]
    above: Callable[[Session, str], tuple[str, ...]]
    alone: tuple[Counted, ...] = ()

    def of_class(self, row: object) -> Counted | None:
        """Return the declaration of *row*'s class, None when it is not counted."""
        for one in (self.owner, *self.hanging, *self.alone):
            if type(row) is one.model:
                return one
        return None


Key: TypeAlias = tuple[str, str, str, str, str, str]


def keys_of(
    book: Book, session: Session, counted: Counted, values: Values, owner: Values
) -> Iterator[Key]:
    """Return every key of the book that a row with these values counts under."""
    yield from _keys(book, session, counted.cells(values, owner), owner)


def _keys(book: Book, session: Session, cells: Iterable[Cell], owner: Values) -> Iterator[Key]:
    around = SEALED if owner["sealed"] else owner["ward"] or ""
    for cell in cells:
        ward = SEALED if cell.county_only else around
        path = book.above(session, cell.point_id)
        for place in path[:1] if ward == SEALED else path:
            yield (place, cell.month, cell.measure, cell.category, cell.standing, ward)


def keep(book: Book) -> None:
    """From now on keep *book* in every session of a county; once per book and process."""
    for counted in (book.owner, *book.hanging, *book.alone):
        for name in counted.fields:
            # the old value of a column that was not loaded is asked for, or it could not be
            # taken off what it was counted under
            event.listen(getattr(counted.model, name), "set", _nothing, active_history=True)

    def look(session: Session, *_rest: object) -> None:
        with session.no_autoflush:
            _look(book, session)

    event.listen(CountySession, "before_flush", look)


def note_new(book: Book, session: Session, owners: Iterable[Values]) -> None:
    """Note what new owners, inserted by column and past the flush, add to the book.

    Each must hold every column the book counts by. They are added up by kind first: a table of ten
    thousand is a few hundred kinds, and each stands at every point above.
    """
    kinds: Counter[tuple[Cell, bool, str]] = Counter()
    for row in owners:
        kinds.update((cell, row["sealed"], row["ward"]) for cell in book.owner.cells(row, row))
    differences: Counter[Key] = session.info.setdefault(DIFFERENCES, Counter())
    for (cell, sealed, ward), number in kinds.items():
        placed = {"sealed": sealed, "ward": ward}
        for key in _keys(book, session, (cell,), placed):
            differences[key] += number


def _nothing(*_given: object) -> None:
    """The listener that only makes SQLAlchemy remember old values."""


def _look(book: Book, session: Session) -> None:
    changed = [
        (row, counted)
        for row in (*session.new, *session.dirty, *session.deleted)
        if (counted := book.of_class(row)) is not None
    ]
    if not changed:
        return
    differences: Counter[Key] = session.info.setdefault(DIFFERENCES, Counter())
    seen: set[object] = set()
    waiting = list(changed)
    owners = {row.id: row for row, counted in changed if counted is book.owner}
    for row in owners.values():
        if row not in session.new and row not in session.deleted and _moved(book, row):
            waiting += _hanging_on(book, session, row)
    for row, counted in waiting:
        if row in seen:
            continue
        seen.add(row)
        if counted in book.alone:
            _look_alone(book, session, differences, counted, row)
            continue
        owner = row if counted is book.owner else _owner(book, session, owners, counted, row)
        fields = (*book.owner.fields, *book.placing)
        if row not in session.new:
            was = (_before(row, counted.fields), _before(owner, fields))
            differences.subtract(keys_of(book, session, counted, *was))
        if row not in session.deleted:
            now = (_after(row, counted.fields), _after(owner, fields))
            differences.update(keys_of(book, session, counted, *now))


def _look_alone(
    book: Book, session: Session, differences: Counter[Key], counted: Counted, row: Any
) -> None:
    if row not in session.new:
        was = _before(row, counted.fields)
        differences.subtract(keys_of(book, session, counted, was, OPEN_TO_ALL))
    if row not in session.deleted:
        now = _after(row, counted.fields)
        differences.update(keys_of(book, session, counted, now, OPEN_TO_ALL))


def _moved(book: Book, row: Any) -> bool:
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in book.placing)


def _hanging_on(book: Book, session: Session, owner: Any) -> Iterator[tuple[Any, Counted]]:
    for counted in book.hanging:
        column = getattr(counted.model, counted.of)
        for row in session.scalars(select(counted.model).where(column == owner.id)):
            if row not in session.deleted:
                yield row, counted


def _owner(book: Book, session: Session, owners: dict[str, Any], counted: Counted, row: Any) -> Any:
    owner_id = getattr(row, counted.of)
    if owner_id not in owners:
        owners[owner_id] = session.get_one(book.owner.model, (row.county_id, owner_id))
    return owners[owner_id]


def _after(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    """Return the values as they will be stored: a default fills what was never set."""
    columns = inspect(row).mapper.columns
    found = {}
    for name in fields:
        value = getattr(row, name)
        default = columns[name].default
        if value is None and default is not None and default.is_scalar:
            value = default.arg
        found[name] = value
    return found


def _before(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    """Return the values as they stand in the database."""
    state = inspect(row)
    if not state.persistent and not state.deleted:
        return _after(row, fields)
    found = {}
    for name in fields:
        history = state.attrs[name].history
        found[name] = history.deleted[0] if history.deleted else getattr(row, name)
    return found


def _write(session: Session) -> None:
    """Write what the transaction changed, in one order for all, so that no two wait for each
    other; before the chain of audit, whose head is locked last."""
    session.flush()
    differences: Counter[Key] | None = session.info.pop(DIFFERENCES, None)
    if not differences:
        return
    add_up(session, ((key, number) for key, number in sorted(differences.items()) if number))


def add_up(session: Session, numbers: Iterable[tuple[Key, int]]) -> None:
    """Add *numbers* to the county's cells, making those that are not there yet."""
    assert isinstance(session, CountySession)  # noqa: S101 - the events are bound to the class
    rows: list[dict[str, Any]] = [
        {"county_id": session.county_id, "number": number, **dict(zip(_COLUMNS, key, strict=True))}
        for key, number in numbers
    ]
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(FigureCell)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["county_id", *_COLUMNS],
            set_={"number": FigureCell.number + statement.excluded.number},
        ),
        rows,
    )


_COLUMNS = ("point_id", "month", "what", "category", "standing", "ward")


def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        noted: Counter[Key] = session.info.get(DIFFERENCES) or Counter()
        # it is told of being rolled back after its end, so its end cannot take the mark away
        session.info.setdefault(_BEFORE, WeakKeyDictionary())[transaction] = noted.copy()


def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Forget what was noted since the savepoint, or all of it where there was none."""
    if transaction.nested:
        session.info[DIFFERENCES] = session.info[_BEFORE][transaction]
    elif transaction.parent is None:
        session.info.pop(DIFFERENCES, None)


# in front of the others that wait for the commit: the chain of audit holds the one contended row
event.listen(CountySession, "before_commit", _write, insert=True)
event.listen(CountySession, "after_transaction_create", _mark)
event.listen(CountySession, "after_soft_rollback", _forget)
