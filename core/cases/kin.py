"""What people of a case are to each other: as the window wrote it, and as was said more exactly.

Nothing is typed twice: a party's relation to the applicant is a relation of the family already. One
stated later between the same two takes its place (GB/T 4761, T/ZSM 3.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.models import Party
from core.cases.models_family import Kinship
from core.families.kinship import of_intake
from core.families.models import Person

Pair = tuple[Party, Person]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """``who`` is ``code`` of ``of``, told in a case; ``kin_id`` is empty for the intake's word."""

    case_id: str
    who: str
    of: str
    code: str
    together: bool = False
    since: date | None = None
    until: date | None = None
    kin_id: str = ""


def people_of_cases(session: Session, case_ids: Collection[str]) -> list[Pair]:
    """Return the parties of these cases with their persons, in the order they were written."""
    rows = session.execute(
        select(Party, Person)
        .join(Person, (Person.county_id == Party.county_id) & (Person.id == Party.person_id))
        .where(Party.case_id.in_(sorted(case_ids)))
        .order_by(Party.case_id, Party.position, Party.id)
    )
    return [(party, person) for party, person in rows]


def stated_in(session: Session, case_ids: Collection[str]) -> list[Kinship]:
    """Return what was stated in these cases and still stands, the earliest first."""
    return list(
        session.scalars(
            select(Kinship)
            .where(Kinship.case_id.in_(sorted(case_ids)), Kinship.replaced_at.is_(None))
            .order_by(Kinship.said_at, Kinship.id)
        )
    )


def links_of(people: Iterable[Pair], stated: Sequence[Kinship]) -> tuple[Link, ...]:
    """Return every relation these parties and statements tell."""
    by_case: dict[str, list[Pair]] = defaultdict(list)
    for party, person in people:
        by_case[party.case_id].append((party, person))
    found = [
        Link(
            case_id=row.case_id,
            who=row.person_id,
            of=row.of_id,
            code=row.code or "97",
            together=row.together,
            since=row.since,
            until=row.until,
            kin_id=row.id,
        )
        for row in stated
    ]
    told = {(one.case_id, frozenset((one.who, one.of))) for one in found}
    for case_id, pairs in by_case.items():
        found += [
            link
            for link in _of_intake(case_id, pairs)
            if (case_id, frozenset((link.who, link.of))) not in told
        ]
    return tuple(found)


def _of_intake(case_id: str, pairs: Sequence[Pair]) -> list[Link]:
    """Read the relations the window asked for: each is one to the applicant."""
    anchor = next((one for one in pairs if one[0].relation == "self"), None) or next(
        (one for one in pairs if one[0].role == "applicant"), None
    )
    if anchor is None:
        return []
    found = []
    for party, person in pairs:
        code = of_intake(party.relation, person.sex)
        if code is not None and person.id != anchor[1].id:
            found.append(Link(case_id=case_id, who=person.id, of=anchor[1].id, code=code))
    return found
