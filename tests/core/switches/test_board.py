"""Which function is open where: the county decides, what is below may only narrow."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from core.clocks import now
from core.db import county_scope, db
from core.roster import load
from core.switches import Board, PluginBreaker, Row, Switch, board_here, load_board
from core.words import Brand, State
from tests.core.outbox.ground import HERE, THERE, points
from tests.dummies import a_plugin, a_service

PATH = ("studio", "town", "village")


def row(state, point="studio", plugin="tea"):
    return Row(
        plugin=plugin, point_id=point, county_wide=point == "studio", state=State(state), version=1
    )


@pytest.mark.parametrize(
    ("rows", "path", "state"),
    [
        ([], PATH, "closed"),
        ([row("open", "village")], PATH, "closed"),
        ([row("open")], (), "open"),
        ([row("open")], PATH, "open"),
        ([row("open"), row("closing", "town")], PATH[:1], "open"),
        ([row("open"), row("closing", "town")], PATH, "closing"),
        ([row("open"), row("closing", "town"), row("closed", "village")], PATH, "closed"),
        ([row("closing"), row("open", "town")], PATH, "closing"),
        ([row("closed"), row("open", "town"), row("open", "village")], PATH, "closed"),
        ([row("open"), row("closed", "other town")], PATH, "open"),
        ([row("open", plugin="wine")], PATH, "closed"),
    ],
)
def test_the_narrowest_on_the_way_down_decides(rows, path, state):
    assert Board(rows=tuple(rows)).effective("tea", path) is State(state)


@given(
    st.lists(st.sampled_from(list(State)), min_size=4, max_size=4),
    st.integers(min_value=0, max_value=3),
)
def test_going_down_never_widens(states, depth):
    path = ("studio", "town", "village", "grid")
    board = Board(rows=tuple(row(s, point) for s, point in zip(states, path, strict=True)))
    above = board.effective("tea", path[:depth])
    below = board.effective("tea", path[: depth + 1])
    assert below.rank >= above.rank


def test_open_closing_closed():
    assert [Board(rows=(row(s),)).is_open("tea") for s in State] == [True, False, False]
    assert [Board(rows=(row(s),)).works("tea") for s in State] == [True, True, False]


@pytest.fixture
def roster():
    return load(
        since=datetime(2026, 11, 20, tzinfo=UTC),
        points=(),
        handed={
            "tea": a_plugin(a_service("tea")),
            "wine": a_plugin(a_service("wine")),
            "wang": a_plugin(Brand(name="wang", service="tea", title="老王")),
        },
    )


def test_who_is_offered_and_who_is_asked(roster):
    board = Board(
        rows=(row("open"), row("closing", plugin="wine"), row("open", plugin="wang")),
        broken=frozenset({"wine"}),
    )
    assert board.offered(roster) == ("tea",)
    assert board.listening(roster) == {"tea", "wine", "wang"}
    assert board.asked(roster) == {"tea", "wang"}


def test_a_brand_is_closed_with_its_service(roster):
    board = Board(rows=(row("closed"), row("open", plugin="wang")))
    assert board.listening(roster) == frozenset()


def test_a_row_is_found_where_it_stands():
    board = Board(rows=(row("open"), row("closing", "town")))
    assert board.row("tea", "studio").state is State.OPEN
    assert board.row("tea", "town").state is State.CLOSING
    assert board.row("tea", "village") is None
    assert board.county_row("wine") is None


def switch(app, county, state, level="county"):
    place = points(app, county)[level]
    with county_scope(app, county):
        db.session.add(
            Switch(
                plugin="tea",
                point_id=place.id,
                county_wide=level == "county",
                state=state,
                changed_by="someone",
                changed_at=now(),
            )
        )
        db.session.commit()
    return place


@pytest.mark.postgres
def test_the_board_is_one_query_of_one_county(app):
    switch(app, HERE, "open")
    town = switch(app, HERE, "closing", "town")
    switch(app, THERE, "closed")
    with county_scope(app, HERE):
        db.session.add_all(
            [PluginBreaker(plugin="broken", opened_at=now()), PluginBreaker(plugin="mended")]
        )
        db.session.commit()
    statements = []
    with county_scope(app, HERE, read_only=True):
        event.listen(
            db.engine,
            "before_cursor_execute",
            lambda *args: statements.append(args[2]),
            named=False,
        )
        board = load_board(db.session())
    assert len([one for one in statements if "switch" in one]) == 1
    assert len([one for one in statements if "SELECT" in one and "set_config" not in one]) == 1
    assert board.county.name == "示范县"
    assert board.effective("tea") is State.OPEN
    assert board.effective("tea", town.path) is State.CLOSING
    assert board.broken == {"broken"}
    with county_scope(app, THERE, read_only=True):
        assert load_board(db.session()).effective("tea") is State.CLOSED


def test_an_unknown_county_has_an_empty_board(app):
    with county_scope(app, "990199", read_only=True):
        board = load_board(db.session())
    assert board == Board()


def test_the_board_is_read_once_for_a_request_and_no_longer(app):
    with county_scope(app, HERE, read_only=True):
        assert board_here() is board_here()
        assert board_here().effective("tea") is State.CLOSED
    switch(app, HERE, "open")
    with county_scope(app, HERE, read_only=True):
        assert board_here().effective("tea") is State.OPEN
