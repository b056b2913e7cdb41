"""The figures of family education: an order counts as kept when its body was told in time."""

import pytest

from plugins.family_education import counting, counting_books
from plugins.family_education.declaration import SERVICE
from tests.plugins.counting import NOVEMBER, clock, ended, filed, numbers

RECORDS = (
    filed("family_education.intake", 0, source="ordered", order_kind="court"),
    filed("family_education.intake", 1, source="school"),
    filed("family_education.intake", 2, source="warned"),
    filed("family_education.session", 0, mode="home", came="yes", who="mother"),
    filed(
        "family_education.session",
        0,
        days=3,
        mode="office",
        came="yes",
        chosen={"who": frozenset({"father", "grandparents"})},
    ),
    filed("family_education.session", 1, mode="home", came="no"),
    filed("family_education.urged", 1, answer="refuses"),
    filed("family_education.urged", 1, days=1, answer="accepts"),
    filed("family_education.lesson", 2),
    filed("family_education.reply", 0, kept="part"),
    filed("family_education.reply", 0, days=2, kept="all"),
    filed("family_education.reply", 3, kept="none"),
)
ENDED = (ended("reached"), ended("same"), ended("stopped"), ended("better"))
CLOCKS = (clock("order", "in_time"), clock("order", "late"), clock("order", "waiting"))
SUMS = {
    ("family_education.intake", "problems"): {"study": 9, "mood": 6},
    ("family_education.assessment", "risk"): {"low": 8, "high": 1},
    ("family_education.intake", "left_behind"): {"yes": 5},
}


@pytest.fixture
def told(monkeypatch):
    def counted(form, asked, choices, period):
        given = SUMS.get((form, asked), {})
        return {one: given.get(one, 0) for one in choices}

    monkeypatch.setattr(counting, "answers_counted", counted)
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED, clocks=CLOCKS)


def test_every_declared_figure_is_computed(told, monkeypatch):
    monkeypatch.setattr(counting_books, "entries_counted", lambda *asked: ())
    monkeypatch.setattr(counting_books, "points_counted", lambda level: 1)
    books = {one.code for one in counting_books.figures(NOVEMBER)}
    computed = {f"family_education.{code}" for code in told} | books
    assert computed == {one.code for one in SERVICE.indicators}
    assert not any(one.missing for one in SERVICE.indicators)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("taken", (3, None)),
        ("improved", (2, 4)),
        ("orders", (1, 2)),
        ("orders_kept", (1, 2)),
        ("sessions", (2, None)),
        ("families", (1, None)),
        ("absent", (1, 3)),
        ("elders", (1, 2)),
        ("urged", (2, None)),
        ("refused", (1, 2)),
        ("lessons", (1, None)),
        ("source_school", (1, None)),
        ("body_court", (1, None)),
        ("mode_home", (1, None)),
        ("mode_online", (0, None)),
        ("problem_study", (9, None)),
        ("risk_high", (1, None)),
        ("left_behind", (5, None)),
    ],
)
def test_families_orders_and_ways(told, code, expected):
    assert told[code] == expected


def test_sealed_sums_are_parts_of_one_split():
    for prefix in ("problem", "risk"):
        code = f"family_education.{prefix}"
        parts = [one for one in SERVICE.indicators if one.code.startswith(f"{code}_")]
        assert len(parts) > 2
        assert {one.split for one in parts} == {code}
        assert all(one.small_hidden for one in parts)
