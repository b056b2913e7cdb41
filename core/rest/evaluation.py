"""评价与改进 over the API: whom one asked, what is answered here, the sums, complaints, 整改
(T/ZSM 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from flask import g, request
from marshmallow import Schema, fields, validate

from core.audit import note_access
from core.cases import errors
from core.cases.acting import Acting
from core.cases.evaluation_forms import CALL, COMPLAINT, FOUND, HERE, PLAN, WAYS
from core.cases.evaluation_forms import STATES as IMPROVEMENT_STATES
from core.cases.here import acting
from core.cases.models_evaluation import Complaint, Improvement, Survey
from core.evaluation.answering import answer, ask_here, enter_from_box, link_of
from core.evaluation.asking import ASKED_STATES, ask_opinion, asked_of, may_ask
from core.evaluation.complaining import reply_complaint, take_complaint
from core.evaluation.improving import ACTS, act_on, register_problem
from core.evaluation.reaching import open_complaint, open_improvement
from core.evaluation.reading import (
    COMPLAINT_STATES,
    ComplaintOut,
    ImprovementOut,
    complaint_out,
    complaints_of,
    improvement_out,
    improvements_of,
)
from core.evaluation.tallying import tally
from core.rest.answers import Told, listing, one_of
from core.rest.bodies import FormBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.naming import with_ids
from core.statistics.reading import month_before
from core.web import Param, Problem, decode_cursor, encode_cursor
from core.words import Form

TAG = "evaluation"
HOME = "/<county>/evaluation"
COMPLAINTS, IMPROVEMENTS = f"{HOME}/complaints", f"{HOME}/improvements"
ONE_COMPLAINT = f"{COMPLAINTS}/<rowid:complaint_id>"
ONE_IMPROVEMENT = f"{IMPROVEMENTS}/<rowid:improvement_id>"
Cursor = tuple[date, str]


class AnswersBody(Schema):
    """The answers of the form."""

    data = fields.Dict(keys=fields.String(), required=True)


class OpinionAnswer(Schema):
    """Somebody who was asked: how, whether it came back, what she wants done. Not what she said."""

    id = fields.String(required=True)
    service = fields.String(required=True)
    party_id = fields.String(required=True, data_key="party")
    way = one_of(WAYS)
    asked_on = fields.Date(required=True)
    until = fields.Date(required=True)
    state = one_of(ASKED_STATES)
    calls = fields.List(fields.String(), required=True)


class OpinionsAnswer(Schema):
    opinions = fields.List(fields.Nested(OpinionAnswer), required=True)


class PutAnswer(Schema):
    """A question that was put; ``link`` is what is scanned or sent, empty for other ways."""

    id = fields.String(required=True)
    way = one_of(WAYS)
    until = fields.Date(required=True)
    link = fields.String(required=True)


class StepAnswer(Schema):
    word = Told(required=True)
    count = fields.Integer(required=True)


class SpreadAnswer(Schema):
    """How the answers to one question are spread."""

    name = fields.String(required=True)
    label = Told(required=True)
    counts = fields.List(fields.Nested(StepAnswer), required=True)


class SaidAnswer(Schema):
    """What somebody wrote; not how she ticked. Month and service are empty where fewer than five
    answers are of them."""

    month = fields.String(required=True)
    service = Told(required=True)
    words = fields.String(required=True)


class TallyAnswer(Schema):
    """The answers of some months; ``spreads`` and ``words`` are empty under five of months that are
    over, and where subtracting would leave fewer."""

    answers = fields.Integer(required=True)
    spreads = fields.List(fields.Nested(SpreadAnswer), required=True)
    words = fields.List(fields.Nested(SaidAnswer), required=True)


class ComplaintLineAnswer(Schema):
    """A complaint the caller looks into or took down."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    received_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    matter = Told(required=True)
    point = fields.String(required=True)
    handled_at = fields.String(required=True)
    state = one_of(COMPLAINT_STATES)


class ComplaintAnswer(ComplaintLineAnswer):
    """A complaint; without ``handles`` what was said and found is empty."""

    version = fields.Integer(required=True)
    handles = fields.Boolean(required=True)
    told = Told(required=True)
    who = fields.String(required=True)
    text = fields.String(required=True)
    wish = fields.String(required=True)
    name = fields.String(required=True)
    answer = Told(required=True)
    reach = fields.String(required=True)
    case_number = fields.String(required=True)
    result = Told(required=True)
    found = fields.String(required=True)
    done = fields.String(required=True)
    replied_on = fields.Date(required=True, allow_none=True)


