"""The papers as they come off the press, whose they are, and what stands beside the item."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

import plugins.legal_consult
from core.documents.engine import render
from core.words import PointView
from plugins.legal_consult.beside import beside, on_the_case
from plugins.legal_consult.filing import whole_file
from plugins.legal_consult.papers import PAPERS
from tests.plugins.legal_consult.stories import (
    DAY,
    HURT,
    ORDER,
    RULED,
    SERVICE,
    SUBMITTED,
    SUED,
    asked,
    consult,
)
from tests.plugins.simulator import HER, HIM, context

FOLDER = Path(plugins.legal_consult.__file__).parent / "documents"
STAMP = {
    "number": "桂花法意字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101001", name="桂花镇服务站", level="town")


@pytest.fixture(scope="module")
def walk():
    """An item in which everything was put in writing once."""
    one = consult()
    one.point = POINT
    one.take(
        "consult",
        HURT
        | {
            "adviser": "literate",
            "adviser_name": "方姐",
            "opinion_wanted": True,
            "safety": ["violence23"],
            "basis": "民法典第1091条",
            "period": "hidden",
            "known_on": "2023-11-25",
            "next_step": "office",
            "next_office": "县民政局",
        },
    )
    one.take("order", ORDER | {"urgent": True, "last_on": DAY})
    one.take("write", SUED | {"bars": ["soldier"], "proof": "分居的租房合同"})
    one.take(
        "write",
        {
            **SUED,
            "kind": "divorce",
            "free_will": True,
            "children": "随母亲。",
            "assets": "各归各的。",
            "debts": "没有。",
        },
    )
    one.take("opinion", {"client": HER, "text": "先申请保护令。", "handed_on": DAY})
    return one


def made(walk, name, holder=""):
    return dict(PAPERS[name](walk.case, walk.item, holder))


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_every_paper_can_be_printed(walk, kind):
    data = made(walk, kind.name, HER if kind.addressee.value == "party" else "")
    assert data["office"] == POINT.name
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_a_paper_is_for_her_hand_only_and_not_before_there_is_something_to_say(walk, kind):
    if kind.addressee.value == "party":
        with pytest.raises(LookupError):
            made(walk, kind.name, HIM)
    with pytest.raises(LookupError):
        made(consult(), kind.name)


def test_what_is_not_a_lawyers_says_so(walk):
    for name in ("register", "opinion"):
        assert "不是执业律师" in str(made(walk, name))
    by_lawyer = asked()
    by_lawyer.take("opinion", {"text": "可以。", "handed_on": DAY})
    for name in ("register", "opinion"):
        assert "不是执业律师" not in str(made(by_lawyer, name))


def test_the_register_tells_period_articles_and_where_it_led(walk):
    said = str(made(walk, "register"))
    for one in (
        "2026年11月25日",
        "反家庭暴力法第23条、民法典第1091条",
        "其他部门：县民政局",
        "12348",
    ):
        assert one in said, one


def test_an_application_names_both_and_no_address(walk):
    said = str(made(walk, "order", HER))
    for one in (
        "林一",
        "江二",
        "请求保密",
        "二十四小时",
        "1．禁止被申请人实施家庭暴力",
        "脸上有伤",
    ):
        assert one in said, one
    assert "卫生院的病历" in str(made(walk, "evidence", HER))
    proof = str(made(walk, "help_record", HER))
    assert "江二" not in proof, "what she said happened is hers to tell"
    assert "脸上有伤" not in proof


@pytest.mark.parametrize(
    ("relation", "stands"),
    [("self", "2026年11月20日"), ("spouse", "2026年11月24日")],
    ids=["she came herself", "he came first"],
)
def test_the_proof_that_she_asked_tells_her_own_day(relation: str, stands: str) -> None:
    one = consult()
    parties = tuple(
        replace(party, relation=relation) if party.id == HER else party
        for party in one.case.parties
    )
    one.case = replace(one.case, received_on=date(2026, 11, 20), parties=parties)
    one.take("consult", HURT)
    one.take("order", ORDER)
    told = [datetime(2026, 11, day, 16, 30, tzinfo=UTC) for day in (23, 24)]
    one.records = [
        replace(record, filed_at=at) for record, at in zip(one.records, told, strict=True)
    ]
    assert dict(made(one, "help_record", HER)["facts"])["求助日期"] == stands, "of China, and hers"
    assert dict(made(one, "register")["facts"])["日期"] == "2026年11月24日"


def test_an_extension_and_an_agent_are_called_so():
    one = consult()
    one.take("consult", HURT)
    told = ORDER | {"kind": "extend", "old_until": "2026-12-01", "evidence": []}
    one.take("order", told | {"applied_by": "women", "unable": "threatened", "agent": "示范县妇联"})
    said = made(one, "order", HER)
    assert said["title"] == "延长人身安全保护令申请书"
    assert "延长到2026年12月1日为止" in str(said)
    assert "示范县妇联（妇女联合会）" in str(said)
    with pytest.raises(LookupError):
        made(one, "evidence", HER)


@pytest.mark.poppler
def test_the_application_reads_as_written(walk, tmp_path):
    pdf = tmp_path / "order.pdf"
    pdf.write_bytes(render(FOLDER / "sheet.typ", made(walk, "order", HER) | STAMP))
    text = subprocess.run(  # noqa: S603  # poppler, on our own file
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for said in ("人身安全保护令申请书", "示范县人民法院", "家庭暴力发生地", "见证据清单"):
        assert said in text


@pytest.fixture
def language():
    app = Flask(__name__)
    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield


def told(walk):
    return {one.title: "\n".join(one.lines) for one in beside(context(walk))}


@pytest.mark.usefixtures("language")
def test_beside_it_stands_what_is_owed_left_and_to_be_said(walk):
    assert told(consult()) == {}
    said = told(walk)
    assert "距时效届满 2 日" in said["时效"]
    assert "先行提供" in said["时效"]
    assert "申请材料还没有交法院" in said["还要做的"]
    assert "有 1 种，一共十一种" in said["人身安全保护令"]
    assert "可以去取：医疗机构的诊疗记录" in said["人身安全保护令"]
    assert "近亲属、公安、妇联" in said["人身安全保护令"]
    assert "不是执业律师" in said["解答说明"]
    assert "要提醒的" not in said
    assert "男方不得提出离婚" in told(asked(topics=["divorce"]))["要提醒的"]
    assert "书面意见还没有给" in told(asked())["还要做的"]


@pytest.mark.usefixtures("language")
def test_a_conflict_is_said_before_anybody_is_heard():
    one = consult()
    one.served = frozenset({HIM})
    assert "换人解答" in told(one)["利益冲突"]
    assert [panel.first for panel in beside(context(one))] == [True], "above the form"
    one.served = frozenset({HER})
    assert told(one) == {}


@pytest.mark.usefixtures("language")
def test_an_order_in_force_is_told_with_its_day():
    one = consult()
    one.take("consult", HURT)
    one.take("order", ORDER)
    one.take("submit", SUBMITTED)
    assert "等法院的裁定" in told(one)["还要做的"]
    one.take("ruling", RULED)
    assert "2027年5月20日" in told(one)["人身安全保护令"]
    assert "还要做的" not in told(one)


@pytest.mark.usefixtures("language")
def test_the_county_says_where_legal_aid_is():
    one = asked()
    one.settings = {"aid_centre": "县法律援助中心，解放路 5 号"}
    assert told(one)["法律援助"] == "县法律援助中心，解放路 5 号"


@pytest.mark.usefixtures("language")
def test_a_lapsed_period_is_said_plainly():
    one = asked(limitation_on="2026-11-01", period="set")
    assert "已经届满" in told(one)["时效"]


@pytest.mark.usefixtures("language")
def test_the_case_shows_the_number_of_legal_aid_while_it_runs(walk):
    (panel,) = on_the_case(replace(walk.case, items=(walk.item,)))
    assert "12348" in panel.lines[0]
    assert on_the_case(walk.case) == ()


def test_only_what_was_written_makes_a_file(walk):
    assert whole_file(context(consult())) is None
    register = consult()
    register.take("consult", HURT | {"order_wanted": False, "topics": ["debt"]})
    assert whole_file(context(register)).difficulty == "oral"
    meter = whole_file(context(walk))
    assert meter.difficulty == "simple"
    assert len(meter.pieces) == 7
    assert not any(one.there for one in meter.pieces)
