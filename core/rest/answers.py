"""What is answered: one schema a thing; what a schema does not name cannot leave.

The values come from the projections of core.cases, where a part the viewer may not see is None or
empty already. Instants are told in Shanghai time with their offset.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, fields

from core.clocks import SHANGHAI
from core.words import (
    CASE_STATES,
    CONFIDENTIALITY,
    ITEM_STATES,
    POINT_LEVELS,
    PROMISE_STATES,
    STAGES,
    SWITCH_STATES,
    Level,
    Move,
)


class Moment(fields.Field[Any]):
    """An instant as ISO 8601 in Shanghai time."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        moment: datetime | None = value
        return moment.astimezone(SHANGHAI).isoformat(timespec="seconds") if moment else None


class Told(fields.Field[Any]):
    """A sentence of the source, in the reader's language."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return str(_(value)) if value else ""


def one_of(codes: Any) -> fields.String:
    return fields.String(metadata={"enum": [str(code) for code in codes]})


class ReasonAnswer(Schema):
    text = fields.String(required=True)
    citation = fields.String(required=True)


class ProblemAnswer(Schema):
    """A refusal (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    instance = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    reasons = fields.List(fields.Nested(ReasonAnswer))


class ServiceAnswer(Schema):
    name = fields.String(required=True)
    title = Told(required=True)
    clause = fields.String(required=True)
    kind = one_of(("service", "support", "brand"))
    state = one_of(SWITCH_STATES)
    here = one_of(SWITCH_STATES)
    version = fields.Integer()
    summary = Told()
    forms = fields.List(fields.String(), required=True)
    steps = fields.List(fields.Dict())
    documents = fields.List(fields.Dict())
    service = fields.String()
    points = fields.List(fields.String())


class SwitchAnswer(Schema):
    plugin = fields.String(required=True)
    point = fields.String(required=True)
    state = one_of(SWITCH_STATES)
    version = fields.Integer(required=True)


class RehearsalAnswer(Schema):
    plugin = fields.String(required=True)
    state = one_of(SWITCH_STATES)
    point = fields.String(required=True)
    allowed = fields.Boolean(required=True)
    open_items = fields.Integer(required=True)
    clocks = fields.Integer(required=True)
    documents = fields.Integer(required=True)
    points = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(ReasonAnswer), required=True)
    clauses_left = fields.List(fields.String(), required=True)


class FormAnswer(Schema):
    key = fields.String(required=True)
    title = Told(required=True)
    version = fields.Integer(required=True)
    fields_ = fields.List(fields.Dict(), data_key="fields", required=True)
    json_schema = fields.Dict(required=True)


class PointAnswer(Schema):
    id = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = one_of(POINT_LEVELS)
    depth = fields.Integer()
    parent = fields.String(allow_none=True)
    children = fields.List(fields.String())
    services = fields.List(fields.String(), required=True)


class ItemAnswer(Schema):
    id = fields.String(required=True)
    service = fields.String(required=True)
    title = Told()
    state = one_of(ITEM_STATES)
    step = fields.String(required=True)
    version = fields.Integer(required=True)
    done = fields.List(fields.String())
    owner = fields.String()
    owner_name = fields.String()
    point = fields.String()
    mine = fields.Boolean()
    outcome = fields.String()
    brand = fields.String()
    brand_title = fields.String()


class PartyAnswer(Schema):
    id = fields.String(required=True)
    role = fields.String(required=True)
    relation = fields.String()
    name = fields.String()
    phone = fields.String()
    sex = fields.String()
    birth_date = fields.Date(allow_none=True)
    minor = fields.Boolean()


class MeasureAnswer(Schema):
    id = fields.String(required=True)
    body = fields.String(required=True)
    text = fields.String(required=True)
    due_on = fields.Date(required=True)
    done_on = fields.Date(allow_none=True)


class ClockAnswer(Schema):
    id = fields.String(required=True)
    code = fields.String(required=True)
    title = Told(required=True)
    due_at = Moment(required=True)
    state = fields.String(required=True)
    citation = fields.String()
    local = fields.Boolean()
    provisional = fields.Boolean()
    pause_reason = fields.String()
    item_id = fields.String(data_key="item", allow_none=True)
    warn_days = fields.Integer()


