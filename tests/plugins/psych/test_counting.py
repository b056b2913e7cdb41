"""The figures of counselling: sittings that took place, groups, and nobody's risk."""

import pytest

from plugins.psych import counting
from plugins.psych.declaration import SERVICE
from tests.plugins.counting import ended, filed, numbers

RECORDS = (
    filed("psych.booking", 0, service="single"),
    filed("psych.booking", 1, service="hotline"),
    filed("psych.session", 0, came="yes"),
    filed("psych.session", 0, days=7, came="no"),
    filed("psych.session", 0, days=9, came="late"),
    filed("psych.session", 0, days=14, came="yes"),
    filed("psych.couple", 2),
    filed("psych.group", 3, heads=12),
    filed("psych.group", 3, days=7, heads=9),
    filed("psych.referral", 0),
    filed("psych.crisis", 0),
    filed("psych.crisis", 0, days=1),
)
ENDED = (ended("reached"), ended("better"), ended("dropped"))


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("psych.") for one in SERVICE.indicators if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("clients", (2, None)),
        ("sessions", (3, None)),
        ("no_show", (1, 3)),
        ("groups", (2, None)),
        ("group_heads", (21, None)),
        ("improved", (2, 3)),
        ("referred", (1, None)),
        ("crises", (1, None)),
        ("service_hotline", (1, None)),
        ("service_group", (0, None)),
    ],
)
def test_who_came_and_who_did_not(told, code, expected):
    assert told[code] == expected


def test_what_stands_for_one_person_is_kept_back():
    assert {one.code for one in SERVICE.indicators if one.small_hidden} == {
        "psych.referred",
        "psych.crises",
    }
