"""Register a step of a protection order or a warning letter; what it brings starts at once."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.contact import may_contact
from core.cases.commands.filing import file_data, judged
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.lifecycle import ENDED
from core.cases.loading import open_case
from core.cases.models import Record
from core.cases.once import earlier_answer, remember
from core.cases.protection import Entry, enter, late_days, longest, see_to
from core.cases.protection_form import MADE, ORDER, PROTECTION
from core.words import Objection, Value, read_date


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
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if case.state in ENDED:
        raise MoveRefused(Objection(text="办件已经结束", citation="附录 B", code="state"))
    data = judged(acting, loaded, acting.asked(PROTECTION), raw)
    entry = _entry(data)
    if wrong := {name: ["这一天还没有到"] for name in late_days(entry, acting.today)}:
        raise Invalid(wrong)
    if entry.until is not None and entry.until > longest(entry.on):
        raise Invalid({"until": ["保护令最长六个月，请核对"]})
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
    return record


def _entry(data: Mapping[str, Value]) -> Entry:
    on = read_date(data.get("on"))
    assert on is not None  # noqa: S101  judged: required
    made = data["stage"] == MADE
    return Entry(
        kind=str(data["kind"]),
        protects=str(data["protects"]),
        stage=str(data["stage"]),
        on=on,
        until=read_date(data.get("until")) if made and data["kind"] == ORDER else None,
        served_on=read_date(data.get("served_on")) if made else None,
        urgent=data.get("urgent") is True,
    )
