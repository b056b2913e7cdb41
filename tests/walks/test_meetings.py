"""联席会商 at the county: a plan that works is in the routes; here one that fails, twice over."""

from __future__ import annotations

import pytest

from tests.walks.conftest import As
from tests.walks.stories import answer_the_question, does, refused, taken_in
from tests.walks.words import House

pytestmark = pytest.mark.postgres
FRIDAY = "2026-11-20"
FIRST = (("县住建局", "核实老房登记", "2026-12-10"),)
SECOND = (("县司法局", "指导起诉分家析产", "2026-12-20"),)


def test_a_plan_that_fails_leads_to_a_second_meeting_and_to_the_lawful_ways(
    as_: As, house: House
) -> None:
    """T6: plan failed → second meeting; failing again → 未化解，已引导法定途径 → archived.

    附录 B with 人民调解法26: what could not be settled is archived only after the lawful channels
    were told, and the county files it.
    """
    desk, head = as_("desk"), as_("head")
    number = taken_in(desk)
    answer_the_question(desk, number)
    refused(head.move(number, "interagency_meeting", on=FRIDAY), "请写明到场的人")
    refused(
        head.move(number, "interagency_meeting", present=["县住建局"], on="2026-11-21"),
        "日期还没有到",
    )
    does(head.move(number, "interagency_meeting", present=["县住建局"], on=FRIDAY))
    refused(head.move(number, "interagency_meeting", present=["县住建局"]), "还没有形成处置方案")
    refused(head.move(number, "adopt_plan", plan="核实登记"), "责任单位、措施和期限")
    does(head.move(number, "adopt_plan", plan="核实登记后折价", measures=FIRST))
    refused(head.move(number, "interagency_meeting", present=["县住建局"]), "处置方案正在执行")
    refused(head.move(number, "not_settled"), "请写明理由")
    does(head.move(number, "not_settled", reason="核实后仍不同意"))
    case = head.sees(number)
    assert case is not None
    assert (case.state, case.level) == ("unsettled", "LG")

    does(head.move(number, "interagency_meeting", present=["县司法局", "法院"], on=FRIDAY))
    does(head.move(number, "adopt_plan", plan="引导诉讼", measures=SECOND))
    does(head.move(number, "not_settled", reason="双方都要起诉"))
    refused(
        head.move(number, "archive", outcome="未化解，引导诉讼"), "请先告知仲裁、行政、诉讼途径"
    )
    does(head.move(number, "archive", outcome="未化解，引导诉讼", told_remedies=True))
    case = head.sees(number)
    assert case is not None
    assert (case.state, case.holder) == ("archived", "县服务工作室")
    assert "未化解，引导诉讼" in case.text
    assert not case.tracker, "nobody settled it"


def test_before_the_county_tried_its_ways_nothing_is_given_up(as_: As, house: House) -> None:
    """附录 B: an unsettled case goes up; it is not archived where it stands."""
    village = as_("village")
    number = taken_in(village)
    answer_the_question(village, number)
    does(village.move(number, "start_attempt", present=["周桂芬", "村支书"], on=FRIDAY))
    does(village.move(number, "not_settled", reason="价钱谈不拢", told_remedies=True))
    refused(village.move(number, "archive", outcome="谈不拢"), "先逐级上报，县级提请联席会商")
