"""Papers of a case: issue one, read the copy back byte by byte, declare one void."""

from __future__ import annotations

from typing import Any

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields

from core.cases.archive import dossier_of
from core.cases.dossier_meter import meter_of
from core.cases.dossiers import bound_dossier
from core.cases.errors import Forbidden
from core.cases.here import acting, opened, roster
from core.cases.loading import Loaded, open_case
from core.cases.offering import papers_of
from core.cases.papers import read_paper, void_paper
from core.cases.pressing import issue_pressed
from core.cases.sending import MIME, copy_answer, file_answer
from core.documents.kinds import PAPERS
from core.documents.models import DOCX, PDF
from core.points.models import ServicePoint
from core.privacy import shows
from core.rest.answers import Moment, PaperAnswer, Told
from core.rest.bodies import PaperBody, VoidBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.web import Problem

TAG = "papers"


class FilePieceAnswer(Schema):
    title = Told()
    there = fields.Boolean(required=True)
    lacking = fields.List(fields.String(), metadata={"description": "whose copy alone is missing"})


class FilePartAnswer(Schema):
    service = Told()
    pieces = fields.List(fields.Nested(FilePieceAnswer), required=True)


class FiledAnswer(Schema):
    point = fields.String(required=True)
    grade = fields.String(required=True)
    filed_at = Moment()
    keep_years = fields.Integer(metadata={"description": "0 is for ever"})
    keep_until = fields.Date(allow_none=True)


class DossierAnswer(Schema):
    """How whole the file of a case is, and where it was filed."""

    difficulty = fields.String(required=True)
    there = fields.Integer(required=True)
    whole = fields.Integer(required=True)
    parts = fields.List(fields.Nested(FilePartAnswer), required=True)
    filed = fields.Nested(FiledAnswer, allow_none=True)


@call(
    f"{CASE}/documents",
    method="POST",
    action="paper.issue",
    tag=TAG,
    takes=PaperBody,
    gives=PaperAnswer,
    answer="R",
    status=201,
    creates=True,
)
def issue(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Issue a paper: core's by its name, a function's as `<plugin>.<kind>`."""
    if not _is_kind(body["kind"]):
        raise Problem(422, errors={"kind": [_("没有这种文书")]})
    document = issue_pressed(
        acting(),
        number,
        body["kind"],
        party_id=body["party"],
        item_id=body["item"],
        record_id=body["record"],
        key=idempotency_key(),
    )
    return _paper(number, document.id)


def _is_kind(kind: str) -> bool:
    plugin, _dot, name = kind.rpartition(".")
    if not plugin:
        return name in PAPERS
    service = roster().services.get(plugin)
    return service is not None and any(one.name == name for one in service.documents)


def _paper(number: str, document_id: str) -> dict[str, Any]:
    here = acting()
    loaded, _facts, how_far = open_case(here, number)
    found = next(one for one in papers_of(here, loaded, how_far) if one.id == document_id)
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


@call(
    f"{CASE}/documents/<rowid:document_id>.pdf",
    action="paper.read",
    tag=TAG,
    resource="case",
    gives=None,
    answer="R",
    content_type=MIME[PDF],
)
def copy_of(asked: dict[str, Any], number: str, document_id: str) -> ResponseReturnValue:
    """Return an issued copy, exactly as it was issued."""
    return copy_answer(*read_paper(acting(), number, document_id, PDF))


@call(
    f"{CASE}/documents/<rowid:document_id>.docx",
    action="paper.read",
    tag=TAG,
    resource="case",
    gives=None,
    answer="R",
    content_type=MIME[DOCX],
)
def word_copy_of(asked: dict[str, Any], number: str, document_id: str) -> ResponseReturnValue:
    """Return a copy made from the county's own Word template, exactly as it was issued."""
    return copy_answer(*read_paper(acting(), number, document_id, DOCX))


@call(
    f"{CASE}/documents/<rowid:document_id>/void",
    method="POST",
    action="paper.issue",
    tag=TAG,
    takes=VoidBody,
    gives=PaperAnswer,
    answer="R",
)
def void(body: dict[str, Any], number: str, document_id: str) -> dict[str, Any]:
    """Declare a copy void; its bytes and number stay."""
    void_paper(acting(), number, document_id, body["reason"])
    return _paper(number, document_id)


@call(
    f"{CASE}/dossier",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=DossierAnswer,
    answer="I",
)
def dossier(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Say how whole the file is by its difficulty, and where and how long it is kept."""
    here, loaded = acting(), _readable(number)
    meter, filed = meter_of(here, loaded), dossier_of(here, loaded.case.id)
    return {
        "difficulty": meter.difficulty,
        "there": meter.there,
        "whole": meter.whole,
        "parts": [
            {
                "service": part.title,
                "pieces": [
                    {"title": one.title, "there": one.there, "lacking": list(one.lacking)}
                    for one in part.pieces
                ],
            }
            for part in meter.parts
        ],
        "filed": {
            "point": here.session.get_one(ServicePoint, (here.viewer.county, filed.point_id)).code,
            "grade": filed.grade,
            "filed_at": filed.filed_at,
            "keep_years": filed.keep_years,
            "keep_until": filed.keep_until,
        }
        if filed
        else None,
    }


@call(
    f"{CASE}/dossier.pdf",
    action="paper.read",
    tag=TAG,
    resource="case",
    gives=None,
    answer="R",
    content_type=MIME[PDF],
)
def bound(asked: dict[str, Any], number: str) -> ResponseReturnValue:
    """Return the whole file as one PDF: cover, list of contents, every piece, pages numbered."""
    loaded = _readable(number)
    content = bound_dossier(acting(), loaded, g.case_reach)
    return file_answer(content, PDF, f"dossier-{number}", inline=True)


def _readable(number: str) -> Loaded:
    loaded, _facts, how_far = opened(number)
    if not shows(how_far).papers:
        raise Forbidden(number)
    return loaded
