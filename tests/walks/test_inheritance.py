"""An inheritance quarrel found at a door, worked for months, settled in the town, thanked for.

A 专项行动 finds it and its name stays on it; the village tries first, the town settles (附录 B.3);
the brother works far away and takes part by telephone, which the minutes say; the 锦旗 is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.walks.conftest import As, Hours, today
from tests.walks.stories import HER, HIM, VISITED, admitted, does, refused, taken_in, tries
from tests.walks.words import Actor, House, Staff, Visit, Who

pytestmark = [pytest.mark.postgres, pytest.mark.poppler]
CAMPAIGN = "冬季大走访"
RUNS = {"name": CAMPAIGN, "first": "2026-11-01", "last": "2027-02-28"}
OVER = {"name": "去年的行动", "first": "2025-11-01", "last": "2026-02-28"}
VISIT = Visit(
    channel="door_visit",
    campaign=CAMPAIGN,
    summary="父亲去世，老宅和存款怎么分，姐弟几年不来往",
    services=("mediation",),
)
COMMITTEE = "桂花镇人民调解委员会"
MONEY = {
    "matter": "money",
    "payer": Who(HIM),
    "payee": Who(HER),
    "what": "支付老宅折价款",
    "amount": "60,000.00",
    "how": "银行转账",
}


def test_found_at_the_door_and_thanked_in_spring(
    as_: As, house: House, hours: Hours, rules: Callable[..., None]
) -> None:
    rules(campaigns=[RUNS, OVER], followup_days=[7, 30])
    village, town, head = as_("village"), as_("mediator_town"), as_("head")
    assert not village.receive(VISIT.but(campaign="去年的行动")).ok, "that one is over"
    month, number = today()[:7], taken_in(village, VISIT)
    seen = village.everything(number)
    assert CAMPAIGN in seen
    assert not village.thank(number, kind="banner", on="2026-11-19", giver="路人").ok
    assert head.figure("专项行动化解率", month) == "0 / 1"

    admitted(village, number, day=today(), by="village")
    tries(village, number, (today(),))
    does(village.move(number, "escalate", reason="弟弟在广东，村里谈不拢"))
    does(town.move(number, "accept"))
    hours.pass_(days=30)
    _prepared(town, number)
    _sits(town, number, by="phone", result="not_agreed", said="弟弟电话里说折价太高。")
    hours.pass_(days=45)
    from_afar = _sitting(by="video", result="agreed", said="老宅归弟弟，折价六万给姐姐。")
    signed = town.take_step(number, "mediation", "session", {**from_afar, "signed": "all"})
    refused(signed, "当场签不了名")
    does(town.move(number, "start_attempt", present=[HER, HIM], on=today()))
    does(town.take_step(number, "mediation", "session", {**from_afar, "signed": "later"}))
    minutes = town.issue_paper(number, "mediation.sitting")
    assert "（电话）" in minutes
    assert "（视频）" in minutes
    _agreed(town, number)
    does(town.move(number, "settle", outcome="老宅归弟弟，折价六万给姐姐"))
    assert head.figure("专项行动化解率", month) == "1 / 1", "in the month it was found"

    hours.pass_(days=8)
    banner = {"kind": "banner", "on": today(), "party": Who(HER), "words": "公道正派 情暖万家"}
    wrong = town.thank(number, **{**banner, "on": "2026-11-01"})
    refused(wrong, "比登记日还早")
    refused(town.thank(number, kind="letter", on=today()), "写明是谁送的")
    does(town.thank(number, **banner))
    assert "锦旗" in town.everything(number)
    assert "公道正派" not in as_("supervisor").everything(number), "she sees how it goes, no words"
    assert head.figure("锦旗、感谢信", today()[:7]) == "1"
    _followed_up_and_filed(town, number)
    does(town.thank(number, kind="letter", on=today(), giver="姐姐的女儿"))
    assert head.figure("锦旗、感谢信", today()[:7]) == "2", (
        "an archived case may still be thanked for"
    )


def _prepared(actor: Actor, number: str) -> None:
    takes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("rights", {"told_on": today(), "way": "paper", "everyone": True, "open_mode": "closed"}),
        (
            "mediators",
            {
                "committee": COMMITTEE,
                "chosen_by": "chosen",
                "mediators": [{"mediator": Staff("mediator_town"), "tie": "none"}],
            },
        ),
    )
    for step, data in takes:
        does(actor.take_step(number, "mediation", step, data))


def _sitting(*, by: str, result: str, said: str) -> dict[str, Any]:
    return {
        "on": today(),
        "place": "镇调解室",
        "mode": "together",
        "present": [
            {"party": Who(HER), "how": "self", "by": "in_person"},
            {"party": Who(HIM), "how": "self", "by": by},
        ],
        "discussion": said,
        "result": result,
    }


def _sits(actor: Actor, number: str, *, by: str, result: str, said: str) -> None:
    does(actor.move(number, "start_attempt", present=[HER, HIM], on=today()))
    does(actor.take_step(number, "mediation", "session", _sitting(by=by, result=result, said=said)))
    does(actor.move(number, "not_settled", reason="差两万，约春节后再谈"))


def _agreed(actor: Actor, number: str) -> None:
    """A written agreement, signed by both, guided to the court and closed."""
    takes: tuple[tuple[str, dict[str, Any]], ...] = (
        (
            "agree",
            {
                "kind": "written",
                "committee": COMMITTEE,
                "agreed_on": today(),
                "place": "镇调解室",
                "facts": "父亲留下老宅一处、存款若干。",
                "issues": "老宅归谁，折多少。",
                "items": [{**MONEY, "due": "2027-02-26"}],
                "status_matter": False,
            },
        ),
    )
    for step, data in takes:
        does(actor.take_step(number, "mediation", step, data))
    assert "60,000" in actor.issue_paper(number, "mediation.agreement")
    for step, data in (
        (
            "sign",
            {
                "signatures": [
                    {"party": Who(HER), "signed_on": today(), "way": "sign"},
                    {"party": Who(HIM), "signed_on": today(), "way": "sign"},
                ],
                "mediator": Staff("mediator_town"),
                "mediator_signed_on": today(),
                "sealed_on": today(),
            },
        ),
        ("confirm", {"status": "guided", "on": today()}),
        ("close", {"difficulty": "general", "confirmation": "guided"}),
    ):
        does(actor.take_step(number, "mediation", step, data))


def _followed_up_and_filed(actor: Actor, number: str) -> None:
    does(actor.move(number, "begin_followup"))
    refused(actor.move(number, "archive"), "首次回访还没有做")
    does(actor.follow_up(number, **VISITED, kept=[{"number": 1, "state": "done"}]))
    does(actor.move(number, "archive"))
    case = actor.sees(number)
    assert case is not None
    assert case.state == "archived"
