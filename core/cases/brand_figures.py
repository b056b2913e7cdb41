"""A brand's own figures: what was begun and ended under it, what runs, and how far it reaches.

Counted from what each item keeps, so a brand whose folder is gone is counted as before, under the
title it had. A brand stands at a few villages: its numbers are a breakdown and keep small ones
back, and sealed cases and those that must not be known to the reader are in none of them. A month
that was locked is told as it was then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases import brand_counts
from core.cases.brand_counts import (
    Counted,
    cells_of_brands,
    counted,
    kept_of_brands,
    months_with_brands,
    titles_of_brands,
)
from core.cases.counting import below
from core.cases.knowing import not_barred
from core.points.models import ServicePoint
from core.roster import Roster
from core.statistics import (
    BOTTOM,
    TOP,
    Frozen,
    Indicator,
    Reader,
    Told,
    is_small,
    locked_months,
    shares_kept,
)
from core.words import Brand, PointView, Viewer

OPENED: Final = (
    brand_counts.OPENED,
    "开办事项",
    "本期在这块牌子下开办，或从别处来、先在这里办的事项；密封件不计",
    "项",
)
CLOSED: Final = (brand_counts.CLOSED, "办结事项", "其中本期办结的", "项")
OPEN: Final = (
    brand_counts.OPEN,
    "在办事项",
    "现在还没有办结的；锁定的月份是锁定那天还没有办结的",
    "项",
)
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
    months: Sequence[str],
    *,
    reader: Reader,
    answers: bool,
) -> tuple[BrandFigures, ...]:
    """Return the figures of every brand that stands in the county or ever did, of *months* in
    order; of *place* and below, or of the county. *reader* is the viewer as the month book knows
    her; *answers*: she answers for the place and is told small totals too."""
    final = months_with_brands(session, locked_months(session) & set(months))
    kept = kept_of_brands(session, reader, final)
    tests = () if place is None else (below(place),)
    live = counted(
        session, [month for month in months if month not in final], not_barred(viewer), *tests
    )
    titles = titles_of_brands(session)
    shares = shares_kept(session, months[0]) if final == {*months} and len(months) == 1 else None
    worn = {*live, *(name for (_month, name, _what), number in kept.items() if number)}
    found = []
    for name in dict.fromkeys((*roster.brands, *sorted(worn & titles.keys()))):
        brand, here = roster.brands.get(name), live.get(name, Counted())
        numbers = (
            here.opened + sum(kept[month, name, brand_counts.OPENED] for month in final),
            here.closed + sum(kept[month, name, brand_counts.CLOSED] for month in final),
            kept[months[-1], name, brand_counts.OPEN] if months[-1] in final else here.running,
        )
        told = [
            _number(name, one, number, answers)
            for one, number in zip((OPENED, CLOSED, OPEN), numbers, strict=True)
        ]
        if shares is not None:
            told += _share(name, *shares.get(f"{name}.{COVERAGE[0]}", (0, None)))
        elif brand is not None:
            told += _share(name, *(_coverage(session, brand) or (0, None)))
        title = (brand.report_title or brand.title) if brand else titles[name]
        found.append(
            BrandFigures(name=name, title=title, told=tuple(told), loaded=brand is not None)
        )
    return tuple(found)


def brands_to_keep(session: Session, roster: Roster, month: str, root: str) -> Iterator[Frozen]:
    """Yield everything of the brands that is kept when *month* is locked; how far each reaches is
    the county's own number and stands at the *root*."""
    yield from cells_of_brands(session, month, root, roster.brands)
    for name, brand in roster.brands.items():
        parts = _coverage(session, brand)
        for standing, number in zip((TOP, BOTTOM), parts or (), strict=False):
            what = f"{name}.{COVERAGE[0]}"
            yield Frozen(point_id=root, what=what, standing=standing, number=number)


def _number(name: str, what: tuple[str, str, str, str], number: int, answers: bool) -> Told:
    indicator = _indicator(name, what)
    if is_small(number) and not answers:
        return Told(indicator=indicator, suppressed=True)
    return Told(indicator=indicator, value=number, numerator=number)


def _coverage(session: Session, brand: Brand) -> tuple[int, int] | None:
    """Return how many villages of its towns have a room of their own, and how many there are;
    None for a brand that stands in no town."""
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
    if not (towns and villages):
        return None
    return sum(1 for code in villages if code in brand.points), len(villages)


def _share(name: str, top: int, bottom: int | None) -> Iterator[Told]:
    if bottom:
        yield Told(
            indicator=_indicator(name, COVERAGE),
            value=round(100 * top / bottom, 1),
            numerator=top,
            denominator=bottom,
        )


def _indicator(name: str, what: tuple[str, str, str, str]) -> Indicator:
    code, title, formula, unit = what
    return Indicator(code=f"{name}.{code}", title=title, formula=formula, unit=unit)
