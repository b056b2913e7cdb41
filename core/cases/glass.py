"""紧急查看 as it stands: who may break the glass of a case, what is open, what waits for review.

A confidentiality officer reaches no case by her post. In an emergency she opens one by its number,
for four hours, to read; every look is logged, the lead is told at once, and somebody with no part
in it reviews it afterwards. The glass leads into no list, search or total (T/ZSM 5.6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from core.audit.models import AccessEntry
from core.cases.acting import Acting
from core.cases.glass_form import GROUNDS, VERDICTS
from core.cases.kin import people_of_cases
from core.cases.knowing import not_barred
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Glass, Party
from core.cases.reading import names_of

BREAK, REVIEW = "glass.break", "glass.review"
SEEN = "glass.seen"
"""The word of a look through the glass in the access log."""
PAGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class GlassOut:
    """One emergency look, cut to who reads of it. ``number`` is told to who opened it, and only
    while it is open; ``looks`` to who reviews."""

    id: str
    number: str
    who: str
    ground: str
    reason: str
    opened_at: datetime
    until: datetime
    ended_at: datetime | None
    looks: int
    last_look: datetime | None
    verdict: str
    remark: str
    reviewer: str
    reviewed_at: datetime | None


def family_names(session: Session, loaded: Loaded) -> frozenset[str]:
    """Return the names of everybody who stands in a case with one of these people, and those that
    were told as to be kept away: who is posted since the window wrote the wish down is found so."""
    wishes = {str(one.get("name", "")).strip() for one in loaded.case.keep_away or ()}
    people = {person.id for _party, person in loaded.parties if person is not None}
    cases = session.scalars(select(Party.case_id).where(Party.person_id.in_(people)))
    family = people_of_cases(session, set(cases)) if people else []
    names = {(person.name or "").strip() for _party, person in family}
    return frozenset((names | wishes) - {""})


def is_kin(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts may be one of the family, or somebody it named: by name, for
    no account tells whose relative it is. A namesake is refused too; another officer looks then."""
    return acting.viewer.name.strip() in family_names(acting.session, loaded)


def open_glass(acting: Acting, loaded: Loaded) -> Glass | None:
    """Return the glass through which the one who acts sees the case now, None for none."""
    return next(
        (one for one in loaded.glasses if one.account_id == acting.me and one.open_at(acting.at)),
        None,
    )


def my_glasses(acting: Acting, *, limit: int = PAGE) -> tuple[GlassOut, ...]:
    """Return what the one who acts opened, the newest first. What it must be kept from since is
    gone for them, like the case."""
    rows = acting.session.execute(
        select(Glass, CaseFile.number)
        .join(CaseFile, _CASE)
        .where(Glass.account_id == acting.me, not_barred(acting.viewer))
        .order_by(Glass.opened_at.desc(), Glass.id.desc())
        .limit(limit)
    ).all()
    return tuple(
        _out(acting, row, number if row.open_at(acting.at) else "", (0, None))
        for row, number in rows
    )


def reviews(acting: Acting, *, only: str | None = None, limit: int = PAGE) -> tuple[GlassOut, ...]:
    """Return what waits for review, the oldest first, then what was reviewed, the newest first;
    nothing of a case the reviewer must be kept from. *only* one when it is named."""
    waiting = _reviewable(acting).where(Glass.verdict == "").order_by(Glass.opened_at, Glass.id)
    done = (
        _reviewable(acting)
        .where(Glass.verdict != "")
        .order_by(Glass.opened_at.desc(), Glass.id.desc())
    )
    session = acting.session
    if only is not None:
        waiting, done = (query.where(Glass.id == only) for query in (waiting, done))
    rows = [*session.scalars(waiting.limit(limit)), *session.scalars(done.limit(limit))]
    looks = _looks(acting, rows)
    return tuple(_out(acting, row, "", looks.get(row.id, (0, None))) for row in rows)


def waiting_reviews(acting: Acting) -> int:
    """Return how many wait for review."""
    query = _reviewable(acting).where(Glass.verdict == "").subquery()
    return acting.session.scalar(select(func.count()).select_from(query)) or 0


def find_review(acting: Acting, glass_id: str) -> Glass | None:
    """Return one that the one who acts may review or read the review of; never their own."""
    return acting.session.scalars(_reviewable(acting).where(Glass.id == glass_id)).one_or_none()


_CASE = and_(CaseFile.county_id == Glass.county_id, CaseFile.id == Glass.case_id)


def _reviewable(acting: Acting) -> Select[Glass]:
    return (
        select(Glass)
        .join(CaseFile, _CASE)
        .where(Glass.account_id != acting.me, not_barred(acting.viewer))
    )


def _looks(acting: Acting, rows: list[Glass]) -> dict[str, tuple[int, datetime | None]]:
    """Return how many pages were looked at through each, and when the last."""
    found = acting.session.execute(
        select(Glass.id, func.count(), func.max(AccessEntry.at))
        .join(
            AccessEntry,
            and_(
                AccessEntry.county_id == Glass.county_id,
                AccessEntry.account_id == Glass.account_id,
                AccessEntry.target == "case:" + Glass.case_id,
                AccessEntry.action == SEEN,
                AccessEntry.at >= Glass.opened_at,
                AccessEntry.at <= Glass.until,
            ),
        )
        .where(Glass.id.in_([row.id for row in rows]))
        .group_by(Glass.id)
    )
    return {glass_id: (count, last) for glass_id, count, last in found}


def _out(acting: Acting, row: Glass, number: str, looks: tuple[int, datetime | None]) -> GlassOut:
    names = names_of(acting, {row.account_id, row.reviewed_by})
    return GlassOut(
        id=row.id,
        number=number,
        who=names.get(row.account_id, ""),
        ground=GROUNDS.get(row.ground, row.ground),
        reason=row.reason or "",
        opened_at=row.opened_at,
        until=row.until,
        ended_at=row.ended(acting.at),
        looks=looks[0],
        last_look=looks[1],
        verdict=VERDICTS.get(row.verdict, ""),
        remark=row.remark or "",
        reviewer=names.get(row.reviewed_by or "", ""),
        reviewed_at=row.reviewed_at,
    )
