"""What comes with a call is looked at in the same way by every command: the answers to a form, and
whether the case still stands as the caller saw it.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.errors import Invalid, MoveRefused, Stale
from core.cases.facts import Facts
from core.cases.lifecycle import ENDED
from core.forms import Choices, judge
from core.words import Form, Objection, Value


def answers_to(
    acting: Acting, form: Form, raw: Mapping[str, object], *, choices: Choices | None = None
) -> dict[str, Value]:
    """Return the answers *form* takes; raise Invalid with the texts at the fields."""
    verdict = judge(form, raw, today=acting.today, choices=choices)
    if verdict.errors:
        raise Invalid(verdict.errors)
    return dict(verdict.data)


def must_go_on(facts: Facts, version: int) -> None:
    """Raise Stale for another version than stands, MoveRefused once the case has ended."""
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if facts.state in ENDED:
        raise MoveRefused(Objection(text="办件已经结束", citation="附录 B", code="state"))
