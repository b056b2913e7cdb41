"""The figures of petitions: each declared one is computed or says what it lacks."""

import pytest

from plugins.petition import counting
from plugins.petition.declaration import SERVICE
from tests.plugins.counting import clock, ended, filed, numbers

RECORDS = (
    filed(
        "petition.registration",
        0,
        form="call",
        nature="consult",
        headcount=1,
        scenario="dv",
        chosen={"topics": frozenset({"land", "violence"})},
    ),
    filed("petition.registration", 1, form="visit", nature="claim", headcount=6),
    filed("petition.registration", 2, form="visit", nature="help", headcount=2),
    filed("petition.registration", 4, form="call", nature="help", headcount=1),
    filed("petition.transfer", 4),
    filed("petition.triage", 1, lane="help", repeat="yes"),
    filed("petition.triage", 2, lane="help", repeat="no"),
    filed("petition.triage", 2, days=1, lane="severe", repeat="no"),
    filed("petition.triage", 3, lane="severe", repeat="no"),
    filed("petition.notice", 1, kind="accepted"),
    filed("petition.notice", 2, kind="accepted"),
    filed("petition.notice", 2, days=1, kind="declined"),
    filed("petition.extension", 1),
    filed("petition.transfer", 1),
    filed("petition.transfer", 1, days=1),
    filed("petition.transfer", 2),
    filed("petition.feedback", 1, handled="settled"),
    filed("petition.feedback", 3, handled="underway"),
    filed("petition.feedback", 3, days=2, handled="punished"),
    filed("petition.pressing", 3, kind="prompt"),
    filed("petition.pressing", 3, kind="opinion"),
    filed("petition.clue", 1),
    filed("petition.review", 1, round="review"),
    filed("petition.review", 1, days=2, round="review", result="changed"),
    filed("petition.review", 1, days=3, round="final", result="kept"),
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
    clock("severe", "in_time", 2),
    clock("final_review", "late"),
    clock("ask_review", "late"),
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
        ("received", (4, None)),
        ("heads", (10, None)),
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
        ("told_in_time", (1, 1)),
        ("calls_at_once", (1, 2)),
        ("calls_sent", (1, None)),
        ("final_reviewed", (0, 1)),
        ("declined", (1, 2)),
        ("extended", (1, 1)),
        ("assigned", (1, 3)),
        ("overturned", (1, 2)),
        ("pressed", (2, None)),
        ("clues", (1, None)),
        ("heads_form_visit", (8, None)),
        ("heads_nature_claim", (6, None)),
        ("heads_lane_severe", (2, None)),
        ("heads_scenario_dv", (1, None)),
        ("scenario_dv", (1, None)),
        ("scenario_property", (3, None)),
        ("result_partly", (1, None)),
        ("severe_punished", (1, None)),
        ("severe_underway", (0, None)),
        ("severe_settled", (0, None)),
        ("topic_land", (1, None)),
        ("topic_violence", (1, None)),
    ],
)
def test_letters_and_people_lanes_and_limits(told, code, expected):
    assert told[code] == expected


def test_what_could_name_somebody_in_a_small_county_is_kept_back():
    for one in SERVICE.indicators:
        part = one.code.removeprefix("petition.").partition("_")[0]
        if part in ("lane", "scenario", "severe", "topic"):
            assert one.split == part, one.code
        for divided in ("heads_lane", "heads_scenario"):
            if one.code.startswith(f"petition.{divided}_"):
                assert one.split == divided, one.code
    hidden = {one.code for one in SERVICE.indicators if one.small_hidden}
    assert hidden == {"petition.reported", "petition.clues"}
