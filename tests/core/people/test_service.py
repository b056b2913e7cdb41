"""Accounts, posts and tokens: what the commands refuse, and what they leave behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from core.clocks import SHANGHAI, now, today
from core.db import NoCounty, county_scope, db
from core.people.errors import PeopleRefused
from core.people.models import AccountCounty, ApiToken, LoginSession, Post
from core.people.service import (
    add_account,
    add_post,
    counties_of,
    create_token,
    disable,
    enable,
    end_post,
    find_account,
    posts_of,
    revoke_token,
    set_password,
    staff_at,
    tokens_of,
)
from tests.core.people.conftest import COUNTY, NEIGHBOUR, PASSWORD, account, point

pytestmark = pytest.mark.usefixtures("in_county")


def codes(refused: pytest.ExceptionInfo[PeopleRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_an_account_starts_with_nothing() -> None:
    made = add_account(db.session(), username=" Grid07 ", name=" 李 ", password="Wan-shi-9-xing")
    assert (made.username, made.name, made.active) == ("grid07", "李", True)
    assert posts_of(db.session(), made.id) == ()
    assert counties_of(db.session(), made.id) == ()
    assert find_account(db.session(), "GRID07") is made
    assert "Wan-shi" not in made.password


@pytest.mark.parametrize(
    ("username", "name", "password", "expected"),
    [
        ("desk", "x", PASSWORD, ["username_taken"]),
        ("DESK", "x", PASSWORD, ["username_taken"]),
        ("窗口", "x", PASSWORD, ["username"]),
        ("a", "x", PASSWORD, ["username"]),
        ("a' OR 1=1", "x", PASSWORD, ["username"]),
        ("new", " ", PASSWORD, ["name"]),
        ("new", "x", "short-1", ["password_length"]),
        ("new", "x", "x-1" * 60, ["password_length"]),
        ("new", "x", "onlyletters-and", ["password_kinds"]),
        ("newer", "x", "my-NEWER-1-word", ["password_name"]),
        ("!", "", "a", ["username", "name", "password_length", "password_kinds"]),
    ],
)
def test_what_no_account_may_be(
    username: str, name: str, password: str, expected: list[str]
) -> None:
    with pytest.raises(PeopleRefused) as refused:
        add_account(db.session(), username=username, name=name, password=password)
    assert codes(refused) == expected


def test_a_password_or_its_hash_but_not_both() -> None:
    with pytest.raises(ValueError, match="either"):
        add_account(db.session(), username="new", name="x")
    with pytest.raises(ValueError, match="either"):
        add_account(
            db.session(), username="new", name="x", password=PASSWORD, password_hash="$argon2id$"
        )


def test_a_new_password_kills_what_was_signed() -> None:
    session, desk = db.session(), account("desk")
    session.add(LoginSession(id="a" * 64, account_id=desk.id, created_at=now(), last_seen_at=now()))
    session.flush()
    before = desk.fs_uniquifier
    desk.locked_until = now() + timedelta(minutes=5)
    set_password(session, desk, "another-word-9")
    assert desk.fs_uniquifier != before
    assert desk.locked_until is None
    assert session.get_one(LoginSession, "a" * 64).ended_at is not None
    with pytest.raises(PeopleRefused):
        set_password(session, desk, "weak")


def give(**values: object) -> Post:
    chosen: dict[str, object] = {
        "account_id": account("idle_hands").id,
        "point_id": point("S").id,
        "role": "handler",
        **values,
    }
    return add_post(db.session(), **chosen)  # type: ignore[arg-type]  # filled above


def test_a_post_makes_somebody_of_the_county() -> None:
    hands = account("idle_hands").id
    post = give(title="组长")
    (held,) = posts_of(db.session(), hands)
    assert (held.id, held.title, held.post.role) == (post.id, "组长", "handler")
    assert held.post.point.path == (point("S").id,)
    assert [county.code for county in counties_of(db.session(), hands)] == [COUNTY]
    assert "idle_hands" in {each.username for each in staff_at(db.session(), point("S").id)}
    assert "idle_hands" not in {each.username for each in staff_at(db.session(), point("T1").id)}
    assert len(staff_at(db.session())) == 5


def test_what_no_post_may_be() -> None:
    desk = account("desk").id
    cases = {
        "role": {"role": "lawyer"},
        "post_exists": {"account_id": desk, "role": "front_desk"},
        "apart": {"account_id": desk, "role": "auditor"},
        "own_post": {"by": account("idle_hands").id},
        "span": {"ends_on": today() - timedelta(days=1)},
    }
    for code, values in cases.items():
        with pytest.raises(PeopleRefused) as refused:
            give(**values)
        assert codes(refused) == [code]
    point("T1").active = False
    with pytest.raises(PeopleRefused) as refused:
        give(point_id=point("T1").id)
    assert codes(refused) == ["point"]
    with pytest.raises(LookupError):
        give(point_id="0" * 13)


def test_an_admin_may_not_become_a_handler() -> None:
    give(role="module_admin")
    for role in ("handler", "auditor", "lawyer"):
        with pytest.raises(PeopleRefused) as refused:
            give(role=role, professions={"lawyer"})
        assert codes(refused) == ["apart"]


def test_an_ended_post_frees_for_another_kind() -> None:
    end_post(db.session(), give(role="module_admin"))
    give(role="handler")


def test_a_professions_name_comes_from_the_services() -> None:
    assert give(role="lawyer", professions={"lawyer"}).role == "lawyer"


@time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
def test_ending_a_post_at_once_and_later() -> None:
    session, hands = db.session(), account("idle_hands").id
    post = give()
    end_post(session, post, last_day=date(2026, 11, 21))
    assert len(posts_of(session, hands)) == 1
    assert len(posts_of(session, hands, day=date(2026, 11, 21))) == 1
    assert posts_of(session, hands, day=date(2026, 11, 22)) == ()
    end_post(session, post)
    assert posts_of(session, hands) == ()
    assert (
        session.scalars(select(AccountCounty).where(AccountCounty.account_id == hands)).all() == []
    ), "where to go after signing in follows the posts"


def test_a_post_needs_a_county(people_app: Flask) -> None:
    with people_app.app_context(), pytest.raises(NoCounty):
        give()


def test_posts_of_two_counties_are_two_worlds(people_app: Flask) -> None:
    lawyer = account("lawyer").id
    assert [held.post.role for held in posts_of(db.session(), lawyer)] == ["lawyer"]
    db.session.rollback()
    with county_scope(people_app, NEIGHBOUR):
        assert [held.post.role for held in posts_of(db.session(), lawyer)] == ["front_desk"]
        assert {each.username for each in staff_at(db.session())} == {"lawyer"}
        db.session.rollback()
    assert [each.code for each in counties_of(db.session(), lawyer)] == [COUNTY, NEIGHBOUR]


def test_a_token_is_told_once() -> None:
    desk = account("desk").id
    plain = create_token(db.session(), desk, name="对接", county_code=COUNTY, scopes=["case.list"])
    (row,) = tokens_of(db.session(), desk)
    assert plain.startswith("jh_")
    assert plain not in (row.id, row.name)
    assert row.scopes == ["case.list"]
    assert row.expires_at is not None
    assert row.expires_at - row.created_at == timedelta(days=90)
    revoke_token(db.session(), row.id)
    assert tokens_of(db.session(), desk) == ()
    with pytest.raises(LookupError):
        revoke_token(db.session(), "0" * 64)


def test_what_no_token_may_be() -> None:
    desk = account("desk").id
    with pytest.raises(PeopleRefused) as refused:
        create_token(db.session(), desk, scopes=["case.delete"])
    assert codes(refused) == ["scope"]
    with pytest.raises(PeopleRefused) as refused:
        create_token(db.session(), desk, county_code=NEIGHBOUR)
    assert codes(refused) == ["county"]


def test_disabling_revokes_tokens_for_good() -> None:
    session, desk = db.session(), account("desk")
    create_token(session, desk.id)
    disable(session, desk)
    session.expire_all()
    assert tokens_of(session, desk.id) == ()
    enable(session, desk)
    assert tokens_of(session, desk.id) == ()
    assert session.scalars(select(ApiToken.revoked_at)).one() is not None
