"""Switch a function on or off at a point, and say before what it will mean.

A switch never touches data: cases, papers and figures stay. What it can do is strand running work,
so that is refused, and leave a function of the standard unoffered, so that is said (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.clocks import now
from core.outbox import post
from core.roster import Roster
from core.switches.board import Board, Row
from core.switches.models import Switch
from core.words import Objection, PointView, State

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "5.4.1": "婚姻辅导",
        "5.4.2": "家事信访",
        "5.4.3": "家事调解",
        "5.4.4": "法律咨询",
        "5.4.5": "心理疏导",
        "5.4.6": "法律援助",
        "5.4.7": "困难帮扶",
        "5.4.8": "家风培育",
    }
)
"""The functions the standard asks a county to offer."""

RUNNING = Objection(
    text="还有事项在办，不能直接停用；请先改为“只办结”，办完后再停用",
    citation="T/ZSM 5.6.1",
    code="running_items",
)
WIDER = Objection(
    text="上级没有受理这项服务，下级只能收窄，不能放开", citation="建议", code="wider_than_above"
)
GONE = Objection(text="这项服务没有装入，只能停用，不能受理", citation="建议", code="not_loaded")

RunningItems = Callable[[str, PointView], int]
"""How many items of a plugin run at a point and below, sealed ones included; from cases."""


class UnknownPlugin(LookupError):
    """No plugin of this name is installed or was ever named."""


class SwitchRefused(Exception):
    """The switch may not be set so now; ``reasons`` say why."""

    def __init__(self, *reasons: Objection) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


class StaleSwitch(Exception):
    """Somebody else set this switch in the meantime; ``current`` is how it stands now."""

    def __init__(self, current: Row | None) -> None:
        super().__init__("the switch was changed by somebody else")
        self.current = current


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What a switch would touch at a point and below, sealed cases left out of every number."""

    open_items: int = 0
    clocks: int = 0
    documents: int = 0
    points: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What would happen. Numbers betray no sealed item; ``reasons`` never carry a number.

    ``clauses_left`` are the functions of T/ZSM 5.4 nobody would offer in the county afterwards.
    """

    plugin: str
    state: State
    open_items: int
    clocks: int
    documents: int
    points: int
    reasons: tuple[Objection, ...] = ()
    clauses_left: tuple[str, ...] = ()


def set_state(
    session: Session,
    board: Board,
    *,
    roster: Roster,
    plugin: str,
    place: PointView,
    state: State,
    version: int,
    by: str,
    running_items: RunningItems,
) -> Switch:
    """Set the switch of *plugin* at *place* and below, and tell the plugin through the outbox.

    *version* is that of the switch as it was shown, 0 when it had no row; *by* an account's id.
    The row of the county studio is the county's. Never commits.

    Raises `UnknownPlugin`, `StaleSwitch`, and `SwitchRefused` when a lower point would widen what
    is above it, when running work would be stranded, or when what is not loaded would be opened.
    """
    if plugin not in roster.known:
        raise UnknownPlugin(plugin)
    shown = board.row(plugin, place.id)
    if (shown.version if shown else 0) != version:
        raise StaleSwitch(shown)
    # locked before anything is counted: an item being opened holds these rows, see `hold_open`
    rows = {row.point_id: row for row in _locked(session, plugin, place.path, place.id)}
    switch = rows.get(place.id)
    if (switch.version if switch else 0) != version:
        # the board was read before somebody else committed
        raise StaleSwitch(_row(switch))
    reasons = _reasons(board, roster, plugin, place, state, running_items)
    if reasons:
        raise SwitchRefused(*reasons)
    at = now()
    if switch is None:
        switch = Switch(
            plugin=plugin,
            point_id=place.id,
            county_wide=_is_county(place),
            state=state.value,
            changed_by=by,
            changed_at=at,
        )
        session.add(switch)
    else:
        switch.state = state.value
        switch.version += 1
        switch.changed_by = by
        switch.changed_at = at
    session.flush()
    note_change(
        session,
        action="switch",
        actor_id=by,
        target=f"switch:{switch.id}",
        at=at,
        detail={"plugin": plugin, "point": place.id, "state": state.value},
    )
    if any(one.plugin == plugin for one in roster.hooks("switched")):
        post(
            session,
            "event.switched",
            {"plugin": plugin, "point": place.id, "state": state.value},
            dedup_key=f"switched:{switch.id}:{switch.version}",
        )
    return switch


def hold_open(session: Session, board: Board, plugin: str, path: Sequence[str]) -> bool:
    """Tell whether *plugin* takes in new work at the end of *path*, and keep it so until commit.

    For the moment an item is opened: whoever closes the function now waits, then sees the item and
    is refused. Without this the two could pass each other unseen on PostgreSQL; on SQLite the
    writer is alone since before the board was read, and nothing is asked again.
    """
    if not board.is_open(plugin, path) or session.get_bind().dialect.name == "sqlite":
        return board.is_open(plugin, path)
    rows = tuple(row for row in map(_row, _locked(session, plugin, path, share=True)) if row)
    return Board(rows=rows).is_open(plugin, path)


def rehearse(
    board: Board,
    *,
    roster: Roster,
    plugin: str,
    place: PointView,
    state: State,
    tally: Tally,
    running_items: RunningItems,
) -> Rehearsal:
    """Say what `set_state` would do, without doing it. Never writes.

    *tally* comes from cases and leaves sealed cases out. Raises `UnknownPlugin`.
    """
    if plugin not in roster.known:
        raise UnknownPlugin(plugin)
    after = _with(board, plugin, place, state)
    return Rehearsal(
        plugin=plugin,
        state=state,
        open_items=tally.open_items,
        clocks=tally.clocks,
        documents=tally.documents,
        points=tally.points,
        reasons=_reasons(board, roster, plugin, place, state, running_items),
        clauses_left=clause_gaps(after, roster),
    )


def clause_gaps(board: Board, roster: Roster) -> tuple[str, ...]:
    """Return the clauses of T/ZSM 5.4 for which no service takes in new work in the county."""
    offered = {
        service.clause.removeprefix("T/ZSM ").strip()
        for name, service in roster.services.items()
        if board.is_open(name)
    }
    return tuple(clause for clause in CLAUSES if clause not in offered)


def _reasons(
    board: Board,
    roster: Roster,
    plugin: str,
    place: PointView,
    state: State,
    running_items: RunningItems,
) -> tuple[Objection, ...]:
    reasons: list[Objection] = []
    if plugin not in roster and state is not State.CLOSED:
        reasons.append(GONE)
    if not _is_county(place) and state.rank < board.effective(plugin, _above(place)).rank:
        reasons.append(WIDER)
    before = board.effective(plugin, (*_above(place), place.id))
    closes = state is State.CLOSED and before is not State.CLOSED
    if closes and running_items(plugin, place):
        reasons.append(RUNNING)
    return tuple(reasons)


def _locked(
    session: Session, plugin: str, path: Sequence[str], *more: str, share: bool = False
) -> Sequence[Switch]:
    """Lock the county's row of a plugin and those along a path, as they are now."""
    return session.scalars(
        select(Switch)
        .where(
            Switch.plugin == plugin,
            or_(Switch.county_wide.is_(True), Switch.point_id.in_([*path, *more])),
        )
        # one order for everybody, so that two of them cannot wait for each other
        .order_by(Switch.id)
        .with_for_update(read=share)
        .execution_options(populate_existing=True)
    ).all()


def _is_county(place: PointView) -> bool:
    return place.level == "county"


def _above(place: PointView) -> tuple[str, ...]:
    """Return the path down to just above *place*, whether or not the path includes it."""
    return tuple(point_id for point_id in place.path if point_id != place.id)


def _row(switch: Switch | None) -> Row | None:
    if switch is None:
        return None
    return Row(
        plugin=switch.plugin,
        point_id=switch.point_id,
        county_wide=switch.county_wide,
        state=State(switch.state),
        version=switch.version,
    )


def _with(board: Board, plugin: str, place: PointView, state: State) -> Board:
    """Return the board as it would be with this one switch set."""
    others = tuple(
        row for row in board.rows if not (row.plugin == plugin and row.point_id == place.id)
    )
    row = Row(
        plugin=plugin,
        point_id=place.id,
        county_wide=_is_county(place),
        state=state,
        version=0,
    )
    return Board(county=board.county, rows=(*others, row), broken=board.broken)
