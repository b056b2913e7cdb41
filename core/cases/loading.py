"""Load a case once, in a bounded number of queries, for guards, pages and papers alike.

Every reader goes through ``load``; what it may show is then judged from the same value, so no page
can forget a question another page asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from core.cases import statements
from core.cases.acting import Acting
from core.cases.danger.classes import class_so_far
from core.cases.errors import Forbidden, MoveRefused, Unknown
from core.cases.facts import Facts, PointFact
from core.cases.lifecycle import ENDED, POLICIES, By
from core.cases.loop import loop_done
from core.cases.merging import why_it_stands
from core.cases.models import (
    Approval,
    Attempt,
    CaseBarrier,
    CaseFile,
    CaseFlag,
    CaseGrant,
    CasePoint,
    CoHandling,
    CoPart,
    FollowUp,
    Glass,
    Measure,
    Meeting,
    Party,
    Referral,
    ServiceItem,
    Transfer,
    UrgentReport,
)
from core.cases.team_forms import LOOP_PARTS
from core.cases.views import case_view
from core.clocks import now, today
from core.clocks.models import ClockRow
from core.families.models import Person
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.privacy import Reach, Standing, reach, shows, through_glass
from core.roster import Roster
from core.words import CaseState, ItemState, Level, Objection, Role, Viewer

Row = TypeVar("Row")
SPECIAL = frozenset({"special"})
TEAM = frozenset({"team"}) | SPECIAL
WATCHING = frozenset({"watch"})
CO_HANDLING = frozenset({"co"})
ALARMED = frozenset({"urgent"})
RECEIVING = frozenset({"front_desk", "handler", "point_head", "city"})

ENDED_STATES = frozenset(state.value for state in ENDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The rows of one case. ``parties`` go with their persons, ``points`` by id; ``papers`` and
    ``records`` count those that show how it was settled; with ``absorbs`` another went into it."""

    case: CaseFile
    parties: tuple[tuple[Party, Person | None], ...]
    items: tuple[ServiceItem, ...]
    grants: tuple[CaseGrant, ...]
    barriers: tuple[CaseBarrier, ...]
    transfers: tuple[Transfer, ...]
    attempts: tuple[Attempt, ...]
    meetings: tuple[Meeting, ...]
    measures: tuple[Measure, ...]
    reports: tuple[UrgentReport, ...]
    follow_ups: tuple[FollowUp, ...]
    clocks: tuple[ClockRow, ...]
    co_points: tuple[CasePoint, ...]
    flags: tuple[CaseFlag, ...]
    orders: tuple[CoHandling, ...]
    co_parts: tuple[CoPart, ...]
    approvals: tuple[Approval, ...]
    points: dict[str, ServicePoint]
    barred_accounts: frozenset[str]
    barred_points: frozenset[str]
    papers: int
    records: int
    absorbs: bool = False
    glasses: tuple[Glass, ...] = ()
    referrals: tuple[Referral, ...] = ()

    @property
    def pending(self) -> Transfer | None:
        """The hop that waits for an answer, if any."""
        return next((one for one in self.transfers if one.state == "pending"), None)

    @property
    def joint(self) -> CoHandling | None:
        """The co-handling under way, if any."""
        return next((one for one in self.orders if one.ended_at is None), None)

    @property
    def path(self) -> tuple[str, ...]:
        return ids_of(self.case.holder_path)

    @property
    def special(self) -> bool:
        """一案一专班: somebody sits in a special team of this case now."""
        return any(one.why in SPECIAL and one.until is None for one in self.grants)


def find_case(session: Session, number: str) -> CaseFile:
    """Return the case with this number; raise Unknown when the county has none."""
    return _case(session, statements.BY_NUMBER, number)


def lock_case(session: Session, number: str) -> CaseFile:
    """As ``find_case``, and no one else may change the case until this transaction ends.

    A row looked at earlier in the transaction is read again: on PostgreSQL it may have changed
    while this waited for its turn.
    """
    return _case(session, statements.LOCKED, number)


