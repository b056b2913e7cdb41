"""The papers as they come off the press: what each collector hands in fits its template."""

from dataclasses import replace
from pathlib import Path

import pytest

import plugins.mediation
from core.documents.engine import render
from core.words import Issuer, PointView
from plugins.mediation.declaration import SERVICE
from plugins.mediation.papers import ISSUERS, PAPERS
from tests.plugins.mediation.stories import (
    AGREED,
    DAY,
    MEDIATORS,
    SESSION,
    a_court_matter,
    everything,
    opened,
    ready,
    will,
)
from tests.plugins.simulator import HER, HIM, a_case

STAMP = {
    "number": "家调〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
FOLDER = Path(plugins.mediation.__file__).parent / "documents"


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()
    assert ISSUERS.keys() <= PAPERS.keys()


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_every_paper_can_be_printed(kind):
    walk = everything()[kind.name]
    for holder in (HER, "") if kind.addressee.value.endswith("party") else ("",):
        data = dict(PAPERS[kind.name](walk.case, walk.item, holder)) | STAMP
        assert render(FOLDER / kind.template, data).startswith(b"%PDF")


def test_only_the_agreement_tells_a_partys_particulars_and_only_on_its_own_copy():
    for name, walk in everything().items():
        for holder in (HER, HIM, ""):
            text = str(PAPERS[name](walk.case, walk.item, holder))
            assert "储蓄账户" not in text, name
            if name != "agreement":
                assert "出生日期" not in text, name


MEETING = ("summons", "agreement", "confirmation", "police")


@pytest.mark.parametrize("name", MEETING)
@pytest.mark.parametrize("stop", ["stop_one", "order_in_force", "refused"])
def test_no_paper_brings_together_who_may_not_meet(name, stop):
    walk = everything()[name]
    if stop == "refused":
        parties = tuple(replace(one, willing="refused") for one in walk.case.parties)
        case = replace(walk.case, parties=parties)
    else:
        case = replace(walk.case, **{stop: True})
    if name == "agreement":
        # in effect it is the parties' own paper and stays theirs; a draft is not
        walk.records = [one for one in walk.records if one.form != "mediation.signing"]
    with pytest.raises(LookupError):
        PAPERS[name](case, walk.item, HER)


@pytest.mark.parametrize("name", ["termination", "court_reply"])
def test_a_letter_about_the_end_never_tells_who_refused(name):
    walk = a_court_matter()
    walk.take("will", will(HER, "refused"))
    ending = {"reason": "unwilling", "told_remedies": True, "told_way": "paper", "told_on": DAY}
    walk.take("terminate", ending)
    said = str(PAPERS[name](walk.case, walk.item, HIM))
    assert "不符合调解受理条件" in said
    assert not any(word in said for word in ("拒绝", "不愿意调解的一方", "不同意"))


def test_what_is_not_there_yet_is_not_printed():
    fresh = opened()
    for name in PAPERS.keys() - {"application"}:
        with pytest.raises(LookupError):
            PAPERS[name](a_case(), fresh.item, HER)


def test_the_application_to_the_court_names_matters_of_status_apart():
    status = {"matter": "status", "payer": HIM, "payee": HER, "what": "到登记机关办理离婚登记"}
    walk = ready()
    walk.take("session", SESSION)
    items = [*AGREED["items"], status | {"due_text": "下月"}]
    walk.take("agree", AGREED | {"items": items, "status_matter": True})
    parts = {
        part["heading"]: part["rows"]
        for part in PAPERS["confirmation"](walk.case, walk.item, "")["parts"]
    }
    assert [row[0] for row in parts["申请确认的内容"]] == ["第 1 项"]
    assert [row[0] for row in parts["不申请确认的内容（涉及身份关系）"]] == ["第 2 项"]


def test_what_one_side_said_apart_is_on_no_sheet_that_both_sign():
    walk = ready()
    apart = {"mode": "apart", "present": [{"party": HER}], "claims": "她要走", "result": "partly"}
    law = {"law_explained": "民法典第1067条"}
    walk.take("session", SESSION | apart | law | {"discussion": "她说怕他"})
    walk.take("session", SESSION)
    said = str(PAPERS["sitting"](walk.case, walk.item, ""))
    assert "她要走" not in said
    assert "她说怕他" not in said
    assert SESSION["discussion"] in said
    assert law["law_explained"] in said


def test_papers_are_numbered_in_the_committees_name():
    walk = ready()
    assert ISSUERS["agreement"](walk.case, walk.item) is None, "no word, so the point's own"
    walk.take("mediators", MEDIATORS | {"committee_word": "桂花人调"})
    assert ISSUERS["agreement"](walk.case, walk.item) == Issuer(word="桂花人调")


def test_until_a_committee_is_named_the_point_speaks():
    point = PointView(id="t1", code="990101001", name="桂花镇服务站", level="town")
    walk = opened()
    said = PAPERS["application"](walk.case, replace(walk.item, point=point), HER)
    assert said["office"] == "桂花镇服务站"
