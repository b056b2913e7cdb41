"""Statements built before any county is known, and what relations and the identity map bring."""

from sqlalchemy import (
    bindparam,
    select,
)
from sqlalchemy.orm import (
    Session,
    contains_eager,
    joinedload,
    selectinload,
    subqueryload,
    undefer,
)

from core.db import prepared
from core.db.criterion import COUNTY
from tests.core.db.paths.declared import FIRST, SECOND, Found, finds
from tests.core.db.small import HERE, THERE, Account, Household, Member, World

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
