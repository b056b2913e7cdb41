"""Whom a point may put on its roster: its own people, those above it and those right below.

Professionals of the county serve in the towns by turns, and a village worker may take a day at the
town's window; somebody two towns away may not (T/ZSM 5.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.clocks import today
from core.duty.finding import may_serve
from core.people.models import Account, Post
from core.people.staff import at_point, valid_on
from core.points.models import ServicePoint
from core.points.tree import ids_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Somebody who may be put on the roster, with what they are and where."""

    account_id: str
    name: str
    role: str
    point: str


def reaches(point: ServicePoint) -> ColumnElement[bool]:
    """SQL: the point of a post lies so that who holds it may serve at *point*."""
    return or_(ServicePoint.id.in_(ids_of(point.path)), ServicePoint.parent_id == point.id)


def candidates(session: Session, point: ServicePoint) -> tuple[Candidate, ...]:
    """Return whom the roster of *point* may name today, those of the point itself first."""
    rows = session.execute(
        select(Account.id, Account.name, Post.role, ServicePoint.name, ServicePoint.id)
        .join(Post, Post.account_id == Account.id)
        .join(ServicePoint, at_point())
        .where(
            Account.active.is_(True),
            valid_on(today()),
            reaches(point),
        )
        .order_by(Account.name, Account.id, Post.starts_on, Post.id)
    ).all()
    found: dict[str, Candidate] = {}
    for account_id, name, role, where, _at in sorted(rows, key=lambda row: row[4] != point.id):
        if may_serve(role):
            one = Candidate(account_id=account_id, name=name, role=role, point=where)
            found.setdefault(account_id, one)
    return tuple(found.values())
