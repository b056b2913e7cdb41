"""材料: add files to a case, hand one out, take a wrong one back (T/ZSM 5.6.4)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import files
from core.cases import errors
from core.cases.acting import Acting
from core.cases.attachments import attach, may_attach, read_file, withdraw
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.reading import project
from core.desk.acts import back
from core.desk.blueprints import cases
from core.desk.refusing import said
from core.privacy import shows
from core.web import policy
from core.web.drafting import form_key
from core.web.handing import handed_out, take_in
from core.web.once import sent_key
from core.web.speech import spoken_each

MOST_AT_ONCE = 10


@cases.get("/<number>/attachments/new")
@policy(action="record.file", resource="case", answer="I", audit="case.seen")
def ask_file(number: str) -> ResponseReturnValue:
    """Ask for the files and what they are."""
    here = acting()
    if not may_attach(here, g.target, g.case_reach):
        abort(403)
    return _page(here, number, {}, {}, 200)


def _page(
    here: Acting,
    number: str,
    typed: dict[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    staged = files.staged_of(here.session, here.me, typed.get("staged") or ())
    html = render_template(
        "cases/ask_file.html",
        case=project(here, loaded, facts, how_far),
        typed={"title": "", "item": "", "author_only": False, **typed},
        staged=[(row.id, row.name or "") for row in staged.values()],
        wrong=defaultdict(list, wrong),
        reasons=reasons or [],
        whole=shows(how_far).papers,
        key=form_key(None),
    )
    return html, status


@cases.post("/<number>/attachments")
@policy(action="record.file", resource="case", answer="I")
def add_files(number: str) -> ResponseReturnValue:
    """Add the chosen files; what is not taken is told, and the others stay chosen."""
    here = acting()
    # known and allowed before anything is taken in
    loaded, _facts, how_far = open_case(here, number)
    if not may_attach(here, loaded, how_far):
        raise errors.Forbidden(number)
    chosen = [one for one in request.files.getlist("file") if one.filename]
    taken, refused = list(request.form.getlist("staged")[:MOST_AT_ONCE]), []
    for one in chosen[:MOST_AT_ONCE]:
        file_id, why = take_in(here.me, one)
        if file_id:
            taken.append(file_id)
        else:
            refused.append(_("%(name)s：%(why)s", name=(one.filename or "")[-40:], why=why))
    if len(chosen) > MOST_AT_ONCE:
        refused.append(_("一次最多选 %(most)s 个文件", most=MOST_AT_ONCE))
    typed: dict[str, Any] = {
        "title": request.form.get("title", "")[:200],
        "item": request.form.get("item", "")[:13],
        "author_only": bool(request.form.get("author_only")),
        "staged": taken,
    }
    if refused:
        return _page(here, number, typed, {"file": refused}, 422)
    try:
        rows = attach(
            here,
            number,
            taken,
            item_id=typed["item"],
            title=typed["title"],
            author_only=typed["author_only"],
            key=sent_key(),
        )
    except errors.Invalid as refusal:
        here.session.rollback()
        return _page(here, number, typed, spoken_each(refusal.errors), 422)
    except errors.MoveRefused as refusal:
        here.session.rollback()
        return _page(here, number, typed, {}, 409, said(refusal.objections))
    flash(_("已添 %(count)s 份材料", count=len(rows)), "ok")
    return back(number)


@cases.get("/<number>/attachments/<file_id>")
@policy(action="record.read", resource="case", answer="R", audit="file.seen")
def one_file(number: str, file_id: str) -> ResponseReturnValue:
    """Hand a file out to be saved; it never draws itself inside our pages."""
    here = acting()
    return handed_out(here.viewer, read_file(here, number, file_id))


@cases.post("/<number>/attachments/<file_id>/withdraw")
@policy(action="record.file", resource="case", answer="I")
def withdraw_file(number: str, file_id: str) -> ResponseReturnValue:
    """撤下: take a wrong file back, saying why."""
    here = acting()
    try:
        withdraw(here, number, file_id, request.form.get("reason", "")[:400])
    except errors.Invalid as refusal:
        here.session.rollback()
        flash("；".join(spoken_each(refusal.errors)["reason"]), "bad")
        return redirect(url_for("cases.show", number=number) + "#h-files", 303)
    flash(_("已撤下，谁撤的、为什么都记着"), "ok")
    return back(number)
