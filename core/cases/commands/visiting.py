"""Follow up: file a visit, plan another, and draw what follows from what was found.

First it is asked whether the person can talk; a contact that was not safe, or reached nobody, is
kept and counts as missed. Three of them ask for a visit in person (T/ZSM 5.5.3.1, 妇联规程 13).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from core.cases.acting import Acting
from core.cases.casework_forms import FOLLOW_UP
from core.cases.commands.filing import file_data, judged
from core.cases.commands.sent import must_go_on
from core.cases.contact import HOME, contact_of, guarded, never
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import FollowUp, Record
from core.cases.once import earlier_answer, remember
from core.cases.people_of import head_of
from core.cases.promises import keep_what_was_told, live_promises
from core.cases.protection import broken_on
from core.cases.protection_follows import first_warning_days
from core.cases.tasks import ask
from core.cases.visits import (
    MOST_MISSED,
    VISIT_KINDS,
    made,
    next_order_visit,
    next_warning_visit,
    plan,
    plan_by_law,
    plan_within,
    visitor_of,
)
from core.clocks import add_workdays, local_date
from core.words import Objection, Value, read_date, read_rows

AFTERCARE = ("settled", "followup")
ABOUT = ("victim", "applicant")
ENDED = ("not_accepted", "withdrawn", "transferred_out", "merged")
FURTHEST_DAYS = 730


def file_follow_up(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File a visit on the earliest planned one; the first opens the way to archive, and those that
    were planned later are added to the archived file.

    Raises Forbidden unless the tracker, handler or lead files it, Stale, Invalid, or MoveRefused
    where nothing was settled and no visit is planned.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "followup", body)
    if known is not None:
        return acting.session.get_one(Record, (case.county_id, known))
    _must_follow(acting, loaded)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    planned = next((one for one in loaded.follow_ups if one.done_at is None), None)
    if case.state in ENDED or (case.state not in AFTERCARE and planned is None):
        raise MoveRefused(
            Objection(text="调处成功之后才回访", citation="T/ZSM 5.5.3.1", code="state")
        )
    data = judged(acting, loaded, acting.asked(FOLLOW_UP), raw)
    _her_way(loaded, data)
    following = _next_day(acting, data)
    before = routing(case)
    record = file_data(acting, case, acting.asked(FOLLOW_UP), data)
    reached = bool(data.get("safe")) and data.get("found") != "unreachable"
    if reached:
        _made(acting, loaded, planned, record, data)
        if following is not None:
            plan(acting, loaded, planned.kind if planned else "regular", following)
    elif planned is not None:
        _missed(acting, loaded, planned)
    case.version += 1
    note(
        acting,
        case,
        "followup",
        before=before,
        text={"form": FOLLOW_UP.title},
        detail={"record": record.id, "reached": reached},
        quiet=True,
    )
    remember(acting, key, "followup", body, record.id)
    acting.session.flush()
    return record


def plan_visit(
    acting: Acting, number: str, version: int, kind: str, day: date | None, *, key: str = ""
) -> FollowUp:
    """Plan a visit beside the county's own; for a 告诫书 *day* is the day it was served.

    Raises Forbidden, Stale, or Invalid for an unknown kind and for a day that was not told (None),
    is past or too far ahead.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "kind": kind, "day": str(day)}
    known = earlier_answer(acting, key, "visit", body)
    if known is not None:
        return acting.session.get_one(FollowUp, (loaded.case.county_id, known))
    _must_follow(acting, loaded)
    must_go_on(facts, version)
    if kind not in VISIT_KINDS:
        raise Invalid({"kind": ["没有这种回访"]})
    if day is None:
        raise Invalid({"planned_on": ["请写日期，例如 2026-11-22"]})
    before = routing(loaded.case)
    if kind == "warning_letter":
        first = first_warning_days(acting, loaded)
        last = next_warning_visit(made(loaded.follow_ups, kind), day, first=first)
        if day > acting.today or last is None:
            raise Invalid({"planned_on": ["请写告诫书送达的日期"]})
        visit = plan_by_law(acting, loaded, kind, last)
    else:
        if not 0 <= (day - acting.today).days <= FURTHEST_DAYS:
            raise Invalid({"planned_on": ["请写今天以后、两年以内的日期"]})
        visit = plan(acting, loaded, kind, day)
    loaded.case.version += 1
    acting.session.flush()
    remember(acting, key, "visit", body, visit.id)
    note(
        acting,
        loaded.case,
        "visit_planned",
        before=before,
        text={"kind": VISIT_KINDS[kind]},
        detail={"kind": kind, "on": visit.planned_on.isoformat()},
        quiet=True,
    )
    acting.session.flush()
    return visit


