"""登记簿: what services keep beside their cases, as a point writes it up (T/ZSM 4.2.4.2, 5.5.3.2).

The list of a span adds up under itself and is a workbook too, so that what an inspector is handed
is what the figures say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.conflicts import versions
from core.desk.refusing import said
from core.desk.register_spans import span_of, spans
from core.forms import draw, read, wants_redraw
from core.registers import entries as commands
from core.registers.finding import Book, books, desk_of, find_book, may_enter
from core.registers.printing import printable, sheet_of_entry
from core.registers.reading import (
    MOST,
    Opened,
    entries,
    happened,
    open_entry,
    staff_of,
    told,
    totals,
)
from core.sheets.writing import XLSX, Cell, write
from core.web import Param, decode_cursor, encode_cursor, policy, read_query
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each
from core.words import Form, Kind

ASKED = (Param(name="period", most=7, default=""), Param(name="point", most=20, default=""))
Raw = Mapping[str, Any]


@desk.get("/registers")
@policy(action="register.read")
def registers() -> ResponseReturnValue:
    """Show which registers there are here."""
    here = acting()
    kept = [(book, may_enter(here, book)) for book in books(here)]
    return render_template("desk/registers/home.html", kept=kept)


@desk.get("/registers/<service>/<register>")
@policy(action="register.read", answer="S")
def register_list(service: str, register: str) -> ResponseReturnValue:
    """Show one register's entries of a span, with what they add up to."""
    here, book = _book(service, register)
    asked = read_query(*ASKED, paged=True)
    span = span_of(asked["period"], here.today)
    cursor = f"register:{service}.{register}"
    after = (
        cast("tuple[date, str]", decode_cursor(cursor, asked["after"])) if asked["after"] else None
    )
    lines, following = entries(
        here,
        book,
        span.first,
        span.last,
        point=asked["point"],
        after=after,
        size=asked["page_size"],
    )
    count, sums = totals(here, book, span.first, span.last, point=asked["point"])
    place: dict[str, Any] = {"service": service, "register": register, "period": span.code}
    place |= {"point": asked["point"]} if asked["point"] else {}
    return render_template(
        "desk/registers/list.html",
        book=book,
        heads=_heads(here, book),
        lines=lines,
        count=count,
        sums=[(_(book.register.form.field(name).label), sums[name]) for name in sums],
        span=span,
        spans=spans(here.today),
        point=asked["point"],
        enters=may_enter(here, book),
        next_url=url_for("desk.register_list", after=encode_cursor(cursor, following), **place)
        if following
        else None,
        first_url=url_for("desk.register_list", **place) if after else None,
        place=place,
    )


@desk.get("/registers/<service>/<register>.xlsx")
@policy(action="register.read", answer="S")
def register_file(service: str, register: str) -> ResponseReturnValue:
    """Give the entries of a span as a workbook."""
    here, book = _book(service, register)
    asked = read_query(*ASKED)
    span = span_of(asked["period"], here.today)
    lines, _more = entries(here, book, span.first, span.last, point=asked["point"], size=MOST)
    count, sums = totals(here, book, span.first, span.last, point=asked["point"])
    rows: list[tuple[Cell, ...]] = [
        (
            one.on.isoformat(),
            one.number,
            *one.cells,
            _stage(book, one.stage),
            one.point,
            _("作废") if one.void else "",
        )
        for one in lines
    ]
    title = _(book.register.title)
    summary = _("；").join(
        [_("合计 %(count)s 条", count=count)]
        + [f"{_(book.register.form.field(name).label)} {sums[name]}" for name in sums]
    )
    heads = (_("日期"), _("编号"), *_heads(here, book), _("进展"), _("服务点"), _("备注"))
    body = write([(title, heads, rows)], [f"{title}　{span.title}", summary])
    answer = Response(body, mimetype=XLSX)
    name = f"{service}-{register}-{span.code}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@desk.get("/registers/<service>/<register>/new")
@policy(action="register.keep")
def register_new(service: str, register: str) -> ResponseReturnValue:
    """Show an empty entry."""
    here, book = _book(service, register)
    return _form_page(here, book, book.register.form, {}, {}, [], 200)


