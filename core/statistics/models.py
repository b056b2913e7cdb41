"""The month book: how many, kept beside the rows it counts, and the pages closed for good.

A year's statistics must cost the same at a million cases as at a thousand, and what was reported
must not change afterwards (spec: a reopening never changes a locked month). So every count is a row
here, changed in the transaction that changes what is counted, and closing a month copies its rows.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Instant, OfCounty

NOW = "now"
"""The month of what is counted as it stands and not when it happened: open cases, open items."""
STANDING = ("load", "overdue", "warning")
"""What is known as it stands and, of a past month, only when it was locked. What is open is not
among them: it is walked back by what came and went."""
SEALED = "sealed"
"""The ward of sealed cases: they are counted at the root of the tree and nowhere below."""


class _Cell(OfCounty):
    """One count. ``point_id`` counts what stands at the point *and below*, so a page of any point
    reads its own rows only; ``ward`` is who must not learn of it, see `FigureBar`."""

    point_id: Mapped[str] = mapped_column(String(13), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    what: Mapped[str] = mapped_column(String(60), primary_key=True)
    category: Mapped[str] = mapped_column(String(40), primary_key=True)
    standing: Mapped[str] = mapped_column(String(20), primary_key=True)
    ward: Mapped[str] = mapped_column(String(13), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


class FigureCell(_Cell, Base):
    """A count as it stands today; zero is kept, it costs nothing and saves a delete."""

    __tablename__ = "figure_cell"


class FrozenCell(_Cell, Base):
    """A count of a locked month, as it was told; never written again."""

    __tablename__ = "figure_frozen"


class FigureMonth(OfCounty, Base):
    """A month that was locked, when and by whom."""

    __tablename__ = "figure_month"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    locked_at: Mapped[datetime] = mapped_column(Instant)
    locked_by: Mapped[str] = mapped_column(String(13))


class FigureBar(OfCounty, Base):
    """Who may not learn of what a ward counts: one row for each account or point it names.

    Cases with the same keep-away list share a ward, so that a count for somebody is the sum of the
    wards that do not name her: her number never holds a case she must not know of.
    """

    __tablename__ = "figure_bar"

    ward: Mapped[str] = mapped_column(String(13), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(13), primary_key=True, default="")
    point_id: Mapped[str] = mapped_column(String(13), primary_key=True, default="")


class FigureBook(OfCounty, Base):
    """By which edition of the counting rules a county's book is kept, and since when."""

    __tablename__ = "figure_book"

    edition: Mapped[int] = mapped_column(Integer)
    counted_at: Mapped[datetime] = mapped_column(Instant)
