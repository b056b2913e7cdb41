"""The commands on accounts and posts.

Nothing here commits or knows a request. A refusal carries its reasons as `Objection` values, whose
texts are put into the reader's language where they are shown.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from datetime import date, timedelta

from flask_security import verify_password
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from core.clocks import now, today
from core.db import NoCounty
from core.people.errors import PeopleRefused
from core.people.lockout import forgive
from core.people.models import Account, AccountCounty, ApiToken, LoginSession, Post
from core.people.passwords import faults_of, hashed
from core.people.roles import ROLES, conflicts, landing
from core.people.staff import counties_of, posts_of, staff_at
from core.people.tokens import create_token, revoke_token, tokens_of
from core.points.models import ServicePoint
from core.words import Objection

__all__ = [
    "PeopleRefused",
    "add_account",
    "add_post",
    "change_own_password",
    "counties_of",
    "create_token",
    "disable",
    "enable",
    "end_post",
    "end_sessions",
    "find_account",
    "normal_username",
    "posts_of",
    "require_only_here",
    "revoke_token",
    "set_password",
    "staff_at",
    "tokens_of",
]

_USERNAME = re.compile(r"[a-z0-9][a-z0-9_.-]{1,39}", re.ASCII)


def normal_username(text: str) -> str:
    """Return a username as it is stored; whoever types it may use capitals and spaces around."""
    return text.strip().lower()


def add_account(
    session: Session,
    *,
    username: str,
    name: str,
    password: str | None = None,
    password_hash: str | None = None,
    email: str | None = None,
) -> Account:
    """Add an account without any post, and return it.

    Exactly one of ``password`` and ``password_hash`` (from `hashed`, for many accounts with the
    same one) is given. Raises PeopleRefused for a name that is taken or malformed, or a weak
    password; ValueError when both or neither are given.
    """
    if (password is None) is (password_hash is None):
        raise ValueError("give either a password or its hash")
    username = normal_username(username)
    faults: list[Objection] = []
    if not _USERNAME.fullmatch(username):
        faults.append(
            Objection(
                text="账号用小写字母和数字，2 到 40 位", code="username", field_name="username"
            )
        )
    elif session.scalar(select(Account.id).where(Account.username == username)):
        faults.append(
            Objection(text="这个账号名已经有人用了", code="username_taken", field_name="username")
        )
    if not name.strip():
        faults.append(Objection(text="姓名不能空着", code="name", field_name="name"))
    if password is not None:
        faults.extend(faults_of(password, username))
    if faults:
        raise PeopleRefused(*faults)
    moment = now()
    account = Account(
        username=username,
        name=name.strip(),
        password=password_hash or hashed(str(password)),
        email=email or None,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        created_at=moment,
        password_changed_at=moment,
        failed_logins=0,
        type_size="standard",
        locale="zh",
        keys_off=False,
    )
    session.add(account)
    session.flush()
    return account


def find_account(session: Session, username: str) -> Account | None:
    """Return the account with this name, None when there is none."""
    return session.scalar(select(Account).where(Account.username == normal_username(username)))


def set_password(session: Session, account: Account, password: str) -> None:
    """Give *account* a new password, end its sign-ins everywhere and lift a lock.

    Raises PeopleRefused for a weak one.
    """
    faults = faults_of(password, account.username)
    if faults:
        raise PeopleRefused(*faults)
    account.password = hashed(password)
    account.password_changed_at = now()
    account.fs_uniquifier = secrets.token_hex(32)
    forgive(account)
    session.add(account)
    end_sessions(session, account.id)


def change_own_password(session: Session, account: Account, *, new: str, again: str) -> None:
    """Give oneself another password, so that whoever gave the first one knows it no longer; every
    sign-in ends, this one too. Raises PeopleRefused; that it is she is for the page to see to."""
    faults = []
    if new != again:
        faults.append(Objection(text="两次写的不一样", code="again", field_name="again"))
    if verify_password(new, account.password):
        faults.append(Objection(text="和现在的一样，请换一个", code="same", field_name="password"))
    if faults:
        raise PeopleRefused(*faults)
    set_password(session, account, new)


def require_only_here(session: Session, account: Account) -> None:
    """Raise PeopleRefused for an account that has posts in another county too. Who can reset its
    password here could sign in there as that person, and a post here is soon given."""
    elsewhere = select(AccountCounty.county_code).where(
        AccountCounty.account_id == account.id, AccountCounty.county_code != _county(session)
    )
    if session.scalars(elsewhere.limit(1)).first() is not None:
        raise PeopleRefused(
            Objection(
                text="这个账号在别的县也有岗位，重置密码、停用和恢复请找运维；本县的岗位可以结束",
                code="elsewhere",
                field_name="password",
            )
        )


def disable(session: Session, account: Account) -> None:
    """Bar *account*: end its sign-ins, revoke its tokens; its posts stay as they are."""
    account.active = False
    session.add(account)
    end_sessions(session, account.id)
    session.execute(
        update(ApiToken)
        .where(ApiToken.account_id == account.id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def enable(session: Session, account: Account) -> None:
    """Let *account* sign in again; what `disable` ended stays ended."""
    account.active = True
    forgive(account)
    session.add(account)


def end_sessions(session: Session, account_id: str) -> None:
    """End every sign-in of the account."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.ended_at.is_(None))
        .values(ended_at=now())
    )


