"""What a county may decide for itself, with the default of each decision.

Only these keys exist: a misspelt one must not quietly leave a default in force (T/ZSM 5.5, 附录 B).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypedDict, get_args

from core.points.hotlines import CountyLine, fault_of_lines
from core.points.partners import Partner, fault_of_partners

Attempts = Literal["annex_b", "three_two_one"]
Warnings = Literal["four_colours", "three_levels", "five_colours"]


class Campaign(TypedDict):
    """专项行动: what it is called, and the first and last day (ISO) it takes cases in."""

    name: str
    first: str
    last: str


class CountySettings(TypedDict):
    """``attempts``: tries per level before reporting up, 附录 B (1/1/0) or 三二一 (3/2/1).

    ``accept_by_workdays``: to accept a hand-over. ``urgent_ack_minutes``: to confirm an urgent
    report. ``report_hours``: the county's own limit behind "立即" in a duty to report.
    ``resolve_days``: to settle or say how it stands. ``followup_days``: visits after the end.
    ``order_visit_days``: between two visits while a protection order binds.
    ``complaint_days``: to answer a complaint; ``improve_days``: to put right what was found
    wanting, natural days both.
    ``draft_days``: how long an unfinished form, and a file chosen for it, is kept for its author.
    ``warning_scheme``: how families at risk are graded.
    ``files_mb``: how much all stored files of the county may take. ``retention``: years a file is
    kept by form and paper; 0 and whatever is not named are kept for ever.
    ``codes``: by the name of a code list what the county shaped of it: its words, its own codes,
    the order, what it disabled.
    ``campaigns``: the 专项行动 a case may have been found in. ``partners``: the bodies a letter may
    be sent to. ``hotlines``: the county's own numbers on what people take home.
    """

    attempts: Attempts
    accept_by_workdays: int
    urgent_ack_minutes: int
    report_hours: int
    resolve_days: int
    followup_days: list[int]
    order_visit_days: int
    complaint_days: int
    improve_days: int
    draft_days: int
    warning_scheme: Warnings
    files_mb: int
    retention: dict[str, int]
    codes: dict[str, Any]
    campaigns: list[Campaign]
    partners: list[Partner]
    hotlines: list[CountyLine]


DEFAULTS: Final[CountySettings] = {
    "attempts": "annex_b",
    "accept_by_workdays": 1,
    "urgent_ack_minutes": 30,
    "report_hours": 2,
    "resolve_days": 30,
    "followup_days": [7, 30, 90],
    "order_visit_days": 30,
    "complaint_days": 15,
    "improve_days": 30,
    "draft_days": 14,
    "warning_scheme": "four_colours",
    "files_mb": 20_000,
    "retention": {},
    "codes": {},
    "campaigns": [],
    "partners": [],
    "hotlines": [],
}
RETENTIONS: Final = (0, 30, 10)
"""Years a county may choose from; 0 is 永久."""
# Tries at village, town and county before a case may be reported up.
ATTEMPTS: Final[dict[Attempts, dict[str, int]]] = {
    "annex_b": {"L1": 1, "L2": 1, "L3": 0},
    "three_two_one": {"L1": 3, "L2": 2, "L3": 1},
}
# The smallest and largest number a county may choose.
_LIMITS: Final = {
    "accept_by_workdays": (1, 10),
    "urgent_ack_minutes": (5, 240),
    "report_hours": (1, 24),
    "resolve_days": (1, 180),
    "order_visit_days": (1, 90),
    "complaint_days": (1, 60),
    "improve_days": (1, 180),
    "draft_days": (1, 60),
    "files_mb": (1, 99_999),
}
_MOST_FOLLOWUPS: Final = 12
_MOST_CAMPAIGNS: Final = 60
LONGEST_CAMPAIGN: Final = 30
"""Characters of a campaign's name: it is a line of a table on a telephone."""


