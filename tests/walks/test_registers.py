"""What a village keeps beside its cases, through the pages and the API: an evening, an honour,
points; what the county reads of it, and what nobody is told.

T/ZSM 5.4.8, 5.5.3.2, 4.2.4.2; 个人信息保护法 13. A register names nobody of a case, an honour is
posted before it is decided, and points only ever come.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does, refused
from tests.walks.words import Actor, House, Outcome

pytestmark = pytest.mark.postgres
TODAY = "2026-11-20"
EVENING: dict[str, Any] = {
    "title": "手机怎么管",
    "on": TODAY,
    "topics": ["family", "upbringing"],
    "type": "talk",
    "place": "村文化站",
    "planned": "3",
    "heads": "42",
    "women": "30",
    "children": "5",
}
HONOUR: dict[str, Any] = {
    "household": "林家",
    "kind": "fairest",
    "on": "2026-11-02",
    "found": "neighbours",
    "agreed": True,
    "story": "照顾邻居老人十年",
}
EARNED: dict[str, Any] = {
    "household": "赵家",
    "on": TODAY,
    "kind": "earn",
    "points": "10",
    "rule": "调解邻里",
}
BOOK = "registers/family_education"


class Books:
    """The registers as one actor uses them; an entry is known by its id."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.entry, self.version = actor, "", 0

    def enters(self, register: str, data: Mapping[str, Any]) -> Outcome:
        if isinstance(self.actor, ApiActor):
            return self._sent(f"{BOOK}/{register}", {"data": dict(data)})
        return self._pressed(register, f"{register}/new", f"/{register}", data)

    def acts(self, register: str, act: str, data: Mapping[str, Any]) -> Outcome:
        if isinstance(self.actor, ApiActor):
            body = {"act": act, "version": self.version, "data": dict(data)}
            return self._sent(f"{BOOK}/{register}/{self.entry}/acts", body)
        where = f"{register}/{self.entry}"
        part = "edit" if act == "correct" else f"acts/{act}"
        return self._pressed(register, f"{where}/{part}", f"/{part}", data)

    def voids(self, register: str, reason: str) -> Outcome:
        if isinstance(self.actor, ApiActor):
            body = {"act": "void", "version": self.version, "reason": reason}
            return self._sent(f"{BOOK}/{register}/{self.entry}/acts", body)
        assert isinstance(self.actor, HtmlActor)
        form = self._open(f"{register}/{self.entry}").form("/void")
        form.fill("reason", reason)
        return self.actor.outcome(self.actor.press(form))

    def takes_nothing_new(self, register: str) -> bool:
        if isinstance(self.actor, ApiActor):
            body = {"data": dict(EVENING)}
            return self.actor.ask("POST", f"{BOOK}/{register}", body).status_code == 403
        return bool(self._open(f"{register}/new").status == 403)

    def reads(self, register: str) -> str:
        """Return what the list of this year says, with what it adds up to."""
        if isinstance(self.actor, ApiActor):
            told = self.actor.get(f"{BOOK}/{register}")
            return f"{[one['cells'] for one in told['items']]} 合计 {told['count']} {told['sums']}"
        return self._open(register).text

    def one(self, register: str) -> str:
        """Return what one entry says; "" when it is not hers to know."""
        if isinstance(self.actor, ApiActor):
            answer = self.actor.ask("GET", f"{BOOK}/{register}/{self.entry}")
            return str(answer.get_json()) if answer.status_code == 200 else ""
        shown = self._open(f"{register}/{self.entry}")
        return shown.text if shown.status == 200 else ""

    def _sent(self, path: str, body: Mapping[str, Any]) -> Outcome:
        assert isinstance(self.actor, ApiActor)
        answer = self.actor.ask("POST", path, dict(body))
        if answer.status_code in (200, 201):
            told = answer.get_json()
            self.entry, self.version = told["id"], told["version"]
        return self.actor._done(answer)

    def _open(self, path: str) -> Any:
        assert isinstance(self.actor, HtmlActor)
        return self.actor.open(self.actor.at(f"desk/{BOOK}/{path}"))

    def _pressed(self, register: str, path: str, action: str, data: Mapping[str, Any]) -> Outcome:
        assert isinstance(self.actor, HtmlActor)
        form = self._open(path).form(action)
        self.actor._answer(form, "", data)
        shown = self.actor.press(form)
        if shown.status == 200:
            self.entry = shown.address.split("?")[0].rpartition("/")[2]
        elif shown.status == 422:
            typed = [str(one) for one in data.values() if isinstance(one, str)]
            kept = str(shown.form(action).data())
            assert all(one in kept for one in typed), "nothing typed is lost"
        return self.actor.outcome(shown)


