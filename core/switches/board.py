"""Which function is open where: every switch of a county, read with one query and never kept.

Without a cache the next request in every worker obeys, and a switch needs no restart
(T/ZSM 5.4: a county enables the functions it runs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask import current_app, g
from sqlalchemy import CompoundSelect, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from core.db import current_county, db, prepared
from core.points.models import County as CountyRow
from core.points.models import ServicePoint
from core.roster import Roster
from core.switches.models import PluginBreaker, Switch
from core.words import Brand, County, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One switch as it stands; ``version`` is what a change must quote."""

    plugin: str
    point_id: str
    county_wide: bool
    state: State
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """A county, all its switches, and the plugins whose breaker is open there.

    ``county`` is None when nobody ever opened a county of that code.

    A *path* leads from the county studio down to a point, as `PointView.path` does; the county's
    own row decides first, and each row on the way may only narrow what is above it. A plugin
    without a row of the county is closed: nothing is offered to citizens that nobody switched on.
    ``standing`` holds the codes of those of the county's points at which brands stand, by id.
    """

    county: County | None = None
    rows: tuple[Row, ...] = ()
    broken: frozenset[str] = frozenset()
    standing: Mapping[str, str] = field(default_factory=dict)
    _county: Mapping[str, Row] = field(init=False, repr=False, compare=False)
    _points: Mapping[tuple[str, str], Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        county = {row.plugin: row for row in self.rows if row.county_wide}
        points = {(row.plugin, row.point_id): row for row in self.rows if not row.county_wide}
        object.__setattr__(self, "_county", county)
        object.__setattr__(self, "_points", points)

    def county_row(self, plugin: str) -> Row | None:
        """Return the county's own row of the plugin, if somebody ever switched it."""
        return self._county.get(plugin)

    def row(self, plugin: str, point_id: str) -> Row | None:
        """Return the row that stands at this very point, the county studio's included."""
        county = self._county.get(plugin)
        if county is not None and county.point_id == point_id:
            return county
        return self._points.get((plugin, point_id))

    def effective(self, plugin: str, path: Sequence[str] = ()) -> State:
        """Return the state of *plugin* at the end of *path*; of the county for an empty one."""
        county = self._county.get(plugin)
        if county is None:
            return State.CLOSED
        rows = (self._points.get((plugin, point_id)) for point_id in path)
        states = [county.state, *(row.state for row in rows if row is not None)]
        return max(states, key=lambda state: state.rank)

    def is_open(self, plugin: str, path: Sequence[str] = ()) -> bool:
        """Tell whether new work may be taken in."""
        return self.effective(plugin, path) is State.OPEN

    def works(self, plugin: str, path: Sequence[str] = ()) -> bool:
        """Tell whether running work may go on: open or closing."""
        return self.effective(plugin, path) is not State.CLOSED

    def offered(self, roster: Roster, path: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the loaded services that take in new work at this place, in their order."""
        return tuple(name for name in roster.services if self.is_open(name, path))

    def working(self, roster: Roster, path: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the loaded services whose running work goes on at this place, in their order."""
        return tuple(name for name in roster.services if self.works(name, path))

    def listening(self, roster: Roster, path: Sequence[str] = ()) -> frozenset[str]:
        """Return the loaded plugins open or closing here: who learns of events.

        A brand is as open as itself and the service it is a face of, at its own points only.
        """
        return frozenset(
            name
            for name in roster
            if self.works(name, path)
            and all(self.works(other, path) for other in _stands_on(roster, name))
            and (name not in roster.brands or self.depth_of(roster.brands[name], path))
        )

    def depth_of(self, brand: Brand, path: Sequence[str]) -> int:
        """Return how far down *path* the brand stands, counted from 1; 0 where it does not."""
        if not brand.points:
            return 1
        depths = (
            depth
            for depth, point_id in enumerate(path, 1)
            if self.standing.get(point_id) in brand.points
        )
        return max(depths, default=0)

    def brand_of(
        self, roster: Roster, service: str, path: Sequence[str], kept: str = ""
    ) -> Brand | None:
        """Return the brand that is the face of *service* at the end of *path*: the nearest one
        that takes in work there. *kept* names the one whose work this is already; it goes on there
        while it is closing. Where the service is closed it has no face."""
        if not self.works(service, path):
            return None
        mine = roster.brands.get(kept)
        if mine is not None and self.works(kept, path) and self.depth_of(mine, path):
            return mine
        here = [
            (self.depth_of(brand, path), name)
            for name, brand in roster.brands.items()
            if brand.service == service and self.is_open(name, path)
        ]
        depth, name = max(here, default=(0, ""))
        return roster.brands[name] if depth else None

    def asked(self, roster: Roster, path: Sequence[str] = ()) -> frozenset[str]:
        """Return who is asked questions here: `listening` without those whose breaker is open."""
        return self.listening(roster, path) - self.broken


# One statement for good: building it anew would cost more than running it. The first column says
# what a line is; the county's name rides along because every page needs both.
_BOARD: Final[CompoundSelect[Any]] = prepared(
    union_all(
        select(
            literal("switch"),
            Switch.plugin,
            Switch.point_id,
            Switch.county_wide,
            Switch.state,
            Switch.version,
        ),
        select(
            literal("broken"),
            PluginBreaker.plugin,
            literal(""),
            literal(False),
            literal(""),
            literal(0),
        ).where(PluginBreaker.opened_at.is_not(None)),
        select(
            literal("county"),
            CountyRow.name,
            literal(""),
            literal(False),
            literal(""),
            literal(0),
        ).where(CountyRow.code == bindparam("county")),
    )
)


_WITH_BRANDS: Final[CompoundSelect[Any]] = union_all(
    *_BOARD.selects,
    select(
        literal("brand"),
        ServicePoint.code,
        ServicePoint.id,
        literal(False),
        literal(""),
        literal(0),
    ).where(ServicePoint.code.in_(bindparam("codes", expanding=True))),
)
"""The same where brands stand at points; nobody else pays for the look."""


def load_board(session: Session) -> Board:
    """Read the county of the present work and its board: one query over short indexed lists."""
    code = current_county()
    roster: Roster | None = current_app.extensions.get("jiahe.roster")
    codes = sorted(roster.brand_points) if roster is not None else []
    county: County | None = None
    switches: list[Row] = []
    broken: set[str] = set()
    standing: dict[str, str] = {}
    rows = (
        session.execute(_WITH_BRANDS, {"county": code, "codes": codes})
        if codes
        else session.execute(_BOARD, {"county": code})
    )
    for kind, name, point_id, county_wide, state, version in rows:
        if kind == "county":
            county = County(code=code, name=name)
        elif kind == "broken":
            broken.add(name)
        elif kind == "brand":
            standing[point_id] = name
        else:
            switches.append(
                Row(
                    plugin=name,
                    point_id=point_id,
                    county_wide=bool(county_wide),
                    state=State(state),
                    version=version,
                )
            )
    return Board(county=county, rows=tuple(switches), broken=frozenset(broken), standing=standing)


def board_here() -> Board:
    """Return the board of this request's county, read once for this request and no longer."""
    if "board" not in g:
        g.board = load_board(db.session())
    board: Board = g.board
    return board


def _stands_on(roster: Roster, name: str) -> tuple[str, ...]:
    declared = roster.declared(name)
    return (declared.service,) if isinstance(declared, Brand) else ()
