"""Sign-ins kept on the server: who is here, from which post, and when it is over.

Flask's cookie alone cannot be taken back; a copy of it would still open the door after signing out.
So the cookie only carries a random value, and one query a request finds its row together with the
account and the posts. Idle for a quarter of an hour ends it; drafts survive (GB/T 22239-2019
8.1.4.1 b).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask import current_app, g, session
from sqlalchemy import Date, Select, and_, bindparam, select, update

from core.clocks import now, today
from core.db import CountySession, db, prepared
from core.people.models import Account, AccountCounty, ApiToken, LoginSession, Post
from core.people.roles import may, rank
from core.people.staff import HELD_COLUMNS, HeldPost, at_point, held_post, posts_of, valid_on
from core.people.tokens import fingerprint
from core.points.models import ServicePoint
from core.words import Viewer

IDLE_KEY: Final = "JIAHE_IDLE"
IDLE: Final = timedelta(minutes=15)
_COOKIE: Final = "sid"
_LEFT: Final = "left"
# How long after its end a sign-in still says whose unfinished form this was.
_REMEMBERED: Final = timedelta(hours=12)
# How stale "last seen" may be. Writing it on every page would make readers writers.
_TOUCH_EVERY: Final = timedelta(minutes=1)


def _questions(
    proof: type[LoginSession] | type[ApiToken],
) -> tuple[Select[Any, Any], Select[Any, Any]]:
    alone = (
        select(proof, Account)
        .join(Account, Account.id == proof.account_id)
        .where(proof.id == bindparam("key"))
    )
    in_force = and_(Post.account_id == Account.id, valid_on(bindparam("day", type_=Date)))
    with_posts = (
        alone.add_columns(*HELD_COLUMNS)
        .outerjoin(Post, in_force)
        .outerjoin(ServicePoint, at_point())
        .order_by(Post.starts_on, Post.id)
    )
    return prepared(alone), prepared(with_posts)


# Asked on every request and built once: putting the statement together costs more than running it.
_BY_COOKIE: Final = _questions(LoginSession)
_BY_BEARER: Final = _questions(ApiToken)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Who sends this request, and how she proved it. ``posts`` are those in force today in the
    request's county; ``scopes`` narrow a token, None for a browser."""

    account: Account
    county: str | None
    posts: tuple[HeldPost, ...]
    current_post_id: str | None = None
    session_id: str | None = None
    scopes: frozenset[str] | None = None


def begin(account: Account) -> None:
    """Open a sign-in for *account* and put its value into the cookie."""
    sid = secrets.token_urlsafe(32)
    moment = now()
    db.session.add(
        LoginSession(
            id=fingerprint(sid), account_id=account.id, created_at=moment, last_seen_at=moment
        )
    )
    session[_COOKIE] = sid
    session.pop(_LEFT, None)
    # a token handed out before signing in must not be good after it
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def end() -> None:
    """End this browser's sign-in and empty its cookie."""
    sid = session.get(_COOKIE)
    session.clear()
    if isinstance(sid, str):
        _write(fingerprint(sid), ended_at=now())
        # opens nothing; see `left_here`
        session[_LEFT] = fingerprint(sid)
    g.pop("signed_in", None)


def left_here() -> str | None:
    """Return whose sign-in ended in this browser during the last half day, None when nobody's.

    Good for keeping what she was writing for her, and for nothing else.
    """
    sid = session.get(_COOKIE)
    sid_hash = fingerprint(sid) if isinstance(sid, str) else session.get(_LEFT)
    row = db.session.get(LoginSession, sid_hash) if isinstance(sid_hash, str) else None
    if row is None or now() - row.last_seen_at > _REMEMBERED:
        return None
    # whose account was closed, or who has no post here any more, leaves nothing here either
    account = db.session.get(Account, row.account_id)
    if account is None or not account.active or load_viewer(account, _county()) is None:
        return None
    return row.account_id


def by_cookie(uniquifier: str) -> Account | None:
    """Return the account of this browser's sign-in, None when there is none that is in force.

    ``uniquifier`` is what the cookie says of the account: it changes with the password.
    """
    sid = session.get(_COOKIE)
    if not isinstance(sid, str):
        return None
    sid_hash = fingerprint(sid)
    rows = _ask(_BY_COOKIE, sid_hash)
    if not rows:
        return None
    row: LoginSession = rows[0][0]
    account: Account = rows[0][1]
    if row.ended_at is not None or not account.active or account.fs_uniquifier != uniquifier:
        return None
    moment = now()
    if moment - row.last_seen_at > current_app.config.get(IDLE_KEY, IDLE):
        _write(sid_hash, ended_at=moment)
        return None
    if moment - row.last_seen_at > _TOUCH_EVERY:
        _write(sid_hash, last_seen_at=moment)
    here = _county()
    _remember(
        SignedIn(
            account=account,
            county=here,
            posts=_posts(rows),
            current_post_id=row.current_post_id if row.county_code == here else None,
            session_id=sid_hash,
        )
    )
    return account


