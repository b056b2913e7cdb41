"""Register a step of a protection order or a warning letter; what it brings starts at once."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.contact import may_contact
from core.cases.commands.filing import file_data, judged
from core.cases.commands.sent import must_go_on
from core.cases.errors import Forbidden, Invalid
from core.cases.history import note, routing
from core.cases.loading import load, open_case
from core.cases.models import Record
from core.cases.once import earlier_answer, remember
from core.cases.protection import (
    Entry,
    enter,
    late_days,
    longest,
    out_of_turn,
)
from core.cases.protection_follows import see_to
from core.cases.protection_form import ACCEPTED, BREACHED, MADE, ORDER, PROTECTION
from core.cases.urgent import report
from core.clocks import local_date
from core.words import Value, read_date, read_moment


def file_protection(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File one step; raises Forbidden, Stale, MoveRefused for a case that has ended, Invalid."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "protection", body)
    if known is not None:
        return acting.session.get_one(Record, (case.county_id, known))
    if not may_contact(acting, loaded, how_far):
        raise Forbidden(number)
    must_go_on(facts, version)
    data = judged(acting, loaded, acting.asked(PROTECTION), raw)
    entry = _entry(data)
    if wrong := {name: ["这一天还没有到"] for name in late_days(entry, acting.today)}:
        raise Invalid(wrong)
    if entry.until is not None and entry.until > longest(entry.on):
        raise Invalid({"until": ["保护令最长六个月，请核对"]})
    if wrong := out_of_turn(acting, loaded, entry):
        raise Invalid(wrong)
    before = routing(case)
    enter(acting, loaded, entry)
    record = file_data(acting, case, acting.asked(PROTECTION), data)
    see_to(acting, loaded, entry)
    case.version += 1
    note(
        acting,
        case,
        "protection",
        before=before,
        text={"form": PROTECTION.title},
        detail={"record": record.id},
        quiet=True,
    )
    remember(acting, key, "protection", body, record.id)
    acting.session.flush()
    if entry.stage == BREACHED:
        report(acting, load(acting.session, case), text="保护措施被违反")
        acting.session.flush()
    return record


def _entry(data: Mapping[str, Value]) -> Entry:
    at = read_moment(data.get("accepted_at")) if data["stage"] == ACCEPTED else None
    on = local_date(at) if at is not None else read_date(data.get("on"))
    assert on is not None  # noqa: S101  judged: required
    made, order = data["stage"] == MADE, data["kind"] == ORDER
    return Entry(
        kind=str(data["kind"]),
        protects=str(data["protects"]),
        stage=str(data["stage"]),
        on=on,
        until=read_date(data.get("until")) if made and order else None,
        served_on=read_date(data.get("order_served_on" if order else "served_on"))
        if made
        else None,
        urgent=data.get("urgent") is True,
        at=at,
    )