class PendingAnswer(Schema):
    kind = fields.String(required=True)
    to = fields.String(required=True)


class CaseAnswer(Schema):
    """A case as its viewer may see it; what the reach does not open is null or empty."""

    number = fields.String(required=True)
    version = fields.Integer(required=True)
    stage = one_of(STAGES)
    state = one_of(CASE_STATES)
    level = one_of(Level)
    holder = fields.String(required=True, metadata={"description": "code of the point"})
    holder_id = fields.String()
    holder_name = fields.String()
    lead = fields.String(required=True, metadata={"description": "username"})
    lead_name = fields.String()
    first_handler = fields.String(required=True, metadata={"description": "username"})
    first_handler_name = fields.String()
    handler = fields.String(metadata={"description": "username, empty while nobody works it"})
    handler_name = fields.String()
    tracker = fields.String(metadata={"description": "username"})
    tracker_name = fields.String()
    confidentiality = one_of(CONFIDENTIALITY)
    items = fields.List(fields.Nested(ItemAnswer), required=True)
    reach = one_of(("none", "envelope", "process", "item", "full"))
    scenario = fields.String()
    scenario_own = fields.String(metadata={"description": "the county's own code, or empty"})
    scenarios = fields.List(fields.String())
    channel = fields.String()
    channel_own = fields.String(metadata={"description": "the county's own code, or empty"})
    campaign = fields.String(metadata={"description": "the campaign it was found in, or empty"})
    found_on = fields.Date(
        allow_none=True, metadata={"description": "the day it was found out or happened, if said"}
    )
    came = fields.Integer(
        allow_none=True, metadata={"description": "how many people came, if said"}
    )
    urgency = fields.String()
    received_at = Moment()
    received_level = one_of(Level)
    point = fields.String()
    summary = fields.String(allow_none=True)
    danger = fields.Dict(allow_none=True)
    violence = fields.Boolean(allow_none=True)
    stop_one = fields.Boolean(allow_none=True)
    order_until = fields.Date(
        allow_none=True, metadata={"description": "the last day of a protection order in force"}
    )
    report_due = fields.Boolean(allow_none=True)
    keep_away = fields.List(fields.Dict(), allow_none=True)
    outcome = fields.String(allow_none=True)
    parties = fields.List(fields.Nested(PartyAnswer), allow_none=True)
    clocks = fields.List(fields.Nested(ClockAnswer))
    pending = fields.Nested(PendingAnswer, allow_none=True)
    attempts = fields.Integer()
    attempts_needed = fields.Integer()
    cross_town = fields.Boolean()
    cross_county = fields.Boolean()
    plan_state = fields.String()
    warning_scheme = fields.String()
    warning = fields.String(metadata={"description": "level of the family, empty when not rated"})
    plan = fields.String(allow_none=True)
    measures = fields.List(fields.Nested(MeasureAnswer), allow_none=True)
    co_points = fields.List(fields.String())
    previous = fields.String()
    merged_into = fields.String()
    merged_from = fields.List(fields.String())
    not_family_window = fields.String()


class LineAnswer(Schema):
    """A case in a list."""

    number = fields.String(required=True)
    state = one_of(CASE_STATES)
    stage = one_of(STAGES)
    level = one_of(Level)
    scenario = fields.String()
    scenario_own = fields.String()
    sealed = fields.Boolean()
    urgency = fields.String()
    received_at = Moment()
    holder_code = fields.String(data_key="holder")
    holder = fields.String(data_key="holder_name")
    mine = fields.Boolean()
    warning_scheme = fields.String()
    warning = fields.String()
    names = fields.List(fields.String())


class ObjectionAnswer(Schema):
    text = fields.String(required=True)
    citation = fields.String(required=True)
    code = fields.String(required=True)
    waivable = fields.Boolean()


class MoveAnswer(Schema):
    move = one_of(Move)
    title = Told()
    allowed = fields.Boolean(required=True)
    objections = fields.List(fields.Nested(ObjectionAnswer), required=True)
    asks = fields.List(fields.String())
    clause = fields.String()
    waivable = fields.Boolean()


class EventAnswer(Schema):
    seq = fields.Integer(required=True)
    kind = fields.String(required=True)
    at = Moment(required=True)
    point = fields.String()
    actor = fields.String()
    item = fields.String()
    note = fields.Dict()


