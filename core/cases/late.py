"""What is late, counted by the point that holds it: where to look, and nothing of whom.

For heads and supervisors; counts of cases they may know of, so sealed ones are in none of them
(T/ZSM 5.6.1, 5.6.2).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from core.cases.acting import Acting
from core.cases.day import LATE, running
from core.cases.models import CaseFile, FollowUp, Transfer
from core.cases.visibility import visible_to
from core.clocks.models import ClockRow
from core.points.models import ServicePoint


@dataclass(frozen=True, kw_only=True, slots=True)
class LateAt:
    """What is late at one point: hops nobody took, clocks that ran out, visits not made."""

    point_id: str
    point: str
    hops: int
    clocks: int
    visits: int

    @property
    def total(self) -> int:
        return self.hops + self.clocks + self.visits


def late_by_point(acting: Acting, *, limit: int = 20) -> tuple[LateAt, ...]:
    """Return the points with something late, the most first, in four reads."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    # a hop is late where it was sent, all else where the case is held
    for name, table, where, tests in (
        ("hops", Transfer, Transfer.to_point_id, _hops(acting)),
        ("clocks", ClockRow, CaseFile.holder_id, _clocks()),
        ("visits", FollowUp, CaseFile.holder_id, _visits(acting)),
    ):
        rows = acting.session.execute(
            select(where, func.count())
            .select_from(table)
            .join(
                CaseFile,
                and_(
                    CaseFile.county_id == table.county_id,
                    CaseFile.id == table.case_id,
                ),
            )
            .where(*tests, visible_to(acting.viewer))
            .group_by(where)
        )
        for point_id, count in rows:
            found[point_id][name] = count
    if not found:
        return ()
    names = dict(
        acting.session.execute(
            select(ServicePoint.id, ServicePoint.name).where(ServicePoint.id.in_(sorted(found)))
        ).all()
    )
    lines = [
        LateAt(
            point_id=point_id,
            point=names.get(point_id, ""),
            hops=counted.get("hops", 0),
            clocks=counted.get("clocks", 0),
            visits=counted.get("visits", 0),
        )
        for point_id, counted in found.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.total, one.point))[:limit])


def _hops(acting: Acting) -> list[ColumnElement[bool]]:
    return [Transfer.state == "pending", Transfer.due_at < acting.at]


def _clocks() -> list[ColumnElement[bool]]:
    return [ClockRow.state.in_(LATE), ClockRow.stopped_at.is_(None), running()]


def _visits(acting: Acting) -> list[ColumnElement[bool]]:
    return [FollowUp.done_at.is_(None), FollowUp.planned_on < acting.today]
