"""When the next visit after a 告诫书 is due, and when that duty ends (公通字〔2024〕34号 十二)."""

from datetime import date

import pytest

from core.cases.casework_forms import FOLLOW_UP
from core.cases.visits import next_warning_visit
from core.forms import judge

SERVED = date(2026, 11, 20)
DONE = (date(2026, 11, 25), date(2027, 2, 25), date(2027, 5, 25))


@pytest.mark.parametrize(
    ("found", "due"),
    [
        ((), date(2026, 11, 27)),
        (("stable",), date(2027, 2, 25)),
        (("stable", "stable"), date(2027, 5, 25)),
        (("stable", "stable", "stable"), None),
        (("stable", "relapse", "stable"), date(2027, 8, 25)),
        (("worse", "stable", "stable"), date(2027, 8, 25)),
    ],
)
def test_the_visits_after_a_warning_letter(found: tuple[str, ...], due: date | None) -> None:
    made = list(zip(DONE, found, strict=False))
    assert next_warning_visit(made, SERVED) == due
    assert next_warning_visit(reversed(made), SERVED) == due, (
        "the order they are told in is nothing"
    )


def test_nothing_is_due_before_it_is_known_when_it_was_served() -> None:
    assert next_warning_visit((), None) is None


def told(**data: object) -> dict[str, list[str]]:
    raw = {"safe": "yes", "way": "phone", "found": "stable", **data}
    verdict = judge(FOLLOW_UP, raw, today=SERVED, choices={"party": [("p" * 13, "")]})
    return {path: [str(text) for text in texts] for path, texts in verdict.errors.items()}


def test_what_turned_worse_is_told_in_words() -> None:
    assert told(found="worse").keys() == {"note"}
    assert not told(found="worse", note="又吵到半夜")


def test_nothing_about_promises_is_kept_of_a_call_that_reached_nobody() -> None:
    raw = {
        "safe": "no",
        "way": "phone",
        "found": "unreachable",
        "performance": "done",
        "kept": [{"number": "1", "state": "done"}],
        "next_on": "2026-12-01",
    }
    verdict = judge(FOLLOW_UP, raw, today=SERVED, choices={})
    assert not verdict.errors
    assert {name for name, value in verdict.data.items() if value} == {"way", "found"}
