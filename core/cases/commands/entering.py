"""Enter a person of a case in the register: reuse an entry where that tells nobody anything new.

Search before create (T/ZSM 5.3.1), with two limits: an entry the clerk may not know is never
reused, and what is said in a guarded case (violence, a harmed minor, somebody to keep away) never
flows into an entry that other cases show.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.errors import Invalid
from core.cases.knowing import may_know_person
from core.cases.visibility import ANYONE, eyes_of
from core.db import prepared
from core.families import hints_for, remember_person
from core.families.models import Person
from core.families.service import fill_person

_KNOWN = prepared(
    select(Person.id).where(
        Person.id.in_(bindparam("persons", expanding=True)), may_know_person(ANYONE)
    )
)


def enter_person(
    acting: Acting, position: int, one: Mapping[str, object], *, guarded: bool
) -> tuple[Person, set[str]]:
    """Return the person, and matches that exist but may not be known to the one who asks.

    Raises Invalid for a chosen entry that is none the clerk may know.
    """
    session, viewer = acting.session, acting.viewer
    told = {name: str(one.get(name) or "") for name in ("name", "id_no", "phone", "address")}
    born, sex = day_of(one.get("birth_date")), str(one.get("sex") or "")
    place = str(one["place"]) if one.get("place") else None
    secret = bool(told["address"]) and (guarded or one.get("address_secret") is True)
    if chosen := one.get("person"):
        person = session.scalars(
            select(Person).where(Person.id == str(chosen), may_know_person(viewer))
        ).one_or_none()
        if person is None:
            raise Invalid({f"parties.{position}.person": ["没有这个人，请重新查找"]})
        if not guarded:
            fill_person(
                session,
                person,
                id_no=told["id_no"],
                phone=told["phone"],
                sex=sex,
                birth_date=born,
                place_id=place,
                address=told["address"],
                address_secret=secret,
            )
            return person, set()
        if not _tells_more(person, told):
            return person, set()
    hints = hints_for(
        session, name=told["name"], id_no=told["id_no"], phone=told["phone"], birth_date=born
    )
    matches = {hint.person_id for hint in hints}
    open_to_me: set[str] = set()
    if matches:
        values = {**eyes_of(viewer).values, "persons": sorted(matches)}
        open_to_me = set(session.scalars(_KNOWN, values))
    person = remember_person(
        session,
        at=acting.at,
        sex=sex,
        birth_date=born,
        place_id=place,
        address_secret=secret,
        known=() if guarded else open_to_me,
        **told,
    )
    return person, matches - open_to_me


def _tells_more(person: Person, told: Mapping[str, str]) -> bool:
    """Tell whether something was typed that the chosen entry does not hold."""
    return any(
        value and value != (getattr(person, name) or "")
        for name, value in told.items()
        if name != "name"
    )


def day_of(value: object) -> date | None:
    """Return a day given as a date or as text; None for none."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None
