"""What one page of figures shows, gathered once: the page and the workbook draw the same values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.figures import Place, Report
from core.cases.scheme_book import SchemeBook
from core.figures.periods import Span
from core.points.models import ServicePoint
from core.roster import Roster
from core.statistics import (
    DISPUTES,
    LEADING,
    NOW,
    TAKEN_IN,
    Reader,
    Told,
    hide,
    hide_table,
    is_small,
    read_places,
)
from core.statistics.charts import (
    BarChart,
    Donut,
    LineChart,
    bar_chart,
    donut,
    line_chart,
)
from core.words import LEVEL_TITLES, SCENARIOS, Level, Viewer, WarningScheme

SHADES = 5
SETTLING = (Level.L1, Level.L2, Level.L3, Level.LG, Level.LC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One line of a breakdown; ``number`` None is kept back."""

    code: str
    title: str
    number: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """A breakdown with its total."""

    parts: tuple[Part, ...]
    total: int

    @property
    def hides(self) -> bool:
        return any(part.number is None for part in self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatCell:
    """A number of the table of places, and how dark it is."""

    number: int | None
    shade: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatRow:
    """A place below with its numbers; ``code`` leads to its page, "" for what came here itself."""

    code: str
    title: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignRow:
    """A 专项行动: how many disputes it found and how many of them are settled."""

    title: str
    found: int | None
    settled: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """Twelve months of two numbers."""

    months: tuple[str, ...]
    received: tuple[int | None, ...]
    settled: tuple[int | None, ...]
    chart: LineChart


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A page of figures."""

    span: Span
    place: Place
    report: Report
    leading: tuple[Told, ...]
    others: tuple[Told, ...]
    trend: Trend
    scenarios: Split
    ring: Donut
    levels: Split
    bars: BarChart
    services: Split
    warnings: Split
    campaigns: tuple[CampaignRow, ...]
    heat: tuple[HeatRow, ...]
    columns: tuple[str, ...]


def draw(
    session: Session,
    viewer: Viewer,
    roster: Roster,
    report: Report,
    span: Span,
    *,
    today: date,
    scheme: WarningScheme,
    book: SchemeBook,
) -> Drawn:
    """Gather a page from what was read; *scheme* is the county's own, *book* knows the others."""
    sums, months = report.sums, span.months
    scenarios = _split(
        report, {code: _(title) for code, title in SCENARIOS.items()},
        sums.split("received", months, standings=TAKEN_IN),
    )  # fmt: skip
    levels = _split(
        report,
        {level.value: _(LEVEL_TITLES[level]) for level in SETTLING},
        sums.split("settled", months),
    )
    warned = sums.split("warning", (NOW if months[-1] == sums.current else months[-1],))
    heat, columns = _heat(session, viewer, report.place, months)
    return Drawn(
        span=span,
        place=report.place,
        report=report,
        leading=tuple(report.one(code) for code in LEADING),
        others=tuple(one for one in report.told if one.indicator.code not in LEADING),
        trend=_trend(report, span, today),
        scenarios=scenarios,
        ring=donut([part.number for part in scenarios.parts], scenarios.total),
        levels=levels,
        bars=bar_chart([(part.title, part.number, said(part, levels)) for part in levels.parts]),
        services=_split(
            report,
            {name: _(one.title) for name, one in roster.services.items()},
            sums.split("item", months),
        ),
        warnings=_split(
            report,
            _levels(scheme, book, warned),
            warned,
        ),
        campaigns=_campaigns(
            sums.split("campaign", months, standings=DISPUTES),
            sums.split("campaign", months, standings=("settled",)),
        ),
        heat=heat,
        columns=columns,
    )


def _levels(scheme: WarningScheme, book: SchemeBook, counted: Iterable[str]) -> dict[str, str]:
    """Return the levels of the county's scheme, the gravest first, then those of other schemes and
    of brands that families stand at, each in its own words."""
    titles = {level.code: str(_(level.label)) for level in reversed(scheme.levels)}
    for code in sorted(set(counted) - titles.keys()):
        whose, label = book.counted(code)
        titles[code] = f"{whose} {label}" if whose else str(_(label))
    return titles


def said(part: Part, split: Split) -> str:
    """Return a part in words: its share and its number, or that it is too few to tell."""
    if part.number is None:
        return str(_("不公布"))
    share = round(100 * part.number / split.total) if split.total else 0
    return str(_("%(share)s%%　%(number)s 件", share=share, number=part.number))


def _split(report: Report, titles: dict[str, str], numbers: dict[str, int]) -> Split:
    """A breakdown in the order of *titles*; what has no title any more keeps its code."""
    every = {**titles, **{code: code for code in numbers if code not in titles}}
    told = hide({code: numbers.get(code, 0) for code in every})
    return Split(
        parts=tuple(
            Part(code=code, title=title, number=told[code]) for code, title in every.items()
        ),
        total=sum(numbers.values()),
    )


def _campaigns(found: dict[str, int], settled: dict[str, int]) -> tuple[CampaignRow, ...]:
    """What each campaign found and what of it is settled, so that neither what is told nor the
    difference of the two names a family."""
    names = sorted(found)
    totals = hide({name: found[name] for name in names})
    parts = hide_table(
        [[settled.get(name, 0), found[name] - settled.get(name, 0)] for name in names]
    )
    return tuple(
        CampaignRow(
            title=name,
            found=totals[name],
            settled=None if totals[name] is None else line[0],
        )
        for name, line in zip(names, parts, strict=True)
    )


def _trend(report: Report, span: Span, today: date) -> Trend:
    current = today.strftime("%Y-%m")
    months = tuple(month for month in span.trend() if month <= current)
    few = report.place.below_county
    came = [report.sums.total("received", (month,), standings=TAKEN_IN) for month in months]
    went = [report.sums.total("settled", (month,)) for month in months]
    # who answers for the place is told what came in; what was settled is kept back when few
    received = tuple(
        None if few and is_small(one) and not report.place.answers else one for one in came
    )
    settled = tuple(None if few and is_small(one) else one for one in went)
    return Trend(
        months=months,
        received=received,
        settled=settled,
        chart=line_chart(
            [_("%(month)s月", month=int(month[5:])) for month in months],
            [(_("受理"), received), (_("化解"), settled)],
        ),
    )


def _heat(
    session: Session, viewer: Viewer, place: Place, months: Sequence[str]
) -> tuple[tuple[HeatRow, ...], tuple[str, ...]]:
    """The places below by situation. Sealed cases are in none of these rows, the county's neither:
    a town is told as one told a county's total would read it."""
    own = place.point.id if place.point else _studio(session, place.root)
    below = session.execute(
        select(ServicePoint.id, ServicePoint.code, ServicePoint.name)
        .where(ServicePoint.parent_id == own)
        .order_by(ServicePoint.code)
    ).all()
    if not below:
        return (), ()
    reader = Reader(place_id=own, account_id=viewer.account_id, points=frozenset(viewer.point_ids))
    found = read_places(
        session,
        reader,
        [own, *(row.id for row in below)],
        months=months,
        what="received",
        standings=TAKEN_IN,
    )
    itself = {
        code: found[own].get(code, 0) - sum(found[row.id].get(code, 0) for row in below)
        for code in SCENARIOS
    }
    rows = [("", _("本级直接受理"), itself)]
    rows += [(row.code, row.name, found[row.id]) for row in below]
    table = [[numbers.get(code, 0) for code in SCENARIOS] for _code, _name, numbers in rows]
    most = max((number for line in table for number in line), default=0)
    told = hide_table(table)
    return (
        tuple(
            HeatRow(
                code=code,
                title=name,
                cells=tuple(HeatCell(number=number, shade=_shade(number, most)) for number in line),
            )
            for (code, name, _numbers), line in zip(rows, told, strict=True)
        ),
        tuple(_(title) for title in SCENARIOS.values()),
    )


def _shade(number: int | None, most: int) -> int:
    return -(-SHADES * number // most) if number and most else 0


def _studio(session: Session, root: str) -> str:
    """Return the county's own studio: the root, or what hangs under the city."""
    found = session.scalars(
        select(ServicePoint.id).where(ServicePoint.level == "county")
    ).first()  # fmt: skip
    return found or root
