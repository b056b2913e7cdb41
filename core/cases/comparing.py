"""Two entries of the register side by side, before somebody says they are one person.

Values are compared here and shown masked: whether two numbers are the same is what has to be
known, not the numbers (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.models import CaseFile, Party
from core.cases.reading import names_of
from core.cases.same import address_hidden, seen_joins, shown_persons
from core.cases.visibility import people_shown_to
from core.families import find_persons, hints_for
from core.families.models import Person
from core.privacy import mask_name, mask_tail

SEXES = {"F": "女", "M": "男"}
MOST_ALIKE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class LineOut:
    """One thing known of both: masked values and ``same``, ``differs``, ``one`` (only one side has
    it) or ``hidden`` (not compared)."""

    label: str
    mine: str
    theirs: str
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SideOut:
    """One entry: when it was made, and the cases the viewer sees it in."""

    person_id: str
    name: str
    made: datetime
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two entries, what they share and where they differ."""

    mine: SideOut
    theirs: SideOut
    lines: tuple[LineOut, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AlikeOut:
    """An entry that may be the same person, and why; the name is masked."""

    person_id: str
    name: str
    year: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinOut:
    """A join the viewer sees both ends of; names are masked."""

    id: str
    name: str
    other: str
    reason: str
    by: str
    at: datetime


def compare(acting: Acting, person_id: str, other_id: str) -> Comparison:
    """Return both entries; raise Unknown unless both are shown to the viewer."""
    both = {person_id, other_id}
    if len(both) < 2 or len(shown_persons(acting, both)) < 2:
        raise Unknown(other_id)
    rows = {
        one.id: one for one in acting.session.scalars(select(Person).where(Person.id.in_(both)))
    }
    mine, theirs = rows[person_id], rows[other_id]
    numbers = _numbers(acting, both)
    return Comparison(
        mine=_side(mine, numbers),
        theirs=_side(theirs, numbers),
        lines=(
            _line("姓名", mine.name, theirs.name, mask_name),
            _line("性别", mine.sex, theirs.sex, lambda code: SEXES.get(code, "")),
            _line("出生日期", _iso(mine), _iso(theirs), lambda day: f"{day[:4]}-**-**"),
            _line("手机", mine.phone, theirs.phone, mask_tail),
            _line("身份证号", mine.id_no, theirs.id_no, mask_tail),
            _address(acting, mine, theirs),
        ),
    )


def alike(acting: Acting, person_id: str, query: str = "") -> tuple[AlikeOut, ...]:
    """Return shown entries that may be the same person: found by *query*, else by what is equal."""
    session, shown = acting.session, shown_person(acting)
    if query.strip():
        found = find_persons(session, query, known=shown, limit=MOST_ALIKE + 1)
        reasons: dict[str, tuple[str, ...]] = {one.person_id: (one.why,) for one in found}
    else:
        person = session.scalars(select(Person).where(Person.id == person_id)).one()
        reasons = {
            one.person_id: one.reasons
            for one in hints_for(
                session,
                name=person.name or "",
                id_no=person.id_no or "",
                phone=person.phone or "",
                birth_date=person.birth_date,
                exclude=(person_id,),
                known=shown,
            )
        }
    joined = {
        one for row in seen_joins(acting, {person_id}) for one in (row.person_id, row.other_id)
    }
    wanted = [one for one in reasons if one not in joined and one != person_id]
    rows = {
        one.id: one for one in session.scalars(select(Person).where(Person.id.in_(wanted), shown))
    }
    return tuple(
        AlikeOut(
            person_id=one,
            name=mask_name(rows[one].name or ""),
            year=born.year if (born := rows[one].birth_date) else None,
            reasons=reasons[one],
        )
        for one in wanted
        if one in rows
    )[:MOST_ALIKE]


def joins_out(acting: Acting, person_id: str) -> tuple[JoinOut, ...]:
    """Return the joins of this person and of whoever is one with them."""
    rows = seen_joins(acting, {person_id})
    ids = {one for row in rows for one in (row.person_id, row.other_id)}
    names = {
        one.id: mask_name(one.name or "")
        for one in (acting.session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ())
    }
    staff = names_of(acting, {row.joined_by for row in rows})
    return tuple(
        JoinOut(
            id=row.id,
            name=names.get(row.person_id, ""),
            other=names.get(row.other_id, ""),
            reason=row.reason or "",
            by=staff.get(row.joined_by, ""),
            at=row.joined_at,
        )
        for row in sorted(rows, key=lambda one: (one.joined_at, one.id))
    )


def shown_person(acting: Acting) -> ColumnElement[bool]:
    """SQL: the person stands in a case whose people the viewer sees."""
    return exists().where(
        Party.county_id == Person.county_id,
        Party.person_id == Person.id,
        CaseFile.county_id == Party.county_id,
        CaseFile.id == Party.case_id,
        people_shown_to(acting.viewer),
    )


def _numbers(acting: Acting, ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = acting.session.execute(
        select(Party.person_id, CaseFile.number)
        .join(CaseFile, (CaseFile.county_id == Party.county_id) & (CaseFile.id == Party.case_id))
        .where(Party.person_id.in_(sorted(ids)), people_shown_to(acting.viewer))
        .order_by(CaseFile.received_at.desc(), CaseFile.id)
    )
    for person_id, number in rows:
        found.setdefault(str(person_id), []).append(number)
    return found


def _side(person: Person, numbers: dict[str, list[str]]) -> SideOut:
    return SideOut(
        person_id=person.id,
        name=mask_name(person.name or ""),
        made=person.created_at,
        numbers=tuple(dict.fromkeys(numbers.get(person.id, ()))),
    )


def _iso(person: Person) -> str:
    return person.birth_date.isoformat() if person.birth_date else ""


def _line(label: str, mine: str | None, theirs: str | None, mask: Callable[[str], str]) -> LineOut:
    one, other = mine or "", theirs or ""
    state = "same" if one == other else "differs" if one and other else "one"
    return LineOut(
        label=label,
        mine=mask(one) if one else "",
        theirs=mask(other) if other else "",
        state=state if one or other else "none",
    )


def _address(acting: Acting, mine: Person, theirs: Person) -> LineOut:
    """An address is told to be there, never what it is; a hidden one is not even compared."""
    hidden = [address_hidden(acting.session, one) for one in (mine, theirs)]
    line = _line("住址", mine.address, theirs.address, lambda text: "有")
    if not any(hidden):
        return line
    told = [
        "保密" if secret else text
        for secret, text in zip(hidden, (line.mine, line.theirs), strict=True)
    ]
    return LineOut(label=line.label, mine=told[0], theirs=told[1], state="hidden")
