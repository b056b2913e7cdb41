"""The address of one's own duty calendar: random, hashed at rest, told once, ended at any time.

A phone's calendar signs in nowhere, so the address itself is the key; that is why it leads to hours
and functions and to nothing else (个人信息保护法 6, 51).
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.clocks import today
from core.duty.commands import Clerk
from core.duty.finding import may_serve
from core.duty.models import DutyFeed
from core.people.models import Account, Post
from core.people.staff import valid_on
from core.people.tokens import fingerprint


def open_feed(clerk: Clerk) -> str:
    """Make a new address for the one who acts, end the one before, and return its secret part: it
    is told this once."""
    close_feed(clerk)
    plain = secrets.token_urlsafe(32)
    clerk.session.add(
        DutyFeed(
            account_id=clerk.viewer.account_id,
            token_hash=fingerprint(plain),
            created_at=clerk.at,
        )
    )
    clerk.session.flush()
    _note(clerk, "duty.feed_opened")
    return plain


def close_feed(clerk: Clerk) -> None:
    """End the address of the one who acts; without one nothing happens."""
    row = feed_of(clerk)
    if row is not None:
        row.revoked_at = clerk.at
        clerk.session.flush()
        _note(clerk, "duty.feed_closed")


def close_every_feed(session: Session, at: datetime) -> None:
    """End every address of the county: an old state may hold one open that was ended since."""
    for row in session.scalars(select(DutyFeed).where(DutyFeed.revoked_at.is_(None))):
        row.revoked_at = at


def feed_of(clerk: Clerk) -> DutyFeed | None:
    """Return the address of the one who acts that still leads somewhere."""
    return clerk.session.scalars(
        select(DutyFeed).where(
            DutyFeed.account_id == clerk.viewer.account_id, DutyFeed.revoked_at.is_(None)
        )
    ).first()


def account_behind(session: Session, plain: str) -> str | None:
    """Return whose calendar the address is; None for none, and for who may serve no more."""
    rows = session.execute(
        select(DutyFeed.account_id, Post.role)
        .join(Account, Account.id == DutyFeed.account_id)
        .join(Post, Post.account_id == DutyFeed.account_id)
        .where(
            DutyFeed.token_hash == fingerprint(plain),
            DutyFeed.revoked_at.is_(None),
            Account.active.is_(True),
            valid_on(today()),
        )
    )
    return next((row.account_id for row in rows if may_serve(row.role)), None)


def _note(clerk: Clerk, action: str) -> None:
    note_change(
        clerk.session,
        action=action,
        actor_id=clerk.viewer.account_id,
        target=f"account:{clerk.viewer.account_id}",
        at=clerk.at,
    )
