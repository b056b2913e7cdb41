"""Code lists: the county's words, its own codes, their order, and what is no longer offered.

What a law or the standard names keeps its word and is always offered; what is disabled stays in the
cases it was filed with (T/ZSM 5.2, 4.3.1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.cases.code_lists import (
    CodesRefused,
    Shaped,
    StaleCodes,
    Wanted,
    shape_list,
    shaped_list,
    shaped_lists,
)
from core.cases.here import roster
from core.forms.codes import UNDER
from core.web import policy
from core.web.speech import spoken_each


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeRow:
    """One code on the page, as it stands or as it was just typed."""

    value: str
    label: str
    place: str
    on: bool
    fixed: bool
    under: str
    errors: tuple[str, ...]


@admin.get("/codes")
@policy(action="codes.shape")
def codes() -> ResponseReturnValue:
    """List the code lists, core's own and those of the functions."""
    return render_template(
        "admin/codes.html",
        lists=shaped_lists(session(), roster()),
        owner={name: roster().declared(name).title for name in roster()},
    )


@admin.get("/codes/<name>")
@policy(action="codes.shape")
def code_list(name: str) -> ResponseReturnValue:
    """Show one list, ready to be shaped."""
    return _page(_list(name), None, {}, "", 200)


@admin.post("/codes/<name>")
@policy(action="codes.shape", audit="codes.shaped")
def shape_codes(name: str) -> ResponseReturnValue:
    """Shape the list in one go; a refusal keeps everything typed."""
    now_shaped, wanted = _list(name), _wanted(_list(name))
    try:
        shape_list(
            session(), roster(), name, wanted, seen=request.form.get("seen", "")[:20], by=me()
        )
    except CodesRefused as refusal:
        session().rollback()
        return _page(now_shaped, wanted, spoken_each(refusal.errors), "", 422)
    except StaleCodes:
        session().rollback()
        text = _("别人刚刚改过这一组。您写的都在，请核对后再存。")
        return _page(_list(name), wanted, {}, text, 409)
    flash(_("已存：%(form)s", form=_(now_shaped.declared.title)), "ok")
    return redirect(url_for("admin.code_list", name=name), 303)


def _list(name: str) -> Shaped:
    try:
        return shaped_list(session(), roster(), name)
    except LookupError:
        abort(404)


def _wanted(shaped: Shaped) -> Wanted:
    """Return what was sent; the page sends neither word nor tick of a fixed code."""
    known = [one.value for one in shaped.options]
    sent = {one: request.form[f"label.{one}"] for one in known if f"label.{one}" in request.form}
    return Wanted(
        labels={one: text[:200] for one, text in sent.items()},
        places={
            one: request.form[f"place.{one}"].strip()[:10]
            for one in known
            if f"place.{one}" in request.form
        },
        on=frozenset(request.form.getlist("on")) | {one for one in known if shaped.fixed(one)},
        new=request.form.get("new", "")[:200],
        under=request.form.get("under", "")[:60],
    )


def _page(
    shaped: Shaped,
    wanted: Wanted | None,
    wrong: Mapping[str, list[str]],
    stale: str,
    status: int,
) -> ResponseReturnValue:
    rows = tuple(
        CodeRow(
            value=one.value,
            label=wanted.labels.get(one.value, one.label) if wanted else one.label,
            place=wanted.places.get(one.value, str(place)) if wanted else str(place),
            on=one.value in wanted.on if wanted else not one.off,
            fixed=shaped.fixed(one.value),
            under=shaped.parent(one.value),
            errors=tuple(wrong.get(one.value, ())),
        )
        for place, one in enumerate(shaped.options, start=1)
    )
    html = render_template(
        "admin/code_list.html",
        shaped=shaped,
        rows=rows,
        wanted=wanted,
        wrong=wrong,
        stale=stale,
        problems={f"code-{name.replace(UNDER, '-')}": texts for name, texts in wrong.items()},
    )
    return html, status
