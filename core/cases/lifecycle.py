"""The lifecycle of a case as one table: who may make which move, from where, to where.

Annex B of T/ZSM (B.1 county, B.2 town, B.3 village first) with 5.5.1.2, 5.5.2.1 and 5.6.1. The
table is data: printed in the docs, explored by the tests and read by the case page, so what is
documented, tested and offered to a clerk is the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.cases.standing import BY_TITLES as BY_TITLES
from core.cases.standing import By as By
from core.words import CaseState as S
from core.words import Level, Move

WORKING = frozenset({By.HANDLER, By.HOLDER_HEAD})
ROUTING = WORKING | {By.HOLDER_DESK, By.LEAD}
ANYONE_ON_IT = ROUTING | {By.ITEM_OWNER, By.NAMED, By.CO_HANDLER}


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """One arrow. ``to`` None keeps the state; guards and effects are names looked up in
    ``guards.GUARDS`` and ``effects.EFFECTS``; ``parallel`` moves never touch holder or state."""

    move: Move
    sources: frozenset[S]
    to: S | None
    by: frozenset[By]
    guards: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    parallel: bool = False
    clause: str = ""
    levels: frozenset[Level] = frozenset(Level)


def _s(*states: S) -> frozenset[S]:
    return frozenset(states)


ACTIVE = _s(S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, S.UNSETTLED, S.SUSPENDED, S.SETTLED, S.FOLLOWUP)
AT_WORK = _s(S.RECEIVED, S.IN_PROGRESS, S.UNSETTLED)
ENDED = _s(S.ARCHIVED, S.NOT_ACCEPTED, S.WITHDRAWN, S.TRANSFERRED_OUT, S.MERGED)

EDGES: tuple[Edge, ...] = (
    Edge(
        move=Move.RECEIVE,
        sources=_s(S.CLUE),
        to=S.RECEIVED,
        by=ROUTING,
        effects=("receive_clue",),
        clause="5.3.1",
    ),
    Edge(
        move=Move.DECLINE,
        sources=_s(S.CLUE, S.RECEIVED),
        to=S.NOT_ACCEPTED,
        by=ROUTING,
        guards=("reason_given", "no_pending_transfer", "no_open_report"),
        effects=("end_co_handling", "end_items", "stop_clocks"),
        asks=("reason",),
        clause="5.3.3",
    ),
    Edge(
        move=Move.ANSWER,
        sources=_s(S.RECEIVED),
        to=S.ARCHIVED,
        by=ROUTING,
        guards=("answer_given", "no_pending_transfer", "no_open_report"),
        effects=("end_co_handling", "end_items", "stop_clocks", "note_outcome", "archive_here"),
        asks=("outcome",),
        clause="5.4.2",
    ),
    Edge(
        move=Move.ASSIGN_DOWN,
        sources=AT_WORK,
        to=S.ASSIGNED,
        by=ROUTING,
        guards=("no_pending_transfer", "may_go_down", "target_below", "target_not_barred"),
        effects=("send_transfer",),
        asks=("to", "reason"),
        clause="附录 B.1",
        levels=frozenset({Level.L3, Level.L2}),
    ),
    Edge(
        move=Move.ACCEPT,
        sources=_s(S.ASSIGNED, S.IN_PROGRESS, S.UNSETTLED, S.RECEIVED),
        to=S.IN_PROGRESS,
        by=frozenset({By.RECEIVER}),
        guards=("pending_transfer",),
        effects=("take_over",),
        clause="5.6.1",
    ),
    Edge(
        move=Move.SEND_BACK,
        sources=_s(S.ASSIGNED, S.IN_PROGRESS, S.UNSETTLED, S.RECEIVED),
        to=None,
        by=frozenset({By.RECEIVER}),
        guards=("pending_transfer", "reason_given"),
        effects=("return_transfer",),
        asks=("reason",),
        clause="5.6.1",
    ),
    Edge(
        move=Move.START_ATTEMPT,
        sources=AT_WORK,
        to=S.IN_PROGRESS,
        by=WORKING,
        guards=(
            "no_pending_transfer",
            "no_open_attempt",
            "stop_one",
            "nobody_refused",
            "danger_cleared",
            "class_allows",
            "present_named",
            "present_agreed",
        ),
        effects=("begin_attempt",),
        asks=("present", "on"),
        clause="5.5.2.1",
        levels=frozenset({Level.L1, Level.L2, Level.L3}),
    ),
    Edge(
        move=Move.SETTLE,
        sources=_s(S.IN_PROGRESS),
        to=S.SETTLED,
        by=WORKING,
        guards=(
            "no_pending_transfer",
            "attempted_or_planned",
            "outcome_given",
            "evidence_filed",
            "no_open_report",
        ),
        effects=("end_attempt_settled", "note_outcome", "name_tracker", "plan_follow_ups"),
        asks=("outcome",),
        clause="附录 B",
    ),
    Edge(
        move=Move.NOT_SETTLED,
        sources=_s(S.IN_PROGRESS),
        to=S.UNSETTLED,
        by=WORKING,
        guards=("no_pending_transfer", "attempt_or_plan_open", "reason_given"),
        effects=("end_attempt_failed",),
        asks=("reason",),
        clause="附录 B",
    ),
    Edge(
        move=Move.ESCALATE,
        sources=AT_WORK,
        to=None,
        by=ROUTING,
        guards=("no_pending_transfer", "no_open_attempt", "attempts_made", "someone_above"),
        effects=("send_transfer_up",),
        asks=("waiver", "reason"),
        clause="5.5.2.1",
        levels=frozenset({Level.L1, Level.L2, Level.L3}),
    ),
    Edge(
        move=Move.INTERAGENCY_MEETING,
        sources=AT_WORK,
        to=S.IN_PROGRESS,
        by=frozenset({By.COUNTY_HEAD}),
        guards=(
            "no_pending_transfer",
            "no_open_attempt",
            "no_open_plan",
            "meeting_due",
            "present_named",
        ),
        effects=("convene",),
        asks=("present", "on"),
        clause="5.5.2.1",
        levels=frozenset({Level.L3, Level.LG}),
    ),
    Edge(
        move=Move.ADOPT_PLAN,
        sources=_s(S.IN_PROGRESS),
        to=S.IN_PROGRESS,
        by=frozenset({By.COUNTY_HEAD}),
        guards=("meeting_held", "plan_given"),
        effects=("adopt_plan",),
        asks=("plan",),
        clause="5.5.2.1",
        levels=frozenset({Level.LG}),
    ),
    Edge(
        move=Move.URGENT_REPORT,
        sources=ACTIVE | _s(S.CLUE),
        to=None,
        by=ANYONE_ON_IT,
        guards=("reason_given",),
        effects=("report_urgently",),
        asks=("reason",),
        parallel=True,
        clause="5.5.1.2",
    ),
    Edge(
        move=Move.ACKNOWLEDGE,
        sources=frozenset(S),
        to=None,
        by=frozenset({By.NAMED}),
        guards=("open_urgent_report",),
        effects=("acknowledge",),
        parallel=True,
        clause="5.5.1.2",
    ),
    Edge(
        move=Move.CO_HANDLE,
        sources=AT_WORK | _s(S.ASSIGNED),
        to=None,
        by=ROUTING | {By.COUNTY_HEAD},
        guards=("reason_given", "target_given", "target_not_barred"),
        effects=("add_point",),
        asks=("to", "reason"),
        parallel=True,
        clause="5.5.2.1",
    ),
    Edge(
        move=Move.SUSPEND,
        sources=AT_WORK,
        to=S.SUSPENDED,
        by=WORKING,
        guards=("no_pending_transfer", "no_open_attempt", "reason_given"),
        effects=("remember_state", "pause_clocks"),
        asks=("reason",),
        clause="5.3.3",
    ),
    Edge(
        move=Move.RESUME,
        sources=_s(S.SUSPENDED),
        to=None,
        by=WORKING | {By.LEAD},
        effects=("restore_state", "resume_clocks"),
        clause="5.3.3",
    ),
    Edge(
        move=Move.WITHDRAW,
        sources=_s(S.CLUE, S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, S.UNSETTLED, S.SUSPENDED),
        to=S.WITHDRAWN,
        by=ROUTING,
        guards=("reason_given", "no_open_report"),
        effects=(
            "cancel_transfer",
            "end_open_attempt",
            "end_co_handling",
            "end_items",
            "stop_clocks",
        ),
        asks=("reason",),
        clause="5.3.3",
    ),
    Edge(
        move=Move.TRANSFER_OUT,
        sources=_s(S.CLUE, S.RECEIVED, S.IN_PROGRESS, S.UNSETTLED, S.SUSPENDED),
        to=S.TRANSFERRED_OUT,
        by=ROUTING,
        guards=(
            "no_pending_transfer",
            "no_open_attempt",
            "reason_given",
            "organisation_given",
            "no_open_report",
        ),
        effects=("note_outcome", "end_co_handling", "end_items", "stop_clocks"),
        asks=("outcome", "reason"),
        clause="5.6.2",
    ),
    Edge(
        move=Move.MERGE,
        sources=_s(S.CLUE, S.RECEIVED, S.IN_PROGRESS, S.UNSETTLED),
        to=S.MERGED,
        by=ROUTING,
        guards=(
            "no_pending_transfer",
            "no_open_attempt",
            "other_case_given",
            "no_open_report",
            "co_handling_ended",
        ),
        effects=("merge_into", "end_items", "stop_clocks"),
        asks=("into", "reason"),
        clause="5.3.1",
    ),
    Edge(
        move=Move.UNMERGE,
        sources=_s(S.MERGED),
        to=None,
        by=WORKING | {By.LEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD},
        guards=("reason_given", "merge_undoable"),
        effects=("undo_merge",),
        asks=("reason",),
        clause="5.3.1",
    ),
    Edge(
        move=Move.HAND_OVER_LEAD,
        sources=ACTIVE | _s(S.CLUE),
        to=None,
        by=frozenset({By.LEAD, By.HOLDER_HEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD}),
        guards=("reason_given", "account_given"),
        effects=("hand_over_lead",),
        asks=("to_account", "reason"),
        parallel=True,
        clause="5.6.1",
    ),
    Edge(
        move=Move.HAND_OVER_TRACKING,
        sources=_s(S.SETTLED, S.FOLLOWUP, S.ARCHIVED),
        to=None,
        by=frozenset({By.TRACKER, By.LEAD, By.HOLDER_HEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD}),
        guards=("reason_given", "something_to_track", "account_given"),
        effects=("hand_over_tracking",),
        asks=("to_account", "reason"),
        parallel=True,
        clause="5.6.1",
    ),
    Edge(
        move=Move.URGE,
        sources=ACTIVE,
        to=None,
        by=frozenset({By.LEAD, By.SUPERVISOR, By.SUPERIOR_HEAD, By.COUNTY_HEAD}),
        guards=("someone_else_works",),
        effects=("urge",),
        parallel=True,
        clause="5.6.1",
    ),
    Edge(
        move=Move.SUPERVISE,
        sources=ACTIVE,
        to=None,
        by=frozenset({By.SUPERIOR_HEAD, By.COUNTY_HEAD}),
        guards=("reason_given",),
        effects=("supervise",),
        asks=("reason",),
        parallel=True,
        clause="4.1.1.2",
    ),
    Edge(
        move=Move.BEGIN_FOLLOWUP,
        sources=_s(S.SETTLED),
        to=S.FOLLOWUP,
        by=WORKING | {By.LEAD},
        guards=("items_ended",),
        effects=("enter_aftercare",),
        clause="5.5.3.1",
    ),
    Edge(
        move=Move.ARCHIVE,
        sources=_s(S.FOLLOWUP),
        to=S.ARCHIVED,
        by=WORKING,
        guards=(
            "items_ended",
            "followed_up",
            "no_open_report",
            "loop_closed",
            "co_handling_ended",
        ),
        effects=("archive_here", "stop_clocks"),
        clause="附录 B",
    ),
    Edge(
        move=Move.ARCHIVE,
        sources=_s(S.UNSETTLED),
        to=S.ARCHIVED,
        by=WORKING | {By.COUNTY_HEAD},
        guards=(
            "items_ended",
            "remedies_told",
            "way_out",
            "no_open_report",
            "loop_closed",
            "co_handling_ended",
            "outcome_given",
        ),
        effects=("note_outcome", "archive_here", "stop_clocks"),
        asks=("outcome",),
        clause="附录 B",
    ),
    Edge(
        move=Move.ARCHIVE,
        sources=_s(S.WITHDRAWN, S.NOT_ACCEPTED, S.TRANSFERRED_OUT, S.MERGED),
        to=S.ARCHIVED,
        by=ROUTING,
        guards=("items_ended", "no_open_report"),
        effects=("archive_here",),
        clause="附录 B",
    ),
    Edge(
        move=Move.REOPEN,
        sources=_s(S.ARCHIVED),
        to=None,
        by=ROUTING | {By.SUPERIOR_HEAD, By.COUNTY_HEAD},
        guards=("reason_given",),
        effects=("open_next_episode",),
        asks=("reason",),
        parallel=True,
        clause="5.5.3.1",
    ),
)

POLICIES: Mapping[str, Mapping[Level, int]] = {
    "annex_b": {Level.L1: 1, Level.L2: 1, Level.L3: 0},
    "three_two_one": {Level.L1: 3, Level.L2: 2, Level.L3: 1},
}
POLICY_TITLES: Mapping[str, str] = {
    "annex_b": "附录 B（1/1/0）",
    "three_two_one": "三二一（3/2/1）",
}


def edges_for(move: Move, state: S) -> tuple[Edge, ...]:
    """Return the arrows of *move* that leave *state* (at most one by construction)."""
    return tuple(edge for edge in EDGES if edge.move is move and state in edge.sources)


def moves_from(state: S) -> tuple[Edge, ...]:
    """Return every arrow that leaves *state*, in the order of the table."""
    return tuple(edge for edge in EDGES if state in edge.sources)


def as_markdown() -> str:
    """Return the table for the docs, one row an arrow."""
    rows = ["| move | from | to | by | guards | clause |", "|---|---|---|---|---|---|"]
    for edge in EDGES:
        sources = " ".join(sorted(state.value for state in edge.sources))
        by = " ".join(sorted(one.value for one in edge.by))
        to = edge.to.value if edge.to else "(stays)"
        rows.append(
            f"| {edge.move.value} | {sources} | {to} | {by} | {' '.join(edge.guards)} |"
            f" {edge.clause} |"
        )
    return "\n".join(rows) + "\n"
