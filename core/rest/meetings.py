"""月度分析会 over the API: the months of the points, calling, minutes, decisions (5.5.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from marshmallow import Schema, fields, validate

from core.audit import note_access
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.meeting_forms import CALLING, CAME, MINUTES, PARTS, POSTS, RISKS
from core.cases.models_meetings import AnalysisMeeting
from core.meetings.amending import correct_minutes
from core.meetings.board import CALLED, HELD, MISSING, OPEN, PointMonths, months_at
from core.meetings.calling import call_meeting, change_meeting, void_meeting
from core.meetings.correcting import number_stood_for
from core.meetings.holding import finish_decision, hold_meeting
from core.meetings.reaching import open_meeting
from core.meetings.reading import STATES, meeting_out, meetings_of
from core.rest.answers import Moment, Told, listing, one_of
from core.rest.calls import call, idempotency_key
from core.rest.naming import point_id, with_ids
from core.web import decode_cursor, encode_cursor
from core.words import Form

TAG = "meetings"
CURSOR = "rest:meetings"
ONE = "/<county>/meetings/<rowid:meeting_id>"


class MonthAtAnswer(Schema):
    """How a month stands at a point."""

    month = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf((HELD, CALLED, MISSING, OPEN)))
    on = fields.Date(required=True, allow_none=True)


class PointMonthsAnswer(Schema):
    """The months of one point, the latest first."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    months = fields.List(fields.Nested(MonthAtAnswer), required=True)


class MeetingLineAnswer(Schema):
    """A meeting the caller sees."""

    id = fields.String(required=True)
    month = fields.String(required=True)
    on = fields.Date(required=True)
    point = fields.String(required=True)
    points = fields.Integer(required=True)
    state = one_of(STATES)


class MeetingSeatAnswer(Schema):
    """Somebody asked to come, by post."""

    post = one_of(POSTS)
    name = fields.String(required=True)
    came = fields.String(required=True, metadata={"enum": ["", *CAME]})


class MeetingAgendaAnswer(Schema):
    """A case to talk about: its number, its situation, and why."""

    number = fields.String(required=True)
    scenario = fields.String(required=True)
    point = fields.String(required=True)
    level = Told(attribute="level.label")
    reasons = fields.List(fields.String(), required=True)


class MeetingTopicAnswer(Schema):
    """What was said and decided; without ``told`` that is for those who were there."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    told = fields.Boolean(required=True)
    discussion = fields.String(required=True)
    risk = fields.String(required=True, metadata={"enum": ["", *RISKS]})
    decision = fields.String(required=True)
    owner = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    task_id = fields.String(required=True, data_key="task")
    done = fields.Boolean(required=True)
    mine = fields.Boolean(required=True)


class MeetingCorrectionAnswer(Schema):
    """What of the minutes was put right; ``number`` is empty for the whole, ``was`` and ``now`` are
    codes for a risk."""

    number = fields.String(required=True)
    part = one_of(PARTS)
    was = fields.String(required=True)
    now = fields.String(required=True)
    why = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)


class MeetingAnswer(Schema):
    """A meeting as the caller may see it; ``agenda`` stands until it is held."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    month = fields.String(required=True)
    on = fields.Date(required=True)
    state = one_of(STATES)
    point = fields.String(required=True)
    points = fields.List(fields.String(), required=True)
    place = fields.String(required=True)
    called_by = fields.String(required=True)
    called_at = Moment(required=True)
    host = fields.String(required=True)
    recorder = fields.String(required=True)
    number = fields.String(required=True)
    people = fields.List(fields.Nested(MeetingSeatAnswer), required=True)
    missing = fields.List(Told(), required=True)
    agenda = fields.List(fields.Nested(MeetingAgendaAnswer), required=True, allow_none=True)
    topics = fields.List(fields.Nested(MeetingTopicAnswer), required=True)
    next_steps = fields.String(required=True)
    corrections = fields.List(fields.Nested(MeetingCorrectionAnswer), required=True)
    replaces = fields.String(metadata={"description": "number of the void minutes these stand for"})
    holds = fields.Boolean(required=True)


class MeetingCallBody(Schema):
    """A call of a point the caller heads (the present one when none is named), with the answers of
    the form `analysis_meeting`."""

    point = fields.String(load_default="", validate=validate.Length(max=20))
    data = fields.Dict(keys=fields.String(), required=True)


class MeetingBody(Schema):
    """The answers of the form, and the version of the meeting they were made for."""

    version = fields.Integer(required=True, strict=True)
    data = fields.Dict(keys=fields.String(), required=True)


class MeetingVoidBody(Schema):
    """Why a meeting is declared void."""

    version = fields.Integer(required=True, strict=True)
    reason = fields.String(required=True, validate=validate.Length(max=200))


