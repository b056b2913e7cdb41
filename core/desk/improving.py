"""整改: open one, set what is done, say that it is done, see that it is (T/ZSM 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import errors
from core.cases.acting import Acting
from core.cases.evaluation_forms import FOUND
from core.cases.here import acting
from core.cases.models_evaluation import Improvement
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.evaluation_form import form_page
from core.desk.refusing import Reasons, refused
from core.evaluation.improvements import improvement_out
from core.evaluation.improving import (
    ACTS,
    act_on,
    acts_open,
    choices_for,
    points_managed,
    register_problem,
)
from core.evaluation.reaching import MANAGE, open_improvement
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.once import sent_key
from core.words import Kind

Raw = Mapping[str, Any]


@desk.get("/evaluation/improvements/new")
@policy(action="improve.manage")
def new_improvement() -> ResponseReturnValue:
    """Show an empty 整改."""
    return _new_page(acting(), {}, {}, 200, [])


@desk.post("/evaluation/improvements")
@policy(action="improve.manage", answer="S")
@keeps_draft("desk.new_improvement")
def file_improvement() -> ResponseReturnValue:
    """Open a 整改; a refusal keeps everything typed."""
    here = acting()
    raw = read(FOUND, request.form)
    made: list[Improvement] = []
    told = refused(
        here,
        lambda: made.append(register_problem(here, raw, key=sent_key())),
        lambda wrong, status, reasons: _new_page(here, raw, wrong, status, reasons),
    )
    if told is not None:
        return told
    flash(_("已登记"), "ok")
    return _to(made[0].id)


@desk.get("/evaluation/improvements/<improvement_id>")
@policy(action="improve.read", answer="S")
def improvement(improvement_id: str) -> ResponseReturnValue:
    """Show one 整改 and what may be done with it now."""
    here = acting()
    row = open_improvement(here, improvement_id[:13])
    return render_template(
        "desk/evaluation/improvement.html",
        one=improvement_out(here, row),
        titles={name: form.title for name, (form, _state) in ACTS.items()},
        today=here.today,
    )


@desk.get("/evaluation/improvements/<improvement_id>/<act>")
@policy(action="improve.read", answer="S")
def ask_improvement(improvement_id: str, act: str) -> ResponseReturnValue:
    """Ask what the next act of a 整改 needs."""
    here = acting()
    row = open_improvement(here, improvement_id[:13])
    if act not in ACTS:
        abort(404)
    if act not in acts_open(here, row, any_state=True):
        raise errors.Forbidden(MANAGE)
    if act not in acts_open(here, row):
        return _to(row.id)
    begun: Raw = (row.plan or {}) if act == "plan" else {"on": here.today.isoformat()}
    return _act_page(here, row, act, begun, {}, 200, [])


@desk.post("/evaluation/improvements/<improvement_id>/<act>")
@policy(action="improve.read", answer="S")
@keeps_draft("desk.ask_improvement")
def act_on_improvement(improvement_id: str, act: str) -> ResponseReturnValue:
    """Take the act; a refusal keeps everything typed."""
    here = acting()
    if act not in ACTS:
        abort(404)
    raw = read(ACTS[act][0], request.form)
    told = refused(
        here,
        lambda: act_on(here, improvement_id[:13], act, version_of(), raw),
        lambda wrong, status, reasons: _act_page(
            here, open_improvement(here, improvement_id[:13]), act, raw, wrong, status, reasons
        ),
    )
    if told is not None:
        return told
    flash(_("已存：%(form)s", form=_(ACTS[act][0].title)), "ok")
    return _to(improvement_id)


def _to(improvement_id: str) -> ResponseReturnValue:
    return redirect(url_for("desk.improvement", improvement_id=improvement_id[:13]), 303)


def _new_page(
    here: Acting, raw: Raw, wrong: Mapping[str, list[str]], status: int, reasons: Reasons
) -> ResponseReturnValue:
    kept = kept_form("desk.file_improvement")
    if kept is not None and kept.resumed:
        raw = read(FOUND, kept.answers)
    html = form_page(
        FOUND,
        url_for("desk.file_improvement"),
        url_for("desk.improvements"),
        draw(FOUND, raw or None, wrong, choices={Kind.POINT.value: points_managed(here)}),
        reasons,
        kept=kept,
        version=None,
    )
    return html, status


def _act_page(
    here: Acting,
    row: Improvement,
    act: str,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    form = ACTS[act][0]
    kept = kept_form("desk.act_on_improvement", improvement_id=row.id, act=act)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = form_page(
        form,
        url_for("desk.act_on_improvement", improvement_id=row.id, act=act),
        url_for("desk.improvement", improvement_id=row.id),
        draw(form, raw or None, wrong, choices=choices_for(here, row)),
        reasons,
        kept=kept,
        version=row.version,
    )
    return html, status
