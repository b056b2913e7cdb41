"""The committee of a place, lawful when registered, and what forms open with (人民调解法 8, 9)."""

from dataclasses import replace
from datetime import date

import pytest

from core.forms import judge, written
from core.words import PointView
from plugins.mediation import committee
from plugins.mediation.beside import beside
from plugins.mediation.declaration import SERVICE
from plugins.mediation.settings import SETTINGS
from tests.plugins.mediation.stories import (
    AGREED,
    DAY,
    MEDIATORS,
    RATES,
    SESSION,
    orally_agreed,
    ready,
    will,
)
from tests.plugins.simulator import HER, HIM, STAFF, TODAY, Walk, a_case, context

TOWN = PointView(id="t1", code="990101001", name="桂花镇", level="town", path=("c1", "t1"))
VILLAGE = PointView(
    id="v1", code="990101001001", name="桂花村", level="village", path=("c1", "t1", "v1")
)
ROW = {
    "name": "示范县人民调解委员会",
    "word": "示范人调",
    "place": "c1",
    "elected_on": "2024-03-01",
    "members": "何一\n周二（女）\n陈三",
}
TOWNS = ROW | {"name": "桂花镇人民调解委员会", "word": "桂花人调", "place": "t1"}
SETTING = {"committees": [ROW, TOWNS]}


def codes(*rows, **more):
    found = judge(SETTINGS, {"committees": list(rows), **more}, today=TODAY)
    return {one.code for one in found.objections} | set(found.errors)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"members": "何一\n周二（女）"}, "members"),
        ({"members": "\n".join(f"委员{n}（女）" for n in range(10))}, "members"),
        ({"members": "何一\n周二\n陈三"}, "women"),
        ({"word": "示范"}, "word"),
    ],
)
def test_what_the_law_asks_is_judged_when_it_is_saved(change, code):
    assert codes(ROW) == set()
    assert codes(ROW | change) == {code, "committees"}


@pytest.mark.parametrize("what", ["name", "word", "place"])
def test_two_committees_are_two(what):
    assert codes(ROW, TOWNS) == set()
    assert codes(ROW, TOWNS | {what: ROW[what]}) == {f"{what}_twice", "committees"}


def test_a_rate_is_said_once():
    rate = {"difficulty": "simple", "amount": "50.00"}
    assert codes(ROW, subsidies=[rate]) == set()
    assert codes(ROW, subsidies=[rate, rate]) == {"rate_twice", "subsidies"}


def test_the_nearest_committee_serves():
    assert committee.serving(SETTING, VILLAGE).name == TOWNS["name"]
    assert committee.serving({"committees": [ROW]}, VILLAGE).name == ROW["name"]
    assert committee.serving({}, VILLAGE) is None
    assert committee.serving(SETTING, None) is None


def test_a_term_is_three_years():
    (one,) = committee.registered({"committees": [ROW]})
    assert one.ends_on == date(2027, 3, 1)
    assert (one.members, one.women) == (("何一", "周二", "陈三"), 1)
    (leap,) = committee.registered({"committees": [ROW | {"elected_on": "2024-02-29"}]})
    assert leap.ends_on == date(2027, 2, 28)


def test_only_a_registered_committee_mediates_where_the_county_keeps_a_register():
    walk = settled(SETTING)
    assert walk.objections("mediators", MEDIATORS) == set(), "the word may be left to the point"
    named = MEDIATORS | {"committee": TOWNS["name"], "committee_word": TOWNS["word"]}
    assert walk.objections("mediators", named) == set()
    assert walk.objections("mediators", named | {"committee_word": "示范人调"}) == {"wrong_word"}
    assert walk.objections("mediators", named | {"committee": "李家调解室"}) == {
        "unknown_committee"
    }


def settled(settings):
    """A mediation on the eve of its first sitting, in a county with a register."""
    walk = ready()
    walk.settings, walk.point = settings, VILLAGE
    return walk


def opens(walk, step):
    """Return what the page of *step* opens with, as it would be sent back untouched."""
    start = SERVICE.step(step).start
    return dict(start(context(walk)))


def test_every_start_is_what_its_form_could_hold():
    """Each is drawn as typed, and what it knows passes for what it is."""
    walk = orally_agreed(settings=SETTING | RATES, point=VILLAGE)
    for step in SERVICE.steps:
        if step.start is not None:
            form = SERVICE.form(step.form)
            known = opens(walk, step.name)
            assert known.keys() <= {field.name for field in form.fields}, step.name
            assert written(form, known)


def test_forms_open_with_what_is_known_and_decide_nothing():
    walk = Walk(service=SERVICE, case=a_case(), settings=SETTING, point=VILLAGE)
    assert opens(walk, "apply") == {}
    walk.case = replace(walk.case, channel="court_entrusted", summary="他打我")
    assert opens(walk, "apply") == {"start_mode": "court_entrusted", "mediation_kind": "judicial"}
    walk.case = a_case()
    assert opens(walk, "will") == {"party": HER, "asked_on": DAY}
    walk.take(
        "apply", {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "love"}
    )
    walk.take("will", will(HER))
    assert opens(walk, "will")["party"] == HIM
    assert opens(walk, "mediators") == {"committee": TOWNS["name"], "committee_word": "桂花人调"}
    done = settled(SETTING | RATES)
    assert [row["party"] for row in opens(done, "session")["present"]] == [HER, HIM]
    done.take("session", SESSION)
    assert opens(done, "agree")["committee"] == MEDIATORS["committee"]
    done.take("agree", AGREED | {"kind": "written"})
    assert opens(done, "sign") == {
        "signatures": [{"party": HER}, {"party": HIM}],
        "mediator": STAFF,
    }, "nobody's day of signing is filled in"
    oral = orally_agreed(settings=SETTING | RATES, point=VILLAGE)
    assert opens(oral, "perform")["items"] == [{"number": 1}]
    claim = opens(oral, "subsidy")
    assert (claim["difficulty"], claim["amount"]) == ("oral", 5_000)


def test_beside_the_item_stands_what_the_file_lacks_and_until_when():
    walk = orally_agreed(
        settings={"committees": [ROW | {"elected_on": "2020-01-01"}]}, point=VILLAGE
    )
    walk.issued = ()
    blocks = {one.title: one.lines for one in beside(context(walk))}
    assert any("2026年12月23日" in line for line in blocks["协议"])
    assert blocks["卷宗"] == ("0 / 1 件", "还缺：口头协议登记表")
    assert any("任期到 2023年1月1日 已满" in line for line in blocks["人民调解委员会"])
    assert beside(context(Walk(service=SERVICE, case=a_case()))) == ()
    assert not any("拒绝" in line for lines in blocks.values() for line in lines)
