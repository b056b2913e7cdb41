"""The dictionary of indicators holds together and says what it cannot say."""

from __future__ import annotations

from collections import Counter

import pytest

from core.cases.outcomes import DISPUTES
from core.statistics import INDICATORS, LEADING, NOW, OUTCOMES, Sums, indicator, tell
from core.statistics import indicators as page

# spec: the dictionary of the first set; what one service computes is that service's own figure
ASKED = {
    "received", "resolution_rate", "timely_resolution_rate", "attempt_success", "level_split",
    "performance_rate", "recurrence", "civil_to_criminal", "screening_coverage",
    "followup_ontime", "dv_repeat", "warn_gap", "aid_full", "satisfaction", "complaint_reply",
    "load", "train_ok", "volunteer_ok", "meeting_ok", "reporting_delay",
}  # fmt: skip


def test_every_indicator_that_is_asked_for_is_there_once() -> None:
    times = Counter(one.code for one in INDICATORS)
    assert set(times) >= ASKED
    assert max(times.values()) == 1
    assert all(indicator(code).top for code in LEADING)
    with pytest.raises(KeyError):
        indicator("guesswork")


def test_each_is_computed_or_says_what_is_missing() -> None:
    for one in INDICATORS:
        assert bool(one.top) != bool(one.missing), one.code
        assert one.formula, one.code
        assert one.version >= 1, one.code
        assert not one.top or one.numerator, f"{one.code}: a number without a name"
        assert bool(one.bottom) == bool(one.denominator), one.code


def test_the_words_for_outcomes_are_those_that_are_counted() -> None:
    assert page.DISPUTES == DISPUTES
    assert set(OUTCOMES) >= DISPUTES


def _sums(**numbers: int) -> Sums:
    keys = {
        "settled": ("2026-11", "received", "dv", "settled"),
        "open": ("2026-11", "received", "dv", "open"),
        "answered": ("2026-11", "received", "dv", "answered"),
        "now": (NOW, "open", "", ""),
        "early": ("2026-11", "limit", "20", "in_time"),
        "late": ("2026-11", "limit", "05", "late"),
        "to_come": ("2026-11", "limit", "21", "open"),
        "owned": (NOW, "load", "me", ""),
        "unowned": (NOW, "load", "", ""),
    }
    return Sums(
        numbers=Counter({keys[name]: number for name, number in numbers.items()}),
        flows=Counter(
            {
                ("2026-11", "received", "open"): numbers.get("open", 0),
                ("2026-11", "ended", "settled"): numbers.get("settled", 0),
            }
        ),
        current="2026-11",
        today="20",
    )


def _told(code: str, sums: Sums, *, below: bool = False, answers: bool = True, month="2026-11"):
    return tell(indicator(code), sums, (month,), below_county=below, answers=answers)


def test_a_rate_counts_disputes_and_no_answers() -> None:
    rate = _told("resolution_rate", _sums(settled=6, open=2, answered=9))
    assert (rate.numerator, rate.denominator, rate.value) == (6, 8, 75.0)
    assert dict(rate.beside) == {"在办": 2, "未化解": 0, "撤回": 0}
    assert _told("resolution_rate", _sums()).value is None, "nothing divided by nothing is no zero"


def test_a_limit_of_tomorrow_is_not_yet_due() -> None:
    rate = _told("timely_resolution_rate", _sums(early=3, late=1, to_come=5))
    assert (rate.numerator, rate.denominator) == (3, 4)
    assert dict(rate.beside) == {"还没到期": 5}


def test_few_at_a_point_are_not_told_but_to_who_answers_for_it() -> None:
    few = _sums(open=2, settled=1)
    assert _told("received", few, below=True).value == 3
    assert _told("received", few, below=True, answers=False).suppressed
    assert _told("resolution_rate", few, below=True).suppressed
    assert _told("resolution_rate", few).value == 33.3


def test_what_stands_is_walked_back_to_the_end_of_a_month() -> None:
    sums = _sums(now=10, open=4, settled=3)
    assert _told("open", sums).value == 10
    assert _told("open", sums, month="2026-10").value == 9
    load = _told("load", _sums(owned=6, unowned=4))
    assert (load.numerator, load.denominator) == (6, 1)
    assert _told("load", sums, month="2026-10").missing