def fault_of(name: str, value: Any) -> str | None:
    """Return why *value* cannot be a county's *name*, None when it can.

    The texts are Chinese sources to be put into the reader's language where they are shown.
    """
    if name == "attempts":
        return None if value in get_args(Attempts) else "请选“附录 B”或“三二一”"
    if name == "warning_scheme":
        return None if value in get_args(Warnings) else "没有这种预警方案"
    if name == "followup_days":
        return None if _is_followup(value) else "回访日要从小到大，1 到 730 天"
    if name == "retention":
        return None if _is_retention(value) else "保管期限只能选永久、30 年或 10 年"
    if name == "codes":
        return None if _is_codes(value) else "代码表写得不对"
    if name == "campaigns":
        return _fault_of_campaigns(value)
    if name == "partners":
        return fault_of_partners(value)
    if name == "hotlines":
        return fault_of_lines(value)
    if name not in _LIMITS:
        return "没有这一项设置"
    low, high = _LIMITS[name]
    if type(value) is int and low <= value <= high:
        return None
    return "不在可选的范围里"


def with_defaults(changed: dict[str, Any]) -> CountySettings:
    """Return the whole settings of a county that changed only *changed*."""
    settings: dict[str, Any] = {**DEFAULTS, "followup_days": list(DEFAULTS["followup_days"])}
    settings["retention"], settings["codes"] = dict(DEFAULTS["retention"]), {}
    settings["campaigns"], settings["partners"], settings["hotlines"] = [], [], []
    settings.update({name: value for name, value in changed.items() if name in settings})
    return settings  # type: ignore[return-value]  # keys are those of the defaults


def _is_followup(value: Any) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_FOLLOWUPS:
        return False
    if not all(type(day) is int and 1 <= day <= 730 for day in value):
        return False
    return value == sorted(set(value))


def _is_retention(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and type(years) is int and years in RETENTIONS
        for name, years in value.items()
    )


def _is_codes(value: Any) -> bool:
    """Judge the shape only; which codes there are is known where the lists are."""
    return isinstance(value, dict) and all(
        isinstance(name, str)
        and isinstance(one, dict)
        and set(one) == {"labels", "off", "own", "order", "version"}
        and isinstance(one["labels"], dict)
        and type(one["version"]) is int
        and all(isinstance(one[part], list) for part in ("off", "own", "order"))
        for name, one in value.items()
    )


def campaigns_on(settings: CountySettings, day: date) -> tuple[str, ...]:
    """Return the names of the 专项行动 that run on *day*, in the county's order."""
    said = day.isoformat()
    return tuple(
        one["name"] for one in settings["campaigns"] if one["first"] <= said <= one["last"]
    )


def _fault_of_campaigns(value: Any) -> str | None:
    if not isinstance(value, list) or len(value) > _MOST_CAMPAIGNS:
        return "专项行动最多写 60 行"
    if not all(isinstance(one, dict) and set(one) == {"name", "first", "last"} for one in value):
        return "每行写名称、起日、止日"
    names = [one["name"] for one in value]
    if not all(isinstance(name, str) and 2 <= len(name) <= LONGEST_CAMPAIGN for name in names):
        return "行动名称 2 到 30 个字"
    if len(set(names)) < len(names):
        return "同一个行动只写一行"
    return None if all(_spans(one["first"], one["last"]) for one in value) else "起止日期写不对"


def _spans(first: Any, last: Any) -> bool:
    try:
        return date.fromisoformat(first) <= date.fromisoformat(last) and len(first + last) == 20
    except (TypeError, ValueError):
        return False


def campaigns_in(lines: Sequence[str]) -> list[Campaign]:
    """Return what lines as people type them say: 名称 起日 止日, apart by blanks or commas.

    A line that says less keeps its blanks, so that ``fault_of`` refuses it by name.
    """
    found: list[Campaign] = []
    for line in lines:
        words = line.replace("，", " ").replace(",", " ").split()
        if words:
            *name, first, last = (*words, "", "") if len(words) < 3 else words
            found.append({"name": " ".join(name), "first": first, "last": last})
    return found
