"""The session of one county: it takes its county at birth and never leaves it.

Every statement through a mapped class gets the county's criterion, relationship loads included;
every row that is written is looked at before it goes; what cannot be filtered is refused. A
request that only reads gets a transaction that cannot write (T/ZSM 5.1.3, 5.1.4).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NoReturn

from flask import g, has_app_context
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlalchemy.sql.dml import Insert, UpdateBase, ValuesBase

from core.db import guard
from core.db.base import Base, OfCounty
from core.db.criterion import COUNTY, changing, prepared
from core.db.engine import READ_ONLY, dress
from core.db.scope import ForeignCounty, NoCounty, county_of_context, rows_of


class WriteInRead(Exception):
    """Something was to be written in work that only reads (GET, HEAD, OPTIONS)."""


class CountySession(Session):
    """A session bound to one county, or to none (then county tables are out of reach)."""

    def __init__(
        self,
        db: SQLAlchemy,
        *,
        from_context: bool = True,
        county_id: str | None = None,
        read_only: bool = False,
        **options: Any,
    ) -> None:
        if from_context:
            county_id = county_of_context()
            read_only = bool(has_app_context() and g.get("read_only", False))
        self._county_id = county_id
        self._read_only = read_only
        self.flushing = False
        self._begun: Connection | None = None
        # the connection carries the session to the guard, and the kind of BEGIN to the engine
        super().__init__(db, execution_options={guard.SCOPE: self, READ_ONLY: read_only}, **options)

    @property
    def county_id(self) -> str | None:
        """The county of this session, None for one that reaches platform-wide tables only."""
        return self._county_id

    @property
    def read_only(self) -> bool:
        """Whether this session's transactions cannot write."""
        return self._read_only

    @property
    def holds_write_lock(self) -> bool:
        """Whether everybody else who wants to write waits for this session (SQLite only)."""
        begun = self._begun
        return begun is not None and not begun.closed and begun.in_transaction()

    def note_begun(self, connection: Connection) -> None:
        """Remember the connection of a transaction that began with the write lock."""
        self._begun = connection

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is pending; what a flush sends needs no criterion, it names its rows."""
        before, self.flushing = self.flushing, True
        try:
            super().flush(objects)
        finally:
            self.flushing = before

    def merge(self, instance: Any, **options: Any) -> Any:
        """Merge a row of this county; one of another county raises `ForeignCounty` at once."""
        _check_county(self, instance)
        return super().merge(instance, **options)

    def bulk_save_objects(self, *args: Any, **options: Any) -> NoReturn:
        """Refused: it passes both the flush check and the criterion by."""
        raise guard.OutOfScope("bulk_save_objects is not looked at row by row; use add_all")

    def bulk_insert_mappings(self, *args: Any, **options: Any) -> NoReturn:
        """Refused, as `bulk_save_objects`."""
        raise guard.OutOfScope("use session.execute(insert(Model), rows)")

    def bulk_update_mappings(self, *args: Any, **options: Any) -> NoReturn:
        """Refused, as `bulk_save_objects`."""
        raise guard.OutOfScope("use session.execute(update(Model), rows)")


class CountyDatabase(SQLAlchemy):
    """Flask-SQLAlchemy with dressed engines and short transactions of their own."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Any) -> Engine:
        engine = super()._make_engine(bind_key, options, app)
        dress(engine)
        guard.watch(engine)
        return engine

    @contextmanager
    def own_transaction(self, county_id: str | None) -> Iterator[CountySession]:
        """A session on a connection of its own: commits at the end, rolls back on an exception.

        Rows made inside belong to `county_id`. For what must be kept whatever becomes of the work
        around it, such as the access log. On SQLite it raises `RuntimeError` while this context's
        session holds the write lock: waiting for ourselves would only end in a timeout.
        """
        if self.session.registry.has():
            around = self.session()
            if isinstance(around, CountySession) and around.holds_write_lock:
                raise RuntimeError("commit or roll back first: this session holds the write lock")
        own = CountySession(self, from_context=False, county_id=county_id)
        with rows_of(county_id), own as session, session.begin():
            yield session


db = CountyDatabase(model_class=Base, session_options={"class_": CountySession})


def own_transaction(county_id: str | None) -> AbstractContextManager[CountySession]:
    """As `db.own_transaction`."""
    return db.own_transaction(county_id)


@event.listens_for(CountySession, "after_begin")
def _tell_database(
    session: CountySession, transaction: SessionTransaction, connection: Connection
) -> None:
    """Give PostgreSQL the county and the kind of transaction, in one round trip.

    SQLite knows neither: its BEGIN has said which kind it is.
    """
    if transaction.nested:
        return
    if connection.dialect.name == "sqlite":
        if not session.read_only:
            session.note_begun(connection)
        return
    # local to the transaction: the pool can never hand the county on to somebody else
    connection.exec_driver_sql(
        "SELECT set_config('jiahe.county', %s, true),"
        " set_config('transaction_read_only', %s, true)",
        (session.county_id or "", "on" if session.read_only else "off"),
    )


