"""The look of papers: ours, or the county's own Word template, looked through before it is kept.

The admin sees templates and examples, never a case: what an example says is the names of its own
places (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.admin.blueprint import admin, me, session
from core.audit import note_change
from core.cases.sending import file_answer
from core.clocks import now
from core.documents.kinds import PAPERS
from core.documents.models import DOCX, WordTemplate
from core.documents.word.fields import example_of, fields_of, replaceable
from core.documents.word.filling import fill
from core.documents.word.labels import LABELS
from core.documents.word.package import LARGEST_FILE
from core.documents.word.service import (
    IN_FORCE,
    TemplateFaulty,
    bring,
    put_in_force,
    retire,
    version_of,
    versions,
)
from core.people.models import Account
from core.web import policy
from core.web.speech import spoken_with


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLine:
    """One kind on the list: its look, and the version in force when it is the county's own."""

    name: str
    title: str
    version: int | None


@admin.get("/papers")
@policy(action="paper.manage")
def papers() -> ResponseReturnValue:
    """List the papers and whose look each has."""
    kept = versions(session())
    lines = [
        PaperLine(
            name=name,
            title=PAPERS[name].title,
            version=next(
                (one.version for one in kept.get(name, ()) if one.state == IN_FORCE), None
            ),
        )
        for name in replaceable()
    ]
    return render_template("admin/papers.html", lines=lines)


@admin.get("/papers/<kind>")
@policy(action="paper.manage")
def paper_kind(kind: str) -> ResponseReturnValue:
    """Show one paper: what a template may say, and the versions there were."""
    return _page(kind)


def _page(kind: str, faults: tuple[str, ...] = (), status: int = 200) -> ResponseReturnValue:
    _known(kind)
    offered = fields_of(kind)
    kept = versions(session()).get(kind, ())
    names = {one.uploaded_by for one in kept}
    people = {
        row.id: row.name
        for row in session().execute(select(Account.id, Account.name).where(Account.id.in_(names)))
    }
    return (
        render_template(
            "admin/paper_kind.html",
            kind=kind,
            title=PAPERS[kind].title,
            offered=offered,
            labels=LABELS,
            kept=kept,
            people=people,
            faults=faults,
            ours=not any(one.state == IN_FORCE for one in kept),
        ),
        status,
    )


def _known(kind: str) -> None:
    if kind not in replaceable():
        abort(404)


def _version(kind: str, version: int) -> WordTemplate:
    _known(kind)
    template = version_of(session(), kind, version)
    if template is None:
        abort(404)
    return template


def _said(refusal: TemplateFaulty, file_name: str) -> tuple[str, ...]:
    return tuple(
        f"{file_name}：{spoken_with(one.text, one.values)}" for one in refusal.reasons[:40]
    )


def _note(action: str, kind: str, version: int | None = None) -> None:
    note_change(
        session(),
        action=action,
        actor_id=me(),
        target=f"paper:{kind}",
        at=now(),
        detail={"version": version} if version else {},
    )


@admin.post("/papers/<kind>")
@policy(action="paper.manage", audit="word.brought")
def bring_word(kind: str) -> ResponseReturnValue:
    """Take a Word file, or say what in it cannot stay."""
    _known(kind)
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        return _page(kind, (_("请选一个 .docx 文件"),), 422)
    content = chosen.stream.read(LARGEST_FILE + 1)
    try:
        template = bring(
            session(), kind, content, file_name=chosen.filename, account_id=me(), at=now()
        )
    except TemplateFaulty as refusal:
        session().rollback()
        return _page(kind, _said(refusal, chosen.filename[:60]), 422)
    _note("word.brought", kind, template.version)
    flash(_("已收下第 %(version)s 版，看过样张再启用", version=template.version), "ok")
    return redirect(url_for("admin.paper_kind", kind=kind), 303)


@admin.get("/papers/<kind>/<int:version>.docx")
@policy(action="paper.manage")
def word_example(kind: str, version: int) -> ResponseReturnValue:
    """Hand out a version filled with the names of its own places."""
    template = _version(kind, version)
    content = fill(kind, template.content, example_of(kind))
    return file_answer(content, DOCX, f"{kind}-{version}")


@admin.post("/papers/<kind>/<int:version>/use")
@policy(action="paper.manage", audit="word.used")
def use_word(kind: str, version: int) -> ResponseReturnValue:
    """Put a version in force for papers issued from now on."""
    template = _version(kind, version)
    try:
        put_in_force(session(), template, account_id=me(), at=now())
    except TemplateFaulty as refusal:
        session().rollback()
        return _page(kind, _said(refusal, template.file_name), 409)
    _note("word.used", kind, version)
    flash(_("已启用，以后出的这种文书用它；已经出的不变"), "ok")
    return redirect(url_for("admin.paper_kind", kind=kind), 303)


@admin.post("/papers/<kind>/ours")
@policy(action="paper.manage", audit="word.retired")
def use_ours(kind: str) -> ResponseReturnValue:
    """Return to our own look."""
    _known(kind)
    if retire(session(), kind, account_id=me(), at=now()):
        _note("word.retired", kind)
        flash(_("已改回自带的样式"), "ok")
    return redirect(url_for("admin.paper_kind", kind=kind), 303)
