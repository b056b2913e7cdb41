"""Which cases a viewer sees in lists, in SQL: the twin of ``core.privacy.reach`` from PROCESS on.

There are several ways to a case: a post, a name in it, an own item, a grant. ``visible_to`` takes
any of them; a page of a list takes the newest cases of each, found by `core.cases.ways`, so that it
never walks the county, nor all a viewer ever had, in search of a few. A test holds both to
``reach`` over random worlds (T/ZSM 5.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, true

from core.cases.knowing import not_barred, not_sealed_to
from core.cases.models import CaseFile, CaseGrant, CasePoint, CaseWay, ServiceItem
from core.cases.ways import SHOWING
from core.privacy.reach import STAFF, WATCHING, works_on_cases
from core.words import Viewer


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What the statement of a list depends on; everything else of a viewer is a value in it."""

    held: int
    subtrees: int
    watching: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Eyes:
    """What of a viewer lists are judged by: values, or in a prepared statement their places.

    ``worker`` is who may stand in a case by name, nobody for who works on none; ``held`` are
    points whose cases are theirs; ``subtrees`` the paths from and to which a head
    sees; ``watching`` sees the county.
    """

    account_id: Any
    worker: Any
    point_ids: Any
    staffed: Any
    headed: Any
    held: Sequence[Any]
    subtrees: Sequence[tuple[Any, Any]]
    watching: bool

    @property
    def shape(self) -> Shape:
        return Shape(held=len(self.held), subtrees=len(self.subtrees), watching=self.watching)

    @property
    def values(self) -> dict[str, Any]:
        """The values for the places of ``places``."""
        found = {
            "me": self.account_id,
            "worker": self.worker,
            "my_points": list(self.point_ids),
            "staffed": list(self.staffed),
            "headed": list(self.headed),
        }
        found.update({f"held_{n}": one for n, one in enumerate(self.held)})
        for n, (begin, end) in enumerate(self.subtrees):
            found |= {f"begin_{n}": begin, f"end_{n}": end}
        return found


def eyes_of(viewer: Viewer) -> Eyes:
    """Return what lists judge *viewer* by."""
    staffed = {post.point.id for post in viewer.posts if post.role in STAFF}
    heads = [
        "/" + "/".join(post.point.path) + "/" for post in viewer.posts if post.role == "point_head"
    ]
    return Eyes(
        account_id=viewer.account_id,
        worker=viewer.account_id if works_on_cases(viewer) else "",
        point_ids=sorted(viewer.point_ids),
        staffed=sorted(staffed),
        headed=sorted(post.point.id for post in viewer.posts if post.role == "point_head"),
        held=sorted(staffed | {post.point.id for post in viewer.posts if post.role == "city"}),
        # every path below ends before "0", the sign that follows "/"
        subtrees=sorted({(path, path[:-1] + "0") for path in heads}),
        watching=any(post.role in WATCHING for post in viewer.posts),
    )


def places(shape: Shape) -> Eyes:
    """Return eyes whose values are given when the statement is sent."""
    return Eyes(
        account_id=bindparam("me"),
        worker=bindparam("worker"),
        point_ids=bindparam("my_points", expanding=True),
        staffed=bindparam("staffed", expanding=True),
        headed=bindparam("headed", expanding=True),
        held=[bindparam(f"held_{n}") for n in range(shape.held)],
        subtrees=[(bindparam(f"begin_{n}"), bindparam(f"end_{n}")) for n in range(shape.subtrees)],
        watching=shape.watching,
    )


ANYONE = places(Shape(held=0, subtrees=0, watching=False))
"""The places of a statement that asks for own things only."""


def may_know(eyes: Eyes) -> tuple[ColumnElement[bool], ...]:
    """SQL: whichever way leads to the case, it is neither barred nor sealed to them."""
    return not_sealed_to(eyes), not_barred(eyes)


