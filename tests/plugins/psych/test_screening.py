"""Instruments: for whom, by what right, summed up as published; and a score decides nothing."""

from dataclasses import replace
from itertools import pairwise

import pytest

from plugins.psych.instruments import INSTRUMENTS, LICENCES, screener
from plugins.psych.screening import score_of
from tests.plugins.psych.stories import SCREENED, begun
from tests.plugins.simulator import HER, a_case

PHQ = SCREENED | {"instrument": "phq9", "score": "4", "item9": "0"}
CSSRS = SCREENED | {"instrument": "cssrs", "score": "", "yes_to": []}


@pytest.mark.parametrize(
    ("code", "score", "band"),
    [
        ("phq9", 0, "很少"),
        ("phq9", 4, "很少"),
        ("phq9", 5, "轻"),
        ("phq9", 10, "中等"),
        ("phq9", 14, "中等"),
        ("phq9", 15, "偏重"),
        ("phq9", 20, "重"),
        ("phq9", 27, "重"),
        ("gad7", 4, "很少"),
        ("gad7", 9, "轻"),
        ("gad7", 10, "中等"),
        ("gad7", 21, "重"),
        ("hits", 10, "不到线"),
        ("hits", 11, "过线"),
        ("wast", 12, "不到线"),
        ("wast", 13, "过线"),
        ("tipvda", 5, "低"),
        ("tipvda", 7, "中"),
        ("tipvda", 8, "高"),
    ],
)
def test_bands_are_those_published(code, score, band):
    assert INSTRUMENTS[code].band(score) == band


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ((), 0),
        (("q1",), 1),
        (("q1", "q2"), 1),
        (("q3",), 2),
        (("older",), 2),
        (("q4",), 3),
        (("q5",), 3),
        (("recent", "q1"), 3),
    ],
)
def test_the_screener_is_summed_up_as_published(said, score):
    assert screener(frozenset(said)) == score


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_every_instrument_says_for_whom_and_by_what_right(code):
    one = INSTRUMENTS[code]
    assert one.population
    assert one.checked
    assert one.licence in LICENCES
    assert min(one.bands) == one.lowest
    assert max(one.bands) <= one.highest
    assert all(low < high for low, high in pairwise(one.bands))
    for score in (one.lowest - 1, one.highest + 1):
        with pytest.raises(ValueError, match=str(score)):
            one.band(score)


def test_a_score_decides_nothing():
    """Whatever the sum: no clock, no seal, no task; only what a person judged has effects."""
    walk = begun()
    for score in ("0", "21"):
        assert walk.take("screen", SCREENED | {"score": score}) == ()
    highest = PHQ | {"score": "27", "item9": "3", "asked": "none"}
    assert walk.take("screen", highest) == ()
    assert walk.take("screen", CSSRS | {"yes_to": ["q4"], "asked": "idea"}) == ()
    assert walk.take("screen", PHQ | {"asked": "plan"}) != ()
    assert "crisis_contact" in walk.clocks


def test_out_of_range_and_untold_are_refused():
    walk = begun()
    assert walk.objections("screen", SCREENED | {"score": "22"}) == {"score"}
    assert walk.objections("screen", SCREENED | {"told": False}) == {"told"}
    assert walk.objections("screen", SCREENED | {"client": "p2"}) == {"no_consent"}


def test_an_instrument_is_for_whom_it_was_made():
    walk = begun("minor", consent={"guardian": "agreed"})
    assert walk.objections("screen", SCREENED) == {"population"}
    assert walk.objections("screen", CSSRS) == set()
    men = tuple(replace(one, sex="M") for one in a_case().parties)
    walk = begun()
    women_only = SCREENED | {"instrument": "tipvda", "score": "3"}
    assert walk.objections("screen", women_only) == set()
    walk.case = a_case(parties=men)
    assert walk.objections("screen", women_only) == {"population"}


@pytest.mark.parametrize("code", ["hits", "wast"])
def test_what_needs_a_permission_waits_for_it(code):
    walk = begun()
    asked = SCREENED | {"instrument": code, "score": "9"}
    assert walk.objections("screen", asked) == {"licence"}
    walk.settings = {"licensed": [code]}
    assert walk.objections("screen", asked) == set()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (PHQ, set()),
        (PHQ | {"item9": "1"}, {"ask"}),
        (PHQ | {"item9": "1", "asked": "none"}, set()),
        (CSSRS, set()),
        (CSSRS | {"yes_to": ["q1"]}, {"ask"}),
        (CSSRS | {"yes_to": ["q1"], "asked": "idea"}, set()),
    ],
)
def test_a_yes_about_death_is_asked_for_directly_whatever_the_sum(asked, found):
    assert begun().objections("screen", asked) == found


def test_the_score_of_the_screener_is_never_typed():
    walk = begun()
    walk.take("screen", CSSRS | {"yes_to": ["q3"], "asked": "idea", "client": HER})
    record = walk.records[-1]
    assert record.data.get("score") is None
    assert score_of(record.data) == 2
