"""Signing in to the whole platform with the sandbox's people, on either database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.config import DEMO_PASSWORD
from core.db import county_scope, db
from core.people.models import LoginSession, Post
from core.people.roles import ROLES, conflicts
from core.people.staff import staff_at
from tests.core.people.test_signin import leave_by, sign_in
from tests.harness.apps import COUNTY

pytestmark = pytest.mark.postgres


def test_in_and_out(app: Flask) -> None:
    client = app.test_client()
    assert sign_in(client, "desk", DEMO_PASSWORD) == (302, "/")
    home = client.get("/").headers["Location"]
    assert home == f"/{COUNTY}/desk/"
    page = client.get(home)
    assert page.status_code == 200
    assert leave_by(client, page.text) == (302, "/login")
    assert client.get(home).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(LoginSession.ended_at)).one() is not None


def test_the_wrong_password_is_counted(app: Flask) -> None:
    client = app.test_client()
    for left in (4, 3):
        assert f"还可以再试 {left} 次" in sign_in(client, "desk", "wrong-password-1")[1]


def test_nobody_in_the_sandbox_holds_what_must_stay_apart(app: Flask) -> None:
    with county_scope(app, COUNTY):
        held: dict[str, list[str]] = {}
        for member in staff_at(db.session()):
            held.setdefault(member.username, []).append(member.role)
        assert {"desk", "head", "village", "admin", "auditor", "officer"} <= held.keys()
        assert not [name for name, roles in held.items() if conflicts(roles)]
        assert db.session.scalars(select(Post.role).where(Post.role.in_(ROLES))).first()
