"""The papers as they come off the press, whose they are, and what none of them tells."""

from pathlib import Path

import pytest

import plugins.legal_aid
from core.documents.engine import render
from core.words import PointView
from plugins.legal_aid.declaration import SERVICE
from plugins.legal_aid.papers import PAPERS
from tests.plugins.legal_aid.stories import (
    APPLIED,
    ASSIGNED,
    BEFORE,
    CALLED,
    DAY,
    ENDED,
    GRANTED,
    HERS,
    MISSING,
    OBJECTED,
    REFUSED,
    REPORTED,
    applied,
    decided,
    fresh,
    sent,
    victim,
)
from tests.plugins.simulator import HER, HIM

FOLDER = Path(plugins.legal_aid.__file__).parent / "documents"
STAMP = {
    "number": "示范援移字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101", name="示范县服务工作室", level="county")
KINDS = {kind.name: kind for kind in SERVICE.documents}
STATED = {"means": "statement", "household": "3", "income": "2,600.00", "property": "一间平房"}


def worked():
    """Told once, sent, helped in advance, granted, done and called."""
    walk = applied(limitation="known", limitation_on=DAY, urgent_measure=True)
    walk.take("missing", MISSING)
    sent(walk, advance=True)
    walk.take("accept", {"on": BEFORE, "number": "援申 8"})
    walk.take("advance", {"on": BEFORE, "why": "lapsing", "what": "写诉状", "papers_by": DAY})
    walk.take("decide", GRANTED | {"number": "援决 8"})
    walk.take("assign", ASSIGNED | {"firm": "示范所"})
    event = {**HERS, "on": DAY, "event": "hearing", "what": "开了庭", "told": True}
    walk.take("progress", event)
    walk.take("report", REPORTED)
    walk.take("callback", CALLED | {"comment": "说得清楚"})
    return walk


def refused():
    walk = decided(REFUSED | {"number": "援不 3"})
    walk.take("object", OBJECTED)
    return walk


def over():
    walk = decided(GRANTED)
    walk.take("end", ENDED)
    return walk


@pytest.fixture(scope="module")
def walks():
    told = dict.fromkeys(KINDS, worked())
    told |= {
        "means": applied(**STATED),
        "exempt": victim(),
        "objection": refused(),
        "ended": over(),
    }
    for walk in told.values():
        walk.point = POINT
    return told


def printed(walk, name, holder=""):
    return str(PAPERS[name](walk.case, walk.item, holder))


@pytest.mark.parametrize("name", KINDS)
def test_every_paper_can_be_printed(walks, name):
    kind, walk = KINDS[name], walks[name]
    holder = HER if kind.addressee.value == "party" else ""
    data = dict(PAPERS[name](walk.case, walk.item, holder))
    assert data["office"] == POINT.name
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")
    assert "江二" not in str(data), "the other side is on none of them"


def test_every_declared_paper_has_a_collector():
    assert KINDS.keys() == PAPERS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_none_of_hers_is_made_out_to_the_other_side(walks, name):
    if KINDS[name].addressee.value == "party":
        with pytest.raises(LookupError):
            printed(walks[name], name, HIM)


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_nothing_was_filed_for_is_not_offered(name):
    with pytest.raises(LookupError):
        printed(fresh(), name)


@pytest.mark.parametrize("walk", [victim, lambda: applied(exempt="relief")])
def test_no_paper_about_means_can_be_made_of_the_spared(walk):
    spared = walk()
    for name in ("means", "promise"):
        with pytest.raises(LookupError):
            printed(spared, name, HER)
    assert "免予核查说明" in printed(spared, "exempt", HER)
    assert "月收入" not in printed(spared, "application", HER)


def test_who_is_asked_signs_one_of_the_two_and_no_exemption(walks):
    stated = walks["means"]
    assert "2,600.00元" in printed(stated, "means", HER)
    for name in ("promise", "exempt"):
        with pytest.raises(LookupError):
            printed(stated, name, HER)
    assert "如实说明" in printed(walks["promise"], "promise", HER)
    with pytest.raises(LookupError):
        printed(walks["promise"], "means", HER)


def test_the_letter_asks_for_help_first_and_for_silence(walks):
    calm = printed(walks["transfer"], "transfer")
    for said in (
        "县法律援助中心",
        "林一",
        "先行提供",
        "本人单独同意",
        "已作诚信承诺",
        "办案机关所在地",
    ):
        assert said in calm, said
    hers = printed(sent(victim()), "transfer")
    assert "不受经济困难条件限制" in hers
    assert "只按和本人约定的安全方式" in hers
    assert "先行提供" not in hers


def test_what_is_missing_is_told_whole_and_by_us_only(walks):
    paper = printed(walks["told_once"], "told_once", HER)
    for said in ("户口簿复印件", "不再另外要", "视为撤回申请", "不收费"):
        assert said in paper, said
    walk = sent()
    walk.take("missing", MISSING | {"by": "centre"})
    with pytest.raises(LookupError):
        printed(walk, "told_once", HER)


def test_the_receipt_names_the_day_the_centre_has_to_decide():
    walk = sent()
    walk.take("accept", {"on": BEFORE})
    assert "2026年11月28日" in printed(walk, "received", HER)
    walk.take("missing", MISSING | {"by": "centre"})
    assert "2026年11月28日" not in printed(walk, "received", HER), "it stands still"


def test_a_refusal_says_where_to_object_and_the_objection_is_hers(walks):
    walk = walks["objection"]
    told = printed(walk, "decision", HER)
    for said in ("不予", "不属于援助事项", "五日内", "行政复议"):
        assert said in told, said
    asked = printed(walk, "objection", HER)
    for said in ("县司法局", "援不 3", "属于赡养", "责令改正"):
        assert said in asked, said
    assert "第四十九条" in printed(walks["ended"], "ended", HER)
    assert "行政复议" not in printed(walks["decision"], "decision", HER), "she got it"


def test_the_report_tells_the_way_and_what_it_brought(walks):
    text = printed(walks["report"], "report")
    for said in ("周律师", "开庭", "胜诉", "1,000.00元", "判决支持"):
        assert said in text, said
    assert APPLIED["kind"] not in text
