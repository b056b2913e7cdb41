"""The list of cases and the page of one case: what it is, where it stands, what may be done.

A move that is not open stays on the page with its reasons (look: say why not). Who only reaches the
envelope gets the envelope: function, situation and clock, with 接收 and 退回.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.cases.acting import Acting
from core.cases.attachments import CLOSED, files_of, may_attach
from core.cases.co_forms import PART_STATES
from core.cases.commands import (
    may_contact,
    may_correct,
    may_file_loop,
    may_form,
    may_order,
    may_rate,
    may_refer,
    may_second,
    may_thank,
    moves_of,
)
from core.cases.conferences import conferences_of, may_confer
from core.cases.danger.sheet import may_scale, offered
from core.cases.events import event_titles
from core.cases.faces import service_of
from core.cases.facts import Facts
from core.cases.filed import records_of
from core.cases.flags import flag_labels, flags_of, may_mark
from core.cases.glass import open_glass
from core.cases.here import acting, case_out
from core.cases.joint import joint_of
from core.cases.lists import Filters, list_cases
from core.cases.loading import ENDED_STATES, Loaded, roles_of
from core.cases.meeting_forms import RISKS
from core.cases.models import Rating
from core.cases.offering import offered_papers, papers_of
from core.cases.partitions import kept_steps
from core.cases.promises import promises_of
from core.cases.protection_form import SHOWN
from core.cases.rating import RatingOut, due_again, rateable, ratings_of_case, ratings_seen
from core.cases.reading import history_of
from core.cases.referral_form import STATES as REFERRAL_STATES
from core.cases.schemes import SCHEMES
from core.cases.team import team_of
from core.cases.thanks import thanks_of
from core.cases.unsealing import STATES, may_ask, newest_of
from core.cases.visits import VISIT_KINDS
from core.cases.waiting import incoming, my_clocks, my_tasks
from core.desk.blueprints import cases, desk
from core.desk.protection import protections_seen
from core.desk.referring import referrals_seen
from core.desk.telling import codes_for, panels_of
from core.evaluation.asking import items_asked
from core.evaluation.asking import may_ask as may_ask_opinion
from core.people.roles import may
from core.privacy import shows, through_glass
from core.web import Param, decode_cursor, encode_cursor, policy, read_query
from core.web.speech import spoken as _
from core.words import CASE_STATES, PROMISE_STATES, SCENARIOS, Service

CURSOR = "cases"
WAITING = 20
RAIL = 5
NEAREST = 5
LISTED = (
    Param(name="state", options=("", *CASE_STATES)),
    Param(name="scenario", kind="code", options=tuple(SCENARIOS)),
    Param(name="service", most=40),
    Param(name="warning", most=40),
    Param(name="flag", most=60),
    Param(name="q", most=40),
    Param(name="mine", options=("", "1")),
)


@cases.get("/")
@policy(action="case.list", answer="S")
def index() -> ResponseReturnValue:
    """List the cases the viewer may know of, newest first."""
    here = acting()
    asked = read_query(*LISTED, paged=True)
    filters = Filters(
        state=asked["state"] or "",
        scenario=asked["scenario"] or "",
        service=asked["service"] or "",
        warning=asked["warning"] or "",
        flag=asked["flag"] or "",
        q=(asked["q"] or "").strip(),
        mine=bool(asked["mine"]),
    )
    lines, following = list_cases(
        here, filters, after=_cursor(asked["after"]), page_size=asked["page_size"]
    )
    return render_template(
        "cases/index.html",
        lines=lines,
        filters=filters,
        next_url=_next(following),
        first_url=url_for("cases.index") if asked["after"] else None,
        incoming=incoming(here, limit=WAITING),
        tasks=my_tasks(here, limit=WAITING),
        clocks=my_clocks(here, limit=NEAREST),
        today=here.today,
        services=here.roster.services,
        flags=flag_labels(here),
        scheme=SCHEMES[here.settings["warning_scheme"]],
        own_schemes=here.schemes.of_brands(),
        level_of=here.schemes.level,
        codes=codes_for(here),
        exports=may(here.viewer.roles, "case.export"),
        imports=may(here.viewer.roles, "case.import"),
    )


def _cursor(text: str | None) -> tuple[datetime, str] | None:
    if not text:
        return None
    at, case_id = decode_cursor(CURSOR, text)
    if not isinstance(at, datetime) or not isinstance(case_id, str):
        abort(422)
    return at, case_id


def _next(following: tuple[datetime, str] | None) -> str | None:
    """Return the address of the next page, with the filters kept."""
    if following is None:
        return None
    kept = {name: value for name, value in request.args.items() if name != "after" and value}
    values: dict[str, Any] = {**kept, "after": encode_cursor(CURSOR, following)}
    return url_for(str(request.endpoint), **values)


@cases.get("/<number>")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def show(number: str) -> ResponseReturnValue:
    """Show one case, cut to what the viewer reaches."""
    here, loaded, facts = acting(), g.target, g.case_facts
    seen = shows(g.case_reach)
    panels, notices = panels_of(here, loaded, facts, g.case_reach)
    ratings = _ratings(here, loaded)
    records, events = records_of(here, loaded, g.case_reach), history_of(here, loaded, g.case_reach)
    issued = papers_of(here, loaded, g.case_reach)
    return render_template(
        "cases/show.html",
        case=case_out(),
        seen=seen,
        offers=moves_of(here, loaded, facts),
        books=may(here.viewer.roles, "appointment.book"),
        events=events,
        titles=event_titles(),
        records=records,
        files=files_of(here, loaded, g.case_reach, records),
        addable=may_attach(here, loaded, g.case_reach) and loaded.case.state not in CLOSED,
        papers=issued,
        paper_kinds=offered_papers(here, loaded, facts, g.case_reach, issued=issued),
        panels=panels,
        # asked for only where the history says there is something
        thanks=thanks_of(here, loaded, g.case_reach)
        if any(one.kind == "thanks" for one in events)
        else (),
        thankable=may_thank(here, loaded),
        asks_opinion=bool(items_asked(loaded)) and may_ask_opinion(here, loaded, g.case_reach),
        team=team_of(here, loaded) if seen.papers else None,
        conferences=conferences_of(here, loaded, g.case_reach),
        confers=may_confer(here, facts, g.case_reach),
        risks=RISKS,
        flags=flags_of(here, loaded, g.case_reach),
        marks=may_mark(facts, loaded),
        joint=joint_of(here, loaded, g.case_reach),
        protections=protections_seen(here, loaded, g.case_reach),
        refers=may_refer(here, loaded, g.case_reach),
        referrals=referrals_seen(here, loaded, g.case_reach),
        referral_states=REFERRAL_STATES,
        protects=loaded.case.violence and may_contact(here, loaded, g.case_reach),
        protection_stages=SHOWN,
        orders=may_order(here, facts),
        part_states=PART_STATES,
        forms_team=may_form(facts),
        files_loop=may_file_loop(here, loaded, facts),
        notices=notices,
        unsealing=newest_of(here, loaded) if may_ask(facts, loaded, g.case_reach) else None,
        unseals=may_ask(facts, loaded, g.case_reach) and loaded.case.state not in ENDED_STATES,
        unseal_states=STATES,
        glass=open_glass(here, loaded) if through_glass(here.viewer, facts.standing) else None,
        ended=loaded.case.state in ENDED_STATES,
        openable=_openable(here, loaded) if seen.story else (),
        claimable=_claimable(here, loaded),
        scaled=seen.story and offered(loaded) and may_scale(here, loaded),
        relations={one.value for one in facts.relations},
        revealed=False,
        correctable=may_correct(here, loaded) and seen.papers,
        follow_ups=loaded.follow_ups if seen.process else (),
        follows=here.me in (loaded.case.tracker_id, loaded.case.handler_id, loaded.case.lead_id),
        promises=promises_of(here, loaded, g.case_reach),
        promise_states=PROMISE_STATES,
        visit_kinds=VISIT_KINDS,
        warning=here.schemes.level(loaded.case.warning_scheme, loaded.case.warning)
        if seen.process
        else None,
        asked=_asked(here, loaded, facts, ratings),
        rates=may_rate(here, g.case_reach) and rateable(loaded, ratings),
        registers=may_rate(here, g.case_reach) and loaded.case.state not in ENDED_STATES,
        rating_due=due_again(loaded, ratings),
        rails=_rails(here, loaded) if seen.process else {},
        today=here.today,
        codes=codes_for(here),
    )


def _ratings(here: Acting, loaded: Loaded) -> list[Rating]:
    """Return the ratings of a case, without asking where none can be."""
    visited = any(one.done_at for one in loaded.follow_ups)
    return ratings_of_case(here, loaded) if loaded.case.warning or visited else []


def _asked(
    here: Acting, loaded: Loaded, facts: Facts, ratings: list[Rating]
) -> tuple[RatingOut, bool] | None:
    """Return the lower level that waits for a second person, and whether the viewer may answer."""
    waiting = [one for one in ratings if one.state == "asked"]
    shown = ratings_seen(here, loaded, g.case_reach, waiting)
    if not shown:
        return None
    answers = may_second(here, facts.relations, g.case_reach, waiting[0].decided_by)
    return shown[0], answers


def _openable(here: Acting, loaded: Loaded) -> tuple[Service, ...]:
    """Return the services that may still be opened on the case where it is held."""
    if loaded.case.state in ENDED_STATES:
        return ()
    running = {item.service for item in loaded.items if item.state in ("open", "suspended")}
    return tuple(
        service
        for name, service in here.roster.services.items()
        if (service.several or name not in running) and here.board.is_open(name, loaded.path)
    )


def _rails(here: Acting, loaded: Loaded) -> dict[str, list[tuple[str, str]]]:
    """Return, for each item, the steps one cannot do without, as the rail of its card shows them.

    A long road is cut to what lies around the present step: a card is a glance, not the register.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for item in loaded.items:
        service = service_of(here, item, loaded.path)
        if service is None:
            continue
        ended = item.state not in ("open", "suspended")
        hidden = kept_steps(here, loaded, item)
        known = [one for one in service.steps if one.name not in hidden]
        steps = [one for one in known if not one.optional or one.name in item.done]
        todo = [place for place, one in enumerate(steps) if one.name not in item.done]
        present = todo[0] if todo and not ended else len(steps)
        rail = [
            (
                _(one.title),
                "done" if one.name in item.done else "now" if place == present else "todo",
            )
            for place, one in enumerate(steps)
            if not ended or one.name in item.done
        ]
        begin = max(0, min(present - 2, len(rail) - RAIL))
        found[item.id] = rail[begin : begin + RAIL]
    return found


def _claimable(here: Acting, loaded: Loaded) -> frozenset[str]:
    """Return the ids of the items that wait for a profession of the one who looks (认领)."""
    return frozenset(
        item.id
        for item in loaded.items
        if item.owner_id is None
        and item.state == "open"
        and any(role.name in here.viewer.roles for role in roles_of(here.roster, item.service))
    )


@desk.get("/register")
@policy(action="desk.use", answer="I")
def register() -> ResponseReturnValue:
    """来访登记台账: what this point holds, one line each, ready to print."""
    here = acting()
    asked = read_query(paged=True)
    lines, following = list_cases(
        here,
        Filters(point=here.viewer.current.point.id),
        after=_cursor(asked["after"]),
        page_size=50,
    )
    return render_template(
        "desk/register.html", lines=lines, next_url=_next(following), codes=codes_for(here)
    )
