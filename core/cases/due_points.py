"""Which points owe a 月度分析会 in a month: the county's, the stations, the villages (5.5.2.2).

The figures divide by them, so what a past month owed is told from when a point was open and not
from whether it still is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.statistics import Frozen
from core.statistics.reading import Sums

LEVELS = ("county", "town", "village")
DUE = "meeting_due"
"""What the figures call a meeting that is owed."""


def due_in(month: str) -> ColumnElement[bool]:
    """SQL: the point was open on some day of *month* and meets. One that closed and nobody wrote
    down when owes nothing."""
    year, number = int(month[:4]), int(month[5:])
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    point = ServicePoint
    return and_(
        point.level.in_(LEVELS),
        or_(point.valid_from.is_(None), point.valid_from <= last),
        or_(
            point.valid_to >= first,
            and_(point.valid_to.is_(None), point.active.is_(True)),
        ),
    )


def add_due(session: Session, sums: Sums, place_id: str, months: Iterable[str]) -> None:
    """Add to *sums* how many meetings each of *months* that is not locked owes at a place and
    below, in two reads; a locked month has kept it, one to come owes nothing yet."""
    wanted = [one for one in months if one not in sums.locked and one <= sums.current]
    if not wanted:
        return
    path = session.scalars(select(ServicePoint.path).where(ServicePoint.id == place_id)).one()
    owing = [
        func.coalesce(func.sum(case((due_in(month), 1), else_=0)), 0).label(f"m{place}")
        for place, month in enumerate(wanted)
    ]
    row = session.execute(
        select(*owing).where(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0")
    ).one()
    for month, number in zip(wanted, row, strict=True):
        sums.numbers[month, DUE, "", ""] = int(number)


def due_to_keep(session: Session, month: str) -> list[Frozen]:
    """Return how many meetings *month* owed, at every point and below, for a lock to keep."""
    owed: dict[str, int] = {}
    for path in session.scalars(select(ServicePoint.path).where(due_in(month))):
        for place in ids_of(path):
            owed[place] = owed.get(place, 0) + 1
    return [
        Frozen(point_id=place, what=DUE, standing="", number=number)
        for place, number in sorted(owed.items())
    ]
