"""Search before create: who came before, among the persons the clerk may know of (T/ZSM 5.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from core.cases.acting import Acting
from core.cases.knowing import may_know_person, not_barred, not_sealed_to
from core.cases.lists import CaseLine, Filters, list_cases
from core.cases.models import CaseFile, Party
from core.cases.numbers import is_number
from core.families import find_persons
from core.families.models import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A person who may have come before: how many cases the clerk may know of, and the last."""

    person_id: str
    name: str
    sex: str
    birth_year: int | None
    phone: str
    why: str
    cases: int
    last: datetime | None


def search(acting: Acting, text: str) -> tuple[tuple[Hit, ...], tuple[CaseLine, ...]]:
    """Return persons and, for a case number, the case itself. Empty for an empty text."""
    text = text.strip()
    if not text:
        return (), ()
    if is_number(text.upper()):
        return (), list_cases(acting, Filters(q=text.upper()), page_size=1)[0]
    found = find_persons(acting.session, text, known=may_know_person(acting.viewer), limit=8)
    known = _known(acting, [one.person_id for one in found])
    return (
        tuple(
            Hit(
                person_id=one.person_id,
                name=one.name,
                sex=one.sex,
                birth_year=one.birth_date.year if one.birth_date else None,
                phone=one.phone,
                why=one.why,
                cases=known[one.person_id][0] if one.person_id in known else 0,
                last=known[one.person_id][1] if one.person_id in known else None,
            )
            for one in found
        ),
        (),
    )


def _known(acting: Acting, person_ids: list[str]) -> dict[str, tuple[int, datetime]]:
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
            Party.person_id.in_(person_ids),
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
    parties = list(raw.get("parties") or [])
    for place, party in enumerate(parties):
        if not any(party.get(key) for key in ("name", "phone", "id_no", "person")):
            parties[place] = {**party, **row, "role": party.get("role") or "applicant"}
            break
    else:
        parties.append(row)
    return {**raw, "parties": parties}
