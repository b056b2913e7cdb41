"""跨乡镇联办 from the page of a case: the county orders and ends it, points answer and report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.co_forms import CO_ANSWER, CO_END, CO_ORDER, CO_WORK
from core.cases.here import acting
from core.cases.joint import my_part
from core.cases.loading import Loaded, barred_points, open_case
from core.cases.reading import project
from core.desk.acts import back, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.places import points_below
from core.desk.refusing import refused
from core.forms import draw, read, wants_redraw
from core.people.staff import staff_at
from core.privacy import Reach, shows
from core.privacy.reach import STAFF
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Form, Kind

ASKED: Mapping[str, Form] = {
    "cases.co_order": CO_ORDER,
    "cases.co_answer": CO_ANSWER,
    "cases.co_work": CO_WORK,
    "cases.co_end": CO_END,
}


@cases.get("/<number>/co-handling")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_order(number: str) -> ResponseReturnValue:
    """Ask which points work along, who leads, what each does; the county only."""
    here = acting()
    if not commands.may_order(here, g.case_facts):
        abort(403)
    return _page(here, number, "cases.co_order", _as_ordered(here, g.target), {}, 200)


def _as_ordered(here: Acting, loaded: Loaded) -> dict[str, Any]:
    """Return the order under way as it may be changed, or a blank one with two rows."""
    order = loaded.joint
    if order is None:
        return {"lead": here.me, "parts": [{}, {}]}
    return {
        "lead": order.lead_id,
        "parts": [
            {
                "point": one.point_id,
                "account": one.account_id,
                "duty": one.duty or "",
                "due_on": one.due_on.isoformat(),
            }
            for one in loaded.co_parts
            if one.order_id == order.id and one.state != "ended"
        ],
    }


@cases.post("/<number>/co-handling")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_order")
def co_order(number: str) -> ResponseReturnValue:
    """Put the order in force."""
    return _filed(number, "cases.co_order", commands.order_co_handling)


@cases.get("/<number>/co-handling/answer")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_answer(number: str) -> ResponseReturnValue:
    """Ask a point's own person whether it can be done."""
    return _own(number, "cases.co_answer", {})


@cases.post("/<number>/co-handling/answer")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_answer")
def co_answer(number: str) -> ResponseReturnValue:
    """File the answer."""
    return _filed(number, "cases.co_answer", commands.answer_part)


@cases.get("/<number>/co-handling/work")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_work(number: str) -> ResponseReturnValue:
    """Ask what was done for the part of one's point."""
    return _own(number, "cases.co_work", {"on": acting().today.isoformat()})


@cases.post("/<number>/co-handling/work")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_work")
def co_work(number: str) -> ResponseReturnValue:
    """File what was done."""
    return _filed(number, "cases.co_work", commands.file_co_work)


@cases.get("/<number>/co-handling/end")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_end(number: str) -> ResponseReturnValue:
    """Ask what came of it; the county only."""
    here = acting()
    if not commands.may_order(here, g.case_facts):
        abort(403)
    return _page(here, number, "cases.co_end", {}, {}, 200)


@cases.post("/<number>/co-handling/end")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_end")
def co_end(number: str) -> ResponseReturnValue:
    """End it."""
    return _filed(number, "cases.co_end", commands.end_co_handling)


def _own(number: str, action: str, raw: Mapping[str, Any]) -> ResponseReturnValue:
    here = acting()
    if my_part(here, g.target) is None:
        abort(403)
    return _page(here, number, action, raw, {}, 200)


def _filed(number: str, action: str, command: Callable[..., object]) -> ResponseReturnValue:
    here, form = acting(), ASKED[action]
    raw = read(form, request.form)
    if wants_redraw(request.form):
        if not commands.may_order(here, open_case(here, number)[1]):
            abort(403)  # only the order has rows to add, and a row is for who may file it
        return _page(here, number, action, raw, {}, 200)
    answer = refused(
        here,
        lambda: command(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _page(here, number, action, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(form.title)), "ok")
    return back(number)


def _page(
    here: Acting,
    number: str,
    action: str,
    raw: Mapping[str, Any],
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    form = ASKED[action]
    kept = kept_form(action, number=number)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    choices = _choices(here, loaded, how_far) if form is CO_ORDER else {}
    html = render_template(
        "cases/ask_form.html",
        case=project(here, loaded, facts, how_far),
        form=form,
        fields=draw(form, raw, wrong, choices=choices),
        action=action,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _choices(here: Acting, loaded: Loaded, how_far: Reach) -> dict[str, list[tuple[str, str]]]:
    """Return the points and people of the county; who reads the case whole is not offered those it
    must be kept from."""
    barred = left_out(loaded, how_far)
    whole = shows(how_far).papers
    kept_away = barred_points(here.session, loaded) if whole else frozenset()
    points = [one for one in points_below(here) if one[0] not in kept_away]
    names = {point_id: name.strip("　") for point_id, name in points}
    people: dict[str, str] = {}
    for member in staff_at(here.session):
        fits = member.active and member.role in STAFF and member.point_id in names
        if fits and member.account_id not in barred:
            people.setdefault(member.account_id, named(member.name, names[member.point_id]))
    return {Kind.POINT.value: points, Kind.STAFF.value: list(people.items())}
