"""SQL is counted: a page asks as often for ten times the data, and never more than its budget.

The budgets are written down here on purpose: raising one is a decision, not an accident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from core.cases import commands
from core.cases.facts import Args
from core.cases.models import CaseFile
from core.db import county_scope, db
from core.words import Move
from tests.core.rest.conftest import Calls, as_
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as

__all__ = ["as_"]

PASSWORD = "jiahe-demo-2026"
FEW, MANY = 3, 12
BUDGETS = {
    "desk": 10,  # nine, and who is on duty today
    "list": 8,
    "case": 20,
    "item": 20,
    "admin": 7,
    "day of a village": 30,
    "day of a supervisor": 16,
    "day of an administrator": 10,
    "api case": 16,
    "api list": 5,
}
"""The most statements a page may send, sign-in, switches and access log included."""

Ask = Callable[[], int]


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent inside the block, transaction control left out."""
    sent: list[str] = []

    def hear(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.startswith(("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            sent.append(sql)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def grow(app: Flask, cases: int) -> str:
    """Take *cases* more cases in and move the first on and on; return the number of the first."""
    numbers = []
    for _turn in range(cases):
        with county_scope(app, COUNTY):
            numbers.append(commands.receive(acting_as(app, "desk"), raw=INTAKE).number)
            db.session.commit()
    with county_scope(app, COUNTY):
        first = db.session.scalars(
            select(CaseFile.number).order_by(CaseFile.received_at).limit(1)
        ).one()
        version = db.session.scalars(select(CaseFile.version).where(CaseFile.number == first)).one()
        for turn in range(cases):
            args = Args(reason="请知悉进展")
            commands.move(acting_as(app, "desk"), first, Move.URGENT_REPORT, version + turn, args)
        db.session.commit()
    return first


def signed_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").text)
    assert token
    sent = {"username": username, "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/login", data=sent).status_code == 302
    return client


def pages(app: Flask, first: str, as_: Calls) -> dict[str, Callable[[], Any]]:
    desk, admin, caller = signed_in(app, "desk"), signed_in(app, "admin"), as_("desk")
    village, watching = signed_in(app, "village"), signed_in(app, "supervisor")
    item = caller.get(f"cases/{first}")["items"][0]["id"]
    return {
        "desk": lambda: desk.get(f"/{COUNTY}/desk/"),
        "list": lambda: desk.get(f"/{COUNTY}/cases/"),
        "case": lambda: desk.get(f"/{COUNTY}/cases/{first}"),
        "item": lambda: desk.get(f"/{COUNTY}/cases/{first}/items/{item}"),
        "day of a village": lambda: village.get(f"/{COUNTY}/desk/day"),
        "day of a supervisor": lambda: watching.get(f"/{COUNTY}/desk/day"),
        "day of an administrator": lambda: admin.get(f"/{COUNTY}/desk/day"),
        "admin": lambda: admin.get(f"/{COUNTY}/admin/services"),
        "api case": lambda: caller.ask("GET", f"cases/{first}"),
        "api list": lambda: caller.ask("GET", "cases"),
    }


def counts(app: Flask, asked: dict[str, Callable[[], Any]]) -> dict[str, list[str]]:
    """Return the statements of each page, asked for a second time: the first compiles."""
    found = {}
    for name, ask in asked.items():
        ask()
        with counted(app) as sent:
            answer = ask()
        assert answer.status_code == 200, (name, answer.status_code)
        found[name] = sent
    return found


def test_pages_ask_as_often_whatever_there_is(app: Flask, as_: Calls) -> None:
    first = grow(app, FEW)
    asked = pages(app, first, as_)
    few = counts(app, asked)
    assert grow(app, MANY) == first
    many = counts(app, asked)
    assert few.keys() == BUDGETS.keys()
    for name, sent in many.items():
        assert len(sent) == len(few[name]), f"{name}: {len(few[name])}, then {len(sent)}"
        assert len(sent) <= BUDGETS[name], f"{name}: {len(sent)} statements\n" + "\n".join(sent)


@pytest.mark.parametrize("size", [FEW, MANY])
def test_a_query_a_line_would_be_seen(app: Flask, size: int) -> None:
    """The planted bug: a list that looks each of its cases up again."""
    grow(app, size)
    with county_scope(app, COUNTY, read_only=True), counted(app) as sent:
        for number in db.session.scalars(select(CaseFile.number)).all():
            db.session.scalars(select(CaseFile.state).where(CaseFile.number == number)).one()
    assert len(sent) == 1 + size