def by_bearer(authorization: str) -> Account | None:
    """Return the owner of the bearer token in an ``Authorization`` header, None when it is no good.

    A token for one county is nobody in another.
    """
    scheme, _, plain = authorization.partition(" ")
    if scheme.lower() != "bearer" or not plain.strip():
        return None
    rows = _ask(_BY_BEARER, fingerprint(plain.strip()))
    if not rows:
        return None
    token: ApiToken = rows[0][0]
    account: Account = rows[0][1]
    if token.revoked_at is not None or not account.active:
        return None
    if token.expires_at is not None and token.expires_at <= now():
        return None
    here = _county()
    if token.county_code is not None and here is not None and token.county_code != here:
        return None
    if token.last_used_on != today():
        _own(update(ApiToken).where(ApiToken.id == token.id).values(last_used_on=today()))
    _remember(
        SignedIn(
            account=account,
            county=here,
            posts=_posts(rows),
            scopes=frozenset(token.scopes) or None,
        )
    )
    return account


def signed_in() -> SignedIn | None:
    """Return who sends this request, as far as somebody has asked already."""
    found: SignedIn | None = g.get("signed_in")
    return found


def load_viewer(account: Account, county: str | None) -> Viewer | None:
    """Return *account* as a viewer in *county*, None when it has no post in force there.

    Costs nothing for the account of this request; for any other it asks the session's county.
    """
    if county is None:
        return None
    here = signed_in()
    if here is not None and here.account is account and here.county == county:
        posts, wanted = here.posts, here.current_post_id
    else:
        posts, wanted = posts_of(db.session(), account.id), None
    if not posts:
        return None
    first = min(posts, key=lambda held: rank(held.post.role))
    current = next((held for held in posts if held.id == wanted), first)
    return Viewer(
        account_id=account.id,
        name=account.name,
        county=county,
        posts=tuple(held.post for held in posts),
        current=current.post,
    )


def permits(viewer: Viewer, action: str) -> bool:
    """Tell whether *viewer*'s roles allow *action*, and so does the token it came with, if any."""
    here = signed_in()
    if here is not None and here.account.id == viewer.account_id and here.scopes is not None:
        return action in here.scopes and may(viewer.roles, action)
    return may(viewer.roles, action)


def sit_at(county_code: str, post_id: str) -> None:
    """Work from another post from the next request on.

    The post is not looked up: one that is not the viewer's, or is over, is simply not found among
    hers, and she stays where she was.
    """
    here = signed_in()
    if here is not None and here.session_id is not None:
        db.session.execute(
            update(LoginSession)
            .where(LoginSession.id == here.session_id)
            .values(county_code=county_code, current_post_id=post_id)
        )


def home_of(account: Account) -> str | None:
    """Return the path somebody starts from, None when she has a post nowhere."""
    here = signed_in()
    row = None
    if here is not None and here.session_id is not None:
        row = db.session.get(LoginSession, here.session_id)
    starts = db.session.execute(
        select(AccountCounty.county_code, AccountCounty.landing)
        .where(AccountCounty.account_id == account.id)
        .order_by(AccountCounty.county_code)
    ).all()
    if not starts:
        return None
    last = row.county_code if row is not None else None
    start = next((each for each in starts if each.county_code == last), starts[0])
    return f"/{start.county_code}/{start.landing}"


def _county() -> str | None:
    """The county of the session, which is the county of the URL."""
    return _here().county_id


def _here() -> CountySession:
    session_here: CountySession = db.session()  # type: ignore[assignment]  # set up with this class
    return session_here


def _ask(wanted: tuple[Select[Any, Any], Select[Any, Any]], key: str) -> list[Any]:
    """Ask for the sign-in *key* with its account and, in a county, the posts in force today."""
    alone, with_posts = wanted
    # without a county there are no posts to read, and reading them would be refused
    if _county() is None:
        return list(db.session.execute(alone, {"key": key}))
    return list(db.session.execute(with_posts, {"key": key, "day": today()}))


def _posts(rows: list[Any]) -> tuple[HeldPost, ...]:
    return tuple(held_post(*row[2:]) for row in rows if len(row) > 2 and row[2] is not None)


def _remember(found: SignedIn) -> None:
    g.signed_in = found


def _write(sid_hash: str, **values: datetime) -> None:
    _own(update(LoginSession).where(LoginSession.id == sid_hash).values(**values))


def _own(statement: Any) -> None:
    """Write inside the request's transaction, or beside it when the request only reads."""
    if not _here().read_only:
        db.session.execute(statement)
        return
    with db.own_transaction(None) as own:
        own.execute(statement)
