"""请人评价: whom of a case one asked what they think, a link to scan or send, and the answers that
are given here or by telephone (T/ZSM 6.1, 附录 C).

The page tells that an answer came, never what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.acting import Acting
from core.cases.evaluation_forms import ASKING, CALL, HERE, PAPER
from core.cases.here import acting, case_out
from core.cases.models_evaluation import Survey
from core.desk.asking import Asked, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.refusing import Reasons, refused
from core.documents.squares import code_rows
from core.evaluation.answering import Opened, answer, ask_here, link_of
from core.evaluation.asking import (
    ASKED_STATES,
    ask_opinion,
    asked_of,
    asking_form,
    items_asked,
    may_ask,
    people_asked,
)
from core.forms import draw, read
from core.web import keeps_draft, policy
from core.words import PARTY_ROLES, Form, Kind


def _may(sight: Sight) -> bool:
    return may_ask(sight.here, sight.loaded, sight.how_far)


def _drawn(sight: Sight, form: Form) -> Form:
    return asking_form(sight.loaded)


ASKED = Asked(
    form=ASKING,
    action="cases.put_opinion",
    may=_may,
    drawn=_drawn,
    choices=lambda sight, raw: {
        Kind.PARTY.value: [
            (party.id, named(person.name or _("未透露"), PARTY_ROLES.get(party.role, party.role)))
            for party, person in people_asked(sight.loaded, sight.facts)
        ]
    },
)


@cases.get("/<number>/opinions")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def opinions(number: str) -> ResponseReturnValue:
    """Show whom one asked, how it stands, and who wants to be spoken to."""
    here = acting()
    if not may_ask(here, g.target, g.case_reach):
        abort(403)
    people = {party.id: person for party, person in g.target.parties}
    return render_template(
        "cases/opinions.html",
        case=case_out(),
        asked=asked_of(here, g.target, g.case_reach),
        states=ASKED_STATES,
        names={one: (person.name if person else "") for one, person in people.items()},
        open_ways=(HERE, CALL),
        paper=PAPER,
        something=bool(items_asked(g.target)),
    )


@cases.get("/<number>/opinions/new")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_opinions(number: str) -> ResponseReturnValue:
    """Ask whom, about what, and how."""
    return ask(ASKED, number, {})


@cases.post("/<number>/opinions")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_opinions")
def put_opinion(number: str) -> ResponseReturnValue:
    """Put the question; a refusal keeps what was chosen."""
    made: list[Survey] = []
    told = filed(
        ASKED,
        number,
        lambda here, version, raw, key: made.append(
            ask_opinion(here, number, version, raw, key=key)
        ),
    )
    if not made:
        return told
    return redirect(url_for("cases.opinion", number=number, survey_id=made[0].id), 303)


@cases.get("/<number>/opinions/<survey_id>")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def opinion(number: str, survey_id: str) -> ResponseReturnValue:
    """Show the code to scan, the link to send, the sheet to print, or the questions to put."""
    here = acting()
    return _page(here, number, ask_here(here, number, survey_id[:13]), {}, {}, 200, [])


@cases.post("/<number>/opinions/<survey_id>")
@policy(action="case.read", resource="case", answer="R")
def take_opinion(number: str, survey_id: str) -> ResponseReturnValue:
    """Take what is answered here or by telephone; a refusal keeps every tick."""
    here = acting()
    opened = ask_here(here, number, survey_id[:13], lock=True)
    if opened.row.way not in (HERE, CALL):
        abort(404)
    raw = read(opened.form, request.form)
    told = refused(
        here,
        lambda: answer(here.county_session, opened, raw, at=here.at, by=here.me),
        lambda wrong, status, reasons: _page(
            here, number, ask_here(here, number, survey_id[:13]), raw, wrong, status, reasons
        ),
    )
    if told is not None:
        return told
    flash(_("收到了，谢谢。答了什么，办件里看不到。"), "ok")
    return redirect(url_for("cases.opinions", number=number), 303)


def _page(
    here: Acting,
    number: str,
    opened: Opened,
    raw: Mapping[str, Any],
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    row = opened.row
    link = link_of(here, row, request.host_url)
    html = render_template(
        "cases/opinion.html",
        number=number,
        way=row.way,
        spoken=row.way in (HERE, CALL),
        paper=row.way == PAPER,
        until=row.until,
        link=link,
        squares=code_rows(link),
        form=opened.form,
        fields=draw(opened.form, raw or None, wrong),
        survey_id=row.id,
        reasons=reasons,
    )
    return html, status
