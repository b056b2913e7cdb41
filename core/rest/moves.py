"""Moves of a case: which are open and why others are not, and making one."""

from __future__ import annotations

from typing import Any

from flask import g

from core.cases import commands
from core.cases.acting import Acting
from core.cases.facts import Args, MeasureAsked
from core.cases.here import acting
from core.people.sessions import permits
from core.rest.answers import CaseAnswer, MoveAnswer
from core.rest.bodies import MoveBody
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.naming import account_id, point_id
from core.rest.shapes import case_now, told
from core.web import Problem
from core.words import Move

MOVES = "moves"
# what `to` names where it is no point: the interface has one word for it
TO_ACCOUNT = frozenset({Move.HAND_OVER_LEAD, Move.HAND_OVER_TRACKING})
TO_CASE = frozenset({Move.MERGE})
TO_ORGANISATION = frozenset({Move.TRANSFER_OUT})
# a supervisor urges and makes no other move
LIGHT = frozenset({Move.URGE})


@call(
    f"{CASE}/moves",
    action="case.read",
    tag=MOVES,
    resource="case",
    gives=MoveAnswer(many=True),
)
def moves(asked: dict[str, Any], number: str) -> list[dict[str, Any]]:
    """Return the caller's moves in the case's state; what is not open says why."""
    return [
        {
            "move": offer.move,
            "title": offer.title,
            "allowed": offer.allowed,
            "objections": told(offer.objections),
            "asks": offer.asks,
            "clause": offer.clause,
            "waivable": offer.waivable,
        }
        for offer in commands.moves_of(acting(), g.target, g.case_facts)
    ]


@call(
    f"{CASE}/moves",
    method="POST",
    action="case.read",
    tag=MOVES,
    takes=MoveBody,
    gives=CaseAnswer,
    answer="R",
)
def make_move(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Make a move, quoting the version of the case that was seen; 409 tells every reason."""
    here, act = acting(), Move(body["move"])
    # the table of roles is asked here too, because a token may hold less than its owner
    if not permits(here.viewer, "case.move") and not (
        act in LIGHT and permits(here.viewer, "case.urge")
    ):
        raise Problem(403)
    commands.move(here, number, act, body["version"], _args(here, act, body))
    return case_now(here, number)


def _args(here: Acting, act: Move, body: dict[str, Any]) -> Args:
    to, account, into, outcome = body["to"], body["to_account"], body["into"], body["outcome"]
    if act in TO_ACCOUNT:
        to, account = "", account or to
    elif act in TO_CASE:
        to, into = "", into or to
    elif act in TO_ORGANISATION:
        to, outcome = "", outcome or to
    plan, measures = body.get("plan") or {"text": "", "measures": []}, list(body["measures"])
    measures += plan["measures"]
    words = plan.get("text") or "；".join(one["text"] for one in measures)
    return Args(
        reason=body["reason"],
        to=point_id(here, to, "to"),
        to_account=account_id(here, account, "to_account"),
        waiver=body.get("waiver", ""),
        outcome=outcome,
        told_remedies=body["told_remedies"],
        plan=words,
        measures=tuple(MeasureAsked(**one) for one in measures),
        present=tuple(body["present"]),
        on=body.get("on") or here.today,
        into=into.upper(),
    )
