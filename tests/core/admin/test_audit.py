"""The auditor's page and calls: metadata by filters, page by page; never a word of a case."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.audit.models import AccessEntry, AuditEntry
from core.db import county_scope, db
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import HER, taken_in
from tests.walks.words import Visit

STORY = "两口子为了老宅的事吵了三年"


def test_the_auditor_starts_here_and_reads_no_content(app: Flask) -> None:
    house = house_of(app)
    desk, auditor = HtmlActor(app, "desk", house), HtmlActor(app, "auditor", house)
    number = taken_in(desk, Visit(summary=STORY))
    link = auditor.sign_in().link("/admin/audit")
    assert link is not None, "where the auditor starts leads there"
    shown = auditor.open(link)
    assert shown.status == 200
    assert "case.receive" in shown.text
    for word in (STORY, HER, number):
        assert word not in shown.text
    form = shown.form("/admin/audit")
    form.fill("who", "desk")
    form.fill("action", "case.receive")
    found = auditor.press(form)
    assert "王秀兰 desk" in found.text
    form.fill("action", "case.archive")
    assert "王秀兰 desk" not in auditor.press(form).text
    form.fill("who", "nobody_at_all")
    assert "没有这样的记录" in auditor.press(form).text
    form.fill("who", "")
    form.fill("log", "looks")
    form.fill("action", "audit.read")
    assert "审计" in auditor.press(form).text
    assert "audit.read" in auditor.press(form).text, "the auditor is looked at too"
    for login in ("admin", "desk", "officer"):
        assert HtmlActor(app, login, house).open(desk.at("admin/audit")).status == 403


def test_the_pages_follow_each_other_without_a_gap(app: Flask, as_: Calls) -> None:
    auditor, desk = as_("auditor"), as_("desk")
    for _time in range(3):
        desk.receive(services=["legal_consult"])
    with county_scope(app, COUNTY, read_only=True):
        every = db.session.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq.desc())).all()
    told: list[int] = []
    after = None
    while True:
        page = auditor.get("audit", page_size=2, **({"after": after} if after else {}))
        told += [one["seq"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert told == list(every)
    assert problem(auditor.ask("GET", "audit", query_string={"after": "1"}), 422)
    assert problem(auditor.ask("GET", "audit", query_string={"who": "nobody"}), 422)
    assert problem(auditor.ask("GET", "audit", query_string={"colour": "red"}), 422)
    looks = auditor.get("audit", log="looks", who="auditor")
    assert {one["action"] for one in looks["items"]} == {"audit.read"}
    assert problem(as_("admin").ask("GET", "audit"), 403)
    assert problem(as_("desk").ask("GET", "audit/chain"), 403)


@pytest.mark.postgres
def test_a_change_behind_the_houses_back_is_seen(app: Flask, as_: Calls) -> None:
    auditor, desk = as_("auditor"), as_("desk")
    for _time in range(2):
        desk.receive(services=["legal_consult"])
    whole = auditor.get("audit/chain")
    assert whole["breaks"] == []
    assert whole["entries"] > 0
    with county_scope(app, COUNTY):
        db.session.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(action="nothing"))
        db.session.execute(update(AccessEntry).values(target="case:0"))
        db.session.commit()
    broken = auditor.get("audit/chain")
    assert 2 in [one["seq"] for one in broken["breaks"]]
    page = HtmlActor(app, "auditor", house_of(app))
    page.sign_in()
    shown = page.open(page.at("admin/audit/chain"))
    assert "变更链断了" in shown.text
    assert "第 2 条" in shown.text