@event.listens_for(CountySession, "before_attach")
def _refuse_foreign(session: CountySession, instance: object) -> None:
    _check_county(session, instance)


@event.listens_for(CountySession, "before_flush")
def _look_at_rows(session: CountySession, context: Any, instances: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    if session.read_only and (changed or session.new or session.deleted):
        raise WriteInRead("this work only reads; a change belongs into a POST")
    for rows in (session.new, changed, session.deleted):
        for row in rows:
            _check_county(session, row)


def _check_county(session: CountySession, row: object) -> None:
    if not isinstance(row, OfCounty):
        return
    if session.county_id is None:
        raise NoCounty(f"{type(row).__name__} belongs to a county and this session has none")
    # an expired row is not loaded for this: it came through the criterion
    county_id = row.__dict__.get("county_id", session.county_id)
    if county_id != session.county_id:
        raise ForeignCounty(f"{type(row).__name__} belongs to another county than the session")


@event.listens_for(CountySession, "do_orm_execute")
def _filter(state: ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, CountySession)  # noqa: S101 - the event is bound to the class
    statement = state.statement
    if isinstance(statement, UpdateBase):
        if session.read_only:
            raise WriteInRead("this work only reads; a change belongs into a POST")
        _check_rows(session, statement, state.parameters)
    if not state.is_orm_statement:
        return  # the guard judges it: a table or a text of a county is refused there
    if isinstance(statement, UpdateBase):
        if session.county_id is not None and not isinstance(statement, Insert):
            state.statement = statement.options(changing(session.county_id))
    else:
        state.statement = prepared(statement)
        # the session's word is the last one, whatever values came along
        (given,) = _given_rows(state.parameters) or ({},)
        state.parameters = {**given, COUNTY: session.county_id}
    state.update_execution_options(**{guard.FILTERED: True})


def _check_rows(session: CountySession, statement: UpdateBase, parameters: Any) -> None:
    """Look at the rows a bulk statement brings along; the criterion does not reach them."""
    mapped = _mapped_class(statement)
    if mapped is None or not isinstance(statement, ValuesBase):
        return
    if session.county_id is None:
        raise NoCounty(f"{mapped.__name__} belongs to a county and this session has none")
    if isinstance(statement, Insert):
        if statement.select is not None:
            raise guard.OutOfScope("rows of a SELECT cannot be looked at; read them, then insert")
        _check_conflict(statement)
        rows = [*_given_values(statement), *_given_rows(parameters)] or [{}]
        if any(row.get("county_id") != session.county_id for row in rows):
            raise ForeignCounty(f"every row of {mapped.__name__} must name the session's county")
        return
    for row in (*_given_values(statement), *_given_rows(parameters)):
        if row.get("county_id", session.county_id) != session.county_id:
            raise ForeignCounty(f"a row of {mapped.__name__} would change its county")
    by_key = isinstance(parameters, list)
    if by_key and any("county_id" not in row for row in _given_rows(parameters)):
        raise ForeignCounty(f"every row of {mapped.__name__} must name its county")


def _mapped_class(statement: UpdateBase) -> type[OfCounty] | None:
    entity = statement.table._annotations.get("parententity")
    mapped = entity.class_ if entity is not None else None
    return mapped if isinstance(mapped, type) and issubclass(mapped, OfCounty) else None


def _given_rows(parameters: Any) -> Iterable[Mapping[str, Any]]:
    if parameters is None:
        return ()
    return [parameters] if isinstance(parameters, Mapping) else parameters


def _given_values(statement: ValuesBase) -> list[dict[str, Any]]:
    """Return the rows of `.values(…)`, keyed by attribute or column name."""
    rows: list[Any] = [statement._values] if statement._values else []
    for group in statement._multi_values:
        rows.extend(group)
    # rows given by position have no names and are refused for it by the caller
    return [
        {str(getattr(key, "key", key)): _plain(value) for key, value in row.items()}
        if isinstance(row, Mapping)
        else {}
        for row in rows
    ]


def _plain(value: Any) -> Any:
    # a bound value keeps the plain one inside; an expression could yield any county
    return getattr(value, "value", value)


def _check_conflict(statement: Insert) -> None:
    """Refuse an upsert that could hit another county's row: its target must hold the county."""
    if not isinstance(statement, SqliteInsert | PostgresInsert):
        return
    clause = statement._post_values_clause
    target = _names(getattr(clause, "inferred_target_elements", None) or ())
    changes = getattr(clause, "update_values_to_set", None)
    if changes is None:
        return
    if "county_id" not in target:
        raise guard.OutOfScope("an upsert of a county's table names county_id in its target")
    if "county_id" in _names(changes):
        raise ForeignCounty("an upsert cannot change the county of a row")


def _names(columns: Iterable[Any]) -> set[str]:
    return {getattr(column, "key", column) for column in columns}