@call(
    "/<county>/meetings/months",
    action="meeting.read",
    tag=TAG,
    gives=PointMonthsAnswer(many=True),
)
def meeting_months(asked: dict[str, Any]) -> list[PointMonths]:
    """Tell how this month and the two before stand at the points the caller answers for."""
    return list(months_at(acting()))


@call(
    "/<county>/meetings",
    action="meeting.read",
    tag=TAG,
    gives=listing(MeetingLineAnswer, "Meetings"),
    paged=True,
)
def meetings(asked: dict[str, Any]) -> dict[str, Any]:
    """List the meetings the caller sees, the latest first."""
    after = None
    if asked["after"]:
        after = cast("tuple[date, str]", decode_cursor(CURSOR, asked["after"]))
    lines, following = meetings_of(acting(), after=after, size=asked["page_size"])
    return {"items": lines, "next": encode_cursor(CURSOR, following) if following else None}


@call(
    "/<county>/meetings",
    method="POST",
    action="meeting.hold",
    tag=TAG,
    takes=MeetingCallBody,
    gives=MeetingAnswer,
    status=201,
    creates=True,
    answer="S",
)
def call_for_meeting(body: dict[str, Any]) -> dict[str, Any]:
    """Call the meeting of a month; its agenda is in the answer."""
    here = acting()
    point = point_id(here, body["point"], "point")
    raw = _named(here, CALLING, body["data"])
    return _answer(here, call_meeting(here, raw, point=point, key=idempotency_key()))


@call(ONE, action="meeting.read", tag=TAG, gives=MeetingAnswer, answer="S")
def meeting(asked: dict[str, Any], meeting_id: str) -> dict[str, Any]:
    """Read a meeting."""
    here = acting()
    row = open_meeting(here, meeting_id)
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action="meeting.seen",
        target=f"meeting:{row.id}",
        at=here.at,
    )
    return _answer(here, row)


@call(
    ONE,
    method="PUT",
    action="meeting.hold",
    tag=TAG,
    takes=MeetingBody,
    gives=MeetingAnswer,
    answer="S",
)
def change_call(body: dict[str, Any], meeting_id: str) -> dict[str, Any]:
    """Put right what was called, as long as it was not held."""
    here = acting()
    raw = _named(here, CALLING, body["data"])
    return _answer(here, change_meeting(here, meeting_id, body["version"], raw))


@call(
    f"{ONE}/minutes",
    method="POST",
    action="meeting.hold",
    tag=TAG,
    takes=MeetingBody,
    gives=MeetingAnswer,
    answer="S",
)
def file_minutes(body: dict[str, Any], meeting_id: str) -> dict[str, Any]:
    """File the minutes (form `analysis_minutes`); what was decided becomes tasks."""
    here = acting()
    raw = _named(here, MINUTES, body["data"])
    return _answer(here, hold_meeting(here, meeting_id, body["version"], raw))


@call(
    f"{ONE}/void",
    method="POST",
    action="meeting.hold",
    tag=TAG,
    takes=MeetingVoidBody,
    gives=MeetingAnswer,
    answer="S",
)
def drop_meeting(body: dict[str, Any], meeting_id: str) -> dict[str, Any]:
    """Declare a meeting void; its month is free again."""
    here = acting()
    return _answer(here, void_meeting(here, meeting_id, body["version"], body["reason"]))


@call(
    f"{ONE}/corrections",
    method="POST",
    action="meeting.hold",
    tag=TAG,
    takes=MeetingBody,
    gives=MeetingAnswer,
    answer="S",
)
def file_correction(body: dict[str, Any], meeting_id: str) -> dict[str, Any]:
    """Put a word of the minutes right (form `analysis_correction`, `topic` by its id)."""
    here = acting()
    return _answer(here, correct_minutes(here, meeting_id, body["version"], body["data"]))


@call(
    f"{ONE}/tasks/<rowid:task_id>",
    method="POST",
    action="meeting.read",
    tag=TAG,
    gives=MeetingAnswer,
    answer="S",
)
def decision_done(meeting_id: str, task_id: str) -> dict[str, Any]:
    """Say that what the meeting asked of the caller is done."""
    here = acting()
    row = open_meeting(here, meeting_id)
    finish_decision(here, row.id, task_id)
    here.session.flush()
    return _answer(here, row)


def _named(here: Acting, form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    return with_ids(here, form.fields, raw)


def _answer(here: Acting, row: AnalysisMeeting) -> dict[str, Any]:
    out = meeting_out(here, row)
    shape = {name: getattr(out, name) for name in out.__dataclass_fields__}
    return {
        **shape,
        "agenda": out.agenda.lines if out.agenda is not None else None,
        "replaces": number_stood_for(here, row),
    }
