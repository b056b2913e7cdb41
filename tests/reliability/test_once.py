"""The same click twice, two people at the same door: one effect, and the others are told so.

Everything here goes through HTTP, each caller with a client of his own in a thread of his own,
because what is promised is promised to callers. Four rounds each, a hundred with ``--long``.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core.cases.models import CaseEvent, Transfer
from core.db import county_scope, db
from tests.core.rest.conftest import INTAKE, Caller, Calls, as_, problem
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken, total

__all__ = ["as_"]

PARALLEL = 5
RACERS = 4
APPLICATION = {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "property"}


@pytest.fixture
def rounds(long: bool) -> int:
    """How often each race is run."""
    return 100 if long else 4


def at_once(acts: Sequence[Callable[[], TestResponse]]) -> list[TestResponse]:
    """Start every act at the same moment and return the answers in the order of the acts."""
    answers: list[TestResponse | None] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int) -> None:
        start.wait()
        answers[place] = acts[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert None not in answers, "a caller never got an answer"
    return [answer for answer in answers if answer is not None]


def statuses(answers: Sequence[TestResponse]) -> dict[int, int]:
    """Count the answers by status."""
    return dict(Counter(answer.status_code for answer in answers))


def stands(app: Flask) -> list[str]:
    """Return what is broken in the county."""
    with county_scope(app, COUNTY, read_only=True):
        return broken(db.session())


@pytest.mark.postgres
def test_one_key_five_times_at_once_makes_one_case(app: Flask, as_: Calls, rounds: int) -> None:
    desk = as_("desk")
    before = _cases(app)
    for turn in range(rounds):
        key = f"one-{turn}"
        answers = at_once([lambda key=key: desk.try_post("cases", INTAKE, key=key)] * PARALLEL)
        assert statuses(answers) == {201: PARALLEL}, [answer.text for answer in answers]
        assert len({answer.get_json()["number"] for answer in answers}) == 1
    assert _cases(app) == before + rounds
    assert stands(app) == []


@pytest.mark.postgres
def test_one_key_with_another_body_is_refused(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    before = _cases(app)
    bodies = [{**INTAKE, "summary": f"第{place}种说法：分家"} for place in range(PARALLEL)]
    answers = at_once([lambda body=body: desk.try_post("cases", body, key="k") for body in bodies])
    assert statuses(answers) == {201: 1, 422: PARALLEL - 1}
    assert _cases(app) == before + 1
    for answer in answers:
        if answer.status_code == 422:
            problem(answer, 422)


def test_a_forgotten_key_would_be_seen(
    app: Flask, as_: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: keys are asked for and never kept."""
    # the package hands out the function under the name of its module
    module = sys.modules["core.cases.commands.receive"]
    monkeypatch.setattr(module, "remember", lambda *_args: None)
    desk = as_("desk")
    answers = at_once([lambda: desk.try_post("cases", INTAKE, key="k")] * PARALLEL)
    assert len({answer.get_json()["number"] for answer in answers}) == PARALLEL


