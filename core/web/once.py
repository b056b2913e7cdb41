"""The key a form carries so that a double click makes one thing and not two (T/ZSM 5.6.4: a paper
has one number).

The page draws a key, the view hands it to its command, and the command gives the first answer
again. `tests/core/web/test_once.py` finds every form that creates something and carries none.
"""

from __future__ import annotations

import secrets
from typing import Final

from flask import request

FIELD: Final = "key"
# leaves room for what a view adds: one button may be pressed for several people
LONGEST: Final = 80


def new_key() -> str:
    """Return a key no other form has."""
    return secrets.token_urlsafe(18)


def sent_key() -> str:
    """Return the key the form at hand was drawn with, "" for one that carries none."""
    return request.form.get(FIELD, "")[:LONGEST]


def sent_key_for(*chosen: str) -> str:
    """Return the key of the form together with what was chosen in it.

    For a form that stays on the page after it was sent, as one that hands out a Word file: the
    same choice again is the same thing, another choice is another one and no misuse of the key.
    """
    key = sent_key()
    return ":".join((key, *chosen))[:LONGEST] if key else ""
