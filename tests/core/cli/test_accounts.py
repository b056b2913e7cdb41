"""Counties, accounts and tokens made from the command line."""

import json

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import county_scope, db
from core.people.models import Account, ApiToken, LoginSession
from core.people.service import find_account
from core.people.staff import posts_of
from core.people.tokens import fingerprint
from core.points.service import find_county, find_point

pytestmark = pytest.mark.postgres


def entries(app, county, action):
    with county_scope(app, county):
        found = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action))
        return [(entry.actor_id, entry.target) for entry in found]


def test_a_new_county_has_a_studio_and_its_first_admin(run, app):
    run("county", "add", "990103", "第三县", "--city-code", "990100", "--city-name", "示范市")
    run("user", "add", "Third", "张三", "--county", "990103", "--role", "module_admin")
    with county_scope(app, "990103"):
        assert find_county(db.session(), "990103").name == "第三县"
        studio = find_point(db.session(), "990103")
        assert studio.level == "county"
        account = find_account(db.session(), "third")
        (held,) = posts_of(db.session(), account.id)
        assert (held.post.role, held.post.point.id) == ("module_admin", studio.id)
    assert [actor for actor, _ in entries(app, "990103", "account.add")] == ["operator"]


@pytest.mark.parametrize("code", ["990101", "99", "abcdef"])
def test_a_county_that_exists_or_has_no_code_is_refused_in_one_line(run, code):
    result = run("county", "add", code, "某县", ok=False)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("desk", "王某", "--county", "990101", "--role", "front_desk"),  # the name is taken
        ("fresh", "王某", "--county", "990101", "--role", "queen"),
        ("fresh", "王某", "--county", "990109", "--role", "front_desk"),
        ("fresh", "王某", "--county", "990101", "--point", "nowhere", "--role", "front_desk"),
    ],
)
def test_an_account_that_cannot_be_is_refused_whole(run, app, words):
    result = run("user", "add", *words, ok=False)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    with app.app_context():
        assert db.session.scalar(select(Account.id).where(Account.username == "fresh")) is None


def test_a_password_from_standard_input_is_never_printed(run):
    result = run("user", "reset", "desk", "--password-stdin", stdin="Xiangli-2026!\n")
    assert "Xiangli" not in result.output
    assert "密码：" not in result.output


def test_a_weak_password_is_refused(run):
    result = run("user", "reset", "desk", "--password-stdin", stdin="123456\n", ok=False)
    assert "密码" in result.stderr


def test_a_generated_password_opens_the_door(run, app):
    from flask_security import verify_password

    printed = run("user", "reset", "desk").stdout
    password = printed.split("密码：")[1].split("（")[0]
    with app.app_context():
        assert verify_password(password, find_account(db.session(), "desk").password)
    assert len(entries(app, "990101", "account.reset")) == 1


def test_a_disabled_account_has_no_sign_in_and_no_token_left(run, app):
    plain = run("token", "create", "desk").stdout.strip()
    run("user", "disable", "desk")
    with app.app_context():
        assert not find_account(db.session(), "desk").active
        assert db.session.get(ApiToken, fingerprint(plain)).revoked_at is not None
        assert not db.session.scalars(
            select(LoginSession).where(LoginSession.ended_at.is_(None))
        ).all()
    assert len(entries(app, "990101", "account.disable")) == 1


def test_nobody_is_named_instead_of_guessed(run):
    for words in (("reset", "nobody"), ("disable", "nobody")):
        assert "nobody" in run("user", *words, ok=False).stderr


def test_a_token_is_printed_once_and_kept_as_a_hash(run, app):
    (row,) = json.loads(run("token", "create", "desk", "--expires", "7", "--json").stdout)
    with app.app_context():
        kept = db.session.get(ApiToken, fingerprint(row["token"]))
        assert (kept.expires_at - kept.created_at).days == 7
        assert row["token"] not in repr(vars(kept))
    assert len(entries(app, "990101", "token.create")) == 1
