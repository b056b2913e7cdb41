"""How near a family is to harm: what the county's scheme proposes, with its reasons, from the case.

Pure but for the reads of what was rated before. Nothing here changes a level: rules propose, a
person decides (个人信息保护法 24; T/ZSM 5.5.3.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.faces import brand_of
from core.cases.lifecycle import ENDED
from core.cases.loading import Loaded
from core.cases.models import FollowUp, Promise, Rating
from core.cases.reading import names_of
from core.cases.schemes import SCHEMES
from core.cases.visits import open_duty
from core.forms.conditions import holds
from core.privacy import Reach, shows
from core.words import CaseState, WarningLevel, WarningScheme

SETTLED = frozenset({"settled", "followup", "archived"})
OFTEN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """The gravest level any ground speaks for, None when none does, and every ground that holds
    for it."""

    scheme: WarningScheme
    level: WarningLevel | None
    grounds: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The grounds in words."""
        if self.level is None:
            return ()
        return tuple(one.text for one in self.level.grounds if one.code in self.grounds)


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingOut:
    """A rating as the viewer may see it; the words only where the story is open."""

    id: str
    level: WarningLevel | None
    before: WarningLevel | None
    proposed: WarningLevel | None
    state: str
    reason: str
    factors: tuple[str, ...]
    decided_by: str
    decided_at: datetime
    second_by: str
    mine: bool


def scheme_of(acting: Acting, loaded: Loaded) -> WarningScheme:
    """Return the scheme the case is graded by: a brand's where it is held, else the county's.

    Levels of two schemes cannot be compared, so a level that stands is not left by moving the case:
    a brand's scheme takes no case that the county's graded, and keeps those it graded itself.
    """
    case, county = loaded.case, SCHEMES[acting.settings["warning_scheme"]]
    for item in loaded.items:
        own = acting.schemes.of_brand(acting.roster.brands.get(item.brand))
        if own is not None and case.warning and own.code == case.warning_scheme:
            return own
        here = acting.schemes.of_brand(brand_of(acting, item, loaded.path))
        if here is not None and not case.warning:
            return here
    return county


def propose(scheme: WarningScheme, values: Mapping[str, object]) -> Proposal:
    """Return what *scheme* proposes for a case of these *values* (names of ``WARNING_FACTS``)."""
    for level in reversed(scheme.levels):
        held = tuple(one.code for one in level.grounds if holds(one.when, values))
        if held:
            return Proposal(scheme=scheme, level=level, grounds=held)
    return Proposal(scheme=scheme, level=None)


def values_of(acting: Acting, loaded: Loaded, factors: Iterable[str]) -> dict[str, object]:
    """Return what core knows of the case, under the names grounds ask by."""
    case = loaded.case
    failed = sum(1 for one in loaded.attempts if one.result == "failed")
    last = last_visit(loaded)
    refused = acting.session.scalars(
        select(Promise.id)
        .where(Promise.case_id == case.id, Promise.replaced.is_(False), Promise.state == "refused")
        .limit(1)
    ).first()
    danger = case.danger or {}
    return {
        "stop_one": case.stop_one,
        "violence": case.violence,
        "minor_victim": case.minor_victim,
        "report_due": case.report_due,
        "danger": danger.get("now") or "unknown",
        "flags": list(danger.get("flags") or ()),
        "scenario": case.scenario,
        "scenarios": list(case.scenarios),
        "found": last.found if last else "",
        "duty": open_duty(loaded),
        "settled": case.state in SETTLED,
        "tried_in_vain": failed > 0 and case.state not in SETTLED,
        "tried_often": failed >= OFTEN,
        "beyond_village": case.level != "L1" and case.received_level == "L1",
        "promise_refused": refused is not None,
        "factors": list(factors),
    }


def last_visit(loaded: Loaded) -> FollowUp | None:
    """Return the newest visit on which somebody was spoken with."""
    made = [one for one in loaded.follow_ups if one.done_at and one.found != "unreachable"]
    return max(made, key=lambda one: one.done_at or one.planned_on, default=None)


def ratings_of_case(acting: Acting, loaded: Loaded) -> list[Rating]:
    """Return the ratings of the case, the newest first."""
    return list(
        acting.session.scalars(
            select(Rating)
            .where(Rating.case_id == loaded.case.id)
            .order_by(Rating.decided_at.desc(), Rating.id.desc())
        )
    )


def asked_now(acting: Acting, case_id: str) -> tuple[Rating, ...]:
    """Return what waits for a second person on a case; at most one."""
    return tuple(
        acting.session.scalars(
            select(Rating).where(Rating.case_id == case_id, Rating.state == "asked")
        )
    )


def ratings_seen(
    acting: Acting, loaded: Loaded, how_far: Reach, ratings: Iterable[Rating]
) -> tuple[RatingOut, ...]:
    """Return *ratings* as the viewer may see them; nothing below the process."""
    seen = shows(how_far)
    if not seen.process:
        return ()
    rows = tuple(ratings)
    names = names_of(acting, {*(row.decided_by for row in rows), *(row.second_by for row in rows)})
    return tuple(_seen(acting, row, names, story=seen.papers) for row in rows)


def _seen(acting: Acting, row: Rating, names: Mapping[str, str], *, story: bool) -> RatingOut:
    book = acting.schemes
    scheme = book.scheme(row.scheme, row.edition)
    labels = {one.value: one.label for one in scheme.factors} if scheme else {}
    ticked = (row.grounds or {}).get("factors", ()) if story else ()
    return RatingOut(
        id=row.id,
        level=book.level(row.scheme, row.level, row.edition),
        before=book.level(row.scheme, row.before, row.edition),
        proposed=book.level(row.scheme, row.proposed, row.edition) if story else None,
        state=row.state,
        reason=(row.reason or "") if story else "",
        factors=tuple(labels.get(one, one) for one in ticked),
        decided_by=names.get(row.decided_by, ""),
        decided_at=row.decided_at,
        second_by=names.get(row.second_by or "", ""),
        mine=row.decided_by == acting.me,
    )


def factors_before(ratings: Iterable[Rating]) -> tuple[str, ...]:
    """Return what was ticked last; *ratings* stand the newest first."""
    newest = next(iter(ratings), None)
    return tuple((newest.grounds or {}).get("factors", ())) if newest else ()


def rateable(loaded: Loaded, ratings: Iterable[Rating]) -> bool:
    """Tell whether the family may be graded: while the case runs, and after its archive as long as
    visits go on; a grade decides when the next one is, and follows each (T/ZSM 5.5.3.1)."""
    state = loaded.case.state
    if state == CaseState.ARCHIVED.value:
        still = any(one.done_at is None for one in loaded.follow_ups)
        return still or due_again(loaded, ratings)
    return state not in ENDED


def due_again(loaded: Loaded, ratings: Iterable[Rating]) -> bool:
    """Tell whether a visit was made after the family was last rated (re-rated after each visit)."""
    visit = last_visit(loaded)
    if visit is None or visit.done_at is None:
        return False
    newest = max((row.decided_at for row in ratings), default=None)
    return newest is None or newest < visit.done_at
