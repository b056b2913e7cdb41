"""Five wrong passwords in a quarter of an hour lock the account for a quarter of an hour.

The same answers come for a name nobody has, so that trying names tells nothing. Guessing many names
from one address is stopped separately, by address (GB/T 22239-2019 8.1.4.1 b).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from core.clocks import now

if TYPE_CHECKING:
    from core.people.models import Account

MOST_WRONG = 5
WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)
# Wrong attempts from one address in the window: a whole office may sit behind one.
MOST_WRONG_FROM_ADDRESS = 60


def is_locked(account: Account) -> bool:
    """Tell whether *account* is locked at this moment."""
    return account.locked_until is not None and account.locked_until > now()


def count_failure(account: Account) -> None:
    """Count one wrong attempt; the fifth within the window locks. Nothing counts while locked."""
    if is_locked(account):
        return
    moment = now()
    if account.failed_since is None or moment - account.failed_since > WINDOW:
        account.failed_since, account.failed_logins = moment, 0
    account.failed_logins += 1
    if account.failed_logins >= MOST_WRONG:
        account.locked_until = moment + LOCKED_FOR
        account.failed_since, account.failed_logins = None, 0


def forgive(account: Account) -> None:
    """Forget the wrong attempts after a right one."""
    account.failed_logins = 0
    account.failed_since = account.locked_until = None


def attempts_left(account: Account) -> int:
    """Return how many wrong attempts are left before the lock."""
    return MOST_WRONG - account.failed_logins


def wrong_text(left: int) -> str:
    """Say that name or password is wrong, and how many tries are left."""
    text: str = _("账号或密码不对，还可以再试 %(left)s 次。", left=left)
    return text


def locked_text(account: Account | None = None, *, left: timedelta = LOCKED_FOR) -> str:
    """Say for how long the account is locked; without an account, for a name nobody has, whose
    lock runs down like any other: *left* is what is left of it."""
    if account is not None and account.locked_until is not None:
        left = account.locked_until - now()
    minutes = max(1, -(-left // timedelta(minutes=1)))
    text: str = _("试错次数多了，这个账号先锁 %(minutes)s 分钟，到时再试。", minutes=minutes)
    return text
