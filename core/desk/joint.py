"""跨乡镇联办 from the page of a case: the county orders and ends it, points answer and report."""

from __future__ import annotations

from typing import Any

from flask import abort, g
from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.co_forms import CO_ANSWER, CO_END, CO_ORDER, CO_WORK
from core.cases.here import acting
from core.cases.joint import my_part
from core.cases.loading import Loaded, barred_points
from core.desk.asking import Asked, Choices, Raw, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.colleagues import named
from core.desk.places import points_below
from core.people.staff import staff_at
from core.privacy import shows
from core.privacy.reach import STAFF
from core.web import keeps_draft, policy
from core.words import Kind


def _choices(sight: Sight, raw: Raw) -> Choices:
    """Return the points and people of the county; who reads the case whole is not offered those it
    must be kept from."""
    here, loaded, how_far = sight.here, sight.loaded, sight.how_far
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


def _orders(sight: Sight) -> bool:
    return commands.may_order(sight.here, sight.facts)


ORDER = Asked(form=CO_ORDER, action="cases.co_order", choices=_choices, grows=_orders)
ANSWER = Asked(form=CO_ANSWER, action="cases.co_answer")
WORK = Asked(form=CO_WORK, action="cases.co_work")
END = Asked(form=CO_END, action="cases.co_end")


@cases.get("/<number>/co-handling")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_order(number: str) -> ResponseReturnValue:
    """Ask which points work along, who leads, what each does; the county only."""
    here = acting()
    if not commands.may_order(here, g.case_facts):
        abort(403)
    return ask(ORDER, number, _as_ordered(here, g.target))


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
    return filed(
        ORDER,
        number,
        lambda here, version, raw, key: commands.order_co_handling(
            here, number, version, raw, key=key
        ),
    )


@cases.get("/<number>/co-handling/answer")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_answer(number: str) -> ResponseReturnValue:
    """Ask a point's own person whether it can be done."""
    return _own(number, ANSWER, {})


@cases.post("/<number>/co-handling/answer")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_answer")
def co_answer(number: str) -> ResponseReturnValue:
    """File the answer."""
    return filed(
        ANSWER,
        number,
        lambda here, version, raw, key: commands.answer_part(here, number, version, raw, key=key),
    )


@cases.get("/<number>/co-handling/work")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_work(number: str) -> ResponseReturnValue:
    """Ask what was done for the part of one's point."""
    return _own(number, WORK, {"on": acting().today.isoformat()})


@cases.post("/<number>/co-handling/work")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_work")
def co_work(number: str) -> ResponseReturnValue:
    """File what was done."""
    return filed(
        WORK,
        number,
        lambda here, version, raw, key: commands.file_co_work(here, number, version, raw, key=key),
    )


@cases.get("/<number>/co-handling/end")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_co_end(number: str) -> ResponseReturnValue:
    """Ask what came of it; the county only."""
    here = acting()
    if not commands.may_order(here, g.case_facts):
        abort(403)
    return ask(END, number, {})


@cases.post("/<number>/co-handling/end")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_co_end")
def co_end(number: str) -> ResponseReturnValue:
    """End it."""
    return filed(
        END,
        number,
        lambda here, version, raw, key: commands.end_co_handling(
            here, number, version, raw, key=key
        ),
    )


def _own(number: str, asked: Asked, raw: Raw) -> ResponseReturnValue:
    if my_part(acting(), g.target) is None:
        abort(403)
    return ask(asked, number, raw)
