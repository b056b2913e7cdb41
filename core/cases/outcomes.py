"""How a case stands for the figures, as one word; pure, for whoever counts or compares cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.cases.lifecycle import ENDED
from core.words import CaseState, Stage

ENDED_STATES: Final = frozenset(state.value for state in ENDED)


def outcome_of(case: Mapping[str, Any]) -> str:
    """Return how a case stands for the figures, as one word.

    clue · open · settled · unsettled · answered (当场答复) · withdrawn · not_accepted ·
    transferred_out · merged. An archived case keeps what it was archived as.
    """
    state = case["state"]
    if state == CaseState.CLUE.value:
        return "clue"
    if case["settled_at"] is not None and state not in (
        CaseState.MERGED.value,
        CaseState.TRANSFERRED_OUT.value,
    ):
        return "settled"
    if state == CaseState.UNSETTLED.value:
        return "unsettled"
    if state not in ENDED_STATES:
        return "open"
    ended_as = case["ended_as"] or (state if state != CaseState.ARCHIVED.value else "unsettled")
    if case["stage"] == Stage.PREVENTION.value and ended_as != "answered":
        return "clue"
    return str(ended_as)


DISPUTES = frozenset({"open", "settled", "unsettled", "withdrawn"})
"""How a case stands that is a dispute: neither a consultation nor a clue, nor gone elsewhere."""
