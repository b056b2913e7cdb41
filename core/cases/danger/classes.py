"""From facts and score to the class of a complaint of violence (妇联规程 9 to 11).

Pure. Facts decide; a score may raise the class and never lowers it, and neither does a later,
milder scale: what was once grave is eased by people, not by arithmetic (decision 0037).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from core.cases.danger.scale import HIGH, MIDDLE, THREATS, score_of
from core.words import Value

LIGHT, GRAVE, LETHAL = "DV-07", "DV-08", "DV-09"
ORDER: Final = ("", LIGHT, GRAVE, LETHAL)
CLASSES: Final[Mapping[str, str]] = {
    LIGHT: "首次、轻微",
    GRAVE: "有伤、有现实危险或者反复",
    LETHAL: "高危致命或者安全受威胁",
}
LAWS: Final[Mapping[str, str]] = {
    LIGHT: "全国妇联受理家庭暴力投诉工作规程第9条",
    GRAVE: "全国妇联受理家庭暴力投诉工作规程第10条",
    LETHAL: "全国妇联受理家庭暴力投诉工作规程第11条",
}
GRAVE_SIGNS: Final = frozenset({"injury", "police_calls"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the case knows before the scale: hard stop 1, the signs of danger, the class so far,
    and whether it is known to be a second report within a year."""

    stop_one: bool = False
    signs: frozenset[str] = frozenset()
    before: str = ""
    repeated: bool = False


def class_of(data: Mapping[str, Value], known: Known) -> str:
    """Return the class that follows from one scale and what was known, the highest of all."""
    return max(_by_facts(data, known), _by_score(data), known.before, key=ORDER.index)


def _by_facts(data: Mapping[str, Value], known: Known) -> str:
    threatened = data.get("threatened") is True or any(data.get(one) is True for one in THREATS)
    if known.stop_one or threatened or data.get("harm") == "severe":
        return LETHAL
    if (
        data.get("harm") == "injured"
        or data.get("real_danger") is True
        or data.get("first_time") is False
        or known.signs & GRAVE_SIGNS
        or known.repeated
    ):
        return GRAVE
    return LIGHT


def _by_score(data: Mapping[str, Value]) -> str:
    return {HIGH: LETHAL, MIDDLE: GRAVE}.get(score_of(data).grade, "")


def class_so_far(danger: Mapping[str, object] | None) -> str:
    """Return the class the case stands in, "" while no scale was filed."""
    told = (danger or {}).get("class")
    return told if isinstance(told, str) and told in ORDER else ""


def special_protection(
    *, minors: Iterable[bool], ages: Iterable[int], signs: frozenset[str]
) -> bool:
    """Tell whether the one harmed is under special protection (反家庭暴力法 5 III): a minor, sixty
    or older, pregnant or nursing, disabled or gravely ill."""
    return any(minors) or any(age >= 60 for age in ages) or bool(signs & {"pregnant", "frail"})