def _must_follow(acting: Acting, loaded: Loaded) -> None:
    case = loaded.case
    if acting.me not in (case.tracker_id, case.handler_id, case.lead_id):
        raise Forbidden("followup")


def _her_way(loaded: Loaded, data: Mapping[str, Value]) -> None:
    """Raise Invalid for a way the person visited did not allow; nobody named is whoever the case is
    about. At what hour it was is not known here: the page tells it before."""
    told = data.get("party")
    person = next(
        (
            person
            for party, person in loaded.parties
            if party.id == told or (not told and party.role in ABOUT)
        ),
        None,
    )
    refusal = never(contact_of(person), str(data.get("way")), is_guarded=guarded(loaded))
    if refusal:
        raise Invalid({"way": [refusal]})


def _next_day(acting: Acting, data: Mapping[str, Value]) -> date | None:
    day = read_date(data.get("next_on"))
    if day is not None and not 0 < (day - acting.today).days <= FURTHEST_DAYS:
        raise Invalid({"next_on": ["请写明天以后、两年以内的日期"]})
    return day


def _made(
    acting: Acting,
    loaded: Loaded,
    planned: FollowUp | None,
    record: Record,
    data: Mapping[str, Value],
) -> None:
    """Close the planned visit and see to what it found."""
    found = str(data.get("found") or "")
    told = [row for row in read_rows(data.get("kept")) if row.get("state")]
    promises = live_promises(acting.session, case_id=loaded.case.id)
    keep_what_was_told(acting, promises, told)
    if planned is None:
        planned = FollowUp(case_id=loaded.case.id, kind="regular", planned_on=acting.today)
        acting.session.add(planned)
    planned.done_at, planned.done_by = acting.at, acting.me
    planned.found, planned.record_id = found, record.id
    if planned.kind == "warning_letter":
        done = {*made(loaded.follow_ups, planned.kind), (local_date(acting.at), found)}
        last = next_warning_visit(done, None, broken_on(acting, loaded.case))
        if last is not None:
            plan_by_law(acting, loaded, planned.kind, last)
    if planned.kind == "protection_order":
        every = acting.settings["order_visit_days"]
        last = next_order_visit(local_date(acting.at), loaded.case.order_until, every)
        if last is not None:
            plan_by_law(acting, loaded, planned.kind, last)
    if any(row.get("state") == "refused" for row in told):
        ask(
            acting,
            loaded.case,
            title="督促履行；告知可以申请强制执行（已确认的）或起诉",
            account_id=visitor_of(acting, loaded),
            due_days=3,
        )
    level = acting.schemes.level(loaded.case.warning_scheme, loaded.case.warning)
    if level is not None and level.visit_every_days is not None:
        plan_within(
            acting, loaded, "key_family", acting.today + timedelta(days=level.visit_every_days)
        )
    if found == "worse":
        _tell_above(acting, loaded)


def _tell_above(acting: Acting, loaded: Loaded) -> None:
    """What turns worse is looked at by the holder's head, of a sealed case by whoever leads it."""
    case = loaded.case
    head = None if case.sealed else head_of(acting, case.holder_id, loaded.barred_accounts)
    ask(
        acting,
        case,
        title="回访发现情况变化，请重新评估",
        account_id=head or case.lead_id,
        kind="supervise",
        due_days=0,
    )


def _missed(acting: Acting, loaded: Loaded, planned: FollowUp) -> None:
    """Count a contact that reached nobody; the third asks for a visit in person.

    Nobody is sent to a home where violence lives: there the page of the visit asks to make
    sure of her by the way she named.
    """
    planned.missed += 1
    if planned.missed < MOST_MISSED or planned.kind == "home":
        return
    case = loaded.case
    person = next((one for party, one in loaded.parties if party.role in ABOUT), None)
    careful = bool(never(contact_of(person), HOME, is_guarded=guarded(loaded)))
    if not careful:
        day = add_workdays(acting.today, 1, acting.calendar)
        acting.session.add(FollowUp(case_id=case.id, kind="home", planned_on=day))
        planned.done_at, planned.done_by, planned.found = acting.at, acting.me, "unreachable"
    if careful and planned.missed > MOST_MISSED:
        return
    ask(
        acting,
        case,
        # one title for both: it is read over shoulders, and by who sees how a case goes and no more
        title="三次没有联系上，请看怎么联系",
        account_id=visitor_of(acting, loaded),
        kind="task",
    )
