"""What signing in leaves in the access log."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from core.audit.models import AccessEntry
from core.db import county_scope, db
from core.people.lockout import MOST_WRONG
from tests.core.people.conftest import COUNTY, NEIGHBOUR, account
from tests.core.people.test_signin import leave, sign_in


def traces(app: Flask, county: str = COUNTY) -> list[tuple[str, str]]:
    with county_scope(app, county):
        rows = db.session.execute(
            select(AccessEntry.account_id, AccessEntry.action).order_by(AccessEntry.at)
        )
        return [(row.account_id, row.action) for row in rows]


def test_coming_and_going(people_app: Flask) -> None:
    client = people_app.test_client()
    sign_in(client, "desk")
    leave(client)
    with people_app.app_context():
        desk = account("desk").id
    assert traces(people_app) == [(desk, "signed_in"), (desk, "signed_out")]
    assert traces(people_app, NEIGHBOUR) == []
    with county_scope(people_app, COUNTY):
        assert set(db.session.scalars(select(AccessEntry.target))) == {"ip:127.0.0.1"}


def test_each_county_of_a_person_is_told(people_app: Flask) -> None:
    sign_in(people_app.test_client(), "lawyer")
    assert [action for _, action in traces(people_app)] == ["signed_in"]
    assert [action for _, action in traces(people_app, NEIGHBOUR)] == ["signed_in"]


def test_wrong_passwords_and_the_lock(people_app: Flask) -> None:
    client = people_app.test_client()
    for _ in range(MOST_WRONG):
        sign_in(client, "desk", "wrong-password-1")
    sign_in(client, "nobody_here", "wrong-password-1")
    seen = [action for _, action in traces(people_app)]
    assert seen == ["sign_in_failed"] * (MOST_WRONG - 1) + ["sign_in_locked"]
