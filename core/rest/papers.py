"""Papers of a case: issue one, read the copy back byte by byte, declare one void."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.here import acting, roster
from core.cases.loading import open_case
from core.cases.papers import issue_paper, papers_of, read_paper, void_paper
from core.cases.sending import MIME, copy_answer
from core.documents.kinds import PAPERS
from core.documents.models import DOCX, PDF
from core.rest.answers import PaperAnswer
from core.rest.bodies import PaperBody, VoidBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.web import Problem

TAG = "papers"


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
    document = issue_paper(
        acting(),
        number,
        body["kind"],
        party_id=body["party"],
        item_id=body["item"],
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
