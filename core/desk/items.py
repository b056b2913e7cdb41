"""The page of a service item, drawn by core from the service's own declaration.

A thin service needs no page of its own: steps, forms, records, clocks and papers are all there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands
from core.cases.acting import Acting
from core.cases.approving import (
    APPROVAL_STATES,
    answers_agreed,
    approvals_of,
    seconds_for,
)
from core.cases.choosing import left_out
from core.cases.commands.items import find_item, may_take, steps_open
from core.cases.faces import brand_of, service_of
from core.cases.filed import records_of
from core.cases.here import acting, opened
from core.cases.items_of import context_of, item_with_records, kinds_of
from core.cases.loading import Loaded, open_case
from core.cases.models import ServiceItem
from core.cases.offering import offered_papers, papers_of
from core.cases.partitions import kept_steps, seen_by
from core.cases.reading import clock_out, project
from core.desk.acts import back_where_seen, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import refused
from core.desk.telling import CODES, codes_for
from core.desk.uploads import Chosen, staged_names
from core.forms import draw, judge, needs_upload, read, wants_redraw
from core.people.staff import staff_at
from core.privacy import Reach, shows
from core.privacy.reach import NO_CASEWORK
from core.roster import answers_known, beside_item, fitting_steps
from core.web import KeptForm, keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import Kind, Service, Step, StepContext


@cases.get("/<number>/items/<item_id>")
@policy(action="case.read", resource="case", answer="R", audit="item.seen")
def item(number: str, item_id: str) -> ResponseReturnValue:
    """Show an item; ``?step=`` opens the form of a step, ``?onward=1`` that of the next one but
    the one that ends it."""
    step = request.args.get("step", "")[:40]
    onward = "onward" in request.args
    return _page(acting(), number, item_id, step, None, {}, [], onward=onward)


def _page(
    here: Acting,
    number: str,
    item_id: str,
    chosen: str,
    raw: dict[str, Any] | None,
    wrong: dict[str, list[str]],
    reasons: list[dict[str, str]],
    *,
    status: int = 200,
    onward: bool = False,
) -> ResponseReturnValue:
    loaded, facts, how_far = opened(number)
    row = find_item(loaded, item_id)
    case = project(here, loaded, facts, how_far)
    shown = next(one for one in case.items if one.id == item_id)
    if not shows(how_far).story:
        abort(403)  # the case page names the item; only its content is not hers
    service = service_of(here, row, loaded.path)
    issued = papers_of(here, loaded, how_far)
    told = kinds_of([(one.kind, one.state, one.item_id) for one in issued], row)
    # whoever sees the item only is not shown the papers of the case, its rules still count them
    view = item_with_records(here, row, told if shows(how_far).papers else None)
    openable = steps_open(here.roster, service, view) if service else ()
    mine = [step for step in openable if may_take(here, loaded, row, step)]
    following = _following(mine, row.done)
    fitting = fitting_steps(here.roster, service, view) if service else ()
    if onward and not chosen and not ends_item(fitting, following):
        chosen = following
    step = next((one for one in mine if one.name == chosen), None)
    kept = _kept(number, item_id, step)
    if step is None and raw is not None and service is not None:
        # taken by somebody else meanwhile: what was typed stands there to be read and copied
        step = next((one for one in service.steps if one.name == chosen), None)
    fields = None
    known = context_of(here, loaded, row, view, {}) if service else None
    approvals = approvals_of(here, loaded, row, how_far)
    if service is not None and step is not None and step.form:
        if kept is not None and kept.resumed:
            raw = read(service.form(step.form), kept.answers)
        elif raw is None and known is not None:
            raw = dict(answers_known(here.roster, row.service, step, known))
            raw |= answers_agreed(here, loaded, row, step.name)
        offered = _choices(here, loaded)
        if raw is not None and needs_upload(service.form(step.form)):
            offered |= staged_names(here, raw)
        fields = draw(service.form(step.form), raw, wrong, choices=offered)
    html = render_template(
        "cases/item.html",
        case=case,
        item=shown,
        service=service,
        brand=brand_of(here, row, loaded.path) if service else None,
        pictures=here.roster.logos,
        steps=[one for one in fitting if one.name not in kept_steps(here, loaded, row)],
        openable=openable,
        mine={one.name for one in mine},
        following=following,
        step=step,
        fields=fields,
        uploads=bool(service and step and step.form and needs_upload(service.form(step.form))),
        reasons=reasons,
        approvals=approvals,
        states=APPROVAL_STATES,
        seconds=_seconds(here, loaded, row, how_far) if step is not None and step.second else None,
        second=request.form.get("second", "")[:13],
        wrong=wrong,
        needs_second=bool(reasons),
        key=form_key(kept),
        kept=kept if step is not None and step.form else None,
        records=records_of(here, loaded, how_far, item_id=item_id),
        papers=[one for one in issued if one.item_id == item_id],
        paper_kinds=offered_papers(here, loaded, facts, how_far, issued=issued, of=view),
        # made of the item's records: for who may read them, and others see its steps only
        beside=beside_item(here.roster, service, _as_read(here, loaded, known))
        if service and known and (shows(how_far).papers or row.owner_id == here.me)
        else (),
        clocks=[
            clock_out(clock)
            for clock in loaded.clocks
            if clock.item_id == item_id and clock.state != "stopped"
        ],
        colleagues=_colleagues(here, loaded, left_out(loaded, how_far)),
        heads=any(post.role == "point_head" for post in here.viewer.posts),
        relations={one.value for one in facts.relations},
        codes=codes_for(here),
    )
    return html, status


def _following(mine: Sequence[Step], done: Collection[str]) -> str:
    """Return the name of the first step of *mine* that has to be taken and was not, or ""."""
    return next((one.name for one in mine if not one.optional and one.name not in done), "")


def ends_item(steps: Sequence[Step], name: str) -> bool:
    """Tell whether *name* is the regular end after other steps that have to be taken: to end is
    chosen, after as many talks as it needs, and never what opens by itself."""
    needed = [one for one in steps if not one.optional]
    return len(needed) > 1 and any(one.name == name and one.closes for one in needed)


def _kept(number: str, item_id: str, step: Step | None) -> KeptForm | None:
    """Return what the viewer left half written of the form of *step*."""
    if step is None:
        return None
    return kept_form("cases.take_step", number=number, item_id=item_id, step=step.name)


def _as_read(here: Acting, loaded: Loaded, known: StepContext) -> StepContext:
    """Return what a service may tell beside its item to the one who looks."""
    rows = {row.id: row for row in loaded.items}
    case = replace(
        known.case,
        items=tuple(seen_by(here, loaded, rows[one.id], one) for one in known.case.items),
    )
    return replace(known, case=case, item=seen_by(here, loaded, rows[known.item.id], known.item))


def _seconds(
    here: Acting, loaded: Loaded, row: ServiceItem, how_far: Reach
) -> list[tuple[str, str]]:
    """Return who may be asked to agree, the nearest head first."""
    found = seconds_for(here, loaded, row, how_far)
    return [(account, named(name, point)) for account, name, point in found]


def _choices(here: Acting, loaded: Loaded) -> dict[str, list[tuple[str, str]]]:
    """Return what the pick lists of a step's form offer: the case's parties, the point's staff."""
    people = [
        (
            party.id,
            named((person.name or "") if person else "", CODES["roles"].get(party.role, "")),
        )
        for party, person in loaded.parties
    ]
    staff = {
        member.account_id: member.name for member in staff_at(here.session, loaded.case.holder_id)
    }
    staff[here.me] = here.viewer.name
    return {
        Kind.PARTY.value: people,
        Kind.PERSON.value: people,
        Kind.STAFF.value: sorted(staff.items(), key=lambda one: one[1]),
        Kind.POINT.value: [(point.id, point.name) for point in loaded.points.values()],
    }


