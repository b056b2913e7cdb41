"""A whole table through the admin's page: every bad row named, passwords shown once."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.db import county_scope, db
from core.people.models import Account
from core.points.models import ServicePoint
from tests.core.people.test_signin import sign_in, token
from tests.harness.apps import COUNTY
from tests.walks.browsing import PASSWORD

POINTS = f"代码,名称,级别,上级\n{COUNTY}800,新塘镇服务站,乡镇,{COUNTY}\n"
STAFF = f"账号,姓名,服务点,岗位\nxu_lan,许兰,{COUNTY}001,窗口\n"


@pytest.fixture
def send(app: Flask):
    client = app.test_client()
    sign_in(client, "admin", PASSWORD)

    def call(page: str, content: str, name: str = "t.csv", **more: str):
        address = f"/{COUNTY}/admin/{page}/import"
        shown = client.get(address)
        assert shown.status_code == 200
        return client.post(
            address,
            data={
                "csrf_token": token(shown.text),
                "table": (io.BytesIO(content.encode()), name),
                **more,
            },
        )

    return call


def count(app: Flask, model: type) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_points_come_in_and_looking_stores_nothing(app, send):
    before = count(app, ServicePoint)
    looked = send("points", POINTS, look="1")
    assert looked.status_code == 200
    assert "没有存" in looked.text
    assert count(app, ServicePoint) == before
    assert "新增 1" in send("points", POINTS).text
    assert count(app, ServicePoint) == before + 1


def test_staff_come_in_with_a_password_shown_once(app, send):
    before = count(app, Account)
    looked = send("accounts", STAFF, look="1")
    assert "没有存" in looked.text
    assert count(app, Account) == before
    page = send("accounts", STAFF)
    password = re.search(r"xu_lan</th><td[^>]*>([^<]+)<", page.text).group(1)
    assert page.headers["Cache-Control"] == "no-store"
    status, where = sign_in(app.test_client(), "xu_lan", password)
    assert (status, "/login" in where) == (302, False)
    assert password not in send("accounts", STAFF).text


@pytest.mark.parametrize(
    ("page", "content", "said"),
    [
        ("points", POINTS + f"{COUNTY}801,,村,{COUNTY}800\n", ("3", "不能空着")),
        ("accounts", STAFF + f"li_si,李四,{COUNTY}999,窗口\n", ("3", "没有这个代码")),
        ("accounts", "账号,姓名\n", ("缺少列",)),
        ("points", "", ("空",)),
    ],
)
def test_what_is_wrong_is_said_and_nothing_stored(app, send, page, content, said):
    before = count(app, ServicePoint), count(app, Account)
    answer = send(page, content)
    assert answer.status_code == 422
    for word in said:
        assert word in answer.text
    assert (count(app, ServicePoint), count(app, Account)) == before


def test_without_a_file_it_asks_for_one(app, send):
    assert "请先选一个文件" in send("points", "", name="").text


def test_nobody_gives_himself_a_post_by_table(app, send):
    with county_scope(app, COUNTY, read_only=True):
        name = db.session.scalar(select(Account.name).where(Account.username == "admin"))
    answer = send("accounts", f"账号,姓名,服务点,岗位\nadmin,{name},{COUNTY}001,窗口\n")
    assert answer.status_code == 422
    assert "请别人来设" in answer.text


def test_no_county_takes_an_account_of_another(app: Flask, send) -> None:
    """A post for somebody of the next county is soon given; with it came her password, and with
    that everything she reads there."""
    stranger = f"账号,姓名,服务点,岗位\nneighbour_desk,许芳,{COUNTY}001,窗口\n"
    assert "新岗位 1" in send("accounts", stranger).text
    with app.app_context():
        account = db.session.scalars(
            select(Account).where(Account.username == "neighbour_desk")
        ).one()
        account_id, known = account.id, account.password
    client = app.test_client()
    sign_in(client, "admin", PASSWORD)
    page = client.get(f"/{COUNTY}/admin/accounts?account={account_id}")
    for what, body in (("password", {"password": "Guessed-by-next-door-1"}), ("active", {})):
        answer = client.post(
            f"/{COUNTY}/admin/accounts/{account_id}/{what}",
            data={"csrf_token": token(page.text), **body},
        )
        assert answer.status_code == 422, what
        assert "这个账号在别的县也有岗位" in answer.text
    with app.app_context():
        account = db.session.get_one(Account, account_id)
        assert (account.password, account.active) == (known, True)