@desk.post("/registers/<service>/<register>")
@policy(action="register.keep", answer="S")
def register_enter(service: str, register: str) -> ResponseReturnValue:
    """Write an entry; a refusal keeps everything typed."""
    here, book = _book(service, register)
    form = here.asked(book.register.form)
    raw = read(form, request.form)
    if wants_redraw(request.form):
        return _form_page(here, book, form, raw, {}, [], 200)
    try:
        entry = commands.enter(here, service, register, raw, key=sent_key())
    except errors.Invalid as refusal:
        here.session.rollback()
        return _form_page(here, book, form, raw, spoken_each(refusal.errors), [], 422)
    except errors.MoveRefused as refusal:
        here.session.rollback()
        return _form_page(here, book, form, raw, {}, said(refusal.objections), 409)
    flash(_("已登记"), "ok")
    return _to(book, entry.id)


@desk.get("/registers/<service>/<register>/<entry_id>")
@policy(action="register.read", answer="S")
def register_entry(service: str, register: str, entry_id: str) -> ResponseReturnValue:
    """Show one entry, what was done on it, and what can be done next."""
    here, book = _book(service, register)
    return _entry_page(here, book, entry_id, {}, [], 200)


@desk.get("/registers/<service>/<register>/<entry_id>/edit")
@policy(action="register.keep", answer="S")
def register_edit(service: str, register: str, entry_id: str) -> ResponseReturnValue:
    """Show an entry to be put right."""
    here, book = _book(service, register)
    opened = _kept(here, book, entry_id)
    raw = dict(opened.entry.data or {})
    return _form_page(here, book, book.register.form, _typed(raw), {}, [], 200, opened=opened)


@desk.post("/registers/<service>/<register>/<entry_id>/edit")
@policy(action="register.keep", answer="S")
def register_correct(service: str, register: str, entry_id: str) -> ResponseReturnValue:
    """Put an entry right; what stood there is kept."""
    here, book = _book(service, register)
    return _changed(here, book, entry_id, "")


@desk.get("/registers/<service>/<register>/<entry_id>/acts/<name>")
@policy(action="register.keep", answer="S")
def register_act(service: str, register: str, entry_id: str, name: str) -> ResponseReturnValue:
    """Show the form of an act."""
    here, book = _book(service, register)
    opened = _kept(here, book, entry_id)
    return _form_page(here, book, _act(book, name), {}, {}, [], 200, opened=opened, act=name)


@desk.post("/registers/<service>/<register>/<entry_id>/acts/<name>")
@policy(action="register.keep", answer="S")
def register_take(service: str, register: str, entry_id: str, name: str) -> ResponseReturnValue:
    """Take an act; a refusal keeps everything typed."""
    here, book = _book(service, register)
    return _changed(here, book, entry_id, name)


@desk.post("/registers/<service>/<register>/<entry_id>/void")
@policy(action="register.keep", answer="S")
def register_void(service: str, register: str, entry_id: str) -> ResponseReturnValue:
    """Declare an entry void, with a reason."""
    here, book = _book(service, register)
    try:
        commands.void(here, book, entry_id[:13], version_of(), request.form.get("reason", "")[:400])
    except errors.Invalid as refusal:
        here.session.rollback()
        return _entry_page(here, book, entry_id, spoken_each(refusal.errors), [], 422)
    flash(_("已作废"), "ok")
    return _to(book, entry_id[:13])


