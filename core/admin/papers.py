"""The look of papers: ours, or the county's own Word template, looked through before it is kept.

The admin sees templates and examples, never a case: what an example says is the names of its own
places (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.admin.blueprint import admin, me, session
from core.audit import note_change
from core.cases.here import roster
from core.cases.sending import file_answer
from core.clocks import now
from core.documents.kinds import PAPERS
from core.documents.models import DOCX, WordTemplate
from core.documents.numbering import paper_name
from core.documents.word.fields import example_of, fields_of, replaceable_in
from core.documents.word.filling import written
from core.documents.word.lint import misplaced
from core.documents.word.package import LARGEST_FILE
from core.documents.word.service import (
    IN_FORCE,
    TemplateFaulty,
    bring,
    fits,
    put_in_force,
    retire,
    unfit,
    version_of,
    versions,
)
from core.documents.word.starter import starter_of
from core.people.models import Account
from core.switches import board_here
from core.web import policy
from core.web.speech import spoken_with
from core.words import SWITCH_STATES, DocumentKind, State


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLine:
    """One kind on the list: its look, and the version in force when it is the county's own;
    ``unfit`` when that one no longer fits the paper, ``fixed`` when none can be brought."""

    name: str
    title: str
    version: int | None
    unfit: bool = False
    fixed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperGroup:
    """The papers of core or of one service; ``state`` of its switch, none for core."""

    title: str
    state: str
    lines: tuple[PaperLine, ...]

    @property
    def own(self) -> int:
        """How many have the county's own look."""
        return sum(one.version is not None for one in self.lines)


@admin.get("/papers")
@policy(action="paper.manage")
def papers() -> ResponseReturnValue:
    """List the papers and whose look each has, at the end what is left of services now gone."""
    kept, kinds = versions(session()), _kinds()
    ill = unfit(session(), {name: kinds[name] for name in kept if name in kinds})
    plugins, board = roster(), board_here()

    def lines(names: Mapping[str, DocumentKind], offered: Container[str]) -> tuple[PaperLine, ...]:
        return tuple(
            PaperLine(
                name=name,
                title=kind.title,
                version=_version_in_force(kept.get(name, ())),
                unfit=name in ill,
                fixed=name not in offered,
            )
            for name, kind in names.items()
        )

    groups = [PaperGroup(title="各项服务都用的", state="", lines=lines(PAPERS, kinds))]
    for service in plugins.services.values():
        own = {paper_name(one, service.name): one for one in service.documents}
        state = board.effective(service.name)
        groups.append(
            PaperGroup(
                title=service.title,
                state="" if state is State.OPEN else SWITCH_STATES[state],
                lines=lines(own, kinds),
            )
        )
    left = {name: _version_in_force(rows) for name, rows in kept.items() if name not in kinds}
    return render_template(
        "admin/papers.html", groups=[one for one in groups if one.lines], left=left
    )


def _version_in_force(rows: Sequence[WordTemplate]) -> int | None:
    return next((one.version for one in rows if one.state == IN_FORCE), None)


def _kinds() -> Mapping[str, DocumentKind]:
    return replaceable_in(roster())


@admin.get("/papers/<kind>")
@policy(action="paper.manage")
def paper_kind(kind: str) -> ResponseReturnValue:
    """Show one paper: what a template may say, and the versions there were."""
    return _page(kind)


def _page(name: str, faults: tuple[str, ...] = (), status: int = 200) -> ResponseReturnValue:
    kind = _known(name)
    kept = versions(session()).get(name, ())
    names = {one.uploaded_by for one in kept}
    people = {
        row.id: row.name
        for row in session().execute(select(Account.id, Account.name).where(Account.id.in_(names)))
    }
    return (
        render_template(
            "admin/paper_kind.html",
            kind=name,
            title=kind.title,
            service=_title_of(name),
            offered=fields_of(kind),
            kept=kept,
            people=people,
            faults=faults,
            ours=_version_in_force(kept) is None,
            unfit=bool(unfit(session(), {name: kind})),
        ),
        status,
    )


def _title_of(name: str) -> str:
    """Return the title of the service whose paper it is, "" for core's."""
    service = roster().services.get(name.rpartition(".")[0])
    return service.title if service else ""


def _known(name: str) -> DocumentKind:
    kind = _kinds().get(name)
    if kind is None:
        abort(404)
    return kind


def _version(name: str, version: int) -> WordTemplate:
    template = version_of(session(), name, version)
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
    paper = _known(kind)
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        return _page(kind, (_("请选一个 .docx 文件"),), 422)
    content = chosen.stream.read(LARGEST_FILE + 1)
    try:
        template = bring(
            session(),
            kind,
            paper,
            content,
            file_name=chosen.filename,
            account_id=me(),
            at=now(),
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
    paper, template = _known(kind), _version(kind, version)
    if not fits(paper, template.content):
        # a draft kept from an older schema has no example: its page says what is wrong with it
        return _page(
            kind, _said(TemplateFaulty(misplaced(paper, template.content)), template.file_name), 409
        )
    content = written(paper, template.content, example_of(paper))
    return file_answer(content, DOCX, f"{kind}-{version}")


@admin.get("/papers/<kind>/starter.docx")
@policy(action="paper.manage")
def word_starter(kind: str) -> ResponseReturnValue:
    """Hand out a sheet to begin with, made of what the paper offers today."""
    return file_answer(starter_of(_known(kind)), DOCX, f"{kind}-starter")


@admin.post("/papers/<kind>/<int:version>/use")
@policy(action="paper.manage", audit="word.used")
def use_word(kind: str, version: int) -> ResponseReturnValue:
    """Put a version in force for papers issued from now on."""
    paper, template = _known(kind), _version(kind, version)
    try:
        put_in_force(session(), template, paper, account_id=me(), at=now())
    except TemplateFaulty as refusal:
        session().rollback()
        return _page(kind, _said(refusal, template.file_name), 409)
    _note("word.used", kind, version)
    flash(_("已启用，以后出的这种文书用它；已经出的不变"), "ok")
    return redirect(url_for("admin.paper_kind", kind=kind), 303)


@admin.post("/papers/<kind>/ours")
@policy(action="paper.manage", audit="word.retired")
def use_ours(kind: str) -> ResponseReturnValue:
    """Return to our own look; also where the service is gone, so that nothing waits for it."""
    known = kind in _kinds()
    if not known and kind not in versions(session()):
        abort(404)
    if retire(session(), kind, account_id=me(), at=now()):
        _note("word.retired", kind)
        flash(_("已改回自带的样式"), "ok")
    there = url_for("admin.paper_kind", kind=kind) if known else url_for("admin.papers")
    return redirect(there, 303)
