"""What of somebody's own work is not finished: files with papers missing, forms half written.

Lists of a few, in a fixed number of reads, for the page of the day. How whole a file is to the last
piece is told by `core.cases.dossier_meter` on its own page (T/ZSM 5.6.1, 5.6.4, 附录B).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.models import CaseFile, Record, ServiceItem
from core.cases.visibility import found_visible_to
from core.documents.kinds import CLOSING_REPORT, DOSSIER_COVER
from core.documents.models import ISSUED, Document
from core.documents.numbering import paper_name
from core.words import CaseState, DocumentKind

CLOSING_PAPERS = (CLOSING_REPORT, DOSSIER_COVER)
"""What every file with a service in it has to hold before it goes to the archive."""
_SETTLED = (CaseState.SETTLED.value, CaseState.FOLLOWUP.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLine:
    """A settled case of the viewer's own whose file lacks the papers named in ``missing``."""

    number: str
    sealed: bool
    settled_at: datetime
    missing: tuple[str, ...]


def files_lacking(acting: Acting, *, limit: int = 20) -> tuple[FileLine, ...]:
    """Return the settled cases the viewer handles whose closing papers were not all issued, the
    longest settled first; two reads."""
    lacking = [~_issued(kind.name) for kind in CLOSING_PAPERS]
    rows = acting.session.execute(
        select(CaseFile.id, CaseFile.number, CaseFile.sealed, CaseFile.settled_at)
        .where(
            CaseFile.handler_id == acting.me,
            CaseFile.state.in_(_SETTLED),
            CaseFile.settled_at.is_not(None),
            exists().where(
                ServiceItem.county_id == CaseFile.county_id, ServiceItem.case_id == CaseFile.id
            ),
            or_(*lacking),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .order_by(CaseFile.settled_at, CaseFile.number)
        .limit(limit)
    ).all()
    there: set[tuple[str, str]] = set()
    if rows:
        found = acting.session.execute(
            select(Document.case_id, Document.kind).where(
                Document.case_id.in_([row.id for row in rows]),
                Document.kind.in_([kind.name for kind in CLOSING_PAPERS]),
                Document.state == ISSUED,
            )
        )
        there = {(case_id, kind) for case_id, kind in found}
    return tuple(
        FileLine(
            number=row.number,
            sealed=row.sealed,
            settled_at=row.settled_at,
            missing=tuple(
                kind.title for kind in CLOSING_PAPERS if (row.id, kind.name) not in there
            ),
        )
        for row in rows
    )


def _issued(kind: str) -> ColumnElement[bool]:
    return exists().where(
        Document.county_id == CaseFile.county_id,
        Document.case_id == CaseFile.id,
        Document.kind == kind,
        Document.state == ISSUED,
    )


def still_open_to(acting: Acting, numbers: Collection[str]) -> frozenset[str]:
    """Return which cases of *numbers* the viewer may still know of: what she began to write may
    have been sealed to her or kept from her since. Asks nothing for none."""
    if not numbers:
        return frozenset()
    rows = acting.session.scalars(
        select(CaseFile.number).where(
            CaseFile.number.in_(sorted(numbers)), found_visible_to(acting.viewer)
        )
    )
    return frozenset(rows)


def noted_for(me: str) -> ColumnElement[bool]:
    """SQL: the item has a record *me* may know of; another's own notes are not told by it."""
    return exists().where(
        Record.county_id == ServiceItem.county_id,
        Record.item_id == ServiceItem.id,
        or_(Record.author_only.is_(False), Record.author_id == me),
    )


def papers_lacking(
    acting: Acting, wanted: Mapping[str, tuple[str, Sequence[str]]]
) -> Mapping[str, tuple[str, ...]]:
    """Return by item the titles of the papers its steps asked for and that were not issued yet.

    *wanted* holds (service, names of papers) by id of the item; one read, none when it is empty.
    What a service that is gone asked for nobody can issue, so it is not lacking.
    """
    asked = {
        item_id: {paper_name(kind, service): kind.title for kind in declared if kind.name in names}
        for item_id, (service, names) in wanted.items()
        if (declared := _documents(acting, service))
    }
    if not any(asked.values()):
        return {}
    rows = acting.session.execute(
        select(Document.item_id, Document.kind).where(
            Document.item_id.in_(sorted(asked)), Document.state == ISSUED
        )
    )
    issued = {(item_id, kind) for item_id, kind in rows}
    return {
        item_id: tuple(title for name, title in titles.items() if (item_id, name) not in issued)
        for item_id, titles in asked.items()
    }


def _documents(acting: Acting, service: str) -> tuple[DocumentKind, ...]:
    found = acting.roster.services.get(service)
    return found.documents if found is not None else ()