class ShownLine(Schema):
    name = fields.String(required=True)
    label = fields.String(required=True)
    value = fields.String(required=True)
    masked = fields.Boolean()
    sealed = fields.Boolean()
    file = fields.String(metadata={"description": "id of the attachment the line names"})
    rows = fields.List(fields.List(fields.Nested(lambda: ShownLine())))


class RecordAnswer(Schema):
    """A filed form as it may be read; ``lines`` is null for another's own notes."""

    id = fields.String(required=True)
    form = fields.String(required=True)
    title = Told()
    version = fields.Integer(metadata={"description": "of the form"})
    item_id = fields.String(data_key="item", allow_none=True)
    item_version = fields.Integer()
    about = fields.String()
    author = fields.String()
    filed_at = Moment()
    sealed_to_author = fields.Boolean()
    lines = fields.List(fields.Nested(ShownLine), allow_none=True)


class FollowUpAnswer(Schema):
    """A visit; ``kind`` and ``found`` are empty where the story is not open to the caller."""

    id = fields.String(required=True)
    kind = fields.String()
    planned_on = fields.Date(required=True)
    missed = fields.Integer(metadata={"description": "tries that reached nobody safely"})
    done_at = Moment(allow_none=True)
    found = fields.String()
    record_id = fields.String(data_key="record", allow_none=True)


class VisitAnswer(Schema):
    """A visit the caller has to make; of a sealed case the kind stays empty."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    kind = fields.String()
    planned_on = fields.Date(required=True)
    missed = fields.Integer()
    sealed = fields.Boolean()
    late = fields.Boolean()


class PromiseAnswer(Schema):
    """What was promised; ``number`` is the one a visit quotes in ``kept``."""

    number = fields.Integer(required=True)
    item_id = fields.String(required=True, data_key="item")
    what = fields.String(required=True)
    by = fields.String()
    to = fields.String()
    due_on = fields.Date(allow_none=True)
    state = one_of(("", *PROMISE_STATES))
    said_on = fields.Date(allow_none=True)


class PaperAnswer(Schema):
    id = fields.String(required=True)
    kind = fields.String(required=True)
    title = Told()
    number = fields.String(required=True)
    state = fields.String()
    sha256 = fields.String(required=True)
    issued_at = Moment()
    item_id = fields.String(data_key="item", allow_none=True)
    addressee = fields.String()
    media = fields.String()


class StagedAnswer(Schema):
    id = fields.String(required=True)


class FileAnswer(Schema):
    """A file of a case; of another's own one only that it is there (`hidden`)."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    title = fields.String()
    kind = Told()
    size = fields.Integer(required=True)
    sha256 = fields.String(metadata={"description": "of the bytes as they are kept"})
    sha256_sent = fields.String(metadata={"description": "of the bytes as they came"})
    item_id = fields.String(data_key="item", allow_none=True)
    record_id = fields.String(data_key="record", allow_none=True)
    sender = fields.String()
    sent_at = Moment()
    hidden = fields.Boolean()


class PersonAnswer(Schema):
    """Somebody who came before, as far as the window needs to tell two people apart."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    sex = fields.String()
    birth_year = fields.Integer(allow_none=True)
    phone = fields.String(metadata={"description": "masked but for the last four"})
    why = Told()


class BesideAnswer(Schema):
    title = Told(required=True)
    value = fields.Integer(allow_none=True)


class IndicatorAnswer(Schema):
    code = fields.String(required=True)
    title = Told(required=True)
    value = fields.Float(allow_none=True)
    numerator = fields.Integer(allow_none=True)
    denominator = fields.Integer(allow_none=True)
    formula = Told(required=True)
    unit = Told()
    version = fields.Integer()
    basis = Told()
    service = fields.String()
    suppressed = fields.Boolean()
    missing = Told()
    beside = fields.List(fields.Nested(BesideAnswer))


def listing(entry: type[Schema], name: str) -> type[Schema]:
    """Return the schema of a page of *entry*."""
    made: type[Schema] = Schema.from_dict(
        {
            "items": fields.List(fields.Nested(entry), required=True),
            "next": fields.String(required=True, allow_none=True),
            "total": fields.Integer(metadata={"description": "with count=1, at most 10000"}),
        },
        name=name,
    )
    return made
