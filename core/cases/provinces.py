"""Where a province's own rule on domestic violence is stricter than the national one.

The stricter of the two holds. The provinces are told by the first two digits of a county's code
(GB/T 2260); the texts were read from other hands and are not verified (spec V3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NATIONAL_HOURS: Final = 72
"""公通字〔2024〕34号 八: within 72 hours of taking the matter up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalHours:
    """How long the police of a province have to decide on a warning letter."""

    hours: int
    source: str


WARNING_HOURS: Final[Mapping[str, LocalHours]] = {
    "23": LocalHours(hours=24, source="黑龙江省反家庭暴力条例"),
    "41": LocalHours(hours=24, source="河南省反家庭暴力条例"),
    "44": LocalHours(hours=24, source="广东省实施《中华人民共和国反家庭暴力法》办法"),
    "53": LocalHours(hours=24, source="云南省反家庭暴力条例"),
    "62": LocalHours(hours=24, source="甘肃省反家庭暴力条例"),
}

CHECKED_AFTER_SERVICE: Final = frozenset({"34", "43", "44", "14", "65"})
"""安徽、湖南、广东、山西、新疆: the police check within a day of an order's arrival."""


def asks_police_after_service(county: str) -> bool:
    """Tell whether the police of *county* owe a check once a protection order has reached them."""
    return county[:2] in CHECKED_AFTER_SERVICE


def warning_hours(county: str) -> tuple[int, str]:
    """Return the hours that hold in *county* and the local rule that makes them, "" for none."""
    local = WARNING_HOURS.get(county[:2])
    if local is None or local.hours >= NATIONAL_HOURS:
        return NATIONAL_HOURS, ""
    return local.hours, local.source
