"""What needs somebody to be here: a bearer token is refused, a browser's session let through.

A token lies in a file and works at night. What opens a sealed case is for people who signed in, two
of them where two are asked for: a script with two tokens is one script (T/ZSM 5.6.4).
"""

from __future__ import annotations

from typing import Final

from core.cases.errors import MoveRefused
from core.people.sessions import signed_in
from core.words import Objection

NOT_BY_TOKEN: Final = Objection(
    text="令牌证明不了人在这里：请在网页上登录，再办这一项",
    citation="T/ZSM 5.6.4",
    code="presence",
)


def only_who_signed_in() -> None:
    """Raise MoveRefused for a call that came with a token."""
    signed = signed_in()
    if signed is None or signed.session_id is None:
        raise MoveRefused(NOT_BY_TOKEN)
