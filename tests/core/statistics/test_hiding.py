"""A number under five is not told, and nothing told beside it gives it away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.statistics import SMALLEST, hide, hide_table


def test_what_is_large_is_told() -> None:
    assert hide({"a": 5, "b": 0, "c": 12}) == {"a": 5, "b": 0, "c": 12}


def test_a_single_small_number_takes_the_next_one_along() -> None:
    assert hide({"a": 12, "b": 3, "c": 7}) == {"a": 12, "b": None, "c": None}


def test_two_that_are_few_together_take_a_third_along() -> None:
    assert hide({"a": 12, "b": 1, "c": 2, "d": 6}) == {"a": 12, "b": None, "c": None, "d": None}


def test_nothing_at_all_is_kept_back_only_when_nothing_else_is_there() -> None:
    assert hide({"a": 3, "b": 0, "c": 0}) == {"a": None, "b": None, "c": None}


def test_columns_are_looked_at_too() -> None:
    told = hide_table([[12, 3, 9], [20, 30, 40], [8, 9, 7]])
    assert told == [[12, None, None], [20, 30, 40], [8, None, None]]


TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_line_of_a_table_gives_a_small_number_away(rows: list[list[int]]) -> None:
    told = hide_table(rows)
    lines = [list(zip(row, said, strict=True)) for row, said in zip(rows, told, strict=True)]
    if len(rows) > 1:
        lines += [list(zip(*column, strict=True)) for column in _columns(rows, told)]
    for line in lines:
        assert all(said is None or said == number for number, said in line)
        assert all(not 0 < said < SMALLEST for _number, said in line if said is not None)
        hidden = [number for number, said in line if said is None]
        if hidden and len(hidden) < len(line):
            assert len(hidden) > 1, "one alone is the total less the rest"
            assert sum(hidden) >= SMALLEST or sum(hidden) == 0


def _columns(rows: list[list[int]], told: list[list[int | None]]) -> list[tuple[list, list]]:
    return [([row[at] for row in rows], [said[at] for said in told]) for at in range(len(rows[0]))]