def test_an_evening_an_honour_and_points(as_: As, house: House) -> None:
    village = Books(as_("village"))
    cannot = [
        (EVENING | {"on": "明天"}, "请写日期"),
        (EVENING | {"women": "40"}, "加起来比来的人多"),
        (EVENING | {"on": "2026-12-01"}, "还没有办"),
    ]
    for data, words in cannot:
        refused(village.enters("events", data), words)
    does(village.enters("events", EVENING))
    does(village.acts("events", "correct", EVENING | {"heads": "44"}))
    assert "44" in village.reads("events")

    refused(village.enters("honours", HONOUR | {"agreed": False}), "先问本家同不同意")
    does(village.enters("honours", HONOUR))
    refused(
        village.acts("honours", "review", {"on": TODAY, "present": "10", "agreed": "11"}),
        "比到会的多",
    )
    does(village.acts("honours", "review", {"on": "2026-11-04", "present": "11", "agreed": "9"}))
    posted = {"since": "2026-11-05", "until": "2026-11-07", "where": "村务栏"}
    refused(village.acts("honours", "post", posted), "公示不少于 5 天")
    does(village.acts("honours", "post", posted | {"until": "2026-11-11"}))
    decided = {"on": "2026-11-11", "by": "县妇联", "awarded": True}
    refused(village.acts("honours", "decide", decided), "公示期满才能决定")
    does(village.acts("honours", "decide", decided | {"on": "2026-11-12"}))
    assert "林家" in village.reads("honours")
    honour = village.entry

    does(village.enters("points", EARNED))
    earned, version = village.entry, village.version
    bought = EARNED | {"kind": "redeem", "points": "12", "rule": "", "goods": "洗衣液"}
    refused(village.enters("points", bought), "现在有 10 分")
    does(village.enters("points", bought | {"points": "4"}))
    village.entry, village.version = earned, version
    refused(village.acts("points", "correct", EARNED | {"points": "5"}), "只加不减")
    does(village.acts("points", "appeal", {"on": TODAY, "says": "还帮过两次"}))
    does(village.acts("points", "answer", {"on": TODAY, "outcome": "added", "points": "5"}))
    does(village.enters("points", bought | {"points": "11"}))
    refused(village.voids("points", " "), "为什么作废")
    does(village.voids("points", "写重了"))

    for login, sees in (("head", True), ("supervisor", False), ("desk_town", False)):
        other = Books(as_(login))
        other.entry = honour
        assert ("林家" in other.one("honours")) is sees, login
    counts = Books(as_("supervisor"))
    counts.entry = earned
    assert "赵家" not in counts.one("points"), "masked for who only counts"
    assert "赵家" not in counts.reads("points")


def test_a_closed_function_takes_its_registers_along(as_: As, house: House) -> None:
    village, admin = Books(as_("village")), as_("admin")
    does(village.enters("events", EVENING))
    does(admin.switch("family_education", "closing"))
    assert "手机怎么管" in village.reads("events"), "read to the end"
    assert village.takes_nothing_new("events")
    does(admin.switch("family_education", "closed"))
    assert village.one("events") == ""
