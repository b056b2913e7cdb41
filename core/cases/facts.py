"""Everything the guards judge by, loaded once: how a case stands, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.cases.lifecycle import By
from core.privacy import Standing
from core.words import CaseState, CaseView, ItemState, Level


@dataclass(frozen=True, kw_only=True, slots=True)
class PointFact:
    """A point a case may go to or come from. ``barred``: keep-away or recusal closes it."""

    id: str
    name: str
    level: str
    barred: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """How a case stands. ``view`` is the case as plugins see it; ``standing`` what privacy judges
    by; ``relations`` how the one who asks relates to it, ``knows_wishes`` whether she may read whom
    the case must be kept from."""

    view: CaseView
    standing: Standing
    relations: frozenset[By]
    version: int
    channel: str
    danger_cleared: bool
    minor_victim: bool
    report_due: bool
    cross_town: bool
    cross_county: bool
    pending_kind: str = ""
    pending_from: str = ""
    attempt_days: int = 0
    attempts_needed: int = 0
    attempt_open: bool = False
    plan_state: str = "none"
    measures_open: int = 0
    measures: int = 0
    meetings: int = 0
    follow_ups_done: int = 0
    records: int = 0
    papers: int = 0
    told_remedies: bool = False
    urgent_for_me: bool = False
    sent_back: int = 0
    above: tuple[PointFact, ...] = ()
    below: tuple[PointFact, ...] = ()
    mine: bool = False
    knows_wishes: bool = False
    loop_missing: tuple[str, ...] = ()
    merge_stands: str = ""
    danger_class: str = ""
    co_handled: bool = False
    settled: bool = False
    today: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> CaseState:
        return self.view.state

    @property
    def level(self) -> Level:
        return self.view.level

    @property
    def open_items(self) -> tuple[str, ...]:
        """Service names of the items that still run."""
        running = (ItemState.OPEN, ItemState.SUSPENDED)
        return tuple(item.service for item in self.view.items if item.state in running)

    @property
    def next_up(self) -> PointFact | None:
        """The nearest point above that may know of the case."""
        for point in self.above:
            if not point.barred:
                return point
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureAsked:
    """One measure of a plan as sent in: responsible body, text, due date."""

    body: str
    text: str
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Args:
    """What came with a move. With ``preview`` nothing was sent yet: guards then judge only what
    does not depend on it, so that the case page can tell which moves are open. ``sitting``: both
    sides sit down, whoever is named."""

    preview: bool = False
    reason: str = ""
    to: str = ""
    to_account: str = ""
    waiver: str = ""
    outcome: str = ""
    told_remedies: bool = False
    plan: str = ""
    measures: tuple[MeasureAsked, ...] = ()
    present: tuple[str, ...] = ()
    on: date | None = None
    into: str = ""
    sitting: bool = False
