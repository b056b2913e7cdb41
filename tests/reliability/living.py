"""How a random life of a case goes on: whoever may, does the next thing that leads it somewhere.

Moves tried blindly are refused nearly always, and a case whose every move is refused lives no life.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from core.cases import commands
from core.cases.acting import Acting
from core.cases.errors import Refused
from core.cases.facts import Args
from core.cases.loading import open_case
from core.db import county_scope, db
from core.words import Move
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as
from tests.walks.stories import CONSULTED, VISITED

ONWARD = (
    Move.ACCEPT,
    Move.ASSIGN_DOWN,
    Move.START_ATTEMPT,
    Move.NOT_SETTLED,
    Move.ESCALATE,
    Move.SETTLE,
    Move.INTERAGENCY_MEETING,
    Move.ADOPT_PLAN,
    Move.BEGIN_FOLLOWUP,
    Move.ARCHIVE,
    Move.SEND_BACK,
    Move.SUSPEND,
    Move.RESUME,
    Move.ACKNOWLEDGE,
)
"""What leads on, in the order of a life; where a life begins to look is drawn."""
ASIDE = frozenset({Move.SEND_BACK, Move.SUSPEND})
"""What is done only when a life begins with it: it is open nearly always and leads nowhere."""
SENT = frozenset({Move.ASSIGN_DOWN, Move.CO_HANDLE})
TRIES = 8
"""Attempts at one next thing; a life that stands still goes on with another rule."""


def go_on(
    app: Flask,
    number: str,
    who: Sequence[str],
    points: Sequence[str],
    args: Callable[[Acting], Args],
    *,
    later: timedelta,
    first: Move,
) -> Move | None:
    """Make the first move from *first* on that somebody may make; None when there is none."""
    begin = ONWARD.index(first)
    turned = [act for act in ONWARD[begin:] + ONWARD[:begin] if act is first or act not in ASIDE]
    if first not in ASIDE:
        # a hop that waits stands in the way of everything else
        turned = [Move.ACCEPT, *turned]
    offers: list[tuple[int, str, Move]] = []
    for name in who:
        with county_scope(app, COUNTY, read_only=True):
            acting = acting_as(app, name, later=later)
            try:
                loaded, facts, _reach = open_case(acting, number)
            except Refused:
                continue
            offers += [
                (turned.index(one.move), name, one.move)
                for one in commands.moves_of(acting, loaded, facts)
                if one.move in turned and (one.allowed or one.waivable)
            ]
    for _place, name, act in sorted(offers)[:TRIES]:
        for to in points if act in SENT else ("",):
            with county_scope(app, COUNTY):
                acting = acting_as(app, name, later=later)
                try:
                    _loaded, facts, _reach = open_case(acting, number)
                    sent = replace(args(acting), to=to, to_account="")
                    commands.move(acting, number, act, facts.version, sent)
                    db.session.commit()
                except Refused:
                    db.session.rollback()
                    continue
                return act
    return None


def answer_questions(app: Flask, number: str, who: Sequence[str], *, later: timedelta) -> bool:
    """Close the legal questions of a case, which is its evidence too."""
    for name in who:
        with county_scope(app, COUNTY):
            acting = acting_as(app, name, later=later)
            try:
                loaded, _facts, _reach = open_case(acting, number)
                open_now = [one for one in loaded.items if one.state == "open"]
                for item in (one for one in open_now if one.service == "legal_consult"):
                    commands.take_step(acting, number, item.id, "consult", item.version, CONSULTED)
                    db.session.commit()
                    return True
            except Refused:
                db.session.rollback()
    return False


def visit(app: Flask, number: str, who: Sequence[str], *, later: timedelta) -> bool:
    """File a visit to a family whose case was settled."""
    for name in who:
        with county_scope(app, COUNTY):
            acting = acting_as(app, name, later=later)
            try:
                _loaded, facts, _reach = open_case(acting, number)
                commands.file_follow_up(acting, number, facts.version, VISITED)
                db.session.commit()
            except Refused:
                db.session.rollback()
                continue
            return True
    return False
