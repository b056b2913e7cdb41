"""The figures of marriage counselling: who came, how often, and what the two decided."""

import pytest

from core.cases.service_figures import told_by
from plugins.marriage_counseling import counting
from plugins.marriage_counseling.declaration import SERVICE
from tests.plugins.counting import ended, filed, numbers

RECORDS = (
    filed("marriage_counseling.booking", 6, days=-40, kind="divorce", referrer="court"),
    filed("marriage_counseling.session", 6, days=-35, mode="alone"),
    filed("marriage_counseling.booking", 0, kind="cooling", referrer="registry"),
    filed("marriage_counseling.booking", 1, kind="before", referrer="own"),
    filed("marriage_counseling.session", 0, by=1, mode="alone"),
    filed("marriage_counseling.session", 0, by=1, days=1, mode="phone"),
    filed("marriage_counseling.joint", 0, by=1, days=2, mode="joint"),
    filed("marriage_counseling.session", 6, by=2, mode="alone"),
    filed("marriage_counseling.closing", 0, satisfaction="good"),
    filed("marriage_counseling.closing", 4, satisfaction="poor"),
    filed("marriage_counseling.closing", 5, satisfaction="fair"),
    filed("marriage_counseling.closing", 6, satisfaction="unasked"),
    filed("marriage_counseling.closing", 7),
)
SEALED = {
    ("cooling", "now"): {"withdrawn": 6, "still": 10},
    ("evaluation", "change"): {"better": 7, "same": 0, "worse": 5},
    ("screen", "conflicts"): {"money": 9},
}


def closed(outcome, kind):
    return ended(outcome, marriage_counseling__booking__kind=kind)


ENDED = (
    closed("reconciled", "cooling"),
    closed("deferred", "divorce"),
    closed("divorce", "divorce"),
    closed("lost", "divorce"),
    closed("done", "before"),
    closed("declined", "marriage"),
)


def sealed(form, asked, choices, period):
    told = SEALED[form.partition(".")[2], asked]
    return {one: told.get(one, 0) for one in choices}


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(counting, "answers_counted", sealed)
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED)


def test_every_declared_figure_is_computed(told):
    assert told.keys() == {
        one.code.removeprefix("marriage_counseling.") for one in SERVICE.indicators
    }
    assert not any(one.missing for one in SERVICE.indicators)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("booked", (2, None)),
        ("reconciled", (1, 4)),
        ("deferred", (1, 4)),
        ("kept", (2, 4)),
        ("parted", (1, 4)),
        ("declined", (1, None)),
        ("sessions", (4, None)),
        ("talks_cooling", (3, None)),
        ("talks_divorce", (1, None)),
        ("talks_before", (0, None)),
        ("mode_alone", (2, None)),
        ("mode_joint", (1, None)),
        ("per_couple", (4, 2)),
        ("load", (4, 2)),
        ("early", (1, 2)),
        ("satisfied", (1, 3)),
        ("content", (2, 3)),
        ("kind_cooling", (1, None)),
        ("kind_divorce", (0, None)),
        ("from_registry", (1, None)),
        ("from_court", (0, None)),
        ("withdrawn", (6, 16)),
        ("change_worse", (5, None)),
        ("conflict_money", (9, None)),
    ],
)
def test_couples_and_sittings(told, code, expected):
    assert told[code] == expected


def test_what_would_tell_of_a_couple_is_kept_back_while_it_is_few():
    hidden = {one.code.partition(".")[2] for one in SERVICE.indicators if one.small_hidden}
    assert {"withdrawn", "reconciled", "deferred", "change_worse", "conflict_affair"} <= hidden
    split = {one.split for one in SERVICE.indicators if one.split}
    assert split == {f"marriage_counseling.{one}" for one in ("change", "conflict", "kept")}


@pytest.mark.parametrize(
    ("ends", "hidden"),
    [
        ({"reconciled": 6, "deferred": 2, "kept": 8}, {"reconciled", "deferred"}),
        ({"reconciled": 1, "deferred": 1, "kept": 2}, {"reconciled", "deferred", "kept"}),
        ({"reconciled": 6, "deferred": 7, "kept": 13}, set()),
    ],
)
def test_no_sum_of_ends_gives_one_of_its_parts_away(ends, hidden):
    of = {f"marriage_counseling.{code}": (top, 20) for code, top in ends.items()}
    shown = {one.indicator.code.partition(".")[2]: one for one in told_by("x", SERVICE, of).told}
    assert {code for code in ends if shown[code].suppressed} == hidden
