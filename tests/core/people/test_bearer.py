"""Bearer tokens over HTTP: whom they are, where they end, and that they never mix with a cookie."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask

from core.clocks import now
from core.db import county_scope, db
from core.people.models import ApiToken
from core.people.service import create_token, disable, revoke_token
from core.people.tokens import fingerprint
from tests.core.people.conftest import COUNTY, NEIGHBOUR, account
from tests.core.people.test_signin import sign_in

CASES = f"/api/v1/{COUNTY}/cases"


def make(app: Flask, username: str = "desk", **values: Any) -> str:
    with county_scope(app, COUNTY):
        plain = create_token(db.session(), account(username).id, **values)
        db.session.commit()
    return plain


def ask(app: Flask, plain: str, path: str = CASES, scheme: str = "Bearer") -> int:
    headers = {"Authorization": f"{scheme} {plain}"}
    return app.test_client().get(path, headers=headers).status_code


def test_a_token_opens_the_api_and_only_the_api(people_app: Flask) -> None:
    plain = make(people_app)
    assert ask(people_app, plain) == 200
    assert ask(people_app, plain, scheme="bearer") == 200
    assert ask(people_app, plain, f"/{COUNTY}/desk/") == 303
    assert ask(people_app, plain, scheme="Basic") == 401
    assert ask(people_app, "jh_nothing") == 401
    assert ask(people_app, "") == 401
    assert people_app.test_client().get(CASES).status_code == 401


def test_a_token_ends(people_app: Flask) -> None:
    short, revoked, gone = (make(people_app, days=1) for _ in range(3))
    with people_app.app_context():
        revoke_token(db.session(), fingerprint(revoked))
        db.session.commit()
    assert ask(people_app, revoked) == 401
    assert ask(people_app, short) == 200
    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        assert ask(people_app, short) == 401
    with people_app.app_context():
        disable(db.session(), account("desk"))
        db.session.commit()
    assert ask(people_app, gone) == 401


def test_a_token_never_may_more_than_its_owner_or_its_scopes(people_app: Flask) -> None:
    assert ask(people_app, make(people_app, scopes=["case.list"])) == 200
    assert ask(people_app, make(people_app, scopes=["case.read"])) == 403
    with people_app.app_context():
        wide = create_token(db.session(), account("idle_hands").id, scopes=["case.list"])
        db.session.commit()
    assert ask(people_app, wide) == 404, "no post, no county"


def test_a_token_of_one_county_is_nobody_in_another(people_app: Flask) -> None:
    there = f"/api/v1/{NEIGHBOUR}/cases"
    assert ask(people_app, make(people_app, "lawyer"), there) == 200
    assert ask(people_app, make(people_app, "lawyer", county_code=COUNTY), there) == 401


def test_the_header_wins_over_the_cookie(people_app: Flask) -> None:
    client = people_app.test_client()
    sign_in(client, "desk")
    assert client.get(CASES).status_code == 200
    mine = client.get(CASES, headers={"Authorization": f"Bearer {make(people_app, 'lawyer')}"})
    with people_app.app_context():
        assert mine.get_json()["account"] == account("lawyer").id
    assert client.get(CASES, headers={"Authorization": "Bearer nothing"}).status_code == 401
    assert client.get(f"/{COUNTY}/desk/", headers={"Authorization": "x"}).status_code == 303


def test_a_token_in_the_address_or_the_body_is_nothing(people_app: Flask) -> None:
    plain = make(people_app)
    client = people_app.test_client()
    for name in ("auth_token", "access_token", "token"):
        assert client.get(f"{CASES}?{name}={plain}").status_code == 401
    assert client.get(CASES, headers={"Authentication-Token": plain}).status_code == 401
    assert client.get(CASES, headers={"X-Not-Used": plain}).status_code == 401


def test_when_it_was_last_used_is_kept_by_the_day(people_app: Flask) -> None:
    plain = make(people_app)
    ask(people_app, plain)
    with people_app.app_context():
        assert db.session.get_one(ApiToken, fingerprint(plain)).last_used_on is not None
