"""受理审查 before any attempt: a named officer admits; what was declined reads like a case unseen.

妇联规程 9 to 11; design: every mediation passes her before 开始调处, at every door.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.walks.stories import HER, admitted, does, refused, taken_in
from tests.walks.words import Actor, House, Staff, Visit

As = Callable[[str], Actor]
DAY = "2026-11-20"
WORDS = "还没有经受理审查"


@pytest.mark.postgres
def test_no_attempt_before_a_named_officer_admitted_it(as_: As, house: House) -> None:
    """Not looked at, applied for, declined: the same words; admitted, the attempt begins."""
    village = as_("village")
    waits = taken_in(village, Visit(services=("mediation",)))
    declined = taken_in(village, Visit(services=("mediation",)))
    does(
        village.take_step(
            declined,
            "mediation",
            "apply",
            {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "property"},
        )
    )
    refused(village.move(declined, "start_attempt", present=[HER], on=DAY), WORDS)
    does(
        village.take_step(
            declined,
            "mediation",
            "review",
            {
                "reviewer": Staff("village"),
                "violence_class": "none",
                "decision": "refused",
                "ground": "decided",
                "told_remedies": True,
            },
        )
    )
    for number in (waits, declined):
        case = village.sees(number)
        assert case is not None
        assert "start_attempt" not in case.moves
        assert case.is_told("start_attempt", WORDS)
        refused(village.move(number, "start_attempt", present=[HER], on=DAY), WORDS)
    admitted(village, waits, day=DAY, by="village")
    case = village.sees(waits)
    assert case is not None
    assert "start_attempt" in case.moves
    does(village.move(waits, "start_attempt", present=[HER], on=DAY))