class ImprovementLineAnswer(Schema):
    """A 整改 the caller answers for or was given."""

    id = fields.String(required=True)
    opened_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    source = Told(required=True)
    point = fields.String(required=True)
    service = Told(required=True)
    problem = fields.String(required=True)
    state = one_of(IMPROVEMENT_STATES)
    owner = fields.String(required=True)
    late = fields.Boolean(required=True)


class ImprovementAnswer(ImprovementLineAnswer):
    """A 整改 whole; ``acts`` are what the caller may do now."""

    version = fields.Integer(required=True)
    cause = fields.String(required=True)
    measure = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    what = fields.String(required=True)
    evidence = fields.String(required=True)
    checked_on = fields.Date(required=True, allow_none=True)
    checked_by = fields.String(required=True)
    good = fields.Boolean(required=True, allow_none=True)
    note = fields.String(required=True)
    acts = fields.List(fields.String(validate=validate.OneOf(tuple(ACTS))), required=True)


@call(
    f"{CASE}/opinions",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=OpinionsAnswer,
    answer="S",
)
def opinions(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Tell whom of the case one asked what they think, and how it stands."""
    here = acting()
    if not may_ask(here, g.target, g.case_reach):
        raise errors.Forbidden(number)
    return {"opinions": list(asked_of(here, g.target, g.case_reach))}


@call(
    f"{CASE}/opinions",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=FormBody,
    gives=PutAnswer,
    status=201,
    creates=True,
    answer="S",
)
def put_opinion(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Ask somebody what she thinks (form `survey_asked`); the link is in the answer."""
    here = acting()
    row = ask_opinion(here, number, body["version"], body["data"], key=idempotency_key())
    return _put(here, row)


@call(
    f"{CASE}/opinions/<rowid:survey_id>",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=AnswersBody,
    gives=None,
    status=204,
    answer="P",
)
def take_opinion(body: dict[str, Any], number: str, survey_id: str) -> None:
    """Take what is answered here or by telephone (form `survey`)."""
    here = acting()
    opened = ask_here(here, number, survey_id, lock=True)
    if opened.row.way not in (HERE, CALL):
        raise Problem(404)
    answer(here.county_session, opened, body["data"], at=here.at, by=here.me)


@call(
    f"{HOME}/box",
    method="POST",
    action="survey.enter",
    tag=TAG,
    takes=AnswersBody,
    gives=None,
    status=204,
    creates=True,
    answer="P",
)
def enter_box(body: dict[str, Any]) -> None:
    """Type in a sheet of paper that came out of the box (form `survey_box`)."""
    enter_from_box(acting(), body["data"], key=idempotency_key())


@call(
    f"{HOME}/answers",
    action="survey.read",
    tag=TAG,
    gives=TallyAnswer,
    query=(
        Param(name="month", kind="month"),
        Param(name="back", options=("0", "2", "11"), default="0"),
        Param(name="service", most=40),
    ),
    answer="S",
)
def answers(asked: dict[str, Any]) -> dict[str, Any]:
    """Tell how the answers of some months are spread, by default of the last one that is over, and
    apart from that what people wrote."""
    here = acting()
    month = asked["month"] or here.today.replace(day=1) - timedelta(days=1)
    last = month.strftime("%Y-%m")
    months = (last, *(month_before(last, one + 1) for one in range(int(asked["back"] or 0))))
    _looked(here, "survey.seen", "survey")
    found = tally(here, months, service=asked["service"] or "")
    return {
        "answers": found.answers,
        "spreads": [
            {
                "name": one.name,
                "label": one.label,
                "counts": [{"word": word, "count": count} for word, count in one.counts],
            }
            for one in found.spreads
        ],
        "words": list(found.words),
    }


@call(
    COMPLAINTS,
    action="improve.read",
    tag=TAG,
    gives=listing(ComplaintLineAnswer, "Complaints"),
    paged=True,
    answer="S",
)
def complaints(asked: dict[str, Any]) -> dict[str, Any]:
    """List the complaints the caller looks into or took down, the latest first."""
    lines, following = complaints_of(
        acting(), after=_after("rest:complaints", asked), size=asked["page_size"]
    )
    return {
        "items": lines,
        "next": encode_cursor("rest:complaints", following) if following else None,
    }


@call(
    COMPLAINTS,
    method="POST",
    action="complaint.take",
    tag=TAG,
    takes=AnswersBody,
    gives=ComplaintAnswer,
    status=201,
    creates=True,
    answer="S",
)
def file_complaint(body: dict[str, Any]) -> ComplaintOut:
    """Take a complaint down (form `complaint`); it is looked into one level up."""
    here = acting()
    raw = _named(here, COMPLAINT, body["data"])
    return complaint_out(here, take_complaint(here, raw, key=idempotency_key()))


@call(ONE_COMPLAINT, action="improve.read", tag=TAG, gives=ComplaintAnswer, answer="S")
def complaint(asked: dict[str, Any], complaint_id: str) -> ComplaintOut:
    """Read a complaint, as far as it is for the caller."""
    here = acting()
    row: Complaint = open_complaint(here, complaint_id)
    _looked(here, "complaint.seen", "".join(("complaint:", row.id)))
    return complaint_out(here, row)


@call(
    f"{ONE_COMPLAINT}/reply",
    method="POST",
    action="complaint.handle",
    tag=TAG,
    takes=FormBody,
    gives=ComplaintAnswer,
    answer="S",
)
def file_reply(body: dict[str, Any], complaint_id: str) -> ComplaintOut:
    """Answer a complaint (form `complaint_reply`); what proves true opens a 整改."""
    here = acting()
    return complaint_out(here, reply_complaint(here, complaint_id, body["version"], body["data"]))


@call(
    IMPROVEMENTS,
    action="improve.read",
    tag=TAG,
    gives=listing(ImprovementLineAnswer, "Improvements"),
    paged=True,
    answer="S",
)
def improvements(asked: dict[str, Any]) -> dict[str, Any]:
    """List the 整改 the caller answers for or was given, the latest first."""
    lines, following = improvements_of(
        acting(), after=_after("rest:improvements", asked), size=asked["page_size"]
    )
    return {
        "items": lines,
        "next": encode_cursor("rest:improvements", following) if following else None,
    }


@call(
    IMPROVEMENTS,
    method="POST",
    action="improve.manage",
    tag=TAG,
    takes=AnswersBody,
    gives=ImprovementAnswer,
    status=201,
    creates=True,
    answer="S",
)
def file_improvement(body: dict[str, Any]) -> ImprovementOut:
    """Open a 整改 (form `improvement`)."""
    here = acting()
    raw = _named(here, FOUND, body["data"])
    return improvement_out(here, register_problem(here, raw, key=idempotency_key()))


@call(ONE_IMPROVEMENT, action="improve.read", tag=TAG, gives=ImprovementAnswer, answer="S")
def improvement(asked: dict[str, Any], improvement_id: str) -> ImprovementOut:
    """Read a 整改."""
    here = acting()
    row: Improvement = open_improvement(here, improvement_id)
    return improvement_out(here, row)


@call(
    f"{ONE_IMPROVEMENT}/<plainname:act>",
    method="POST",
    action="improve.read",
    tag=TAG,
    takes=FormBody,
    gives=ImprovementAnswer,
    answer="S",
)
def act_on_improvement(body: dict[str, Any], improvement_id: str, act: str) -> ImprovementOut:
    """Take an act on a 整改: `plan`, `done` or `check` (forms `improvement_plan`, …)."""
    here = acting()
    raw = _named(here, PLAN, body["data"]) if act == "plan" else body["data"]
    return improvement_out(here, act_on(here, improvement_id, act, body["version"], raw))


def _put(here: Acting, row: Survey) -> dict[str, Any]:
    return {
        "id": row.id,
        "way": row.way,
        "until": row.until,
        "link": link_of(here, row, request.host_url),
    }


def _after(name: str, asked: Mapping[str, Any]) -> Cursor | None:
    return cast("Cursor", decode_cursor(name, asked["after"])) if asked["after"] else None


def _named(here: Acting, form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    return with_ids(here, form.fields, raw)


def _looked(here: Acting, action: str, target: str) -> None:
    note_access(
        county=here.viewer.county, account_id=here.me, action=action, target=target, at=here.at
    )
