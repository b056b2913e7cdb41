"""Two talks: a legal one from the window to its end, and one that stays in the room."""

from __future__ import annotations

import pytest

from tests.walks.conftest import As
from tests.walks.stories import CONSULTED, does, refused, taken_in
from tests.walks.words import House, Visit, Who

pytestmark = pytest.mark.postgres
HER, HIM = "周桂芬", "陈建军"
CANARY = "谈到父亲时把杯子转了七圈"
DAY = "2026-11-20"


def test_a_legal_question_from_intake_to_its_end(as_: As, house: House) -> None:
    """5.4.4: claimed by the lawyer on duty, answered, a written opinion handed over."""
    desk, lawyer = as_("desk"), as_("lawyer")
    number = taken_in(desk)
    waiting = lawyer.sees(number)
    assert waiting is not None, "an item without an owner shows to the profession it waits for"
    assert not waiting.story
    assert "老房子" not in waiting.text
    does(lawyer.claim(number, "legal_consult"))
    case = lawyer.sees(number)
    assert case is not None
    assert case.story
    wanted = {**CONSULTED, "adviser": "lawyer", "opinion_wanted": True}
    refused(
        lawyer.take_step(number, "legal_consult", "consult", {**wanted, "conflict": "present"}),
        "利益冲突",
    )
    does(lawyer.take_step(number, "legal_consult", "consult", wanted))
    does(
        lawyer.take_step(
            number, "legal_consult", "opinion", {"text": "继承人协商分割。", "handed_on": DAY}
        )
    )
    case = desk.sees(number)
    assert case is not None
    assert case.item("法律咨询").state != "在办"
    assert case.item("法律咨询").owner == "顾清"


def test_what_is_said_in_the_room_stays_there(as_: As, house: House) -> None:
    """5.4.5, 精神卫生法23: a process note is its author's alone, whoever else may see the case."""
    desk, psychologist = as_("desk"), as_("psychologist")
    number = taken_in(
        desk,
        Visit(
            summary="近两个月睡不好，想找人说说",
            scenario="family_mental",
            services=("psych", "legal_consult"),
        ),
    )
    does(psychologist.claim(number, "psych"))
    for step, data in (
        (
            "book",
            {"client": Who(HER), "service": "single", "client_kind": "adult", "wants": "woman"},
        ),
        (
            "consent",
            {"client": Who(HER), "limits": True, "agreed": True, "on": DAY, "way": "paper"},
        ),
        (
            "intake",
            {
                "client": Who(HER),
                "served_other": False,
                "complaint": "睡不好，一想到家里的事就心慌。",
                "risk_self": "none",
                "risk_other": "none",
                "suspected": False,
            },
        ),
        ("note", {"client": Who(HER), "note": CANARY}),
    ):
        does(psychologist.take_step(number, "psych", step, data))
    assert CANARY in psychologist.everything(number)

    does(as_("lawyer").claim(number, "legal_consult"))
    for login in ("desk", "head", "lawyer", "admin", "supervisor", "mediator", "village"):
        actor = as_(login)
        if login != "admin":
            assert CANARY not in actor.everything(number), login
            assert CANARY not in actor.search("杯子"), login
        assert CANARY not in actor.search(CANARY).replace(CANARY, "", 1), login
    assert CANARY not in desk.issue_every_paper(number)
    does(psychologist.take_step(number, "psych", "close", {"result": "better"}))
    assert CANARY not in desk.everything(number), "nor when the item is closed"
    assert CANARY in psychologist.everything(number)
