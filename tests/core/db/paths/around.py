"""Ways past the classes: tables, text, connections. All are refused."""

from sqlalchemy import (
    func,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import (
    Session,
)

from core.db import db
from tests.core.db.paths.declared import Found, refused
from tests.core.db.small import THERE, Account, Household, Member, World


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
