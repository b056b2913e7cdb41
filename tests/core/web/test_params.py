"""Queries are read strictly; a list's next page cannot be chosen by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import g
from hypothesis import given, settings
from hypothesis import strategies as st

from core.web import Problem, decode_cursor, encode_cursor, page_of
from tests.core.web.sample import World, make_app

KEY = (datetime(2026, 11, 20, 1, 42, tzinfo=UTC), date(2026, 11, 20), "7k3qxf", 12, None)


@pytest.fixture
def inside(world: World) -> Iterator[World]:
    with world.app.test_request_context("/990101/cases/"):
        g.county_id = "990101"
        yield world


def test_a_cursor_comes_back_as_it_went(inside: World) -> None:
    assert decode_cursor("queue", encode_cursor("queue", KEY)) == KEY


@settings(deadline=None)
@given(st.lists(st.none() | st.integers() | st.text(max_size=30) | st.dates(), max_size=5))
def test_any_key_comes_back(key: list[Any]) -> None:
    with WORLD.app.test_request_context("/"):
        assert decode_cursor("queue", encode_cursor("queue", key)) == tuple(key)


WORLD = make_app()


def test_every_changed_character_is_noticed(inside: World) -> None:
    cursor = encode_cursor("queue", ["7k3qxf", 12])
    for place, sign in enumerate(cursor):
        other = "A" if sign != "A" else "B"
        changed = cursor[:place] + other + cursor[place + 1 :]
        # The last character of base64 carries spare bits: the same bytes may be written twice.
        if place == len(cursor) - 1:
            continue
        with pytest.raises(Problem) as caught:
            decode_cursor("queue", changed)
        assert caught.value.status == 422


@pytest.mark.parametrize("text", ["x", "", ".", "eyJhIjoxfQ.abc", "a" * 5000, "ＡＢ", "\x00"])
def test_nonsense_is_refused(inside: World, text: str) -> None:
    with pytest.raises(Problem):
        decode_cursor("queue", text)


def test_a_cursor_serves_one_list_of_one_county(inside: World) -> None:
    cursor = encode_cursor("queue", KEY)
    with pytest.raises(Problem):
        decode_cursor("search", cursor)
    g.county_id = "990102"
    with pytest.raises(Problem):
        decode_cursor("queue", cursor)


def test_the_spare_row_only_says_that_there_is_more(inside: World) -> None:
    page = page_of(list(range(21)), 20, "queue", lambda number: [number])
    assert page.items == tuple(range(20))
    assert page.next is not None
    assert decode_cursor("queue", page.next) == (19,)
    assert page_of(list(range(20)), 20, "queue", lambda number: [number]).next is None
    assert page_of([], 20, "queue", lambda number: [number]).items == ()


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("state=received", "state", "received"),
        ("state=", "state", None),
        ("q=%20桂芬%20", "q", "桂芬"),
        ("on=2026-11-20", "on", date(2026, 11, 20)),
        ("period=2026-10", "period", date(2026, 10, 1)),
        ("least=9", "least", 9),
        ("mine=1", "mine", True),
        ("", "mine", False),
        ("", "page_size", 20),
        ("page_size=100", "page_size", 100),
        ("after=abc", "after", "abc"),
    ],
)
def test_a_good_query_is_typed(world: World, query: str, name: str, value: object) -> None:
    assert world.client("desk").get(f"/990101/cases/?{query}").status_code == 200
    assert world.seen["query"][name] == value


@pytest.mark.parametrize(
    "query",
    [
        "state=gone",
        "state=received&state=archived",
        "stat=received",
        "q=" + "长" * 101,
        "q=a%00b",
        "on=20261120",
        "on=2026-W47-5",
        "on=2026-02-30",
        "period=2026-13",
        "period=2026-1",
        "least=10",
        "least=-1",
        "least=1_0",
        "least=１２",
        "least=12.7",
        "mine=yes",
        "page_size=0",
        "page_size=101",
        "page_size=99999999999",
        "after=" + "a" * 601,
    ],
)
def test_a_bad_query_is_refused_and_named(world: World, query: str) -> None:
    assert world.client("desk").get(f"/990101/cases/?{query}").status_code == 422
