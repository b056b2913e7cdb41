"""The figures: every declared one is computed, line by line, and a household counts once."""

from datetime import date, timedelta

import pytest

from core.forms.index import index_rows
from core.words import CountedApproval, CountedItem, CountedRecord, ItemState, Period, Sensitivity
from plugins.hardship_aid import counting
from plugins.hardship_aid.declaration import SERVICE
from plugins.hardship_aid.forms_outcome import REVIEW

DAY = date(2026, 11, 10)
NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


def filed(form, item, *, days=0, opened=DAY, **answers):
    return CountedRecord(
        form=f"hardship_aid.{form}",
        item=item,
        level="town",
        opened_on=opened,
        filed_on=DAY + timedelta(days=days),
        answers=answers,
    )


FILED = (
    filed("discovery", 0, source="village"),
    filed("discovery", 1, source="case"),
    filed("first_aid", 0, days=1, amount=80_000, kind="cash"),
    filed("assessment", 0),
    filed("papers", 0),
    filed("first_aid", 1, days=3, amount=20_050),
    filed("delivery", 0, days=9, programme="temporary", amount=100_000, job="work", kind="post"),
    filed("delivery", 2, opened=date(2026, 9, 1), programme="two_cancers", amount=1_000_000),
    filed("delivery", 2, opened=date(2026, 9, 1), programme="two_cancers"),
    filed("decision", 0, programme="temporary", decision="granted"),
    filed("decision", 2, programme="low_income", decision="refused"),
    filed("decision", 3, programme="low_income", decision="refused"),
    filed("review", 0, job_kept="yes"),
    filed("review", 1, job_kept="no"),
    filed("review", 2),
)


ASKED = tuple(
    CountedApproval(step="decide", asked_on=DAY, state=state)
    for state in ("asked", "agreed", "used", "refused", "withdrawn")
)


def ended(outcome):
    return CountedItem(state=ItemState.CLOSED, outcome=outcome, level="town", opened_on=DAY)


SEALED = {
    ("hardship_aid.discovery", "groups"): {"violence": 6, "woman": 9},
    ("hardship_aid.discovery", "needs"): {"living": 7},
    ("hardship_aid.delivery", "need"): {"living": 5},
}


def sealed(form, asked, codes, period):
    return {code: SEALED[form, asked].get(code, 0) for code in codes}


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(counting, "records_filed", lambda name, period: FILED)
    monkeypatch.setattr(counting, "approvals_asked", lambda name, period: ASKED)
    monkeypatch.setattr(
        counting, "items_closed", lambda name, period: (ended("recovered"), ended("moved"))
    )
    monkeypatch.setattr(counting, "answers_counted", sealed)
    return {
        one.code.removeprefix("hardship_aid."): (one.numerator, one.denominator)
        for one in counting.figures(NOVEMBER)
    }


def test_every_declared_figure_is_computed_and_no_other(told):
    assert told.keys() == {one.code.removeprefix("hardship_aid.") for one in SERVICE.indicators}


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("helped", (3, None)),
        ("amount", (12_000, None)),
        ("owned", (1, 2)),
        ("days", (4, 2)),
        ("papered", (1, 2)),
        ("granted", (1, 3)),
        ("full", (3, 4)),
        ("seconded", (2, 4)),
        ("jobs", (1, None)),
        ("job_kept", (1, 2)),
        ("cancers", (1, None)),
        ("recovered", (1, 2)),
        ("source_village", (1, None)),
        ("source_applied", (0, None)),
        ("kind_cash", (1, None)),
        ("job_work", (1, None)),
        ("exit_moved", (1, None)),
        ("exit_unmet", (0, None)),
        ("group_violence", (6, None)),
        ("need_living", (7, None)),
        ("met_living", (5, None)),
        ("amount_temporary", (2_000, None)),
        ("amount_two_cancers", (10_000, None)),
        ("amount_low_income", (0, None)),
    ],
)
def test_a_household_counts_once_and_money_line_by_line(told, code, numbers):
    assert told[code] == numbers


def test_what_a_household_is_and_needs_leaves_in_sums_alone_and_no_small_one():
    """Who is poor, and of what, is nobody's to read off a figure (T/ZSM 5.6.4)."""
    for prefix, (form, asked, choices, _formula, _unit) in counting.SEALED.items():
        question = next(one for one in SERVICE.forms if one.key == f"hardship_aid.{form}")
        assert question.field(asked).sensitivity is Sensitivity.SENSITIVE
        assert question.field(asked).index
        parts = [one for one in SERVICE.indicators if one.split == f"hardship_aid.{prefix}"]
        assert len(parts) == len(choices)
        assert all(one.small_hidden for one in parts)


def test_a_yes_stands_in_the_index_as_it_is_counted():
    rows = index_rows(REVIEW, {"job_kept": True})
    assert [one.text for one in rows] == [counting.KEPT]
