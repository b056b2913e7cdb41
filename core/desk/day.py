"""我的今天: one page for whoever signs in; what several roles bring stands beside each other.

The desk sees who came, a mediator what to finish, a head and a supervisor numbers, an administrator
whether the house works, an auditor the newest lines of the log and nothing of any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.acting import Acting
from core.cases.approving import ApprovalLine, approvals_for_me
from core.cases.day import (
    AHEAD_DAYS,
    Counts,
    ItemLine,
    LevelCount,
    PromiseDue,
    UrgentLine,
    counts,
    items_waiting,
    my_families,
    my_items,
    promises_due,
    urgent_for_me,
)
from core.cases.events import action_titles
from core.cases.glass import REVIEW, waiting_reviews
from core.cases.here import acting
from core.cases.late import LateAt, late_by_point
from core.cases.lists import CaseLine, Filters, list_cases
from core.cases.loose_ends import FileLine, files_lacking, still_open_to
from core.cases.reading import names_of
from core.cases.unsealing import AGREE, count_for_me
from core.cases.visits import (
    NEUTRAL,
    VISIT_KINDS,
    AdriftLine,
    VisitLine,
    adrift,
    my_visits,
)
from core.cases.waiting import Incoming, MyClock, MyTask, incoming, my_clocks, my_tasks
from core.desk.appointments import Line as BookedLine
from core.desk.appointments import my_lines
from core.desk.blueprints import desk
from core.desk.duty import DutyLine, lines_of
from core.desk.house import HouseDay, house_of
from core.desk.telling import codes_for
from core.duty.finding import duties
from core.meetings.board import missing_now
from core.meetings.reading import MeetingLine, meetings_ahead
from core.people.roles import may
from core.web import policy
from core.web.drafting import Begun, begun_forms

SHOWN = 8
LOG_LINES = 12
DUTIES = 4
BACK_DAYS = 14
"""How long somebody is asked whether a booked person came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDay:
    """The day of somebody who works on cases."""

    incoming: tuple[Incoming, ...]
    urgent: tuple[UrgentLine, ...]
    visits: tuple[VisitLine, ...]
    approvals: tuple[ApprovalLine, ...]
    tasks: tuple[MyTask, ...]
    clocks: tuple[MyClock, ...]
    promises: tuple[PromiseDue, ...]
    families: tuple[LevelCount, ...]
    waiting: tuple[ItemLine, ...]
    items: tuple[ItemLine, ...]
    files: tuple[FileLine, ...]
    begun: tuple[Begun, ...]
    adrift: tuple[AdriftLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LogLine:
    """One line of the log: who did what when; the thing is named by kind alone."""

    at: object
    action: str
    who: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What the roles of one person bring together; a part nobody brings is None. ``duty`` is who is
    on duty today at the own point, ``my_duty`` where one serves oneself within a
    week, ``booked`` what is booked there, ``unsaid`` whom nobody said to have come, ``meetings``
    those to be held."""

    window: bool
    queue: tuple[CaseLine, ...]
    cases: CaseDay | None
    counts: Counts | None
    late: tuple[LateAt, ...]
    unmet: tuple[tuple[str, str], ...]
    house: HouseDay | None
    log: tuple[LogLine, ...] | None
    reports: bool
    looks: int
    unseals: int
    duty: tuple[DutyLine, ...]
    my_duty: tuple[DutyLine, ...]
    booked: tuple[BookedLine, ...]
    unsaid: tuple[BookedLine, ...]
    meetings: tuple[MeetingLine, ...]


def day_of(here: Acting) -> Day:
    """Put the day of the viewer together; the number of reads depends on the roles alone."""
    roles, viewer = here.viewer.roles, here.viewer
    window = may(roles, "desk.use")
    works = may(roles, "case.move") or may(roles, "item.work")
    answers = may(roles, "case.supervise") or may(roles, "figures.read")
    queue = (
        list_cases(here, Filters(point=viewer.current.point.id), page_size=SHOWN)[0]
        if window
        else ()
    )
    duty = _duties(here) if works and may(roles, "duty.read") else _NO_DUTIES
    return Day(
        window=window,
        queue=queue,
        cases=_cases(here) if works else None,
        counts=counts(here) if answers else None,
        late=late_by_point(here, limit=SHOWN) if answers else (),
        unmet=missing_now(here) if answers else (),
        house=house_of(here, limit=SHOWN) if may(roles, "plugin.health") else None,
        log=_log(here) if may(roles, "audit.read") else None,
        reports=may(roles, "clue.report"),
        looks=waiting_reviews(here) if may(roles, REVIEW) else 0,
        unseals=count_for_me(here) if may(roles, AGREE) else 0,
        duty=duty.today,
        my_duty=duty.mine,
        booked=duty.booked,
        unsaid=duty.unsaid,
        meetings=meetings_ahead(here, limit=SHOWN) if may(roles, "meeting.read") else (),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Duties:
    today: tuple[DutyLine, ...] = ()
    mine: tuple[DutyLine, ...] = ()
    booked: tuple[BookedLine, ...] = ()
    unsaid: tuple[BookedLine, ...] = ()


_NO_DUTIES = _Duties()


def _duties(here: Acting) -> _Duties:
    """Return who is on duty today at the own point, where one serves within a week oneself, what is
    booked there, and of whom in the last days nobody has said whether they came."""
    point, today = here.viewer.current.point.id, here.today
    since, until = today - timedelta(days=BACK_DAYS), today + timedelta(days=AHEAD_DAYS)
    found = duties(
        here.session, lambda: here.calendar, since, until, points=[point], account_id=here.me
    )
    coming = lines_of(
        here,
        tuple(
            one
            for one in found
            if one.day == today or (one.day > today and one.account_id == here.me)
        ),
    )
    booked = my_lines(here, found, since, until)
    return _Duties(
        today=tuple(one for one in coming if one.duty.day == today and one.duty.point_id == point),
        mine=tuple(one for one in coming if one.duty.account_id == here.me)[:DUTIES],
        booked=tuple(one for one in booked if one.one.on >= today)[:SHOWN],
        unsaid=tuple(one for one in booked if one.one.on < today)[:SHOWN],
    )


def _cases(here: Acting) -> CaseDay:
    return CaseDay(
        incoming=incoming(here, limit=SHOWN),
        urgent=urgent_for_me(here, limit=SHOWN),
        visits=my_visits(here, until=here.today + timedelta(days=AHEAD_DAYS), limit=SHOWN),
        approvals=approvals_for_me(here, limit=SHOWN)
        if may(here.viewer.roles, "step.second")
        else (),
        tasks=my_tasks(here, limit=SHOWN),
        clocks=my_clocks(here, limit=5),
        promises=promises_due(here, limit=SHOWN),
        families=my_families(here),
        waiting=items_waiting(here, limit=SHOWN),
        items=my_items(here, limit=SHOWN),
        files=files_lacking(here, limit=SHOWN),
        begun=_begun(here),
        adrift=adrift(here, limit=SHOWN),
    )


def _begun(here: Acting) -> tuple[Begun, ...]:
    """Return the forms left half written, but those of cases that were shut to the viewer since."""
    found = begun_forms(limit=SHOWN)
    known = still_open_to(here, {one.number for one in found if one.number})
    return tuple(one for one in found if not one.number or one.number in known)


def _log(here: Acting) -> tuple[LogLine, ...]:
    rows = here.session.execute(
        select(AuditEntry.at, AuditEntry.action, AuditEntry.actor_id, AuditEntry.target)
        .order_by(AuditEntry.seq.desc())
        .limit(LOG_LINES)
    ).all()
    names = names_of(here, {row.actor_id for row in rows})
    return tuple(
        LogLine(
            at=row.at,
            action=row.action,
            who=names.get(row.actor_id, "") or _("系统"),
            kind=row.target.partition(":")[0],
        )
        for row in rows
    )


@desk.get("/day")
@policy(action="day.read", answer="S")
def day() -> ResponseReturnValue:
    """Show the day of whoever signed in."""
    here = acting()
    return render_template(
        "desk/day.html",
        day=day_of(here),
        today=here.today,
        kinds=VISIT_KINDS,
        neutral=NEUTRAL,
        codes=codes_for(here),
        titles=action_titles(),
        who=here.viewer.name,
    )
