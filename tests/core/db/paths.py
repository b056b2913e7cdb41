"""Every way we know to a county's rows, and what must become of it.

A path is tried in the session of one county while the same rows exist in another. What it brings
back is compared with what its own county holds, and the other county is compared with itself
before: `leak` when either differs.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import (
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    Session,
    aliased,
    contains_eager,
    joinedload,
    selectinload,
    subqueryload,
    undefer,
)

from core.db import ForeignCounty, NoCounty, OutOfScope, county_scope, db, prepared
from core.db.criterion import COUNTY
from tests.core.db.small import HERE, THERE, Account, Household, Member, Post, Tally, World

REFUSALS = (OutOfScope, ForeignCounty, NoCounty)

FIRST, SECOND = f"{HERE} first", f"{HERE} second"
Found = Iterable[Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """One way: `walk` returns what it found; `finds` is all it may find, None where it must be
    refused."""

    walk: Callable[[Session, World], Found]
    finds: set[Any] | None


PATHS: dict[str, Path] = {}

Walk = Callable[[Session, World], Found]


def finds(*values: Any) -> Callable[[Walk], Walk]:
    """Declare a path that is filtered down to these values."""

    def declare(walk: Walk) -> Walk:
        PATHS[walk.__name__] = Path(walk=walk, finds=set(values))
        return walk

    return declare


def refused(walk: Walk) -> Walk:
    """Declare a path that must be refused."""
    PATHS[walk.__name__] = Path(walk=walk, finds=None)
    return walk


def try_path(
    app: Flask, world: World, path: Path, planted: AbstractContextManager[Any] | None = None
) -> str:
    """Walk a path; return `filtered`, `refused`, or `leak: …` with what was wrong.

    `planted` is a bug that holds for the walk alone, not for the looks before and after it.
    """
    before = holdings(app, THERE)
    with county_scope(app, HERE), planted or nullcontext():
        try:
            found = set(path.walk(db.session(), world))
            db.session.commit()
        except REFUSALS:
            db.session.rollback()
            outcome = "refused"
        else:
            wrong = path.finds is None or found != path.finds
            outcome = f"leak: found {found}" if wrong else "filtered"
    if holdings(app, THERE) != before:
        return "leak: the other county was changed"
    return outcome


def holdings(app: Flask, county: str) -> list[Any]:
    """Return everything a county holds, read from inside it."""
    with county_scope(app, county):
        return [
            sorted(_values(row) for row in db.session.scalars(select(model)))
            for model in (Household, Member, Post, Tally)
        ]


def _values(row: Any) -> str:
    return str([(column.key, getattr(row, column.key)) for column in row.__mapper__.column_attrs])


# reading


@finds(FIRST, SECOND)
def select_entity(session: Session, world: World) -> Found:
    return [member.title for member in session.scalars(select(Member))]


@finds(FIRST, SECOND)
def select_columns(session: Session, world: World) -> Found:
    return session.scalars(select(Member.title)).all()


@finds(FIRST)
def select_named_other_county(session: Session, world: World) -> Found:
    wanted = (Member.county_id == THERE) | (Member.title == FIRST)
    return session.scalars(select(Member.title).where(wanted)).all()


@finds((HERE, "2026-11"))
def select_table_without_id(session: Session, world: World) -> Found:
    return [(tally.county_id, tally.month) for tally in session.scalars(select(Tally))]


@finds(FIRST, SECOND)
def legacy_query(session: Session, world: World) -> Found:
    return [member.title for member in session.query(Member).all()]


@finds(None)
def get_foreign(session: Session, world: World) -> Found:
    return [session.get(Member, (THERE, world.member[THERE]))]


@finds(None)
def get_foreign_fresh(session: Session, world: World) -> Found:
    key = (THERE, world.member[THERE])
    return [session.get(Member, key, populate_existing=True)]


@finds(FIRST)
def get_own(session: Session, world: World) -> Found:
    member = session.get(Member, (HERE, world.member[HERE]))
    return [member and member.title]


@finds(2)
def aggregate(session: Session, world: World) -> Found:
    return [session.scalar(select(func.count(Member.id)))]


@finds(2)
def aggregate_from_entity(session: Session, world: World) -> Found:
    return [session.scalar(select(func.count()).select_from(Member))]


@finds((f"{HERE} home", 2))
def group_by(session: Session, world: World) -> Found:
    counted = select(Household.title, func.count(Member.id)).join(Household.members)
    return [tuple(row) for row in session.execute(counted.group_by(Household.title))]


@finds(3)
def aggregate_over_subquery(session: Session, world: World) -> Found:
    inner = select(Member.number).subquery()
    return [session.scalar(select(func.sum(inner.c.number)))]


@finds(FIRST, SECOND)
def subquery(session: Session, world: World) -> Found:
    inner = select(Member.title).subquery()
    return session.scalars(select(inner.c.title)).all()


@finds(FIRST, SECOND)
def cte(session: Session, world: World) -> Found:
    inner = select(Member.title).cte("inner_members")
    return session.scalars(select(inner.c.title)).all()


@finds(FIRST, SECOND)
def recursive_cte(session: Session, world: World) -> Found:
    top = select(Member.id, Member.title).where(Member.parent_id.is_(None)).cte(recursive=True)
    below = select(Member.id, Member.title).join(top, Member.parent_id == top.c.id)
    both = top.union_all(below)
    return session.scalars(select(both.c.title)).all()


@finds(FIRST, SECOND, f"{HERE} home")
def union(session: Session, world: World) -> Found:
    return session.scalars(union_all(select(Member.title), select(Household.title))).all()


@finds(FIRST, SECOND)
def entity_from_union(session: Session, world: World) -> Found:
    one = select(Member).where(Member.number == 1)
    two = select(Member).where(Member.number == 2)
    both = aliased(Member, union_all(one, two).subquery())
    return [member.title for member in session.scalars(select(both))]


@finds(FIRST, SECOND)
def alias(session: Session, world: World) -> Found:
    other = aliased(Member)
    return session.scalars(select(other.title)).all()


@finds((FIRST, SECOND), (FIRST, FIRST), (SECOND, FIRST), (SECOND, SECOND))
def cross_join(session: Session, world: World) -> Found:
    other = aliased(Member)
    pairs = select(Member.title, other.title).join(other, literal(1) == 1)
    return [tuple(row) for row in session.execute(pairs)]


@finds((SECOND, FIRST))
def self_join(session: Session, world: World) -> Found:
    above = aliased(Member)
    pairs = select(Member.title, above.title).join(Member.parent.of_type(above))
    return [tuple(row) for row in session.execute(pairs)]


@finds((FIRST, f"{HERE} home"), (SECOND, f"{HERE} home"))
def join_without_county(session: Session, world: World) -> Found:
    pairs = select(Member.title, Household.title).join(Household, literal(1) == 1)
    return [tuple(row) for row in session.execute(pairs)]


@finds((FIRST, f"{HERE} home"), (SECOND, f"{HERE} home"))
def outer_join_without_county(session: Session, world: World) -> Found:
    pairs = select(Member.title, Household.title).outerjoin(Household, literal(1) == 1)
    return [tuple(row) for row in session.execute(pairs)]


@finds(False)
def exists_foreign(session: Session, world: World) -> Found:
    there = exists(select(Member.id).where(Member.id == world.member[THERE]))
    return [session.scalar(select(there))]


@refused
def exists_without_select(session: Session, world: World) -> Found:
    # SQLAlchemy does not treat this one as a statement about a class
    there = exists().where(Member.id == world.member[THERE])
    return [session.scalar(select(there))]


@finds((FIRST, f"{HERE} home"), (SECOND, f"{HERE} home"))
def implied_from(session: Session, world: World) -> Found:
    pairs = select(Member.title, Household.title).where(Member.household_id == Household.id)
    return [tuple(row) for row in session.execute(pairs)]


@finds(f"{HERE} home")
def exists_correlated(session: Session, world: World) -> Found:
    held = select(Household.title).where(Household.members.any(Member.number > 0))
    return session.scalars(held).all()


@finds(f"{HERE} home")
def exists_beside_an_entity(session: Session, world: World) -> Found:
    inside = exists().where(Member.household_id == Household.id, Member.number > 0)
    return session.scalars(select(Household.title).where(inside)).all()


@finds(f"{HERE} home")
def exists_of_all_counties(session: Session, world: World) -> Found:
    other = aliased(Member)
    foreign = exists().where(other.county_id == THERE)
    return session.scalars(select(Household.title).where(~foreign)).all()


@finds(FIRST, SECOND)
def has_parent_row(session: Session, world: World) -> Found:
    housed = select(Member.title).where(Member.household.has(Household.title.like("%home")))
    return session.scalars(housed).all()


@finds()
def in_subquery(session: Session, world: World) -> Found:
    inner = select(Member.household_id).where(Member.title.like(f"{THERE}%"))
    return session.scalars(select(Household.title).where(Household.id.in_(inner))).all()


@finds(FIRST, SECOND)
def exists_beside(session: Session, world: World) -> Found:
    inside = select(Member.title).where(
        exists(select(Household.id).where(Household.county_id == THERE))
        | (Member.title.like(f"{HERE}%"))
    )
    return session.scalars(inside).all()


@finds(3)
def scalar_subquery(session: Session, world: World) -> Found:
    inner = select(func.sum(Member.number)).scalar_subquery()
    return session.scalars(select(inner).select_from(Household)).all()


@finds(3)
def scalar_subquery_of_unscoped(session: Session, world: World) -> Found:
    inner = select(func.sum(Member.number)).scalar_subquery()
    return session.scalars(select(inner).select_from(Account)).all()


@finds(1)
def lateral_case(session: Session, world: World) -> Found:
    inner = select(Household.title).where(Household.county_id == THERE).exists()
    return session.scalars(select(case((inner, 2), else_=1)).select_from(Tally)).all()


@finds(FIRST, SECOND)
def tuple_in(session: Session, world: World) -> Found:
    keys = [(county, world.household[county]) for county in (HERE, THERE)]
    inside = tuple_(Member.county_id, Member.household_id).in_(keys)
    return session.scalars(select(Member.title).where(inside)).all()


@finds(FIRST, SECOND)
def locked(session: Session, world: World) -> Found:
    return session.scalars(select(Member.title).with_for_update()).all()


@finds(FIRST, SECOND)
def streamed(session: Session, world: World) -> Found:
    return [
        member.title for member in session.scalars(select(Member).execution_options(yield_per=1))
    ]


@finds(FIRST)
def text_fragment(session: Session, world: World) -> Found:
    return session.scalars(select(Member.title).where(text("number = 1"))).all()


@refused
def text_fragment_with_or(session: Session, world: World) -> Found:
    # unbracketed, it stands beside the criterion and passes it by
    return session.scalars(select(Member.title).where(text("1 = 1 OR 1 = 1"))).all()


@finds(FIRST, SECOND)
def or_of_the_caller(session: Session, world: World) -> Found:
    either = (Member.number == 1) | (Member.title == FIRST) | (Member.county_id == THERE)
    return session.scalars(select(Member.title).where(either | (Member.number == 2))).all()


# statements built before any county is known

_BUILT_ONCE = prepared(select(Member.title).where(Member.number == bindparam("number")))


@finds(FIRST)
def prepared_statement(session: Session, world: World) -> Found:
    return session.scalars(_BUILT_ONCE, {"number": 1}).all()


@finds(FIRST)
def prepared_with_a_county_of_the_caller(session: Session, world: World) -> Found:
    foreign = _BUILT_ONCE.params({COUNTY: THERE})
    return session.scalars(foreign, {"number": 1, COUNTY: THERE}).all()


@finds(FIRST)
def unprepared_with_a_county_of_the_caller(session: Session, world: World) -> Found:
    wanted = select(Member.title).where(Member.number == bindparam("number"))
    return session.scalars(wanted, {"number": 1, COUNTY: THERE}).all()


# relationships


@finds(f"{HERE} home")
def lazy_load_parent(session: Session, world: World) -> Found:
    return [member.household.title for member in session.scalars(select(Member))]


@finds(FIRST, SECOND)
def lazy_load_children(session: Session, world: World) -> Found:
    return [one.title for home in session.scalars(select(Household)) for one in home.members]


@finds(f"{HERE} post")
def lazy_load_from_unscoped(session: Session, world: World) -> Found:
    account = session.get(Account, world.account)
    return [post.title for post in account.posts] if account else []


@finds(f"{HERE} post")
def joined_load(session: Session, world: World) -> Found:
    accounts = session.scalars(select(Account).options(joinedload(Account.posts))).unique()
    return [post.title for account in accounts for post in account.posts]


@finds(f"{HERE} post")
def inner_joined_load(session: Session, world: World) -> Found:
    loading = select(Account).options(joinedload(Account.posts, innerjoin=True))
    return [post.title for account in session.scalars(loading).unique() for post in account.posts]


@finds(f"{HERE} post")
def select_in_load(session: Session, world: World) -> Found:
    accounts = session.scalars(select(Account).options(selectinload(Account.posts)))
    return [post.title for account in accounts for post in account.posts]


@finds(f"{HERE} post")
def subquery_load(session: Session, world: World) -> Found:
    accounts = session.scalars(select(Account).options(subqueryload(Account.posts)))
    return [post.title for account in accounts for post in account.posts]


@finds(f"{HERE} post")
def contains_eager_load(session: Session, world: World) -> Found:
    joined = select(Account).join(Account.posts).options(contains_eager(Account.posts))
    return [post.title for account in session.scalars(joined).unique() for post in account.posts]


@finds(FIRST)
def expired_row(session: Session, world: World) -> Found:
    member = session.scalars(select(Member).where(Member.number == 1)).one()
    session.commit()
    return [member.title]


@finds((FIRST, f"{HERE} home"))
def refreshed_row(session: Session, world: World) -> Found:
    member = session.scalars(select(Member).where(Member.number == 1)).one()
    session.refresh(member, ["title", "household"])
    return [(member.title, member.household.title)]


@finds(FIRST, SECOND)
def options_of_the_caller(session: Session, world: World) -> Found:
    return [one.title for one in session.scalars(select(Member).options(undefer("*")))]


@finds()
def identity_map(session: Session, world: World) -> Found:
    session.scalars(select(Member)).all()
    return [row for row in session.identity_map.values() if row.county_id != HERE]


# past the classes


@refused
def core_table(session: Session, world: World) -> Found:
    return session.execute(select(Member.__table__)).all()


@refused
def core_table_of_own_county(session: Session, world: World) -> Found:
    table = Member.__table__
    return session.execute(select(table).where(table.c.county_id == THERE)).all()


@refused
def core_column(session: Session, world: World) -> Found:
    return session.scalars(select(Member.__table__.c.title)).all()


@refused
def core_count(session: Session, world: World) -> Found:
    return [session.scalar(select(func.count()).select_from(Member.__table__))]


@refused
def core_alias(session: Session, world: World) -> Found:
    other = Member.__table__.alias("m")
    return session.scalars(select(other.c.title)).all()


@refused
def core_table_beside_entity(session: Session, world: World) -> Found:
    other = Member.__table__.alias("m")
    return session.scalars(
        select(other.c.title).select_from(Household).join(other, literal(1) == 1)
    ).all()


@refused
def core_table_in_subquery(session: Session, world: World) -> Found:
    other = select(Member.__table__.c.title).subquery()
    beside = select(other.c.title).select_from(Household).join(other, literal(1) == 1)
    return session.scalars(beside).all()


@refused
def core_cte(session: Session, world: World) -> Found:
    other = select(Member.__table__.c.title).cte("all_of_them")
    return session.scalars(select(other.c.title)).all()


@refused
def whole_text(session: Session, world: World) -> Found:
    return session.scalars(text("SELECT title FROM small_member")).all()


@refused
def whole_text_in_disguise(session: Session, world: World) -> Found:
    odd = 'select m.title from "small_household" h,\n\tSMALL_MEMBER  as m where m.county_id = 1'
    return session.scalars(text(odd)).all()


@refused
def entity_from_text(session: Session, world: World) -> Found:
    statement = select(Member).from_statement(text("SELECT * FROM small_member"))
    return [member.title for member in session.scalars(statement)]


@refused
def entity_from_core(session: Session, world: World) -> Found:
    statement = select(Member).from_statement(select(Member.__table__))
    return [member.title for member in session.scalars(statement)]


@refused
def text_in_from(session: Session, world: World) -> Found:
    return session.scalars(select(text("title")).select_from(text("small_member"))).all()


@refused
def literal_subselect(session: Session, world: World) -> Found:
    hidden = literal_column("(SELECT max(title) FROM small_member)")
    return session.scalars(select(hidden).select_from(Account)).all()


@refused
def connection_of_the_session(session: Session, world: World) -> Found:
    return session.connection().execute(select(Member.__table__.c.title)).scalars().all()


@refused
def driver_sql(session: Session, world: World) -> Found:
    return session.connection().exec_driver_sql("SELECT title FROM small_member").scalars().all()


@refused
def engine_connection(session: Session, world: World) -> Found:
    with db.engine.connect() as connection:
        return connection.execute(select(Member.__table__.c.title)).scalars().all()


@refused
def unscoped_option_in_a_session(session: Session, world: World) -> Found:
    statement = select(Member.__table__.c.title)
    return session.scalars(statement, execution_options={"unscoped": True}).all()


# writing


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
