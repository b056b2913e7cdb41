"""Lock a month: what was told of it is copied and never changes, whatever happens to its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.db import CountySession
from core.statistics.models import NOW, STANDING, FigureCell, FigureMonth, FrozenCell
from core.statistics.reading import months_between
from core.statistics.telling import FLOWS_IN

Place = tuple[str, str]
TOP: Final = "numerator"
BOTTOM: Final = "denominator"
"""The two numbers of a figure that somebody else computed, as a locked month keeps them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """One further number that is kept with a locked month: of a point, and of a ward."""

    point_id: str
    what: str
    standing: str
    number: int
    ward: str = ""


def lock_month(
    session: Session,
    month: str,
    *,
    by: str,
    at: datetime,
    current: str,
    also: Iterable[Frozen] = (),
) -> int:
    """Copy *month* and return how many counts were kept; the caller has judged that it may.

    *current* is the month of today. *also* are further numbers, such as what services computed.
    """
    assert isinstance(session, CountySession)  # noqa: S101 - figures belong to a county
    session.flush()
    session.add(FigureMonth(month=month, locked_at=at, locked_by=by))
    session.flush()
    cell = FigureCell
    columns = (cell.point_id, cell.what, cell.category, cell.standing, cell.ward, cell.number)
    rows = [
        tuple(row)
        for row in session.execute(
            select(*columns).where(cell.month == month, cell.number != 0)
        )
    ]  # fmt: skip
    rows += [
        (place, what, category, standing, ward, number)
        for place, what, category, standing, ward, number in session.execute(
            select(*columns).where(cell.month == NOW, cell.what.in_(STANDING), cell.number != 0)
        )
    ]
    rows += [
        (place, "open", "", "", ward, number)
        for (place, ward), number in _open_at_end(session, month, current).items()
        if number
    ]
    rows += [(one.point_id, one.what, "", one.standing, one.ward, one.number) for one in also]
    names = ("point_id", "what", "category", "standing", "ward", "number")
    frozen = [
        {"county_id": session.county_id, "month": month, **dict(zip(names, row, strict=True))}
        for row in rows
    ]
    if frozen:
        session.execute(insert(FrozenCell), frozen)
    return len(frozen)


def shares_kept(session: Session, month: str) -> dict[str, tuple[int, int | None]]:
    """Return (numerator, denominator) by code of what others computed when *month* was locked."""
    rows = session.execute(
        select(FrozenCell.what, FrozenCell.standing, FrozenCell.number).where(
            FrozenCell.month == month, FrozenCell.standing.in_((TOP, BOTTOM))
        )
    )
    found: dict[str, dict[str, int]] = {}
    for what, standing, number in rows:
        found.setdefault(what, {})[standing] = number
    return {what: (parts[TOP], parts.get(BOTTOM)) for what, parts in found.items()}


def _open_at_end(session: Session, month: str, current: str) -> Counter[Place]:
    cell = FigureCell
    since = months_between(month, current)[1:]
    found: Counter[Place] = Counter()
    rows = session.execute(
        select(cell.point_id, cell.ward, cell.what, cell.standing, cell.number).where(
            cell.month.in_((NOW, *since)), cell.what.in_(("open", "received", "ended"))
        )
    )
    for place, ward, what, standing, number in rows:
        if what == "received":
            number = -number if standing in FLOWS_IN else 0
        found[place, ward] += number
    return found
