"""Whatever is sent, the answer is never a 500: every described call, well and badly filled."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask, abort
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.core.rest.conftest import COUNTY, Caller, Calls

SPEAKERS = {"put_switch": "admin", "rehearse_switch": "admin", "indicators": "head"}


def hammer(
    app: Flask,
    callers: dict[str, Caller],
    known: dict[str, Any],
    examples: int,
    *,
    only: str | None = None,
) -> int:
    """Call everything described (or *only* one call), half well and half badly filled; return how
    many answered 2xx."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    fine = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if only not in (None, name):
            continue
        caller = callers[SPEAKERS.get(name, "desk")]
        places = {one: known[one] for one in known if f"{{{one}}}" in operation.path}
        for mode in GenerationMode:
            filled = operation.as_strategy(mode, path_parameters=places)
            answered = send(filled, name, caller.token, examples)
            assert answered, name
            fine += sum(status < 300 for status in answered)
    return fine


def send(filled: Any, name: str, token: str, examples: int) -> list[int]:
    """Send *examples* of one call and return the statuses."""
    answered: list[int] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=filled)
    def run(case: schemathesis.Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code < 500, (name, answer.status_code, case.body, case.query)
        answered.append(answer.status_code)

    run()
    return answered


def ground(as_: Calls) -> tuple[dict[str, Caller], dict[str, Any]]:
    """Return the speakers, and a case with everything an address may name."""
    callers = {name: as_(name) for name in ("desk", "admin", "head")}
    desk, head = callers["desk"], callers["head"]
    case = desk.receive()
    party = case["parties"][0]["id"]
    paper = desk.post(
        f"cases/{case['number']}/documents", {"kind": "intake_receipt", "party": party}
    )
    head.move(case, "interagency_meeting", present=["民政"])
    measure = {"body": "民政", "text": "落实临时救助", "due_on": "2026-12-01"}
    planned = head.move(case, "adopt_plan", plan="先救助", measures=[measure])
    known = {
        "county": COUNTY,
        "number": case["number"],
        "item_id": case["items"][0]["id"],
        "document_id": paper["id"],
        "measure_id": planned["measures"][0]["id"],
        "key": "intake",
        "plugin": "mediation",
    }
    return callers, known


def test_nothing_that_is_sent_breaks_it(app: Flask, as_: Calls) -> None:
    assert hammer(app, *ground(as_), examples=1) > 15


@pytest.mark.long
@pytest.mark.postgres
def test_nothing_that_is_sent_for_long_breaks_it(app: Flask, as_: Calls) -> None:
    assert hammer(app, *ground(as_), examples=100) > 400


def test_the_hammer_finds_a_crash(app: Flask, as_: Calls) -> None:
    """A planted crash turns it red: the harness itself is judged."""
    callers, known = ground(as_)
    inner = app.view_functions["rest.points"]
    app.view_functions["rest.points"] = lambda **_place: abort(500)
    with pytest.raises(AssertionError, match="points"):
        hammer(app, callers, known, examples=1, only="points")
    app.view_functions["rest.points"] = inner
