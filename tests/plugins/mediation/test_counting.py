"""The figures: every declared one is computed, with what is counted and what it is counted over."""

from datetime import date, timedelta

import pytest

from core.words import CountedItem, DuePromise, ItemState, Period
from plugins.mediation import counting
from plugins.mediation.declaration import SERVICE
from tests.plugins.counting import filed

DAY = date(2026, 11, 10)
NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


def closed(outcome, *, level="town", days=3, **answers):
    said = {
        "mediation.application.mediation_kind": "people",
        "mediation.application.dispute_type": "elder" if level == "village" else "child",
    }
    said |= {f"mediation.{name.replace('__', '.')}": value for name, value in answers.items()}
    return CountedItem(
        state=ItemState.CLOSED,
        outcome=outcome,
        level=level,
        opened_on=DAY,
        closed_on=DAY + timedelta(days=days),
        answers=said,
    )


PAID = {"subsidy__verdict": "passed", "subsidy__amount": 5_000}
ENDED = (
    closed("agreed", level="village", confirmation__status="confirmed", **PAID),
    closed("agreed_oral", days=1, subsidy__verdict="returned", subsidy__amount=9_900),
    closed(
        "agreed", hand_over__to_kind="administrative", application__start_mode="court_delegated"
    ),
    closed("failed", application__start_mode="court_entrusted"),
    closed("lost"),
    closed("refused"),
    closed("withdrawn"),
)
OPENED = (closed("", review__decision="accepted"), closed("", review__decision="refused"))
SAT = (
    filed("mediation.session", 1, by=1),
    filed("mediation.session", 1, by=1),
    filed("mediation.session", 2, by=2),
    filed("mediation.investigation", 2, by=3),
)
PROMISED = (
    DuePromise(due_on=DAY, state="done", said_on=DAY),
    DuePromise(due_on=DAY, state="done", said_on=DAY + timedelta(days=1)),
    DuePromise(due_on=DAY, state="partly", said_on=DAY),
    DuePromise(due_on=DAY, state=""),
)


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(counting, "items_closed", lambda name, period: ENDED)
    monkeypatch.setattr(counting, "items_opened", lambda name, period: OPENED)
    monkeypatch.setattr(counting, "promises_due", lambda name, period: PROMISED)
    monkeypatch.setattr(counting, "records_filed", lambda name, period: SAT)
    return {
        one.code.removeprefix("mediation."): (one.numerator, one.denominator)
        for one in counting.figures(NOVEMBER)
    }


def test_every_declared_figure_is_computed_and_no_other(told):
    assert told.keys() == {one.code.removeprefix("mediation.") for one in SERVICE.indicators}


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("admitted", (1, None)),
        ("success", (3, 5)),
        ("in_village", (1, 3)),
        ("in_town", (2, 3)),
        ("in_county", (0, 3)),
        ("load", (3, 2)),
        ("type_child", (1, None)),
        ("type_elder", (0, None)),
        ("reached_type_child", (2, None)),
        ("reached_type_elder", (1, None)),
        ("oral", (1, 3)),
        ("days", (7, 3)),
        ("performance", (1, 4)),
        ("confirmation", (1, 3)),
        ("court", (1, 2)),
        ("subsidy", (50, None)),
        ("dossier", (1, 2)),
        ("kind_people", (2, 6)),
        ("kind_administrative", (1, 1)),
        ("kind_judicial", (0, 0)),
    ],
)
def test_a_rate_shows_both_its_numbers(told, code, numbers):
    assert told[code] == numbers


def test_a_type_of_dispute_is_told_only_where_it_names_nobody():
    """Taken in and agreed are other items: neither is taken off the other for those that failed."""
    for one in SERVICE.indicators:
        part = one.code.removeprefix("mediation.").rpartition("_")[0]
        assert (one.split == f"mediation.{part}") == (part in counting.TYPED), one.code
