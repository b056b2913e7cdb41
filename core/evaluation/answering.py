"""Take an answer to 附录 C and forget whose it was, whichever way it came.

What was said about the service is written without a name, a case or a day; what the answerer wants
done (to be called, to be safe) is written with the question, because she asked for it by name.
Two or one of five opens a 整改, money or gifts a complaint, at once and by itself (T/ZSM 6.1, 6.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.contact import contact_of, guarded, never
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.evaluation_forms import (
    ASPECTS,
    BOX,
    CALL,
    FIVE,
    HERE,
    LOW,
    PAPER,
    SURVEY,
    survey_form,
)
from core.cases.loading import Loaded, load, open_case
from core.cases.models import CaseFile, Task
from core.cases.models_evaluation import Survey, SurveyAnswer
from core.cases.once import earlier_answer, remember
from core.clocks import add_workdays, local_date
from core.clocks.days import load_calendar
from core.db import CountySession
from core.evaluation.asking import ONLINE, may_ask
from core.evaluation.complaining import complain_of_fees
from core.evaluation.improving import open_by_itself
from core.evaluation.reaching import studio
from core.forms import judge
from core.people.tokens import fingerprint
from core.points.models import ServicePoint
from core.words import Form, Objection, Option, Value

TASK_TITLE: Final = "请联系一位服务对象"
BOX_DAYS: Final = 30
"""Days a sheet may still come out of the box after its question ran out."""
LONGEST_TOKEN: Final = 60
NONE_OUT: Final = Objection(text="这个点没有发出去还没收回的纸质评价", code="none_out")


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A question that may be answered now, with what its page tells: the office, by its neutral
    name, and no function where whoever else holds the telephone could do harm."""

    row: Survey
    loaded: Loaded
    form: Form
    office: str
    service: str


def behind(session: CountySession, token: str, today: date, *, lock: bool = False) -> Opened | None:
    """Return the question a link leads to, with *lock* for nobody else to answer meanwhile. None
    for one that is unknown, answered, over, or that may not be on that telephone any more: they are
    not told apart."""
    query = select(Survey).where(
        Survey.token_hash == fingerprint(token[:LONGEST_TOKEN]),
        Survey.answered.is_(False),
        Survey.ended.is_(False),
        Survey.until >= today,
        Survey.way.in_(ONLINE),
    )
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    found = _opened(session, row)
    person = next((one for party, one in found.loaded.parties if party.id == row.party_id), None)
    # what became dangerous since it was handed out is asked again now
    if never(contact_of(person), "sms", is_guarded=guarded(found.loaded)):
        return None
    return found


def ask_here(acting: Acting, number: str, survey_id: str, *, lock: bool = False) -> Opened:
    """Return a question that is asked by the desk, here or by telephone; raises Unknown, Forbidden,
    or MoveRefused where it was answered or is over."""
    loaded, _facts, how_far = open_case(acting, number, lock=lock)
    if not may_ask(acting, loaded, how_far):
        raise Forbidden(number)
    row = acting.session.scalars(
        select(Survey).where(Survey.id == survey_id, Survey.case_id == loaded.case.id)
    ).one_or_none()
    if row is None:
        raise Unknown(survey_id)
    if row.answered or row.ended or row.until < acting.today:
        raise MoveRefused(Objection(text="已经答过或过期了，要问就另请一次", code="survey_over"))
    return _opened(acting.county_session, row)


def link_of(acting: Acting, row: Survey, host: str) -> str:
    """Return the address that answers a question, "" for one that is answered some other way.
    *host* is where the desk itself is reached, for a platform whose operator named no address."""
    if row.token is None:
        return ""
    return "/".join(
        ((acting.address or host).rstrip("/"), acting.viewer.county, "public", "say", row.token)
    )


def _opened(session: CountySession, row: Survey) -> Opened:
    case = session.get_one(CaseFile, (row.county_id, row.case_id))
    loaded = load(session, case)
    point = session.get_one(ServicePoint, (row.county_id, row.point_id))
    titles = {one.id: one.title for one in loaded.items}
    alone = row.way in (HERE, CALL)
    return Opened(
        row=row,
        loaded=loaded,
        form=survey_form(kept=case.settled_at is not None, safe=alone and case.violence),
        office=point.neutral_name if guarded(loaded) else point.name,
        service="" if guarded(loaded) else titles.get(row.item_id, ""),
    )


def answer(
    session: CountySession,
    opened: Opened,
    raw: Mapping[str, object],
    *,
    at: datetime,
    by: str = "",
) -> None:
    """Take the answer to a question; *by* is the colleague who typed it, empty for the answerer.
    Raises Invalid."""
    row, loaded, today = opened.row, opened.loaded, local_date(at)
    data = _judged(opened.form, raw, today)
    called, safe = data.pop("call", None), data.pop("safe", None)
    point, service = row.point_id, row.service
    if guarded(loaded):
        point, service = studio(session).id, ""
    row.answered, row.token_hash, row.token = True, None, None
    wants = [name for name, so in (("call", called is True), ("unsafe", safe == "no")) if so]
    if wants:
        row.calls = wants
        _ask_lead(session, loaded, at, urgent="unsafe" in wants)
    workers = {loaded.case.handler_id, loaded.case.lead_id}
    workers |= {one.owner_id for one in loaded.items if one.id == row.item_id}
    _keep(
        session, point, service, data, at=at, workers={one for one in workers if one},
        case=loaded.case,
    )  # fmt: skip
    _note(session, row, at, by)


