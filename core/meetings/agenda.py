"""The agenda, built from the cases: what is graver, late, unsettled or new at the points that meet.

Numbers and situations, no names and no text: a process shows no more. A sealed case is never on it,
nor one that is kept from anybody who is asked to come (T/ZSM 5.5.2.2; decision 0039).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, exists, or_, select

from core.cases.acting import Acting
from core.cases.lifecycle import ENDED
from core.cases.models import CaseFile
from core.cases.visibility import found_visible_to, visible_to
from core.clocks.models import ClockRow
from core.meetings.reaching import not_kept_from
from core.points.models import ServicePoint
from core.words import CaseState, WarningLevel

REASONS: Final[Mapping[str, str]] = {
    "grave": "高预警",
    "late": "时限已过",
    "unsettled": "没有化解",
    "clue": "新线索",
}
GRAVE: Final = frozenset({"square", "triangle"})
"""How the two gravest levels are drawn, red and orange, whatever a scheme calls them."""
MOST: Final = 30
_LOOKED_AT: Final = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """A case to talk about, and why."""

    case_id: str
    number: str
    scenario: str
    state: str
    level: WarningLevel | None
    reasons: tuple[str, ...]
    point: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """The gravest first; ``more`` when there is no room for all."""

    lines: tuple[AgendaLine, ...]
    more: bool


def agenda_of(
    acting: Acting,
    points: Collection[str],
    accounts: Collection[str],
    names: Collection[str] = (),
) -> Agenda:
    """Return what a meeting of *points* with *accounts*, and with people called *names* who have no
    account, has to talk about, as far as whoever looks may know of it."""
    case, clock = CaseFile, ClockRow
    late = or_(
        exists().where(
            clock.county_id == case.county_id,
            clock.case_id == case.id,
            clock.state == "breached",
            clock.stopped_at.is_(None),
        ),
        and_(case.settle_by < acting.today, case.settled_at.is_(None)),
    )
    rows = acting.session.execute(
        select(
            case.id, case.number, case.scenario, case.state, case.warning_scheme, case.warning,
            case.received_at, late.label("late"),
            ServicePoint.name.label("point"),
        )
        .join(
            ServicePoint,
            and_(ServicePoint.county_id == case.county_id, ServicePoint.id == case.holder_id),
        )
        .where(
            case.holder_id.in_(sorted(points)),
            case.sealed.is_(False),
            case.state.not_in([one.value for one in ENDED]),
            or_(
                case.warning != "",
                case.state.in_((CaseState.UNSETTLED.value, CaseState.CLUE.value)),
                late,
            ),
            visible_to(acting.viewer),
            not_kept_from(acting, accounts),
        )
        .order_by(case.received_at, case.id)
        .limit(_LOOKED_AT)
    ).all()  # fmt: skip
    found = [line for row in rows if (line := _line(acting, row)) is not None]
    found.sort(key=lambda one: (_weight(one), one.received_at, one.case_id))
    if names and found:
        kept_away = _kept_from_names(acting, [one.case_id for one in found], names)
        found = [one for one in found if one.case_id not in kept_away]
    return Agenda(lines=tuple(found[:MOST]), more=len(found) > MOST)


def _line(acting: Acting, row: Any) -> AgendaLine | None:
    level = acting.schemes.level(row.warning_scheme, row.warning) if row.warning else None
    tests = {
        "grave": level is not None and level.shape in GRAVE,
        "late": bool(row.late),
        "unsettled": row.state == CaseState.UNSETTLED.value,
        "clue": row.state == CaseState.CLUE.value,
    }
    reasons = tuple(name for name, true in tests.items() if true)
    if not reasons:
        return None
    return AgendaLine(
        case_id=row.id,
        number=row.number,
        scenario=row.scenario or "",
        state=row.state,
        level=level,
        reasons=reasons,
        point=row.point,
        received_at=row.received_at,
    )


def _weight(line: AgendaLine) -> tuple[int, ...]:
    """The red before the orange, then the late, the unsettled, the new."""
    order = ("square", "triangle")
    grave = order.index(line.level.shape) if line.level and line.level.shape in order else 2
    return (grave, *(0 if one in line.reasons else 1 for one in ("late", "unsettled", "clue")))


def _kept_from_names(acting: Acting, cases: list[str], names: Collection[str]) -> set[str]:
    """Return which of *cases* somebody of these names must not learn of: her words name people who
    have no account too."""
    rows = acting.session.scalars(select(CaseFile).where(CaseFile.id.in_(cases)))
    return {
        row.id
        for row in rows
        if any(_named(str(one.get("name") or ""), names) for one in row.keep_away or ())
    }


def _named(wish: str, names: Collection[str]) -> bool:
    said = wish.strip()
    return bool(said) and any(said in one for one in names)


def may_be_discussed(
    acting: Acting, numbers: Collection[str], accounts: Collection[str], names: Collection[str]
) -> dict[str, str]:
    """Return the ids, by number, of the cases of *numbers* that this meeting may talk about."""
    rows = acting.session.execute(
        select(CaseFile.number, CaseFile.id).where(
            CaseFile.number.in_(sorted(numbers)),
            CaseFile.sealed.is_(False),
            found_visible_to(acting.viewer),
            not_kept_from(acting, accounts),
        )
    ).all()
    found = {row.number: row.id for row in rows}
    if names and found:
        kept_away = _kept_from_names(acting, list(found.values()), names)
        found = {number: one for number, one in found.items() if one not in kept_away}
    return found
