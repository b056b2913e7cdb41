"""诉讼时效: when a period ends, and how many days are left (民法典 188, 195, 1052, 1053, 1092).

Computed days are not rolled over holidays: the earlier day is the safer one to warn of, and a last
day on a holiday only moves to the next working day (民法典 203).
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from core.api import Value, read_date

SHORT_NOTICE_DAYS = 7
MONTHS = {"general": 36, "hidden": 36, "revoke": 12}
CITED = {
    "general": "民法典第188条",
    "hidden": "民法典第1092条、婚姻家庭编解释（一）第84条",
    "revoke": "民法典第1052条、第1053条",
}
FIXED = frozenset({"revoke"})
"""Periods that nothing interrupts."""


def months_on(start: date, months: int) -> date:
    """The same day so many months on, the last of the month where there is none (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def lapse(data: Mapping[str, Value]) -> date | None:
    """Return the last day of the period told, None when none was.

    An interruption counts anew from its day (民法典 195), unless the period was over before it.
    """
    period = str(data.get("period") or "")
    months, known = MONTHS.get(period), read_date(data.get("known_on"))
    if months is None:
        return read_date(data.get("limitation_on"))
    if known is None:
        return None
    ends = months_on(known, months)
    broken = read_date(data.get("broken_on"))
    if broken is not None and period not in FIXED and known <= broken <= ends:
        return months_on(broken, months)
    return ends


def cited(data: Mapping[str, Value]) -> str:
    """Return the article the period comes from, "" for one that was set."""
    return CITED.get(str(data.get("period") or ""), "")


def short(ends: date | None, today: date) -> bool:
    """Tell whether fewer than seven days are left (法律援助法 44)."""
    return ends is not None and 0 <= (ends - today).days < SHORT_NOTICE_DAYS
