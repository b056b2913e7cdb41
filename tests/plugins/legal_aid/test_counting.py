"""The figures of legal aid: granted of what was decided, in time, and a victim's hours."""

import pytest

from plugins.legal_aid import counting
from plugins.legal_aid.declaration import SERVICE
from tests.plugins.counting import clock, ended, filed, numbers

RECORDS = (
    filed("legal_aid.application", 0, kind="litigation", cause="violence"),
    filed("legal_aid.application", 0, days=1, kind="litigation", cause="divorce"),
    filed("legal_aid.application", 1, kind="drafting", cause="support"),
    filed("legal_aid.application", 2, kind="drafting", cause="support"),
    filed("legal_aid.application", 3, kind="advice", cause="other"),
    filed("legal_aid.decision", 0, decision="granted"),
    filed("legal_aid.decision", 1, decision="refused"),
    filed("legal_aid.decision", 3, decision="withdrawn"),
    filed("legal_aid.decision", 7, decision="granted"),
    filed("legal_aid.advance", 2),
    filed("legal_aid.closing", 0, score="good"),
    filed("legal_aid.closing", 1, score="unreached"),
    filed("legal_aid.closing", 2, score="poor"),
)
CLOCKS = (
    clock("decide", "in_time"),
    clock("assign", "late"),
    clock("assign", "waiting"),
    clock("submit", "in_time", hours=3),
    clock("submit", "in_time", hours=5),
    clock("submit", "late", hours=40),
    clock("submit", "waiting"),
)
ENDED = (ended("won"), ended("lost"), ended("mediated"), ended("withdrawn"), ended("done"))


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED, clocks=CLOCKS)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("legal_aid.") for one in SERVICE.indicators if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("applied", (4, None)),
        ("full", (2, 3)),
        ("granted", (2, 3)),
        ("advanced", (1, None)),
        ("decided", (1, 1)),
        ("assigned", (0, 1)),
        ("objected", (0, 0)),
        ("victim_hours", (0, 0)),
        ("victim_on_time", (2, 3)),
        ("favourable", (2, 3)),
        ("satisfied", (1, 2)),
        ("kind_drafting", (2, None)),
        ("cause_violence", (0, None)),
        ("cause_divorce", (1, None)),
    ],
)
def test_what_was_granted_and_how_fast(told, code, expected):
    assert told[code] == expected


@pytest.mark.parametrize(("many", "expected"), [(1, (0, 0)), (4, (0, 0)), (5, (7, None))])
def test_the_hours_of_few_victims_are_kept_back_as_their_share_is(monkeypatch, many, expected):
    clocks = [clock("submit", "in_time", hours=7) for _one in range(many)]
    told = numbers(monkeypatch, counting, clocks=clocks)
    assert told["victim_hours"] == expected


def test_nobody_waited_is_no_number_of_hours(monkeypatch):
    told = numbers(monkeypatch, counting, clocks=[clock("submit", "waiting")])
    assert told["victim_hours"] == (0, 0)
    assert told["victim_on_time"] == (0, 0)
