"""The figures of a county or a point as somebody may see them, and the lock on a month.

Who answers for a place sees its plain totals; breakdowns below the county keep small numbers back;
sealed cases enter the county's own totals only, and a case that must not be known to somebody is in
no number of a point that she reads (spec: indicators; design: small numbers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.brand_figures import brands_to_keep, figures_of_brands
from core.cases.due_points import add_due, due_to_keep
from core.cases.errors import Forbidden, MoveRefused, Unknown
from core.cases.service_figures import (
    COUNTY_ONLY,
    ServiceFigures,
    asked_of,
    computed,
    declared,
    fed_by_services,
    told_by,
)
from core.points.models import ServicePoint
from core.points.tree import view as point_view
from core.roster import PluginFailed, Roster
from core.statistics import (
    BOTTOM,
    TOP,
    Frozen,
    Reader,
    Told,
    lock_month,
    locked_months,
    read,
    shares_kept,
    tell_all,
)
from core.statistics.reading import Sums
from core.words import Objection, PointView, Viewer

COUNTY_WIDE = frozenset({"supervisor", "city"})
ANSWERING = frozenset({"supervisor", "point_head"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a page is about: the whole county (``point`` None), or a point with all below it."""

    root: str
    point: PointView | None
    answers: bool

    @property
    def below_county(self) -> bool:
        return self.point is not None

    def reader(self, viewer: Viewer) -> Reader:
        """Return for whom the book is read."""
        return Reader(
            place_id=self.point.id if self.point else self.root,
            account_id=viewer.account_id,
            points=frozenset(viewer.point_ids),
            whole=self.point is None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything a page of figures is drawn from."""

    place: Place
    months: tuple[str, ...]
    sums: Sums
    told: tuple[Told, ...]
    services: tuple[ServiceFigures, ...] = field(default=())

    def one(self, code: str) -> Told:
        """Return an indicator by its code."""
        return next(one for one in self.told if one.indicator.code == code)


def sees_county(viewer: Viewer) -> bool:
    """Tell whether the county's own figures are the viewer's: it watches or heads the county."""
    return any(
        post.role in COUNTY_WIDE or (post.role == "point_head" and post.point.level == "county")
        for post in viewer.posts
    )


def heads(viewer: Viewer) -> tuple[PointView, ...]:
    """Return the points the viewer heads, the one she works from first."""
    posts = sorted(viewer.posts, key=lambda one: one != viewer.current)
    return tuple(post.point for post in posts if post.role == "point_head")


def place_for(session: Session, viewer: Viewer, asked: str) -> Place:
    """Return the place *asked* for by code or id; without one the widest the viewer answers for.

    Raises Unknown for no such point and Forbidden for one outside what the viewer answers for.
    """
    root = session.scalars(select(ServicePoint.id).where(ServicePoint.parent_id.is_(None))).one()
    answering = any(post.role in ANSWERING for post in viewer.posts)
    if not asked and sees_county(viewer):
        return Place(root=root, point=None, answers=answering)
    own = heads(viewer)
    if not asked:
        if not own:
            raise Forbidden("figures.read")
        return Place(root=root, point=own[0], answers=True)
    found = session.scalars(
        select(ServicePoint).where((ServicePoint.code == asked) | (ServicePoint.id == asked))
    ).first()
    if found is None:
        raise Unknown(asked)
    point = point_view(found)
    if not sees_county(viewer) and not any(one.id in point.path for one in own):
        raise Forbidden("figures.read")
    return Place(root=root, point=point, answers=answering)


def report_of(
    session: Session,
    viewer: Viewer,
    roster: Roster,
    place: Place,
    months: Sequence[str],
    *,
    today: date,
    trend: Sequence[str] = (),
    with_services: bool = False,
) -> Report:
    """Return the figures of *months* (in order) at *place*; *trend* are further months to read.

    What core counts costs the same whatever the county has worked through; *with_services* asks
    each service for its own figures too, which may look at every item of the span.
    """
    wanted = sorted({*months, *trend})
    sums = read(session, place.reader(viewer), months=wanted, today=today.isoformat())
    add_due(session, sums, place.point.id if place.point else place.root, months)
    told = tell_all(sums, months, below_county=place.below_county, answers=place.answers)
    services: tuple[ServiceFigures, ...] = ()
    if with_services:
        services = tuple(_services(session, roster, viewer.county, place, months))
        told = tuple(_fed(roster, one, services, place) for one in told)
        services += tuple(_brands(session, viewer, roster, place, months))
    return Report(place=place, months=tuple(months), sums=sums, told=told, services=services)


def _services(
    session: Session, roster: Roster, county: str, place: Place, months: Sequence[str]
) -> Iterator[ServiceFigures]:
    """Ask each service for its figures; one that fails takes only its own numbers with it."""
    for name, service in roster.services.items():
        if service.indicators:
            yield figures_of_service(session, roster, county, place, months, name)


def _fed(roster: Roster, one: Told, services: Sequence[ServiceFigures], place: Place) -> Told:
    """Tell an indicator of core as the services feed it, any other as it is."""
    if not one.indicator.fed:
        return one
    known = [(roster.services[each.name], each) for each in services]
    return fed_by_services(one.indicator, known, below_county=place.below_county)


def figures_of_service(
    session: Session,
    roster: Roster,
    county: str,
    place: Place,
    months: Sequence[str],
    name: str,
) -> ServiceFigures:
    """Tell one service's own figures: of the county only; of a locked month as it was kept."""
    service = roster.services[name]
    if place.below_county:
        told = tuple(declared(one, COUNTY_ONLY) for one in service.indicators)
        return ServiceFigures(name=name, title=service.title, told=told)
    if len(months) == 1 and locked_months(session) & set(months):
        return told_by(name, service, shares_kept(session, months[0]))
    return asked_of(roster, name, service, county, months)


def _brands(
    session: Session, viewer: Viewer, roster: Roster, place: Place, months: Sequence[str]
) -> Iterator[ServiceFigures]:
    """Tell each brand's own figures beside the services'."""
    found = figures_of_brands(
        session,
        viewer,
        roster,
        place.point,
        months,
        reader=place.reader(viewer),
        answers=place.answers,
    )
    for one in found:
        yield ServiceFigures(name=one.name, title=one.title, told=one.told)


def heads_county(viewer: Viewer) -> bool:
    """Tell whether the viewer heads the county studio, which answers for what is reported."""
    return any(one.level == "county" for one in heads(viewer))


def may_lock(viewer: Viewer, month: str, today: date) -> bool:
    """Tell whether the viewer may lock *month* now, unless it is locked already."""
    return heads_county(viewer) and month < today.strftime("%Y-%m")


def lock(acting: Acting, month: str) -> int:
    """Lock *month* (``2026-10``) for good; the head of the county studio does, when it is over.

    Returns how many counts were kept. Raises Forbidden, or MoveRefused when the month is not over
    or locked already.
    """
    if not heads_county(acting.viewer):
        raise Forbidden("figures.lock")
    session, current = acting.session, acting.today.strftime("%Y-%m")
    if month >= current:
        raise MoveRefused(
            Objection(text="这个月还没有过完，不能锁定", citation="县规则", code="month_open")
        )
    if month in locked_months(session):
        raise MoveRefused(Objection(text="这个月已经锁定", citation="县规则", code="locked"))
    root = session.scalars(select(ServicePoint.id).where(ServicePoint.parent_id.is_(None))).one()
    also = [*brands_to_keep(session, acting.roster, month, root), *due_to_keep(session, month)]
    for name, service in acting.roster.services.items():
        if not service.indicators:
            continue
        try:
            numbers = computed(acting.roster, name, acting.viewer.county, (month,))
        except PluginFailed as failure:
            # a service that fails now has no number of that month; the month waits for nobody
            acting.roster.heard((failure.fault,))
            continue
        for code, (top, bottom) in numbers.items():
            parts = [(TOP, top)] + ([(BOTTOM, bottom)] if bottom is not None else [])
            also += [
                Frozen(point_id=root, what=code, standing=standing, number=number)
                for standing, number in parts
            ]
    kept = lock_month(session, month, by=acting.me, at=acting.at, current=current, also=also)
    note_change(
        session,
        action="figures.lock",
        actor_id=acting.me,
        target=f"month:{month}",
        at=acting.at,
        detail={"counts": kept},
    )
    session.flush()
    return kept