def _by_post(eyes: Eyes) -> list[ColumnElement[bool]]:
    below = [
        and_(CaseFile.holder_path >= begin, CaseFile.holder_path < end)
        for begin, end in eyes.subtrees
    ]
    return [*(CaseFile.holder_id == point for point in eyes.held), *below]


def _by_part(eyes: Eyes) -> list[ColumnElement[bool]]:
    me = eyes.worker
    return [
        CaseFile.handler_id == me,
        CaseFile.lead_id == me,
        CaseFile.first_handler_id == me,
        CaseFile.tracker_id == me,
        _beside(ServiceItem, ServiceItem.owner_id == me),
        _beside(
            CaseGrant,
            CaseGrant.account_id == me,
            CaseGrant.until.is_(None),
            CaseGrant.why.in_(SHOWING),
        ),
        _beside(CasePoint, CasePoint.point_id.in_(eyes.staffed), CasePoint.until.is_(None)),
    ]


def _beside(
    model: type[ServiceItem | CaseGrant | CasePoint], *tests: ColumnElement[bool]
) -> ColumnElement[bool]:
    return exists().where(
        model.county_id == CaseFile.county_id, model.case_id == CaseFile.id, *tests
    )


def shows_to(eyes: Eyes) -> ColumnElement[bool]:
    """SQL: some way leads to the case. Judged case by case: for cases that were found already."""
    return true() if eyes.watching else or_(*_by_post(eyes), *_by_part(eyes))


def ways_in(eyes: Eyes) -> list[ColumnElement[bool]]:
    """SQL: the ways to a case by a post, each of which finds its newest cases by an index."""
    return [true()] if eyes.watching else _by_post(eyes)  # the others lead nowhere else


def kept_for(eyes: Eyes) -> list[Any]:
    """The accounts and points whose `CaseWay` finds the rest of what may be shown to *eyes*."""
    return [] if eyes.watching else [eyes.worker, *eyes.held]


def opens_content(eyes: Eyes) -> ColumnElement[bool]:
    """SQL: of a case they may know of, the reach is FULL (the twin of ``core.privacy.reach``)."""
    me = eyes.worker
    return or_(
        CaseFile.handler_id == me,
        CaseFile.tracker_id == me,
        and_(CaseFile.first_handler_id == me, CaseFile.holder_id == CaseFile.point_id),
        and_(CaseFile.escalated.is_(True), CaseFile.holder_id.in_(eyes.headed)),
        exists().where(
            CaseGrant.county_id == CaseFile.county_id,
            CaseGrant.case_id == CaseFile.id,
            CaseGrant.account_id == me,
            CaseGrant.until.is_(None),
            CaseGrant.why.in_(("team", "urgent", "special")),
        ),
    )


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer's reach into the case is PROCESS or more."""
    eyes = eyes_of(viewer)
    if eyes.watching:
        return and_(*may_know(eyes))
    # the ways gather whoever's cases by their index; the whole county is not looked through
    found = select(CaseWay.case_id).where(CaseWay.who.in_(kept_for(eyes)))
    return and_(or_(*_by_post(eyes), CaseFile.id.in_(found)), shows_to(eyes), *may_know(eyes))


def found_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: as `visible_to`, judged case by case, where something else has found a few."""
    eyes = eyes_of(viewer)
    return and_(shows_to(eyes), *may_know(eyes))


def people_shown_to(viewer: Viewer) -> ColumnElement[bool]:
    """SQL: the viewer's reach into the case is ITEM or more, so its people are shown to them."""
    eyes = eyes_of(viewer)
    me = eyes.worker
    parts = (
        _beside(ServiceItem, ServiceItem.owner_id == me),
        _beside(
            CaseGrant,
            CaseGrant.account_id == me,
            CaseGrant.until.is_(None),
            CaseGrant.why == "co",
        ),
    )
    return and_(or_(opens_content(eyes), *parts), *may_know(eyes))
