"""What is done on a case from its page: moves, steps, papers, and the questions they ask first.

Each act is a page that asks and a post that carries out one command; a refusal draws the same page
again with what was typed and every reason at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_change
from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.campaigns import asking, campaigns_offered
from core.cases.casework_forms import CORRECTION, DANGER_CHECK, REPORT_RECORD
from core.cases.here import acting, case_out
from core.cases.key_family import known
from core.cases.key_family_form import KEY_FAMILY
from core.cases.loading import find_case, load, open_case, require_running, standing_of
from core.cases.reading import project
from core.cases.whereabouts import addresses_told
from core.desk.blueprints import cases
from core.desk.colleagues import colleagues
from core.desk.conflicts import both_values, versions
from core.desk.reaching import reaching_of
from core.desk.refusing import said
from core.desk.telling import codes_for
from core.forms import draw, read
from core.privacy import reach
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each
from core.words import Form, Kind


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


def _form_page(
    here: Acting,
    number: str,
    form: Form,
    action: str,
    raw: dict[str, Any] | None,
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    kept = kept_form(action, number=number)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = render_template(
        "cases/ask_form.html",
        case=case,
        form=form,
        fields=draw(
            here.asked(_shown(here, form, loaded.case.campaign)),
            raw,
            wrong,
            choices={Kind.PARTY.value: [(one.id, one.name or "") for one in case.parties or ()]},
        ),
        action=action,
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _shown(here: Acting, form: Form, campaign: str) -> Form:
    """Return the form with the county's campaigns to pick from, where it asks for one."""
    return asking(form, campaigns_offered(here, campaign)) if form is CORRECTION else form


def _filed(
    number: str, form: Form, action: str, command: Callable[[Acting, int, dict[str, Any]], object]
) -> ResponseReturnValue:
    """Read *form*, run *command*, and draw the page again when it refuses."""
    here, raw = acting(), read(form, request.form)
    try:
        command(here, version_of(), raw)
    except errors.Invalid as refusal:
        here.session.rollback()
        return _form_page(here, number, form, action, raw, spoken_each(refusal.errors), 422)
    except errors.Stale as stale:
        here.session.rollback()
        told = [versions(stale)]
        loaded = open_case(here, number)[0]
        # who handed the case on may no longer read what stands in it by now
        if form is CORRECTION and commands.may_correct(here, loaded):
            told += both_values(form, commands.current_answers(loaded), raw, today=here.today)
        return _form_page(here, number, form, action, raw, {}, 409, told)
    except errors.MoveRefused as refusal:
        here.session.rollback()
        return _form_page(here, number, form, action, raw, {}, 409, said(refusal.objections))
    flash(_("已存：%(form)s", form=_(form.title)), "ok")
    return back(number)


@cases.get("/<number>/danger")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger(number: str) -> ResponseReturnValue:
    """单独谈: ask about danger again, alone."""
    return _form_page(acting(), number, DANGER_CHECK, "cases.danger", None, {}, 200)


@cases.post("/<number>/danger")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger")
def danger(number: str) -> ResponseReturnValue:
    """File what was said alone."""
    return _filed(
        number,
        DANGER_CHECK,
        "cases.danger",
        lambda here, version, raw: commands.check_danger(here, number, version, raw),
    )


@cases.get("/<number>/correction")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_correction(number: str) -> ResponseReturnValue:
    """Show the intake to be corrected by whoever took it, on the same day."""
    here = acting()
    if not commands.may_correct(here, g.target):
        abort(403)
    raw = commands.current_answers(g.target)
    return _form_page(here, number, CORRECTION, "cases.correct", raw, {}, 200)


@cases.post("/<number>/correction")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_correction")
def correct(number: str) -> ResponseReturnValue:
    """Carry the correction out."""
    return _filed(
        number,
        CORRECTION,
        "cases.correct",
        lambda here, version, raw: commands.correct_intake(here, number, version, raw),
    )


@cases.get("/<number>/report")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_report(number: str) -> ResponseReturnValue:
    """Ask for the particulars of the mandatory report."""
    return _form_page(acting(), number, REPORT_RECORD, "cases.report", None, {}, 200)


@cases.post("/<number>/report")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_report")
def report(number: str) -> ResponseReturnValue:
    """File the report record."""
    return _filed(
        number,
        REPORT_RECORD,
        "cases.report",
        lambda here, version, raw: commands.record_report(here, number, version, raw),
    )


@cases.get("/<number>/key-family")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_key_family(number: str) -> ResponseReturnValue:
    """Show 附录A with what is known already."""
    here = acting()
    commands.must_rate(here, g.case_reach)
    require_running(g.target)
    return _form_page(here, number, KEY_FAMILY, "cases.key_family", known(here, g.target), {}, 200)


@cases.post("/<number>/key-family")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_key_family")
def key_family(number: str) -> ResponseReturnValue:
    """File 附录A."""
    key = sent_key()
    return _filed(
        number,
        KEY_FAMILY,
        "cases.key_family",
        lambda here, version, raw: commands.file_key_family(here, number, version, raw, key=key),
    )
