"""A threatened woman's questions, from the window to the court's order; and whose lawyer one is.

反家庭暴力法 23 to 31, 法律援助法 23, 35, 44, 民法典 188; T/ZSM 5.4.4.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Person, Visit, Who

DAY = "2026-11-20"
HER, HIM = "罗小满", "卫东来"
HER_ID = "110101198803140028"
MARRIED = (
    Person(name=HER, relation="self", id_no=HER_ID),
    Person(name=HIM, role="respondent", relation="spouse", phone="13600136009"),
)
HERS = Visit(
    summary="离婚快三年，才知道他当年还有一笔存款",
    scenario="property",
    people=MARRIED,
    services=("legal_consult",),
)
HIS = Visit(
    summary="前妻来要存款，要不要给",
    scenario="property",
    people=(
        Person(name=HIM, relation="self", phone="13600136009"),
        Person(name=HER, role="respondent", relation="ex_spouse", id_no=HER_ID),
    ),
    services=("legal_consult",),
)
ASKED: dict[str, Any] = {
    "client": Who(HER),
    "mode": "visit",
    "adviser": "lawyer",
    "topics": ["property", "violence"],
    "conflict": "none",
    "question": "存款能不能再分；他还天天在门口堵我。",
    "answer": "可以请求再分；先申请人身安全保护令。",
    "safety": ["violence23"],
    "period": "hidden",
    "known_on": "2023-11-24",
    "told_legal_aid": True,
    "order_wanted": True,
    "opinion_wanted": False,
    "next_step": "own",
}
ORDER: dict[str, Any] = {
    "kind": "new",
    "client": Who(HER),
    "against": Who(HIM),
    "relation": "ex",
    "applied_by": "self",
    "court_by": "place",
    "court": "示范县人民法院",
    "urgent": True,
    "measures": ["violence", "contact"],
    "facts": "昨天夜里砸门，前天在单位门口拦人。",
    "evidence": [
        {"kind": "statement", "state": "there"},
        {"kind": "police", "state": "fetch", "what": "派出所的报警回执"},
    ],
}


@pytest.mark.postgres
@pytest.mark.poppler
def test_from_her_question_to_the_courts_order(as_: As, house: House, driver: str) -> None:
    desk, lawyer = as_("desk"), as_("lawyer")
    number = taken_in(desk, HERS)
    does(lawyer.claim(number, "legal_consult"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(lawyer.take_step(number, "legal_consult", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(lawyer.take_step(number, "legal_consult", step, data), words)

    cannot("consult", ASKED | {"conflict": "present"}, "请换人解答")
    cannot("consult", ASKED | {"told_legal_aid": False}, "先告知当事人")
    cannot("consult", ASKED | {"known_on": "那年冬天"}, "日期")
    takes("consult", ASKED)
    case = desk.sees(number)
    assert case is not None
    assert case.confidentiality == "C3", "violence, whatever the window called it"
    assert "法律援助" in {one.title for one in case.items}, "four days are left: aid comes first"
    if driver != "api":
        beside = lawyer.everything(number)
        for said in ("距时效届满 4 日", "可以代为申请", "申请书和证据清单还没有准备"):
            assert said in beside, said

    cannot("close", {"next_step": "own"}, "写明为什么")
    cannot("order", ORDER | {"against": Who(HER)}, "同一个人")
    takes("order", ORDER)
    application = lawyer.issue_paper(number, "legal_consult.order", HER)
    for said in ("人身安全保护令申请书", HER, HIM, "请求保密", "昨天夜里砸门", "示范县人民法院"):
        assert said in application, said
    assert HER_ID not in application
    assert "报警回执" in lawyer.issue_paper(number, "legal_consult.evidence", HER)
    assert "求助记录证明" in lawyer.issue_paper(number, "legal_consult.help_record", HER)

    takes("submit", {"client": Who(HER), "at": f"{DAY} 09:00", "urgent": True})
    assert "法院作出裁定" in lawyer.everything(number)
    cannot("close", {"next_step": "own", "why": "等不及"}, "先登记裁定")
    made = {"client": Who(HER), "result": "made", "made_on": DAY}
    cannot("ruling", made | {"until": "2027-05-21"}, "不超过六个月")
    takes("ruling", made | {"until": "2027-05-20"})

    wanted = {"client": Who(HER), "kind": "letter", "content": "情况说明", "handed_on": DAY}
    cannot("write", wanted | {"read_back": False}, "先念给本人听")
    register = lawyer.issue_paper(number, "legal_consult.register")
    for said in ("法律咨询登记表", "2026年11月24日", "反家庭暴力法第23条", "12348"):
        assert said in register, said
    takes("close", {"next_step": "legal_aid"})
    item = lawyer.sees(number).item("法律咨询")  # type: ignore[union-attr]  # it is her own
    assert item.state == "已办结"

    read = desk.everything(number)
    for secret in ("天天在门口堵我", "昨天夜里砸门", "再分"):
        assert secret not in read, "question, answer and application stay with the lawyer"


@pytest.mark.postgres
def test_her_lawyer_is_not_his(as_: As, house: House, driver: str) -> None:
    """Known by his own work only; the desk that takes his case in is told nothing of hers."""
    desk, lawyer = as_("desk"), as_("lawyer")
    hers = taken_in(desk, HERS)
    does(lawyer.claim(hers, "legal_consult"))
    left_out = ("order_wanted", "safety", "period", "known_on")
    quiet = {name: one for name, one in ASKED.items() if name not in left_out}
    quiet["topics"] = ["property"]
    does(lawyer.take_step(hers, "legal_consult", "consult", quiet))

    his = taken_in(desk, HIS)
    assert "不要再听下去" not in desk.everything(his)
    does(lawyer.claim(his, "legal_consult"))
    if driver != "api":
        page = lawyer.everything(his)
        assert page.index("不要再听下去") < page.rindex("谁来办"), "above all else on the page"
    told = quiet | {"client": Who(HIM), "question": "要不要给", "answer": "看协议"}
    refused(lawyer.take_step(his, "legal_consult", "consult", told), "请换人解答")
    replaced = told | {"conflict": "replaced", "adviser_name": "另一位律师"}
    does(lawyer.take_step(his, "legal_consult", "consult", replaced))
