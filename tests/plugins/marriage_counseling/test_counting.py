"""The figures of marriage counselling: who came, how often, and what the two decided."""

import pytest

from plugins.marriage_counseling import counting
from plugins.marriage_counseling.declaration import SERVICE
from tests.plugins.counting import ended, filed, numbers

RECORDS = (
    filed("marriage_counseling.booking", 0, kind="cooling", referrer="registry"),
    filed("marriage_counseling.booking", 1, kind="before", referrer="own"),
    filed("marriage_counseling.session", 0),
    filed("marriage_counseling.session", 0, days=1),
    filed("marriage_counseling.joint", 0, days=2),
    filed("marriage_counseling.session", 4),
    filed("marriage_counseling.closing", 0, satisfaction="good"),
    filed("marriage_counseling.closing", 4, satisfaction="poor"),
    filed("marriage_counseling.closing", 5),
)


def closed(outcome, kind):
    return ended(outcome, marriage_counseling__booking__kind=kind)


ENDED = (
    closed("reconciled", "cooling"),
    closed("deferred", "divorce"),
    closed("divorce", "divorce"),
    closed("lost", "divorce"),
    closed("done", "before"),
)


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("marriage_counseling.")
        for one in SERVICE.indicators
        if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("booked", (2, None)),
        ("kept", (2, 4)),
        ("parted", (1, 4)),
        ("sessions", (4, None)),
        ("per_couple", (4, 2)),
        ("early", (1, 2)),
        ("satisfied", (1, 2)),
        ("kind_cooling", (1, None)),
        ("from_registry", (1, None)),
        ("from_court", (0, None)),
    ],
)
def test_couples_and_sittings(told, code, expected):
    assert told[code] == expected
