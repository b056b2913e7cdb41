"""Which entries of the register are one human being, as far as the one who asks sees both.

An entry is never folded into another: a join is a line between two, drawn and taken away. It counts
only between entries whose people are shown to the viewer, so that somebody joined to a person of a
sealed case looks to everybody else exactly as before (T/ZSM 5.6.4, decision 0024).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.models import CaseFile, Party
from core.cases.models_family import SamePerson
from core.cases.visibility import people_shown_to
from core.db import prepared
from core.families.models import Person

FARTHEST = 8
_JOINS = prepared(
    select(SamePerson).where(
        SamePerson.parted_at.is_(None),
        or_(
            SamePerson.person_id.in_(bindparam("ids", expanding=True)),
            SamePerson.other_id.in_(bindparam("ids", expanding=True)),
        ),
    )
)


def joins_of(session: Session, ids: Collection[str]) -> list[SamePerson]:
    """Return the joins that touch one of *ids*; for the system itself, not for a page."""
    return list(session.scalars(_JOINS, {"ids": sorted(ids)})) if ids else []


def everybody_joined(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Return *ids* and whoever is joined to them, seen or not; for protecting, not for showing."""
    known, edge = set(ids), set(ids)
    for _step in range(FARTHEST):
        rows = joins_of(session, edge)
        edge = {one for row in rows for one in (row.person_id, row.other_id)} - known
        if not edge:
            break
        known |= edge
    return frozenset(known)


def one_human(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Return *ids* and every entry that is the same human being, seen or not; for protecting, not
    for showing.

    Joined by somebody, or alike though nobody joined them: by the citizen's number, or by telephone
    and name together, for two may share either. What is told in a guarded case never flows into an
    entry others know, so one human being has several.
    """
    known = everybody_joined(session, ids)
    alike = {other for _one, other in _alike(session, known)}
    return known | everybody_joined(session, alike) if alike - known else known


def humans_of(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return for each of *ids*, and every entry `one_human` finds to them, the one that stands for
    the human being; for counting, not for showing."""
    known = everybody_joined(session, ids)
    pairs = _alike(session, known)
    known = everybody_joined(session, {*known, *(other for _one, other in pairs)})
    lines = [*pairs, *((row.person_id, row.other_id) for row in joins_of(session, known))]
    stands = {one: one for one in known}

    def face(one: str) -> str:
        while stands[one] != one:
            stands[one] = one = stands[stands[one]]
        return one

    for one, other in lines:
        first, second = sorted((face(one), face(other)))
        stands[second] = first
    return {one: face(one) for one in known}


def _alike(session: Session, ids: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs of one of *ids* and an entry with the same number, or the same telephone
    and name."""
    told = select(Person.id, Person.id_no_hash, Person.phone_hash, Person.name_hash)
    numbers: dict[str, str] = {}
    both: dict[tuple[str, str], str] = {}
    for row in session.execute(told.where(Person.id.in_(sorted(ids)))):
        if row.id_no_hash:
            numbers[row.id_no_hash] = row.id
        if row.phone_hash and row.name_hash:
            both[row.phone_hash, row.name_hash] = row.id
    phones = {phone for phone, _name in both}
    tells: list[ColumnElement[bool]] = []
    if numbers:
        tells.append(Person.id_no_hash.in_(sorted(numbers)))
    if phones:
        tells.append(Person.phone_hash.in_(sorted(phones)))
    found: list[tuple[str, str]] = []
    for row in session.execute(told.where(or_(*tells))) if tells else ():
        named = (numbers.get(row.id_no_hash), both.get((row.phone_hash, row.name_hash)))
        found += [(one, row.id) for one in named if one is not None and one != row.id]
    return found


def shown_persons(
    acting: Acting, ids: Collection[str], shown: ColumnElement[bool] | None = None
) -> frozenset[str]:
    """Return those of *ids* who stand in a case whose people the viewer sees."""
    if not ids:
        return frozenset()
    seen = people_shown_to(acting.viewer) if shown is None else shown
    return frozenset(
        one
        for one in acting.session.scalars(
            select(Party.person_id)
            .join(
                CaseFile, (CaseFile.county_id == Party.county_id) & (CaseFile.id == Party.case_id)
            )
            .where(Party.person_id.in_(sorted(ids)), seen)
            .distinct()
        )
        if one
    )


def seen_joins(acting: Acting, ids: Iterable[str]) -> tuple[SamePerson, ...]:
    """Return the joins among *ids*, who are shown, and whoever shown they lead to."""
    known = edge = frozenset(ids)
    found: dict[str, SamePerson] = {}
    for _step in range(FARTHEST):
        rows = joins_of(acting.session, edge)
        ends = {one for row in rows for one in (row.person_id, row.other_id)}
        edge = shown_persons(acting, ends - known)
        known |= edge
        found |= {row.id: row for row in rows if {row.person_id, row.other_id} <= known}
        if not edge:
            break
    return tuple(found.values())


def faces(joins: Iterable[SamePerson]) -> Mapping[str, str]:
    """Return for each joined entry the one that stands for all of them: it was kept wherever two
    were compared, and of several the first by id."""
    rows = list(joins)
    group = {one: {one} for row in rows for one in (row.person_id, row.other_id)}
    for row in rows:
        merged = group[row.person_id] | group[row.other_id]
        for one in merged:
            group[one] = merged
    doubles = {row.other_id for row in rows}
    return {one: min(members - doubles or members) for one, members in group.items()}


def address_hidden(session: Session, person: Person | None) -> bool:
    """Tell whether the address must not be shown: hidden here, or wherever else she was entered."""
    if person is None:
        return False
    if person.address_secret:
        return True
    others = everybody_joined(session, {person.id}) - {person.id}
    return bool(others) and bool(
        session.scalars(
            select(Person.id)
            .where(Person.id.in_(sorted(others)), Person.address_secret.is_(True))
            .limit(1)
        ).first()
    )
