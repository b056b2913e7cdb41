"""Find a person before making one, and say why two entries may be the same.

The exact id number is the only automatic match; everything else is a hint with its reason, decided
by the clerk. Search never scans: it goes over keyed tokens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from core.db import blind_index, name_query, name_tokens, prepared
from core.families.models import Person, PersonToken

UNDISCLOSED = "未透露"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A person a search brought up, already readable."""

    person_id: str
    name: str
    sex: str
    birth_date: date | None
    phone: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """A possible duplicate: ``same`` when the id number is equal, else only possible."""

    person_id: str
    same: bool
    reasons: tuple[str, ...]


def digits(text: str) -> str:
    """Return the digits (and a closing X) of a phone or id number."""
    return re.sub(r"[^0-9Xx]", "", text).upper()


def number_tokens(phone: str, id_no: str) -> list[str]:
    """Return the search tokens of the end of a phone (4, 11) and of an id number (6, 18)."""
    tokens = []
    for number, ends in ((digits(phone), (4, 11)), (digits(id_no), (6, 18))):
        tokens += [
            blind_index(f"end{length}", number[-length:])
            for length in ends
            if len(number) >= length
        ]
    return tokens


def remember_person(
    session: Session,
    *,
    at: datetime,
    name: str = "",
    id_no: str = "",
    phone: str = "",
    sex: str = "",
    birth_date: date | None = None,
    place_id: str | None = None,
    address: str = "",
    known: Collection[str] = (),
) -> Person:
    """Return the person with this id number among *known*, or register a new one.

    *known* are the person ids the caller may know of; a match outside of it is never reused. A
    number that is already known returns that person unchanged but for what was still empty.
    """
    number = digits(id_no)
    if number and known:
        same = session.scalars(
            select(Person).where(
                Person.id_no_hash == blind_index("id_no", number), Person.id.in_(known)
            )
        ).first()
        if same is not None:
            _fill(session, same, phone=phone, sex=sex, birth_date=birth_date, place_id=place_id)
            return same
    person = Person(
        name=name or UNDISCLOSED,
        id_no=number or None,
        phone=phone or None,
        address=address or None,
        sex=sex,
        birth_date=birth_date,
        place_id=place_id,
        id_no_hash=blind_index("id_no", number) if number else None,
        name_hash=blind_index("name", name) if name else None,
        phone_hash=blind_index("phone", digits(phone)) if phone else None,
        created_at=at,
    )
    session.add(person)
    session.flush()
    tokens = set(name_tokens(name) if name else ()) | set(number_tokens(phone, number))
    session.add_all(PersonToken(person_id=person.id, token=token) for token in sorted(tokens))
    return person


def rename_person(
    session: Session,
    person: Person,
    *,
    name: str,
    phone: str,
    sex: str,
    birth_date: date | None,
) -> None:
    """Correct what was typed of a person, and the tokens the person is found by."""
    person.name = name or UNDISCLOSED
    person.phone = phone or None
    person.sex, person.birth_date = sex, birth_date
    person.name_hash = blind_index("name", name) if name else None
    person.phone_hash = blind_index("phone", digits(phone)) if phone else None
    session.execute(delete(PersonToken).where(PersonToken.person_id == person.id))
    tokens = set(name_tokens(name) if name else ()) | set(number_tokens(phone, person.id_no or ""))
    session.add_all(PersonToken(person_id=person.id, token=token) for token in sorted(tokens))


def _fill(
    session: Session,
    person: Person,
    *,
    phone: str,
    sex: str,
    birth_date: date | None,
    place_id: str | None,
) -> None:
    """Complete what a known person's entry still lacks; never overwrite."""
    if phone and not person.phone:
        person.phone = phone
        person.phone_hash = blind_index("phone", digits(phone))
        session.add_all(
            PersonToken(person_id=person.id, token=token) for token in number_tokens(phone, "")
        )
    person.sex = person.sex or sex
    person.birth_date = person.birth_date or birth_date
    person.place_id = person.place_id or place_id


def search_tokens(query: str) -> tuple[list[str], str]:
    """Return the tokens a query asks for (all must match) and the reason it would match."""
    number = digits(query)
    if len(number) >= 4 and len(number) >= len(re.sub(r"\s", "", query)) - 2:
        for length, why in ((18, "身份证号相同"), (11, "手机相同"), (6, "身份证后六位相同")):
            if len(number) >= length:
                return [blind_index(f"end{length}", number[-length:])], why
        return [blind_index("end4", number[-4:])], "手机后四位相同"
    text = re.sub(r"\s+", "", query)
    # pairs only: the single characters follow from them, and a common surname brings up thousands
    return (name_query(text) if text else []), "姓名相近"


def find_persons(
    session: Session, query: str, *, known: ColumnElement[bool], limit: int = 20
) -> tuple[Found, ...]:
    """Return the persons *known* admits, newest first.

    *query* is a name (two characters are enough), a phone or its last four, or an id number or its
    last six. An empty or one-digit query finds nobody.
    """
    tokens, why = search_tokens(query)
    if not tokens:
        return ()
    hits = (
        select(PersonToken.person_id)
        .where(PersonToken.token.in_(tokens))
        .group_by(PersonToken.person_id)
        .having(func.count(PersonToken.token) == len(set(tokens)))
    )
    rows = session.scalars(
        select(Person)
        .where(Person.id.in_(hits), known)
        .order_by(Person.created_at.desc(), Person.id)
        .limit(limit)
    )
    return tuple(_found(row, why) for row in rows)


def _found(person: Person, why: str) -> Found:
    return Found(
        person_id=person.id,
        name=person.name or UNDISCLOSED,
        sex=person.sex,
        birth_date=person.birth_date,
        phone=person.phone or "",
        why=why,
    )


_ALIKE = prepared(
    select(Person)
    .where(
        or_(
            Person.id_no_hash == bindparam("id_no"),
            Person.phone_hash == bindparam("phone"),
            Person.name_hash == bindparam("name"),
        )
    )
    .limit(20)
)


def hints_for(
    session: Session,
    *,
    name: str = "",
    id_no: str = "",
    phone: str = "",
    birth_date: date | None = None,
    exclude: Sequence[str] = (),
) -> tuple[Hint, ...]:
    """Return who of the register may be the person being entered, with reasons."""
    number = digits(id_no)
    # what was not given is None, which no row equals
    given = {
        "id_no": blind_index("id_no", number) if number else None,
        "phone": blind_index("phone", digits(phone)) if phone else None,
        "name": blind_index("name", name) if name else None,
    }
    if not any(given.values()):
        return ()
    rows = session.scalars(_ALIKE, given)
    hints = []
    for row in rows:
        if row.id in exclude:
            continue
        same = bool(number) and row.id_no_hash == given["id_no"]
        reasons = [
            reason
            for holds, reason in (
                (same, "身份证号相同"),
                (phone and row.phone_hash == given["phone"], "手机相同"),
                (name and row.name == name, "姓名相同"),
                (birth_date and row.birth_date == birth_date, "出生日期相同"),
            )
            if holds
        ]
        if same or len(reasons) >= 2 or "手机相同" in reasons or reasons == ["姓名相同"]:
            hints.append(Hint(person_id=row.id, same=same, reasons=tuple(reasons)))
    return tuple(sorted(hints, key=lambda hint: (not hint.same, -len(hint.reasons))))
