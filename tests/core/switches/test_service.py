"""Switching: nothing running is stranded, nothing below widens, nobody overwrites unseen."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import county_scope, db
from core.outbox import OutboxMessage
from core.roster import load
from core.switches import (
    CLAUSES,
    Board,
    Row,
    StaleSwitch,
    Switch,
    SwitchRefused,
    Tally,
    UnknownPlugin,
    clause_gaps,
    hold_open,
    load_board,
    rehearse,
    set_state,
)
from core.words import State
from tests.core.outbox.ground import HERE, THERE, points
from tests.dummies import a_plugin, a_service, entry_point

ROSTER = load(
    since=datetime(2026, 11, 20, tzinfo=UTC),
    points=[entry_point("quiet"), entry_point("stale")],
    handed={"tea": a_plugin(a_service("tea", clause="5.4.3"))},
)


@pytest.fixture
def turn(app, places):
    """Set a switch as the administrator's page does: read the board, set, commit."""

    def run(state, level="county", *, plugin="quiet", version=None, running=0, county=HERE):
        place = places[level] if county == HERE else points(app, county)[level]
        with county_scope(app, county):
            board = load_board(db.session())
            shown = board.row(plugin, place.id)
            switch = set_state(
                db.session(),
                board,
                roster=ROSTER,
                plugin=plugin,
                place=place,
                state=State(state),
                version=(shown.version if shown else 0) if version is None else version,
                by="admin00000001",
                running_items=lambda *asked: running,
            )
            db.session.commit()
            return switch.version

    return run


@pytest.fixture
def look(app):
    """Read something in the county."""

    def run(statement, county=HERE):
        with county_scope(app, county, read_only=True):
            return db.session.scalars(statement).all()

    return run


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.postgres
def test_a_switch_is_set_and_told(turn, look, places):
    assert turn("open") == 1
    assert turn("closing") == 2
    (switch,) = look(select(Switch))
    assert (switch.state, switch.county_wide, switch.point_id) == (
        "closing",
        True,
        places["county"].id,
    )
    messages = look(select(OutboxMessage).order_by(OutboxMessage.created_at))
    assert [one.kind for one in messages] == ["event.switched"] * 2
    assert messages[1].payload == {
        "plugin": "quiet",
        "point": places["county"].id,
        "state": "closing",
    }
    entries = look(select(AuditEntry).order_by(AuditEntry.seq))
    assert [one.action for one in entries] == ["switch", "switch"]
    assert entries[0].actor_id == "admin00000001"
    assert look(select(Switch), THERE) == []


def test_a_plugin_that_does_not_listen_gets_no_message(turn, look):
    turn("open", plugin="tea")
    assert look(select(OutboxMessage)) == []


def test_running_work_is_not_stranded(turn):
    turn("open")
    with pytest.raises(SwitchRefused) as refused:
        turn("closed", running=3)
    assert codes(refused) == ["running_items"]
    assert "3" not in refused.value.reasons[0].text
    turn("closing", running=3)
    with pytest.raises(SwitchRefused):
        turn("closed", running=1)
    turn("closed")


def test_what_is_closed_already_may_stay_closed(turn):
    turn("closed", running=3)
    turn("closed", running=3)


def test_a_lower_point_may_only_narrow(turn):
    with pytest.raises(SwitchRefused) as refused:
        turn("open", "town")
    assert codes(refused) == ["wider_than_above"]
    turn("open")
    turn("closing", "town")
    with pytest.raises(SwitchRefused):
        turn("open", "village")
    turn("closed", "village")
    turn("open", "town")
    turn("open", "village")


def test_nobody_overwrites_what_he_did_not_see(turn):
    turn("open")
    turn("closing")
    with pytest.raises(StaleSwitch) as stale:
        turn("open", version=1)
    assert (stale.value.current.state, stale.value.current.version) == (State.CLOSING, 2)
    with pytest.raises(StaleSwitch):
        turn("open", version=0)


@pytest.mark.postgres
def test_a_change_between_reading_and_writing_is_stale(app, places, turn):
    turn("open")
    with county_scope(app, HERE, read_only=True):
        board = load_board(db.session())
    turn("closing")
    with county_scope(app, HERE), pytest.raises(StaleSwitch) as stale:
        set_state(
            db.session(),
            board,
            roster=ROSTER,
            plugin="quiet",
            place=places["county"],
            state=State.CLOSED,
            version=1,
            by="admin00000001",
            running_items=lambda *asked: 0,
        )
    assert stale.value.current.version == 2


def test_what_is_not_loaded_can_only_be_closed(turn):
    for state in ("open", "closing"):
        with pytest.raises(SwitchRefused) as refused:
            turn(state, plugin="stale")
        assert "not_loaded" in codes(refused)
    turn("closed", plugin="stale")
    with pytest.raises(UnknownPlugin):
        turn("open", plugin="nobody")


