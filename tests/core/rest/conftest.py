"""Somebody who speaks to the API with a bearer token, and a case to speak about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from core.db import county_scope, db
from core.people.service import create_token, find_account

COUNTY, NEIGHBOUR = "990101", "990102"
INTAKE: dict[str, Any] = {
    "channel": "walk_in",
    "scenario": "property",
    "summary": "分家时老房子归谁说不拢",
    "danger_now": "no",
    "parties": [
        {"role": "applicant", "name": "周桂芬", "phone": "13800138000", "relation": "self"},
        {"role": "respondent", "name": "陈军", "relation": "sibling"},
    ],
    "services": ["mediation"],
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """One account with its token."""

    app: Flask
    token: str
    county: str = COUNTY

    def ask(self, method: str, path: str, **sent: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **sent.pop("headers", {})}
        address = f"/api/v1/{self.county}/{path}"
        return self.app.test_client().open(address, method=method, headers=headers, **sent)

    def get(self, path: str, **query: object) -> Any:
        answer = self.ask("GET", path, query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def try_post(self, path: str, body: object, key: str = "") -> TestResponse:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, json=body, headers=headers)

    def post(self, path: str, body: object, key: str = "") -> Any:
        answer = self.try_post(path, body, key)
        assert answer.status_code in (200, 201), answer.text
        return answer.get_json()

    def put(self, path: str, body: object) -> TestResponse:
        return self.ask("PUT", path, json=body)

    def receive(self, **changes: Any) -> Any:
        """Take a case in and return it."""
        return self.post("cases", {**INTAKE, **changes})

    def move(self, case: Any, move: str, **args: Any) -> Any:
        """Make a move on the case as it is now and return the case."""
        body = {"move": move, "version": self.version(case["number"]), **args}
        return self.post(f"cases/{case['number']}/moves", body)

    def version(self, number: str) -> int:
        return int(self.get(f"cases/{number}")["version"])


Calls = Callable[..., Caller]


@pytest.fixture
def as_(app: Flask) -> Calls:
    """Return how to speak as an account."""

    def become(username: str, *, county: str = COUNTY, **token: Any) -> Caller:
        with county_scope(app, county):
            account = find_account(db.session(), username)
            assert account is not None, username
            plain = create_token(db.session(), account.id, **token)
            db.session.commit()
        return Caller(app=app, token=plain, county=county)

    return become


def problem(answer: TestResponse, status: int) -> Any:
    """Return the problem body of a refusal, after judging its shape."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body = answer.get_json()
    assert body["status"] == status
    assert body["title"]
    return body
