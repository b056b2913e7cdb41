"""The figures of family education: an order counts as kept when its body was told in time."""

import pytest

from plugins.family_education import counting
from plugins.family_education.declaration import SERVICE
from tests.plugins.counting import ended, filed, numbers

RECORDS = (
    filed("family_education.intake", 0, source="ordered", order_until="2026-12-01"),
    filed("family_education.intake", 1, source="school"),
    filed("family_education.session", 0, mode="home"),
    filed("family_education.session", 0, days=3, mode="office"),
    filed("family_education.session", 2, mode="home"),
    filed("family_education.urged", 1),
)


def ordered(outcome, until, told):
    answers = {"family_education__intake__order_until": until}
    if told:
        answers["family_education__closing__reported_on"] = told
    return ended(outcome, family_education__intake__source="ordered", **answers)


ENDED = (
    ordered("reached", "2026-11-20", "2026-11-20"),
    ordered("same", "2026-11-20", "2026-11-21"),
    ordered("stopped", "2026-11-20", ""),
    ended("better", family_education__intake__source="own"),
)


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("family_education.") for one in SERVICE.indicators if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("taken", (2, None)),
        ("improved", (2, 4)),
        ("orders", (1, 3)),
        ("sessions", (3, None)),
        ("families", (2, None)),
        ("urged", (1, None)),
        ("source_school", (1, None)),
        ("mode_home", (2, None)),
        ("mode_online", (0, None)),
    ],
)
def test_families_orders_and_ways(told, code, expected):
    assert told[code] == expected
