"""How long a file is kept: the longest of its pieces, and for ever where nothing was said."""

from __future__ import annotations

from datetime import date

import pytest

from core.cases.archive import FOREVER, keep_until, longest
from core.points.settings import fault_of, with_defaults

YEARS = {"intake": 10, "followup_record": 10, "closing_report": 30}


@pytest.mark.parametrize(
    ("kinds", "years"),
    [
        ({"intake"}, 10),
        ({"intake", "closing_report"}, 30),
        ({"intake", "something_new"}, FOREVER),
        (set(), FOREVER),
    ],
)
def test_the_longest_piece_decides_and_silence_means_for_ever(kinds: set[str], years: int) -> None:
    assert longest(kinds, YEARS) == years


def test_years_are_whole_and_begin_after_the_one_of_filing() -> None:
    assert keep_until(date(2026, 11, 20), 10) == date(2036, 12, 31)
    assert keep_until(date(2028, 2, 29), 30) == date(2058, 12, 31)
    assert keep_until(date(2026, 1, 1), FOREVER) is None


def test_a_county_chooses_from_three_periods() -> None:
    assert with_defaults({})["retention"] == {}
    assert fault_of("retention", YEARS) is None
    for wrong in ({"intake": 5}, {"intake": "10"}, {"intake": True}, {7: 10}, [10], "10", None):
        assert fault_of("retention", wrong) is not None, wrong


def test_two_counties_do_not_share_their_periods() -> None:
    with_defaults({})["retention"]["intake"] = 10
    assert with_defaults({})["retention"] == {}
