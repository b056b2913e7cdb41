"""What the shipped warning schemes propose, and that each of them holds together."""

from collections.abc import Mapping

import pytest

from core.cases.commands.rating import is_lighter
from core.cases.models import CaseFile
from core.cases.rating import propose
from core.cases.scheme_book import read, snapshot
from core.cases.schemes import SCHEMES, counted_as, rating_form
from core.forms.checks import check_forms
from core.forms.conditions import leaves
from core.points.settings import fault_of
from core.words import WARNING_FACTS, WarningScheme

CALM: Mapping[str, object] = {
    "stop_one": False,
    "violence": False,
    "minor_victim": False,
    "report_due": False,
    "danger": "no",
    "flags": [],
    "scenario": "property",
    "scenarios": [],
    "found": "",
    "duty": False,
    "settled": False,
    "tried_in_vain": False,
    "tried_often": False,
    "beyond_village": False,
    "promise_refused": False,
    "factors": [],
}


@pytest.mark.parametrize(
    ("scheme", "told", "level", "why"),
    [
        ("four_colours", {}, None, ()),
        ("four_colours", {"settled": True}, "blue", ("已调处成功，在回访",)),
        ("four_colours", {"tried_in_vain": True}, "yellow", ("调处不成",)),
        ("four_colours", {"scenario": "support_care"}, "yellow", ("抚养赡养之争，还没有调成",)),
        ("four_colours", {"scenario": "support_care", "settled": True}, "blue", None),
        ("four_colours", {"settled": True, "found": "relapse"}, "yellow", ("回访发现反复",)),
        ("four_colours", {"settled": True, "found": "worse"}, "orange", ("回访发现激化",)),
        ("four_colours", {"settled": True, "promise_refused": True}, "yellow", None),
        ("four_colours", {"violence": True}, "orange", ("涉及家庭暴力",)),
        (
            "four_colours",
            {"violence": True, "flags": ["police_calls"], "stop_one": True},
            "red",
            ("有现实危险", "近期报警两次以上"),
        ),
        ("four_colours", {"factors": ["scale_high"]}, "red", ("危险评估高分",)),
        ("three_levels", {}, "two", ("一般家庭矛盾",)),
        ("three_levels", {"factors": ["neighbours"]}, "one", ("邻里小纠纷",)),
        ("three_levels", {"factors": ["neighbours"], "violence": True}, "three", None),
        ("three_levels", {"tried_often": True}, "three", ("多次调处不成",)),
        ("five_colours", {}, "orange", ("家里有矛盾，还没有调成",)),
        ("five_colours", {"settled": True, "factors": ["left_behind"]}, "pink", ("留守",)),
        ("five_colours", {"settled": True, "factors": ["model"]}, "blue", None),
        ("five_colours", {"flags": ["disturbed"]}, "red", ("精神状态异常",)),
    ],
)
def test_what_is_proposed_and_why(
    scheme: str, told: Mapping[str, object], level: str | None, why: tuple[str, ...] | None
) -> None:
    found = propose(SCHEMES[scheme], {**CALM, **told})
    assert (found.level.code if found.level else None) == level
    if why is not None:
        assert found.reasons == why


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_holds_together(scheme) -> None:
    codes = [one.code for one in scheme.levels]
    assert len(set(codes)) == len(codes)
    assert fault_of("warning_scheme", scheme.code) is None, "a county can pick it"
    ticks = {one.value for one in scheme.factors}
    for level in scheme.levels:
        assert level.shape in {"square", "triangle", "circle", "ring"}
        assert scheme.level(level.code) is level
        for ground in level.grounds:
            for leaf in leaves(ground.when):
                assert leaf["field"] in WARNING_FACTS
                if leaf["field"] == "factors":
                    assert leaf["has"] in ticks, "nobody could ever tick it"
    assert scheme.levels[-1].shape == "square", "the gravest is drawn as the gravest"
    assert check_forms([rating_form(scheme)]) == []


def test_the_first_of_the_three_levels_is_the_lightest() -> None:
    three = SCHEMES["three_levels"]
    assert [three.level(code).label for code in ("one", "two", "three")] == ["一级", "二级", "三级"]
    assert three.rank("one") < three.rank("two") < three.rank("three")
    assert all(one.visit_every_days is None for one in three.levels), "left to the place"
    with pytest.raises(KeyError):
        three.level("red")


def test_leaving_a_level_its_brand_has_dropped_counts_as_lighter() -> None:
    case = CaseFile(county_id="990101", warning_scheme="three_levels", warning="gone")
    assert is_lighter(case, SCHEMES["three_levels"], "three")
    case.warning = "two"
    assert not is_lighter(case, SCHEMES["three_levels"], "three")
    assert is_lighter(case, SCHEMES["three_levels"], "one")


@pytest.mark.parametrize(
    ("stands", "given", "lighter"),
    [
        (("four_colours", "red"), ("three_levels", "three"), False),
        (("four_colours", "red"), ("three_levels", "two"), True),
        (("four_colours", "orange"), ("three_levels", "two"), False),
        (("four_colours", "orange"), ("three_levels", "one"), True),
        (("four_colours", "blue"), ("three_levels", "one"), False),
        (("three_levels", "three"), ("four_colours", "orange"), True),
        (("three_levels", "one"), ("four_colours", "yellow"), False),
        (("three_levels", "one"), ("four_colours", "blue"), True),
    ],
)
def test_levels_of_two_schemes_are_compared_by_their_place_below_the_gravest(
    stands: tuple[str, str], given: tuple[str, str], lighter: bool
) -> None:
    case = CaseFile(county_id="990101", warning_scheme=stands[0], warning=stands[1])
    assert is_lighter(case, SCHEMES[given[0]], given[1], SCHEMES[stands[0]]) is lighter


def test_a_level_of_a_scheme_nobody_knows_is_not_left_alone() -> None:
    case = CaseFile(county_id="990101", warning_scheme="a_brand_long_gone", warning="high")
    assert is_lighter(case, SCHEMES["four_colours"], "red")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_what_is_kept_of_a_scheme_gives_it_back(scheme: WarningScheme) -> None:
    assert read(snapshot(scheme)) == scheme


def test_a_brands_level_is_counted_under_the_brand() -> None:
    assert counted_as("four_colours", "red") == "red"
    assert counted_as("haodajie", "three") == "haodajie.three"
    assert counted_as("", "") == counted_as("haodajie", "") == "", "not graded"
