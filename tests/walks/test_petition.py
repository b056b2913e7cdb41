"""A letter over land up to its last opinion, and a call about a child nobody may close unreported.

信访工作条例 19 to 36, 妇女权益保障法 72 and 77, 反家庭暴力法 14, 未成年人保护法 11; T/ZSM 5.4.2.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Person, Staff, Visit

DAY = date(2026, 11, 20).isoformat()
HER, NEIGHBOUR, CHILD, MAN = "秦素云", "吴秀兰", "小安", "贺大山"
LETTER = Visit(
    summary="村里换承包证没有写我的名字，补偿款也没有分",
    scenario="property",
    people=(Person(name=HER, relation="self"),),
    services=("petition",),
)
CALL = Visit(
    summary="隔壁的孩子常被打，身上有伤",
    scenario="minor",
    people=(
        Person(name=NEIGHBOUR, role="reporter", relation="other"),
        Person(name=CHILD, role="victim", relation="child"),
        Person(name=MAN, role="alleged", relation="parent"),
    ),
    services=("petition",),
)


def _registered(nature: str, form: str, request: str, *, silent: bool) -> dict[str, Any]:
    return {
        "form": form,
        "nature": nature,
        "request": request,
        "headcount": "1",
        "reachable": True,
        "confidential": silent,
    }


@pytest.mark.postgres
@pytest.mark.poppler
def test_a_claim_over_land_goes_to_its_last_opinion(as_: As, house: House) -> None:
    desk, officer = as_("desk"), as_("petition")
    number = taken_in(desk, LETTER)
    does(desk.give_item(number, "petition", "petition"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(officer.take_step(number, "petition", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(officer.take_step(number, "petition", step, data), words)

    asked = _registered("claim", "letter", "请求更正承包证", silent=True)
    cannot("register", asked | {"request": ""}, "写清诉求")
    takes("register", asked)
    assert "告知是否受理" in officer.everything(number)
    lane = {"lane": "help", "jurisdiction": "own", "interest": False, "accused": "桂花村村委会"}
    cannot("triage", lane | {"interest": True}, "请回避")
    takes("triage", lane | {"public_interest": True})
    told = {"kind": "accepted", "on": DAY, "way": "paper"}
    cannot("notify", told | {"way": "phone"}, "要书面告知")
    takes("notify", told)
    assert "办结信访事项" in officer.everything(number)

    sent = {"kind": "assign", "to_accused": False, "on": DAY, "answer_by": DAY, "basis": "duty"}
    cannot("transfer", sent | {"to": "桂花村村委会"}, "不得把材料转给被反映的人员或单位")
    takes("transfer", sent | {"to": "桂花镇政府"})
    letter = officer.issue_paper(number, "petition.transfer")
    assert "交办函" in letter
    assert "更正承包证" in letter
    assert HER not in letter, "she asked for silence"
    clue = {"kinds": ["land"], "what": "多户换证漏写", "on": DAY, "basis": "duty"}
    takes("clue", clue | {"to": "示范县人民检察院"})
    assert "集体成员身份" in officer.issue_paper(number, "petition.clue")

    opinion = {"text": "证上加写姓名。", "on": DAY, "result": "partly"}
    cannot("answer", opinion | {"how": "spot"}, "书面的处理意见书")
    proved = {"how": "paper", "found": "底册上有她。", "basis": "妇女权益保障法第55条"}
    takes("answer", opinion | proved)
    assert "本人申请复查" in officer.everything(number)
    cannot("close", {"why": "expired"}, "还没有过")
    review = {"round": "review", "requested_on": DAY, "body": "市妇联"}
    kept = {"opinion_on": DAY, "result": "kept", "opinion": "维持。"}
    cannot("review", review | {"round": "final"}, "先有复查意见")
    takes("review", review)
    cannot("close", {"why": "accepted"}, "还没有作出")
    takes("review", review | kept)
    takes("review", review | {"round": "final"})
    takes("review", review | kept | {"round": "final"})
    cannot("close", {"why": "final"}, "还缺文书")
    paper = officer.issue_paper(number, "petition.opinion", HER)
    for said in ("信访事项处理意见书", HER, "底册上有她", "三十日内"):
        assert said in paper, said
    last = officer.issue_paper(number, "petition.final", HER)
    assert "不再受理" in last
    takes("close", {"why": "final"})
    item = officer.sees(number).item("家事信访")  # type: ignore[union-attr]  # it is her own
    assert item.state == "已办结"


@pytest.mark.postgres
@pytest.mark.poppler
def test_nobody_closes_a_childs_case_before_the_police_know(as_: As, house: House) -> None:
    """Hard stop 4 through the petition: its own doors and those of the case."""
    desk, officer = as_("desk"), as_("petition")
    number = taken_in(desk, CALL)
    does(desk.give_item(number, "petition", "petition"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(officer.take_step(number, "petition", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(officer.take_step(number, "petition", step, data), words)

    takes("register", _registered("complaint", "call", "请管一管", silent=False))
    grave = {
        "lane": "severe",
        "jurisdiction": "other",
        "interest": False,
        "wronged": ["child"],
        "wrongs": ["abuse"],
    }
    cannot("triage", grave | {"must_report": False}, "必须报告")
    takes("triage", grave | {"must_report": True})
    answer = {"text": "已处理。", "on": DAY, "how": "phone", "result": "solved"}
    cannot("answer", answer, "须先向公安机关报告")
    seen = desk.sees(number)
    assert seen is not None
    assert seen.confidentiality == "C3"
    refused(desk.move(number, "withdraw", reason="不想再提"), "须先向公安报告")
    cannot("progress", {"on": DAY, "what": "谈过", "also": ["mediation"]}, "不作调解")

    report = {
        "to": ["police", "civil"],
        "at": f"{DAY} 09:05",
        "by": Staff("petition"),
        "what": f"{NEIGHBOUR}看见孩子有伤",
    }
    takes("report", report)
    refused(desk.move(number, "withdraw", reason="不想再提"), "须先向公安报告")
    takes("report", report | {"receipt": "接警0905"})
    sheet = officer.issue_paper(number, "petition.report")
    for said in ("强制报告表", CHILD, MAN, "接警0905"):
        assert said in sheet, said
    assert NEIGHBOUR not in sheet, "who told us stays unnamed"
    takes("feedback", {"on": DAY, "body": "桂花派出所", "handled": "warned"})
    takes("answer", answer)
    does(desk.move(number, "withdraw", reason="不想再提"))
