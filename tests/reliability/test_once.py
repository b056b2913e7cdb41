"""The same click twice, two people at the same door: one effect, and the others are told so.

Everything here goes through HTTP, each caller with a client of his own in a thread of his own,
because what is promised is promised to callers. Four callers and four rounds each, eight and a
hundred with ``--long``; a thousand keys, each five times at once.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core.cases.loading import open_case
from core.cases.models import CaseEvent, Transfer
from core.db import county_scope, db
from tests.core.rest.conftest import INTAKE, Caller, Calls, as_, problem
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken, total

__all__ = ["as_"]

PARALLEL = 5
APPLICATION = {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "property"}


@pytest.fixture
def rounds(long: bool) -> int:
    """How often each race is run."""
    return 100 if long else 4


@pytest.fixture
def racers(long: bool) -> int:
    """How many come to the door at the same moment."""
    return 8 if long else 4


@pytest.fixture
def keys(long: bool) -> int:
    """How many Idempotency-Keys are sent five times each."""
    return 1000 if long else 4


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
def test_one_key_five_times_at_once_makes_one_case(app: Flask, as_: Calls, keys: int) -> None:
    desk = as_("desk")
    before = _cases(app)
    for turn in range(keys):
        key = f"one-{turn}"
        answers = at_once([lambda key=key: desk.try_post("cases", INTAKE, key=key)] * PARALLEL)
        assert statuses(answers) == {201: PARALLEL}, [answer.text for answer in answers]
        assert len({answer.get_json()["number"] for answer in answers}) == 1
    assert _cases(app) == before + keys
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
def test_one_winner_accepts_a_hop(app: Flask, as_: Calls, rounds: int, racers: int) -> None:
    desk, town = as_("desk"), _town(app)
    takers = [as_("mediator_town"), as_("desk_town")]
    for _turn in range(rounds):
        case = desk.move(desk.receive(), "assign_down", to=town, reason="请就近调处")
        answers = at_once([_moving(takers[place % 2], case, "accept") for place in range(racers)])
        assert statuses(answers) == {200: 1, 409: racers - 1}, [one.text for one in answers]
    with county_scope(app, COUNTY, read_only=True):
        accepted = db.session.scalars(
            select(func.count()).where(Transfer.state == "accepted", Transfer.sent_at.is_not(None))
        ).one()
        told = db.session.scalars(select(func.count()).where(CaseEvent.kind == "accept")).one()
        assert accepted == told
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_assigns_the_handler(app: Flask, as_: Calls, rounds: int, racers: int) -> None:
    desk, head = as_("desk"), as_("head")
    wanted = [_account(app, name) for name in ("mediator", "desk")]
    for _turn in range(rounds):
        case = desk.receive()
        version = desk.version(case["number"])

        def naming(caller: Caller, account: str, case: Any = case, version: int = version) -> Any:
            body = {"account": account, "version": version}
            return lambda: caller.try_post(f"cases/{case['number']}/handler", body)

        answers = at_once(
            [naming((desk, head)[place % 2], wanted[place % 2]) for place in range(racers)]
        )
        assert statuses(answers) == {200: 1, 409: racers - 1}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_closes(app: Flask, as_: Calls, rounds: int, racers: int) -> None:
    desk = as_("desk")
    ends = (
        ("withdraw", {"reason": "本人撤回"}),
        ("decline", {"reason": "不属于家事"}),
        ("answer", {"outcome": "已经当面答复"}),
    )
    for _turn in range(rounds):
        case = desk.receive()
        chosen = (ends[place % len(ends)] for place in range(racers))
        answers = at_once([_moving(desk, case, move, **args) for move, args in chosen])
        assert statuses(answers) == {200: 1, 409: racers - 1}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_every_paper_gets_a_number_of_its_own(
    app: Flask, as_: Calls, rounds: int, racers: int
) -> None:
    """A series per point, year and kind, asked by all at once: none twice, none left out."""
    desk = as_("desk")
    cases = [desk.receive() for _place in range(racers)]
    numbers: list[str] = []
    for _turn in range(max(rounds // 10, 1)):
        answers = at_once(
            [
                lambda number=case["number"]: desk.try_post(
                    f"cases/{number}/documents", {"kind": "intake_receipt"}
                )
                for case in cases
            ]
        )
        assert statuses(answers) == {201: racers}, [one.text for one in answers]
        numbers += [answer.get_json()["number"] for answer in answers]
    assert len(set(numbers)) == len(numbers)
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_names_the_owner(app: Flask, as_: Calls, rounds: int, racers: int) -> None:
    desk, mediator = as_("desk"), _account(app, "mediator")
    for _turn in range(rounds):
        case = desk.receive()
        item = case["items"][0]
        body = {"account": mediator, "version": item["version"]}
        path = f"cases/{case['number']}/items/{item['id']}/owner"
        answers = at_once([lambda p=path, b=body: desk.try_post(p, b)] * racers)
        assert statuses(answers) == {200: 1, 409: racers - 1}, [one.text for one in answers]
    assert stands(app) == []


@pytest.mark.postgres
def test_one_winner_takes_a_step(app: Flask, as_: Calls, rounds: int, racers: int) -> None:
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
        version = owned["version"]
        reviewed = {"reviewer": body["account"], "violence_class": "none", "decision": "accepted"}
        for place, (step, data) in enumerate((("apply", APPLICATION), ("review", reviewed))):
            sent = {"step": step, "version": version, "data": data}
            answers = at_once([lambda p=path, b=sent: officer.try_post(f"{p}/steps", b)] * racers)
            assert statuses(answers) == {200: 1, 409: racers - 1}, [one.text for one in answers]
            assert len(officer.get(f"cases/{case['number']}/records")["items"]) == place + 1
            version = next(one for one in answers if one.status_code == 200).get_json()["version"]
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


@pytest.mark.postgres
def test_every_stale_edit_names_both_versions(app: Flask, as_: Calls, rounds: int) -> None:
    """Who saves second is told what stood when she looked and what stands now, whatever it was."""
    desk, mediator = as_("desk"), _account(app, "mediator")
    for _turn in range(max(rounds // 4, 1)):
        case = desk.receive()
        item, path = case["items"][0], f"cases/{case['number']}"
        first = {"account": mediator, "version": item["version"]}
        now = desk.post(f"{path}/items/{item['id']}/owner", first)["version"]
        desk.post(f"{path}/handler", {"account": mediator, "version": case["version"]})
        stands_at = desk.version(case["number"])
        old, worker = item["version"], as_("mediator")
        step = {"step": "apply", "version": old, "data": APPLICATION}
        record = {"form": "mediation.application", "version": old, "data": APPLICATION}
        for who, where, body, current in (
            (desk, "handler", {"account": mediator, "version": case["version"]}, stands_at),
            (desk, f"items/{item['id']}/owner", first, now),
            (worker, f"items/{item['id']}/steps", step, now),
            (worker, f"items/{item['id']}/records", record, now),
        ):
            refused = who.try_post(f"{path}/{where}", body)
            told = problem(refused, 409)
            assert str(body["version"]) in str(told["reasons"]), (where, told)
            assert str(current) in str(told["reasons"]), (where, told)
        assert desk.version(case["number"]) == stands_at
    assert stands(app) == []


def test_a_version_nobody_looks_at_would_be_seen(
    app: Flask, as_: Calls, racers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: the command takes whatever version it is given for the one that stands."""
    module = sys.modules["core.cases.commands.handling"]
    desk, wanted = as_("desk"), _account(app, "mediator")
    case = desk.receive()

    def blind(*args: Any, **named: Any) -> Any:
        loaded, facts, how_far = open_case(*args, **named)
        return loaded, replace(facts, version=case["version"]), how_far

    monkeypatch.setattr(module, "open_case", blind)
    body = {"account": wanted, "version": case["version"]}
    path = f"cases/{case['number']}/handler"
    answers = at_once([lambda: desk.try_post(path, body)] * racers)
    assert statuses(answers)[200] > 1


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
