"""The table of the lifecycle, judged as data: nothing lost, nothing stuck, nothing misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cases.effects import EFFECTS
from core.cases.guards import GUARDS
from core.cases.lifecycle import (
    EDGES,
    ENDED,
    POLICIES,
    POLICY_TITLES,
    Edge,
    as_markdown,
    edges_for,
    moves_from,
)
from core.words import CASE_STATES, MOVES, CaseState, Level, Move

DOCS = Path(__file__).parents[3] / "docs" / "lifecycle.md"
FIRST = frozenset({CaseState.RECEIVED, CaseState.CLUE, CaseState.NOT_ACCEPTED})
"""Where a case may begin: at the desk, as a clue of somebody outside, or sent elsewhere at once."""

RETURNING = {
    # moves that go back to where the case stood before: the effect knows where that was
    "restore_state": frozenset({CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.UNSETTLED}),
    "return_transfer": frozenset({CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.UNSETTLED}),
    "undo_merge": frozenset(
        {CaseState.CLUE, CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.UNSETTLED}
    ),
}


def named(edge: Edge) -> str:
    return f"{edge.move.value}-{'-'.join(sorted(edge.sources))[:40]}"


def targets(edge: Edge) -> frozenset[CaseState]:
    """Return where an arrow may lead; an arrow that stays leads nowhere new."""
    found = frozenset({edge.to} if edge.to else ())
    for effect in edge.effects:
        found |= RETURNING.get(effect, frozenset())
    return found


def reached(start: frozenset[CaseState], edges: tuple[Edge, ...] = EDGES) -> frozenset[CaseState]:
    """Return every state the arrows lead to from *start*."""
    found = start
    while True:
        more = found.union(*(targets(edge) for edge in edges if edge.sources & found))
        if more == found:
            return found
        found = more


def test_every_state_is_reached() -> None:
    assert reached(FIRST) == frozenset(CaseState)


def test_a_state_nobody_reaches_would_be_seen() -> None:
    """The planted bug: without 合并 nothing is ever merged."""
    fewer = tuple(edge for edge in EDGES if edge.move is not Move.MERGE)
    assert reached(FIRST, fewer) == frozenset(CaseState) - {CaseState.MERGED}


@pytest.mark.parametrize("state", list(CaseState), ids=str)
def test_the_archive_is_reached_from_everywhere(state: CaseState) -> None:
    assert CaseState.ARCHIVED in reached(frozenset({state}))


@pytest.mark.parametrize("state", list(CaseState), ids=str)
def test_no_state_is_a_dead_end(state: CaseState) -> None:
    assert moves_from(state)
    if state is not CaseState.ARCHIVED:
        assert any(targets(edge) - {state} for edge in moves_from(state))


@pytest.mark.parametrize("edge", EDGES, ids=named)
def test_every_arrow_can_be_carried_out(edge: Edge) -> None:
    assert edge.clause
    assert edge.by
    assert edge.sources
    assert edge.levels
    assert set(edge.guards) <= set(GUARDS)
    assert set(edge.effects) <= set(EFFECTS)
    assert len(set(edge.guards)) == len(edge.guards)


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.parallel], ids=named)
def test_what_runs_beside_moves_nobody(edge: Edge) -> None:
    assert edge.to is None


def test_one_arrow_a_move_and_state() -> None:
    for move in Move:
        for state in CaseState:
            assert len(edges_for(move, state)) <= 1, (move, state)


def test_every_move_has_an_arrow_and_every_word_a_name() -> None:
    drawn = {edge.move for edge in EDGES}
    assert drawn == set(Move)
    assert set(MOVES) == set(Move)
    assert set(CASE_STATES) == {state.value for state in CaseState} or set(CASE_STATES) == set(
        CaseState
    )


def test_every_guard_and_effect_is_used() -> None:
    assert {name for edge in EDGES for name in edge.guards} == set(GUARDS)
    assert {name for edge in EDGES for name in edge.effects} == set(EFFECTS)


def test_a_way_out_waits_for_the_duty_to_report() -> None:
    """Hard stop 4 (未成年人保护法第11条): whatever ends a case asks for the report first."""
    for edge in EDGES:
        ends = bool(targets(edge) & (ENDED | {CaseState.SETTLED}))
        if ends:
            assert "no_open_report" in edge.guards, named(edge)


def test_the_policies_know_every_level_that_tries() -> None:
    assert set(POLICIES) == set(POLICY_TITLES)
    for policy in POLICIES.values():
        assert set(policy) == {Level.L1, Level.L2, Level.L3}


def test_the_docs_print_the_table() -> None:
    """Written anew by `python -c 'from core.cases.lifecycle import as_markdown; …'`; see there."""
    assert as_markdown() in DOCS.read_text(encoding="utf-8")
