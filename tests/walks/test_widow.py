"""A poor widow far from her registered home: helped where she is, at once, papered later.

社会救助法 37 (temporary aid at the place of the emergency), 39, 50 (help first, papers after), 11;
T/ZSM 5.4.7: one file, three lists, programmes explained and decided elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.walks.conftest import As
from tests.walks.stories import does, follow_up_and_file, refused, taken_in
from tests.walks.words import House, Person, Staff, Visit, Who

FRIDAY = date(2026, 11, 20)
DAY = FRIDAY.isoformat()
HER = "秦素云"
WINDOW = "桂花镇救助窗口"
FOUND: dict[str, Any] = {
    "person": Who(HER),
    "source": "applied",
    "groups": ["woman", "single"],
    "needs": ["living", "school"],
    "urgent": True,
}
ASSESSED: dict[str, Any] = {
    "person": Who(HER),
    "household": "2",
    "income": "900.00",
    "spending": "1,500.00",
    "existing": [],
    "able": "yes",
    "resources": [{"way": "relatives", "what": "姐姐照看孩子"}],
    "owner": Staff("aid"),
    "review_on": (FRIDAY + timedelta(days=90)).isoformat(),
}
HELPED: dict[str, Any] = {
    "on": DAY,
    "kind": "cash",
    "amount": "800.00",
    "papers_by": (FRIDAY + timedelta(days=4)).isoformat(),
}
ASKED: dict[str, Any] = {
    "programme": "temporary",
    "to": WINDOW,
    "place": "emergency",
    "status": "accepted",
    "on": DAY,
    "basis": "consent",
}


@pytest.mark.postgres
@pytest.mark.poppler
def test_helped_where_she_is_first_and_papered_later(as_: As, house: House) -> None:
    desk, aid = as_("desk"), as_("aid")
    visit = Visit(
        summary="丈夫去世，带着孩子在外地打工，房租断了，今天吃不上饭",
        scenario="support_care",
        people=(Person(name=HER, relation="self"),),
        services=("hardship_aid",),
    )
    number = taken_in(desk, visit)
    does(desk.give_item(number, "hardship_aid", "aid"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(aid.take_step(number, "hardship_aid", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(aid.take_step(number, "hardship_aid", step, data), words)

    takes("find", FOUND)
    assert "急难先行救助" in aid.everything(number)
    takes("first_aid", HELPED)
    seen = aid.everything(number)
    assert "先行救助补手续" in seen, "the clock that brings the papers in"
    assert (number, "补办手续") in aid.tasks()

    takes("assess", ASSESSED)
    takes("match", {"programmes": [{"programme": "temporary", "fit": "met"}]})
    cannot("apply", {**ASKED, "place": "hukou"}, "不用回户籍地")
    takes("apply", ASKED)
    cannot("apply", ASKED, "已经申请过")
    cannot("close", {"reason": "recovered"}, "手续还没有补")
    takes("papers", {"on": DAY, "what": "申请书、情况说明"})
    cannot("close", {"reason": "recovered"}, "还有申请没有结果")
    given = {"programme": "temporary", "on": DAY, "need": "living", "kind": "cash"}
    cannot("deliver", given, "还没有给予的决定")
    takes(
        "decide",
        {"programme": "temporary", "decision": "granted", "on": DAY, "amount": "1,000.00"},
    )
    takes("deliver", {**given, "amount": "1,000.00"})
    asked = aid.issue_paper(number, "hardship_aid.application", HER)
    for said in ("救助申请书", WINDOW, HER, "临时救助", "急难发生地"):
        assert said in asked, said
    kept = aid.issue_paper(number, "hardship_aid.ledger")
    for said in ("帮扶台账", "800.00", "1,000.00", "1,800.00"):
        assert said in kept, said
    takes("close", {"reason": "recovered"})
    item = aid.sees(number).item("困难帮扶")  # type: ignore[union-attr]  # it is her own
    assert item.state == "已办结"

    does(desk.move(number, "start_attempt", present=[HER], on=DAY))
    does(desk.move(number, "settle", outcome="困难缓解，孩子在本地上学"))
    follow_up_and_file(desk, number)
