"""Read sums out of the month book: one query a page, whatever the county has worked through.

A locked month is read from its frozen copy; what stands now is walked back to the end of an earlier
month by what came and went since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from core.statistics.models import NOW, FigureCell, FigureMonth, FrozenCell
from core.statistics.wards import open_to


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """For whom a page is read: ``place_id`` with everything below. ``whole`` reads all wards, the
    sealed ones too; only the county's own totals may."""

    place_id: str
    account_id: str = ""
    points: frozenset[str] = frozenset()
    whole: bool = False

    def may(self, cells: type[FigureCell] | type[FrozenCell]) -> ColumnElement[bool]:
        """SQL: this count may be in the reader's numbers."""
        return true() if self.whole else open_to(cells, self.account_id, self.points)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """What was read: numbers by (month, what, category, standing); ``locked`` months are final,
    ``current`` is the month of today, ``flows`` what came and went by (month, what, standing)."""

    numbers: Counter[tuple[str, str, str, str]]
    flows: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    locked: frozenset[str] = frozenset()
    current: str = ""
    today: str = field(default="01")

    def total(
        self,
        what: str,
        months: Collection[str],
        *,
        standings: Collection[str] = (),
        due: bool | None = None,
    ) -> int:
        """Return the sum over *months*; with *due*, of the days that have come (True) or have not
        (False), for counts whose category is the day of the month."""
        return sum(
            number
            for (month, one, category, standing), number in self.numbers.items()
            if one == what
            and month in months
            and (not standings or standing in standings)
            and (due is None or self._has_come(month, category) is due)
        )

    def split(
        self,
        what: str,
        months: Collection[str],
        *,
        standings: Collection[str] = (),
        by_standing: bool = False,
    ) -> dict[str, int]:
        """Return the sums by category (or by standing), without those that are nothing."""
        found: Counter[str] = Counter()
        for (month, one, category, standing), number in self.numbers.items():
            if one == what and month in months and (not standings or standing in standings):
                found[standing if by_standing else category] += number
        return {name: number for name, number in found.items() if number}

    def _has_come(self, month: str, day: str) -> bool:
        return (month, day) <= (self.current, self.today)


def locked_months(session: Session) -> frozenset[str]:
    """Return the county's locked months."""
    return frozenset(session.scalars(select(FigureMonth.month)))


def read(
    session: Session,
    reader: Reader,
    *,
    months: Sequence[str],
    today: str,
    whats: Collection[str] = (),
) -> Sums:
    """Read every count of *months*, and what stands now; *today* is a day as ``2026-11-20``."""
    current = today[:7]
    locked = locked_months(session) & set(months)
    numbers: Counter[tuple[str, str, str, str]] = Counter()
    live = [month for month in months if month not in locked]
    # from the first live month on: what came and went since tells how it stood at its end
    since = sorted({*live, *months_between(min(live), current), NOW}) if live else []
    flows: Counter[tuple[str, str, str]] = Counter()
    for key, number in _sums(session, FigureCell, reader, since, whats).items() if since else ():
        month, what, _category, standing = key
        if month in live or month == NOW:
            numbers[key] += number
        if what in ("received", "ended"):
            flows[month, what, standing] += number
    if locked:
        numbers.update(_sums(session, FrozenCell, reader, sorted(locked), whats))
    return Sums(numbers=numbers, flows=flows, locked=locked, current=current, today=today[8:])


def _sums(
    session: Session,
    cells: type[FigureCell] | type[FrozenCell],
    reader: Reader,
    months: Sequence[str],
    whats: Collection[str],
) -> dict[tuple[str, str, str, str], int]:
    rows = session.execute(
        select(
            cells.month, cells.what, cells.category, cells.standing, func.sum(cells.number)
        )
        .where(
            cells.point_id == reader.place_id,
            cells.month.in_(months),
            reader.may(cells),
            *((cells.what.in_(sorted(whats)),) if whats else ()),
        )
        .group_by(cells.month, cells.what, cells.category, cells.standing)
    )  # fmt: skip
    return {(row[0], row[1], row[2], row[3]): int(row[4]) for row in rows}


def read_places(
    session: Session,
    reader: Reader,
    places: Collection[str],
    *,
    months: Sequence[str],
    what: str,
    standings: Collection[str] = (),
) -> dict[str, dict[str, int]]:
    """Return one measure by category for each of *places*, in two queries at most."""
    locked = locked_months(session) & set(months)
    found: dict[str, Counter[str]] = {place: Counter() for place in places}
    for cells, wanted in (
        (FigureCell, [month for month in months if month not in locked]),
        (FrozenCell, sorted(locked)),
    ):
        if not wanted:
            continue
        rows = session.execute(
            select(cells.point_id, cells.category, func.sum(cells.number))
            .where(
                cells.point_id.in_(sorted(places)),
                cells.month.in_(wanted),
                cells.what == what,
                reader.may(cells),
                *((cells.standing.in_(sorted(standings)),) if standings else ()),
            )
            .group_by(cells.point_id, cells.category)
        )
        for place, category, number in rows:
            found[place][category] += int(number)
    return {place: dict(numbers) for place, numbers in found.items()}


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return the months from *first* to *last*, both included; none when *last* is earlier."""
    found = []
    year, month = int(first[:4]), int(first[5:])
    while f"{year:04d}-{month:02d}" <= last:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def month_before(month: str, back: int = 1) -> str:
    """Return the month *back* months before."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 - back
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
