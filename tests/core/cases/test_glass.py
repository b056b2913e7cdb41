"""紧急查看: opens one case to read, for four hours, to nobody who must be kept from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AccessEntry
from core.cases.models import CaseBarrier, CaseEvent, CaseFile, Glass
from core.clocks import now
from core.db import county_scope, db
from core.people.models import Account
from core.people.service import find_account
from core.privacy import Reach, Standing, reach
from core.words import PointView, PostView, Viewer
from tests.core.rest.conftest import Caller, Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.browsing import PASSWORD, Shown
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

REASON = "派出所来电核实，名单上的人都联系不上"
POINT = PointView(id="p1", code="1", name="县", level="county", path=("p1",))


def looks(role: str = "confidentiality_officer", **more: Any) -> Reach:
    post = PostView(point=POINT, role=role)
    viewer = Viewer(account_id="a1", name="何", county=COUNTY, posts=(post,), current=post)
    base = Standing(
        sealed=True, holder_id="p2", holder_path=("p2",), point_id="p2",
        first_handler_id="x", lead_id="x", glass=frozenset({"a1"}),
    )  # fmt: skip
    return reach(viewer, replace(base, **more))


def test_it_opens_to_her_post_alone_and_never_to_who_is_barred() -> None:
    assert looks() is Reach.FULL
    assert looks(glass=frozenset({"a2"})) is Reach.NONE
    assert looks("supervisor") is Reach.NONE, "the post is gone, and the look with it"
    assert looks(barred_accounts=frozenset({"a1"})) is Reach.NONE
    assert looks(barred_points=frozenset({"p1"})) is Reach.NONE


def test_it_is_over_by_the_minute() -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    row: Any = SimpleNamespace(opened_at=at, until=at + timedelta(hours=4), closed_at=None)
    assert [Glass.open_at(row, at + timedelta(minutes=m)) for m in (-1, 0, 239, 240)] == [
        False, True, True, False,
    ]  # fmt: skip
    row.closed_at = at + timedelta(hours=1)
    assert not Glass.open_at(row, at + timedelta(hours=1))


def asks(officer: HtmlActor, number: str, proof: str = PASSWORD, **more: str) -> Shown:
    form = officer.open(officer.at("desk/glass")).form("/desk/glass")
    for name, value in {
        "number": number, "ground": "authority", "reason": REASON, "stranger": "yes", **more,
    }.items():  # fmt: skip
        form.fill(name, value)
    form.fill("proof", proof)
    return officer.press(form)


def sealed_case(desk: Caller) -> str:
    return str(desk.receive(scenario="dv", summary="他打我，孩子也在家")["number"])


def test_an_officer_looks_is_seen_looking_and_is_reviewed(app: Flask, as_: Calls) -> None:
    house, desk = house_of(app), as_("desk")
    number, officer = sealed_case(desk), HtmlActor(app, "officer", house)
    where = officer.at(f"cases/{number}")
    assert officer.open(where).status == 404

    unknown = asks(officer, f"{COUNTY}-2026-ZZZZZZ-Z")
    assert (unknown.status, "没有这个编号" in unknown.text) == (422, True)
    wrong = asks(officer, number, proof="not-hers-1234")
    assert (wrong.status, "密码不对" in wrong.text) == (422, True)
    assert REASON in wrong.text, "nothing typed is lost"
    kin = asks(officer, number, stranger="no")
    assert "要回避" in kin.text
    assert officer.open(where).status == 404

    shown = asks(officer, number.lower())
    assert shown.status == 200
    assert "他打我" in shown.text
    assert "紧急查看，只看" in shown.text
    named = officer.press(shown.form("/people"))
    assert "周桂芬" in named.text
    for link in ("dossier", "danger", "rating", "kin", "flags", "moves/archive", "dossier.pdf"):
        assert officer.open(officer.at(f"cases/{number}/{link}")).status == 403, link
    assert number not in officer.open(officer.at("cases/")).text, "no list leads there"
    assert officer.open(officer.at(f"cases/?q={number}")).text.count(number) <= 1, "nor a search"
    by_token = as_("officer")
    for call in ("", "/history", "/records"):
        assert by_token.ask("GET", f"cases/{number}{call}").status_code == 403, "pages only"

    told = [one["title"] for one in desk.get("tasks")["items"]]
    assert "有人紧急查看了本件，请看是谁、为什么" in told
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(select(Glass)).one()
        assert row.until - row.opened_at == timedelta(hours=4)
        seen = db.session.scalars(select(AccessEntry.action)).all()
        assert seen.count("glass.seen") == 1
        assert seen.count("glass.refused") == 3
        assert REASON.encode() not in (row.reason_box or b""), "sealed at rest"

    assert asks(officer, number).status == 200
    supervisor, auditor = (HtmlActor(app, who, house) for who in ("supervisor", "auditor"))
    assert "等复核" in supervisor.open(supervisor.at("desk/day")).text
    listed = auditor.open(auditor.at("desk/glass/reviews"))
    assert listed.text.count("还在看") == 1, "twice is once"
    for told_of in (number, "周桂芬", "他打我"):
        assert told_of not in listed.text
    assert officer.press(officer.open(officer.at("desk/glass")).form("/close")).status == 200
    assert officer.open(where).status == 404, "closed is closed"

    page = auditor.open(auditor.at(f"desk/glass/reviews/{row.id}"))
    assert REASON in page.text
    form = page.form("/reviews/")
    form.fill("verdict", "wrong")
    again = auditor.press(form)
    assert again.status == 422, "what is done about it"
    form = again.form("/reviews/")
    form.fill("remark", "已约谈")
    assert auditor.press(form).status == 200
    assert "等复核" not in supervisor.open(supervisor.at("desk/day")).text
    late = supervisor.open(supervisor.at(f"desk/glass/reviews/{row.id}"))
    assert "已约谈" in late.text
    with county_scope(app, COUNTY, read_only=True):
        kinds = db.session.scalars(select(CaseEvent.kind)).all()
    assert {"glass", "glass_reviewed"} <= set(kinds), "the lead reads both in the history"


@pytest.mark.parametrize("how", ["recusal", "kin", "wish"])
def test_who_must_be_kept_from_it_is_told_of_no_such_number(
    app: Flask, as_: Calls, how: str
) -> None:
    house, desk = house_of(app), as_("desk")
    with county_scope(app, COUNTY, read_only=True):
        account = find_account(db.session(), "officer")
        assert account is not None
        name, account_id = account.name, account.id
    people = [
        {"role": "applicant", "name": "周桂芬", "relation": "self"},
        {"role": "respondent", "name": name if how == "kin" else "陈军", "relation": "spouse"},
    ]
    number = desk.receive(scenario="dv", summary="他打我", parties=people)["number"]
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        if how == "recusal":
            db.session.add(
                CaseBarrier(case_id=case.id, kind="recusal", account_id=account_id, since=now())
            )
        if how == "wish":
            case.keep_away = [{"name": name}]
        db.session.commit()
    officer = HtmlActor(app, "officer", house)
    refused, unknown = (asks(officer, one) for one in (number, f"{COUNTY}-2026-ZZZZZZ-Z"))
    assert (refused.status, unknown.status) == (422, 422)
    assert refused.complaints() == unknown.complaints()
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalars(select(Glass)).all() == []
        assert db.session.scalars(select(Account.id)).first(), "nothing else went wrong"
