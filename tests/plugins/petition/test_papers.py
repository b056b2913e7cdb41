"""The papers as they come off the press, whose they are, and whom they never name."""

from dataclasses import replace
from pathlib import Path

import pytest

import plugins.petition
from core.documents.engine import render
from core.words import PartyView, PointView
from plugins.petition.declaration import SERVICE
from plugins.petition.papers import PAPERS
from tests.plugins.petition.test_rounds import ASKED, GIVEN
from tests.plugins.petition.test_rules import (
    ACCEPTED,
    ANSWER,
    CLUE,
    DAY,
    DECLINED,
    HELP,
    OBJECTED,
    OPINION,
    PRESSED,
    REPORT,
    SENT,
    SEVERE,
    registered,
)
from tests.plugins.simulator import HER, HIM, STAFF, a_case

FOLDER = Path(plugins.petition.__file__).parent / "documents"
STAMP = {
    "number": "示范访受字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101", name="示范县服务工作室", level="county")
KINDS = {kind.name: kind for kind in SERVICE.documents}


def claim():
    """A claim to its last opinion, a clue found and a department pressed on the way."""
    one = registered(
        nature="claim",
        form="forwarded",
        request="林一请求更正确权",
        facts="林一在娘家村有承包地",
        reference="县信转 118",
        confidential=True,
    )
    one.point = POINT
    one.take("triage", HELP | {"accused": "桂花村村委会", "public_interest": True})
    one.take("object", OBJECTED | {"agreed": False})
    one.take("notify", ACCEPTED)
    one.take("notify", {"kind": "forwarded", "on": DAY, "way": "handed", "to": "桂花镇政府"})
    one.take("transfer", SENT | {"kind": "assign", "to": "桂花镇政府", "answer_by": DAY})
    one.take("clue", CLUE | {"what": "林一等多户漏写"})
    one.take("press", PRESSED)
    one.take("press", PRESSED | {"kind": "opinion"})
    one.take("progress", {"on": DAY, "what": "到村里看了底册"})
    one.take("extend", {"days": "20", "approved_by": STAFF, "told": True, "why": "查底册"})
    one.take("answer", OPINION)
    for round_ in ("review", "final"):
        one.take("review", ASKED | {"round": round_})
        one.take("review", ASKED | {"round": round_} | GIVEN)
    return one


def grave():
    """A child harmed, reported at once; a calm question beside it."""
    people = (
        PartyView(id=HER, role="reporter", relation="other", name="林一"),
        PartyView(id="p3", role="victim", relation="child", name="小安", minor=True),
        PartyView(id=HIM, role="alleged", relation="parent", name="江二"),
    )
    one = registered(case=a_case(scenario="minor", parties=people), nature="complaint")
    one.point = POINT
    told = {"wronged": ["child"], "wrongs": ["abuse"], "must_report": True}
    one.take("triage", SEVERE | told)
    one.take("report", REPORT | {"what": "林一看见孩子身上有伤"})
    one.take("answer", ANSWER)
    return one


@pytest.fixture(scope="module")
def walks():
    told = registered()
    told.point = POINT
    told.take("notify", DECLINED)
    by_claim = dict.fromkeys(KINDS, claim())
    return by_claim | {"declined": told} | dict.fromkeys(("report", "lead", "reply"), grave())


@pytest.mark.parametrize("name", KINDS)
def test_every_paper_can_be_printed(walks, name):
    kind, walk = KINDS[name], walks[name]
    holder = HER if kind.addressee.value == "party" else ""
    data = dict(PAPERS[name](walk.case, walk.item, holder))
    assert data["office"] == POINT.name
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")


def test_every_declared_paper_has_a_collector():
    assert KINDS.keys() == PAPERS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_none_of_hers_is_made_out_to_the_other_side(walks, name):
    if KINDS[name].addressee.value == "party":
        with pytest.raises(LookupError):
            PAPERS[name](walks[name].case, walks[name].item, HIM)


@pytest.mark.parametrize("name", ["transfer", "clue", "prompt", "urging", "lead", "report"])
def test_who_asked_for_silence_is_named_to_nobody_outside(walks, name):
    """妇女权益保障法 72; in a grave case without being asked."""
    assert "林一" not in str(PAPERS[name](walks[name].case, walks[name].item, ""))


def test_who_did_not_ask_is_named_with_the_story():
    walk = registered(facts="一直没有人管")
    walk.take("triage", HELP)
    walk.take("transfer", SENT)
    text = str(PAPERS["transfer"](walk.case, walk.item, ""))
    assert "林一" in text
    assert "一直没有人管" in text
    walk = registered(facts="一直没有人管", confidential=True)
    walk.take("triage", HELP)
    walk.take("transfer", SENT)
    assert "一直没有人管" not in str(PAPERS["transfer"](walk.case, walk.item, ""))


def test_the_police_learn_who_is_in_danger_and_from_whom(walks):
    text = str(PAPERS["report"](walks["report"].case, walks["report"].item, ""))
    for said in ("小安", "江二", "虐待", "A1"):
        assert said in text
    assert "办理人" not in text, "the one who reported stays unnamed"


@pytest.mark.parametrize("name", ["transfer", "clue", "prompt", "urging"])
def test_hard_stop_six_holds_for_papers_too(walks, name):
    """Somebody turns out to be the accused after the step: the letter is not printed any more."""
    walk = replace(walks[name], records=list(walks[name].records), done=list(walks[name].done))
    accused = {"transfer": "桂花镇政府", "clue": "县检察院"}.get(name, "县民政局")
    people = tuple(replace(one, role="alleged", name=accused) for one in walk.case.parties[1:])
    walk.case = replace(walk.case, parties=(walk.case.parties[0], *people))
    with pytest.raises(LookupError):
        PAPERS[name](walk.case, walk.item, "")


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_nothing_was_filed_for_is_not_offered(name):
    fresh = registered()
    if name == "register":
        assert PAPERS[name](fresh.case, fresh.item, "")["title"] == "来访登记表"
        return
    with pytest.raises(LookupError):
        PAPERS[name](fresh.case, fresh.item, HER)


def test_a_claim_gets_an_opinion_and_a_plea_a_reply(walks):
    said = str(PAPERS["opinion"](walks["opinion"].case, walks["opinion"].item, HER))
    for part in ("更正确权", "属实", "民法典第26条", "三十日内"):
        assert part in said
    with pytest.raises(LookupError):
        PAPERS["reply"](walks["opinion"].case, walks["opinion"].item, HER)
    with pytest.raises(LookupError):
        PAPERS["opinion"](walks["reply"].case, walks["reply"].item, HER)
