"""Which account answers for a point, and whether an account may be named at all."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.privacy.reach import NO_CASEWORK


def posts_now(acting: Acting, point_id: str, roles: Collection[str]) -> list[str]:
    """Return the active accounts that hold one of *roles* at the point today, in a fixed order."""
    today = acting.today
    return list(
        acting.session.scalars(
            select(Post.account_id)
            .join(Account, Account.id == Post.account_id)
            .where(
                Post.point_id == point_id,
                Post.role.in_(roles),
                Post.starts_on <= today,
                or_(Post.ends_on.is_(None), Post.ends_on >= today),
                Account.active.is_(True),
            )
            .order_by(Post.starts_on, Post.id)
        )
    )


def head_of(acting: Acting, point_id: str, barred: Collection[str] = ()) -> str | None:
    """Return the head of a point who may know of the case; the city's post counts as its head."""
    for account_id in posts_now(acting, point_id, ("point_head", "city")):
        if account_id not in barred:
            return account_id
    return None


def works_here(acting: Acting, account_id: str, point_id: str | None = None) -> bool:
    """Tell whether the account holds a post in this county (at *point_id*) today, and one that
    works on cases: who watches, keeps secrets or audits is given none."""
    today = acting.today
    query = (
        select(Post.id)
        .join(Account, Account.id == Post.account_id)
        .where(
            Post.account_id == account_id,
            Post.role.not_in(sorted(NO_CASEWORK)),
            Post.starts_on <= today,
            or_(Post.ends_on.is_(None), Post.ends_on >= today),
            Account.active.is_(True),
        )
    )
    if point_id is not None:
        query = query.where(Post.point_id == point_id)
    return acting.session.scalars(query.limit(1)).first() is not None


def logins_of(acting: Acting, account_ids: Collection[str | None]) -> dict[str, str]:
    """Return the usernames of staff by account id, in one query."""
    wanted = {one for one in account_ids if one}
    if not wanted:
        return {}
    rows = acting.session.execute(
        select(Account.id, Account.username).where(Account.id.in_(wanted))
    ).all()
    return {row.id: row.username for row in rows}


def account_named(acting: Acting, text: str) -> str | None:
    """Return the id of the account with this username or id, None when there is none."""
    return acting.session.scalars(
        select(Account.id).where(or_(Account.username == text.lower(), Account.id == text))
    ).first()


def point_named(acting: Acting, text: str) -> str | None:
    """Return the id of the county's point with this id or code, None when there is none."""
    return acting.session.scalars(
        select(ServicePoint.id).where(or_(ServicePoint.id == text, ServicePoint.code == text))
    ).first()
