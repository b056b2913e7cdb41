"""The file of a case: how whole it is, what lies in it, the bound copy; and the register of files.

The register lists what the viewer may know of, by secrecy grade; a sealed file is on it for its
named list only (T/ZSM 5.6.4, 附录B).
"""

from __future__ import annotations

from datetime import datetime

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from core.cases.archive import dossier_of, filed
from core.cases.dossier_meter import meter_of
from core.cases.dossiers import bound_dossier, cover_data, leaves_of
from core.cases.errors import Forbidden
from core.cases.here import acting, case_out
from core.cases.sending import file_answer
from core.desk.blueprints import cases
from core.documents.models import PDF
from core.people.roles import may
from core.privacy import shows
from core.web import Param, decode_cursor, page_of, policy, read_query
from core.words import CONFIDENTIALITY, DIFFICULTIES

CURSOR = "archive"


@cases.get("/archive")
@policy(action="case.list", answer="I")
def archive() -> ResponseReturnValue:
    """List the files in the archive, the newest first, of one grade if asked."""
    asked = read_query(Param(name="grade", options=("", *CONFIDENTIALITY)), paged=True)
    size = asked["page_size"]
    rows = filed(acting(), grade=asked["grade"] or "", after=_after(asked["after"]), limit=size + 1)
    page = page_of(rows, size, CURSOR, lambda one: (one.filed_at, one.id))
    kept = {"grade": asked["grade"]} if asked["grade"] else {}
    return render_template(
        "cases/archive.html",
        files=page.items,
        # who oversees knows of a file and its case, not of the papers in it
        opens=may(g.viewer.roles, "paper.read"),
        grade=asked["grade"] or "",
        grades=CONFIDENTIALITY,
        difficulties=DIFFICULTIES,
        next_url=url_for("cases.archive", after=page.next, **kept) if page.next else None,
        first_url=url_for("cases.archive", **kept) if asked["after"] else None,
    )


def _after(text: str | None) -> tuple[datetime, str] | None:
    if not text:
        return None
    at, row_id = decode_cursor(CURSOR, text)
    if not isinstance(at, datetime) or not isinstance(row_id, str):
        abort(422)
    return at, row_id


@cases.get("/<number>/dossier")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def dossier(number: str) -> ResponseReturnValue:
    """Show how whole the file is and what lies in it."""
    here, loaded = acting(), g.target
    _must_read(number)
    leaves = leaves_of(here, loaded, g.case_reach)
    return render_template(
        "cases/dossier.html",
        case=case_out(),
        meter=meter_of(here, loaded),
        # days and titles in the reader's words; the pages as the bound copy counts them
        pieces=list(zip(leaves, cover_data(here, loaded, leaves)["pieces"], strict=True)),
        filed=dossier_of(here, loaded.case.id),
        points={one.id: one.name for one in loaded.points.values()},
        grades=CONFIDENTIALITY,
        difficulties=DIFFICULTIES,
    )


@cases.get("/<number>/dossier.pdf")
@policy(action="paper.read", resource="case", answer="R", audit="paper.seen")
def bound(number: str) -> ResponseReturnValue:
    """Hand out the whole file as one PDF with running page numbers."""
    _must_read(number)
    content = bound_dossier(acting(), g.target, g.case_reach)
    return file_answer(content, PDF, f"dossier-{number}", inline=True)


def _must_read(number: str) -> None:
    if not shows(g.case_reach).papers:
        raise Forbidden(number)
