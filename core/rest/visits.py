"""What core itself asks on a case: about danger, alone; the duty to report; visits; measures.

Who works, leads or follows the case files these, a head who convened 联席会商 among them, so the
calls ask for the action of a move and the commands for the person.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import g

from core.cases import commands
from core.cases.here import acting
from core.cases.promises import promises_of
from core.cases.visits import count_my_visits, my_visits
from core.rest.answers import CaseAnswer, PromiseAnswer, VisitAnswer, listing
from core.rest.bodies import FormBody, VersionBody, VisitPlanBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.filing import filed, filing
from core.rest.shapes import case_now, listed, short_list
from core.web import decode_cursor, page_of

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


@filing(f"{CASE}/contact", VISITS)
def file_safe_contact(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Register how a party may safely be reached (form `safe_contact`); the newest holds."""
    return filed(commands.file_safe_contact, number, body)


@filing(f"{CASE}/protection", VISITS)
def file_protection(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File a step of a protection order or a warning letter (form `protection`)."""
    return filed(commands.file_protection, number, body)


@filing(f"{CASE}/followups", VISITS)
def file_follow_up(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File a follow-up visit (form `followup_record`) on the earliest planned one."""
    return filed(commands.file_follow_up, number, body)


@call(
    f"{CASE}/followups/plan",
    method="POST",
    action="case.move",
    tag=VISITS,
    takes=VisitPlanBody,
    gives=CaseAnswer,
    answer="R",
    status=201,
    creates=True,
)
def plan_follow_up(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Plan one more visit; a day off moves to the next working day."""
    here = acting()
    commands.plan_visit(
        here,
        number,
        body["version"],
        body["kind"],
        body["planned_on"],
        key=idempotency_key(),
    )
    return case_now(here, number)


@call(
    f"{CASE}/promises",
    action="case.read",
    tag=VISITS,
    resource="case",
    gives=listing(PromiseAnswer, "Promises"),
    answer="R",
    paged=True,
)
def promises(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return what was promised and how it is kept, cut to what the caller may read."""
    rows = promises_of(acting(), g.target, g.case_reach)
    return short_list(rows, asked, "promises", lambda one: str(one.number))


@call(
    "/<county>/followups",
    action="case.list",
    tag=VISITS,
    gives=listing(VisitAnswer, "Visits"),
    answer="S",
    paged=True,
)
def my_followups(asked: dict[str, Any]) -> dict[str, Any]:
    """List the visits the caller has to make, the earliest first."""
    here, size = acting(), asked["page_size"]
    after: tuple[date, str] | None = None
    if asked["after"]:
        day, row_id = decode_cursor("visits", asked["after"])
        after = cast(date, day), cast(str, row_id)  # signed by ourselves
    rows = my_visits(here, after=after, limit=size + 1)
    page = page_of(rows, size, "visits", lambda one: (one.planned_on, one.id))
    return listed(page, asked, lambda: count_my_visits(here))


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


@filing(f"{CASE}/key_family", VISITS)
def file_key_family(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File 附录A, a family at risk (form `key_family`); its paper prints from it."""
    return filed(commands.file_key_family, number, body)
