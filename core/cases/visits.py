"""Visits after a case was settled, and to families at risk: who makes them, when, what follows.

谁调解谁跟踪: the visit is the tracker's. Days fall on working days; what the law dates as "within"
is moved back, never past its end (T/ZSM 5.5.3.1, 5.6.1; 公通字〔2024〕34号 十二).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.loading import Loaded
from core.cases.models import CaseFile, FollowUp, Party
from core.cases.people_of import head_of
from core.cases.promises import unkept
from core.clocks import add_months_valid, local_date, remind_on, roll, today
from core.db import unseal
from core.families.models import Person
from core.people.models import Account, Post
from core.people.staff import valid_on

VISIT_KINDS: Final[Mapping[str, str]] = {
    "regular": "常态回访",
    "performance": "履行回访",
    "key_family": "重点家庭回访",
    "home": "上门查访",
    "warning_letter": "告诫书查访",
    "protection_order": "保护令协助",
    "wellbeing": "心理随访",
    "aid_quality": "援助质量回访",
}
# of a sealed case a list says no more than this, whoever stands beside the screen
NEUTRAL: Final = "回访"
# kinds that a law or an order asks for: while one is open nothing about the case is made lighter
DUTIES: Final = frozenset({"warning_letter", "protection_order"})
MOST_MISSED: Final = 3
TRACKED: Final = ("settled", "followup", "archived")
WARNING_VISITS: Final = 3
WARNING_FIRST_DAYS: Final = 7
ORDER_FIRST_DAYS: Final = 7
"""As for a 告诫书: the law says 定期 and leaves the days to us (法发〔2022〕10号 十八)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitLine:
    """One line of somebody's list of visits. ``kind`` is empty and no name stands there when the
    case is sealed: the list is read over shoulders."""

    id: str
    number: str
    kind: str
    planned_on: date
    missed: int
    sealed: bool
    late: bool
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AdriftLine:
    """A case whose visits nobody has on a list: how many, and when the first is due."""

    number: str
    sealed: bool
    planned_on: date
    visits: int


def visitor_of(acting: Acting, loaded: Loaded) -> str:
    """Return who makes the visits: the tracker, else the handler, the lead, the holder's head; the
    first who may know of the case (keep_away binds here as everywhere)."""
    case, barred = loaded.case, loaded.barred_accounts
    for account_id in (case.tracker_id, case.handler_id, case.lead_id):
        if account_id and account_id not in barred:
            return account_id
    head = head_of(acting, case.holder_id, barred)
    return head or case.first_handler_id


def plan_after_settling(acting: Acting, loaded: Loaded) -> tuple[FollowUp, ...]:
    """Plan the county's visits (7, 30 and 90 days by default), each on a working day.

    Where something was promised they are visits about its performance (人民调解法 31).
    """
    kind = "performance" if unkept(acting.session, loaded.case.id) else "regular"
    days = [acting.today + timedelta(days=one) for one in acting.settings["followup_days"]]
    return tuple(plan(acting, loaded, kind, day) for day in days)


def plan(acting: Acting, loaded: Loaded, kind: str, day: date) -> FollowUp:
    """Plan one visit on *day* or the next working day."""
    if kind not in VISIT_KINDS:
        raise ValueError(kind)
    visit = FollowUp(case_id=loaded.case.id, kind=kind, planned_on=roll(day, acting.calendar))
    acting.session.add(visit)
    return visit


def plan_within(acting: Acting, loaded: Loaded, kind: str, last: date) -> FollowUp | None:
    """Plan a visit on or before *last*, unless one is planned by then already."""
    if any(one.done_at is None and one.planned_on <= last for one in loaded.follow_ups):
        return None
    day = max(remind_on(last, 0, acting.calendar), roll(acting.today, acting.calendar))
    visit = FollowUp(case_id=loaded.case.id, kind=kind, planned_on=day)
    acting.session.add(visit)
    return visit


def next_warning_visit(
    done: Iterable[tuple[date, str]],
    served: date | None,
    broken: date | None = None,
    first: int = WARNING_FIRST_DAYS,
) -> date | None:
    """Return the last day of the next visit after a 告诫书, None when the duty has ended.

    *done* are the visits made so far, (day, found). The first is due within *first* days of
    *served*, seven unless the province is stricter, then one every three months; three in a row
    without anything new end the duty, and whatever is new, found on a visit or *broken* on a day,
    starts the count again (公通字〔2024〕34号 十二).
    """
    quiet, last = 0, None
    for day, found in sorted(done):
        fresh = broken is None or day > broken
        quiet = quiet + 1 if found == "stable" and fresh else 0
        last = day
    if quiet >= WARNING_VISITS:
        return None
    if last is not None:
        return add_months_valid(last, 3)
    return served + timedelta(days=first) if served else None


def next_order_visit(done: date, until: date | None, every: int) -> date | None:
    """Return the last day of the next visit while an order binds, None when the one on *done* was
    its last: every *every* days, and once by *until*, its last day."""
    if until is None or done >= until:
        return None
    return min(until, done + timedelta(days=every))


def plan_by_law(acting: Acting, loaded: Loaded, kind: str, last: date) -> FollowUp:
    """Plan a visit that a law dates: on the last working day by then, today when that is past."""
    day = max(remind_on(last, 0, acting.calendar), roll(acting.today, acting.calendar))
    for one in loaded.follow_ups:
        if one.kind == kind and one.done_at is None:
            one.planned_on = min(one.planned_on, day)
            return one
    visit = FollowUp(case_id=loaded.case.id, kind=kind, planned_on=day)
    acting.session.add(visit)
    return visit


