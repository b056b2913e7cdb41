"""Guidance a court ordered, from the order to the answer that tells how it was kept; and a child
that turns out to be hurt (T/ZSM 5.4.8; 家庭教育促进法 48, 49, 53).

The court learns whether its order was kept and nothing the child said; who heads the place learns
neither.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import Actor, House, Visit, Who

pytestmark = pytest.mark.postgres
SERVICE, MOTHER, FATHER = "family_education", "周桂芬", "陈建军"
DAY = "2026-11-20"
SAID, CHILD, SCHOOL = "说夜里怕黑不敢关灯", "示例小满", "示范县第二小学"
ORDERED: dict[str, Any] = {
    "source": "ordered",
    "order_no": "（2026）示家教令3号",
    "order_kind": "court",
    "order_body": "示范县人民法院",
    "order_on": "2026-11-13",
    "order_until": "2027-01-20",
    "order_times": "2",
    "child_name": CHILD,
    "child_age": "9",
    "school": SCHOOL,
    "lives_with": "grandparents",
    "left_behind": True,
    "guardians": [
        {"party": Who(MOTHER), "kin": "mother"},
        {"party": Who(FATHER), "kin": "father"},
    ],
    "problems": ["left_behind"],
}
LOOKED_AT: dict[str, Any] = {
    "hurt": "no",
    "signs": [],
    "risk": "low",
    "child_body": "some",
    "child_study": "some",
    "child_mood": "hard",
    "child_friends": "fine",
    "child_conduct": "fine",
    "parent_time": "hard",
    "parent_talk": "some",
    "parent_way": "some",
    "parent_agree": "some",
    "parent_help": "fine",
}
GOAL = {"goal": "每周和孩子视频两次", "method": "父亲调班", "who": "parents"}
MET: dict[str, Any] = {
    "on": DAY,
    "mode": "office",
    "came": True,
    "who": ["mother", "father"],
    "content": SAID,
    "hurt": "no",
    "last": "none",
}
URGED: dict[str, Any] = {
    "on": DAY,
    "by": "village",
    "whom": Who(FATHER),
    "ways": ["urge"],
    "faults": ["neglects"],
    "asked": "每周和孩子视频两次。",
    "answer": "accepts",
}
TOLD: dict[str, Any] = {
    "on": DAY,
    "to": "示范县人民法院",
    "times": "2",
    "kept": "all",
    "change": "父亲每周回家。",
    "way": "hand",
}


def begun(as_: As, **more: Any) -> tuple[Actor, str]:
    """A family that came to the window, its guidance claimed by the educator."""
    visit = Visit(summary="孩子跟爷爷奶奶住", scenario="parenting", services=(SERVICE,), **more)
    number = taken_in(as_("desk"), visit)
    educator = as_("educator")
    does(educator.claim(number, SERVICE))
    return educator, number


def test_from_the_courts_order_to_its_answer(as_: As, house: House) -> None:
    educator, number = begun(as_)

    def takes(step: str, data: dict[str, Any]) -> None:
        does(educator.take_step(number, SERVICE, step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(educator.take_step(number, SERVICE, step, data), words)

    def paper(kind: str, who: str = "") -> str:
        return educator.issue_paper(number, f"{SERVICE}.{kind}", who)

    cannot("intake", ORDERED | {"order_on": "2026-12-01"}, "日期还没有到")
    takes("intake", ORDERED)
    receipt = paper("receipt")
    for said in ("示范县人民法院", "（2026）示家教令3号", "2027年1月20日", "不收费"):
        assert said in receipt, said
    cannot("assess", LOOKED_AT | {"signs": ["alone"]}, "比情形建议的等级低")
    takes("assess", LOOKED_AT)
    cannot("plan", {"goals": [GOAL], "times": "1"}, "指导令写了 2 次")
    takes("plan", {"goals": [GOAL], "times": "2"})
    cannot("close", {"result": "reached"}, "责令的指导还没有做")
    takes("session", MET)
    takes("urge", URGED)
    assert "每周和孩子视频两次" in paper("urging", FATHER)
    cannot("reply", TOLD, "记录里只有 1 次")
    takes("session", MET | {"last": "part"})
    cannot("close", {"result": "reached"}, "还没有向责令的机关回告")
    cannot("reply", TOLD | {"on": "2026-11-21"}, "日期还没有到")
    if isinstance(educator, ApiActor):
        clocks = educator.get(f"cases/{number}/clocks")["items"]
        order = next(one for one in clocks if one["title"] == "回告责令机关")
        assert order["due_at"].startswith("2027-01-20"), "as the order has it, no day off moves it"
    takes("reply", TOLD)
    refused(educator.take_step(number, SERVICE, "close", {"result": "reached"}), "履行情况回告函")
    answer = paper("report")
    assert "全部完成" in answer
    for inside in (answer, receipt, paper("urging", FATHER)):
        for secret in (SAID, CHILD, SCHOOL):
            assert secret not in inside
    assert SAID in paper("session"), "kept with who gives the guidance"
    for login in ("head", "supervisor"):
        seen = as_(login).everything(number) if as_(login).sees(number) else ""
        for secret in (SAID, CHILD, SCHOOL, "示家教令"):
            assert secret not in seen, (login, secret)
    takes("close", {"result": "reached"})
    item = educator.sees(number).item("家风培育")  # type: ignore[union-attr]  # it is hers
    assert item.state == "已办结"


def test_a_hurt_child_comes_before_the_guidance(as_: As, house: House) -> None:
    """家庭教育促进法 53, 未成年人保护法 11: sealed, reported, and never called better unseen."""
    educator, number = begun(as_)
    own = ORDERED | {"source": "own", "agreed": False}
    ours = {name: told for name, told in own.items() if not name.startswith("order_")}
    refused(educator.take_step(number, SERVICE, "intake", ours), "先要监护人同意")
    does(educator.take_step(number, SERVICE, "intake", ours | {"agreed": True}))
    blows = LOOKED_AT | {"signs": ["violence"], "risk": "high"}
    refused(educator.take_step(number, SERVICE, "assess", blows), "写疑似或者有")
    does(educator.take_step(number, SERVICE, "assess", blows | {"hurt": "suspected"}))
    case = educator.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    assert "家事信访" in {one.title for one in case.items}, "the lane that reports is open"
    assert as_("desk_town").sees(number) is None
    refused(educator.take_step(number, SERVICE, "close", {"result": "better"}), "没有指导记录")
