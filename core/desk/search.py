"""Search before create: who came before, among the persons the clerk may know of (T/ZSM 5.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from core.cases.acting import Acting
from core.cases.knowing import may_know_person, not_barred, not_sealed_to
from core.cases.lists import CaseLine, Filters, list_cases
from core.cases.models import CaseFile, Party
from core.cases.numbers import is_number
from core.cases.same import faces, joins_of, seen_joins, shown_persons
from core.families import find_persons
from core.families.idcard import Card
from core.families.models import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A person who may have come before: how many cases the clerk may know of, and the last.
    ``opens`` when the clerk sees her people in one of them, so her page opens too."""

    person_id: str
    name: str
    sex: str
    birth_year: int | None
    phone: str
    why: str
    cases: int
    last: datetime | None
    opens: bool


def search(acting: Acting, text: str) -> tuple[tuple[Hit, ...], tuple[CaseLine, ...]]:
    """Return persons and, for a case number, the case itself. Empty for an empty text."""
    text = text.strip()
    if not text:
        return (), ()
    if is_number(text.upper()):
        return (), list_cases(acting, Filters(q=text.upper()), page_size=1)[0]
    found = find_persons(acting.session, text, known=may_know_person(acting.viewer), limit=8)
    shown = shown_persons(acting, {one.person_id for one in found})
    face = _joined(acting, shown)
    people = {face.get(one.person_id, one.person_id): one for one in reversed(found)}
    known = _known(acting, {*people, *face, *(one.person_id for one in found)})
    hits = []
    for person_id, one in reversed(people.items()):
        met = [known[each] for each in _entries(person_id, face) if each in known]
        hits.append(
            Hit(
                person_id=person_id,
                name=one.name,
                sex=one.sex,
                birth_year=one.birth_date.year if one.birth_date else None,
                phone=one.phone,
                why=one.why,
                cases=sum(count for count, _last in met),
                last=max((last for _count, last in met), default=None),
                opens=one.person_id in shown,
            )
        )
    return tuple(hits), ()


def _joined(acting: Acting, shown: frozenset[str]) -> Mapping[str, str]:
    """Return which entry stands for each that was registered twice; mostly nobody was."""
    if not joins_of(acting.session, shown):
        return {}
    return faces(seen_joins(acting, shown))


def _entries(person_id: str, face: Mapping[str, str]) -> set[str]:
    return {person_id, *(one for one, stands in face.items() if stands == person_id)}


def _known(acting: Acting, person_ids: set[str]) -> dict[str, tuple[int, datetime]]:
    if not person_ids:
        return {}
    rows = acting.session.execute(
        select(
            Party.person_id,
            func.count(Party.case_id.distinct()),
            func.max(CaseFile.received_at),
        )
        .join(CaseFile, (CaseFile.county_id == Party.county_id) & (CaseFile.id == Party.case_id))
        .where(
            Party.person_id.in_(sorted(person_ids)),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .group_by(Party.person_id)
    )
    return {person_id: (count, last) for person_id, count, last in rows if person_id}


def pick(acting: Acting, raw: dict[str, Any], person_id: str) -> dict[str, Any]:
    """Put the chosen person into the first party row that is still empty, or into a new one."""
    person = acting.session.scalars(
        select(Person).where(Person.id == person_id, may_know_person(acting.viewer))
    ).one_or_none()
    if person is None:
        return raw
    row: dict[str, Any] = {
        "role": "applicant",
        "person": person.id,
        "name": person.name or "",
        "phone": person.phone or "",
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "sex": person.sex,
    }
    return {**raw, "parties": _with_row(raw, row)}


def fill_from_card(raw: dict[str, Any], card: Card) -> dict[str, Any]:
    """Put what a card told into the row of that person, else into the first that is still empty,
    or into a new one; nothing typed before is overwritten."""
    told: dict[str, Any] = {
        "name": card.name,
        "id_no": card.id_no,
        "sex": card.sex,
        "birth_date": card.birth_date.isoformat() if card.birth_date else "",
        "address": card.address,
    }
    if not (card.name or card.id_no):
        return raw
    parties = list(raw.get("parties") or [])
    for place, party in enumerate(parties):
        known = {str(party.get(name) or "") for name in ("id_no", "name")} - {""}
        if known and known <= {card.id_no, card.name}:
            typed = {name: value for name, value in party.items() if value}
            parties[place] = {**party, **told, **typed}
            return {**raw, "parties": parties}
    return {**raw, "parties": _with_row(raw, {"role": "applicant", **told})}


def _with_row(raw: Mapping[str, Any], row: Mapping[str, Any]) -> list[dict[str, Any]]:
    parties = [dict(one) for one in raw.get("parties") or []]
    for place, party in enumerate(parties):
        if not any(party.get(key) for key in ("name", "phone", "id_no", "person")):
            typed = {name: value for name, value in party.items() if value and name != "role"}
            parties[place] = {**party, **row, **typed, "role": party.get("role") or "applicant"}
            break
    else:
        parties.append(dict(row))
    return parties
