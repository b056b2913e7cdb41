"""The matcher explains and never decides; the lists of a household follow from its records."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from plugins.hardship_aid import matching
from plugins.hardship_aid.beside import beside
from plugins.hardship_aid.conditions import MET, UNKNOWN, UNMET
from plugins.hardship_aid.declaration import SERVICE
from plugins.hardship_aid.programmes import PROGRAMMES
from tests.plugins.simulator import HER, STAFF, TODAY, Walk, a_case, context

DAY = TODAY.isoformat()
LATER = (TODAY + timedelta(days=30)).isoformat()
LINES = {"standard": 80_000, "disposable": 250_000, "spending_share": 60}
FIRST_AID = {"on": DAY, "kind": "cash", "amount": "800", "papers_by": LATER}


@pytest.fixture
def speaking():
    """A reader's language, which is all the page's blocks need."""
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def household(settings=LINES, *, groups=("woman",), needs=("living",), urgent=False, **told):
    walk = Walk(service=SERVICE, case=a_case(), settings=settings)
    walk.take(
        "find",
        {
            "person": HER,
            "source": "applied",
            "groups": list(groups),
            "needs": list(needs),
            "urgent": urgent,
        },
    )
    walk.take("assess", {"person": HER, "owner": STAFF, "review_on": LATER, **told})
    return walk


def fits(walk):
    return {one.code: one.fit for one in matching.explained(context(walk))}


POOR = {"household": "2", "income": "1,000.00", "assets": "within"}


@pytest.mark.parametrize(
    ("told", "fit"),
    [
        (POOR, MET),
        (POOR | {"income": "1,600.00"}, UNMET),
        (POOR | {"assets": "over"}, UNMET),
        ({"household": "2", "income": "1,000.00"}, UNKNOWN),
        ({"assets": "within"}, UNKNOWN),
    ],
)
def test_a_programme_fits_when_every_condition_is_met_and_unknown_is_said(told, fit):
    assert fits(household(**told))["low_income"] == fit


def test_a_county_that_filled_in_no_line_gets_no_answer():
    walk = household({}, **POOR)
    assert fits(walk)["low_income"] == UNKNOWN


def test_only_what_serves_a_named_need_is_explained():
    walk = household(needs=("work",), able="yes")
    assert set(fits(walk)) == {"jobs", "post", "loan"}
    assert fits(walk)["jobs"] == MET
    assert fits(walk)["post"] == UNMET, "nobody said she is out of work"


def test_help_given_once_is_not_proposed_again():
    ill = {"needs": ("medical",), "illness": "two_cancers"}
    assert fits(household(existing=["low_income"], **ill))["two_cancers"] == MET
    again = household(existing=["low_income", "two_cancers"], **ill)
    assert fits(again)["two_cancers"] == UNMET


@pytest.mark.parametrize("code", ["medical", "housing"])
def test_a_household_at_the_edge_is_confirmed_as_well(code):
    """低保边缘 opens medical, schooling and housing aid (社会救助法 13)."""
    ill = {"needs": ("medical", "housing"), "illness": "serious"}
    assert fits(household(existing=["edge"], **ill))[code] == MET
    assert fits(household(existing=[], **ill))[code] == UNMET


def test_which_poor_women_are_helped_with_two_cancers_is_for_the_years_notice():
    ill = {"needs": ("medical",), "illness": "two_cancers"}
    assert fits(household(existing=["edge"], **ill))["two_cancers"] == UNKNOWN


def test_who_flees_is_shown_a_shelter():
    assert fits(household(groups=("violence",), needs=("shelter",)))["shelter"] == MET
    assert fits(household(needs=("shelter",)))["shelter"] == UNMET


def test_the_list_opens_with_what_is_not_ruled_out_and_the_officer_may_write_another():
    walk = household(**POOR | {"income": "1,600.00"})
    proposed = [row["programme"] for row in matching.proposed(context(walk))["programmes"]]
    assert "low_income" not in proposed
    assert "charity" in proposed
    row = {"programme": "low_income", "fit": "unknown"}
    assert walk.objections("match", {"programmes": [row]}) == set(), "it never decides"


@pytest.mark.parametrize("code", [code for code in PROGRAMMES if code not in ("charity", "other")])
def test_every_programme_names_who_decides_what_they_ask_and_the_law_of_each_condition(code):
    one = PROGRAMMES[code]
    assert one.body
    assert one.gives
    assert one.asks
    assert one.serves
    assert one.conditions
    assert all(each.text and each.law for each in one.conditions)


@pytest.mark.usefixtures("speaking")
def test_three_lists_and_the_reasons_stand_beside_the_item():
    resources = [{"way": "village", "what": "接送孩子"}]
    walk = household(urgent=True, resources=resources, needs=("living", "school"), **POOR)
    walk.take("first_aid", FIRST_AID)
    told = {panel.title: "\n".join(panel.lines) for panel in beside(context(walk))}
    assert "○ 生活：还没有" in told["需求清单"]
    assert "接送孩子" in told["资源清单"]
    assert "临时救助：已给 1 次" in told["帮扶清单"]
    assert "手续还没有补" in told["还要做的"]
    reasons = told["最低生活保障：看来符合"]
    assert "✔ 人均收入低于当地低保标准（社会救助法第13条）" in reasons
    assert "谁决定：乡镇审核，县民政确认" in reasons
    assert "国家司法救助：✘ 受到侵害（中政委〔2014〕3号）" in told["看来不符合的"]


@pytest.mark.usefixtures("speaking")
def test_nothing_is_explained_before_anybody_assessed():
    walk = Walk(service=SERVICE, case=a_case())
    assert beside(context(walk)) == ()
