"""What is counted of the brands, live and as a locked month keeps it: by point and by ward.

A locked month never changes, and a brand's numbers are no exception: they are copied when the month
is locked, with the ward of each case, so that a reader who must not know of one is still told a
number without it. Sealed cases are in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.cases.counting import RUNNING
from core.cases.models import CaseFile, ServiceItem
from core.clocks import SHANGHAI
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.statistics import Frozen, Reader, open_to
from core.statistics.models import FrozenCell

BRAND: Final = "brand"
"""The standing of a brand's numbers among what a locked month keeps."""
OPENED, CLOSED, OPEN = "opened", "closed", "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What was begun and ended under one brand, and what runs."""

    opened: int = 0
    closed: int = 0
    running: int = 0


def counted(
    session: Session, months: Sequence[str], *tests: ColumnElement[bool]
) -> dict[str, Counted]:
    """Count the unsealed items of each brand that pass *tests*; begun and ended in *months*."""
    return {
        name: Counted(opened=int(opened), closed=int(closed), running=int(running))
        for name, opened, closed, running in _by_brand(session, months, tests=tests)
    }


def cells_of_brands(
    session: Session, month: str, root: str, brands: Collection[str]
) -> Iterator[Frozen]:
    """Yield what is kept of the brands when *month* is locked, by point with all below it.

    A brand among *brands* gets a line at the *root* even of nothing, which tells a zero from a
    month that was locked before brands were kept.
    """
    kept: Counter[tuple[str, str, str]] = Counter(
        {(root, f"{name}.{OPENED}", ""): 0 for name in brands}
    )
    for name, opened, closed, running, path, ward in _by_brand(
        session, (month,), ServicePoint.path, CaseFile.ward
    ):
        for point_id in ids_of(path):
            for what, number in ((OPENED, opened), (CLOSED, closed), (OPEN, running)):
                kept[point_id, f"{name}.{what}", ward] += int(number)
    for (point_id, what, ward), number in kept.items():
        if number or point_id == root:
            yield Frozen(point_id=point_id, what=what, standing=BRAND, ward=ward, number=number)


def kept_of_brands(
    session: Session, reader: Reader, months: Collection[str]
) -> Counter[tuple[str, str, str]]:
    """Return what was kept of locked *months* for *reader*, by (month, brand, what).

    A brand's numbers are a breakdown: nobody, the county's own page included, reads every ward.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    rows = session.execute(
        select(FrozenCell.month, FrozenCell.what, func.sum(FrozenCell.number))
        .where(
            FrozenCell.point_id == reader.place_id,
            FrozenCell.month.in_(sorted(months)),
            FrozenCell.standing == BRAND,
            open_to(FrozenCell, reader.account_id, reader.points),
        )
        .group_by(FrozenCell.month, FrozenCell.what)
    )
    for month, what, number in rows:
        name, _dot, which = what.rpartition(".")
        found[month, name, which] += int(number)
    return found


def months_with_brands(session: Session, months: Collection[str]) -> frozenset[str]:
    """Return those of *months* that were locked with the numbers of the brands."""
    if not months:
        return frozenset()
    rows = session.scalars(
        select(FrozenCell.month)
        .where(FrozenCell.month.in_(sorted(months)), FrozenCell.standing == BRAND)
        .distinct()
    )
    return frozenset(rows)


def titles_of_brands(session: Session) -> dict[str, str]:
    """Return the title each brand has on the items that wear it, the folder gone or not."""
    rows = session.execute(
        select(ServiceItem.brand, func.max(ServiceItem.brand_title))
        .where(ServiceItem.brand > "")
        .group_by(ServiceItem.brand)
    )
    return {name: title for name, title in rows}


def _by_brand(
    session: Session,
    months: Sequence[str],
    *apart: InstrumentedAttribute[str],
    tests: Sequence[ColumnElement[bool]] = (),
) -> Sequence[Any]:
    """Count the unsealed items of each brand, apart by the columns *apart*."""
    opened = or_(false(), *(_within(ServiceItem.opened_at, month) for month in months))
    closed = or_(false(), *(_within(ServiceItem.closed_at, month) for month in months))
    rows: Sequence[Any] = session.execute(
        select(
            ServiceItem.brand,
            func.sum(case((opened, 1), else_=0)),
            func.sum(case((closed, 1), else_=0)),
            func.sum(case((ServiceItem.state.in_(RUNNING), 1), else_=0)),
            *apart,
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == ServiceItem.county_id, CaseFile.id == ServiceItem.case_id),
        )
        .join(
            ServicePoint,
            and_(
                ServicePoint.county_id == ServiceItem.county_id,
                ServicePoint.id == ServiceItem.point_id,
            ),
        )
        .where(ServiceItem.brand > "", CaseFile.sealed.is_(False), *tests)
        .group_by(ServiceItem.brand, *apart)
    ).all()
    return rows


def _within(moment: InstrumentedAttribute[Any], month: str) -> ColumnElement[bool]:
    first = date(int(month[:4]), int(month[5:]), 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return and_(moment >= _midnight(first), moment < _midnight(after))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
