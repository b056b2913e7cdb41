"""What every table stands on: names of constraints, keys led by the county, moments in UTC.

The key of a county's row is `(county_id, id)` and every foreign key carries both columns. With the
id alone, both databases accepted a child of one county under a parent of another; with both, the
database itself refuses it, whatever the code above has forgotten (T/ZSM 5.1.3).
"""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKeyConstraint, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    registry,
    relationship,
)
from sqlalchemy.orm.relationships import _RelationshipDeclared
from sqlalchemy.types import TypeDecorator

from core.db.scope import current_county

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 13
_FIVE_BITS = bytes(ord(_CROCKFORD[byte & 31]) for byte in range(256))
_FOUR_BITS = bytes(ord(_CROCKFORD[byte & 15]) for byte in range(256))

# Batch migrations on SQLite rebuild a table and can only drop what has a name. All columns of a
# foreign key go into its name: the first one is always county_id and would not tell them apart.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """Return a fresh row id: 13 characters of Crockford's base 32 carrying 64 random bits.

    Made in Python so that a row knows its key before it is stored (sealed columns are bound to
    it), and random so that a key tells nothing about how many rows there are.
    """
    number = secrets.randbits(64)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(60, -1, -5))


def new_ids(count: int) -> list[str]:
    """Return *count* fresh row ids, as `new_id` makes them, for many rows at once."""
    # the first sign carries four bits, the others five: sixty-four together
    heads = secrets.token_bytes(count).translate(_FOUR_BITS).decode()
    tails = secrets.token_bytes(count * (_ID_LENGTH - 1)).translate(_FIVE_BITS).decode()
    step = _ID_LENGTH - 1
    return [head + tails[at * step : at * step + step] for at, head in enumerate(heads)]


class Instant(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out, on both databases.

    SQLite has no zones and would hand back naive values that compare wrongly or not at all; a
    naive value is refused rather than guessed at.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone; use core.clocks.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document; on PostgreSQL the binary kind, which can be compared and indexed."""


class Base(DeclarativeBase):
    """The root of every mapped class of the platform and its plugins.

    `Mapped[datetime]` is an `Instant`, `Mapped[dict[str, Any]]` and lists are JSON documents.
    """

    # a registry instead of two class attributes: Flask-SQLAlchemy copies the class body, and
    # SQLAlchemy refuses a copy that has both a registry and a type map
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: Instant(),
            dict[str, Any]: Document,
            list[Any]: Document,
            list[str]: Document,
        },
    )


class OfCounty:
    """Mixin for a table whose rows belong to a county but carry a key of their own.

    `county_id` leads the primary key; the class adds the rest of it. Most tables want `InCounty`.
    """

    county_id: Mapped[str] = mapped_column(String(6), primary_key=True, sort_order=-2)

    def __init__(self, **values: Any) -> None:
        """Fill in the county, then set the given attributes in their order.

        Raises `NoCounty` when none is given and none is set, `TypeError` on an unknown name.
        """
        self.county_id = values.pop("county_id", None) or current_county()
        self._take(values)

    def _take(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{name!r} is no attribute of {type(self).__name__}")
            setattr(self, name, value)


class InCounty(OfCounty):
    """Mixin for a table of a county: primary key `(county_id, id)`, both known from the start."""

    id: Mapped[str] = mapped_column(String(_ID_LENGTH), primary_key=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        """As in `OfCounty`; the key comes first because sealed columns are bound to it."""
        self.county_id = values.pop("county_id", None) or current_county()
        self.id = values.pop("id", None) or new_id()
        self._take(values)


def county_fk(
    table: str, column: str, *, ondelete: str | None = None, use_alter: bool = False
) -> ForeignKeyConstraint:
    """Return the foreign key of `column` to `table`, carrying the county, for `__table_args__`.

    `use_alter` is for the one of two tables pointing at each other that is created first.
    """
    return ForeignKeyConstraint(
        ["county_id", column],
        [f"{table}.county_id", f"{table}.id"],
        ondelete=ondelete,
        use_alter=use_alter,
    )


def county_link(
    child: str, parent: str, *, down: bool = False, **options: Any
) -> _RelationshipDeclared[Any]:
    """Return a relationship over a `county_fk`: `county_link("Party.case_id", "CaseFile")`.

    Serves both ends, the parent's as well as the child's; only in a tree, where both are one
    class, the children's end says `down=True`. Left to itself SQLAlchemy copies `county_id` along
    every link of a row and warns that they fight over it; here only the id is copied.
    """
    model = child.partition(".")[0]
    if model != parent:
        join = f"and_({parent}.county_id == {model}.county_id, {parent}.id == foreign({child}))"
    else:
        ids = (
            f"{model}.id == remote(foreign({child}))"
            if down
            else f"remote({model}.id) == foreign({child})"
        )
        join = f"and_(remote({model}.county_id) == {model}.county_id, {ids})"
    return relationship(primaryjoin=join, **options)
