"""Malformed, oversized, stale and doubled submissions: refused in plain Chinese, never a 500."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from tests.authorization.cast import COUNTY
from tests.authorization.world import World, fresh_key, nothing_kept, voice
from tests.hostile.strings import HUGE

API = f"/api/v1/{COUNTY}/cases"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
INTAKE: dict[str, Any] = {
    "channel": "walk_in",
    "scenario": "property",
    "summary": "想问分家的事",
    "danger_now": "no",
    "parties": [{"role": "applicant", "name": "赵清明"}],
    "services": ["legal_consult"],
}

BROKEN: dict[str, tuple[bytes, str, set[int]]] = {
    "half a body": (b'{"channel": ', "application/json", {400}),
    "no body": (b"", "application/json", {400, 422}),
    "a list": (b"[1, 2]", "application/json", {422}),
    "a word": (b'"x"', "application/json", {422}),
    "null": (b"null", "application/json", {400, 422}),
    "not a number": (b'{"version": NaN}', "application/json", {400}),
    "a number of 5,000 digits": (b'{"version": ' + b"9" * 5_000 + b"}", "application/json", {400}),
    "bad UTF-8": (b'{"summary": "\xff\xfe"}', "application/json", {400}),
    "a lone surrogate": (b'{"summary": "\\ud800"}', "application/json", {422}),
    "a zero byte": (b'{"summary": "\\u0000"}', "application/json", {422}),
    "too deep": (b'{"a":' * 60 + b"1" + b"}" * 60, "application/json", {400}),
    "far too deep": (b"[" * 100_000, "application/json", {400}),
    "a form": (b"channel=walk_in", "application/x-www-form-urlencoded", {415, 422}),
    "XML": (b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', "application/xml", {415}),
    "two megabytes": (b'"' + b"x" * 2_000_000 + b'"', "application/json", {413}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_body_is_refused_by_what_is_wrong(
    fortress: Flask, besieged: World, name: str
) -> None:
    body, kind, expected = BROKEN[name]
    desk = voice(fortress, besieged, "desk")
    with nothing_kept():
        answer = desk.ask("POST", API, data=body, headers={"Content-Type": kind})
    assert answer.status_code in expected, answer.text[:300]
    assert answer.mimetype == "application/problem+json"
    assert CHINESE.search(repr(answer.get_json()))


FORMS: dict[str, tuple[dict[str, str], set[int]]] = {
    "a megabyte in one field": ({"summary": HUGE}, {413, 422}),
    "a version that is none": ({"version": "abc"}, {422}),
    "a row number beyond": ({"_row.parties": "9" * 30}, {422}),
    "a name nobody asked": ({"\x00": "\x00", "parties-0-": "x", "-": "y"}, {422}),
    "a button of a thousand characters": ({"_pick." + "x" * 1_000: "1"}, {200}),
    "a person that is none": ({"parties-0-person": "' OR 1=1"}, {422}),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_tampered_desk_form_comes_back_as_a_page(
    fortress: Flask, besieged: World, name: str
) -> None:
    fields, expected = FORMS[name]
    with nothing_kept():
        answer = voice(fortress, besieged, "desk").ask("POST", f"/{COUNTY}/desk/", data=fields)
    assert answer.status_code in expected
    assert "html" in answer.content_type
    assert CHINESE.search(answer.text)


NAMELESS = "".join(
    f"--sep\r\nContent-Disposition: form-data{named}\r\n\r\n{said}\r\n"
    for named, said in (
        ('; name="summary"', "想问分家的事"),
        ("", "x"),
        ('; filename="a.txt"', "y"),
        ('; name="file"; filename="b.txt"', "说明"),
    )
)


def test_a_part_without_a_name_is_nobodys(fortress: Flask, besieged: World) -> None:
    """No browser sends one; what has a name is read as if the other was not there."""
    desk = voice(fortress, besieged, "desk")
    sent = {"data": NAMELESS + "--sep--\r\n", "content_type": "multipart/form-data; boundary=sep"}
    with nothing_kept():
        page = desk.ask("POST", f"/{COUNTY}/desk/", **sent)
        answer = desk.ask("POST", f"/api/v1/{COUNTY}/files", **sent)
    assert page.status_code == 422
    assert "想问分家的事" in page.text
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == {"summary"}, "which is not asked for there"


def test_more_fields_than_any_form_has_are_refused(fortress: Flask, besieged: World) -> None:
    fields = {f"field{number}": "x" for number in range(20_000)}
    answer = voice(fortress, besieged, "desk").ask("POST", f"/{COUNTY}/desk/", data=fields)
    assert answer.status_code in (413, 422)
    assert CHINESE.search(answer.text)


def test_a_stale_move_says_so_and_keeps_the_words(fortress: Flask, besieged: World) -> None:
    mediator, number = voice(fortress, besieged, "mediator"), besieged.cases["all"].number
    typed = {"version": "1", "reason": "她明天再来", "outcome": "先放一放"}
    page = mediator.ask("POST", f"/{COUNTY}/cases/{number}/moves/suspend", data=typed)
    assert page.status_code == 409
    assert "她明天再来" in page.text
    assert "第 1 版" in page.text
    # also when the move is not open any more
    page = mediator.ask("POST", f"/{COUNTY}/cases/{number}/moves/reopen", data=typed)
    assert page.status_code == 409
    assert "她明天再来" in page.text
    body = {"move": "suspend", "version": 1, "reason": "她明天再来"}
    told = mediator.ask("POST", f"{API}/{number}/moves", json=body)
    assert told.status_code == 409
    assert "第 1 版" in repr(told.get_json())


@pytest.mark.parametrize("version", ["", "-1", "１", "1.0", "9" * 40, "1 OR 1=1"])
def test_a_version_that_is_no_version(fortress: Flask, besieged: World, version: str) -> None:
    mediator, number = voice(fortress, besieged, "mediator"), besieged.cases["all"].number
    path = f"/{COUNTY}/cases/{number}/moves/suspend"
    page = mediator.ask("POST", path, data={"version": version})
    assert page.status_code == 422
    assert CHINESE.search(page.text)


def test_the_same_intake_twice_is_one_case(app: Flask, besieged: World) -> None:
    """On a database of its own: this one is kept."""
    from core.db import county_scope, db
    from core.people.service import create_token, find_account

    with county_scope(app, COUNTY):
        account = find_account(db.session(), "desk")
        assert account is not None
        token = create_token(db.session(), account.id)
        db.session.commit()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": fresh_key()}
    client = app.test_client(use_cookies=False)
    first = client.post(API, json=INTAKE, headers=headers)
    again = client.post(API, json=INTAKE, headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.get_json()["number"] == again.get_json()["number"]
    other = client.post(API, json={**INTAKE, "summary": "别的事"}, headers=headers)
    assert other.status_code == 422
    assert "已经用过" in json.dumps(other.get_json(), ensure_ascii=False)
    long = client.post(API, json=INTAKE, headers={**headers, "Idempotency-Key": "k" * 200})
    assert long.status_code == 422
