"""File a case away where it was settled, in its grade, for as long as its longest piece is kept.

A county says per form and paper how long it is kept; whatever it said nothing about is kept for
ever, so that nothing is lost because a list was not finished (档案法; T/ZSM 5.6.4, 附录B).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_

from core.cases.acting import Acting
from core.cases.dossier_meter import meter_of
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Record
from core.cases.models_archive import Dossier
from core.cases.visibility import visible_to
from core.clocks import local_date
from core.documents.models import Document
from core.points.models import ServicePoint

FOREVER = 0
INTAKE = "intake"


@dataclass(frozen=True, kw_only=True, slots=True)
class FiledLine:
    """One file as the list shows it: nothing of what is inside."""

    id: str
    number: str
    point: str
    grade: str
    difficulty: str
    there: int
    whole: int
    filed_at: datetime
    keep_until: date | None


def longest(kinds: Iterable[str], years: Mapping[str, int]) -> int:
    """Return how many years a file of these kinds is kept; 0 is for ever."""
    each = [years.get(one, FOREVER) for one in kinds]
    return FOREVER if FOREVER in each else max(each, default=FOREVER)


def keep_until(filed: date, years: int) -> date | None:
    """Return the last day of the year in which *years* are over; None for ever.

    Files are kept by whole years, counted from the one after they were closed.
    """
    return None if years == FOREVER else date(filed.year + years, 12, 31)


def file_away(acting: Acting, loaded: Loaded) -> Dossier:
    """Enter the case in the register of files at the point that holds it now."""
    case = loaded.case
    kinds = {INTAKE}
    if loaded.items or loaded.follow_ups:
        kinds |= set(
            acting.session.scalars(select(Record.form).where(Record.case_id == case.id).distinct())
        )
        kinds |= set(
            acting.session.scalars(
                select(Document.kind).where(Document.case_id == case.id).distinct()
            )
        )
    years = longest(kinds, acting.settings["retention"])
    meter = meter_of(acting, loaded)
    dossier = Dossier(
        case_id=case.id,
        point_id=case.holder_id,
        grade=case.confidentiality,
        difficulty=meter.difficulty,
        there=meter.there,
        whole=meter.whole,
        keep_years=years,
        keep_until=keep_until(local_date(acting.at), years),
        filed_at=acting.at,
        filed_by=acting.me,
    )
    acting.session.add(dossier)
    return dossier


def dossier_of(acting: Acting, case_id: str) -> Dossier | None:
    """Return where the case was filed, None while it was not."""
    return acting.session.scalar(select(Dossier).where(Dossier.case_id == case_id))


def filed(
    acting: Acting, *, grade: str = "", after: tuple[datetime, str] | None = None, limit: int
) -> tuple[FiledLine, ...]:
    """Return the files the viewer may know of, the newest first; a sealed one only to its list."""
    query = (
        select(
            Dossier.id,
            CaseFile.number,
            ServicePoint.name.label("point"),
            Dossier.grade,
            Dossier.difficulty,
            Dossier.there,
            Dossier.whole,
            Dossier.filed_at,
            Dossier.keep_until,
        )
        .join(
            CaseFile,
            (CaseFile.county_id == Dossier.county_id) & (CaseFile.id == Dossier.case_id),
        )
        .join(
            ServicePoint,
            (ServicePoint.county_id == Dossier.county_id) & (ServicePoint.id == Dossier.point_id),
        )
        .where(visible_to(acting.viewer))
        .order_by(Dossier.filed_at.desc(), Dossier.id.desc())
        .limit(limit)
    )
    if grade:
        query = query.where(Dossier.grade == grade)
    if after is not None:
        query = query.where(tuple_(Dossier.filed_at, Dossier.id) < tuple_(*after))
    return tuple(FiledLine(**row._mapping) for row in acting.session.execute(query))