def test_counties_switch_apart(turn, look):
    turn("open")
    turn("closing", county=THERE)
    assert [one.state for one in look(select(Switch))] == ["open"]
    assert [one.state for one in look(select(Switch), THERE)] == ["closing"]


def rehearsed(board, places, state, *, running=0, level="county", tally=None):
    return rehearse(
        board,
        roster=ROSTER,
        plugin="tea",
        place=places[level],
        state=State(state),
        tally=tally or Tally(),
        running_items=lambda *asked: running,
    )


def test_a_rehearsal_changes_nothing_and_tells_what_would_happen(turn, app, places, look):
    turn("open", plugin="tea")
    with county_scope(app, HERE, read_only=True):
        board = load_board(db.session())
        told = rehearsed(
            board,
            places,
            "closed",
            running=3,
            tally=Tally(open_items=2, clocks=4, documents=1, points=90),
        )
    assert (told.open_items, told.clocks, told.documents, told.points) == (2, 4, 1, 90)
    assert [reason.code for reason in told.reasons] == ["running_items"]
    assert "5.4.3" in told.clauses_left
    assert [one.state for one in look(select(Switch))] == ["open"]


def test_a_rehearsal_betrays_no_sealed_item(app, places):
    """One sealed case runs: nothing counted, and a reason without a number."""
    board = Board(
        rows=(
            Row(
                plugin="tea",
                point_id=places["county"].id,
                county_wide=True,
                state=State.OPEN,
                version=1,
            ),
        )
    )
    one, many = (rehearsed(board, places, "closed", running=n) for n in (1, 40))
    assert one == many
    assert one.open_items == 0
    assert not any(sign.isdigit() for sign in one.reasons[0].text)


def test_a_rehearsal_of_nobody(places):
    with pytest.raises(UnknownPlugin):
        rehearse(
            Board(),
            roster=ROSTER,
            plugin="nobody",
            place=places["county"],
            state=State.OPEN,
            tally=Tally(),
            running_items=lambda *asked: 0,
        )


def test_the_clauses_left_without_a_function():
    assert clause_gaps(Board(), ROSTER) == tuple(CLAUSES)
    row = Row(plugin="tea", point_id="p", county_wide=True, state=State.OPEN, version=1)
    assert "5.4.3" not in clause_gaps(Board(rows=(row,)), ROSTER)
    assert len(clause_gaps(Board(rows=(row,)), ROSTER)) == 7


def item_opened(app, places, running, opened, let_go):
    """Open an item in a transaction that stays open until the test lets go."""
    with county_scope(app, HERE):
        board = load_board(db.session())
        if hold_open(db.session(), board, "quiet", places["village"].path):
            running.append("item")
        opened.set()
        let_go.wait(30)
        db.session.commit()


@pytest.mark.postgres
@pytest.mark.parametrize("level", ["county", "village"])
def test_closing_waits_for_an_item_being_opened(app, places, turn, level):
    """Both looked before either committed: the one who closes must see the item."""
    turn("open")
    running: list[str] = []
    opened, let_go, closed = (threading.Event() for _ in range(3))
    said: list[str] = []

    def close():
        with county_scope(app, HERE):
            board = load_board(db.session())
            shown = board.row("quiet", places[level].id)
            try:
                set_state(
                    db.session(),
                    board,
                    roster=ROSTER,
                    plugin="quiet",
                    place=places[level],
                    state=State.CLOSED,
                    version=shown.version if shown else 0,
                    by="admin00000001",
                    running_items=lambda *asked: len(running) if let_go.is_set() else 0,
                )
                db.session.commit()
                said.append("closed")
            except SwitchRefused as refused:
                said.extend(reason.code for reason in refused.reasons)
        closed.set()

    opener = threading.Thread(target=item_opened, args=(app, places, running, opened, let_go))
    opener.start()
    assert opened.wait(10)
    closer = threading.Thread(target=close)
    closer.start()
    # it must still be waiting: the item is not committed
    assert not closed.wait(0.3)
    let_go.set()
    opener.join(30)
    closer.join(30)
    assert running == ["item"]
    assert said == ["running_items"]


@pytest.mark.postgres
def test_an_item_cannot_be_opened_on_a_board_read_too_early(app, places, turn):
    turn("open")
    with county_scope(app, HERE, read_only=True):
        early = load_board(db.session())
    turn("closing")
    with county_scope(app, HERE):
        now_open = hold_open(db.session(), early, "quiet", places["village"].path)
        # SQLite's writer is alone since before it read the board, so it never holds an early one
        assert now_open == (db.engine.dialect.name == "sqlite")
