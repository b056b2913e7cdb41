"""Where a province's own rule on domestic violence is stricter than the national one.

A pack of rules as data: one row a province and rule, each with its number and its source. The
stricter of nation and province holds, always: a county may not loosen what a law gives her. The
provinces are told by the first two digits of a county's code (GB/T 2260); the texts were read from
other hands, so every one is shown as unverified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

DECIDE, VISIT, CHECK, PLACE, NURSING = "decide", "visit", "check", "place", "nursing"


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalRule:
    """What holds everywhere: ``most`` is a longest time, ``None`` where the nation says nothing."""

    title: str
    unit: str
    most: int | None
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalRule:
    """One province's number for one rule; ``since`` the day it came into force, where it is known
    (what is not known holds: a court will not ask when, she will ask for help)."""

    region: str
    rule: str
    most: int
    source: str
    since: date | None = None


RULES: Final[Mapping[str, NationalRule]] = {
    DECIDE: NationalRule(
        title="公安决定是否出具告诫书", unit="小时", most=72, source="公通字〔2024〕34号第八条"
    ),
    VISIT: NationalRule(
        title="告诫书送达后首次查访", unit="天", most=7, source="公通字〔2024〕34号第十二条"
    ),
    CHECK: NationalRule(title="派出所收到保护令后查访", unit="小时", most=None),
    PLACE: NationalRule(title="村（社区）应急安置", unit="小时", most=None),
    NURSING: NationalRule(title="终止妊娠后仍受特殊保护", unit="个月", most=None),
}
LONGER_IS_STRICTER: Final = frozenset({NURSING})
"""Rules that protect her for a time, and do not give somebody time."""
HEILONGJIANG, HENAN, YUNNAN = (
    "黑龙江省反家庭暴力条例",
    "河南省反家庭暴力条例",
    "云南省反家庭暴力条例",
)
GANSU = "甘肃省反家庭暴力条例"
GUANGDONG = "广东省实施《中华人民共和国反家庭暴力法》办法"
# of these the number was read and not the title: the province is named, and no title made up
ANHUI, JILIN, HUNAN = "安徽省的地方规定", "吉林省的地方规定", "湖南省的地方规定"
SHANXI, GUIZHOU, CHONGQING = "山西省的地方规定", "贵州省的地方规定", "重庆市的地方规定"
XINJIANG = "新疆维吾尔自治区的地方规定"


def _row(region: str, rule: str, most: int, source: str) -> LocalRule:
    return LocalRule(region=region, rule=rule, most=most, source=source)


PACK: Final = (
    _row("23", DECIDE, 24, HEILONGJIANG),
    _row("41", DECIDE, 24, HENAN),
    _row("44", DECIDE, 24, GUANGDONG),
    _row("53", DECIDE, 24, YUNNAN),
    _row("62", DECIDE, 24, GANSU),
    _row("22", DECIDE, 72, JILIN),
    _row("14", VISIT, 90, SHANXI),
    _row("23", VISIT, 31, HEILONGJIANG),
    _row("52", VISIT, 31, GUIZHOU),
    _row("50", VISIT, 7, CHONGQING),
    _row("14", CHECK, 24, SHANXI),
    _row("34", CHECK, 24, ANHUI),
    _row("43", CHECK, 24, HUNAN),
    _row("44", CHECK, 24, GUANGDONG),
    _row("65", CHECK, 24, XINJIANG),
    _row("14", PLACE, 24, SHANXI),
    _row("22", NURSING, 6, JILIN),
    _row("50", NURSING, 6, CHONGQING),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holds:
    """What holds in a county: the number, None for no rule; ``local`` when the province's is it."""

    most: int | None
    source: str
    local: bool


def holding(rule: str, county: str, day: date) -> Holds:
    """Return the stricter of the national rule and the province's on *day*; raises KeyError for a
    rule there is not."""
    nation = RULES[rule]
    found = Holds(most=nation.most, source=nation.source, local=False)
    for row in PACK:
        begun = row.since is None or row.since <= day
        if (row.region, row.rule) != (county[:2], rule) or not begun:
            continue
        if found.most is None or _stricter(rule, row.most, found.most):
            found = Holds(most=row.most, source=row.source, local=True)
    return found


def _stricter(rule: str, one: int, than: int) -> bool:
    return one > than if rule in LONGER_IS_STRICTER else one < than


def local_rules(county: str, day: date) -> Iterator[tuple[NationalRule, Holds]]:
    """Yield what the county's province asks beyond the nation, for the page of the danger."""
    for rule, nation in RULES.items():
        held = holding(rule, county, day)
        if held.local:
            yield nation, held
