"""The figures of counselling: who came, what is summed up, and what is kept back."""

import pytest

from plugins.psych import counting
from plugins.psych.declaration import SERVICE
from tests.plugins.counting import clock, ended, filed, numbers

RECORDS = (
    filed("psych.booking", 0, service="single"),
    filed("psych.booking", 1, service="hotline"),
    filed("psych.session", 0, about=1, by=1, came="yes"),
    filed("psych.session", 0, days=7, about=1, by=1, came="no"),
    filed("psych.session", 0, days=9, about=1, by=1, came="late"),
    filed("psych.session", 0, days=14, about=1, by=1, came="yes"),
    filed("psych.session", 4, about=1, by=2, came="yes"),
    filed("psych.session", 5, about=3, by=2, came="no"),
    filed("psych.couple", 2, by=2),
    filed("psych.group", 3, heads=12),
    filed("psych.group", 3, days=7, heads=9),
    filed("psych.referral", 0),
    filed("psych.crisis", 0),
    filed("psych.crisis", 0, days=1),
    filed("psych.supervision", 0, minutes=60),
    filed("psych.supervision", 0, days=7, minutes=90),
)
ENDED = (ended("reached"), ended("better"), ended("dropped"))
CLOCKS = (
    clock("crisis_contact", "in_time"),
    clock("crisis_contact", "late"),
    clock("crisis_contact", "waiting"),
)
SUMS = {
    ("psych.intake", "risk_self"): {"none": 7, "plan": 1},
    ("psych.session", "risk"): {"none": 20, "idea": 6},
    ("psych.review", "change"): {"better": 9},
}


@pytest.fixture
def told(monkeypatch):
    def counted(form, asked, choices, period):
        given = SUMS.get((form, asked), {})
        return {one: given.get(one, 0) for one in choices}

    monkeypatch.setattr(counting, "answers_counted", counted)
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED, clocks=CLOCKS)


def test_every_declared_figure_is_computed(told):
    assert told.keys() == {one.code.removeprefix("psych.") for one in SERVICE.indicators}
    assert not any(one.missing for one in SERVICE.indicators)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("clients", (1, None)),
        ("sessions", (4, None)),
        ("no_show", (2, 5)),
        ("groups", (2, None)),
        ("group_heads", (21, None)),
        ("improved", (2, 3)),
        ("referred", (1, None)),
        ("crises", (1, None)),
        ("service_hotline", (1, None)),
        ("service_group", (0, None)),
        ("load", (4, 2)),
        ("supervision", (150, 60)),
        ("contacts", (1, 2)),
        ("risk_none", (27, None)),
        ("risk_idea", (6, None)),
        ("risk_plan", (1, None)),
        ("risk_act", (0, None)),
        ("change_better", (9, None)),
        ("change_worse", (0, None)),
    ],
)
def test_who_came_and_who_did_not(told, code, expected):
    assert told[code] == expected


def test_what_stands_for_one_person_is_kept_back():
    hidden = {one.code for one in SERVICE.indicators if one.small_hidden}
    assert {"psych.referred", "psych.crises", "psych.contacts"} <= hidden
    for split in ("psych.risk", "psych.change"):
        parts = {one.code for one in SERVICE.indicators if one.split == split}
        assert len(parts) >= 3
        assert parts <= hidden


def test_what_is_summed_up_is_marked_for_it():
    for form, asked in (*counting.TOLD_RISK, ("psych.review", "change")):
        assert SERVICE.form(form).field(asked).index
