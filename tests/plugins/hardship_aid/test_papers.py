"""The papers as they come off the press, and what none of them tells."""

from dataclasses import replace
from pathlib import Path

import pytest

import plugins.hardship_aid
from core.documents.engine import render
from core.words import PointView
from plugins.hardship_aid.declaration import SERVICE
from plugins.hardship_aid.filing import whole_file
from plugins.hardship_aid.papers import PAPERS
from tests.plugins.hardship_aid.test_rules import APPLIED, ASSESSED, DAY, MATCHED, POSTED, found
from tests.plugins.simulator import HER, HIM, TODAY, a_case, context

FOLDER = Path(plugins.hardship_aid.__file__).parent / "documents"
STAMP = {
    "number": "桂花助报字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101001", name="桂花镇服务站", level="town")


@pytest.fixture(scope="module")
def walk():
    """An item in which everything happened once."""
    one = found(groups=["woman", "ill", "harmed"], urgent=True)
    one.point = POINT
    papers_by = TODAY.isoformat()
    one.take("first_aid", {"on": DAY, "kind": "cash", "amount": "800", "papers_by": papers_by})
    told = {"illness": "two_cancers", "income": "900", "household": "2"}
    one.take("assess", ASSESSED | told | {"resources": [{"way": "org", "what": "送米面"}]})
    one.take("match", MATCHED)
    for code in ("two_cancers", "judicial", "jobs", "low_income"):
        one.take("apply", APPLIED | {"programme": code})
    one.take("visit", {"on": DAY, "visitors": "2", "found": "租住一间"})
    one.take("notice", POSTED)
    return one


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_every_paper_can_be_printed(walk, kind):
    holder = HER if kind.addressee.value == "party" else ""
    data = dict(PAPERS[kind.name](walk.case, walk.item, holder))
    assert data["office"] == POINT.name
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_no_paper_of_hers_is_made_out_to_anybody_else(walk, kind):
    if kind.addressee.value == "party":
        with pytest.raises(LookupError):
            PAPERS[kind.name](walk.case, walk.item, HIM)


@pytest.mark.parametrize("name", ["referral", "judicial", "job", "notice"])
def test_what_leaves_the_house_tells_no_illness_and_no_income(walk, name):
    text = str(PAPERS[name](walk.case, walk.item, ""))
    assert "林一" in text
    for private in ("两癌", "重病", "900", "租住", "单亲", "困境"):
        assert private not in text


@pytest.mark.parametrize("case", [{"violence": True}, {"danger": "yes"}, {"danger": "unknown"}])
def test_nobody_in_danger_is_on_a_printed_notice(walk, case):
    with pytest.raises(LookupError):
        PAPERS["notice"](a_case(**case), walk.item, "")


@pytest.mark.parametrize("case", [{}, {"violence": True}, {"danger": "unknown"}])
def test_a_notice_that_may_hang_nowhere_is_not_asked_for(walk, case):
    here = replace(context(walk), case=a_case(**case))
    asked = "公示" in [one.title for one in whole_file(here).pieces]
    assert asked == (not case)
    hung = replace(here, item=replace(walk.item, papers=("notice",)))
    assert "公示" in [one.title for one in whole_file(hung).pieces], (
        "what was hung stays in the file"
    )


def test_no_child_is_either(walk):
    parties = tuple(replace(party, minor=True) for party in walk.case.parties)
    with pytest.raises(LookupError):
        PAPERS["notice"](replace(walk.case, parties=parties), walk.item, "")


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_a_paper_nothing_was_filed_for_is_not_offered(kind):
    fresh = found()
    if kind.name in ("report", "lists", "promise"):
        assert PAPERS[kind.name](fresh.case, fresh.item, "")["title"]
        return
    with pytest.raises(LookupError):
        PAPERS[kind.name](fresh.case, fresh.item, "")


def test_the_ledger_counts_what_came_before_its_papers(walk):
    text = str(PAPERS["ledger"](walk.case, walk.item, ""))
    assert "800" in text
    assert "手续还没有补" in text


def test_the_form_for_cancer_is_for_who_applied_for_it_and_names_no_illness(walk):
    data = PAPERS["cancer_form"](walk.case, walk.item, HER)
    assert data["to"]
    assert "乳腺" not in str(data)
    assert "宫颈" not in str(data)
    assert "受侵害" not in str(data), "what else she suffered is nothing for the village"
    other = replace(
        walk.item,
        records=tuple(
            one for one in walk.item.records if one.data.get("programme") != "two_cancers"
        ),
    )
    with pytest.raises(LookupError):
        PAPERS["cancer_form"](walk.case, other, HER)


def test_who_acts_for_her_signs_and_takes_no_money(walk):
    data = PAPERS["mandate"](walk.case, walk.item, HER)
    assert "不代本人签字、领款" in str(data)
    assert data["signs"][:2] == ["委托人", "代办人"]
