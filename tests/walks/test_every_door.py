"""Hard stops 1 and 2 at every door of a mediation: steps, records, papers (人民调解法17).

She agreed, it was admitted, they sat down; then she says, asked alone, that she is in danger, or
that she does not want to. From then on nothing that brings the two together can be done.
"""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.walks.api_actor import ApiActor
from tests.walks.conftest import today
from tests.walks.stories import HER, HIM, admitted, does, taken_in, will_of
from tests.walks.words import House, Staff, Visit, Who

COMMITTEE = "示范县婚姻家庭纠纷人民调解委员会"
ITEM = {
    "matter": "care",
    "payer": Who(HIM),
    "payee": Who(HER),
    "what": "按月轮流照看母亲",
    "due_text": "单月弟弟",
}


def doors(day: str) -> dict[str, dict[str, Any]]:
    """Return every step that brings people together, arranges it, or seals what came of it."""
    return {
        "notify": {"at": f"{day} 23:00", "place": "调解室"},
        "session": {
            "on": day,
            "place": "调解室",
            "mode": "together",
            "present": [{"party": Who(HER)}, {"party": Who(HIM)}],
            "discussion": "再谈一次。",
            "result": "agreed",
        },
        "agree": {
            "kind": "written",
            "committee": COMMITTEE,
            "agreed_on": day,
            "facts": "老房一处。",
            "issues": "归谁。",
            "items": [ITEM],
            "status_matter": False,
        },
        "sign": {
            "signatures": [
                {"party": Who(HER), "signed_on": day},
                {"party": Who(HIM), "signed_on": day},
            ],
            "mediator": Staff("mediator"),
            "mediator_signed_on": day,
            "sealed_on": day,
        },
        "extend": {"both_agreed": True, "days": 5, "agreed_on": day, "why": "再等等"},
        "hand_over": {
            "to_kind": "administrative",
            "where": "here",
            "both_agreed": True,
            "why": "换一种",
        },
    }


@pytest.mark.parametrize("stop", ["danger", "refused"])
def test_every_door_is_shut(app: Flask, house: House, stop: str) -> None:
    desk, mediator = ApiActor(app, "desk", house), ApiActor(app, "mediator", house)
    day, number = today(), taken_in(desk, Visit(services=("mediation",)))
    does(desk.give_item(number, "mediation", "mediator"))
    admitted(mediator, number, day=day, by="mediator")
    every = doors(day)
    told = {"told_on": day, "way": "paper", "everyone": True, "open_mode": "closed"}
    chosen = {
        "committee": COMMITTEE,
        "chosen_by": "assigned",
        "mediators": [{"mediator": Staff("mediator"), "tie": "none"}],
    }
    for step, data in (("rights", told), ("mediators", chosen)):
        does(mediator.take_step(number, "mediation", step, data))
    for step in ("notify", "session", "agree"):
        does(mediator.take_step(number, "mediation", step, every[step]))
    for kind in ("summons", "agreement"):
        assert mediator.issue_paper(number, f"mediation.{kind}", HER), "open until then"

    said = "refused" if stop == "refused" else "agreed"
    danger = "danger" if stop == "danger" else "none"
    answer = mediator.take_step(number, "mediation", "will", will_of(HER, said, day, safety=danger))
    does(answer)

    for step, data in every.items():
        refused = mediator.take_step(number, "mediation", step, data)
        assert not refused.ok, f"{step} was open"
        assert not any("周桂芬" in one for one in refused.reasons), "whose word it was stays hers"
    item = mediator._item(number, "mediation")["id"]
    parties = {one["name"]: one["id"] for one in mediator._case(number)["parties"]}
    version = mediator._item(number, "mediation")["version"]
    for form, step in (("session", "session"), ("agreement", "agree"), ("signing", "sign")):
        data = mediator._told(number, every[step])
        body = {"form": f"mediation.{form}", "data": data, "version": version}
        beside = mediator.ask("POST", f"cases/{number}/items/{item}/records", body)
        assert beside.status_code == 409, f"{form} was filed beside the steps"
    for kind in ("summons", "agreement"):
        for party in ("", parties[HER]):
            body = {"kind": f"mediation.{kind}", "item": item, "party": party}
            paper = mediator.ask("POST", f"cases/{number}/documents", body)
            assert paper.status_code in (409, 422), f"{kind} was printed"
    for who in (desk, mediator):
        tried = who.move(number, "start_attempt", present=[HER, HIM], on=day)
        assert not tried.ok, "the case as a whole has the same door"
