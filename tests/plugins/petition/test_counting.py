"""The figures of petitions: each declared one is computed or says what it lacks."""

import pytest

from plugins.petition import counting
from plugins.petition.declaration import SERVICE
from tests.plugins.counting import clock, ended, filed, numbers

RECORDS = (
    filed("petition.registration", 0, form="call", nature="consult", headcount=1),
    filed("petition.registration", 1, form="visit", nature="claim", headcount=6),
    filed("petition.registration", 2, form="visit", nature="help", headcount=2),
    filed("petition.triage", 1, lane="help", repeat="yes"),
    filed("petition.triage", 2, lane="help", repeat="no"),
    filed("petition.triage", 2, days=1, lane="severe", repeat="no"),
    filed("petition.triage", 3, lane="severe", repeat="no"),
    filed("petition.report", 2, days=1),
    filed("petition.report", 9),
    filed("petition.answer", 0, result="answered"),
    filed("petition.answer", 1, result="partly"),
    filed("petition.answer", 2, result="unsupported"),
)
CLOCKS = (
    clock("handle", "in_time"),
    clock("handle", "late"),
    clock("handle", "waiting"),
    clock("inform", "in_time"),
    clock("accept", "late"),
    clock("object", "late"),
)
ENDED = (
    ended("answered", petition__registration__form="call"),
    ended("solved", petition__registration__form="visit"),
)


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED, clocks=CLOCKS)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("petition.") for one in SERVICE.indicators if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("received", (3, None)),
        ("heads", (9, None)),
        ("on_time", (1, 2)),
        ("informed", (1, 1)),
        ("coordinated", (0, 1)),
        ("reviewed", (0, 0)),
        ("repeats", (1, 3)),
        ("solved", (1, 2)),
        ("calls", (1, None)),
        ("reported", (1, 2)),
        ("form_visit", (2, None)),
        ("form_letter", (0, None)),
        ("nature_claim", (1, None)),
        ("lane_help", (1, None)),
        ("lane_severe", (2, None)),
    ],
)
def test_letters_and_people_lanes_and_limits(told, code, expected):
    assert told[code] == expected
