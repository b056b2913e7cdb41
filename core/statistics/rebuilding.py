"""Count everything again, and tell whether the book agrees with it.

The book is kept as rows change; a county filled by an import, a restored copy or a new edition of
the counting rules is counted from the start. Locked months are never touched.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.statistics.keeping import DIFFERENCES, OPEN_TO_ALL, Book, Counted, Key, add_up, keys_of
from core.statistics.models import FigureBook, FigureCell

AT_ONCE = 2000


def recount(session: Session, book: Book) -> Counter[Key]:
    """Return what the book should hold; reads every counted row of the county once."""
    found: Counter[Key] = Counter()
    for counted in (book.owner, *book.hanging):
        _count(session, book, counted, found)
    for counted in book.alone:
        _count_alone(session, book, counted, found)
    return found


def _count(session: Session, book: Book, counted: Counted, found: Counter[Key]) -> None:
    owner_names = tuple(dict.fromkeys((*book.owner.fields, *book.placing)))
    owner = book.owner.model
    own: list[InstrumentedAttribute[Any]] = [getattr(counted.model, one) for one in counted.fields]
    around = [getattr(owner, one) for one in owner_names]
    query = select(*own, *around)
    if counted is not book.owner:
        query = query.select_from(counted.model).join(
            owner,
            and_(
                owner.county_id == counted.model.county_id,
                owner.id == getattr(counted.model, counted.of),  # type: ignore[attr-defined]  # InCounty
            ),
        )
    width = len(own)
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        values = dict(zip(counted.fields, row[:width], strict=True))
        placed = dict(zip(owner_names, row[width:], strict=True))
        found.update(keys_of(book, session, counted, values, placed))


def _count_alone(session: Session, book: Book, counted: Counted, found: Counter[Key]) -> None:
    own: list[InstrumentedAttribute[Any]] = [getattr(counted.model, one) for one in counted.fields]
    for row in session.execute(select(*own).execution_options(yield_per=AT_ONCE)):
        values = dict(zip(counted.fields, row, strict=True))
        found.update(keys_of(book, session, counted, values, OPEN_TO_ALL))


def kept(session: Session) -> Counter[Key]:
    """Return what the book holds, without what stands at zero."""
    cell = FigureCell
    rows = session.execute(
        select(
            cell.point_id, cell.month, cell.what, cell.category, cell.standing, cell.ward,
            cell.number,
        ).where(cell.number != 0)
    )  # fmt: skip
    return Counter({(row[0], row[1], row[2], row[3], row[4], row[5]): row[6] for row in rows})


def rebuild(session: Session, book: Book, *, at: datetime) -> int:
    """Write the county's book anew and return how many counts it holds."""
    session.flush()
    session.info.pop(DIFFERENCES, None)
    session.execute(delete(FigureCell))
    found = recount(session, book)
    add_up(session, sorted(found.items()))
    known = session.scalars(select(FigureBook)).one_or_none()
    if known is None:
        session.add(FigureBook(edition=book.edition, counted_at=at))
    else:
        known.edition, known.counted_at = book.edition, at
    return len(found)


def is_kept(session: Session, book: Book) -> bool:
    """Tell whether the county's book follows the rules in force."""
    return session.scalars(select(FigureBook.edition)).first() == book.edition
