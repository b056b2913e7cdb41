"""The order of a table of points: parents first, however the rows stand and however long."""

from __future__ import annotations

from core.points.importing import _parents_first
from core.sheets import Row


def _rows(*pairs: tuple[str, str]) -> dict[str, Row]:
    return {
        code: Row(number=number, cells={"code": code, "parent": parent})
        for number, (code, parent) in enumerate(pairs, start=2)
    }


def _order(*pairs: tuple[str, str]) -> list[str]:
    return [row.cells["code"] for row in _parents_first(_rows(*pairs))]


def test_parents_come_first_and_a_circle_ends():
    assert _order(("c", "b"), ("a", "root"), ("b", "a"), ("d", "a")) == ["a", "b", "c", "d"]
    assert sorted(_order(("a", "b"), ("b", "a"))) == ["a", "b"]


def test_a_chain_as_long_as_a_table_does_not_end_the_request():
    chain = [(str(n), str(n + 1)) for n in range(20_000)]
    assert _order(*chain) == [str(n) for n in reversed(range(20_000))]
