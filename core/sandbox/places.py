"""The practice county's points: one studio, seven towns, 87 villages; and its small neighbour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """A town and its villages, by name."""

    name: str
    villages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A county of the sandbox."""

    code: str
    name: str
    towns: tuple[Town, ...]


CITY_CODE, CITY_NAME = "990100", "示范市"
_FRONT = (
    "后塘",
    "前湾",
    "柳家",
    "石桥",
    "双井",
    "竹溪",
    "梅岭",
    "水口",
    "龙泉",
    "东山",
    "西坞",
    "南浦",
)
_BACK = ("上", "下", "新")


def _villages(count: int, offset: int) -> tuple[str, ...]:
    names = []
    for place in range(count):
        front = _FRONT[(place + offset) % len(_FRONT)]
        extra = _BACK[(place // len(_FRONT)) - 1] if place >= len(_FRONT) else ""
        names.append(f"{extra}{front}村")
    return tuple(names)


DEMO = Place(
    code="990101",
    name="示范县",
    towns=tuple(
        Town(name=name, villages=_villages(count, offset))
        for offset, (name, count) in enumerate(
            (
                ("桂花镇", 13),
                ("青石镇", 13),
                ("白鹭镇", 13),
                ("云溪镇", 12),
                ("枫林镇", 12),
                ("松湖镇", 12),
                ("海门街道", 12),
            )
        )
    ),
)
NEIGHBOUR = Place(
    code="990102",
    name="邻县",
    towns=(
        Town(name="沙河镇", villages=_villages(3, 4)),
        Town(name="望江镇", villages=_villages(3, 7)),
    ),
)
