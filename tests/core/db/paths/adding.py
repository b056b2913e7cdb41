"""Ways to write by object: what is added, moved, merged, attached."""

from sqlalchemy import (
    select,
)
from sqlalchemy.orm import (
    Session,
)

from core.db import db
from tests.core.db.paths.declared import Found, refused
from tests.core.db.small import THERE, Household, Member, Tally, World


@refused
def add_foreign(session: Session, world: World) -> Found:
    session.add(Household(county_id=THERE, title="smuggled"))
    return []


@refused
def add_below_own_row(session: Session, world: World) -> Found:
    home = session.scalars(select(Household)).one()
    home.members.append(Member(county_id=THERE, title="smuggled"))
    return []


@refused
def move_row(session: Session, world: World) -> Found:
    session.scalars(select(Tally)).one().county_id = THERE
    session.flush()
    return []


@refused
def move_new_row(session: Session, world: World) -> Found:
    household = Household(title="smuggled")
    session.add(household)
    household.county_id = THERE
    session.flush()
    return []


@refused
def merge_foreign(session: Session, world: World) -> Found:
    foreign = Member(
        county_id=THERE,
        id=world.member[THERE],
        household_id=world.household[THERE],
        title="changed",
    )
    session.merge(foreign)
    return []


@refused
def delete_foreign(session: Session, world: World) -> Found:
    with db.own_transaction(THERE) as other:
        foreign = other.scalars(select(Tally)).one()
        other.expunge(foreign)
    session.delete(foreign)
    return []


@refused
def attach_detached_foreign(session: Session, world: World) -> Found:
    with db.own_transaction(THERE) as other:
        foreign = other.scalars(select(Member).where(Member.number == 1)).one()
        other.expunge(foreign)
    session.add(foreign)
    return [foreign.title]


@refused
def bulk_save_objects(session: Session, world: World) -> Found:
    session.bulk_save_objects([Tally(county_id=THERE, month="2026-12", count=1)])
    return []


@refused
def bulk_insert_mappings(session: Session, world: World) -> Found:
    row = {"county_id": THERE, "month": "2026-12", "count": 1}
    session.bulk_insert_mappings(Tally.__mapper__, [row])
    return []


@refused
def bulk_update_mappings(session: Session, world: World) -> Found:
    row = {"county_id": THERE, "month": "2026-11", "count": 9}
    session.bulk_update_mappings(Tally.__mapper__, [row])
    return []
