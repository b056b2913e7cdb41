"""What parties promised each other, and how it is kept: how a form says which rows are promises.

Core follows up what was agreed (人民调解法 31; T/ZSM 5.5.3.1) and knows no service by name, so the
form that holds the promises says so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PROMISE_STATES: Mapping[str, str] = {
    "done": "已履行",
    "partly": "部分履行",
    "not_due": "未到期",
    "refused": "拒不履行",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Promises:
    """Which rows of a form are promises: ``rows`` names its SUB_FORM field, the others name fields
    of a row. ``what`` says what is to be done, ``due`` is the DATE it falls due, ``by`` the PARTY
    who owes it and ``to`` the PARTY it is owed to.

    A form filed again replaces the promises of the item's earlier one."""

    rows: str
    what: str
    due: str = ""
    by: str = ""
    to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseView:
    """One promise as it stands. ``number`` counts from 1 in the order of the form's rows; ``state``
    is a code of ``PROMISE_STATES``, empty while nobody has looked."""

    number: int
    what: str
    due_on: date | None = None
    by: str = ""
    to: str = ""
    state: str = ""
    said_on: date | None = None
