"""Marriage counselling from the registry's door to its close: alone first, then together, and who
reads what.

T/ZSM 5.4.1; 民法典 1077, 1082, 1084; 妇联规程 8, 10, 11. Whatever one of the two said alone reaches
the other through no page, paper, refusal or answer of the API.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Visit, Who

pytestmark = pytest.mark.postgres
SERVICE, HER, HIM = "marriage_counseling", "周桂芬", "陈建军"
DAY = "2026-11-20"
HERS, HIS, SHARED = "枕头底下藏了一把旧钥匙", "鞋柜里数着三双皮鞋", "周末轮着做饭"
BOOKED: dict[str, Any] = {
    "kind": "cooling",
    "mode": "joint",
    "referrer": "registry",
    "referrer_name": "县婚姻登记处",
    "divorce_path": "agreed",
    "applied_on": "2026-11-10",
}
BOTH = [{"party": Who(HER)}, {"party": Who(HIM)}]
JOINT: dict[str, Any] = {"present": BOTH, "on": DAY, "mode": "joint", "parts": ["listen", "talk"]}


def _agreed(who: str, **said: Any) -> dict[str, Any]:
    told = {"voluntary": True, "answer": "agreed", "confidential": True, "on": DAY, "way": "paper"}
    return {"party": Who(who), **told, **said}


def _seen(who: str, **said: Any) -> dict[str, Any]:
    told = {"alone": True, "violence": "none", "wish": "wait", "joint": "agreed"}
    return {"party": Who(who), **told, "conflicts": ["money"], **said}


def _talk(who: str, note: str) -> dict[str, Any]:
    told = {"on": DAY, "mode": "apart", "alone": True, "parts": ["listen"]}
    return {"party": Who(who), **told, "note": note}


def test_from_the_registry_to_the_close(as_: As, house: House, driver: str) -> None:
    desk, counsellor = as_("desk"), as_("counsellor")
    visit = Visit(summary="想离婚又舍不得", scenario="marriage_love", services=(SERVICE,))
    number = taken_in(desk, visit)
    does(counsellor.claim(number, SERVICE))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(counsellor.take_step(number, SERVICE, step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(counsellor.take_step(number, SERVICE, step, data), words)

    def paper(kind: str, who: str = "") -> str:
        return counsellor.issue_paper(number, f"{SERVICE}.{kind}", who)

    cannot("book", BOOKED | {"applied_on": "2026-12-01"}, "日期还没有到")
    takes("book", BOOKED)
    notice = paper("cooling", HER)
    for said in (HER, "2026年12月10日", "2027年1月11日", "不影响向法院起诉", "12338"):
        assert said in notice, said
    assert HIM not in notice
    cannot("consent", _agreed(HER, voluntary=False), "先告知自愿参加")
    takes("consent", _agreed(HER, tell_referrer=True))
    takes("consent", _agreed(HIM))
    assert "保守秘密" in paper("confidentiality", HIM)
    cannot("screen", _seen(HER, alone=False), "初评要单独谈")
    takes("screen", _seen(HER, wish="divorce", protection=["pregnant"]))
    cannot("joint", JOINT, f"{HIM}还没有单独初评")
    takes("screen", _seen(HIM, wish="keep"))
    if driver != "api":
        page = counsellor.everything(number)
        assert "期间男方不得提出离婚" in page, "beside the item, for her counsellor"
        assert "2027年1月11日" in page
    takes("facts", {"married_on": "2015-05-20", "children": [{"age": "9", "lives": "both"}]})
    takes("plan", {"goal": "把家用谈清楚。", "sessions": "3"})
    takes("evaluate", {"party": Who(HER), "on": DAY, "time": "before", "talk": "3"})
    takes("session", _talk(HER, HERS))
    takes("session", _talk(HIM, HIS))
    custody = {"custody": True, "child_wish": "young"}
    cannot("joint", JOINT | custody, "要听孩子的真实意愿")
    takes("joint", JOINT | {"note": SHARED})
    pact = {"on": DAY, "present": BOTH, "free": True, "items": [{"what": "谁提离婚谁净身出户"}]}
    cannot("pact", pact, "限制了离婚自由")
    takes("pact", pact | {"items": [{"who": Who(HIM), "what": "周三接孩子"}]})
    assert "周三接孩子" in paper("pact", HIM)

    hers, his = paper("record", HER), paper("record", HIM)
    assert HERS in hers
    assert HIS in his
    for one, other in ((hers, HIS), (his, HERS)):
        assert other not in one
        assert SHARED in one
        assert "怀孕" not in one
    assert paper("feedback").count("参加") > 1
    card = paper("help_card")
    assert "12338" in card
    assert HER not in card
    for login in ("desk", "head"):
        seen = as_(login).everything(number) if as_(login).sees(number) else ""
        for secret in (HERS, HIS, SHARED, "想离婚，", "怀孕", "男方不得提出离婚", "工作记录表"):
            assert secret not in seen, (login, secret)
    bound = desk.dossier(number)[1]
    for secret in (HERS, HIS, "怀孕"):
        assert secret not in bound

    if isinstance(counsellor, ApiActor):
        clocks = counsellor.get(f"cases/{number}/clocks")["items"]
        assert {"离婚冷静期", "申领离婚证"} <= {one["title"] for one in clocks}
    cannot("cooling", {"now": "still", "on": DAY}, "三十日冷静期还没有满")
    takes("cooling", {"now": "withdrawn", "on": DAY})
    refused(
        counsellor.take_step(number, SERVICE, "visit", _visit(safe=False)),
        "不方便说话的，什么都不问",
    )
    takes("visit", _visit())
    cannot("close", {"result": "declined"}, "还没有记下本人不愿参加")
    takes("close", {"result": "reconciled", "satisfaction": "good"})
    item = counsellor.sees(number).item("婚姻辅导")  # type: ignore[union-attr]  # it is her own
    assert item.state == "已办结"


def _visit(*, safe: bool = True) -> dict[str, Any]:
    return {"party": Who(HER), "on": DAY, "way": "phone", "safe": safe, "found": "stable"}


def test_violence_told_alone_ends_joint_work_and_says_nothing(as_: As, house: House) -> None:
    desk, counsellor = as_("desk"), as_("counsellor")
    number = taken_in(desk, Visit(scenario="marriage_love", services=(SERVICE,)))
    does(counsellor.claim(number, SERVICE))
    does(counsellor.take_step(number, SERVICE, "book", BOOKED))
    does(counsellor.take_step(number, SERVICE, "consent", _agreed(HER)))
    told = _seen(HER, violence="now")
    refused(counsellor.take_step(number, SERVICE, "screen", told), "请选一个")
    does(counsellor.take_step(number, SERVICE, "screen", told | {"unsafe": "unsure"}))
    case = counsellor.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    refused(counsellor.take_step(number, SERVICE, "joint", JOINT), "不安排共同辅导")
    refused(
        counsellor.take_step(
            number, SERVICE, "refer", {"party": Who(HER), "on": DAY, "to": "mediation"}
        ),
        "不由辅导转调解",
    )
    does(counsellor.take_step(number, SERVICE, "close", {"result": "stopped"}))