def waiting_at(acting: Acting) -> dict[str, int]:
    """Return how many sheets of each function were given out at the viewer's point and are still
    to come out of the box."""
    rows = acting.session.execute(
        select(Survey.service, func.count())
        .where(*_in_box(acting))
        .join(CaseFile, _of_case())
        .group_by(Survey.service)
    ).all()
    return {service: count for service, count in rows}


def enter_from_box(acting: Acting, raw: Mapping[str, object], *, key: str = "") -> None:
    """Type in a sheet of paper. It answers one of those given out at the viewer's point, whichever:
    the sheet says neither whose nor which. Raises Invalid, and MoveRefused when none is out."""
    body = dict(raw)
    if earlier_answer(acting, key, "survey_box", body) is not None:
        return
    out = waiting_at(acting)
    if not out:
        raise MoveRefused(NONE_OUT)
    form = box_form(acting, out)
    data = _judged(form, raw, acting.today)
    service = str(data.pop("service"))
    row = acting.session.scalars(
        select(Survey)
        .join(CaseFile, _of_case())
        .where(*_in_box(acting), Survey.service == service)
        .order_by(Survey.asked_on, Survey.id)
        .limit(1)
        .with_for_update(of=Survey)
    ).first()
    if row is None:
        raise MoveRefused(NONE_OUT)  # somebody else was faster with the last one
    row.answered = True
    _keep(
        acting.county_session, row.point_id, service, data, at=acting.at, workers=set(), case=None
    )
    _note(acting.county_session, row, acting.at, acting.me)
    remember(acting, key, "survey_box", body, row.id)


def box_form(acting: Acting, out: Mapping[str, int]) -> Form:
    """Return 意见箱 with the functions whose sheets are out."""
    services = acting.roster.services
    offered = tuple(
        Option(value=one, label=services[one].title if one in services else one)
        for one in sorted(out)
    )
    fields = tuple(
        replace(one, options=offered) if one.name == "service" else one for one in BOX.fields
    )
    return replace(BOX, fields=fields)


def _in_box(acting: Acting) -> tuple[ColumnElement[bool], ...]:
    return (
        Survey.point_id == acting.viewer.current.point.id,
        Survey.way == PAPER,
        Survey.answered.is_(False),
        Survey.ended.is_(False),
        Survey.until >= acting.today - timedelta(days=BOX_DAYS),
        CaseFile.sealed.is_(False),
        CaseFile.ward == "",
    )


def _of_case() -> ColumnElement[bool]:
    return and_(CaseFile.county_id == Survey.county_id, CaseFile.id == Survey.case_id)


def _judged(form: Form, raw: Mapping[str, object], today: date) -> dict[str, Value]:
    verdict = judge(form, raw, today=today)
    if verdict.errors:
        raise Invalid(verdict.errors)
    return {name: value for name, value in verdict.data.items() if value not in (None, "")}


def _keep(
    session: CountySession,
    point_id: str,
    service: str,
    data: dict[str, Value],
    *,
    at: datetime,
    workers: set[str],
    case: CaseFile | None,
) -> None:
    """Write the answer by itself, and open what it opens."""
    overall = str(data.pop("overall"))
    day = local_date(at)
    row = SurveyAnswer(
        point_id=point_id,
        service=service,
        month=day.strftime("%Y-%m"),
        overall=overall,
        edition=SURVEY.version,
    )
    row.data = data
    session.add(row)
    if overall in LOW:
        open_by_itself(
            session, point_id=point_id, service=service, source="survey",
            problem=_problem(overall, data), at=at,
        )  # fmt: skip
    if data.get("fees") == "yes":
        complain_of_fees(session, point_id=point_id, workers=workers, case=case, at=at)


def _problem(overall: str, data: Mapping[str, Value]) -> str:
    """Say what was found wanting in the words of the sheet; what she wrote herself stays with the
    answers, for whoever was given the 整改 could know the hand."""
    poor = [label for name, label in ASPECTS.items() if data.get(name) in LOW]
    told = ["".join(("总体", FIVE[overall]))]
    if poor:
        told.append("、".join(poor))
    if data.get("solved") == "no":
        told.append("问题没有解决")
    if data.get("kept") == "no":
        told.append("约定的事没有做到")
    return "；".join(told)


def _ask_lead(session: CountySession, loaded: Loaded, at: datetime, *, urgent: bool) -> None:
    case, today = loaded.case, local_date(at)
    session.add(
        Task(
            case_id=case.id,
            title=TASK_TITLE,
            kind="contact",
            account_id=case.lead_id,
            sealed=case.sealed,
            created_at=at,
            due_on=today if urgent else add_workdays(today, 1, load_calendar(session)),
        )
    )


def _note(session: CountySession, row: Survey, at: datetime, by: str) -> None:
    note_change(
        session, action="survey.answered", actor_id=by, target="survey", at=at,
        detail={"way": row.way},
    )  # fmt: skip
