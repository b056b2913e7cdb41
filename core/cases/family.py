"""A family as one viewer may see it: told from the cases whose people are shown to that viewer.

There is no stored family that could remember more than its reader may know. Whoever is named, how
they are related, where they live and which cases there are all comes from cases the viewer would
see the same people in; one case less, and the page is as if it had never been (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.kin import Link, Pair, links_of, people_of_cases, stated_in
from core.cases.models import CaseFile, Party
from core.cases.same import address_hidden, faces, seen_joins
from core.cases.sealing import is_minor_on
from core.cases.visibility import people_shown_to
from core.families.kinship import KIN, NOT_FAMILY, backwards
from core.families.models import Person

RINGS = 3
"""How far a family is followed: the spouse's brother's wife is still in it, her cousin is not."""
MOST_CASES = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonOut:
    """Somebody of the family. ``entries`` counts the entries of the register joined in it;
    ``address`` is None where it must not be shown."""

    id: str
    name: str
    sex: str
    birth_date: date | None
    minor: bool
    phones: tuple[str, ...]
    address: str | None
    entries: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TieOut:
    """What somebody is to ``of``: a title that fits the sex, and where it was told."""

    title: str
    code: str
    of_id: str
    of_name: str
    together: bool
    since: date | None
    until: date | None
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberOut:
    """A member: ``ties`` to the one the page is about, else to those in between."""

    person: PersonOut
    ties: tuple[TieOut, ...]
    together: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyCase:
    """A case of the family, with the names of those of the family who stand in it."""

    number: str
    state: str
    scenario: str
    sealed: bool
    received_at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyOut:
    """The one asked about, the members nearest first, and the cases newest first. ``more`` when
    there were too many cases to follow all."""

    person: PersonOut
    members: tuple[MemberOut, ...]
    cases: tuple[FamilyCase, ...]
    more: bool


@dataclass(kw_only=True, slots=True)
class _Seen:
    """What was gathered so far, by id."""

    cases: dict[str, CaseFile]
    pairs: list[Pair]
    links: list[Link]
    face: dict[str, str]
    more: bool = False


def family_of(acting: Acting, person_id: str) -> FamilyOut:
    """Return the family of *person_id*; raise Unknown unless a case shows this person."""
    shown = people_shown_to(acting.viewer)
    seen = _Seen(cases={}, pairs=[], links=[], face={})
    rings: dict[str, int] = {}
    edge = {person_id}
    for ring in range(RINGS + 1):
        edge = _gather(acting, shown, seen, edge)
        if ring == 0 and not seen.cases:
            raise Unknown(person_id)
        for one in edge:
            rings.setdefault(seen.face.get(one, one), ring)
        edge = {one for one in _neighbours(seen, edge) if seen.face.get(one, one) not in rings}
        if not edge or seen.more:
            break
    return _told(acting, seen, rings, person_id)


def _gather(
    acting: Acting, shown: ColumnElement[bool], seen: _Seen, edge: Iterable[str]
) -> set[str]:
    """Read the cases of those on the edge and of whoever is one with them; return them all."""
    joins = seen_joins(acting, edge) if edge else ()
    together = {*edge, *(one for row in joins for one in (row.person_id, row.other_id))}
    seen.face.update(faces(joins))
    new = acting.session.scalars(
        select(CaseFile)
        .where(
            CaseFile.id.in_(
                select(Party.case_id).where(Party.person_id.in_(sorted(together))).distinct()
            ),
            CaseFile.id.not_in(sorted(seen.cases)),
            shown,
        )
        .order_by(CaseFile.received_at.desc(), CaseFile.id.desc())
        .limit(MOST_CASES + 1)
    ).all()
    seen.more = seen.more or len(seen.cases) + len(new) > MOST_CASES
    fresh = {case.id: case for case in new[: MOST_CASES - len(seen.cases)]}
    if fresh:
        seen.cases |= fresh
        people = people_of_cases(acting.session, fresh)
        seen.pairs += people
        seen.links += links_of(people, stated_in(acting.session, fresh))
    return together


def _neighbours(seen: _Seen, edge: Iterable[str]) -> set[str]:
    near = set(edge)
    found = set()
    for link in seen.links:
        if link.code in NOT_FAMILY:
            continue
        if link.who in near:
            found.add(link.of)
        if link.of in near:
            found.add(link.who)
    return found - near


def _told(acting: Acting, seen: _Seen, rings: Mapping[str, int], person_id: str) -> FamilyOut:
    def face(one: str) -> str:
        return seen.face.get(one, one)

    entries: dict[str, dict[str, Person]] = {}
    for _party, person in seen.pairs:
        if face(person.id) in rings:
            entries.setdefault(face(person.id), {})[person.id] = person
    hidden = _hidden(acting, seen, entries)
    people = {
        one: _person(one, rows, acting.today, hidden=one in hidden) for one, rows in entries.items()
    }
    root = face(person_id)
    numbers = {case_id: case.number for case_id, case in seen.cases.items()}
    ties = _ties(seen.links, face, people, numbers)
    members = [
        _member(people[one], ties.get(one, ()), root)
        for one in sorted(people, key=lambda each: (rings[each], people[each].name, each))
        if one != root
    ]
    return FamilyOut(
        person=people[root],
        members=tuple(members),
        cases=_cases(seen, face, people),
        more=seen.more,
    )


def _hidden(
    acting: Acting, seen: _Seen, entries: Mapping[str, Mapping[str, Person]]
) -> frozenset[str]:
    """Return whose address is not for showing: hidden anywhere, or told in a guarded case."""
    guarded = {
        person.id
        for party, person in seen.pairs
        if seen.cases[party.case_id].violence or seen.cases[party.case_id].sealed
    }
    return frozenset(
        one
        for one, rows in entries.items()
        if guarded & set(rows)
        or any(row.address and address_hidden(acting.session, row) for row in rows.values())
    )


def _person(one: str, rows: Mapping[str, Person], today: date, *, hidden: bool) -> PersonOut:
    first = rows.get(one) or next(iter(rows.values()))
    ordered = [first, *(row for row in rows.values() if row is not first)]
    born = next((row.birth_date for row in ordered if row.birth_date), None)
    addresses = [row.address for row in ordered if row.address]
    return PersonOut(
        id=first.id,
        name=first.name or "",
        sex=next((row.sex for row in ordered if row.sex), ""),
        birth_date=born,
        minor=is_minor_on(born, today),
        phones=tuple(dict.fromkeys(row.phone for row in ordered if row.phone)),
        address=None if hidden else (addresses[0] if addresses else ""),
        entries=len(rows),
    )


def _ties(
    links: Sequence[Link],
    face: Callable[[str], str],
    people: Mapping[str, PersonOut],
    numbers: Mapping[str, str],
) -> dict[str, list[TieOut]]:
    found: dict[str, list[TieOut]] = {}
    told: set[tuple[str, str, str]] = set()
    for link in links:
        who, of = face(link.who), face(link.of)
        if who == of or who not in people or of not in people:
            continue
        back = backwards(link.code, people[of].sex)
        for one, other, code in ((who, of, link.code), (of, who, back)):
            if (one, other, code) in told:
                continue
            told.add((one, other, code))
            found.setdefault(one, []).append(
                TieOut(
                    title=KIN[code].title,
                    code=code,
                    of_id=other,
                    of_name=people[other].name,
                    together=link.together,
                    since=link.since,
                    until=link.until,
                    number=numbers[link.case_id],
                )
            )
    return found


def _member(person: PersonOut, ties: Sequence[TieOut], root: str) -> MemberOut:
    near = [one for one in ties if one.of_id == root] or list(ties)
    return MemberOut(person=person, ties=tuple(near), together=any(one.together for one in near))


def _cases(
    seen: _Seen, face: Callable[[str], str], people: Mapping[str, PersonOut]
) -> tuple[FamilyCase, ...]:
    named: dict[str, list[str]] = {}
    for party, person in seen.pairs:
        one = face(person.id)
        if one in people:
            named.setdefault(party.case_id, []).append(people[one].name)
    ordered = sorted(seen.cases.values(), key=lambda one: (one.received_at, one.id), reverse=True)
    return tuple(
        FamilyCase(
            number=case.number,
            state=case.state,
            scenario=case.scenario,
            sealed=case.sealed,
            received_at=case.received_at,
            names=tuple(dict.fromkeys(named.get(case.id, ()))),
        )
        for case in ordered
        if case.id in named
    )
