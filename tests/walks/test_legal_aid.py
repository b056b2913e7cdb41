"""Aid by law through pages and API: a claim told once and paused, a victim never asked for money.

法律援助法 32, 38, 41 to 50; T/ZSM 5.4.6. What she is goes to the centre and to nobody else.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Person, Visit, Who

pytestmark = [pytest.mark.postgres, pytest.mark.poppler]
FRIDAY = date(2026, 11, 20)
DAY = FRIDAY.isoformat()
SHE, HE = "周桂芬", "陈建军"
HERS: dict[str, Any] = {"applicant": Who(SHE)}
APPLIED: dict[str, Any] = HERS | {
    "crowd": ["woman"],
    "kind": "litigation",
    "cause": "support",
    "stage": "none",
    "applied_by": "own",
    "victim": False,
    "exempt": "none",
    "means": "promise",
    "limitation": "known",
    "limitation_on": (FRIDAY + timedelta(days=4)).isoformat(),
    "materials": [
        {"sort": "identity", "name": "身份证", "state": "have"},
        {"sort": "evidence", "name": "离婚协议", "state": "missing"},
    ],
}
TOLD: dict[str, Any] = HERS | {
    "by": "desk",
    "on": DAY,
    "way": "handed",
    "papers": [{"sort": "evidence", "name": "离婚协议复印件一份"}],
}
SENT: dict[str, Any] = {
    "on": DAY,
    "centre": "示范县法律援助中心",
    "place": "organ",
    "advance": True,
    "basis": "consent",
}
REFUSED: dict[str, Any] = HERS | {
    "decision": "refused",
    "on": DAY,
    "number": "援不 3",
    "reason": "matter",
    "why": "不属于援助事项",
    "told": True,
}
OBJECTED: dict[str, Any] = HERS | {
    "to": "示范县司法局",
    "on": DAY,
    "ground": "抚养费就是援助事项",
    "result": "pending",
}


def test_a_claim_told_once_refused_set_right_and_worked(as_: As, house: House, driver: str) -> None:
    desk, aid = as_("desk"), as_("aid")
    number = taken_in(desk, Visit(summary="抚养费半年没给", services=("legal_aid",)))
    does(desk.give_item(number, "legal_aid", "aid"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(aid.take_step(number, "legal_aid", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(aid.take_step(number, "legal_aid", step, data), words)

    cannot("apply", APPLIED | {"limitation_on": "下周二"}, "请写日期")
    takes("apply", APPLIED)
    takes("missing", TOLD)
    cannot("missing", TOLD | {"again_why": "漏写了一份"}, "再次告知要负责人同意")
    takes("screen", HERS | {"matter": "listed", "checked": "promised", "fits": "eligible"})
    cannot("submit", SENT | {"centre": "县妇联"}, "只交给法律援助中心")
    takes("submit", SENT)
    takes("accept", {"on": DAY, "number": "援申 8"})
    takes("missing", TOLD | {"by": "centre"})
    still = '"pause_reason": "补正"' if driver == "api" else "等补正，不计时"
    assert still in aid.everything(number)
    takes("supplement", {"on": DAY, "complete": True})
    takes("decide", REFUSED)
    takes("object", OBJECTED)
    cannot("close", {"way": "refused"}, "异议还没有审查完")
    takes("object", OBJECTED | {"result": "corrected", "answered_on": DAY})
    takes("decide", HERS | {"decision": "granted", "on": DAY})
    takes("assign", HERS | {"on": DAY, "lawyer": "周律师", "years": "2"})
    report = {"on": DAY, "result": "mediated", "benefit": "18000.00", "summary": "调解书已出"}
    takes("report", HERS | report)
    called = {"on": DAY, "way": "phone", "safe": True, "score": "good"}
    takes("callback", HERS | called)
    cannot("close", {"way": "served"}, "还缺文书")
    for kind, to, words in (
        ("told_once", SHE, ("一次性告知书", "离婚协议复印件一份", "不再另外要")),
        ("transfer", "", ("移送函", SHE, "先行提供法律援助", "诚信承诺")),
        ("objection", SHE, ("示范县司法局", "抚养费就是援助事项")),
        ("report", "", ("周律师", "18,000.00元")),
    ):
        paper = aid.issue_paper(number, f"legal_aid.{kind}", to)
        assert not [said for said in words if said not in paper], kind
        assert HE not in paper, kind
    takes("close", {"way": "served"})
    assert aid.sees(number).item("法律援助").state == "已办结"  # type: ignore[union-attr]  # her own


def test_a_victim_is_hurried_and_nobody_asks_what_she_earns(
    as_: As, house: House, driver: str
) -> None:
    """The lead sees that aid runs, not that she is a victim; the other side gets an item apart."""
    desk, aid = as_("desk"), as_("aid")
    people = (
        Person(name=SHE, relation="self"),
        Person(name=HE, role="respondent", relation="spouse"),
    )
    visit = Visit(summary="想离婚，请不起律师", scenario="marriage_love", people=people)
    number = taken_in(desk, visit.but(services=("legal_aid",)))
    does(desk.give_item(number, "legal_aid", "aid"))

    def takes(step: str, data: dict[str, Any]) -> None:
        does(aid.take_step(number, "legal_aid", step, data))

    def cannot(step: str, data: dict[str, Any], words: str) -> None:
        refused(aid.take_step(number, "legal_aid", step, data), words)

    spared = {name: one for name, one in APPLIED.items() if name not in ("exempt", "means")}
    hers = spared | {"victim": True, "harm": ["violence"], "cause": "divorce", "limitation": "none"}
    del hers["limitation_on"]
    means = [APPLIED["materials"][0], {"sort": "means", "name": "收入证明", "state": "missing"}]
    cannot("apply", hers | {"materials": means}, "不要经济困难的材料")
    takes("apply", hers)
    assert aid.sees(number).confidentiality == "C3"  # type: ignore[union-attr]  # her own
    seen = aid.everything(number)
    for said in ("申请移送",) if driver == "api" else ("快援", "不查、不问"):
        assert said in seen, said
    looked = HERS | {"matter": "unlimited", "checked": "not_asked", "fits": "eligible"}
    cannot("screen", looked | {"checked": "over"}, "不查经济状况")
    takes("screen", looked)
    takes("submit", SENT | {"advance": False})
    assert "第三十二条第四项" in aid.issue_paper(number, "legal_aid.exempt", SHE)
    letter = aid.issue_paper(number, "legal_aid.transfer")
    for said in ("不受经济困难条件限制", "只按和本人约定的安全方式"):
        assert said in letter, said
    lead = desk.everything(number)
    for secret in ("第三十二条第四项", "遭受家庭暴力", "不受经济困难条件限制"):
        assert secret not in lead, secret
    assert as_("mediator").sees(number) is None
    hidden = desk.issue_paper(number, "legal_aid.transfer")
    assert "不受经济困难条件限制" not in hidden, "made of what the lead may read"

    does(desk.open_item(number, "legal_aid"))
    case = desk.sees(number)
    assert case is not None
    assert [one.title for one in case.items].count("法律援助") == 2