def open_duty(loaded: Loaded) -> bool:
    """Tell whether a visit that a 告诫书 or a protection order asks for is still to be made, or an
    order binds, or danger stands, or a mandatory report is owed."""
    case = loaded.case
    visits = any(one.kind in DUTIES and one.done_at is None for one in loaded.follow_ups)
    return visits or case.bound_on(today()) or case.stop_one or case.report_due


def mine(me: str) -> ColumnElement[bool]:
    """SQL: the visits of the case are *me*'s to make, without the two rare last resorts."""
    return or_(
        CaseFile.tracker_id == me,
        and_(CaseFile.tracker_id.is_(None), CaseFile.handler_id == me),
    )


def my_visits(
    acting: Acting,
    *,
    until: date | None = None,
    after: tuple[date, str] | None = None,
    limit: int = 50,
) -> tuple[VisitLine, ...]:
    """Return the open visits of the viewer, the earliest first, in two queries.

    *until* leaves out later ones; *after* is (day, id) of the line before the first.
    """
    query = (
        select(
            FollowUp.id,
            FollowUp.kind,
            FollowUp.planned_on,
            FollowUp.missed,
            CaseFile.id.label("case_id"),
            CaseFile.number,
            CaseFile.sealed,
        )
        .join(
            CaseFile,
            and_(CaseFile.county_id == FollowUp.county_id, CaseFile.id == FollowUp.case_id),
        )
        .where(
            FollowUp.done_at.is_(None),
            mine(acting.me),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .order_by(FollowUp.planned_on, FollowUp.id)
        .limit(limit)
    )
    if until is not None:
        query = query.where(FollowUp.planned_on <= until)
    if after is not None:
        day, row_id = after
        query = query.where(
            or_(
                FollowUp.planned_on > day,
                and_(FollowUp.planned_on == day, FollowUp.id > row_id),
            )
        )
    rows = acting.session.execute(query).all()
    names = names_in(acting, {row.case_id for row in rows if not row.sealed})
    return tuple(
        VisitLine(
            id=row.id,
            number=row.number,
            kind="" if row.sealed else row.kind,
            planned_on=row.planned_on,
            missed=row.missed,
            sealed=row.sealed,
            late=row.planned_on < acting.today,
            names=names.get(row.case_id, ()),
        )
        for row in rows
    )


def adrift(acting: Acting, *, limit: int = 20) -> tuple[AdriftLine, ...]:
    """Return the cases below the viewer's own points, as their head, whose visits nobody makes: the
    day has passed, or who should make them has left or has no account any more.

    That somebody is kept from a case by a wish or a recusal is not asked here, or the list would
    tell a head who may not know the wishes: such a visit comes up like any other that is late.
    """
    heads = [
        "/" + "/".join(post.point.path) + "/"
        for post in acting.viewer.posts
        if post.role == "point_head"
    ]
    if not heads:
        return ()
    whose = func.coalesce(CaseFile.tracker_id, CaseFile.handler_id)
    posts = and_(
        Post.county_id == CaseFile.county_id,
        Post.account_id == whose,
        valid_on(acting.today),
    )
    sits = exists().where(posts, Account.id == Post.account_id, Account.active.is_(True))
    rows = acting.session.execute(
        select(
            CaseFile.number,
            CaseFile.sealed,
            func.min(FollowUp.planned_on).label("planned_on"),
            func.count().label("visits"),
        )
        .join(
            FollowUp,
            and_(FollowUp.county_id == CaseFile.county_id, FollowUp.case_id == CaseFile.id),
        )
        .where(
            FollowUp.done_at.is_(None),
            CaseFile.state.in_(TRACKED),
            or_(
                *(
                    and_(CaseFile.holder_path >= path, CaseFile.holder_path < path[:-1] + "0")
                    for path in heads
                )
            ),
            or_(whose.is_(None), FollowUp.planned_on < acting.today, ~sits),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
        .group_by(CaseFile.number, CaseFile.sealed)
        .order_by(func.min(FollowUp.planned_on), CaseFile.number)
        .limit(limit)
    ).all()
    return tuple(AdriftLine(**row._mapping) for row in rows)


def names_in(acting: Acting, case_ids: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the first two parties of each case, in one query; pages mask them."""
    if not case_ids:
        return {}
    rows = acting.session.execute(
        select(Party.case_id, Person.county_id, Person.id, Person.name_box)
        .join(Person, and_(Person.county_id == Party.county_id, Person.id == Party.person_id))
        .where(Party.case_id.in_(case_ids), Party.position < 2)
        .order_by(Party.case_id, Party.position)
    ).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        name = unseal(Person.name_box, row.county_id, row.id, row.name_box)
        found.setdefault(row.case_id, []).append(str(name or ""))
    return {case_id: tuple(names) for case_id, names in found.items()}


def count_my_visits(acting: Acting) -> int:
    """Count the open visits of the viewer."""
    return acting.session.scalars(
        select(func.count())
        .select_from(FollowUp)
        .join(
            CaseFile,
            and_(CaseFile.county_id == FollowUp.county_id, CaseFile.id == FollowUp.case_id),
        )
        .where(
            FollowUp.done_at.is_(None),
            mine(acting.me),
            not_sealed_to(acting.viewer),
            not_barred(acting.viewer),
        )
    ).one()


def made(visits: Iterable[FollowUp], kind: str) -> tuple[tuple[date, str], ...]:
    """Return (day, found) of the visits of *kind* that were made."""
    return tuple(
        (local_date(one.done_at), one.found)
        for one in visits
        if one.kind == kind and one.done_at is not None
    )
