"""Who sits where today, and where somebody sits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.clocks import today
from core.people.models import Account, AccountCounty, Post
from core.points.models import County as CountyRow
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import County, PointView, PostView

HELD_COLUMNS = (
    Post.id,
    Post.role,
    Post.title,
    ServicePoint.id,
    ServicePoint.code,
    ServicePoint.name,
    ServicePoint.level,
    ServicePoint.path,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldPost:
    """A post with its own id, as its holder sees it."""

    id: str
    title: str
    post: PostView


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffMember:
    """Somebody at a point today. ``active`` is about the account, not the post."""

    account_id: str
    username: str
    name: str
    active: bool
    post_id: str
    role: str
    title: str
    point_id: str
    starts_on: date
    ends_on: date | None


def valid_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Return the condition that a post is in force on *day*; its last day counts."""
    return and_(Post.starts_on <= day, or_(Post.ends_on.is_(None), Post.ends_on >= day))


def at_point() -> ColumnElement[bool]:
    """Return the condition that joins a post to its point, county and all."""
    return and_(ServicePoint.county_id == Post.county_id, ServicePoint.id == Post.point_id)


def posts_of(session: Session, account_id: str, *, day: date | None = None) -> tuple[HeldPost, ...]:
    """Return the posts the account holds in the session's county on *day* (today)."""
    wanted = (
        select(*HELD_COLUMNS)
        .join(ServicePoint, at_point())
        .where(Post.account_id == account_id, valid_on(day or today()))
        .order_by(Post.starts_on, Post.id)
    )
    return tuple(held_post(*row) for row in session.execute(wanted))


def held_post(
    post_id: str,
    role: str,
    title: str,
    point_id: str,
    code: str,
    name: str,
    level: str,
    path: str,
) -> HeldPost:
    """Build the value from `HELD_COLUMNS`, in their order."""
    point = PointView(id=point_id, code=code, name=name, level=level, path=ids_of(path))
    return HeldPost(id=post_id, title=title, post=PostView(point=point, role=role))


def staff_at(session: Session, point_id: str | None = None) -> tuple[StaffMember, ...]:
    """Return who sits at the point today, by name; without a point, in the whole county."""
    wanted = (
        select(
            Account.id.label("account_id"),
            Account.username,
            Account.name,
            Account.active,
            Post.id.label("post_id"),
            Post.role,
            Post.title,
            Post.point_id,
            Post.starts_on,
            Post.ends_on,
        )
        .join(Account, Account.id == Post.account_id)
        .where(valid_on(today()))
        .order_by(Account.name, Account.id, Post.starts_on, Post.id)
    )
    if point_id is not None:
        wanted = wanted.where(Post.point_id == point_id)
    return tuple(StaffMember(**row._mapping) for row in session.execute(wanted))


def working_at(
    session: Session,
    day: date,
    *places: ColumnElement[bool],
    apart: Collection[str] = (),
) -> list[tuple[str, str, str]]:
    """Return (account, name, name of the point) of who holds a post on *day* where *places* allow,
    in the order of the tree; whoever sits at several points stands once, at the first. The roles
    *apart* are left out: who watches or checks is offered for no work."""
    rows = session.execute(
        select(Account.id, Account.name, ServicePoint.name)
        .join(Post, Post.account_id == Account.id)
        .join(ServicePoint, at_point())
        .where(valid_on(day), Account.active.is_(True), Post.role.not_in(sorted(apart)), *places)
        .order_by(ServicePoint.path, Account.name, Account.id)
    )
    found: dict[str, tuple[str, str, str]] = {}
    for account, name, point in rows:
        found.setdefault(account, (account, name, point))
    return list(found.values())


def under(path: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a point is the last of *path*, or below it."""
    within = "".join(("/", "/".join(path), "/"))
    return and_(ServicePoint.path >= within, ServicePoint.path < within[:-1] + "0")


def counties_of(session: Session, account_id: str) -> tuple[County, ...]:
    """Return the counties the account has posts in, by code; needs no county."""
    rows = session.execute(
        select(CountyRow.code, CountyRow.name)
        .join(AccountCounty, AccountCounty.county_code == CountyRow.code)
        .where(AccountCounty.account_id == account_id)
        .order_by(CountyRow.code)
    )
    return tuple(County(code=row.code, name=row.name) for row in rows)


def accounts_named(session: Session, account_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return (username, name) by account id, in one query; ids of nobody are left out."""
    if not account_ids:
        return {}
    rows = session.execute(
        select(Account.id, Account.username, Account.name).where(Account.id.in_(account_ids))
    ).all()
    return {row.id: (row.username, row.name) for row in rows}
