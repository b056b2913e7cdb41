"""评价与改进 at the desk: complaints, 整改, and what people answered, as far as each is for whoever
looks (T/ZSM 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_access
from core.cases.acting import Acting
from core.cases.here import acting
from core.desk.blueprints import desk
from core.desk.refusing import Reasons, refused
from core.evaluation.answering import box_form, enter_from_box, waiting_at
from core.evaluation.complaints import complaints_of
from core.evaluation.improvements import improvements_of
from core.evaluation.reaching import HANDLE, MANAGE, READ, TAKE
from core.evaluation.tallying import answers_in, tally
from core.forms import draw, read
from core.people.roles import may
from core.statistics.reading import month_before
from core.web import Param, decode_cursor, encode_cursor, policy, read_query
from core.web.once import new_key, sent_key

SHOWN = 6
MONTHS = 12
CURSORS = {"complaints": "complaints", "improvements": "improvements"}
Cursor = tuple[date, str]


@desk.get("/evaluation")
@policy(action="improve.read", answer="S")
def evaluation() -> ResponseReturnValue:
    """Show what waits: complaints to answer, 整改 to carry on, sheets in the box, and how people
    answered lately."""
    here = acting()
    roles = here.viewer.roles
    handles, reads = may(roles, HANDLE), may(roles, READ)
    return render_template(
        "desk/evaluation/home.html",
        takes=may(roles, TAKE),
        handles=handles,
        manages=may(roles, MANAGE),
        reads=reads,
        complaints=complaints_of(here, waiting=handles, size=SHOWN)[0],
        improvements=improvements_of(here, running=True, size=SHOWN)[0],
        box=sum(waiting_at(here).values()) if may(roles, "survey.enter") else None,
        answers=answers_in(here, here.today.strftime("%Y-%m")) if reads else None,
    )


@desk.get("/evaluation/answers")
@policy(action="survey.read", answer="S")
def answers() -> ResponseReturnValue:
    """Show how the answers of some months are spread, and apart from that what people wrote."""
    here = acting()
    current = here.today.strftime("%Y-%m")
    asked = read_query(
        Param(name="month", kind="month"),
        Param(name="back", options=("0", "2", "11"), default="0"),
        Param(name="service", most=40),
    )
    month = asked["month"]
    last = month.strftime("%Y-%m") if month else month_before(current, 1)
    months = (last, *(month_before(last, one + 1) for one in range(int(asked["back"] or 0))))
    _looked(here, "survey.seen", "survey")
    return render_template(
        "desk/evaluation/answers.html",
        tally=tally(here, months, service=asked["service"] or ""),
        month=last,
        back=asked["back"] or "0",
        service=asked["service"] or "",
        months=[current, *(month_before(current, one + 1) for one in range(MONTHS - 1))],
        services=[(name, one.title) for name, one in here.roster.services.items()],
    )


@desk.get("/evaluation/box")
@policy(action="survey.enter")
def ask_box() -> ResponseReturnValue:
    """Show an empty sheet to type in what came out of the box."""
    return _box(acting(), {}, {}, 200, [])


@desk.post("/evaluation/box")
@policy(action="survey.enter")
def enter_box() -> ResponseReturnValue:
    """Type in a sheet; a refusal keeps every tick."""
    here = acting()
    raw = read(box_form(here, waiting_at(here)), request.form)
    told = refused(
        here,
        lambda: enter_from_box(here, raw, key=sent_key()),
        lambda wrong, status, reasons: _box(here, raw, wrong, status, reasons),
    )
    if told is not None:
        return told
    flash(_("已录入一份"), "ok")
    return redirect(url_for("desk.ask_box"), 303)


def _box(
    here: Acting,
    raw: Mapping[str, Any],
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    out = waiting_at(here)
    form = box_form(here, out)
    html = render_template(
        "desk/evaluation/box.html",
        form=form,
        out=sum(out.values()),
        fields=draw(form, raw or None, wrong),
        reasons=reasons,
        key=new_key(),
    )
    return html, status


@desk.get("/evaluation/complaints")
@policy(action="improve.read", answer="S")
def complaints() -> ResponseReturnValue:
    """List the complaints one looks into or took down."""
    here = acting()
    after, size = _asked_page("complaints")
    lines, following = complaints_of(here, after=after, size=size)
    return render_template(
        "desk/evaluation/complaints.html",
        lines=lines,
        takes=may(here.viewer.roles, TAKE),
        next_url=_next("desk.complaints", "complaints", following),
        first_url=url_for("desk.complaints") if after else None,
    )


@desk.get("/evaluation/improvements")
@policy(action="improve.read", answer="S")
def improvements() -> ResponseReturnValue:
    """List the 整改 one answers for or was given: the ledger (T/ZSM 6.2)."""
    here = acting()
    after, size = _asked_page("improvements")
    lines, following = improvements_of(here, after=after, size=size)
    return render_template(
        "desk/evaluation/improvements.html",
        lines=lines,
        manages=may(here.viewer.roles, MANAGE),
        next_url=_next("desk.improvements", "improvements", following),
        first_url=url_for("desk.improvements") if after else None,
    )


def _asked_page(name: str) -> tuple[Cursor | None, int]:
    asked = read_query(paged=True)
    after = cast("Cursor", decode_cursor(CURSORS[name], asked["after"])) if asked["after"] else None
    return after, asked["page_size"]


def _next(endpoint: str, name: str, following: Cursor | None) -> str | None:
    if following is None:
        return None
    return url_for(endpoint, after=encode_cursor(CURSORS[name], following))


def _looked(here: Acting, action: str, target: str) -> None:
    note_access(
        county=here.viewer.county, account_id=here.me, action=action, target=target, at=here.at
    )
