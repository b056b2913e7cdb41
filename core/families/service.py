"""Find a person before making one, and say why two entries may be the same.

The exact id number is the only automatic match; everything else is a hint with its reason, decided
by the clerk. Search never scans: it goes over keyed tokens.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, case, or_, select
from sqlalchemy.orm import Session

from core.db import blind_index, prepared
from core.families.finding import (
    UNDISCLOSED,
    be_found,
    be_lost,
    digits,
    number_tokens,
    person_tokens,
)
from core.families.models import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """A possible duplicate: ``same`` when the id number is equal, else only possible."""

    person_id: str
    same: bool
    reasons: tuple[str, ...]


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
    address_secret: bool = False,
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
            fill_person(
                session,
                same,
                phone=phone,
                sex=sex,
                birth_date=birth_date,
                place_id=place_id,
                address=address,
                address_secret=address_secret,
            )
            return same
    person = Person(
        name=name or UNDISCLOSED,
        id_no=number or None,
        phone=phone or None,
        address=address or None,
        address_secret=address_secret,
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
    be_found(session, person, person_tokens(name, phone, number))
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
    number = person.id_no or ""
    before = {*person_tokens(person.name or "", person.phone or "", number)}
    after = {*person_tokens(name, phone, number)}
    be_lost(session, person, before - after)
    be_found(session, person, after - before)
    person.name = name or UNDISCLOSED
    person.phone = phone or None
    person.sex, person.birth_date = sex, birth_date
    person.name_hash = blind_index("name", name) if name else None
    person.phone_hash = blind_index("phone", digits(phone)) if phone else None


def fill_person(
    session: Session,
    person: Person,
    *,
    phone: str,
    sex: str,
    birth_date: date | None,
    place_id: str | None,
    id_no: str = "",
    address: str = "",
    address_secret: bool = False,
) -> None:
    """Complete what a known person's entry still lacks; never overwrite, never lay open."""
    if (number := digits(id_no)) and not person.id_no:
        person.id_no, person.id_no_hash = number, blind_index("id_no", number)
        be_found(session, person, number_tokens("", number))
    person.address = person.address or address or None
    person.address_secret = person.address_secret or address_secret
    if phone and not person.phone:
        person.phone = phone
        person.phone_hash = blind_index("phone", digits(phone))
        be_found(session, person, number_tokens(phone, ""))
    person.sex = person.sex or sex
    person.birth_date = person.birth_date or birth_date
    person.place_id = person.place_id or place_id


_ALIKE = prepared(
    select(Person)
    .where(
        or_(
            Person.id_no_hash == bindparam("id_no"),
            Person.phone_hash == bindparam("phone"),
            Person.name_hash == bindparam("name"),
        )
    )
    # the strongest first: namesakes may not fill the few places before the person herself
    .order_by(
        case((Person.id_no_hash == bindparam("id_no"), 0), else_=1),
        case((Person.phone_hash == bindparam("phone"), 0), else_=1),
        Person.created_at.desc(),
        Person.id,
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
    known: ColumnElement[bool] | None = None,
) -> tuple[Hint, ...]:
    """Return who of the register may be the person being entered, with reasons.

    What is shown needs *known*: only a few are looked at, and namesakes the reader may not know of
    would take the place of those she may.
    """
    number = digits(id_no)
    name = "" if name == UNDISCLOSED else name
    # what was not given is None, which no row equals
    given = {
        "id_no": blind_index("id_no", number) if number else None,
        "phone": blind_index("phone", digits(phone)) if phone else None,
        "name": blind_index("name", name) if name else None,
    }
    if not any(given.values()):
        return ()
    rows = session.scalars(_ALIKE if known is None else _ALIKE.where(known), given)
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
