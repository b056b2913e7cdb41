"""Say what two people of a case are to each other, or take it back (GB/T 4761).

Whoever sees the whole case and moves it may. What is said hangs on the case and is seen where its
people are; said again, the later word stands and the earlier is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.commands.rating import must_rate
from core.cases.commands.sent import answers_to
from core.cases.errors import Invalid, Stale, Unknown
from core.cases.history import note, routing
from core.cases.kin_form import KIN_FORM
from core.cases.loading import Loaded, open_case
from core.cases.models_family import Kinship
from core.cases.once import earlier_answer, remember


def state_kin(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Kinship:
    """Keep the relation; raises Forbidden below a full reach, Stale, or Invalid."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    earlier = earlier_answer(acting, key, "kin", body)
    if earlier is not None:
        return acting.session.get_one(Kinship, (case.county_id, earlier))
    must_rate(acting, how_far)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = answers_to(acting, KIN_FORM, raw)
    who, of = _person(loaded, "who", data["who"]), _person(loaded, "of", data["of"])
    if who == of:
        raise Invalid({"of": ["这两位登记的是同一个人"]})
    for row in _between(acting, loaded, who, of):
        row.replaced_at = acting.at
    before = routing(case)
    stated = Kinship(
        case_id=case.id,
        person_id=who,
        of_id=of,
        code=str(data["code"]),
        together=bool(data.get("together")),
        since=_day(data.get("since")),
        until=_day(data.get("until")),
        said_by=acting.me,
        said_at=acting.at,
    )
    acting.session.add(stated)
    acting.session.flush()
    case.version += 1
    note(acting, case, "kin", before=before, detail={"kin": stated.id}, quiet=True)
    remember(acting, key, "kin", body, stated.id)
    acting.session.flush()
    return stated


def take_back_kin(acting: Acting, number: str, version: int, kin_id: str) -> Loaded:
    """Take a relation back that was said wrongly; raises Forbidden, Stale, or Unknown."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    must_rate(acting, how_far)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    row = acting.session.get(Kinship, (case.county_id, kin_id))
    if row is None or row.case_id != case.id or row.replaced_at is not None:
        raise Unknown(kin_id)
    before = routing(case)
    row.replaced_at = acting.at
    case.version += 1
    note(acting, case, "kin_back", before=before, detail={"kin": row.id}, quiet=True)
    acting.session.flush()
    return loaded


def _between(acting: Acting, loaded: Loaded, one: str, other: str) -> list[Kinship]:
    pair = (one, other)
    return list(
        acting.session.scalars(
            select(Kinship).where(
                Kinship.case_id == loaded.case.id,
                Kinship.replaced_at.is_(None),
                Kinship.person_id.in_(pair),
                Kinship.of_id.in_(pair),
            )
        )
    )


def _person(loaded: Loaded, name: str, party_id: object) -> str:
    for party, person in loaded.parties:
        if party.id == party_id and person is not None:
            return person.id
    raise Invalid({name: ["这一位不在本件里，请重新选"]})


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
