"""A table that leaves: what one may see, never a sealed case, no formula, and a purpose."""

from __future__ import annotations

import csv
import io

from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases import commands
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor


def take(app: Flask, login: str, **filled: str) -> tuple[int, list[dict[str, str]], str]:
    actor = HtmlActor(app, login, house_of(app))
    page = actor.open(actor.at("cases/export"))
    if page.status != 200:
        return page.status, [], page.text
    form = page.form("/export")
    for name, value in {"purpose": "analysis", **filled}.items():
        form.fill(name, value)
    answered = actor.press(form)
    if actor.mimetype != "text/csv":
        return answered.status, [], answered.text
    text = actor.body.decode("utf-8-sig")
    return answered.status, list(csv.DictReader(io.StringIO(text))), text


def test_what_leaves_is_what_one_may_see(app: Flask) -> None:
    with county_scope(app, COUNTY):
        desk = acting_as(app, "desk")
        parties = [
            {"role": "applicant", "name": "=司马兰", "phone": "13911112222", "relation": "self"},
            {"role": "respondent", "name": "陈军", "relation": "sibling"},
        ]
        plain = commands.receive(desk, raw={**INTAKE, "parties": parties}).number
        sealed = commands.receive(
            desk, raw={**INTAKE, "scenario": "dv", "services": ["psych"]}
        ).number
        head = acting_as(app, "head").me
        away = commands.receive(desk, raw={**INTAKE, "keep_away": [{"account": head}]}).number
        db.session.commit()
    status, rows, _text = take(app, "desk")
    assert status == 200
    found = {row["编号"]: row for row in rows}
    assert {plain, away} <= found.keys()
    assert sealed not in found, "not even to those on its list"
    assert "来访人" not in found[plain]
    assert found[plain]["什么事"] == "家庭财产"
    status, rows, text = take(app, "desk", people="1", state="received")
    mine = next(row for row in rows if row["编号"] == plain)
    assert mine["来访人"] == "'=司马兰", "a cell never starts a formula"
    assert mine["来访人手机"] == "13911112222"
    assert mine["诉求"] == INTAKE["summary"]
    assert text.count("\n") == len(rows) + 1
    _status, rows, text = take(app, "head", people="1")
    numbers = {row["编号"] for row in rows}
    assert plain in numbers
    assert away not in numbers, "she does not want him to know"
    assert "司马兰" not in text, "a head sees the process, not the people"
    with county_scope(app, COUNTY, read_only=True):
        entries = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "cases.export").order_by(AuditEntry.seq)
        ).all()
        assert [one.detail["purpose"] for one in entries] == ["analysis"] * 3
        assert entries[1].detail["people"] is True
        count = entries[1].detail["rows"]
    assert count == len(take(app, "desk", state="received")[1])


def test_who_has_no_business_gets_none_and_a_purpose_is_asked(app: Flask) -> None:
    for login in ("admin", "auditor", "supervisor", "officer"):
        assert take(app, login)[0] == 403
    actor = HtmlActor(app, "desk", house_of(app))
    form = actor.open(actor.at("cases/export")).form("/export")
    form.fill("since", "昨天")
    wrong = actor.press(form)
    assert wrong.status == 422
    assert wrong.form("/export").chosen["since"] == ["昨天"]
    form.fill("since", "2026-01-01")
    wrong = actor.press(form)
    assert wrong.status == 422
    assert "请选导出做什么用" in wrong.text


def test_a_long_table_comes_in_pieces(app: Flask) -> None:
    from core.cases.exporting import AT_ONCE, as_csv

    rows = iter([("甲", str(number)) for number in range(AT_ONCE * 2 + 1)])
    pieces = list(as_csv(rows))
    assert len(pieces) == 4, "the mark, two full pieces, the rest"
    assert b"".join(pieces).decode("utf-8-sig").count("\n") == AT_ONCE * 2 + 1
