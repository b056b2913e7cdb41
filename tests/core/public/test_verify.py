"""The page for whoever holds a paper: genuine, void, unknown, and nothing else."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.cases import commands
from core.cases.papers import issue_paper, void_paper
from core.db import county_scope, db
from core.public import verifying
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.test_queries import counted

PAGE = f"/{COUNTY}/public/verify"
# what differs on any two pages: who asked what
SAME = re.compile(r'value="[^"]*"|<section.*?</section>')


def a_receipt(app: Flask) -> tuple[str, str, str]:
    """Issue a receipt; return the case, the copy and its code."""
    with county_scope(app, COUNTY):
        case = commands.receive(acting_as(app, "desk"), raw=INTAKE)
        number, party = case.number, ""
        document = issue_paper(acting_as(app, "desk"), number, "intake_receipt", party_id=party)
        found = number, document.id, document.verify_code
        db.session.commit()
    return found


def test_three_answers_and_nothing_beside_them(app: Flask, client: FlaskClient) -> None:
    number, document_id, code = a_receipt(app)
    genuine = client.get(PAGE, query_string={"code": code})
    unknown = client.get(PAGE, query_string={"code": "ZZZZ-2222"})
    with county_scope(app, COUNTY):
        void_paper(acting_as(app, "desk"), number, document_id, "写错了")
        db.session.commit()
    void = client.get(PAGE, query_string={"code": code})
    assert "真：" in genuine.text
    assert "已作废：" in void.text
    assert "查无：" in unknown.text
    for answer in (genuine, void, unknown):
        assert answer.status_code == 200
        assert "<title>居民服务</title>" in answer.text
        for told in ("周桂芬", number, "受理", "回执", "家事", "字〔", "写错了"):
            assert told not in answer.text, told
    assert len({SAME.sub("", one.text) for one in (genuine, void, unknown)}) == 1


def test_every_answer_costs_the_same_looks(app: Flask, client: FlaskClient) -> None:
    _number, _id, code = a_receipt(app)
    client.get(PAGE, query_string={"code": code})
    looks = []
    for typed in (code, "ZZZZ-2222", "%%", "x" * 40):
        with counted(app) as sent:
            client.get(PAGE, query_string={"code": typed})
        looks.append(sent)
    assert looks.count(looks[0]) == len(looks)
    assert not [sql for sql in looks[0] if "copy_box" in sql or "party" in sql]


@pytest.mark.parametrize("typed", ["", "   ", "<script>alert(1)</script>", "' OR 1=1 --", "好😀"])
def test_odd_codes_are_answered_calmly(client: FlaskClient, typed: str) -> None:
    answer = client.get(PAGE, query_string={"code": typed})
    assert answer.status_code == 200
    assert "真：" not in answer.text
    assert "<script>alert" not in answer.text


def test_a_guesser_is_slowed_down(client: FlaskClient) -> None:
    for _turn in range(verifying.LOOKS.amount):
        assert client.get(PAGE, query_string={"code": "ZZZZ-2222"}).status_code == 200
    assert client.get(PAGE, query_string={"code": "ZZZZ-2222"}).status_code == 429
    assert client.get(PAGE).status_code == 200, "the empty page asks nothing"


def test_another_county_does_not_know_the_paper(app: Flask, client: FlaskClient) -> None:
    _number, _id, code = a_receipt(app)
    assert "查无：" in client.get("/990102/public/verify", query_string={"code": code}).text
    assert client.get("/123456/public/verify").status_code == 404
