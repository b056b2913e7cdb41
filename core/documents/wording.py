"""How days, moments and money are written on paper: plain Chinese, nothing to misread.

Papers speak Chinese whatever the clerk's screen does, so nothing here is translated. Amounts carry
figures and capital numerals, as every agreement and receipt does (GB/T 15835, 票据 usage).
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_CAPITAL_LIMIT = 10 ** (4 * len(_GROUPS))


def local_day(at: datetime) -> date:
    """The calendar day in China of an aware moment; a naive one raises."""
    if at.tzinfo is None:
        msg = "a moment on paper needs a time zone"
        raise ValueError(msg)
    return at.astimezone(SHANGHAI).date()


def day_text(day: date | None) -> str:
    """2026年11月20日, or nothing."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def moment_text(at: datetime | None) -> str:
    """2026年11月20日 09:44 in China, or nothing."""
    if at is None:
        return ""
    return f"{day_text(local_day(at))} {at.astimezone(SHANGHAI):%H:%M}"


def yuan_text(fen: int) -> str:
    """12,000.50元（壹万贰仟元伍角）: an amount in fen as figures and capital numerals."""
    return f"{fen // 100:,}.{fen % 100:02d}元（{yuan_capitals(fen)}）"


def yuan_capitals(fen: int) -> str:
    """The amount in capital numerals, 整 after whole yuan or jiao. Negative or absurd raises."""
    if not 0 <= fen < _CAPITAL_LIMIT * 100:
        msg = f"{fen} fen cannot be written on paper"
        raise ValueError(msg)
    whole, rest = divmod(fen, 100)
    jiao, last = divmod(rest, 10)
    words = f"{_whole(whole)}元" if whole else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif last and whole:
        words += "零"
    if last:
        return f"{words}{_DIGITS[last]}分"
    return f"{words}整" if words else "零元整"


def _whole(number: int) -> str:
    """A positive whole number: four digits at a time, one 零 for each gap."""
    words = ""
    gap = False
    for index in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**index % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[index % 4]
            gap = False
        else:
            gap = True
        # the name of the group stands once, and only if the group holds anything
        if index % 4 == 0 and number // 10**index % 10_000:
            words += _GROUPS[index // 4]
    return words
