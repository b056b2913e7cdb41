"""Counselling from the appointment to its close: consent, screening, a crisis, and who reads what.

T/ZSM 5.4.5; 精神卫生法 4, 23, 28, 51; 个人信息保护法 15, 29. Whatever the lead of the case may see,
what was said and found in the room stays with the counsellor, on pages, in papers, in the API.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Visit, Who

pytestmark = pytest.mark.postgres
HER, HIM = "周桂芬", "陈建军"
DAY = "2026-11-20"
COMPLAINT, NOTE, BASIS = "夜里数到四百只羊", "谈到父亲时把杯子转了七圈", "说话不再打断自己"
BOOKED: dict[str, Any] = {
    "client": Who(HER),
    "service": "single",
    "client_kind": "adult",
    "at": f"{DAY} 15:30",
}
AGREED: dict[str, Any] = {
    "client": Who(HER),
    "limits": True,
    "agreed": True,
    "on": DAY,
    "way": "paper",
}
FOUND: dict[str, Any] = {
    "client": Who(HER),
    "served_other": False,
    "complaint": COMPLAINT,
    "risk_self": "none",
    "risk_other": "none",
    "suspected": False,
}
TALKED: dict[str, Any] = {"client": Who(HER), "on": DAY, "came": "yes", "risk": "none"}
PHQ: dict[str, Any] = {
    "client": Who(HER),
    "on": DAY,
    "instrument": "phq9",
    "score": "12",
    "item9": "1",
    "told": True,
}


def _protocol(*steps: str) -> dict[str, Any]:
    return {
        "client": Who(HER),
        "found_at": f"{DAY} 09:00",
        "level": "plan",
        "at_hand": False,
        "done": [{"what": one, "at": f"{DAY} 09:10"} for one in steps],
        "contact_at": f"{DAY} 09:50",
        "now": "calm",
    }


def test_from_the_appointment_to_the_close(as_: As, house: House, driver: str) -> None:
    desk, psychologist = as_("desk"), as_("psychologist")
    visit = Visit(
        summary="近两个月睡不好，想找人说说", scenario="family_mental", services=("psych",)
    )
    number = taken_in(desk, visit)
    does(psychologist.claim(number, "psych"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(psychologist.take_step(number, "psych", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(psychologist.take_step(number, "psych", step, data), words)

    cannot("book", BOOKED | {"at": "下午三点"}, "请写日期和时间")
    takes("book", BOOKED)
    slip = psychologist.issue_paper(number, "psych.appointment", HER)
    assert "15:30" in slip
    assert HER not in slip, "whoever finds the slip learns nothing"
    assert "心理" not in slip
    asked = psychologist.issue_paper(number, "psych.consent", HER)
    for said in ("知情同意书", HER, "不作诊断", "伤害自己", "撤回同意", "12356"):
        assert said in asked, said
    cannot("consent", AGREED | {"limits": False}, "先说明保密的例外")
    takes("consent", AGREED)
    cannot("intake", FOUND | {"complaint": "确诊为抑郁症"}, "这里不写诊断和用药")
    takes("intake", FOUND)
    if driver != "api":
        assert "110、120、12356" in psychologist.everything(number), "beside the item"

    cannot("screen", PHQ | {"score": "28", "asked": "idea"}, "在 0 到 27 之间")
    cannot("screen", PHQ, "先当面直接问")
    hits = {name: value for name, value in PHQ.items() if name != "item9"}
    cannot("screen", hits | {"instrument": "hits"}, "先取得许可")
    takes("screen", PHQ | {"asked": "idea"})
    assert "不自动作任何决定" in psychologist.issue_paper(number, "psych.screening", HER)
    takes("plan", {"client": Who(HER), "goals": "能睡着", "sessions": "4"})
    takes("session", TALKED | {"minutes": "50", "summary": "愿意当面谈"})
    takes("note", {"client": Who(HER), "note": NOTE})

    takes("session", TALKED | {"risk": "plan"})
    sealed = desk.sees(number)
    assert sealed is not None
    assert sealed.confidentiality == "C3"
    cannot("close", {"result": "better"}, "还有人处在危机中")
    cannot("crisis", _protocol("asked", "supervisor"), "不要让人独处")
    steps = ("asked", "company", "guardian", "hotline", "supervisor")
    takes("crisis", _protocol(*steps))
    takes("supervise", {"on": DAY, "supervisor": "市里的督导", "minutes": "60"})
    takes(
        "review",
        {
            "client": Who(HER),
            "on": DAY,
            "change": "better",
            "basis": BASIS,
            "risk": "none",
            "next": "close",
        },
    )
    record = psychologist.issue_paper(number, "psych.case_record", HER)
    for said in ("个案记录表", COMPLAINT, "能睡着", BASIS, "市里的督导"):
        assert said in record, said
    assert NOTE not in record

    for login in ("desk", "head", "supervisor", "mediator"):
        seen = as_(login).everything(number) if as_(login).sees(number) else ""
        for secret in (COMPLAINT, NOTE, BASIS, "个案记录表", "PHQ-9", "筛查", "psych.screening"):
            assert secret not in seen, (login, secret)
    lead = desk.everything(number)
    assert "愿意当面谈" in lead, "the one sentence she agreed to"
    assert "承办人留存的记录" in lead, "that something was done, not what"
    assert "危机处置" in lead, "who answers for the case has to know of a danger"
    papers = desk.issue_every_paper(number)
    for secret in (COMPLAINT, NOTE, BASIS):
        assert secret not in papers
    _cover, bound = desk.dossier(number)
    for secret in (COMPLAINT, NOTE, BASIS, "转了七圈"):
        assert secret not in bound, "nor bound into the lead's file"

    if isinstance(desk, ApiActor) and isinstance(psychologist, ApiActor):
        asked_for = {"kind": "psych.case_record"}
        assert desk.ask("POST", f"cases/{number}/documents", asked_for).status_code == 403
        own = psychologist.get(f"cases/{number}/documents")["items"]
        kept = [one["id"] for one in own if one["kind"] == "psych.case_record"]
        assert kept, "its owner finds it"
        for one in kept:
            answer = desk.ask("GET", f"cases/{number}/documents/{one}.pdf")
            assert answer.status_code == 404, "there is none such for anybody else"

    cannot("close", {"result": "hospital"}, "先在“建议就医”里记下")
    takes("close", {"result": "reached", "summary": "本人说睡得好些了"})
    assert "目标达成" in psychologist.issue_paper(number, "psych.closing")
    item = psychologist.sees(number).item("心理疏导")  # type: ignore[union-attr]  # it is her own
    assert item.state == "已办结"


def test_two_who_may_not_share_a_counsellor_have_an_item_each(as_: As, house: House) -> None:
    """One counsellor, one of a couple; the other is booked in a second item of the same case."""
    desk, psychologist = as_("desk"), as_("psychologist")
    number = taken_in(desk, Visit(scenario="marriage_love", services=("psych",)))
    does(psychologist.claim(number, "psych"))
    does(psychologist.take_step(number, "psych", "book", BOOKED))
    offender = BOOKED | {"client": Who(HIM), "client_kind": "offender"}
    refused(psychologist.take_step(number, "psych", "book", offender), "另开一件心理疏导")
    does(desk.open_item(number, "psych"))
    case = desk.sees(number)
    assert case is not None
    assert [one.title for one in case.items].count("心理疏导") == 2