@desk.get("/registers/<service>/<register>/<entry_id>/<name>.pdf")
@policy(action="register.keep", answer="S")
def register_sheet(service: str, register: str, entry_id: str, name: str) -> ResponseReturnValue:
    """Print a sheet from an entry."""
    here, book = _book(service, register)
    opened = open_entry(here, book, entry_id[:13])
    answer = Response(sheet_of_entry(here, book, opened, name), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{register}-{name[:40]}.pdf"'
    return answer


def _after(cursor: str, text: str | None) -> tuple[date, str] | None:
    return cast("tuple[date, str]", decode_cursor(cursor, text)) if text else None


def _book(service: str, register: str) -> tuple[Acting, Book]:
    here = acting()
    return here, find_book(here, service, register)


def _act(book: Book, name: str) -> Form:
    try:
        return book.register.act(name).form
    except KeyError:
        abort(404)


def _kept(here: Acting, book: Book, entry_id: str) -> Opened:
    """Return an entry the viewer may write on."""
    opened = open_entry(here, book, entry_id[:13])
    if not opened.keeps:
        raise errors.Forbidden("register.keep")
    return opened


def _heads(here: Acting, book: Book) -> list[str]:
    form = here.asked(book.register.form)
    return [_(form.field(name).label) for name in book.register.shown]


def _stage(book: Book, stage: str) -> str:
    title = book.register.stages.get(stage)
    return _(title) if title else ""


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored answers as somebody would have typed them."""
    return {name: value for name, value in data.items() if value is not None}


def _to(book: Book, entry_id: str) -> ResponseReturnValue:
    service, register = book.service.name, book.register.name
    where = url_for("desk.register_entry", service=service, register=register, entry_id=entry_id)
    return redirect(where, 303)


def _changed(here: Acting, book: Book, entry_id: str, name: str) -> ResponseReturnValue:
    """Correct an entry, or take the act *name* on it."""
    opened = _kept(here, book, entry_id)
    form = here.asked(_act(book, name) if name else book.register.form)
    raw = read(form, request.form)

    def again(
        wrong: Mapping[str, list[str]], reasons: list[dict[str, str]], status: int
    ) -> ResponseReturnValue:
        here.session.rollback()
        own = _kept(here, book, entry_id)
        return _form_page(
            here, book, form, raw, wrong, reasons, status, opened=own, act=name, typed=True
        )

    if wants_redraw(request.form):
        return again({}, [], 200)
    try:
        if name:
            commands.act(here, book, opened.entry.id, name, version_of(), raw)
        else:
            commands.correct(here, book, opened.entry.id, version_of(), raw)
    except errors.Invalid as refusal:
        return again(spoken_each(refusal.errors), [], 422)
    except errors.MoveRefused as refusal:
        return again({}, said(refusal.objections), 409)
    except errors.Stale as stale:
        return again({}, [versions(stale)], 409)
    flash(_("已登记"), "ok")
    return _to(book, entry_id[:13])


def _form_page(
    here: Acting,
    book: Book,
    form: Form,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    reasons: list[dict[str, str]],
    status: int,
    *,
    opened: Opened | None = None,
    act: str = "",
    typed: bool = False,
) -> ResponseReturnValue:
    asked = here.asked(form)
    place: dict[str, Any] = {"service": book.service.name, "register": book.register.name}
    if opened is None:
        action = url_for("desk.register_enter", **place)
    elif act:
        action = url_for("desk.register_take", entry_id=opened.entry.id, name=act, **place)
    else:
        action = url_for("desk.register_correct", entry_id=opened.entry.id, **place)
    path = opened.path if opened is not None else desk_of(here, book).path
    html = render_template(
        "desk/registers/form.html",
        book=book,
        act=book.register.act(act) if act else None,
        opened=opened,
        action=action,
        fields=draw(
            asked,
            raw or None,
            wrong,
            choices={Kind.STAFF.value: staff_of(here, asked, path)},
        ),
        reasons=reasons,
        key=form_key(None),
        version=(version_of() if typed else opened.entry.version) if opened is not None else 0,
    )
    return html, status


def _entry_page(
    here: Acting,
    book: Book,
    entry_id: str,
    wrong: Mapping[str, list[str]],
    reasons: list[dict[str, str]],
    status: int,
) -> ResponseReturnValue:
    opened = open_entry(here, book, entry_id[:13])
    stage = opened.entry.stage
    writes = opened.keeps and opened.entry.voided_at is None
    html = render_template(
        "desk/registers/entry.html",
        book=book,
        opened=opened,
        entry=opened.entry,
        stage=_stage(book, stage),
        rail=_rail(book, stage),
        lines=told(here, book, opened),
        happened=happened(here, book, opened),
        acts=[one for one in book.register.acts if writes and stage in one.after],
        writes=writes,
        corrects=writes and stage not in book.register.fixed,
        sheets=printable(here, book, opened),
        wrong=wrong,
        reasons=reasons,
    )
    return html, status


def _rail(book: Book, stage: str) -> list[tuple[str, str]]:
    codes = [one for one in book.register.stages if one == stage or one not in book.register.aside]
    at = codes.index(stage) if stage in codes else -1
    return [
        (_(book.register.stages[code]), "now" if place == at else "done" if place < at else "todo")
        for place, code in enumerate(codes)
    ]
