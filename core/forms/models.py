"""The table of form revisions: what a form asked when a record was filed with it.

Unscoped on purpose: a revision is what people were asked, never what they answered, and the same
one serves every county. A row is written on first use and never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.db import Base, db, prepared
from core.forms.snapshot import digest, form_from_snapshot, snapshot
from core.words import Form

MOST_READ = 512
"""Revisions kept at hand; eight services have about three hundred forms, in few revisions."""
_read: dict[str, Form] = {}


class FormRevision(Base):
    """One revision, named by the digest of its snapshot."""

    __tablename__ = "form_revision"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[int]
    snapshot: Mapped[dict[str, Any]]

    def form(self) -> Form:
        """Return the form as it was asked, without its ``check``."""
        return form_from_snapshot(self.snapshot)


def revision_of(form: Form, session: Session | None = None) -> str:
    """Return the digest of *form*, filing the revision on first use in the running transaction.

    Two transactions may file the same form at once; the second one's row is dropped quietly.
    """
    used = session or db.session()
    name = digest(form)
    if used.get(FormRevision, name) is None:
        postgres = used.get_bind(FormRevision).dialect.name == "postgresql"
        insert = postgresql.insert if postgres else sqlite.insert
        used.execute(
            insert(FormRevision)
            .values(digest=name, key=form.key, version=form.version, snapshot=snapshot(form))
            .on_conflict_do_nothing()
        )
    return name


def forms_of_revisions(session: Session, names: Iterable[str]) -> dict[str, Form]:
    """Return the forms of the revisions *names* as they were asked; raise KeyError for one that is
    none.

    Read once by a process: a revision's name is the digest of what it says, so it never changes.
    """
    wanted = set(names)
    found = {name: form for name in wanted if (form := _read.get(name)) is not None}
    if unread := sorted(wanted - found.keys()):
        rows = session.scalars(_SOME, {"digests": unread})
        new = {row.digest: row.form() for row in rows}
        if unknown := [name for name in unread if name not in new]:
            raise KeyError(*unknown)
        if len(_read) > MOST_READ:
            _read.clear()
        _read.update(new)
        found |= new
    return found


def form_of_revision(name: str, session: Session | None = None) -> Form:
    """Return the form of the revision *name* as it was asked; raise KeyError when there is none."""
    return forms_of_revisions(session or db.session(), (name,))[name]


_SOME = prepared(
    select(FormRevision).where(FormRevision.digest.in_(bindparam("digests", expanding=True)))
)
