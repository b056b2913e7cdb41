"""Issued papers and the counters their numbers come from.

An issued copy is evidence: its bytes, number and hash never change, it can only be declared void
(T/ZSM 4.3.2.1, 5.6.4). What it says is sealed at rest like everything else that names a person.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    event,
    false,
)
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, mapped_column

from core.db import Base, CountySession, InCounty, Sealed, county_fk, sealed_column, unseal

ISSUED = "issued"
VOID = "void"
PDF = "pdf"
DOCX = "docx"
ORDINARY = "ordinary"
SEALED = "sealed"


class IssuedCopyFrozen(Exception):
    """Somebody tried to change or delete an issued copy. Declare it void and issue another."""


class Document(InCounty, Base):
    """One issued copy of one paper.

    ``kind`` is core's name or ``<plugin>.<name>``. ``number`` is None for a paper that takes none.
    ``verify_code`` stands on the paper itself; a hash could not, it would have to be inside its
    own bytes. ``office_id`` is whose number series it is in: a point, or a body with its own seal.
    A ``narrow`` copy tells what only who does the work may read.
    """

    __tablename__ = "document"
    __table_args__ = (
        county_fk("case_file", "case_id"),
        county_fk("service_item", "item_id"),
        county_fk("party", "addressee_party_id"),
        county_fk("document", "replaces_id"),
        UniqueConstraint("county_id", "number"),
        UniqueConstraint("county_id", "verify_code"),
        # a copy is replaced once; two would both claim its place
        UniqueConstraint("county_id", "replaces_id"),
        CheckConstraint("state IN ('issued', 'void')", name="state"),
        CheckConstraint("series IN ('ordinary', 'sealed')", name="series"),
        CheckConstraint("media IN ('pdf', 'docx')", name="media"),
        Index(None, "county_id", "case_id", "issued_at"),
        Index(None, "county_id", "item_id"),
    )

    case_id: Mapped[str] = mapped_column(String(13))
    item_id: Mapped[str | None] = mapped_column(String(13))
    kind: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(40))
    number: Mapped[str | None] = mapped_column(String(60))
    series: Mapped[str] = mapped_column(String(8))
    office_id: Mapped[str] = mapped_column(String(13))
    verify_code: Mapped[str] = mapped_column(String(9))
    addressee_party_id: Mapped[str | None] = mapped_column(String(13))
    narrow: Mapped[bool] = mapped_column(default=False, server_default=false())
    # active_history: what it was is looked up even when it was never read, see below
    state: Mapped[str] = mapped_column(String(6), default=ISSUED, active_history=True)

    # base64, because a seal closes over text; deferred, because lists want the number, not 60 KB
    copy_box: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    copy = Sealed("copy_box")
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media: Mapped[str] = mapped_column(String(4), default=PDF, server_default=PDF)
    template_version: Mapped[str] = mapped_column(String(12))
    data_box: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    data = Sealed("data_box", json=True)

    issued_at: Mapped[datetime]
    # accounts belong to the platform, not to a county, so this is an id and not a foreign key
    issued_by: Mapped[str] = mapped_column(String(13))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(String(13))
    void_reason_box: Mapped[bytes | None] = sealed_column()
    void_reason = Sealed("void_reason_box")
    replaces_id: Mapped[str | None] = mapped_column(String(13))

    @property
    def is_void(self) -> bool:
        """Whether the copy was declared void. It stays readable all the same."""
        return self.state == VOID


class DocumentCounter(InCounty, Base):
    """The last number given out to an office, in one year, 字 and series. ``kind`` is what stands
    before the bracket; rows from before 字 were shared have the name of a paper there."""

    __tablename__ = "document_counter"
    __table_args__ = (
        UniqueConstraint("county_id", "office_id", "year", "kind", "series"),
        CheckConstraint("last >= 1", name="last"),
    )

    office_id: Mapped[str] = mapped_column(String(13))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(80))
    series: Mapped[str] = mapped_column(String(8))
    last: Mapped[int]


class WordTemplate(InCounty, Base):
    """One version of a county's own Word template for a kind of paper.

    ``draft`` until somebody looked at its example and put it in force; at most one of a kind is in
    force. Nothing is ever overwritten: what a copy was made from can be looked at later.
    """

    __tablename__ = "word_template"
    __table_args__ = (
        UniqueConstraint("county_id", "kind", "version"),
        CheckConstraint("state IN ('draft', 'in_force', 'retired')", name="state"),
    )

    kind: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    uploaded_by: Mapped[str] = mapped_column(String(13))
    uploaded_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(13))
    decided_at: Mapped[datetime | None]


_VOIDING = frozenset({"state", "voided_at", "voided_by", "void_reason_box"})
_BOXES = frozenset({"copy_box", "data_box", "void_reason_box"})


@event.listens_for(Document, "before_update")
def _refuse_change(mapper: Mapper[Any], connection: Connection, row: Document) -> None:
    changed = {column.key for column in mapper.column_attrs if _has_changed(row, column.key)}
    before = _old(row, "state") if "state" in changed else row.state
    voided_now = before == ISSUED and row.state == VOID
    if changed - _VOIDING or (changed and not voided_now):
        msg = f"an issued copy keeps its {', '.join(sorted(changed))}"
        raise IssuedCopyFrozen(msg)


def _has_changed(row: Document, column: str) -> bool:
    # the old value of a column not read yet is read for this: unread is not unchanged
    if not look_at(row).attrs[column].load_history().has_changes():
        return False
    old = _old(row, column)
    if column not in _BOXES or old is None:
        return True
    # key rotation closes the same content under another key; that changes nothing
    where = (getattr(Document, column), row.county_id, row.id)
    return bool(unseal(*where, old) != unseal(*where, getattr(row, column)))


def _old(row: Document, column: str) -> Any:
    return next(iter(look_at(row).attrs[column].load_history().deleted), None)


@event.listens_for(Document, "before_delete")
def _refuse_delete(mapper: Mapper[Any], connection: Connection, row: Document) -> None:
    raise IssuedCopyFrozen("an issued copy is never deleted; declare it void")


@event.listens_for(CountySession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    # a bulk UPDATE or DELETE passes the two listeners above by
    if (state.is_update or state.is_delete) and state.bind_mapper is Document.__mapper__:
        raise IssuedCopyFrozen("issued copies are not changed in bulk")
