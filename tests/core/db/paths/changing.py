"""Ways to write by statement: updates, deletes, inserts, upserts."""

from sqlalchemy import (
    delete,
    insert,
    literal,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    Session,
)

from tests.core.db.paths.declared import Found, finds, refused
from tests.core.db.small import HERE, THERE, Member, Tally, World


@finds(2)
def bulk_update(session: Session, world: World) -> Found:
    return [session.execute(update(Member).values(number=Member.number + 10)).rowcount]


@finds(1, 2)
def bulk_update_fetching(session: Session, world: World) -> Found:
    changed = update(Member).values(title="changed").returning(Member.number)
    return session.scalars(changed.execution_options(synchronize_session="fetch")).all()


@finds(0)
def bulk_update_foreign(session: Session, world: World) -> Found:
    there = update(Member).where(Member.county_id == THERE).values(number=99)
    return [session.execute(there).rowcount]


@refused
def bulk_update_into_other_county(session: Session, world: World) -> Found:
    return [session.execute(update(Tally).values(county_id=THERE)).rowcount]


@refused
def bulk_update_by_key(session: Session, world: World) -> Found:
    row = {"county_id": THERE, "id": world.member[THERE], "title": "changed"}
    session.execute(update(Member), [row])
    return []


@refused
def bulk_update_by_key_without_county(session: Session, world: World) -> Found:
    session.execute(update(Member), [{"id": world.member[THERE], "title": "changed"}])
    return []


@finds(1)
def bulk_delete(session: Session, world: World) -> Found:
    return [session.execute(delete(Tally)).rowcount]


@finds(0)
def bulk_delete_foreign(session: Session, world: World) -> Found:
    return [session.execute(delete(Tally).where(Tally.county_id == THERE)).rowcount]


@finds(1)
def legacy_query_delete(session: Session, world: World) -> Found:
    return [session.query(Tally).delete()]


@refused
def core_update(session: Session, world: World) -> Found:
    session.execute(Member.__table__.update().values(number=99))
    return []


@refused
def core_delete(session: Session, world: World) -> Found:
    session.execute(Tally.__table__.delete())
    return []


@refused
def core_insert(session: Session, world: World) -> Found:
    session.execute(Tally.__table__.insert().values(county_id=THERE, month="2026-12", count=1))
    return []


@refused
def text_update(session: Session, world: World) -> Found:
    session.execute(text("UPDATE small_member SET number = 99"))
    return []


@refused
def bulk_insert_values(session: Session, world: World) -> Found:
    session.execute(insert(Tally).values(county_id=THERE, month="2026-12", count=1))
    return []


@refused
def bulk_insert_many_values(session: Session, world: World) -> Found:
    rows = [{"county_id": county, "month": "2026-12", "count": 1} for county in (HERE, THERE)]
    session.execute(insert(Tally).values(rows))
    return []


@refused
def bulk_insert_rows(session: Session, world: World) -> Found:
    rows = [{"county_id": county, "month": "2026-12", "count": 1} for county in (HERE, THERE)]
    session.execute(insert(Tally), rows)
    return []


@refused
def bulk_insert_positions(session: Session, world: World) -> Found:
    session.execute(insert(Tally).values((THERE, "2026-12", 1)))
    return []


@refused
def bulk_insert_expression(session: Session, world: World) -> Found:
    county = literal_column(f"'{THERE}'")
    session.execute(insert(Tally).values(county_id=county, month="2026-12", count=1))
    return []


@refused
def insert_from_select(session: Session, world: World) -> Found:
    source = select(literal(THERE), literal("2026-12"), literal(1))
    session.execute(insert(Tally).from_select(["county_id", "month", "count"], source))
    return []


@finds()
def bulk_insert_own(session: Session, world: World) -> Found:
    session.execute(insert(Tally), [{"county_id": HERE, "month": "2026-12", "count": 1}])
    return []


@finds(8)
def upsert_own(session: Session, world: World) -> Found:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Tally).values(county_id=HERE, month="2026-11", count=8)
    session.execute(
        row.on_conflict_do_update(
            index_elements=[Tally.county_id, Tally.month], set_={"count": row.excluded.count}
        )
    )
    return session.scalars(select(Tally.count)).all()


@finds(7)
def insert_or_leave(session: Session, world: World) -> Found:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"county_id": HERE, "month": "2026-11", "count": 8}
    session.execute(dialect.insert(Tally).on_conflict_do_nothing(), [row])
    return session.scalars(select(Tally.count)).all()


@refused
def insert_foreign_or_leave(session: Session, world: World) -> Found:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"county_id": THERE, "month": "2026-12", "count": 8}
    session.execute(dialect.insert(Tally).on_conflict_do_nothing(), [row])
    return []


@refused
def upsert_on_other_key(session: Session, world: World) -> Found:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Tally).values(county_id=HERE, month="2026-11", count=8)
    session.execute(row.on_conflict_do_update(index_elements=[Tally.month], set_={"count": 9}))
    return []


@refused
def upsert_moving_county(session: Session, world: World) -> Found:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Tally).values(county_id=HERE, month="2026-11", count=8)
    target = [Tally.county_id, Tally.month]
    session.execute(row.on_conflict_do_update(index_elements=target, set_={"county_id": THERE}))
    return []
