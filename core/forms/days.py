"""A day and a time as people type them, brought into the one way they are stored.

Whoever keeps a paper file writes 2026年3月5日, 2026.3.5 or 2026/3/5, and a Chinese keyboard makes
the colon of a time a wide one. What can mean one thing only is taken; eight digits in a row, a day
without its year and an hour that could be morning or evening are asked again (T/ZSM 5.3.1).
"""

from __future__ import annotations

import re

_DAY = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:([-/.。])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})"
    r"|年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日?)"
)
_CLOCK = re.compile(
    r"(上午|下午)?\s*([0-9]{1,2})(?:[:：]([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半))?)"
)
_HOURS = {"上午": (1, 11), "下午": (1, 23)}
"""Which hours may follow; 上午12点 is midnight to some and noon to others."""
NOON = 12


def day_typed(text: str) -> str:
    """Return the day *text* means as ``2026-03-05``; any other text as it is."""
    found = _DAY.fullmatch(text.strip())
    return _written(found) if found else text


def moment_typed(text: str) -> str:
    """Return the day and time *text* means as ``2026-03-05 14:30``; any other text as it is."""
    found = _DAY.match(text)
    rest = text[found.end() :] if found else ""
    clock = _CLOCK.fullmatch(rest.strip())
    if found is None or clock is None or (found["d"] and not rest[0].isspace()):
        return text
    half, hour, minute = clock[1], int(clock[2]), clock[3] or clock[4] or ("30" if clock[5] else 0)
    if half is None and len(clock[2]) == 1:
        return text
    if half is not None:
        least, most = _HOURS[half]
        if not least <= hour <= most:
            return text
        hour += NOON if half == "下午" and hour < NOON else 0
    return f"{_written(found)} {hour:02d}:{minute:0>2}"


def _written(found: re.Match[str]) -> str:
    month, day = found["m"] or found["month"], found["d"] or found["day"]
    return f"{found['year']}-{month:0>2}-{day:0>2}"
