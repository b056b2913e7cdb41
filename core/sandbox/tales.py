"""The practice county's cases: every service, every level, every state, none of them real.

A table of stories: where each is received, what it is about, how far it has gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.roster import Roster

SURNAMES = "周陈李王何林孙赵吴郑冯沈许马高叶方蒋韩唐"
GIVEN = (
    "桂芬",
    "建军",
    "秀英",
    "志强",
    "玉兰",
    "海涛",
    "春梅",
    "国庆",
    "小燕",
    "永福",
    "雅琴",
    "明辉",
)
WORDS = {
    "marriage_love": "分居三个月，男方提出离婚，孩子跟谁、彩礼退不退谈不拢，想先调解。",
    "property": "兄弟分家，老宅和宅基地怎么分说不到一起，请帮忙评个理。",
    "support_care": "母亲八十二岁独居，三个儿女轮流照料谈不拢，想定下来。",
    "parenting": "孩子上初二沉迷手机，一说就吵，家长管不住，想请人指导。",
    "family_mental": "丈夫去世后整夜睡不着，什么也不想做，想找人说说话。",
    "minor": "孩子父母都在外打工，跟着爷爷，常不去上学，想请人看看。",
    "dv": "丈夫喝了酒动手，昨晚又打了，暂时住在娘家，想问怎么保护自己。",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One practice case: where it is received, what it is about, how far it has gone."""

    desk: str
    scenario: str
    stop: str
    days_ago: int
    services: tuple[str, ...] = ()
    danger: str = "no"


def stories(roster: Roster, rounds: int) -> Iterator[Story]:
    """Yield the cases of the practice county in a fixed order."""
    usual = tuple(scenario for scenario in WORDS if scenario not in ("dv", "minor"))
    stops = ("received", "assigned", "accepted", "attempted", "settled", "archived", "unsettled")
    names = tuple(roster.services)
    place = 0
    for turn in range(rounds):
        for desk in ("desk", "desk_town", "village"):
            for stop in stops:
                if stop in ("assigned", "accepted") and desk == "village":
                    continue
                wanted = (names[place % len(names)],) if names else ()
                yield Story(
                    desk=desk,
                    scenario=usual[place % len(usual)],
                    stop=stop,
                    days_ago=3 + (place * 5 + turn) % 60,
                    services=wanted,
                )
                place += 1
        yield Story(desk="desk", scenario="dv", stop="received", days_ago=2 + turn, danger="yes")
        yield Story(desk="desk", scenario="minor", stop="received", days_ago=4 + turn)
        yield Story(desk="desk", scenario="property", stop="answered", days_ago=1 + turn)
