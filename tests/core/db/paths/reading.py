"""Ways to read a county's rows through their classes: what they may find."""

from sqlalchemy import (
    case,
    exists,
    func,
    literal,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import (
    Session,
    aliased,
)

from tests.core.db.paths.declared import FIRST, SECOND, Found, finds, refused
from tests.core.db.small import HERE, THERE, Account, Household, Member, Tally, World


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
