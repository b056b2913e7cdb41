"""The figures a service declares and computes itself, as they are told (附录D).

A service that fails takes only its own numbers with it; what it declares and does not compute says
what is missing, so that nobody reads a silence as a zero.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.roster import PluginFailed, Roster
from core.roster import figures as ask_for_figures
from core.statistics import Indicator, Told, hide, is_small
from core.words import County, Figure, Period, Service
from core.words import Indicator as Declared

NOT_COMPUTED = "这项服务还没有提供计算"
BROKEN = "这项服务计算时出了错，已经记下"
COUNTY_ONLY = "只有全县的数"
NOBODY_FEEDS = "装着的服务里没有一项报这个数"
NOT_ALL = "有一项服务没有算出来，不能合计"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceFigures:
    """What one service declares and computes, or what is counted of a brand; ``fault`` when it
    failed at it."""

    name: str
    title: str
    told: tuple[Told, ...]
    fault: bool = False


def asked_of(
    roster: Roster, name: str, service: Service, county: str, months: Sequence[str]
) -> ServiceFigures:
    """Ask the service *name* for its figures of *months*; one that fails is told as failed."""
    try:
        numbers = computed(roster, name, county, months)
    except PluginFailed as failure:
        roster.heard((failure.fault,))
        broken = tuple(declared(one, BROKEN) for one in service.indicators)
        return ServiceFigures(name=name, title=service.title, told=broken, fault=True)
    return told_by(name, service, numbers)


def computed(
    roster: Roster, name: str, county: str, months: Sequence[str]
) -> dict[str, tuple[int, int | None]]:
    """Return (numerator, denominator) by code, as the service computes them; raises PluginFailed.

    A code the service never declared is left out: it has no formula anybody could read.
    """
    period = Period(first=first_day(months[0]), last=last_day_of(months[-1]))
    figures: tuple[Figure, ...] = ask_for_figures(
        roster, name, county=County(code=county, name=""), period=period
    )
    known = {one.code for one in roster.services[name].indicators}
    return {one.code: (one.numerator, one.denominator) for one in figures if one.code in known}


def told_by(
    name: str, service: Service, numbers: Mapping[str, tuple[int, int | None]]
) -> ServiceFigures:
    """Tell the indicators a service declares, by the *numbers* that were computed of them."""
    kept_back = frozenset(_kept_back(service.indicators, numbers))
    told = tuple(
        declared(one, one.missing or NOT_COMPUTED)
        if one.code not in numbers
        else Told(indicator=_as_ours(one), suppressed=True)
        if one.code in kept_back
        else _valued(one, *numbers[one.code])
        for one in service.indicators
    )
    return ServiceFigures(name=name, title=service.title, told=told)


def _kept_back(
    indicators: Sequence[Declared], numbers: Mapping[str, tuple[int, int | None]]
) -> Iterator[str]:
    """Yield the codes of what is too small to tell, and of what would give it away."""
    splits: dict[str, dict[str, int]] = defaultdict(dict)
    for one in indicators:
        if one.code not in numbers:
            continue
        top, bottom = numbers[one.code]
        if one.split:
            splits[one.split][one.code] = top
        if one.small_hidden:
            parts = (top,) if bottom is None else (top, bottom, bottom - top)
            if any(map(is_small, parts)):
                yield one.code
    for part in splits.values():
        yield from (code for code, number in hide(part).items() if number is None)


def fed_by_services(
    one: Indicator,
    services: Iterable[tuple[Service, ServiceFigures]],
    *,
    below_county: bool,
) -> Told:
    """Tell a figure of core that adds up what services computed: of the county only.

    A part that is kept back keeps the sum back, and one that failed leaves no sum: neither may
    look like a smaller number. What is no share, such as a median, stands beside.
    """
    if below_county:
        return Told(indicator=one, missing=COUNTY_ONLY)
    parts: list[Told] = []
    beside: list[tuple[str, int | None]] = []
    for service, figures in services:
        mine = {each.code for each in service.indicators if each.counts_toward == one.code}
        for told in figures.told:
            if told.indicator.code not in mine:
                continue
            if told.denominator is not None or told.suppressed or told.missing:
                parts.append(told)
                if told.denominator:
                    beside.append((service.title, told.denominator))
            elif told.numerator is not None:
                beside.append((told.indicator.title, told.numerator))
    if not parts:
        return Told(indicator=one, missing=NOBODY_FEEDS)
    if any(told.missing for told in parts):
        return Told(indicator=one, missing=NOT_ALL)
    if any(told.suppressed for told in parts):
        return Told(indicator=one, suppressed=True)
    top = sum(told.numerator or 0 for told in parts)
    bottom = sum(told.denominator or 0 for told in parts)
    return Told(
        indicator=one,
        value=round(100 * top / bottom, 1) if bottom else None,
        numerator=top,
        denominator=bottom,
        beside=tuple(beside),
    )


def declared(one: Declared, missing: str) -> Told:
    """Tell an indicator that has no number, and what it lacks."""
    return Told(indicator=_as_ours(one), missing=missing)


def _valued(one: Declared, top: int, bottom: int | None) -> Told:
    value: int | float | None = top
    if bottom is not None:
        value = round((100 if one.unit == "%" else 1) * top / bottom, 1) if bottom else None
    return Told(indicator=_as_ours(one), value=value, numerator=top, denominator=bottom)


def _as_ours(one: Declared) -> Indicator:
    return Indicator(
        code=one.code,
        title=one.title,
        formula=one.formula,
        unit=one.unit,
        version=one.version,
    )


def first_day(month: str) -> date:
    """Return the first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day_of(month: str) -> date:
    """Return the last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])