def shut_all(session: Session) -> None:
    """End every sign-in and revoke every token of every account: what an old state of the platform
    still holds open may have been closed since."""
    session.execute(
        update(LoginSession).where(LoginSession.ended_at.is_(None)).values(ended_at=now())
    )
    session.execute(update(ApiToken).where(ApiToken.revoked_at.is_(None)).values(revoked_at=now()))


def add_post(
    session: Session,
    *,
    account_id: str,
    point_id: str,
    role: str,
    professions: Collection[str] = (),
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: str | None = None,
) -> Post:
    """Give an account a post in the session's county and return it.

    ``professions`` are the roles the installed services declare, ``by`` the account that gives it
    (None for the command line). Raises PeopleRefused when the role is unknown, the point is closed,
    the account holds the same post already or a role that must stay apart, or gives it to itself;
    LookupError when account or point do not exist.
    """
    county_id = _county(session)
    account = session.get(Account, account_id)
    point = session.get(ServicePoint, (county_id, point_id))
    if account is None or point is None:
        raise LookupError("no such account or point")
    first = starts_on or today()
    held = session.execute(
        select(Post.role, Post.point_id).where(Post.account_id == account_id, _not_over(first))
    ).all()
    faults = []
    if by == account_id:
        faults.append(Objection(text="自己的岗位要请别人来设", code="own_post"))
    if role not in ROLES and role not in professions:
        faults.append(Objection(text="没有这个岗位", code="role", field_name="role"))
    if not point.active:
        faults.append(Objection(text="这个服务点已停用", code="point", field_name="point"))
    if (role, point_id) in {(row.role, row.point_id) for row in held}:
        faults.append(Objection(text="已经有这个岗位了", code="post_exists", field_name="role"))
    elif conflicts([role, *(row.role for row in held)]):
        faults.append(
            Objection(
                text="管模块、管保密、管审计的岗位各归各人，不能和别的岗位合在一起",
                citation="GB/T 22239-2019 8.1.4.2",
                code="apart",
                field_name="role",
            )
        )
    if ends_on is not None and ends_on < first:
        faults.append(Objection(text="结束日不能早于开始日", code="span", field_name="ends_on"))
    if faults:
        raise PeopleRefused(*faults)
    post = Post(
        account_id=account_id,
        point_id=point_id,
        role=role,
        title=title,
        starts_on=first,
        ends_on=ends_on,
    )
    session.add(post)
    session.flush()
    _note_county(session, account_id)
    return post


def end_post(session: Session, post: Post, *, last_day: date | None = None) -> Post:
    """End *post* with *last_day*; without one, at once: yesterday was its last day."""
    post.ends_on = last_day or today() - timedelta(days=1)
    session.add(post)
    session.flush()
    _note_county(session, post.account_id)
    return post


def _not_over(day: date) -> ColumnElement[bool]:
    return or_(Post.ends_on.is_(None), Post.ends_on >= day)


def _county(session: Session) -> str:
    county_id: str | None = getattr(session, "county_id", None)
    if county_id is None:
        raise NoCounty("a post is given inside a county")
    return county_id


def _note_county(session: Session, account_id: str) -> None:
    """Keep the account's list of counties true after its posts here changed."""
    county_code = _county(session)
    roles = session.scalars(
        select(Post.role).where(Post.account_id == account_id, _not_over(today()))
    ).all()
    noted = session.get(AccountCounty, (account_id, county_code))
    if not roles:
        if noted is not None:
            session.delete(noted)
    elif noted is None:
        session.add(
            AccountCounty(account_id=account_id, county_code=county_code, landing=landing(roles))
        )
    else:
        noted.landing = landing(roles)
    session.flush()
