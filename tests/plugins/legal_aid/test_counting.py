"""The figures of legal aid: granted of what was decided, in time, sums of what is sealed."""

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
    filed("legal_aid.decision", 1, decision="refused", reason="matter"),
    filed("legal_aid.decision", 3, decision="withdrawn"),
    filed("legal_aid.decision", 6, decision="refused", reason="means"),
    filed("legal_aid.decision", 6, days=2, decision="granted"),
    filed("legal_aid.decision", 7, decision="granted"),
    filed("legal_aid.advance", 2, why="lapsing"),
    filed("legal_aid.objection", 1, result="pending"),
    filed("legal_aid.objection", 1, days=3, result="upheld"),
    filed("legal_aid.objection", 6, result="corrected"),
    filed("legal_aid.callback", 0, score="unreached"),
    filed("legal_aid.callback", 0, days=3, score="good"),
    filed("legal_aid.callback", 1, score="unreached"),
    filed("legal_aid.callback", 2, score="poor"),
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
ENDED = (ended("won"), ended("lost"), ended("settled"), ended("withdrawn"), ended("done"))
FITS, SAID = "legal_aid__screening__fits", "legal_aid__decision__decision"
OPENED = (
    ended("", **{FITS: "eligible", SAID: "granted"}),
    ended("", **{FITS: "eligible", "legal_aid__advance__why": "lapsing"}),
    ended("", **{FITS: "eligible", SAID: "refused"}),
    ended("", **{FITS: "eligible", SAID: "withdrawn"}),
    ended("", **{FITS: "eligible"}),
    ended("withdrawn", **{FITS: "eligible"}),
    ended("", **{FITS: "unsure", SAID: "granted"}),
)
SUMS = {
    ("legal_aid.application", "victim"): {"yes": 6, "no": 9},
    ("legal_aid.application", "crowd"): {"woman": 11},
    ("legal_aid.ending", "ground"): {"own_lawyer": 2},
}


def computed(monkeypatch, fen=None, **given):
    def counted(form, asked, choices, period):
        said = SUMS.get((form, asked), {})
        return {one: said.get(one, 0) for one in choices}

    monkeypatch.setattr(counting, "answers_counted", counted)
    monkeypatch.setattr(counting, "amounts_counted", lambda form, asked, period: fen)
    return numbers(monkeypatch, counting, **given)


@pytest.fixture
def told(monkeypatch):
    given = {"records": RECORDS, "items": ENDED, "opened": OPENED, "clocks": CLOCKS}
    return computed(monkeypatch, fen=1_234_599, **given)


def test_every_declared_figure_is_computed(told):
    assert told.keys() == {one.code.removeprefix("legal_aid.") for one in SERVICE.indicators}
    assert not any(one.missing for one in SERVICE.indicators)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("applied", (4, None)),
        ("full", (2, 3)),
        ("waiting", (1, None)),
        ("victims", (6, 15)),
        ("granted", (3, 4)),
        ("advanced", (1, None)),
        ("decided", (1, 1)),
        ("assigned", (0, 1)),
        ("objected", (0, 0)),
        ("corrected", (1, 2)),
        ("victim_hours", (0, 0)),
        ("victim_on_time", (2, 3)),
        ("favourable", (2, 3)),
        ("satisfied", (1, 2)),
        ("kind_drafting", (2, None)),
        ("cause_violence", (0, None)),
        ("cause_divorce", (1, None)),
        ("reason_matter", (1, None)),
        ("reason_means", (0, None)),
        ("crowd_woman", (11, None)),
        ("end_own_lawyer", (2, None)),
        ("benefit", (12345, None)),
    ],
)
def test_what_was_granted_and_how_fast(told, code, expected):
    assert told[code] == expected


@pytest.mark.parametrize(("many", "expected"), [(1, (0, 0)), (4, (0, 0)), (5, (7, None))])
def test_the_hours_of_few_victims_are_kept_back_as_their_share_is(monkeypatch, many, expected):
    clocks = [clock("submit", "in_time", hours=7) for _one in range(many)]
    assert computed(monkeypatch, clocks=clocks)["victim_hours"] == expected


def test_nobody_waited_and_too_few_amounts_are_no_number(monkeypatch):
    told = computed(monkeypatch, clocks=[clock("submit", "waiting")])
    assert told["victim_hours"] == told["victim_on_time"] == told["benefit"] == (0, 0)
