"""The danger of a case over the API: its sheet, a scale that was asked, what was done (规程 6)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.danger.sheet import danger_sheet as sheet_of
from core.cases.danger.sheet import may_scale
from core.cases.errors import Forbidden
from core.cases.here import acting
from core.cases.offering import offered_kept
from core.rest.answers import Moment, Told
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TAG = "core forms"


class DemandAnswer(Schema):
    """A line of the gap sheet: what the class demands, by which article, and if it is there."""

    name = fields.String(required=True)
    title = Told(required=True)
    law = fields.String(required=True)
    met = fields.Boolean(required=True)
    how = Told()


class ScaleAnswer(Schema):
    """A scale that was filed; `total` is null and `said_yes` empty where its answers are closed."""

    id = fields.String(required=True)
    filed_at = Moment()
    author = fields.String()
    grade = fields.String(required=True)
    total = fields.Integer(allow_none=True)
    said_yes = fields.List(Told())


class KeptRecordAnswer(Schema):
    """A filed form that a paper may tell: send `id` as the `record` of the paper."""

    id = fields.String(required=True)
    filed_at = Moment()


class KeptPaperAnswer(Schema):
    """A paper that whoever works the case keeps and may issue now; of `records` it tells one."""

    kind = fields.String(required=True, attribute="name")
    title = Told(required=True)
    records = fields.List(fields.Nested(KeptRecordAnswer), required=True)


class DangerSheetAnswer(Schema):
    """`class` is empty while no scale was filed; `again` when an earlier report of hers is a case
    the caller sees."""

    class_ = fields.String(data_key="class", attribute="class", required=True)
    special_protection = fields.Boolean(required=True)
    again = fields.Boolean(required=True)
    gaps = fields.List(fields.Nested(DemandAnswer), required=True)
    scales = fields.List(fields.Nested(ScaleAnswer), required=True)
    papers = fields.List(fields.Nested(KeptPaperAnswer), required=True)


@call(
    f"{CASE}/danger/sheet",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=DangerSheetAnswer,
    answer="R",
)
def danger_sheet(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Tell the class of a complaint of violence, its scales, and what is still missing."""
    here = acting()
    if not may_scale(here, g.target):
        raise Forbidden(number)
    sheet = sheet_of(here, g.target)
    return {
        "class": sheet.found,
        "special_protection": sheet.special,
        "again": sheet.again,
        "gaps": sheet.gaps,
        "scales": sheet.scales,
        "papers": [
            {
                "name": one.name,
                "title": one.title,
                "records": [{"id": key, "filed_at": at} for key, at in one.records],
            }
            for one in offered_kept(here, g.target, g.case_reach)
        ],
    }


@filing(f"{CASE}/danger/scale", TAG)
def file_danger_scale(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File a scale of danger (form `danger_scale`); class, seal and hard stop follow at once."""
    return filed(commands.file_scale, number, body)


@filing(f"{CASE}/danger/measure", TAG)
def file_danger_measure(body: dict[str, Any], number: str) -> dict[str, Any]:
    """File what was done about a line of the sheet (form `danger_measure`)."""
    return filed(commands.file_safety_measure, number, body)
