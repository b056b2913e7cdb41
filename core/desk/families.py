"""A person and the family, as far as the reader's cases tell; and what two people of a case are to
each other (GB/T 4761, T/ZSM 5.3.1).

Names are masked until they are asked for, and asking is written down.
"""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_change
from core.cases import commands
from core.cases.acting import Acting
from core.cases.comparing import alike, compare, joins_out
from core.cases.family import family_of
from core.cases.here import acting
from core.cases.kin import links_of, people_of_cases, stated_in
from core.cases.kin_form import KIN_FORM
from core.cases.loading import Loaded, open_case
from core.cases.reading import CaseOut, project
from core.desk.acts import back, version_of
from core.desk.blueprints import cases, desk
from core.desk.refusing import Reasons, refused
from core.desk.telling import CODES
from core.families.kinship import KIN
from core.forms import draw, read
from core.people.roles import may
from core.privacy import mask_name
from core.web import Param, keeps_draft, kept_form, policy, read_query
from core.web.drafting import form_key
from core.web.once import new_key, sent_key
from core.words import PARTY_ROLES, Kind


@desk.get("/people/<person_id>")
@policy(action="case.read", resource="person", answer="R", audit="person.seen")
def person(person_id: str) -> ResponseReturnValue:
    """Show a person, the family and the cases, with names masked."""
    return _person_page(acting(), person_id[:13], revealed=False)


@desk.post("/people/<person_id>")
@policy(action="case.read", resource="person", answer="R")
def reveal_person(person_id: str) -> ResponseReturnValue:
    """Show names, telephones and the address; the look is written to the audit log."""
    here = acting()
    note_change(
        here.session,
        action="person.revealed",
        actor_id=here.me,
        target=f"person:{g.target}",
        at=here.at,
    )
    return _person_page(here, g.target, revealed=True)


def _person_page(here: Acting, person_id: str, *, revealed: bool) -> ResponseReturnValue:
    merges = may(here.viewer.roles, "person.merge")
    query = read_query(Param(name="q", most=40, default=""))["q"]
    return render_template(
        "desk/person.html",
        family=family_of(here, person_id),
        person_id=person_id,
        revealed=revealed,
        codes=CODES,
        merges=merges,
        q=query,
        alike=alike(here, person_id, query) if merges else (),
        joins=joins_out(here, person_id),
    )


@desk.get("/people/<person_id>/same/<other_id>")
@policy(action="person.merge", resource="person", answer="R", audit="person.seen")
def ask_same(person_id: str, other_id: str) -> ResponseReturnValue:
    """Show two entries side by side, before they are said to be one person."""
    return _same_page(acting(), g.target, other_id[:13], "", {}, 200)


@desk.post("/people/<person_id>/same/<other_id>")
@policy(action="person.merge", resource="person", answer="R")
def join_persons(person_id: str, other_id: str) -> ResponseReturnValue:
    """Join the two entries."""
    here, reason = acting(), request.form.get("reason", "")
    other_id = other_id[:13]
    answer = refused(
        here,
        lambda: commands.join_persons(here, g.target, other_id, reason, key=sent_key()),
        lambda wrong, status, reasons: _same_page(
            here, g.target, other_id, reason, wrong | _all_of(reasons), status
        ),
    )
    if answer is not None:
        return answer
    flash(_("合在一起了；认错了可以随时分开"), "ok")
    return redirect(url_for("desk.person", person_id=g.target), 303)


@desk.post("/people/<person_id>/part/<join_id>")
@policy(action="person.merge", resource="person")
def part_persons(person_id: str, join_id: str) -> ResponseReturnValue:
    """分开: the two are two again, exactly as they were."""
    commands.part_persons(acting(), g.target, join_id[:13])
    flash(_("已分开，和合并以前一样"), "ok")
    return redirect(url_for("desk.person", person_id=g.target), 303)


def _all_of(reasons: Reasons) -> dict[str, list[str]]:
    """Return reasons as texts that belong to no field."""
    return {"": [one["text"] for one in reasons]} if reasons else {}


def _same_page(
    here: Acting,
    person_id: str,
    other_id: str,
    reason: str,
    wrong: dict[str, list[str]],
    status: int,
) -> ResponseReturnValue:
    html = render_template(
        "desk/same.html",
        both=compare(here, person_id, other_id),
        reason=reason,
        wrong=wrong,
        key=sent_key() or new_key(),
    )
    return html, status


@cases.get("/<number>/kin")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_kin(number: str) -> ResponseReturnValue:
    """Show what the people of the case are to each other, and ask for more."""
    commands.must_rate(acting(), g.case_reach)
    return _kin_page(acting(), number, None, {}, 200)


@cases.post("/<number>/kin")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_kin")
def state_kin(number: str) -> ResponseReturnValue:
    """Keep a relation."""
    here, raw = acting(), read(KIN_FORM, request.form)
    answer = refused(
        here,
        lambda: commands.state_kin(here, number, version_of(), raw, key=sent_key()),
        lambda wrong, status, reasons: _kin_page(here, number, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(KIN_FORM.title)), "ok")
    return back(number)


@cases.post("/<number>/kin/<kin_id>/back")
@policy(action="case.read", resource="case")
def take_back_kin(number: str, kin_id: str) -> ResponseReturnValue:
    """Take back what was said wrongly."""
    commands.take_back_kin(acting(), number, version_of(), kin_id[:13])
    flash(_("已撤回，历史里留着"), "ok")
    return back(number)


def _kin_page(
    here: Acting,
    number: str,
    raw: dict[str, Any] | None,
    wrong: dict[str, list[str]],
    status: int,
    reasons: list[dict[str, str]] | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    kept = kept_form("cases.state_kin", number=number)
    if kept is not None and kept.resumed:
        raw = read(KIN_FORM, kept.answers)
    html = render_template(
        "cases/kin.html",
        case=case,
        form=KIN_FORM,
        fields=draw(KIN_FORM, raw, wrong, choices={Kind.PARTY.value: _people(case)}),
        lines=_lines(here, loaded),
        reasons=reasons or [],
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _people(case: CaseOut) -> list[tuple[str, str]]:
    return [
        (
            one.id,
            _(
                "%(name)s（%(role)s）",
                name=mask_name(one.name) or _("未透露"),
                role=_(PARTY_ROLES.get(one.role, one.role)),
            ),
        )
        for one in case.parties or ()
    ]


def _lines(here: Acting, loaded: Loaded) -> list[dict[str, Any]]:
    """Return each relation of the case as a sentence's parts."""
    ids = {loaded.case.id}
    people = people_of_cases(here.session, ids)
    names = {person.id: mask_name(person.name or "") for _party, person in people}
    return [
        {
            "who": names.get(link.who, ""),
            "of": names.get(link.of, ""),
            "title": KIN[link.code].title,
            "together": link.together,
            "since": link.since,
            "until": link.until,
            "kin_id": link.kin_id,
        }
        for link in links_of(people, stated_in(here.session, ids))
    ]
