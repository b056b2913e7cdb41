"""The registers that inspectors ask for as a ledger: what stands in each of a span at a place.

Void entries are left out, as the figures leave them out; what is sensitive is not told here, also
to who may write it: a ledger is printed and handed on (T/ZSM 4.2.4.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.cases.acting import Acting
from core.points.models import ServicePoint
from core.registers.finding import Book, books
from core.registers.models import RegisterEntry
from core.registers.reading import EntryLine, line_of, within
from core.words import PointView


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerBook:
    """One register as a ledger: up to so many of its entries, oldest first, how many there are,
    and what its summed fields add up to."""

    book: Book
    lines: tuple[EntryLine, ...]
    count: int
    sums: Mapping[str, int]

    @property
    def more(self) -> bool:
        """There are entries that are not listed."""
        return self.count > len(self.lines)


def ledger_books(acting: Acting) -> tuple[Book, ...]:
    """Return the registers the viewer meets that stand among the ledgers."""
    return tuple(one for one in books(acting) if one.register.figures)


def read_ledger_book(
    acting: Acting, book: Book, first: date, last: date, *, place: PointView | None, most: int
) -> LedgerBook:
    """Return what stands in *book* from *first* to *last*, at *place* and below (None: anywhere the
    viewer reads)."""
    query = within(acting, book, first, last).where(RegisterEntry.voided_at.is_(None))
    if place is not None:
        path = "/" + "/".join(place.path) + "/"
        query = query.where(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0")
    found = acting.session.execute(
        query.order_by(None).order_by(RegisterEntry.on, RegisterEntry.id)
    ).all()
    sums = dict.fromkeys(book.register.sums, 0)
    for entry, _point, _path in found:
        for name in sums:
            value = (entry.data or {}).get(name)
            sums[name] += value if isinstance(value, int) else 0
    return LedgerBook(
        book=book,
        lines=tuple(
            line_of(acting, book, entry, point, keeps=False) for entry, point, _path in found[:most]
        ),
        count=len(found),
        sums=sums,
    )
