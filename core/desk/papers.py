"""The papers of a case at the window: issue one, open a copy, declare one void."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import errors, papers
from core.cases.here import acting, case_out
from core.cases.loading import open_case
from core.cases.pressing import issue_pressed
from core.cases.reading import project
from core.cases.sending import copy_answer
from core.desk.acts import back
from core.desk.blueprints import cases
from core.documents.models import DOCX, PDF, Document
from core.web import policy
from core.web.once import sent_key, sent_key_for

COPY = {PDF: "cases.paper", DOCX: "cases.word_paper"}


def _to_copy(number: str, document: Document) -> ResponseReturnValue:
    there = url_for(COPY[document.media], number=number, document_id=document.id)
    return redirect(there, 303)


@cases.post("/<number>/receipt")
@policy(action="case.read", resource="case", answer="S")
def receipt(number: str) -> ResponseReturnValue:
    """印回执: issue the receipt (or the neutral slip) and show it."""
    here = acting()
    loaded, _facts, _reach = open_case(here, number)
    first = loaded.parties[0][0].id if loaded.parties else ""
    document = issue_pressed(here, number, "intake_receipt", party_id=first, key=sent_key())
    return _to_copy(number, document)


@cases.post("/<number>/papers")
@policy(action="case.read", resource="case", answer="R")
def issue(number: str) -> ResponseReturnValue:
    """Issue a paper and show it."""
    party = request.form.get("party", "")[:13]
    document = issue_pressed(
        acting(),
        number,
        request.form.get("kind", "")[:80],
        party_id=party,
        item_id=request.form.get("item", "")[:13],
        record_id=request.form.get("record", "")[:13],
        key=sent_key_for(party or request.form.get("record", "")[:13]),
    )
    return _to_copy(number, document)


@cases.get("/<number>/papers/<document_id>.pdf")
@policy(action="paper.read", resource="case", answer="R", audit="paper.seen")
def paper(number: str, document_id: str) -> ResponseReturnValue:
    """Show an issued copy, exactly as it was issued."""
    return copy_answer(*papers.read_paper(acting(), number, document_id, PDF))


@cases.get("/<number>/papers/<document_id>.docx")
@policy(action="paper.read", resource="case", answer="R", audit="paper.seen")
def word_paper(number: str, document_id: str) -> ResponseReturnValue:
    """Hand out a copy made from the county's own Word template."""
    return copy_answer(*papers.read_paper(acting(), number, document_id, DOCX))


@cases.get("/<number>/papers/<document_id>/void")
@policy(action="paper.issue", resource="case", answer="I", audit="case.seen")
def ask_void(number: str, document_id: str) -> ResponseReturnValue:
    """Ask why a copy is declared void."""
    return render_template(
        "cases/ask_void.html", case=case_out(), document_id=document_id, wrong=""
    )


@cases.post("/<number>/papers/<document_id>/void")
@policy(action="paper.issue", resource="case", answer="I")
def void(number: str, document_id: str) -> ResponseReturnValue:
    """Declare a copy void; its bytes stay."""
    here = acting()
    try:
        papers.void_paper(here, number, document_id, request.form.get("reason", "")[:200])
    except errors.Invalid as refusal:
        here.session.rollback()
        loaded, facts, how_far = open_case(here, number)
        html = render_template(
            "cases/ask_void.html",
            case=project(here, loaded, facts, how_far),
            document_id=document_id,
            wrong=_(refusal.errors["reason"][0]),
        )
        return html, 422
    flash(_("已作废，原件保留"), "ok")
    return back(number)
