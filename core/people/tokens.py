"""Bearer tokens for integrations: told once, kept as a hash, never able to more than their owner.

A script must not need a person's password, and a leaked copy of the database must not sign in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.clocks import now
from core.people.errors import PeopleRefused
from core.people.models import AccountCounty, ApiToken
from core.people.roles import ACTIONS
from core.words import Objection

TOKEN_DAYS = 90


def create_token(
    session: Session,
    account_id: str,
    *,
    name: str = "",
    county_code: str | None = None,
    scopes: Iterable[str] = (),
    days: int | None = TOKEN_DAYS,
) -> str:
    """Make a bearer token and return it: it is told this once, only its hash is kept.

    ``scopes`` are actions, none meaning all its owner may; ``days`` until it expires, None for
    never. Raises PeopleRefused for an unknown action or a county the owner has no post in.
    """
    wanted = sorted(set(scopes))
    if unknown := [scope for scope in wanted if scope not in ACTIONS]:
        raise PeopleRefused(
            Objection(
                text="没有这个动作：%(name)s",
                values={"name": unknown[0]},
                code="scope",
                field_name="scopes",
            )
        )
    if county_code is not None and session.get(AccountCounty, (account_id, county_code)) is None:
        raise PeopleRefused(
            Objection(text="在这个县没有岗位", code="county", field_name="county_code")
        )
    plain = f"jh_{secrets.token_urlsafe(32)}"
    moment = now()
    session.add(
        ApiToken(
            id=fingerprint(plain),
            account_id=account_id,
            name=name.strip() or "API",
            county_code=county_code,
            scopes=wanted,
            created_at=moment,
            expires_at=moment + timedelta(days=days) if days is not None else None,
        )
    )
    session.flush()
    return plain


def revoke_token(session: Session, token_id: str) -> None:
    """Revoke a token for good; raise LookupError when there is none."""
    token = session.get(ApiToken, token_id)
    if token is None:
        raise LookupError("no such token")
    token.revoked_at = token.revoked_at or now()


def tokens_of(session: Session, account_id: str) -> tuple[ApiToken, ...]:
    """Return the account's tokens that can still be used, the newest first."""
    wanted = select(ApiToken).where(
        ApiToken.account_id == account_id,
        ApiToken.revoked_at.is_(None),
        or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now()),
    )
    return tuple(session.scalars(wanted.order_by(ApiToken.created_at.desc())))


def fingerprint(secret: str) -> str:
    """Return what is stored of a random secret. It has 256 bits: no salt, no slow hash needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
