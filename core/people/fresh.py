"""Ask who is here to prove it once more, now: before something that opens what is shut to her post.

A sign-in may be a quarter of an hour old and the browser left open. The code of the second factor
is asked, which lives for half a minute; where the installation has none (the practice county), the
password. Wrong ones are counted apart from sign-ins, by account (GB/T 22239-2019 8.1.4.1 d).
"""

from __future__ import annotations

from typing import Final

from flask import current_app
from flask_babel import gettext as _
from flask_security import verify_password
from limits import RateLimitItemPerMinute

from core.people import lockout
from core.people.models import Account
from core.people.passwords import LONGEST
from core.people.signin import LIMITER
from core.people.trace import WRONG, leave_trace

_TRIES: Final = RateLimitItemPerMinute(lockout.MOST_WRONG, lockout.WINDOW.seconds // 60, "proof")


def asks_code() -> bool:
    """Tell whether a code is asked here, and not the password."""
    return bool(current_app.config["SECURITY_TWO_FACTOR"])


def not_proven(account: Account, proof: str) -> str:
    """Return why *proof* does not prove that *account* is here now, "" when it does."""
    limiter = current_app.extensions[LIMITER]
    if not limiter.test(_TRIES, account.id):
        text: str = _("试错的次数太多了，请过一刻钟再试。")
        return text
    if asks_code() and not account.tf_totp_secret:
        text = _("先设好“手机验证码”，再来。")
        return text
    if _holds(account, proof[:LONGEST]):
        return ""
    limiter.hit(_TRIES, account.id)
    leave_trace(account.id, WRONG)
    text = _("验证码不对。") if asks_code() else _("密码不对。")
    return text


def not_her_password(account: Account, typed: str) -> str:
    """Return why *typed* is not the password of *account*, "" when it is; counted with the rest."""
    limiter = current_app.extensions[LIMITER]
    if not limiter.test(_TRIES, account.id):
        text: str = _("试错的次数太多了，请过一刻钟再试。")
        return text
    if verify_password(typed[:LONGEST], account.password):
        return ""
    limiter.hit(_TRIES, account.id)
    leave_trace(account.id, WRONG)
    text = _("密码不对。")
    return text


def _holds(account: Account, proof: str) -> bool:
    if not asks_code():
        return bool(verify_password(proof, account.password))
    security = current_app.extensions["security"]
    return bool(
        security.totp_factory.verify_totp(
            token=proof.replace(" ", ""),
            totp_secret=account.tf_totp_secret,
            user=account,
            window=current_app.config["SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY"],
        )
    )