def _case(session: Session, statement: Select[CaseFile], number: str) -> CaseFile:
    case = session.scalars(statement, {"number": number}).one_or_none()
    if case is None:
        raise Unknown(number)
    return case


def load(session: Session, case: CaseFile, *, fresh: bool = False) -> Loaded:
    """Load everything around *case*; the number of queries is bounded by the kinds of things a
    case can have.

    With *fresh* rows this session has seen before are read again: a command that judges by what it
    read before it had the lock would undo what others did meanwhile.
    """
    options = statements.FRESH if fresh else {}
    this = {"case": case.id}
    papers, records, absorbs, *found = session.execute(statements.AROUND, this).one()
    there = {model for model, some in zip(statements.SELDOM, found, strict=True) if some}

    def some(model: type[Row]) -> tuple[Row, ...]:
        wanted = statements.SELDOM[model]
        return rows(wanted) if model in there else ()

    def rows(statement: Select[Row]) -> tuple[Row, ...]:
        return tuple(session.scalars(statement, this, execution_options=options))

    parties = session.execute(statements.PARTIES, this, execution_options=options).all()
    barriers, transfers, co_points = some(CaseBarrier), some(Transfer), some(CasePoint)
    wanted = {*ids_of(case.holder_path), case.point_id, case.holder_id}
    wanted |= {one.from_point_id for one in transfers} | {one.to_point_id for one in transfers}
    wanted |= {one.point_id for one in co_points}
    points = session.scalars(
        statements.POINTS, {"points": sorted(wanted), "holder": case.holder_id}
    ).all()
    return Loaded(
        case=case,
        parties=tuple((party, person) for party, person in parties),
        items=rows(statements.ITEMS),
        grants=some(CaseGrant),
        barriers=barriers,
        transfers=transfers,
        attempts=some(Attempt),
        meetings=_in_turn(some(Meeting)),
        measures=some(Measure),
        reports=some(UrgentReport),
        follow_ups=some(FollowUp),
        clocks=rows(statements.CLOCKS),
        co_points=tuple(one for one in co_points if one.until is None),
        flags=some(CaseFlag),
        orders=some(CoHandling),
        co_parts=some(CoPart),
        approvals=some(Approval),
        points={point.id: point for point in points},
        barred_accounts=_barred_accounts(session, barriers),
        barred_points=frozenset(one.point_id for one in barriers if one.point_id),
        papers=papers,
        records=records,
        absorbs=bool(absorbs),
        glasses=some(Glass),
        referrals=some(Referral),
    )


def _barred_accounts(session: Session, barriers: Iterable[CaseBarrier]) -> frozenset[str]:
    """Return who is never chosen for the case: those named, and those posted at a named point, also
    since and from a day to come: nothing may send them a paper, a task or a hop."""
    named = {one.account_id for one in barriers if one.account_id}
    points = sorted(one.point_id for one in barriers if one.point_id)
    if points:
        asked = {"points": points, "today": today()}
        named.update(session.scalars(statements.POSTED_AT, asked))
    return frozenset(named)


