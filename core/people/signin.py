"""The sign-in form: one refusal for whatever was wrong, and no hint which names exist.

Flask-Security's own form asks for an e-mail address, which a village worker may not have, and says
whether name or password was wrong.
"""

from __future__ import annotations

from datetime import timedelta
from time import time
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from flask_security import hash_password
from flask_security.forms import LoginForm
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter
from sqlalchemy import select
from wtforms import HiddenField, StringField

from core.db import db
from core.people import lockout
from core.people.models import Account
from core.people.passwords import LONGEST
from core.people.service import normal_username
from core.people.trace import LOCKED, WRONG, leave_trace

LIMITER = "jiahe.limiter"
_WINDOW = lockout.WINDOW.seconds // 60
_BY_ADDRESS = RateLimitItemPerMinute(lockout.MOST_WRONG_FROM_ADDRESS, _WINDOW, "address")
_BY_NAME = RateLimitItemPerMinute(lockout.MOST_WRONG, _WINDOW, "name")
_SHUT = RateLimitItemPerMinute(1, lockout.LOCKED_FOR.seconds // 60, "shut")


class SignInForm(LoginForm):
    """Username and password. ``refusal`` is the one sentence shown when it does not work out."""

    email = None
    # a shared desk must not stay signed in
    remember = None
    username = StringField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusal = ""

    def validate_next(self, field: HiddenField) -> None:
        """Say nothing here about where to go next; `security` looks at where the answer leads."""

    def validate(self, **kwargs: Any) -> bool:
        """Judge the attempt; the first wrong one costs as long as the right one."""
        name = normal_username(self.username.data or "")
        self.ifield = self.username
        if len(self.password.data or "") > LONGEST:
            self.password.data = (self.password.data or "")[:LONGEST]
        if not self._address_is_fine():
            self.refusal = _("这里试错的次数太多了，请过一刻钟再试。")
            return False
        self.user = self._find(name)
        if isinstance(self.user, Account) and lockout.is_locked(self.user):
            # the same time is spent and the same answer given, right or wrong
            hash_password(self.password.data or "")
            self.refusal = lockout.locked_text(self.user)
            return False
        if self.user is None and (left := _shut_for(name)):
            hash_password(self.password.data or "")
            self.refusal = lockout.locked_text(left=left)
            return False
        if super().validate(**kwargs):
            assert isinstance(self.user, Account)  # noqa: S101 - super() has just proved it
            lockout.forgive(self.user)
            return True
        self.refusal = self._why(name)
        return False

    def _find(self, name: str) -> Account | None:
        return db.session.scalar(select(Account).where(Account.username == name))

    def _why(self, name: str) -> str:
        """Say why it did not work out, and count it against the address and an unknown name."""
        if self.csrf_token.errors:
            text: str = _("这一页放得太久了，请再登录一次。")
            return text
        if self.user_authenticated:
            # only who knows the password is told this
            text = _("这个账号停用了，请找本县管理员。")
            return text
        self._count(_BY_ADDRESS, request.remote_addr or "")
        if isinstance(self.user, Account):
            if lockout.is_locked(self.user):
                leave_trace(self.user.id, LOCKED)
                return lockout.locked_text(self.user)
            leave_trace(self.user.id, WRONG)
            return lockout.wrong_text(lockout.attempts_left(self.user))
        return _wrong_for_nobody(name)

    def _address_is_fine(self) -> bool:
        return _limiter().test(_BY_ADDRESS, request.remote_addr or "")

    def _count(self, limit: RateLimitItemPerMinute, key: str) -> bool:
        return _limiter().hit(limit, key)


def _wrong_for_nobody(name: str) -> str:
    """Count a wrong attempt for a name nobody has as `lockout` counts it for an account: from the
    first on, and the last of them locks. Anything else would tell which names there are."""
    fixed = FixedWindowRateLimiter(_limiter().storage)
    fixed.hit(_BY_NAME, name)
    left = fixed.get_window_stats(_BY_NAME, name).remaining
    if left:
        return lockout.wrong_text(left)
    fixed.hit(_SHUT, name)
    fixed.clear(_BY_NAME, name)
    return lockout.locked_text()


def _shut_for(name: str) -> timedelta:
    """Return for how long a name nobody has is still locked, zero when it is not."""
    fixed = FixedWindowRateLimiter(_limiter().storage)
    if fixed.test(_SHUT, name):
        return timedelta()
    return timedelta(seconds=max(1.0, fixed.get_window_stats(_SHUT, name).reset_time - time()))


def _limiter() -> MovingWindowRateLimiter:
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    return limiter
