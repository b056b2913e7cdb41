"""keep_away: turn what she said at the window into barriers that bind every generator.

A named point bars everyone posted there now, wherever they go next; a name bars the staff of that
name. What cannot be resolved is kept in her words for the people who work the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.cases.models import CaseBarrier, CaseFile
from core.people.models import Account, Post


def raise_barriers(
    acting: Acting, case: CaseFile, wishes: Iterable[Mapping[str, object]], kind: str = "keep_away"
) -> tuple[frozenset[str], frozenset[str]]:
    """Write the barriers of *wishes* and return (accounts, points) barred.

    The one who acts is never barred by a name: whoever takes the case in already knows of it.
    """
    points: set[str] = set()
    accounts: set[str] = set()
    for wish in wishes:
        if point := wish.get("point"):
            points.add(str(point))
        if account := wish.get("account"):
            accounts.add(str(account))
        if name := wish.get("name"):
            accounts.update(_staff_named(acting, str(name)))
    if points:
        accounts.update(
            acting.session.scalars(
                select(Post.account_id).where(
                    Post.point_id.in_(points),
                    or_(Post.ends_on.is_(None), Post.ends_on >= acting.today),
                )
            )
        )
    accounts.discard(acting.me)
    for account_id in sorted(accounts):
        acting.session.add(
            CaseBarrier(case_id=case.id, kind=kind, account_id=account_id, since=acting.at)
        )
    for point_id in sorted(points):
        acting.session.add(
            CaseBarrier(case_id=case.id, kind=kind, point_id=point_id, since=acting.at)
        )
    return frozenset(accounts), frozenset(points)


def _staff_named(acting: Acting, name: str) -> list[str]:
    return list(
        acting.session.scalars(
            select(Account.id)
            .join(Post, Post.account_id == Account.id)
            .where(Account.name == name.strip())
            .distinct()
        )
    )
