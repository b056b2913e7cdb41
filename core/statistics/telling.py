"""Turn sums into what a page, the API and a workbook tell: one value an indicator, or why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.statistics.hiding import hide, is_small
from core.statistics.indicators import INDICATORS, TAKEN_IN, Indicator, Part
from core.statistics.models import NOW, STANDING
from core.statistics.reading import Sums, months_between

STANDING_ONLY_NOW = "只有当前的数；过去的月份要锁定才留得下"
FLOWS_IN = TAKEN_IN | {"not_accepted"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An indicator with its numbers. ``suppressed``: too few to tell; ``missing``: what it takes
    before it can be computed; both leave ``value`` None. ``beside`` are (title, number or None)."""

    indicator: Indicator
    value: int | float | None = None
    numerator: int | None = None
    denominator: int | None = None
    suppressed: bool = False
    missing: str = ""
    beside: tuple[tuple[str, int | None], ...] = ()


def tell_all(
    sums: Sums, months: Sequence[str], *, below_county: bool, answers: bool
) -> tuple[Told, ...]:
    """Return every indicator of the dictionary over *months*.

    *below_county* keeps small numbers back, *answers* is whether the reader answers for the place:
    plain totals are told to her whatever they are.
    """
    return tuple(
        tell(one, sums, months, below_county=below_county, answers=answers) for one in INDICATORS
    )


def tell(
    one: Indicator, sums: Sums, months: Sequence[str], *, below_county: bool, answers: bool
) -> Told:
    """Return one indicator over *months*."""
    if one.top is None:
        return Told(indicator=one, missing=one.missing)
    top = number_of(one.top, sums, months)
    bottom = number_of(one.bottom, sums, months) if one.bottom else None
    if top is None:
        return Told(indicator=one, missing=STANDING_ONLY_NOW)
    few = is_small(top if one.bottom is None else bottom or 0)
    if below_county and few and not (one.told_small and answers):
        return Told(indicator=one, suppressed=True)
    beside = {extra.title: number_of(extra.part, sums, months) or 0 for extra in one.beside}
    kept_back = _kept_back(one, beside) if below_county and not answers else dict(beside)
    return Told(
        indicator=one,
        value=_value(one, top, bottom),
        numerator=top,
        denominator=bottom,
        beside=tuple(kept_back.items()),
    )


def _kept_back(one: Indicator, beside: Mapping[str, int]) -> dict[str, int | None]:
    apart = {extra.title for extra in one.beside if extra.apart}
    parts = hide({title: number for title, number in beside.items() if title not in apart})
    return {
        title: (None if is_small(number) else number) if title in apart else parts[title]
        for title, number in beside.items()
    }


def _value(one: Indicator, top: int, bottom: int | None) -> int | float | None:
    if one.bottom is None:
        return top
    if not bottom:
        return None
    return round(100 * top / bottom, 1) if one.unit == "%" else round(top / bottom, 1)


def number_of(part: Part, sums: Sums, months: Sequence[str]) -> int | None:
    """Return one number of a formula; None for a standing that nobody noted at the time."""
    if part.what == "open":
        return open_at_end(sums, months[-1])
    if part.what in STANDING:
        month = months[-1] if months[-1] in sums.locked else NOW
        if month == NOW and months[-1] < sums.current:
            return None
        found = sums.split(part.what, (month,), standings=part.standings)
        if part.kinds:
            return len([one for one in found if one])
        # what nobody has taken up yet is nobody's load
        return sum(number for category, number in found.items() if part.what != "load" or category)
    return sums.total(part.what, months, standings=part.standings, due=part.due)


def open_at_end(sums: Sums, month: str) -> int:
    """Return how many cases were open at the end of *month*: those of now, without what came
    since, with what ended since."""
    if month in sums.locked:
        return sums.total("open", (month,))
    since: Collection[str] = months_between(month, sums.current)[1:]
    change = 0
    for (when, what, standing), number in sums.flows.items():
        if when in since:
            change += number if what == "ended" else -number if standing in FLOWS_IN else 0
    return sums.total("open", (NOW,)) + change
