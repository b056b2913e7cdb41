"""Whether the one harmed reported violence before: a stop that holds, a reason told to few.

Who reports again within a year is not sat down with him, whoever holds the two cases (妇联规程 10).
Her earlier case may be sealed from who works this one, and she may have kept it from these very
people: the mark on the case is never shown. Joint work is refused in the words of any refusal, and
only who sees the earlier case reads why (decision 0042).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from core.cases.acting import Acting
from core.cases.models import CaseFile, Party
from core.cases.same import one_human
from core.cases.visibility import found_visible_to
from core.words import CaseState

WITHIN: Final = timedelta(days=365)
NO_REPORT: Final = (CaseState.CLUE.value, CaseState.NOT_ACCEPTED.value)
"""States of what nobody took up as a report."""


def look_again(session: Session, case: CaseFile) -> None:
    """Mark *case* by what the register knows now, and later cases of the same people with it."""
    mine = False
    for person_id in _harmed_in(session, case):
        reports = _reports(session, one_human(session, {person_id}))
        for place, later in enumerate(reports):
            again = any(_close(earlier, later) for earlier in reports[:place])
            if later.id == case.id:
                mine = mine or again
            elif again:
                later.repeated = True
    case.repeated = mine


def look_again_at(session: Session, person_ids: Collection[str]) -> None:
    """Mark every violent case of these entries anew: two of them were joined, or parted."""
    for case in _reports(session, one_human(session, person_ids)):
        look_again(session, case)


def told_of_earlier(acting: Acting, case: CaseFile) -> bool:
    """Tell whether the one who acts may read that this is not the first report: an earlier one is
    a case they see themselves."""
    if not case.repeated:
        return False
    session = acting.session
    seen = {
        earlier.id
        for person_id in _harmed_in(session, case)
        for earlier in _reports(session, one_human(session, {person_id}))
        if earlier.id != case.id and _close(earlier, case)
    }
    return bool(
        session.scalars(
            select(CaseFile.id)
            .where(CaseFile.id.in_(sorted(seen)), found_visible_to(acting.viewer))
            .limit(1)
        ).first()
    )


def _close(earlier: CaseFile, later: CaseFile) -> bool:
    """A new episode is no second report by itself: who opens it sees the one before, and the scale
    asks whether it is the first time."""
    if later.previous_id == earlier.id:
        return False
    return timedelta() < later.received_at - earlier.received_at <= WITHIN


def _harmed_in(session: Session, case: CaseFile) -> list[str]:
    """Return the register's entries of the one harmed: the victims, else who asks."""
    rows = session.execute(
        select(Party.role, Party.person_id).where(
            Party.case_id == case.id, Party.role.in_(("victim", "applicant"))
        )
    ).all()
    victims = [row.person_id for row in rows if row.role == "victim"]
    return sorted({one for one in victims or [row.person_id for row in rows] if one})


def _reports(session: Session, person_ids: Collection[str]) -> list[CaseFile]:
    """Return the violent cases in which these entries stand for the one harmed, oldest first; one
    that was merged into another is the same matter."""
    other = aliased(Party)
    has_victim = exists().where(
        other.county_id == Party.county_id, other.case_id == Party.case_id, other.role == "victim"
    )
    return list(
        session.scalars(
            select(CaseFile)
            .where(
                CaseFile.id.in_(
                    select(Party.case_id).where(
                        Party.person_id.in_(sorted(person_ids)),
                        (Party.role == "victim") | ((Party.role == "applicant") & ~has_victim),
                    )
                ),
                CaseFile.violence.is_(True),
                CaseFile.state.not_in(NO_REPORT),
                CaseFile.merged_into_id.is_(None),
            )
            .order_by(CaseFile.received_at, CaseFile.id)
        )
    )
