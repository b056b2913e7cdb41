"""What people think of the service, over the API: whom one asked, what is answered here, the sums
(T/ZSM 6.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import g, request
from marshmallow import Schema, fields

from core.audit import note_access
from core.cases import errors
from core.cases.acting import Acting
from core.cases.evaluation_forms import CALL, HERE, WAYS
from core.cases.here import acting
from core.cases.models_evaluation import Survey
from core.evaluation.answering import answer, ask_here, enter_from_box, link_of
from core.evaluation.asking import ASKED_STATES, ask_opinion, asked_of, may_ask
from core.evaluation.tallying import tally
from core.rest.answers import Told, one_of
from core.rest.bodies import AnswersBody, FormBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.statistics.reading import month_before
from core.web import Param, Problem

TAG = "evaluation"
HOME = "/<county>/evaluation"


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
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action="survey.seen",
        target="survey",
        at=here.at,
    )
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


def _put(here: Acting, row: Survey) -> dict[str, Any]:
    return {
        "id": row.id,
        "way": row.way,
        "until": row.until,
        "link": link_of(here, row, request.host_url),
    }
