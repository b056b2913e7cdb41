"""Pieces several walks share: an answer on a legal question, a try, a whole mediation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.walks.words import Actor, Outcome, Staff, Visit, Who

HER, HIM = "周桂芬", "陈建军"
CONSULTED: dict[str, Any] = {
    "mode": "visit",
    "adviser": "village",
    "topics": ["betrothal"],
    "conflict": "none",
    "question": "父亲留下的老房子怎样分。",
    "answer": "先理清出资和宅基地登记，再商量折价。",
    "told_legal_aid": True,
    "opinion_wanted": False,
    "next_step": "own",
}
VISITED = {"safe": True, "way": "phone", "found": "stable", "performance": "done"}


def taken_in(actor: Actor, visit: Visit | None = None) -> str:
    """Take a case in and return its number."""
    done = actor.receive(visit or Visit())
    assert done.ok, done.reasons
    assert done.number
    return done.number


def does(outcome: Outcome) -> None:
    """Expect an act to be done; show the reasons when it was not."""
    assert outcome.ok, outcome.reasons


def refused(outcome: Outcome, words: str) -> None:
    """Expect a refusal in these words."""
    assert outcome.says(words), (words, outcome)


def answer_the_question(actor: Actor, number: str) -> None:
    """Do the one item of the case: a legal question answered; it is also the evidence."""
    does(actor.take_step(number, "legal_consult", "consult", CONSULTED))


def tries(actor: Actor, number: str, days: Sequence[str], *, fails: bool = True) -> None:
    """Try to settle on each of these days, in vain unless it is the last one's success."""
    for place, day in enumerate(days, start=1):
        does(actor.move(number, "start_attempt", present=[HER, "村支书"], on=day))
        if fails or place < len(days):
            does(actor.move(number, "not_settled", reason="价钱谈不拢"))


def follow_up_and_file(actor: Actor, number: str) -> None:
    """Visit once and archive; before the visit the archive stays shut."""
    does(actor.move(number, "begin_followup"))
    refused(actor.move(number, "archive"), "首次回访还没有做")
    does(actor.follow_up(number, **VISITED))
    does(actor.move(number, "archive"))


def admitted(actor: Actor, number: str, *, day: str, by: str) -> None:
    """Ask both for their will and admit the mediation."""
    does(
        actor.take_step(
            number,
            "mediation",
            "apply",
            {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "property"},
        )
    )
    for name in (HER, HIM):
        does(actor.take_step(number, "mediation", "will", will_of(name, "agreed", day)))
    does(
        actor.take_step(
            number,
            "mediation",
            "review",
            {"reviewer": Staff(by), "violence_class": "none", "decision": "accepted"},
        )
    )


def will_of(name: str, answer: str, day: str, *, safety: str = "none") -> dict[str, Any]:
    """Return what is written when somebody was asked alone."""
    return {
        "party": Who(name),
        "alone": True,
        "safety": safety,
        "answer": answer,
        "asked_on": day,
        "way": "phone",
    }


def agreed_by_word(actor: Actor, number: str, *, day: str, by: str) -> None:
    """Sit down, agree by word of mouth, close the mediation."""
    committee = "桂花镇人民调解委员会"
    for step, data in (
        ("rights", {"told_on": day, "way": "paper", "everyone": True, "open_mode": "closed"}),
        (
            "mediators",
            {
                "committee": committee,
                "chosen_by": "chosen",
                "mediators": [{"mediator": Staff(by), "tie": "none"}],
            },
        ),
        (
            "session",
            {
                "on": day,
                "place": "调解室",
                "mode": "together",
                "present": [
                    {"party": Who(HER), "how": "self"},
                    {"party": Who(HIM), "how": "self"},
                ],
                "discussion": "老房子归弟弟，折价给姐姐。",
                "result": "agreed",
            },
        ),
        (
            "agree",
            {
                "kind": "oral",
                "committee": committee,
                "agreed_on": day,
                "facts": "父亲留下老房一处。",
                "issues": "房子归谁，折多少。",
                "items": [
                    {
                        "matter": "care",
                        "payer": Who(HIM),
                        "payee": Who(HER),
                        "what": "按月轮流照看母亲",
                        "how": "到母亲家中",
                        "due_text": "单月弟弟，双月姐姐",
                    }
                ],
                "status_matter": False,
            },
        ),
        ("close", {"difficulty": "oral", "confirmation": "not_needed"}),
    ):
        does(actor.take_step(number, "mediation", step, data))
