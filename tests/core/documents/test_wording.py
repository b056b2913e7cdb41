"""Days, moments and amounts as words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.wording import day_text, local_day, moment_text, yuan_capitals, yuan_text

VALUE = {letter: value for value, letter in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACE = {"拾": 10, "佰": 100, "仟": 1000}


def read_capitals(words: str) -> int:
    """Read an amount back into fen, the way a cashier does."""
    whole, yuan, rest = words.removesuffix("整").partition("元")
    if not yuan:
        whole, rest = "", words.removesuffix("整")
    fen = 0
    total = group = digit = 0
    for letter in whole:
        if letter in VALUE:
            digit = VALUE[letter]
        elif letter in PLACE:
            group, digit = group + digit * PLACE[letter], 0
        else:
            unit = {"万": 10**4, "亿": 10**8}[letter]
            group += digit
            # 万亿 names a group of its own
            total, group, digit = (total + group * unit, 0, 0) if group else (total * unit, 0, 0)
    total += group + digit
    for letter in rest:
        if letter in VALUE:
            digit = VALUE[letter]
        else:
            fen += digit * {"角": 10, "分": 1}[letter]
    return total * 100 + fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (80000, "捌佰元整"),
        (100500, "壹仟零伍元整"),
        (1000000, "壹万元整"),
        (1000100, "壹万零壹元整"),
        (1200050, "壹万贰仟元伍角整"),
        (1000000000000, "壹佰亿元整"),
        (10010001000100, "壹仟零壹亿零壹万零壹元整"),
    ],
)
def test_capital_numerals(fen: int, words: str):
    assert yuan_capitals(fen) == words


@given(st.integers(min_value=0, max_value=10**13))
def test_capitals_read_back_to_the_amount(fen: int):
    words = yuan_capitals(fen)
    assert read_capitals(words) == fen
    assert "零零" not in words
    assert "零元" not in words or fen < 100


def test_figures_stand_before_capitals():
    assert yuan_text(1200050) == "12,000.50元（壹万贰仟元伍角整）"


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_absurd_amounts_are_refused(fen: int):
    with pytest.raises(ValueError, match="cannot be written"):
        yuan_capitals(fen)


def test_days_are_those_of_china():
    late = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert local_day(late) == date(2027, 1, 1)
    assert day_text(local_day(late)) == "2027年1月1日"
    assert moment_text(late) == "2027年1月1日 00:30"
    assert day_text(None) == moment_text(None) == ""
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive one is the point
