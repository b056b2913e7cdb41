"""The figures that follow from the cases themselves: received, settled, in work.

Sealed cases count in the county's totals only; at a single point a number below five is not told,
because in a village it names a family (design: small numbers).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from core.cases.knowing import not_barred
from core.cases.lifecycle import ENDED
from core.cases.models import CaseFile
from core.clocks import SHANGHAI
from core.points.models import ServicePoint
from core.words import CaseState, Indicator, PointView, Viewer

SMALLEST = 5
NOT_A_CASE = (CaseState.CLUE.value, CaseState.NOT_ACCEPTED.value)

RECEIVED = Indicator(
    code="received",
    title="受理件数",
    formula="本期登记受理的办件；线索和不予受理的不计",
    unit="件",
)
SETTLED = Indicator(
    code="settled", title="调处成功件数", formula="本期记为调处成功的办件", unit="件"
)
OPEN = Indicator(
    code="open",
    title="在办件数",
    formula="本期末以前登记、至今没有归档或结束的办件；线索不计",
    unit="件",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """An indicator and its number, None where it is too small to tell."""

    indicator: Indicator
    value: int | None

    @property
    def suppressed(self) -> bool:
        return self.value is None


def count_cases_of(
    session: Session, *, first: date, last: date, viewer: Viewer, place: PointView | None = None
) -> tuple[Counted, ...]:
    """Count the county's cases from *first* to *last*, both days included; with *place* those
    that were received there or below, without what bars *viewer* (keep-away binds counts too)."""
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    here = tuple(_of(place, viewer))
    ended = tuple(state.value for state in ENDED)
    received = (
        CaseFile.received_at >= start,
        CaseFile.received_at < end,
        CaseFile.state.not_in(NOT_A_CASE),
    )
    settled = (CaseFile.settled_at >= start, CaseFile.settled_at < end)
    still_open = (
        CaseFile.received_at < end,
        CaseFile.state.not_in((*ended, CaseState.CLUE.value)),
    )
    return tuple(
        Counted(indicator=indicator, value=_told(_count(session, (*tests, *here)), place))
        for indicator, tests in ((RECEIVED, received), (SETTLED, settled), (OPEN, still_open))
    )


def _of(place: PointView | None, viewer: Viewer) -> Iterable[ColumnElement[bool]]:
    if place is None:
        return
    path = "/" + "/".join(place.path) + "/"
    yield CaseFile.sealed.is_(False)
    yield not_barred(viewer)
    yield (
        select(ServicePoint.id)
        .where(
            ServicePoint.county_id == CaseFile.county_id,
            ServicePoint.id == CaseFile.point_id,
            and_(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0"),
        )
        .exists()
    )


def _count(session: Session, tests: Iterable[ColumnElement[bool]]) -> int:
    return session.scalars(select(func.count()).select_from(CaseFile).where(*tests)).one()


def _told(number: int, place: PointView | None) -> int | None:
    return None if place is not None and 0 < number < SMALLEST else number


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
