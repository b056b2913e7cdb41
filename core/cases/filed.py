"""What was filed on a case, as its viewer may read it: projected line by line.

An author-only note of another, and what the other side said alone, is a line without content;
fields above the viewer's class are left out by the form's own projection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Record
from core.cases.partitions import kept_forms, opens, reads_restricted
from core.cases.reading import names_of
from core.db import prepared
from core.files.models import StoredFile
from core.forms import needs_upload
from core.forms.models import forms_of_revisions
from core.forms.view import Line, lines
from core.points.models import ServicePoint
from core.privacy import Reach, shows
from core.words import Kind, Sensitivity

ID_LENGTH = 13


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordOut:
    """A filed form as lines ready to show, already projected."""

    id: str
    form: str
    title: str
    version: int
    item_id: str | None
    about: str
    author: str
    filed_at: datetime
    sealed_to_author: bool
    lines: tuple[Line, ...] | None


_OF_CASE = prepared(
    select(Record).where(Record.case_id == bindparam("case")).order_by(Record.seq, Record.id)
)
_POINTS = prepared(
    select(ServicePoint.id, ServicePoint.name).where(
        ServicePoint.id.in_(bindparam("ids", expanding=True))
    )
)


def records_of(
    acting: Acting, loaded: Loaded, how_far: Reach, *, item_id: str | None = None
) -> tuple[RecordOut, ...]:
    """Return the records the viewer may know of. An author-only note of another is a line without
    content; fields above the viewer's class are left out by the form's own projection; what a
    step keeps to who works the item is not there at all."""
    seen = shows(how_far)
    if not seen.story:
        return ()
    query = _OF_CASE
    own = {item.id for item in loaded.items if item.owner_id == acting.me}
    if item_id is not None:
        query = query.where(Record.item_id == item_id)
    if not seen.papers:
        query = query.where(or_(Record.item_id.in_(own), Record.author_id == acting.me))
    kept = kept_forms(acting, loaded)
    rows = [
        row
        for row in acting.session.scalars(query, {"case": loaded.case.id})
        if (row.item_id, row.form) not in kept or row.author_id == acting.me
    ]
    if not rows:
        return ()
    names = names_of(acting, {row.author_id for row in rows})
    revisions = forms_of_revisions(acting.session, {row.revision for row in rows})
    labels = _labels(acting, loaded, [row.data for row in rows])
    if any(needs_upload(form) for form in revisions.values()):
        labels |= _file_labels(acting, loaded)
    out = []
    for row in rows:
        form = revisions[row.revision]
        hidden = not opens(acting, loaded, row)
        allow = (
            Sensitivity.RESTRICTED
            if reads_restricted(acting, loaded, row)
            else (seen.records or Sensitivity.INTERNAL)
        )
        out.append(
            RecordOut(
                id=row.id,
                form=row.form,
                title=form.title,
                version=row.form_version,
                item_id=row.item_id,
                about=row.about,
                author=names.get(row.author_id, ""),
                filed_at=row.filed_at,
                sealed_to_author=row.author_only,
                lines=None if hidden else tuple(lines(form, row.data or {}, allow, choices=labels)),
            )
        )
    return tuple(out)


def _labels(
    acting: Acting, loaded: Loaded, filed: Iterable[object]
) -> dict[str, list[tuple[str, str]]]:
    """Return the names of parties, colleagues and points that filed forms hold the ids of."""
    ids = set(ids_in(list(filed)))
    points = acting.session.execute(_POINTS, {"ids": sorted(ids)}).all() if ids else ()
    people = [(party.id, (person.name or "") if person else "") for party, person in loaded.parties]
    return {
        Kind.PARTY.value: people,
        Kind.STAFF.value: list(names_of(acting, {*ids}).items()),
        Kind.POINT.value: [(row.id, row.name) for row in points],
    }


def _file_labels(acting: Acting, loaded: Loaded) -> dict[str, list[tuple[str, str]]]:
    """Return the names of the files that filed forms hold the ids of."""
    rows = acting.session.scalars(select(StoredFile).where(StoredFile.case_id == loaded.case.id))
    named = [(row.id, row.name or "") for row in rows]
    return {Kind.FILE.value: named, Kind.SIGNATURE.value: named}


def ids_in(value: object) -> Iterator[str]:
    """Yield every text in filed data that has the length of an id."""
    if isinstance(value, str) and len(value) == ID_LENGTH:
        yield value
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(inner, Iterable) and not isinstance(inner, str):
        for one in inner:
            yield from ids_in(one)
