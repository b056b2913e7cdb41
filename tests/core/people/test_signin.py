"""Signing in and out over HTTP, from wrong passwords to copied cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from core.clocks import SHANGHAI
from core.db import county_scope, db
from core.people.lockout import LOCKED_FOR, MOST_WRONG, MOST_WRONG_FROM_ADDRESS, WINDOW
from core.people.models import Account, LoginSession, Post
from core.people.service import disable, set_password
from tests.core.people.conftest import COUNTY, NEIGHBOUR, PASSWORD, account
from tests.harness.hashing import IN_EARNEST

WRONG = "账号或密码不对"


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


def sign_in(
    client: FlaskClient, username: str, password: str = PASSWORD, **more: str
) -> tuple[int, str]:
    page = client.get("/login")
    assert page.status_code == 200
    answer = client.post(
        "/login",
        data={
            "csrf_token": token(page.text),
            "username": username,
            "password": password,
            **more,
        },
    )
    return answer.status_code, answer.headers.get("Location", "") or answer.text


@pytest.fixture
def client(people_app: Flask) -> FlaskClient:
    return people_app.test_client()


@pytest.fixture
def moving() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False) as clock:
        yield clock


def test_in_to_work_and_out(client: FlaskClient) -> None:
    asked = client.get(f"/{COUNTY}/desk/")
    assert (asked.status_code, asked.headers["Location"]) == (
        303,
        f"/login?next=%2F{COUNTY}%2Fdesk%2F",
    )
    assert sign_in(client, "desk") == (302, "/")
    assert client.get("/").headers["Location"] == f"/{COUNTY}/desk/day"
    seen = client.get(f"/{COUNTY}/desk/").get_json()
    assert seen["roles"] == ["front_desk", "handler"]
    assert seen["current"] == ["front_desk", f"{COUNTY} 工作室"]
    assert client.get("/logout").status_code == 405
    assert leave(client) == (302, "/login")
    assert client.get(f"/{COUNTY}/desk/").status_code == 303


def leave(client: FlaskClient) -> tuple[int, str]:
    out = client.post("/logout", data={"csrf_token": client.get("/token").text})
    return out.status_code, out.headers["Location"]


def leave_by(client: FlaskClient, page: str) -> tuple[int, str]:
    """Sign out with the button of a page of the shell."""
    out = client.post("/logout", data={"csrf_token": token(page)})
    return out.status_code, out.headers["Location"]


def test_signing_out_kills_a_copied_cookie(client: FlaskClient) -> None:
    sign_in(client, "desk")
    cookie = client.get_cookie("session")
    assert cookie is not None
    copy = client.application.test_client()
    copy.set_cookie("session", cookie.value)
    assert copy.get(f"/{COUNTY}/desk/").status_code == 200
    leave(client)
    assert client.get(f"/{COUNTY}/desk/").status_code == 303
    assert copy.get(f"/{COUNTY}/desk/").status_code == 303, "the copy must be dead too"


def test_the_cookie_holds_no_key_to_the_row(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with client.session_transaction() as kept:
        sid = kept["sid"]
    with client.application.app_context():
        (row,) = db.session.scalars(select(LoginSession)).all()
        assert sid not in row.id
        assert len(row.id) == 64


@pytest.mark.parametrize("username", ["DESK", " desk ", "Desk"])
def test_a_name_may_be_typed_with_capitals(client: FlaskClient, username: str) -> None:
    assert sign_in(client, username) == (302, "/")


def test_the_next_page_is_where_one_wanted_to_go(client: FlaskClient) -> None:
    wanted = f"/{COUNTY}/desk/?page=2"
    assert sign_in(client, "desk", next=wanted) == (302, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/x",
        "///evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/\t/evil.example",
        "evil.example",
        "/%5Cevil.example",
        pytest.param("/" + "x" * 5000, id="long"),
    ],
)
def test_the_next_page_is_never_elsewhere(client: FlaskClient, wanted: str) -> None:
    status, place = sign_in(client, "desk", next=wanted)
    assert status == 302
    assert re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", place), "a path of ours and nothing else"
    assert len(place) < 2001


def test_wrong_passwords_lock_for_a_while(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    for left in range(MOST_WRONG - 1, 0, -1):
        status, page = sign_in(client, "desk", "wrong-password-1")
        assert status == 200
        assert WRONG in page
        assert f"还可以再试 {left} 次" in page
    _, page = sign_in(client, "desk", "wrong-password-1")
    assert "先锁 15 分钟" in page
    _, page = sign_in(client, "desk")
    assert "先锁 15 分钟" in page, "the right password opens nothing while locked"
    moving.shift(LOCKED_FOR - timedelta(seconds=61))
    assert "先锁 2 分钟" in sign_in(client, "desk")[1]
    moving.shift(timedelta(seconds=62))
    assert sign_in(client, "desk") == (302, "/")
    with client.application.app_context():
        assert account("desk").failed_logins == 0


def test_a_name_nobody_has_answers_the_same(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    def sentences(username: str) -> list[str]:
        pages = [sign_in(client, username, "wrong-password-1")[1] for _ in range(6)]
        return [re.findall(r'role="alert"[^>]*>([^<]+)<', page)[0] for page in pages]

    assert sentences("nobody_here") == sentences("desk")


def test_its_lock_runs_down_like_any_other(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    """Named an hour later, the minutes left would tell who works here, to whoever waits for two."""

    def said(username: str) -> str:
        page = sign_in(client, username, "wrong-password-1")[1]
        return re.findall(r'role="alert"[^>]*>([^<]+)<', page)[0]

    # minutes before each try: the first opens a window, the fifth locks, the rest run into the lock
    for minutes in (0, 14, 0, 0, 0, 0, 2, 5, 9):
        moving.shift(timedelta(minutes=minutes))
        assert said("nobody_here") == said("desk"), minutes


def test_old_failures_are_forgotten(client: FlaskClient, moving: time_machine.Traveller) -> None:
    for _ in range(MOST_WRONG - 1):
        sign_in(client, "desk", "wrong-password-1")
    moving.shift(WINDOW + timedelta(seconds=1))
    assert f"还可以再试 {MOST_WRONG - 1} 次" in sign_in(client, "desk", "wrong-password-1")[1]


def test_one_address_cannot_try_everybody(
    client: FlaskClient, moving: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.people.signin.hash_password", lambda password: "")
    monkeypatch.setattr("flask_security.forms.hash_password", lambda password: "")
    for number in range(MOST_WRONG_FROM_ADDRESS):
        assert WRONG in sign_in(client, f"name{number}", "wrong-password-1")[1]
    assert "这里试错的次数太多了" in sign_in(client, "head")[1]
    moving.shift(WINDOW + timedelta(seconds=1))
    assert sign_in(client, "head") == (302, "/")


def test_a_disabled_account_learns_it_only_with_the_password(client: FlaskClient) -> None:
    with client.application.app_context():
        disable(db.session(), account("desk"))
        db.session.commit()
    assert WRONG in sign_in(client, "desk", "wrong-password-1")[1]
    assert "停用" in sign_in(client, "desk")[1]


def test_disabling_ends_what_is_open(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with client.application.app_context():
        disable(db.session(), account("desk"))
        db.session.commit()
    assert client.get(f"/{COUNTY}/desk/").status_code == 303


def test_a_new_password_ends_what_is_open(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with client.application.app_context():
        set_password(db.session(), account("desk"), "another-word-9")
        db.session.commit()
    assert client.get(f"/{COUNTY}/desk/").status_code == 303
    assert WRONG in sign_in(client, "desk")[1]
    assert sign_in(client, "desk", "another-word-9") == (302, "/")


def test_idle_ends_it_and_work_keeps_it(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    sign_in(client, "desk")
    for _ in range(3):
        moving.shift(timedelta(minutes=14))
        assert client.get(f"/{COUNTY}/desk/").status_code == 200
    moving.shift(timedelta(minutes=15, seconds=1))
    assert client.get(f"/{COUNTY}/desk/").status_code == 303
    moving.shift(timedelta(minutes=-14))
    assert client.get(f"/{COUNTY}/desk/").status_code == 303, "over is over"


def test_seeing_somebody_is_not_written_on_every_page(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    sign_in(client, "desk")
    with counted(client.application) as statements:
        client.get(f"/{COUNTY}/desk/")
        assert not any(text.startswith("UPDATE") for text in statements)
        moving.shift(timedelta(minutes=2))
        client.get(f"/{COUNTY}/desk/")
        assert sum(text.startswith("UPDATE login_session") for text in statements) == 1


class counted:
    """Collect the SQL the app sends."""

    def __init__(self, app: Flask) -> None:
        self.app, self.statements = app, list[str]()

    def _take(self, *sent: object) -> None:
        self.statements.append(str(sent[2]))

    def __enter__(self) -> list[str]:
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "before_cursor_execute", self._take)
        return self.statements

    def __exit__(self, *error: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._take)


def test_sign_in_account_and_posts_are_one_query(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with counted(client.application) as statements:
        assert client.get(f"/{COUNTY}/desk/").status_code == 200
    asked = [text for text in statements if text.startswith("SELECT")]
    assert [text for text in asked if "account" in text] == [
        text for text in asked if "login_session" in text and "post" in text
    ]
    assert len(asked) == 2, "the county, and everything about the person"


def test_nobody_is_looked_up_for_a_page_that_asks_for_nobody(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with counted(client.application) as statements:
        client.get("/healthz")
        client.get("/no/such/page")
    assert not [text for text in statements if "login_session" in text]


def test_without_a_post_in_a_county_it_does_not_exist(client: FlaskClient) -> None:
    sign_in(client, "desk")
    assert client.get(f"/{NEIGHBOUR}/desk/").status_code == 404
    assert client.get("/990199/desk/").status_code == 404


def test_a_post_gives_its_actions_and_no_others(client: FlaskClient) -> None:
    sign_in(client, "desk")
    assert client.get(f"/{COUNTY}/figures").status_code == 403
    other = client.application.test_client()
    sign_in(other, "head")
    assert other.get(f"/{COUNTY}/figures").status_code == 200
    assert other.get(f"/{COUNTY}/desk/").status_code == 403


def test_a_post_counts_from_its_first_to_its_last_day(
    client: FlaskClient, moving: time_machine.Traveller
) -> None:
    with county_scope(client.application, COUNTY):
        db.session.execute(
            update(Post)
            .where(Post.role == "front_desk")
            .values(starts_on=date(2026, 11, 21), ends_on=date(2026, 11, 22))
        )
        db.session.commit()
    seen = []
    for _ in range(4):
        fresh = client.application.test_client()
        sign_in(fresh, "desk")
        seen.append(fresh.get(f"/{COUNTY}/desk/").status_code)
        moving.shift(timedelta(days=1))
    assert seen == [403, 200, 200, 403]


def test_somebody_without_any_post_gets_nowhere(client: FlaskClient) -> None:
    sign_in(client, "idle_hands")
    assert client.get("/").headers["Location"] == "/session/post", "which says whom to ask"
    assert client.get(f"/{COUNTY}/desk/").status_code == 404


def switch(client: FlaskClient, county: str, post: str | None) -> int:
    fields = {"csrf_token": client.get("/token").text, "county": county, "post": post}
    return client.post("/session/post", data=fields).status_code


def test_working_from_another_post(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with county_scope(client.application, COUNTY):
        wanted = db.session.scalar(select(Post.id).where(Post.role == "handler"))
    assert switch(client, COUNTY, wanted) == 303
    seen = client.get(f"/{COUNTY}/desk/").get_json()
    assert seen["current"] == ["handler", "桂花镇服务站"]
    assert seen["roles"] == ["front_desk", "handler"], "what one may do is the sum of all posts"


def test_working_in_another_county(client: FlaskClient) -> None:
    sign_in(client, "lawyer")
    assert client.get("/").headers["Location"] == f"/{COUNTY}/desk/day"
    with county_scope(client.application, NEIGHBOUR):
        wanted = db.session.scalar(select(Post.id).where(Post.role == "front_desk"))
    assert switch(client, NEIGHBOUR, wanted) == 303
    assert client.get("/").headers["Location"] == f"/{NEIGHBOUR}/desk/"
    assert client.get(f"/{NEIGHBOUR}/desk/").get_json()["current"][0] == "front_desk"


def test_the_page_to_choose_a_post_shows_all_counties(client: FlaskClient) -> None:
    assert client.get("/session/post").status_code == 303
    sign_in(client, "lawyer")
    page = client.get("/session/post").text
    assert re.findall(r"<h2 [^>]*>([^<]+)</h2>", page) == ["示范县", "邻县"]
    assert re.findall(r'name="post" value="\w{13}">([^<]+)</button>', page) == [
        f"{COUNTY} 工作室 · 专业人员",
        "桂花镇服务站 · 窗口",
    ]
    other = client.application.test_client()
    sign_in(other, "idle_hands")
    assert "您现在没有岗位" in other.get("/", follow_redirects=True).text


def test_somebody_elses_post_changes_nothing(client: FlaskClient) -> None:
    sign_in(client, "desk")
    with county_scope(client.application, COUNTY):
        heads = db.session.scalar(select(Post.id).where(Post.role == "point_head"))
    assert switch(client, COUNTY, heads) == 303
    assert client.get(f"/{COUNTY}/desk/").get_json()["current"][0] == "front_desk"
    assert client.get(f"/{COUNTY}/figures").status_code == 403
    assert switch(client, COUNTY, "'; DROP TABLE post") == 400


def test_writing_needs_the_token_of_a_page(client: FlaskClient) -> None:
    sign_in(client, "desk")
    assert client.post(f"/{COUNTY}/desk/").status_code == 400
    assert client.post("/session/post", data={"county": COUNTY}).status_code == 400
    assert client.post("/logout").status_code == 400
    assert (
        client.application.test_client().post("/login", data={"username": "x"}).status_code == 400
    )


def test_a_token_from_before_signing_in_is_no_good_after(client: FlaskClient) -> None:
    old = token(client.get("/login").text)
    sign_in(client, "desk")
    assert client.post(f"/{COUNTY}/desk/", data={"csrf_token": old}).status_code == 400


def test_the_page_speaks_chinese_and_offers_no_mail(client: FlaskClient) -> None:
    page = client.get("/login").text
    for word in ("账号", "密码", "忘了密码，请找本县管理员重置", "连续 15 分钟不用会自动退出"):
        assert word in page
    for word in ("mail", "Remember", "Register", "Forgot"):
        assert word not in page
    for path in ("/register", "/reset", "/change", "/confirm", "/us-signin", "/wan-signin"):
        assert client.get(path).status_code == 404


def test_a_very_long_password_is_no_work(client: FlaskClient) -> None:
    assert WRONG in sign_in(client, "desk", "x" * 100_000)[1]


def test_no_account_row_in_the_answer(client: FlaskClient) -> None:
    page = client.get("/login")
    answer = client.post(
        "/login",
        json={"username": "desk", "password": PASSWORD},
        headers={"Accept": "application/json"},
    )
    assert page.status_code == 200
    assert "authentication_token" not in answer.text
    assert "argon2" not in answer.text


def test_the_hash_is_argon2id(people_app: Flask) -> None:
    with people_app.app_context():
        stored = db.session.scalars(select(Account.password)).all()
    assert stored
    assert all(text.startswith("$argon2id$") for text in stored)


def test_it_costs_what_is_advised() -> None:
    """OWASP's sheet on storing passwords: at least two passes over 19 MiB."""
    assert IN_EARNEST.passes >= 2
    assert IN_EARNEST.memory >= 19 * 1024


