"""File one of core's own forms on a case: its version is quoted, the case is the answer.

A dozen calls do the same around one command each; written once, none forgets the key that makes a
second sending harmless (T/ZSM 4.3.1.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.cases.here import acting
from core.rest.answers import CaseAnswer
from core.rest.bodies import FormBody
from core.rest.calls import View, call, idempotency_key
from core.rest.naming import with_ids
from core.rest.shapes import case_now
from core.words import Form


def filing(rule: str, tag: str) -> Callable[[View], View]:
    """Make a view the call that files a form on the case of *rule*."""
    return call(
        rule,
        method="POST",
        action="case.move",
        tag=tag,
        takes=FormBody,
        gives=CaseAnswer,
        answer="R",
        status=201,
        creates=True,
    )


def filed(
    command: Callable[..., object],
    number: str,
    body: dict[str, Any],
    *place: str,
    form: Form | None = None,
) -> dict[str, Any]:
    """Run *command* with the answers sent and return the case as it stands then.

    *place* is what the address names beside the case; with *form*, points and colleagues inside
    its answers may go by their names.
    """
    here = acting()
    data = with_ids(here, form.fields, body["data"]) if form is not None else body["data"]
    command(here, number, *place, body["version"], data, key=idempotency_key())
    return case_now(here, number)
