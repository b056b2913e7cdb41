"""Accounts, posts, sign-ins and tokens.

An account belongs to a person and to no county: someone may sit in two counties, or move. What she
may do comes from her posts, and those belong to counties.
"""

from __future__ import annotations

from datetime import date, datetime

from flask_security import UserMixin, WebAuthnMixin
from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Document, InCounty, county_fk, new_id


class Account(Base, UserMixin):
    """A person who signs in. ``username`` is stored in lower case; ``password`` is an argon2id
    hash. ``failed_logins`` count since ``failed_since``."""

    __tablename__ = "account"

    # the mixin only hints at what its own examples look like; ours differ where it says assignment
    id: Mapped[str] = mapped_column(String(13), primary_key=True, default=new_id)  # type: ignore[assignment]  # the mixin hints int
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # changes with the password, so that what was signed before it dies
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(255), unique=True)  # type: ignore[assignment]  # as above
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime]

    failed_logins: Mapped[int] = mapped_column(default=0)
    failed_since: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]

    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(128))
    # Flask-Security takes a used code out of the list in place; on a type of its own, because
    # every column of a type that is watched becomes a list
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(Document.copy())
    )
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]  # as above
        String(64), unique=True
    )

    type_size: Mapped[str] = mapped_column(String(8), default="standard")
    locale: Mapped[str] = mapped_column(String(8), default="zh")
    keys_off: Mapped[bool] = mapped_column(default=False)

    webauthn: Mapped[list[WebAuthn]] = relationship(  # type: ignore[assignment]  # as above
        cascade="all, delete-orphan"
    )

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Tell Flask-Security whether sign-in is barred for now; also asked by other factors."""
        from core.people.lockout import is_locked, locked_text

        if not is_locked(self):
            return False
        if form_error is not None:
            form_error.append(locked_text(self))
        return True

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:
        """Count a wrong password or code towards the lock."""
        from core.people.lockout import count_failure
        from core.people.trace import WRONG, leave_trace

        count_failure(self)
        if tfa:  # a wrong password is traced by the sign-in form, which knows of the lock too
            leave_trace(self.id, WRONG)

    def get_auth_token(self) -> str:
        """Refuse: the tokens of the API are our own (hashed, listed, revocable)."""
        raise NotImplementedError("use core.people.service.create_token")


class WebAuthn(Base, WebAuthnMixin):
    """A passkey of an account, as Flask-Security stores it."""

    __tablename__ = "account_webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(
        String(13), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None]
    extensions: Mapped[str | None] = mapped_column(String(255))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    lastuse_datetime: Mapped[datetime]
    usage: Mapped[str] = mapped_column(String(64))


class Post(InCounty, Base):
    """What an account is at a point, from one day to another: the source of everything it may do.

    ``role`` is a core role or a profession declared by a service. The row stays when it ends:
    history says who was what when. One that was ended on its first day lasted none: its last day
    is the day before.
    """

    __tablename__ = "post"
    __table_args__ = (
        county_fk("service_point", "point_id"),
        Index(None, "account_id", "county_id"),
        Index(None, "county_id", "point_id"),
    )

    account_id: Mapped[str] = mapped_column(String(13), ForeignKey("account.id"))
    point_id: Mapped[str] = mapped_column(String(13))
    role: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(60), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class AccountCounty(Base):
    """A county an account has a post in.

    Posts can only be read inside their county; signing in happens before any county is chosen, and
    this says where to go. It decides nothing: the posts do.
    """

    __tablename__ = "account_county"

    account_id: Mapped[str] = mapped_column(
        String(13), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    county_code: Mapped[str] = mapped_column(String(6), ForeignKey("county.code"), primary_key=True)
    # where the person lands: written from the post's role when the post is given
    landing: Mapped[str] = mapped_column(String(40), default="cases/")


class LoginSession(Base):
    """A sign-in. The cookie holds a random value, this row its SHA-256: ending the row ends the
    cookie, wherever a copy of it may be (Flask's own cookie outlives signing out)."""

    __tablename__ = "login_session"
    __table_args__ = (Index(None, "account_id", "ended_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        String(13), ForeignKey("account.id", ondelete="CASCADE")
    )
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    county_code: Mapped[str | None] = mapped_column(String(6))
    current_post_id: Mapped[str | None] = mapped_column(String(13))


class ApiToken(Base):
    """A bearer token for one integration: only its SHA-256 is stored, the token is told once.

    ``county_code`` None reaches every county its owner has a post in. ``scopes`` are actions; an
    empty list means all its owner may, and a token never may more.
    """

    __tablename__ = "api_token"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        String(13), ForeignKey("account.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(60))
    county_code: Mapped[str | None] = mapped_column(String(6))
    scopes: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]
