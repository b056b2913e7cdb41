"""The danger of one case on one page: its class, every scale that was filed, and what is missing.

For who works her side: the lead, the handler, and owners of items that face one side only. Answers
of a scale are read by who asked and who works the case; the others see grade and day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.danger.classes import GRAVE, class_so_far, special_protection
from core.cases.danger.classes import ORDER as CLASSES_IN_ORDER
from core.cases.danger.gaps import DANGER_MEASURE, Gap, Standing, gaps_of
from core.cases.danger.repeat import told_of_earlier
from core.cases.danger.scale import DANGER_SCALE, ITEMS, SPECIAL, score_of
from core.cases.faces import service_of
from core.cases.loading import Loaded
from core.cases.models import Record
from core.cases.partitions import OTHER_SIDE, reads_restricted
from core.cases.protection import protections_of
from core.cases.protection_form import ORDER
from core.cases.reading import names_of
from core.clocks import local_date
from core.words import Value

REPORT = "report_record"
A_CHILDS_BODIES: Final = frozenset({"police", "civil_affairs", "education"})
"""Who hears of a harmed child (未成年人保护法 11)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScaleOut:
    """One scale as the viewer may read it; ``total`` None and no ``said_yes`` where closed."""

    id: str
    filed_at: datetime
    author: str
    grade: str
    total: int | None
    said_yes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DangerSheet:
    """What the page and the API tell."""

    found: str
    special: bool
    again: bool
    gaps: tuple[Gap, ...]
    scales: tuple[ScaleOut, ...]


def may_scale(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts works her side: a service that faces both never gives it."""
    return acting.me in (loaded.case.lead_id, loaded.case.handler_id) or works_one_side(
        acting, loaded
    )


def works_one_side(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts owns an item that faces one side only."""
    for item in loaded.items:
        if item.owner_id == acting.me:
            service = service_of(acting, item, loaded.path)
            if service is not None and not service.faces_both_parties:
                return True
    return False


def offered(loaded: Loaded) -> bool:
    """Tell whether the case page puts the scale forward: violence, or danger not answered 没有."""
    case = loaded.case
    return case.violence or case.stop_one or (case.danger or {}).get("now") != "no"


def danger_sheet(acting: Acting, loaded: Loaded) -> DangerSheet:
    """Return the sheet; who may ask for it was decided before."""
    case = loaded.case
    rows = acting.session.scalars(
        select(Record)
        .where(
            Record.case_id == case.id,
            Record.form.in_((DANGER_SCALE.key, DANGER_MEASURE.key, REPORT)),
        )
        .order_by(Record.seq, Record.id)
    ).all()
    scales = [row for row in rows if row.form == DANGER_SCALE.key]
    written = {
        str((row.data or {}).get("line")): str((row.data or {}).get("how"))
        for row in rows
        if row.form == DANGER_MEASURE.key
    }
    ours = [person for party, person in loaded.parties if party.role not in OTHER_SIDE and person]
    protections = protections_of(acting, loaded)
    held = Standing(
        scaled=bool(scales),
        reported=any(row.form == REPORT for row in rows),
        report_due=case.report_due,
        others_owed=case.minor_victim
        and not _bodies(row for row in rows if row.form == REPORT) >= A_CHILDS_BODIES,
        safe_contact=any(person.safe_contact for person in ours),
        visits=bool(loaded.follow_ups),
        owner=case.handler_id is not None,
        urgent=bool(loaded.reports),
        order=any(one.kind == ORDER for one in protections),
        breached=any(one.breached_on is not None for one in protections),
        written=written,
    )
    names = names_of(acting, {row.author_id for row in scales})
    again = told_of_earlier(acting, case)
    found = max(class_so_far(case.danger), GRAVE if again else "", key=CLASSES_IN_ORDER.index)
    return DangerSheet(
        found=found,
        again=again,
        special=protected(acting, loaded),
        gaps=gaps_of(found, held),
        scales=tuple(
            _told(acting, loaded, row, names.get(row.author_id, "")) for row in reversed(scales)
        ),
    )


def bodies_told(session: Session, case_id: str) -> frozenset[str]:
    """Return which bodies the harm was reported to so far."""
    return _bodies(
        session.scalars(select(Record).where(Record.case_id == case_id, Record.form == REPORT))
    )


def _bodies(rows: Iterable[Record]) -> frozenset[str]:
    said = [(row.data or {}).get("to") for row in rows]
    return frozenset(str(one) for each in said if isinstance(each, list) for one in each)


def _told(acting: Acting, loaded: Loaded, row: Record, author: str) -> ScaleOut:
    data: Mapping[str, Value] = row.data or {}
    score, is_open = score_of(data), reads_restricted(acting, loaded, row)
    asked = {**ITEMS, **SPECIAL}
    return ScaleOut(
        id=row.id,
        filed_at=row.filed_at,
        author=author,
        grade=score.grade,
        total=score.total if is_open else None,
        said_yes=tuple(asked[name] for name in asked if data.get(name) is True) if is_open else (),
    )


def protected(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether she is under special protection, from what the case knows (反家庭暴力法 5)."""
    harmed = [
        person
        for party, person in loaded.parties
        if person is not None and party.role in ("victim", "applicant")
    ]
    born = [one.birth_date for one in harmed if one.birth_date is not None]
    today = local_date(acting.at)
    ages = [
        today.year - day.year - ((today.month, today.day) < (day.month, day.day)) for day in born
    ]
    signs = frozenset(str(one) for one in (loaded.case.danger or {}).get("flags", ()))
    return special_protection(
        minors=[loaded.case.minor_victim, *(age < 18 for age in ages)], ages=ages, signs=signs
    )