@pytest.mark.postgres
def test_one_winner_accepts_a_hop(app: Flask, as_: Calls, rounds: int) -> None:
    desk, town = as_("desk"), _town(app)
    takers = [as_("mediator_town"), as_("desk_town")]
    for _turn in range(rounds):
        case = desk.move(desk.receive(), "assign_down", to=town, reason="请就近调处")
        answers = at_once([_moving(takers[place % 2], case, "accept") for place in range(RACERS)])
        assert statuses(answers) == {200: 1, 409: RACERS - 1}, [one.text for one in answers]
    with county_scope(app, COUNTY, read_only=True):
        accepted = db.session.scalars(
            select(func.count()).where(Transfer.state == "accepted", Transfer.sent_at.is_not(None))
        ).one()
        told = db.session.scalars(select(func.count()).where(CaseEvent.kind == "accept")).one()
        assert accepted == told
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_assigns_the_handler(app: Flask, as_: Calls, rounds: int) -> None:
    desk, head = as_("desk"), as_("head")
    wanted = [_account(app, name) for name in ("mediator", "desk")]
    for _turn in range(rounds):
        case = desk.receive()
        version = desk.version(case["number"])

        def naming(caller: Caller, account: str, case: Any = case, version: int = version) -> Any:
            body = {"account": account, "version": version}
            return lambda: caller.try_post(f"cases/{case['number']}/handler", body)

        answers = at_once(
            [naming((desk, head)[place % 2], wanted[place % 2]) for place in range(RACERS)]
        )
        assert statuses(answers) == {200: 1, 409: RACERS - 1}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_closes(app: Flask, as_: Calls, rounds: int) -> None:
    desk = as_("desk")
    for _turn in range(rounds):
        case = desk.receive()
        answers = at_once(
            [
                _moving(desk, case, "withdraw", reason="本人撤回"),
                _moving(desk, case, "decline", reason="不属于家事"),
                _moving(desk, case, "answer", outcome="已经当面答复"),
            ]
        )
        assert statuses(answers) == {200: 1, 409: 2}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_names_the_owner(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    item = case["items"][0]
    body = {"account": _account(app, "mediator"), "version": item["version"]}
    path = f"cases/{case['number']}/items/{item['id']}/owner"
    answers = at_once([lambda: desk.try_post(path, body)] * RACERS)
    assert statuses(answers) == {200: 1, 409: RACERS - 1}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_takes_a_step(app: Flask, as_: Calls, rounds: int) -> None:
    """The application is filed and reviewed (受理审查), each by two who press at the same moment.

    The call looks at the item before its command takes the lock; judging by that look would let
    both through on PostgreSQL.
    """
    desk, officer = as_("desk"), as_("mediator")
    for _turn in range(rounds):
        case = desk.receive()
        item = case["items"][0]
        path = f"cases/{case['number']}/items/{item['id']}"
        body = {"account": _account(app, "mediator"), "version": item["version"]}
        owned = desk.post(f"{path}/owner", body)
        sent = {"step": "apply", "version": owned["version"], "data": APPLICATION}
        answers = at_once([lambda p=path, b=sent: officer.try_post(f"{p}/steps", b)] * RACERS)
        assert statuses(answers) == {200: 1, 409: RACERS - 1}, [one.text for one in answers]
        assert len(officer.get(f"cases/{case['number']}/records")["items"]) == 1
    assert stands(app) == []


def test_a_stale_version_is_always_refused(app: Flask, as_: Calls, rounds: int) -> None:
    desk = as_("desk")
    case = desk.receive()
    for turn in range(rounds):
        now = desk.version(case["number"])
        desk.move(case, "urgent_report", reason="请知悉进展")
        for old in {1, now}:
            refused = desk.try_post(
                f"cases/{case['number']}/moves",
                {"move": "urgent_report", "version": old, "reason": "请知悉"},
            )
            told = problem(refused, 409)
            assert str(old) in refused.text, told
            assert str(now + 1) in refused.text, told
        assert desk.version(case["number"]) == turn + 2


def _moving(caller: Caller, case: Any, move: str, **args: Any) -> Callable[[], TestResponse]:
    body = {"move": move, "version": case["version"], **args}
    return lambda: caller.try_post(f"cases/{case['number']}/moves", body)


def _cases(app: Flask) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return total(db.session())


def _town(app: Flask) -> str:
    from core.points.models import ServicePoint

    with county_scope(app, COUNTY, read_only=True):
        return (
            db.session.scalars(
                select(ServicePoint.code)
                .where(ServicePoint.level == "town")
                .order_by(ServicePoint.code)
            ).first()
            or ""
        )


def _account(app: Flask, username: str) -> str:
    from core.people.service import find_account

    with county_scope(app, COUNTY, read_only=True):
        account = find_account(db.session(), username)
        assert account is not None
        return account.id
