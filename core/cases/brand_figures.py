"""A brand's own figures: what was begun and ended under it, what runs, and how far it reaches.

Counted from what each item keeps, so a brand whose folder is gone is counted as before, under the
title it had. A brand stands at a few villages: its numbers are a breakdown and keep small ones
back, and sealed cases and those that must not be known to the reader are in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from core.cases.counting import RUNNING, below
from core.cases.knowing import not_barred
from core.cases.models import CaseFile, ServiceItem
from core.clocks import SHANGHAI
from core.points.models import ServicePoint
from core.roster import Roster
from core.statistics import Indicator, Told, is_small
from core.words import Brand, PointView, Viewer

OPENED: Final = (
    "opened",
    "开办事项",
    "本期在这块牌子下开办，或从别处来、先在这里办的事项；密封件不计",
    "项",
)
CLOSED: Final = ("closed", "办结事项", "其中本期办结的", "项")
OPEN: Final = ("open", "在办事项", "现在还没有办结的", "项")
COVERAGE: Final = ("coverage", "村（社区）覆盖率", "设了工作室的村 ÷ 所在乡镇的村", "%")


@dataclass(frozen=True, kw_only=True, slots=True)
class BrandFigures:
    """What one brand did at a place; ``loaded`` is False when only its records are left."""

    name: str
    title: str
    told: tuple[Told, ...]
    loaded: bool


def figures_of_brands(
    session: Session,
    viewer: Viewer,
    roster: Roster,
    place: PointView | None,
    *,
    first: date,
    last: date,
    answers: bool,
) -> tuple[BrandFigures, ...]:
    """Return the figures of every brand that stands in the county or ever did, from *first* to
    *last*, both days included; of *place* and below, or of the county. *answers*: the reader
    answers for the place and is told small totals too."""
    counted = _counted(session, viewer, place, first, last)
    found = []
    for name in dict.fromkeys((*roster.brands, *sorted(counted))):
        brand = roster.brands.get(name)
        title, numbers = counted.get(name, ("", (0, 0, 0)))
        told = [
            _number(name, one, number, answers)
            for one, number in zip((OPENED, CLOSED, OPEN), numbers, strict=True)
        ]
        if brand is not None:
            told += _coverage(session, brand)
            title = brand.report_title or brand.title
        found.append(
            BrandFigures(name=name, title=title, told=tuple(told), loaded=brand is not None)
        )
    return tuple(found)


def _counted(
    session: Session, viewer: Viewer, place: PointView | None, first: date, last: date
) -> dict[str, tuple[str, tuple[int, int, int]]]:
    start = _midnight(first)
    end = _midnight(last + timedelta(days=1)) - timedelta(microseconds=1)

    query = (
        select(
            ServiceItem.brand,
            func.max(ServiceItem.brand_title),
            func.sum(case((ServiceItem.opened_at.between(start, end), 1), else_=0)),
            func.sum(case((ServiceItem.closed_at.between(start, end), 1), else_=0)),
            func.sum(case((ServiceItem.state.in_(RUNNING), 1), else_=0)),
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == ServiceItem.county_id, CaseFile.id == ServiceItem.case_id),
        )
        .where(ServiceItem.brand > "", CaseFile.sealed.is_(False), not_barred(viewer))
        .group_by(ServiceItem.brand)
    )
    if place is not None:
        query = query.join(
            ServicePoint,
            and_(
                ServicePoint.county_id == ServiceItem.county_id,
                ServicePoint.id == ServiceItem.point_id,
            ),
        ).where(below(place))
    return {
        name: (title, (int(opened), int(closed), int(running)))
        for name, title, opened, closed, running in session.execute(query)
    }


def _number(name: str, what: tuple[str, str, str, str], number: int, answers: bool) -> Told:
    indicator = _indicator(name, what)
    if is_small(number) and not answers:
        return Told(indicator=indicator, suppressed=True)
    return Told(indicator=indicator, value=number, numerator=number)


def _coverage(session: Session, brand: Brand) -> Iterator[Told]:
    """Tell how many villages of its towns have a room of their own; nothing for a brand without."""
    rows: Sequence[tuple[str, str, str]] = [
        (row.code, row.level, row.path)
        for row in session.execute(
            select(ServicePoint.code, ServicePoint.level, ServicePoint.path).where(
                ServicePoint.active.is_(True), ServicePoint.level.in_(("town", "village"))
            )
        )
    ]
    towns = tuple(path for code, level, path in rows if level == "town" and code in brand.points)
    villages = [code for code, level, path in rows if level == "village" and path.startswith(towns)]
    rooms = sum(1 for code in villages if code in brand.points)
    if towns and villages:
        yield Told(
            indicator=_indicator(brand.name, COVERAGE),
            value=round(100 * rooms / len(villages), 1),
            numerator=rooms,
            denominator=len(villages),
        )


def _indicator(name: str, what: tuple[str, str, str, str]) -> Indicator:
    code, title, formula, unit = what
    return Indicator(code=f"{name}.{code}", title=title, formula=formula, unit=unit)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