def _colleagues(
    here: Acting, loaded: Loaded, without: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for point_id in loaded.path:
        for member in staff_at(here.session, point_id):
            works = member.active and member.role not in NO_CASEWORK
            if works and member.account_id not in without:
                found.setdefault(member.account_id, named(member.name, member.title or member.role))
    return tuple(found.items())


@cases.post("/<number>/items/<item_id>/steps/<step>")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.item", "step")
def take_step(number: str, item_id: str, step: str) -> ResponseReturnValue:
    """Take a step; a refusal keeps everything typed."""
    here = acting()
    loaded, _facts, _reach = open_case(here, number)
    row = find_item(loaded, item_id)
    service = service_of(here, row, loaded.path)
    declared = _declared(service, step)
    form = service.form(declared.form) if service and declared.form else None
    chosen = Chosen()
    raw = (
        read(form, request.form, files=request.files, stage=chosen.stage)
        if form is not None and may_take(here, loaded, row, declared)
        else {}
    )
    if chosen.wrong and form is not None:
        found = judge(form, raw, today=here.today).errors
        wrong = {**found, **chosen.wrong}
        return _page(here, number, item_id, step, raw, wrong, [], status=422)
    if wants_redraw(request.form):
        return _page(here, number, item_id, step, raw, {}, [])
    asks = "_second" in request.form
    second = request.form.get("second", "")[:13]

    def carry_out() -> object:
        told = (here, number, item_id, step, version_of(), raw)
        if asks:
            return commands.ask_second(*told, second, key=sent_key())
        return commands.take_step(*told, key=sent_key())

    answer = refused(
        here,
        carry_out,
        lambda wrong, status, reasons: _page(
            here, number, item_id, step, raw, wrong, reasons, status=status
        ),
    )
    if answer is not None:
        return answer
    said_done = _("已送第二个人审批") if asks else _("已办：%(step)s", step=_(declared.title))
    flash(said_done, "ok")
    return redirect(url_for("cases.item", number=number, item_id=item_id), 303)


def _declared(service: Service | None, name: str) -> Step:
    """Return the step of an installed service; 404 for any other."""
    if service is None:
        abort(404)
    try:
        return service.step(name)
    except KeyError:
        abort(404)


@cases.post("/<number>/items/<item_id>/owner")
@policy(action="case.read", resource="case")
def own_item(number: str, item_id: str) -> ResponseReturnValue:
    """认领, or name a colleague as the item's owner."""
    here = acting()
    account = request.form.get("account", "")[:13] or here.me
    commands.assign_item(here, number, item_id, version_of(), account)
    if account == here.me:  # taken on: what comes next is its first form
        return redirect(url_for("cases.item", number=number, item_id=item_id, onward=1), 303)
    return back_where_seen(here, number)


@cases.post("/<number>/items/<item_id>/end")
@policy(action="case.read", resource="case")
def end_item(number: str, item_id: str) -> ResponseReturnValue:
    """Close an item whose function is gone, with a reason."""
    commands.end_orphan(acting(), number, item_id, request.form.get("reason", "")[:400])
    return redirect(url_for("cases.show", number=number), 303)
