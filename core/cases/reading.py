"""A case as one viewer may see it: the projection every outlet uses, page, API and paper alike.

What a reach does not open is None here, so a template or a serializer cannot print it by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.facts import Facts
from core.cases.lifecycle import By
from core.cases.loading import Loaded, open_case
from core.cases.merging import absorbed_by
from core.cases.models import CaseEvent, CaseFile, Measure, ServiceItem
from core.cases.partitions import kept_steps
from core.cases.visibility import visible_to
from core.clocks.models import ClockRow
from core.db import prepared
from core.people.models import Account
from core.privacy import Reach, Shows, shows


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyOut:
    """A person in the case; ``name`` and ``phone`` are given in full, pages mask them.

    Whether each would sit down with the other stays with the record that asked: whoever reads the
    case beside him would tell him that it was she who refused (妇联规程 8, 法发〔2022〕10号 四).
    """

    id: str
    person_id: str
    role: str
    relation: str
    relation_own: str
    name: str
    phone: str
    sex: str
    birth_date: date | None
    minor: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemOut:
    """A service item. ``mine`` = the viewer works it; others' items show steps only. ``brand`` is
    the local face it was opened or first worked under."""

    id: str
    service: str
    title: str
    state: str
    step: str
    done: tuple[str, ...]
    version: int
    owner_id: str | None
    owner: str
    point: str
    mine: bool
    outcome: str
    loaded: bool
    brand: str
    brand_title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockOut:
    """A deadline with its source."""

    id: str
    code: str
    title: str
    due_at: datetime
    state: str
    citation: str
    local: bool
    provisional: bool
    pause_reason: str
    item_id: str | None
    warn_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EventOut:
    """One line of the history; ``note`` only where the story is open to the viewer."""

    seq: int
    kind: str
    at: datetime
    point: str
    actor: str
    item: str
    note: dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseOut:
    """The case as the viewer may see it. Parts that the reach does not open are None."""

    number: str
    reach: Reach
    version: int
    state: str
    stage: str
    level: str
    scenario: str
    scenario_own: str
    scenarios: tuple[str, ...]
    confidentiality: str
    urgency: str
    channel: str
    channel_own: str
    campaign: str
    found_on: date | None
    came: int | None
    received_at: datetime
    received_level: str
    holder: str
    holder_id: str
    holder_code: str
    point: str
    first_handler: str
    first_handler_id: str
    lead: str
    lead_id: str
    handler: str
    handler_id: str | None
    tracker: str
    tracker_id: str | None
    summary: str | None
    danger: dict[str, object] | None
    violence: bool | None
    stop_one: bool | None
    order_until: date | None
    report_due: bool | None
    keep_away: tuple[dict[str, object], ...] | None
    outcome: str | None
    parties: tuple[PartyOut, ...] | None
    items: tuple[ItemOut, ...]
    clocks: tuple[ClockOut, ...]
    pending_kind: str
    pending_to: str
    attempts: int
    attempts_needed: int
    cross_town: bool
    cross_county: bool
    plan_state: str
    warning_scheme: str
    warning: str
    plan: str | None
    measures: tuple[Measure, ...] | None
    co_points: tuple[str, ...]
    previous: str
    merged_into: str
    merged_from: tuple[str, ...]
    not_family_window: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUpOut:
    """A visit planned or made; its kind and what was found only where the story is open to the
    viewer: some kinds tell of violence."""

    id: str
    kind: str
    planned_on: date
    missed: int
    done_at: datetime | None
    found: str
    record_id: str | None


_NAMES = prepared(
    select(Account.id, Account.name).where(Account.id.in_(bindparam("ids", expanding=True)))
)
_HISTORY = prepared(
    select(CaseEvent)
    .where(CaseEvent.case_id == bindparam("case"), CaseEvent.seq < bindparam("before"))
    .order_by(CaseEvent.seq.desc())
    .limit(bindparam("most"))
)


def read_case(acting: Acting, number: str) -> tuple[CaseOut, Loaded, Facts]:
    """Return the case for the one who looks; raise Unknown when they may not know of it."""
    loaded, facts, how_far = open_case(acting, number)
    return project(acting, loaded, facts, how_far), loaded, facts


def names_of(acting: Acting, account_ids: set[str | None]) -> dict[str, str]:
    """Return the names of staff, in one query for those not asked for before."""
    wanted = {one for one in account_ids if one}
    new = sorted(wanted - acting.names.keys())
    if new:
        # who is nobody's account is kept as such, or it would be asked for again
        acting.names.update(dict.fromkeys(new, ""))
        found = acting.session.execute(_NAMES, {"ids": new})
        acting.names.update({row.id: row.name for row in found})
    return {one: acting.names[one] for one in wanted if acting.names[one]}


def project(acting: Acting, loaded: Loaded, facts: Facts, how_far: Reach) -> CaseOut:
    """Cut the loaded case down to what *how_far* opens."""
    case, seen = loaded.case, shows(how_far)
    names = names_of(
        acting,
        {
            case.first_handler_id,
            case.lead_id,
            case.handler_id,
            case.tracker_id,
            *(item.owner_id for item in loaded.items),
        },
    )
    process = seen.process
    linked = _linked(acting, case)

    def name(account_id: str | None) -> str:
        return names.get(account_id or "", "") if process else ""

    def place(point_id: str) -> str:
        point = loaded.points.get(point_id)
        return point.name if point is not None and process else ""

    return CaseOut(
        number=case.number,
        reach=how_far,
        version=case.version,
        state=case.state,
        stage=case.stage,
        level=case.level,
        scenario=case.scenario,
        scenario_own=case.scenario_own if process else "",
        scenarios=tuple(case.scenarios) if process else (),
        confidentiality=case.confidentiality,
        urgency=case.urgency,
        channel=case.channel if process else "",
        channel_own=case.channel_own if process else "",
        campaign=case.campaign if process else "",
        found_on=case.found_on if process else None,
        came=case.came if process else None,
        received_at=case.received_at,
        received_level=case.received_level,
        holder=place(case.holder_id),
        holder_id=case.holder_id if process else "",
        holder_code=loaded.points[case.holder_id].code if process else "",
        point=place(case.point_id),
        first_handler=name(case.first_handler_id),
        first_handler_id=case.first_handler_id if process else "",
        lead=name(case.lead_id),
        lead_id=case.lead_id if process else "",
        handler=name(case.handler_id),
        handler_id=case.handler_id if process else None,
        tracker=name(case.tracker_id),
        tracker_id=case.tracker_id if process else None,
        summary=(case.summary or "") if seen.story else None,
        danger=dict(case.danger or {}) if seen.story else None,
        violence=case.violence if seen.story else None,
        stop_one=case.stop_one if seen.story else None,
        order_until=case.order_until if seen.papers and facts.view.order_in_force else None,
        report_due=case.report_due if seen.story else None,
        keep_away=tuple(case.keep_away or ()) if seen.papers else None,
        outcome=(case.outcome or "") if seen.story else None,
        parties=_parties(loaded, facts) if seen.people else None,
        items=tuple(_item(acting, loaded, item, seen, names) for item in loaded.items),
        clocks=tuple(
            clock_out(row, why=seen.story or not case.sealed)
            for row in loaded.clocks
            if row.state != "stopped"
        ),
        pending_kind=facts.pending_kind,
        pending_to=place(loaded.pending.to_point_id) if loaded.pending else "",
        attempts=facts.attempt_days,
        attempts_needed=facts.attempts_needed,
        cross_town=case.cross_town,
        cross_county=case.cross_county,
        plan_state=facts.plan_state,
        warning_scheme=case.warning_scheme if process else "",
        warning=case.warning if process else "",
        plan=loaded.meetings[-1].plan if seen.papers and loaded.meetings else None,
        measures=loaded.measures if seen.papers else None,
        co_points=tuple(place(one.point_id) for one in loaded.co_points),
        previous=linked.get(case.previous_id or "", ""),
        merged_into=linked.get(case.merged_into_id or "", ""),
        merged_from=absorbed_by(acting, case) if process and loaded.absorbs else (),
        not_family_window=case.not_family_window,
    )


def _linked(acting: Acting, case: CaseFile) -> dict[str, str]:
    """Return the numbers of the cases this one points to, by id; of those the viewer may know."""
    wanted = [one for one in (case.previous_id, case.merged_into_id) if one]
    if not wanted:
        return {}
    rows = acting.session.execute(
        select(CaseFile.id, CaseFile.number).where(
            CaseFile.id.in_(wanted), visible_to(acting.viewer)
        )
    )
    return {row.id: row.number for row in rows}


def _parties(loaded: Loaded, facts: Facts) -> tuple[PartyOut, ...]:
    minors = {party.id: party.minor for party in facts.view.parties}
    return tuple(
        PartyOut(
            id=party.id,
            person_id=party.person_id or "",
            role=party.role,
            relation=party.relation,
            relation_own=party.relation_own,
            name=(person.name or "") if person else "",
            phone=(person.phone or "") if person else "",
            sex=person.sex if person else "",
            birth_date=person.birth_date if person else None,
            minor=minors[party.id],
        )
        for party, person in loaded.parties
    )


def _item(
    acting: Acting, loaded: Loaded, item: ServiceItem, seen: Shows, names: dict[str, str]
) -> ItemOut:
    mine = item.owner_id == acting.me or (
        item.owner_id is None and loaded.case.handler_id == acting.me
    )
    point = loaded.points.get(item.point_id)
    kept = kept_steps(acting, loaded, item)
    done = tuple(one for one in item.done if one not in kept)
    step = item.step if item.step not in kept else (done[-1] if done else "")
    return ItemOut(
        id=item.id,
        service=item.service,
        title=item.title,
        state=item.state,
        step=step if seen.process else "",
        done=done if seen.process else (),
        version=item.version,
        owner_id=item.owner_id if seen.process else None,
        owner=names.get(item.owner_id or "", "") if seen.process else "",
        point=point.name if point is not None and seen.process else "",
        mine=mine,
        outcome=item.outcome if mine or seen.papers else "",
        loaded=item.service in acting.roster.services,
        brand=item.brand if seen.process else "",
        brand_title=item.brand_title if seen.process else "",
    )


def clock_out(row: ClockRow, *, why: bool = True) -> ClockOut:
    """Return a clock ready to show; without *why* neither its code nor its article, which name what
    the title leaves out (反家庭暴力法 28: an order was asked for)."""
    return ClockOut(
        id=row.id,
        code=row.code if why else "",
        title=row.title,
        due_at=row.due_at,
        state=row.state,
        citation=row.citation if why else "",
        local=row.local,
        provisional=row.provisional,
        pause_reason=row.pause_reason or "",
        item_id=row.item_id,
        warn_days=row.warn_days,
    )


def history_of(
    acting: Acting, loaded: Loaded, how_far: Reach, *, before: int | None = None, limit: int = 200
) -> tuple[EventOut, ...]:
    """Return the history, newest first, from below the line *before* on; words only where the
    story is open to the viewer."""
    seen = shows(how_far)
    if not seen.process:
        return ()
    case = loaded.case
    below = case.events + 1 if before is None else before
    asked = {"case": case.id, "before": below, "most": limit}
    rows = acting.session.scalars(_HISTORY, asked).all()
    names = names_of(acting, {row.actor_id for row in rows})
    titles = {item.id: item.title for item in loaded.items}
    return tuple(
        EventOut(
            seq=row.seq,
            kind=row.kind,
            at=row.at,
            point=(loaded.points[row.point_id].name if row.point_id in loaded.points else ""),
            actor=names.get(row.actor_id, ""),
            item=titles.get(row.item_id or "", ""),
            note=dict(row.note or {})
            if seen.story and _note_open(acting, loaded, row, seen)
            else {},
        )
        for row in rows
    )


def follow_ups_of(loaded: Loaded, how_far: Reach) -> tuple[FollowUpOut, ...]:
    """Return the visits after the case was settled, the earliest first."""
    seen = shows(how_far)
    if not seen.process:
        return ()
    return tuple(
        FollowUpOut(
            id=one.id,
            kind=one.kind if seen.story else "",
            planned_on=one.planned_on,
            missed=one.missed,
            done_at=one.done_at,
            found=one.found if seen.story else "",
            record_id=one.record_id if seen.papers else None,
        )
        for one in loaded.follow_ups
    )


def _note_open(acting: Acting, loaded: Loaded, row: CaseEvent, seen: Shows) -> bool:
    """A professional reads the words of the own items, not of the case's other work."""
    if seen.papers:
        return True
    owners = {item.id: item.owner_id for item in loaded.items}
    return row.item_id is not None and owners.get(row.item_id) == acting.me


def relation_titles(facts: Facts) -> frozenset[By]:
    """Return how the viewer relates to the case, for the page."""
    return facts.relations