def _in_turn(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return meetings as they followed each other. Two may be held on one day, and the day may be
    written down late; only one is ever without its plan, and that one is the last."""
    return tuple(sorted(meetings, key=lambda one: (one.adopted_at is None, one.adopted_at)))


def standing_of(roster: Roster, loaded: Loaded) -> Standing:
    """Return what privacy judges the case by."""
    case, pending, moment = loaded.case, loaded.pending, now()
    alive = [grant for grant in loaded.grants if grant.until is None]
    wanted = frozenset(
        role.name
        for item in loaded.items
        if item.owner_id is None and item.state == ItemState.OPEN.value
        for role in roles_of(roster, item.service)
    )
    return Standing(
        sealed=case.sealed,
        holder_id=case.holder_id,
        holder_path=loaded.path,
        point_id=case.point_id,
        first_handler_id=case.first_handler_id,
        lead_id=case.lead_id,
        handler_id=case.handler_id,
        tracker_id=case.tracker_id,
        escalated=case.escalated,
        item_owners=frozenset(item.owner_id for item in loaded.items if item.owner_id),
        named=frozenset(grant.account_id for grant in alive),
        team=frozenset(grant.account_id for grant in alive if grant.why in TEAM),
        alarmed=frozenset(grant.account_id for grant in alive if grant.why in ALARMED),
        co_handlers=frozenset(grant.account_id for grant in alive if grant.why in CO_HANDLING),
        watching=frozenset(grant.account_id for grant in alive if grant.why in WATCHING),
        glass=frozenset(one.account_id for one in loaded.glasses if one.open_at(moment)),
        # a post that begins tomorrow closes the case tomorrow, in the list and on the page alike
        barred_accounts=frozenset(one.account_id for one in loaded.barriers if one.account_id),
        barred_points=loaded.barred_points,
        co_points=frozenset(one.point_id for one in loaded.co_points),
        pending_point_id=pending.to_point_id if pending else None,
        pending_account_id=pending.to_account_id if pending else None,
        wanted_roles=wanted,
    )


def roles_of(roster: Roster, service: str) -> tuple[Role, ...]:
    """Return the professions that own items of *service*; none when it is not installed."""
    declared = roster.services.get(service)
    return declared.roles if declared else ()


def relations_of(viewer: Viewer, loaded: Loaded, how_far: Reach) -> frozenset[By]:
    """Return how *viewer* relates to the case; without reach there is no relation at all."""
    if how_far is Reach.NONE:
        return frozenset()
    case, pending, me = loaded.case, loaded.pending, viewer.account_id
    found: set[By] = set()
    found |= {By.LEAD} if me == case.lead_id else set()
    found |= {By.HANDLER} if me == case.handler_id else set()
    found |= {By.TRACKER} if me == case.tracker_id else set()
    if any(item.owner_id == me for item in loaded.items):
        found.add(By.ITEM_OWNER)
    mine = {one.why for one in loaded.grants if one.account_id == me and one.until is None}
    found |= {By.NAMED} if mine & ALARMED else set()
    found |= {By.CO_HANDLER} if mine & CO_HANDLING else set()
    for post in viewer.posts:
        here, role = post.point.id, post.role
        if here == case.holder_id:
            found |= {By.HOLDER_DESK} if role in ("front_desk", "handler", "city") else set()
            found |= {By.HOLDER_HEAD} if role == "point_head" else set()
        elif role == "point_head" and here in loaded.path:
            found.add(By.SUPERIOR_HEAD)
        if role == "point_head" and post.point.level == "county":
            found.add(By.COUNTY_HEAD)
        if role == "supervisor":
            found.add(By.SUPERVISOR)
        named = pending is not None and pending.to_account_id in (None, me)
        if pending and here == pending.to_point_id and role in RECEIVING and named:
            found.add(By.RECEIVER)
    return frozenset(found)


def facts_of(acting: Acting, loaded: Loaded) -> Facts:
    """Return everything the guards judge by, for the one who acts."""
    case, pending, session = loaded.case, loaded.pending, acting.session
    standing = standing_of(acting.roster, loaded)
    how_far = reach(acting.viewer, standing)
    stay = 1 + sum(1 for one in loaded.transfers if one.state == "accepted")
    here = [one for one in loaded.attempts if one.level == case.level and one.stay == stay]
    days = {one.on for one in here if one.result != "void" and one.present}
    last = loaded.meetings[-1] if loaded.meetings else None
    needed = POLICIES[acting.settings["attempts"]].get(Level(case.level), 0)
    barred_here = barred_points(session, loaded)
    above = [loaded.points[one] for one in reversed(loaded.path[:-1]) if one in loaded.points]
    below = sorted(
        (one for one in loaded.points.values() if one.parent_id == case.holder_id and one.active),
        key=lambda one: one.code,
    )
    return Facts(
        view=case_view(loaded),
        standing=standing,
        relations=relations_of(acting.viewer, loaded, how_far),
        version=case.version,
        mine=case.handler_id == acting.me,
        knows_wishes=shows(how_far).papers,
        today=acting.today,
        channel=case.channel,
        danger_cleared=case.danger_cleared,
        danger_class=class_so_far(case.danger),
        minor_victim=case.minor_victim,
        report_due=case.report_due,
        cross_town=case.cross_town,
        cross_county=case.cross_county,
        pending_kind=pending.kind if pending else "",
        pending_from=pending.from_point_id if pending else "",
        attempt_days=len(days),
        attempts_needed=needed,
        attempt_open=any(one.result == "open" for one in here),
        plan_state=last.plan_state if last else "none",
        measures=len(loaded.measures),
        measures_open=sum(
            1
            for one in loaded.measures
            if last and one.meeting_id == last.id and one.done_on is None
        ),
        meetings=len(loaded.meetings),
        follow_ups_done=sum(1 for one in loaded.follow_ups if _proves(one, case.settled_at)),
        records=loaded.records,
        papers=loaded.papers,
        told_remedies=case.told_remedies or any(item.told_remedies for item in loaded.items),
        urgent_for_me=any(one.state == "open" and acting.me in one.named for one in loaded.reports),
        sent_back=sum(1 for one in loaded.transfers if one.state == "sent_back"),
        above=tuple(
            PointFact(
                id=one.id, name=one.name, level=one.level, barred=one.id in loaded.barred_points
            )
            for one in above
            if one.level != "city" or case.cross_county
        ),
        below=tuple(
            PointFact(id=one.id, name=one.name, level=one.level, barred=one.id in barred_here)
            for one in below
        ),
        loop_missing=_loop_missing(session, loaded),
        co_handled=loaded.joint is not None,
        settled=case.settled_at is not None,
        merge_stands=_merge_stands(acting, loaded),
        names={party.id: (person.name or "") if person else "" for party, person in loaded.parties},
    )


def _proves(visit: FollowUp, settled_at: datetime | None) -> bool:
    """Tell whether a visit shows how it went since the case was settled: somebody was spoken
    with, and not before."""
    if visit.done_at is None or visit.found == "unreachable":
        return False
    return settled_at is None or visit.done_at >= settled_at


def _loop_missing(session: Session, loaded: Loaded) -> tuple[str, ...]:
    """Return the parts of the loop a special team still owes; asks nothing where there is none."""
    if not loaded.special:
        return ()
    done = loop_done(session, loaded.case.id)
    return tuple(part for part in LOOP_PARTS if part not in done)


def _merge_stands(acting: Acting, loaded: Loaded) -> str:
    """Return why a merge cannot be undone; asks nothing of a case that is not merged."""
    if loaded.case.state != CaseState.MERGED.value:
        return ""
    return why_it_stands(acting, loaded.case)


def barred_points(session: Session, loaded: Loaded) -> frozenset[str]:
    """Points that may not receive the case: named ones, and where a named account holds a post."""
    if not loaded.barred_accounts:
        return loaded.barred_points
    posts = session.scalars(
        statements.POSTS_OF, {"accounts": sorted(loaded.barred_accounts), "today": today()}
    )
    return loaded.barred_points | frozenset(posts)


def require_running(loaded: Loaded) -> None:
    """Raise MoveRefused when the case has ended: what is archived is only read (附录 B)."""
    if loaded.case.state in ENDED_STATES:
        raise MoveRefused(
            Objection(text="办件已经结束；要接着办请先重新开启", citation="附录 B", code="state")
        )


def open_case(acting: Acting, number: str, *, lock: bool = False) -> tuple[Loaded, Facts, Reach]:
    """Load the case for the one who acts; raise Unknown when they may not know of it."""
    find = lock_case if lock else find_case
    loaded = load(acting.session, find(acting.session, number), fresh=lock)
    facts = facts_of(acting, loaded)
    how_far = reach(acting.viewer, facts.standing)
    if how_far is Reach.NONE:
        raise Unknown(number)
    if lock and through_glass(acting.viewer, facts.standing):
        raise Forbidden(number)  # an emergency look is for reading
    return loaded, facts, how_far
