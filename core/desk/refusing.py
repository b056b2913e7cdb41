"""Carry out one command and, when it refuses, draw its page again with everything that was typed.

One function for every form of the desk, so that none forgets a kind of refusal, keeps what a
command changed before it refused, or tells two versions in words of its own (T/ZSM 5.6.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flask.typing import ResponseReturnValue

from core.cases import errors
from core.cases.acting import Acting
from core.desk.conflicts import versions
from core.web.speech import spoken_each, spoken_with
from core.words import Objection

Reasons: TypeAlias = list[dict[str, str]]
Again: TypeAlias = Callable[[dict[str, list[str]], int, Reasons], ResponseReturnValue]
"""Draws the page again: texts by field, the status, and reasons that belong to no field."""


def said(objections: tuple[Objection, ...]) -> Reasons:
    """Return reasons in the reader's language."""
    return [
        {"text": spoken_with(one.text, one.values), "citation": one.citation} for one in objections
    ]


def _no_more() -> Reasons:
    return []


def refused(
    here: Acting,
    carry_out: Callable[[], object],
    again: Again,
    beside: Callable[[], Reasons] = _no_more,
) -> ResponseReturnValue | None:
    """Run *carry_out*; None when it was done, else the page drawn again: 422 with texts at the
    fields, or 409 with both versions, and what *beside* has to say of them, or every reason.
    Nothing the command changed is kept."""
    try:
        carry_out()
    except errors.Invalid as refusal:
        here.session.rollback()
        return again(spoken_each(refusal.errors), 422, [])
    except errors.Stale as stale:
        here.session.rollback()
        return again({}, 409, [versions(stale), *beside()])
    except errors.MoveRefused as refusal:
        here.session.rollback()
        return again({}, 409, said(refusal.objections))
    return None
