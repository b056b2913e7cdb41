"""投诉 over the API: take one down, read it, answer it, ask for more time (T/ZSM 6.2)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from marshmallow import Schema, fields

from core.audit import note_access
from core.cases.evaluation_forms import COMPLAINT, LONGER_STATES
from core.cases.here import acting
from core.cases.models_evaluation import Complaint
from core.evaluation.complaining import reply_complaint, take_complaint
from core.evaluation.complaints import (
    COMPLAINT_STATES,
    ComplaintOut,
    complaint_out,
    complaints_of,
)
from core.evaluation.prolonging import answer_longer, ask_longer
from core.evaluation.reaching import open_complaint
from core.rest.answers import Told, listing, one_of
from core.rest.bodies import AnswersBody, FormBody
from core.rest.calls import call, idempotency_key
from core.rest.naming import with_ids
from core.web import decode_cursor, encode_cursor

TAG = "evaluation"
COMPLAINTS = "/<county>/evaluation/complaints"
ONE_COMPLAINT = f"{COMPLAINTS}/<rowid:complaint_id>"
CURSOR = "rest:complaints"


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
    """A complaint; without ``handles`` what was said and found is empty. ``first_due_on`` is the
    limit before more time was given, ``agrees`` that the caller is asked to agree to more."""

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
    first_due_on = fields.Date(required=True, allow_none=True)
    longer_state = one_of(("", *LONGER_STATES))
    longer_to = fields.Date(required=True, allow_none=True)
    longer_why = fields.String(required=True)
    longer_note = fields.String(required=True)
    agrees = fields.Boolean(required=True)


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
    after = (
        cast("tuple[date, str]", decode_cursor(CURSOR, asked["after"])) if asked["after"] else None
    )
    lines, following = complaints_of(acting(), after=after, size=asked["page_size"])
    return {"items": lines, "next": encode_cursor(CURSOR, following) if following else None}


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
    raw = with_ids(here, COMPLAINT.fields, body["data"])
    return complaint_out(here, take_complaint(here, raw, key=idempotency_key()))


@call(ONE_COMPLAINT, action="improve.read", tag=TAG, gives=ComplaintAnswer, answer="S")
def complaint(asked: dict[str, Any], complaint_id: str) -> ComplaintOut:
    """Read a complaint, as far as it is for the caller."""
    here = acting()
    row: Complaint = open_complaint(here, complaint_id)
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action="complaint.seen",
        target="".join(("complaint:", row.id)),
        at=here.at,
    )
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
    f"{ONE_COMPLAINT}/longer",
    method="POST",
    action="complaint.handle",
    tag=TAG,
    takes=FormBody,
    gives=ComplaintAnswer,
    answer="S",
)
def file_more_time(body: dict[str, Any], complaint_id: str) -> ComplaintOut:
    """Ask the level above for more time to answer (form `complaint_longer`), once."""
    here = acting()
    return complaint_out(here, ask_longer(here, complaint_id, body["version"], body["data"]))


@call(
    f"{ONE_COMPLAINT}/longer/answer",
    method="POST",
    action="complaint.handle",
    tag=TAG,
    takes=FormBody,
    gives=ComplaintAnswer,
    answer="S",
)
def file_agreement(body: dict[str, Any], complaint_id: str) -> ComplaintOut:
    """Agree to more time, or not (form `complaint_longer_answer`)."""
    here = acting()
    return complaint_out(here, answer_longer(here, complaint_id, body["version"], body["data"]))
