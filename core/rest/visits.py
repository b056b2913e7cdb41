"""What core itself asks on a case: about danger, alone; the duty to report; visits; measures.

Who works, leads or follows the case files these, a head who convened 联席会商 among them, so the
calls ask for the action of a move and the commands for the person.
"""

from __future__ import annotations

from typing import Any

from core.cases import commands
from core.cases.here import acting
from core.rest.answers import CaseAnswer
from core.rest.bodies import FormBody, VersionBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.shapes import case_now

VISITS = "core forms"


@call(
    f"{CASE}/danger",
    method="POST",
    action="case.move",
    tag=VISITS,
    takes=FormBody,
    gives=CaseAnswer,
    answer="R",
)
def check_danger(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File what was said when asked alone about danger (form `danger_check`)."""
    here = acting()
    commands.check_danger(here, number, body["version"], body["data"])
    return case_now(here, number)


@call(
    f"{CASE}/report",
    method="POST",
    action="case.move",
    tag=VISITS,
    takes=FormBody,
    gives=CaseAnswer,
    answer="R",
)
def record_report(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File that the duty to report was done (form `report_record`)."""
    here = acting()
    commands.record_report(here, number, body["version"], body["data"])
    return case_now(here, number)


@call(
    f"{CASE}/followups",
    method="POST",
    action="case.move",
    tag=VISITS,
    takes=FormBody,
    gives=CaseAnswer,
    answer="R",
    status=201,
    creates=True,
)
def file_follow_up(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File a follow-up visit (form `followup_record`)."""
    here = acting()
    commands.file_follow_up(here, number, body["version"], body["data"], key=idempotency_key())
    return case_now(here, number)


@call(
    f"{CASE}/measures/<rowid:measure_id>/done",
    method="POST",
    action="case.move",
    tag=VISITS,
    takes=VersionBody,
    gives=CaseAnswer,
    answer="R",
)
def finish_measure(body: dict[str, Any], number: str, measure_id: str) -> dict[str, Any]:
    """Mark a measure of the plan as done, quoting the version of the case."""
    here = acting()
    commands.finish_measure(here, number, measure_id, body["version"])
    return case_now(here, number)
