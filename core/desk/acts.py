"""What is done on a case from its page: moves, steps, papers, and the questions they ask first.

Each act is a page that asks and a post that carries out one command; a refusal draws the same page
again with what was typed and every reason at once.
"""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_change
from core.cases import commands
from core.cases.acting import Acting
from core.cases.here import acting, case_out
from core.cases.loading import find_case, load, open_case, standing_of
from core.cases.reading import project
from core.cases.whereabouts import addresses_told
from core.desk.blueprints import cases
from core.desk.colleagues import colleagues
from core.desk.reaching import reaching_of
from core.desk.telling import codes_for
from core.privacy import reach
from core.web import policy
from core.web.once import sent_key


def back(number: str) -> ResponseReturnValue:
    """Return to the page of the case."""
    return redirect(url_for("cases.show", number=number), 303)


def back_where_seen(here: Acting, number: str) -> ResponseReturnValue:
    """Return to the page of the case, or to the list: sent back or given out of hand, the page may
    no longer be this person's."""
    loaded = load(here.session, find_case(here.session, number))
    how_far = reach(here.viewer, standing_of(here.roster, loaded))
    return back(number) if how_far else redirect(url_for("cases.index"), 303)


def version_of(name: str = "version") -> int:
    """Return the version the page was drawn with; 422 when it was tampered with."""
    text = request.form.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        abort(422)
    return int(text)


@cases.post("/<number>/people")
@policy(action="case.read", resource="case", answer="R")
def reveal(number: str) -> ResponseReturnValue:
    """Show names and telephones, and where they live to who has to go there; the look is written
    to the audit log."""
    here = acting()
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    if case.parties is None:
        abort(403)
    note_change(
        here.session,
        action="case.revealed",
        actor_id=here.me,
        target=f"case:{loaded.case.id}",
        at=here.at,
    )
    return render_template(
        "cases/people.html",
        case=case,
        codes=codes_for(here),
        revealed=True,
        contacts=reaching_of(here, loaded, how_far),
        addresses=addresses_told(here, loaded),
    )


@cases.post("/<number>/items")
@policy(action="case.read", resource="case")
def open_item(number: str) -> ResponseReturnValue:
    """加开服务."""
    item = commands.open_item(
        acting(), number, request.form.get("service", "")[:40], key=sent_key()
    )
    flash(_("已加开 %(service)s", service=_(item.title)), "ok")
    return redirect(url_for("cases.item", number=number, item_id=item.id), 303)


@cases.post("/<number>/measures/<measure_id>")
@policy(action="case.read", resource="case")
def measure_done(number: str, measure_id: str) -> ResponseReturnValue:
    """Mark a measure of the plan as done."""
    commands.finish_measure(acting(), number, measure_id, version_of())
    return back(number)


@cases.get("/<number>/handler")
@policy(action="case.read", resource="case", answer="I", audit="case.seen")
def ask_handler(number: str) -> ResponseReturnValue:
    """Ask who works the case at the point that holds it."""
    here = acting()
    return render_template(
        "cases/ask_handler.html",
        case=case_out(),
        people=colleagues(here, g.target, g.case_facts, None),
    )


@cases.post("/<number>/handler")
@policy(action="case.read", resource="case")
def assign_handler(number: str) -> ResponseReturnValue:
    """派给同事, or take it on oneself."""
    here = acting()
    commands.assign_handler(here, number, version_of(), request.form.get("account", "")[:13])
    return back_where_seen(here, number)
