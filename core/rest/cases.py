"""Cases: take one in, list those the caller may know of, read one with all that belongs to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from flask import g

from core.cases import commands
from core.cases.filed import RecordOut, records_of
from core.cases.forms import intake_form
from core.cases.here import acting, case_out
from core.cases.lists import Filters, count_cases, list_cases
from core.cases.offering import papers_of
from core.cases.reading import EventOut, follow_ups_of, history_of
from core.privacy import shows
from core.rest.answers import (
    CaseAnswer,
    ClockAnswer,
    EventAnswer,
    FollowUpAnswer,
    LineAnswer,
    PaperAnswer,
    RecordAnswer,
    listing,
)
from core.rest.bodies import Intake
from core.rest.calls import call, idempotency_key
from core.rest.naming import point_id, with_ids, with_wishes
from core.rest.shapes import case_now, case_shape, listed, short_list
from core.web import Page, Param, decode_cursor, encode_cursor, page_of
from core.words import CASE_STATES, SCENARIOS, STAGES

CASES = "cases"
CASE = "/<county>/cases/<casenumber:number>"


@call(
    "/<county>/cases",
    method="POST",
    action="desk.use",
    tag=CASES,
    takes=Intake,
    gives=CaseAnswer,
    answer="R",
    status=201,
    creates=True,
)
def receive(body: dict[str, Any]) -> dict[str, Any]:
    """Take a case in: the intake form, judged and saved in one go."""
    here = acting()
    raw = with_ids(here, intake_form(here.roster.services.values()).fields, with_wishes(here, body))
    received = commands.receive(here, raw=raw, key=idempotency_key())
    return case_now(here, received.number)


@call(
    "/<county>/cases",
    action="case.list",
    tag=CASES,
    gives=listing(LineAnswer, "Lines"),
    answer="S",
    query=(
        Param(name="state", kind="choice", options=tuple(CASE_STATES), default=""),
        Param(name="stage", kind="choice", options=tuple(STAGES), default=""),
        Param(name="scenario", kind="code", options=tuple(SCENARIOS), default=""),
        Param(name="service", most=40, default=""),
        Param(name="warning", most=40, default=""),
        Param(name="flag", most=60, default=""),
        Param(name="point", most=20, default=""),
        Param(name="q", most=40, default=""),
        Param(name="mine", kind="flag", default=False),
    ),
    paged=True,
)
def cases(asked: dict[str, Any]) -> dict[str, Any]:
    """List the cases the caller may know of, newest first."""
    here = acting()
    filters = Filters(
        state=asked["state"],
        stage=asked["stage"],
        scenario=asked["scenario"],
        service=asked["service"],
        warning=asked["warning"],
        flag=asked["flag"],
        point=point_id(here, asked["point"], "point"),
        q=asked["q"],
        mine=asked["mine"],
    )
    lines, following = list_cases(
        here, filters, after=_after(asked["after"]), page_size=asked["page_size"]
    )
    page = Page(items=lines, next=encode_cursor(CASES, following) if following else None)
    return listed(page, asked, lambda: count_cases(here, filters))


def _after(text: str | None) -> tuple[datetime, str] | None:
    if not text:
        return None
    at, row_id = decode_cursor(CASES, text)
    return cast(datetime, at), cast(str, row_id)  # signed by ourselves


@call(CASE, action="case.read", tag=CASES, resource="case", gives=CaseAnswer, answer="R")
def case(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return one case as the caller may see it."""
    return case_shape(acting(), case_out())


@call(
    f"{CASE}/history",
    action="case.read",
    tag=CASES,
    resource="case",
    gives=listing(EventAnswer, "Events"),
    answer="R",
    paged=True,
)
def history(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return what happened, newest first; words only where the story is open to the caller."""
    here, loaded, how_far = acting(), g.target, g.case_reach
    before: int | None = None
    size = asked["page_size"]
    if asked["after"]:
        (line,) = decode_cursor("history", asked["after"])
        before = cast(int, line)  # signed by ourselves
    rows = history_of(here, loaded, how_far, before=before, limit=size + 1)
    page: Page[EventOut] = page_of(rows, size, "history", lambda row: (row.seq,))
    known = loaded.case.events if shows(how_far).process else 0
    return listed(page, asked, lambda: known)


@call(
    f"{CASE}/clocks",
    action="case.read",
    tag=CASES,
    resource="case",
    gives=listing(ClockAnswer, "Clocks"),
    paged=True,
)
def clocks(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the running deadlines, the nearest first, each with its source."""
    return short_list(case_out().clocks, asked, "clocks", lambda clock: clock.id)


@call(
    f"{CASE}/records",
    action="record.read",
    tag=CASES,
    resource="case",
    gives=listing(RecordAnswer, "Records"),
    answer="R",
    paged=True,
)
def records(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the filed forms, the oldest first, cut to what the caller may read."""
    rows: tuple[RecordOut, ...] = records_of(acting(), g.target, g.case_reach)
    return short_list(rows, asked, "records", lambda record: record.id)


@call(
    f"{CASE}/followups",
    action="case.read",
    tag=CASES,
    resource="case",
    gives=listing(FollowUpAnswer, "FollowUps"),
    answer="R",
    paged=True,
)
def followups(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the visits planned and made after the case was settled."""
    rows = follow_ups_of(g.target, g.case_reach)
    return short_list(rows, asked, "followups", lambda visit: visit.id)


@call(
    f"{CASE}/documents",
    action="paper.read",
    tag=CASES,
    resource="case",
    gives=listing(PaperAnswer, "Papers"),
    answer="R",
    paged=True,
)
def documents(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the issued papers the caller may read, the oldest first."""
    rows = papers_of(acting(), g.target, g.case_reach)
    return short_list(rows, asked, "documents", lambda paper: paper.id)