def test_one_s_own_password_is_one_s_own(client: FlaskClient) -> None:
    """Whoever gave the first password knows it until it is changed; then nobody's sign-in stays."""
    new = "Quite-another-one-7"

    def change(browser: FlaskClient, **typed: str) -> tuple[int, str]:
        page = browser.get("/session/password").text
        sent = {"now": PASSWORD, "password": new, "again": new, **typed}
        answer = browser.post("/session/password", data={"csrf_token": token(page), **sent})
        assert not any(one in answer.text for one in sent.values() if one), "never sent back"
        return answer.status_code, answer.headers.get("Location", "") or answer.text

    assert client.get("/session/password").status_code == 303, "signed in only"
    elsewhere = client.application.test_client()
    for browser in (client, elsewhere):
        sign_in(browser, "desk")
    for typed, said in (
        ({"now": "not-hers-1A"}, "密码不对"),
        ({"again": "Quite-another-one-8"}, "两次写的不一样"),
        ({"password": PASSWORD, "again": PASSWORD}, "和现在的一样"),
        ({"password": "short", "again": "short"}, "密码要 10 到 128 位"),
    ):
        status, page = change(client, **typed)
        assert (status, said in page) == (422, True), typed
    assert change(client) == (303, "/login")
    for browser in (client, elsewhere):
        assert browser.get(f"/{COUNTY}/desk/").status_code == 303
    assert sign_in(elsewhere, "desk")[0] == 200, "the old one opens nothing"
    assert sign_in(client, "desk", new) == (302, "/")
    for _try in range(MOST_WRONG):
        change(client, now="not-hers-1A")
    assert "试错的次数太多了" in change(client, now=new, password=PASSWORD, again=PASSWORD)[1]
