"""What a switch would touch: running items below a point, and a tally that betrays nothing."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from core.cases.knowing import not_barred
from core.cases.models import CaseFile, ServiceItem
from core.clocks.models import ClockRow
from core.db import db
from core.documents.models import Document
from core.points.models import ServicePoint
from core.switches import Tally
from core.words import ItemState, PointView, Viewer

RUNNING = (ItemState.OPEN.value, ItemState.SUSPENDED.value)


def running_items(plugin: str, place: PointView) -> int:
    """Return how many items of *plugin* run at *place* and below, sealed ones included.

    The number decides a refusal and is never shown. Items under a brand are not its own: without
    the brand they run on as its service's.
    """
    mine = _items(plugin, place, select(func.count())).where(ServiceItem.service == plugin)
    return db.session.scalars(mine).one()


def still_open(plugin: str) -> int:
    """Return how many items of *plugin* run in the county, sealed ones included; for an operator
    who would take its tables away, and never shown to anybody else."""
    return db.session.scalars(
        select(func.count())
        .select_from(ServiceItem)
        .where(ServiceItem.service == plugin, ServiceItem.state.in_(RUNNING))
    ).one()


def tally(plugin: str, place: PointView, viewer: Viewer) -> Tally:
    """Return what may be shown of it: sealed cases, and those that bar *viewer*, are left out of
    every number."""
    session = db.session()
    unsealed = and_(CaseFile.sealed.is_(False), not_barred(viewer))
    items = session.scalars(_items(plugin, place, select(func.count())).where(unsealed)).one()
    points = session.scalars(
        _items(plugin, place, select(func.count(ServiceItem.point_id.distinct()))).where(unsealed)
    ).one()
    clocks = session.scalars(
        _items(plugin, place, select(func.count(ClockRow.id)))
        .join(
            ClockRow,
            and_(ClockRow.county_id == ServiceItem.county_id, ClockRow.item_id == ServiceItem.id),
        )
        .where(unsealed, ClockRow.state.in_(("running", "paused")))
    ).one()
    papers = session.scalars(
        _items(plugin, place, select(func.count(Document.id)))
        .join(
            Document,
            and_(Document.county_id == ServiceItem.county_id, Document.item_id == ServiceItem.id),
        )
        .where(unsealed)
    ).one()
    return Tally(open_items=items, clocks=clocks, documents=papers, points=points)


def _items(plugin: str, place: PointView, what: Select[int]) -> Select[int]:
    return (
        what.select_from(ServiceItem)
        .join(
            CaseFile,
            and_(CaseFile.county_id == ServiceItem.county_id, CaseFile.id == ServiceItem.case_id),
        )
        .join(
            ServicePoint,
            and_(
                ServicePoint.county_id == ServiceItem.county_id,
                ServicePoint.id == ServiceItem.point_id,
            ),
        )
        .where(
            or_(ServiceItem.service == plugin, ServiceItem.brand == plugin),
            ServiceItem.state.in_(RUNNING),
            below(place),
        )
    )


def below(place: PointView) -> ColumnElement[bool]:
    """SQL: the joined point is *place* or below it."""
    path = "/" + "/".join(place.path) + "/"
    return and_(ServicePoint.path >= path, ServicePoint.path < path[:-1] + "0")


def counts_by_service(viewer: Viewer) -> dict[str, int]:
    """Return the running items of each service and brand in the county, unsealed ones only and
    without those of cases that bar *viewer*."""
    rows = db.session.execute(
        select(ServiceItem.service, ServiceItem.brand, func.count())
        .join(
            CaseFile,
            and_(CaseFile.county_id == ServiceItem.county_id, CaseFile.id == ServiceItem.case_id),
        )
        .where(ServiceItem.state.in_(RUNNING), CaseFile.sealed.is_(False), not_barred(viewer))
        .group_by(ServiceItem.service, ServiceItem.brand)
    )
    found: Counter[str] = Counter()
    for service, brand, count in rows:
        found[service] += count
        if brand:
            found[brand] += count
    return found
