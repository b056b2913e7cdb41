"""Codes on a phone: set up, asked for, counted, and replaced by a recovery code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import update

from core.clocks import SHANGHAI
from core.config import Settings
from core.db import db
from core.people.fresh import not_proven
from core.people.lockout import MOST_WRONG
from core.people.models import Account
from tests.core.people.conftest import COUNTY, PASSWORD, account, make_app
from tests.core.people.test_signin import leave, sign_in, token

# Flask-Security 5.9 still lists the choices of its own forms the way WTForms 3.3 warns about.
pytestmark = pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples")
ENGLISH = re.compile(r">[^<{]*[A-Za-z]{3,}[^<]*<")


@pytest.fixture
def guarded(people_settings: Settings) -> Iterator[Flask]:
    app = make_app(people_settings, second_factor=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def moving() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False) as clock:
        yield clock


def post(client: FlaskClient, path: str, **fields: str) -> tuple[int, str]:
    answer = client.post(path, data={"csrf_token": client.get("/token").text, **fields})
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def set_up(client: FlaskClient) -> TOTP:
    """Turn the second factor on for the desk; return what her phone would hold."""
    sign_in(client, "desk")
    status, page = post(client, "/tf-setup", setup="authenticator")
    assert status == 200
    found = re.search(r'<p class="center number">([A-Z2-7 -]+)</p>', page)
    action = re.search(r'action="(/tf-setup/[^"]+)"', page)
    assert found
    assert action
    assert not english(page.replace(found.group(1), ""))
    phone = TOTP(re.sub("[ -]", "", found.group(1)))
    assert post(client, action.group(1), code=phone.generate().token)[0] == 302
    return phone


def english(page: str) -> list[str]:
    """What a reader of Chinese could not read, the name of the language switch aside."""
    body = page[page.index("<body") :]
    return [
        text for text in ENGLISH.findall(body) if "English" not in text and "number" not in text
    ]


def test_a_code_is_asked_for(guarded: Flask, moving: time_machine.Traveller) -> None:
    client = guarded.test_client()
    phone = set_up(client)
    assert "已经启用" in client.get("/tf-setup").text
    leave(client)
    moving.shift(timedelta(minutes=1))
    status, place = sign_in(client, "desk", next=f"/{COUNTY}/desk/?page=2")
    assert status == 302
    assert place.startswith("/tf-validate")
    assert client.get(f"/{COUNTY}/desk/").status_code == 303, "half signed in is not signed in"
    page = client.get(place).text
    assert not english(page)
    wrong = client.post(place, data={"csrf_token": token(page), "code": "000000"})
    assert "验证码不对" in wrong.text
    assert not english(wrong.text)
    hidden = re.search(r'name="next" value="([^"]*)"', page)
    right = client.post(
        "/tf-validate",
        data={
            "csrf_token": token(page),
            "code": phone.generate().token,
            "next": hidden.group(1) if hidden else "",
        },
    )
    assert (right.status_code, right.headers["Location"]) == (302, f"/{COUNTY}/desk/?page=2")
    assert client.get(f"/{COUNTY}/desk/").status_code == 200


def test_codes_cannot_be_tried_out(guarded: Flask, moving: time_machine.Traveller) -> None:
    client = guarded.test_client()
    phone = set_up(client)
    leave(client)
    moving.shift(timedelta(minutes=1))
    sign_in(client, "desk")
    for _ in range(MOST_WRONG):
        assert post(client, "/tf-validate", code="000000")[0] == 200
    assert post(client, "/tf-validate", code=phone.generate().token) == (303, "/login")
    assert client.get(f"/{COUNTY}/desk/").status_code == 303
    assert "先锁 15 分钟" in sign_in(client, "desk")[1]


def test_recovery_codes_work_once(guarded: Flask, moving: time_machine.Traveller) -> None:
    client = guarded.test_client()
    set_up(client)
    status, page = post(client, "/mf-recovery-codes", generate_new_codes="1")
    codes = re.findall(r'<li class="number">([^<]+)</li>', page)
    assert status == 200
    assert len(codes) >= 5
    assert not english(re.sub(r'<li class="number">[^<]+</li>', "", page))
    with guarded.app_context():
        assert codes[0] not in str(account("desk").mf_recovery_codes), "sealed at rest"
    leave(client)
    for expected in ("in", "out"):
        fresh = guarded.test_client()
        sign_in(fresh, "desk")
        assert post(fresh, "/tf-rescue") == (303, "/mf-recovery")
        status, page = post(fresh, "/mf-recovery", code=codes[0])
        assert (status == 302) is (expected == "in")
        assert (fresh.get(f"/{COUNTY}/desk/").status_code == 200) is (expected == "in")
    assert "备用码不对" in page


def test_the_secret_is_sealed_at_rest(guarded: Flask, moving: time_machine.Traveller) -> None:
    phone = set_up(guarded.test_client())
    with guarded.app_context():
        stored = account("desk").tf_totp_secret or ""
    assert stored
    assert phone.base32_key not in stored


def test_changing_it_asks_for_the_password_again(
    guarded: Flask, moving: time_machine.Traveller
) -> None:
    client = guarded.test_client()
    set_up(client)
    for _ in range(4):
        moving.shift(timedelta(minutes=14))
        client.get(f"/{COUNTY}/desk/")
    status, place = post(client, "/tf-setup", setup="disable")
    assert status == 302
    assert place.startswith("/verify")
    assert not english(client.get(place).text)
    assert "密码不对" in post(client, place, password="wrong-password-1")[1]
    assert post(client, place, password=PASSWORD)[0] == 302
    post(client, "/tf-setup", setup="disable")
    leave(client)
    assert sign_in(client, "desk") == (302, "/")


def test_the_second_step_is_closed_to_who_did_not_take_the_first(guarded: Flask) -> None:
    client = guarded.test_client()
    for path in ("/tf-validate", "/tf-setup", "/mf-recovery", "/tf-select"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/login"), path
    for path in ("/mf-recovery-codes", "/verify"):
        assert client.get(path).status_code == 303, path
    assert client.get("/tf-setup/anything").status_code == 405


def test_disabled_between_the_steps(guarded: Flask, moving: time_machine.Traveller) -> None:
    client = guarded.test_client()
    phone = set_up(client)
    leave(client)
    moving.shift(timedelta(minutes=1))
    sign_in(client, "desk")
    with guarded.app_context():
        db.session.execute(update(Account).values(active=False))
        db.session.commit()
    assert post(client, "/tf-validate", code=phone.generate().token) == (303, "/login")


def test_without_it_none_of_its_pages_exist(people_app: Flask) -> None:
    client = people_app.test_client()
    for path in ("/tf-setup", "/tf-validate", "/tf-rescue", "/verify", "/mf-recovery"):
        assert client.get(path).status_code == 404


def test_who_is_here_now_is_proven_by_a_code(
    guarded: Flask, moving: time_machine.Traveller
) -> None:
    phone = set_up(guarded.test_client())
    with guarded.test_request_context():
        assert "先" in not_proven(account("lawyer"), "000000"), "nothing to prove it with"
        moving.shift(timedelta(minutes=1))
        assert not_proven(account("desk"), phone.generate().token) == ""
        for _ in range(MOST_WRONG):
            assert "不对" in not_proven(account("desk"), "000000")
        assert "一刻钟" in not_proven(account("desk"), phone.generate().token)
