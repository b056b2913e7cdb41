"""A county's session sees and writes its own county, whichever way one goes about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import select, true
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError
from sqlalchemy.orm import joinedload, with_loader_criteria

from core.db import (
    ForeignCounty,
    InCounty,
    NoCounty,
    OutOfScope,
    county_or_none,
    county_scope,
    current_county,
    db,
    guard,
    new_id,
    own_transaction,
)
from core.db import session as session_module
from core.db.guard import UNSCOPED
from tests.core.db.conftest import new_app
from tests.core.db.paths import PATHS, REFUSALS, holdings, try_path
from tests.core.db.small import HERE, THERE, Account, Household, Member, Post, Small, Tally, World
from tests.harness.postgres import Postgres

REFUSED = [name for name, path in PATHS.items() if path.finds is None]
# what must show a missing criterion; many others find nothing either way
SHOWING = ["select_entity", "select_columns", "aggregate", "subquery", "cte", "union", "alias",
           "joined_load", "select_in_load", "lazy_load_from_unscoped", "bulk_update",
           "exists_foreign", "scalar_subquery"]  # fmt: skip
# here the caller names the other county, which is a tie as far as the SQL goes
NAMING_A_COUNTY = ["get_foreign", "get_foreign_fresh", "bulk_delete_foreign", "bulk_update_foreign"]


@pytest.mark.parametrize("name", PATHS)
def test_path_is_filtered_or_refused(name: str, app: Flask, world: World) -> None:
    path = PATHS[name]
    assert try_path(app, world, path) == ("refused" if path.finds is None else "filtered")


def test_every_path_on_postgres(
    postgres_server: Postgres, small_database: tuple[str, World], tmp_path: Path
) -> None:
    """All in one test: a database for each would take minutes, so only writers cost a new one."""
    template, world = small_database
    app, at_first, wrong = None, None, {}
    for name, path in PATHS.items():
        if app is None or holdings(app, HERE) != at_first:
            if app is not None:
                _drop(app, postgres_server)
            app = new_app(tmp_path, postgres_server.create_database(template=template))
            at_first = holdings(app, HERE)
        outcome = try_path(app, world, path)
        if outcome != ("refused" if path.finds is None else "filtered"):
            wrong[name] = outcome
    assert app is not None
    _drop(app, postgres_server)
    assert wrong == {}


def _drop(app: Flask, server: Postgres) -> None:
    with app.app_context():
        db.engine.dispose()
    server.drop_database(app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.mark.postgres
def test_without_a_county_no_path_leads_anywhere(app: Flask, world: World) -> None:
    reached = []
    for name, path in PATHS.items():
        with county_scope(app, None), suppress(*REFUSALS):
            set(path.walk(db.session(), world))
            reached.append(name)
    assert reached == []


def test_there_are_enough_paths() -> None:
    assert len(PATHS) >= 28


def _no_criterion(county_id: str) -> Any:
    return with_loader_criteria(InCounty, true())


def _unprepared(statement: Any) -> Any:
    return statement.options(with_loader_criteria(InCounty, true()))


def _no_judgement(*given: Any) -> guard._Touch:
    return guard._Touch(tables=frozenset(), loose=frozenset())


@contextmanager
def _planted(*, criterion: bool = True, guarded: bool = True, rows: bool = True) -> Iterator[None]:
    """Switch off parts of the scope."""
    with pytest.MonkeyPatch.context() as patch:
        if not criterion:
            patch.setattr(session_module, "prepared", _unprepared)
            patch.setattr(session_module, "changing", _no_criterion)
        if not guarded:
            patch.setattr(guard, "_look_up", _no_judgement)
        if not rows:
            for check in ("_check_county", "_check_rows"):
                patch.setattr(session_module, check, lambda *given: None)
            for method in ("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"):
                patch.delattr(session_module.CountySession, method)
        yield


@pytest.mark.parametrize("name", [*SHOWING, *NAMING_A_COUNTY])
def test_planted_bug_turns_the_harness_red(name: str, app: Flask, world: World) -> None:
    bug = _planted(criterion=False, guarded=False)
    assert try_path(app, world, PATHS[name], bug).startswith("leak")


@pytest.mark.parametrize("name", SHOWING)
def test_guard_alone_stops_what_lost_its_criterion(name: str, app: Flask, world: World) -> None:
    assert try_path(app, world, PATHS[name], _planted(criterion=False)) == "refused"


@pytest.mark.parametrize("name", REFUSED)
def test_no_path_is_refused_by_luck(name: str, app: Flask, world: World) -> None:
    """Without the refusals every refused path leaks, or the database itself will not have it."""
    try:
        outcome = try_path(app, world, PATHS[name], _planted(guarded=False, rows=False))
    except (DBAPIError, InvalidRequestError):
        return
    assert outcome.startswith("leak")


@pytest.mark.postgres
def test_platform_wide_tables_need_no_county(app: Flask, world: World) -> None:
    with county_scope(app, None):
        assert db.session.scalars(select(Account.id)).all() == [world.account]


@pytest.mark.postgres
def test_session_keeps_the_county_it_was_born_with(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.scalars(select(Tally)).one()
        g.county_id = THERE
        assert db.session.scalars(select(Tally)).one().county_id == HERE
        with pytest.raises(AttributeError):
            db.session().county_id = THERE  # type: ignore[attr-defined]


@pytest.mark.postgres
def test_connection_of_the_pool_forgets_the_county(app: Flask, world: World) -> None:
    for county in (HERE, THERE, HERE):
        with county_scope(app, county):
            assert db.session.scalars(select(Tally.county_id)).all() == [county]
    with county_scope(app, None), pytest.raises(NoCounty):
        db.session.scalars(select(Tally.county_id)).all()


@pytest.mark.postgres
def test_savepoint_keeps_the_county(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        with db.session.begin_nested() as savepoint:
            db.session.add(Tally(month="2026-12", count=1))
            db.session.flush()
            savepoint.rollback()
        with db.session.begin_nested():
            db.session.add(Tally(month="2027-01", count=1))
        assert set(db.session.scalars(select(Tally.month))) == {"2026-11", "2027-01"}


@pytest.mark.postgres
def test_scope_rolls_back_what_was_not_committed(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.add(Tally(month="2026-12", count=1))
        db.session.flush()
    with county_scope(app, HERE):
        assert db.session.scalars(select(Tally.month)).all() == ["2026-11"]


def test_scopes_nest(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.scalars(select(Tally)).one()
        db.session.commit()
        with county_scope(app, THERE):
            assert current_county() == THERE
            assert db.session.scalars(select(Tally)).one().county_id == THERE
        assert current_county() == HERE
        assert db.session.scalars(select(Tally)).one().county_id == HERE


def test_new_row_needs_a_county(app: Flask) -> None:
    assert county_or_none() is None
    with pytest.raises(NoCounty):
        current_county()
    with pytest.raises(NoCounty):
        Household(title="nowhere")
    with county_scope(app, None), pytest.raises(NoCounty):
        Household(title="nowhere")


def test_new_row_knows_its_key(app: Flask) -> None:
    with county_scope(app, HERE):
        row = Member(title="x", name="张三")
    assert (row.county_id, len(row.id)) == (HERE, 13)


def test_unknown_attribute_is_refused(app: Flask) -> None:
    with county_scope(app, HERE), pytest.raises(TypeError, match="colour"):
        Household(title="x", colour="red")


def test_ids_are_crockford_and_differ() -> None:
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{13}", one) for one in ids)


def test_long_statements_are_judged_too(app: Flask, world: World) -> None:
    many = [f"{number:013d}" for number in range(900)]
    with county_scope(app, HERE):
        ours = select(Member.title).where(Member.id.in_([*many, *world.member.values()]))
        assert len(str(ours.compile(compile_kwargs={"literal_binds": True}))) > guard._LONG
        assert db.session.scalars(ours).all() == [f"{HERE} first"]
        table = Member.__table__
        with pytest.raises(OutOfScope):
            db.session.scalars(select(table.c.title).where(table.c.id.in_(many)))


@pytest.mark.postgres
def test_own_transaction_survives_the_work_around_it(app: Flask, world: World) -> None:
    with county_scope(app, HERE, read_only=True):
        db.session.scalars(select(Tally)).one()
        with own_transaction(HERE) as session:
            session.add(Tally(month="2026-12", count=1))
        db.session.rollback()
    with county_scope(app, HERE):
        assert len(db.session.scalars(select(Tally)).all()) == 2


@pytest.mark.postgres
def test_own_transaction_rolls_back_on_an_exception(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        with suppress(LookupError), own_transaction(HERE) as session:
            session.add(Tally(month="2026-12", count=1))
            raise LookupError
        assert len(db.session.scalars(select(Tally)).all()) == 1


@pytest.mark.postgres
def test_rows_of_an_own_transaction_belong_to_its_county(app: Flask, world: World) -> None:
    with county_scope(app, None), own_transaction(HERE) as session:
        session.add(Household(title="made in the login page"))
    with county_scope(app, THERE), own_transaction(HERE) as session:
        assert len(session.scalars(select(Household)).all()) == 2
        assert current_county() == HERE
    assert county_or_none() is None


def test_own_transaction_refuses_to_wait_for_itself(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.add(Tally(month="2026-12", count=1))
        db.session.flush()
        with pytest.raises(RuntimeError, match="write lock"), own_transaction(HERE):
            pass
        db.session.commit()
        with own_transaction(HERE) as session:
            session.add(Tally(month="2027-01", count=1))


def test_merge_refuses_before_it_looks(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        foreign = Household(county_id=THERE, id=world.household[THERE], title="changed")
        with pytest.raises(ForeignCounty), db.session.no_autoflush:
            db.session.merge(foreign)
        assert not db.session.new


@pytest.mark.postgres
def test_database_refuses_a_foreign_parent(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        db.session.add(Member(title="x", household_id=world.household[THERE]))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
        db.session.add(Member(title="x", household_id=world.household[HERE]))
        db.session.flush()


def test_two_apps_do_not_meet(app: Flask, world: World, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_app(tmp_path / "other", f"sqlite:///{tmp_path / 'other' / 'small.db'}")
    with other.app_context():
        Small.metadata.create_all(db.engine)
    with county_scope(app, HERE):
        ours = db.session.scalars(select(Member)).all()
        with county_scope(other, HERE):
            assert db.session.scalars(select(Member)).all() == []
            with pytest.raises(InvalidRequestError, match="already attached"):
                db.session.add(ours[0])
    with other.app_context():
        db.engine.dispose()


def test_joined_load_of_a_foreign_child_stays_empty(app: Flask, world: World) -> None:
    """A row smuggled in past everything is still not shown."""
    with app.app_context():
        operator = db.engine.connect().execution_options(**{UNSCOPED: True})
        with operator as connection:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.execute(
                Post.__table__.insert().values(
                    county_id=THERE, id=new_id(), account_id=world.account, title="smuggled"
                )
            )
            connection.commit()
    with county_scope(app, HERE):
        account = db.session.scalars(select(Account).options(joinedload(Account.posts))).unique()
        assert [post.title for post in account.one().posts] == [f"{HERE} post"]


@pytest.mark.parametrize(
    ("sql", "tables", "loose"),
    [
        ("SELECT 1", set(), set()),
        ("SELECT small_member.title FROM small_member", {"small_member"}, {"small_member"}),
        ("SELECT m.x FROM small_member AS m WHERE m.county_id = ?", {"small_member"}, set()),
        ("SELECT m.x FROM small_member m WHERE ? = m.county_id", {"small_member"}, set()),
        (
            "SELECT m.x FROM small_member AS m WHERE m.county_id = ? OR 1 = 1",
            {"small_member"},
            {"small_member"},
        ),
        (
            "SELECT m.x FROM small_member AS m WHERE (m.county_id = ? OR 1 = 1) AND m.x = 2",
            {"small_member"},
            {"small_member"},
        ),
        (
            "SELECT m.x FROM small_member AS m WHERE m.x = ' WHERE m.county_id = 1 '",
            {"small_member"},
            {"small_member"},
        ),
        (
            "SELECT 1 FROM small_household AS h LEFT OUTER JOIN small_member AS m"
            " ON m.household_id = h.id AND m.county_id = ? WHERE h.county_id = ?",
            {"small_member", "small_household"},
            set(),
        ),
        (
            "SELECT 1 FROM small_household AS h LEFT OUTER JOIN small_member AS m"
            " ON m.household_id = h.id WHERE h.county_id = ?",
            {"small_member", "small_household"},
            {"small_member"},
        ),
        (
            "SELECT 1 FROM small_tally WHERE small_tally.county_id = ? AND EXISTS"
            " (SELECT 1 FROM small_tally WHERE small_tally.count > 1)",
            {"small_tally"},
            {"small_tally"},
        ),
        ("DELETE FROM small_tally WHERE small_tally.county_id = ?", {"small_tally"}, set()),
        ('UPDATE "small_tally" SET count=1', {"small_tally"}, {"small_tally"}),
        ("INSERT INTO small_tally (county_id, count) VALUES (?, ?)", {"small_tally"}, set()),
        ("INSERT INTO other (id, small_tally, small_member) VALUES (?, ?, ?)", set(), set()),
        ("SELECT other.small_tally FROM other WHERE other.small_tally = 1", set(), set()),
        ("UPDATE other SET id=?, small_tally=? WHERE other.id = ?", set(), set()),
        ("DROP TABLE small_tally", {"small_tally"}, {"small_tally"}),
        ("TRUNCATE small_tally", {"small_tally"}, {"small_tally"}),
        ("SELECT 1 FROM small_tally_archive", set(), set()),
    ],
)
def test_guard_reads_sql(sql: str, tables: set[str], loose: set[str]) -> None:
    touch = guard._look_up(sql)
    assert (touch.tables, touch.loose) == (tables, loose)
