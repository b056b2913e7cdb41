"""第二人审批: another account signs in, answers once, and only what was agreed to may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.commands import filing
from core.cases.errors import MoveRefused
from core.cases.models import Approval, CaseBarrier, CaseFile
from core.cases.own_items import approvals_asked
from core.clocks import now
from core.db import county_scope, db
from core.forms.models import form_of_revision, revision_of
from core.people.models import Account
from core.words import Field, Form, Kind, Period
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.plugins.simulator import SERVICES
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

AID = "services/hardship_aid/settings"
LINE = {"second_approval_above": "1,000.00"}
FOUND = {"source": "applied", "groups": ["woman"], "needs": ["living"], "urgent": True}


class Aid:
    """A household found, its item worked by the account ``aid``, the county's line drawn."""

    def __init__(self, as_: Calls, **intake: Any) -> None:
        self.aid, self.head, admin = as_("aid"), as_("head"), as_("admin")
        line = {"version": admin.get(AID)["version"], "data": LINE}
        assert admin.put(AID, line).status_code == 200
        desk = as_("desk")
        case = desk.receive(services=["hardship_aid"], **intake)
        self.number, self.item = case["number"], case["items"][0]["id"]
        self.of = f"cases/{self.number}/items/{self.item}"
        desk.post(f"{self.of}/owner", {"version": 1, "account": "aid"})
        person = next(one["id"] for one in self.aid.get(f"cases/{self.number}")["parties"])
        assert self.step("find", FOUND | {"person": person}).status_code == 200

    @property
    def version(self) -> int:
        items = self.aid.get(f"cases/{self.number}")["items"]
        return next(int(one["version"]) for one in items if one["id"] == self.item)

    def step(self, name: str, data: Mapping[str, Any]) -> Any:
        body = {"step": name, "version": self.version, "data": dict(data)}
        return self.aid.try_post(f"{self.of}/steps", body)

    def ask(self, second: str = "head", **data: Any) -> Any:
        body = {"step": "first_aid", "version": self.version, "data": help_of(**data)}
        return self.aid.try_post(f"{self.of}/approvals", body | {"second": second})


def help_of(amount: str = "2000", kind: str = "cash") -> dict[str, Any]:
    later = (TODAY + timedelta(days=5)).isoformat()
    return {"on": TODAY.isoformat(), "kind": kind, "amount": amount, "papers_by": later}


def answer(who: Caller, asked: Any, said: str, reason: str = "", version: int = 1) -> Any:
    body = {"answer": said, "reason": reason, "version": version}
    return who.try_post(f"approvals/{asked['id']}", body)


@pytest.mark.postgres
def test_another_account_agrees_and_only_that_may_be_done(app: Flask, as_: Calls) -> None:
    house = Aid(as_)
    assert house.step("first_aid", help_of("1000")).status_code == 200, "at the line one is enough"
    assert "第二个人" in problem(house.step("first_aid", help_of()), 409)["reasons"][0]["text"]
    assert problem(house.ask(amount="900"), 409)["reasons"][0]["text"].startswith("这一步不用")
    for nobody in ("aid", "desk", "supervisor", "neighbour_desk", "head_town"):
        assert problem(house.ask(nobody), 422)["errors"].keys() == {"second"}, nobody
    asked = house.ask()
    assert asked.status_code == 201, asked.text
    asked = asked.get_json()
    assert problem(house.ask(), 409), "one question at a time"
    waiting = house.head.get("approvals")["items"]
    assert [one["id"] for one in waiting] == [asked["id"]]
    shown = house.head.get(f"approvals/{asked['id']}")
    assert [one["value"] for one in shown["lines"]] == ["现金", "2,000.00 元"]
    assert shown["decides"]
    assert shown["number"] == house.number
    assert not {"周桂芬", "陈军"} & set(str(shown))
    assert house.head.get(f"cases/{house.number}")["reach"] == "process", "and no more of the case"
    assert problem(answer(house.head, asked, "refused"), 422)["errors"].keys() == {"reason"}
    assert problem(answer(house.head, asked, "perhaps"), 422)
    assert problem(answer(house.head, asked, "agreed", version=7), 409)
    assert answer(house.head, asked, "agreed").status_code == 200
    late = problem(answer(house.head, asked, "refused", "太多了"), 409)["reasons"][0]["text"]
    assert "第二人同意" in late
    assert "第二人不同意" in late, "both answers are told to who came second"
    assert problem(house.step("first_aid", help_of("3000")), 409), "not what was agreed to"
    assert problem(house.step("first_aid", help_of(kind="goods")), 409)
    assert house.step("first_aid", help_of()).status_code == 200
    assert problem(house.step("first_aid", help_of()), 409), "an agreement is used once"
    kinds = [one["kind"] for one in house.head.get(f"cases/{house.number}/history")["items"]]
    assert {"second_asked", "second_agreed"} <= set(kinds)
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(select(Approval)).one()
        assert (row.state, row.record_id is not None) == ("used", True)
        logged = db.session.scalars(
            select(AuditEntry.actor_id).where(AuditEntry.action == "case.second_agreed")
        ).all()
        assert logged == [row.second_id]
        assert row.second_id != row.asked_by
        months = Period(first=TODAY - timedelta(days=3), last=TODAY)
        counted = approvals_asked(db.session(), "hardship_aid", months)
        assert [(one.step, one.state) for one in counted] == [("first_aid", "used")]


def test_what_was_agreed_to_lets_a_step_pass_for_thirty_days_only(app: Flask, as_: Calls) -> None:
    house = Aid(as_)
    asked = house.ask().get_json()
    assert answer(house.head, asked, "agreed").status_code == 200

    def agreed(ago: timedelta) -> None:
        with county_scope(app, COUNTY):
            db.session.scalars(select(Approval)).one().ended_at = now() - ago
            db.session.commit()

    agreed(timedelta(days=30))
    assert problem(house.step("first_aid", help_of()), 409), "what stood a month ago may not now"
    assert house.head.get(f"approvals/{asked['id']}")["state"] == "lapsed"
    again = house.ask()
    assert again.status_code == 201, "and it may be asked again"
    agreed_in_time = timedelta(days=30) - timedelta(minutes=5)
    with county_scope(app, COUNTY):
        rows = db.session.scalars(select(Approval).order_by(Approval.asked_at, Approval.id)).all()
        assert [row.state for row in rows] == ["agreed", "asked"], "what was said stays as it was"
    assert answer(house.head, again.get_json(), "agreed").status_code == 200
    with county_scope(app, COUNTY):
        newest = db.session.get(Approval, (COUNTY, again.get_json()["id"]))
        assert newest is not None
        newest.ended_at = now() - agreed_in_time
        db.session.commit()
    assert house.step("first_aid", help_of()).status_code == 200


def test_it_concerns_nobody_else_and_may_be_taken_back(as_: Calls) -> None:
    house = Aid(as_)
    asked = house.ask().get_json()
    for login in ("desk", "mediator", "head_town", "supervisor", "admin"):
        assert as_(login).ask("GET", f"approvals/{asked['id']}").status_code == 404, login
    assert answer(house.aid, asked, "agreed").status_code == 403, "nobody agrees to the own wish"
    assert answer(as_("head_town"), asked, "agreed").status_code == 404
    assert house.aid.get(f"approvals/{asked['id']}")["decides"] is False
    back = f"approvals/{asked['id']}/withdraw"
    assert problem(house.head.try_post(back, {"version": 1}), 403)
    assert problem(house.aid.try_post(back, {"version": 4}), 409)
    assert house.aid.post(back, {"version": 1})["state"] == "withdrawn"
    told = problem(answer(house.head, asked, "agreed"), 409)["reasons"][0]["text"]
    assert "已撤回" in told
    assert house.head.get("approvals")["items"] == []
    again = house.ask().get_json()
    assert answer(house.head, again, "refused", "先走临时救助").status_code == 200
    assert house.aid.get(f"approvals/{again['id']}")["reason"] == "先走临时救助"
    assert problem(house.step("first_aid", help_of()), 409)
    titles = [one["title"] for one in house.aid.get("tasks")["items"]]
    assert "第二人审批有了结果，请看" in titles
    listed = house.aid.get(f"{house.of}/approvals")["items"]
    assert [one["state"] for one in listed] == ["refused", "withdrawn"]
    assert house.head.get(f"{house.of}/approvals")["items"] == []


def test_who_must_not_learn_of_it_is_not_told_why(app: Flask, as_: Calls) -> None:
    house = Aid(as_, keep_away=["head"])
    barred, unfit = problem(house.ask(), 422)["errors"], problem(house.ask("desk"), 422)["errors"]
    assert barred == unfit
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == house.number)).one()
        barrier = db.session.scalars(
            select(CaseBarrier).where(CaseBarrier.case_id == case.id)
        ).one()
        db.session.delete(barrier)
        db.session.commit()
    asked = house.ask().get_json()
    assert house.head.get("approvals")["items"]
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == house.number)).one()
        head = db.session.scalars(select(Account.id).where(Account.username == "head")).one()
        db.session.add(CaseBarrier(case_id=case.id, kind="recusal", account_id=head, since=now()))
        db.session.commit()
    assert house.head.get("approvals")["items"] == []
    gone = house.head.ask("GET", f"approvals/{asked['id']}")
    none = house.head.ask("GET", "approvals/0000000000000")
    assert (gone.status_code, none.status_code) == (404, 404)
    assert answer(house.head, asked, "agreed").status_code == 404


def test_a_sealed_case_is_asked_about_without_its_number(as_: Calls) -> None:
    house = Aid(as_, scenario="dv")
    asked = house.ask().get_json()
    assert asked["number"] == house.number
    shown = house.head.get(f"approvals/{asked['id']}")
    assert (shown["number"], shown["item"]) == ("", "")
    assert house.head.ask("GET", f"cases/{house.number}").status_code == 404
    closing = as_("admin").put("switches/hardship_aid", {"state": "closing"})
    assert closing.status_code == 200, closing.text
    assert answer(house.head, asked, "agreed").status_code == 200, "what runs goes on"
    assert house.head.ask("GET", f"cases/{house.number}").status_code == 404, "agreeing opens none"
    assert house.step("first_aid", help_of()).status_code == 200


@pytest.mark.postgres
def test_two_answers_at_once_and_one_stands(as_: Calls) -> None:
    house = Aid(as_)
    asked, start, got = house.ask().get_json(), Barrier(2), list[int]()

    def send(said: str) -> None:
        start.wait()
        got.append(answer(house.head, asked, said, "看过了").status_code)

    threads = [Thread(target=send, args=(said,)) for said in ("agreed", "refused")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(got) == [200, 409]
    agreed = house.head.get(f"approvals/{asked['id']}")["state"] == "agreed"
    assert house.step("first_aid", help_of()).status_code == (200 if agreed else 409)


def test_it_is_done_on_the_pages(app: Flask, as_: Calls) -> None:
    house, people = Aid(as_), house_of(app)
    aid, head = HtmlActor(app, "aid", people), HtmlActor(app, "head", people)
    page = aid.open(aid.at(f"{house.of}?step=first_aid"))
    form = page.form("/steps/first_aid")
    for name, value in help_of().items():
        form.fill(name, value)
    refused = aid.press(form)
    assert refused.status == 409
    form = refused.form("/steps/first_aid")
    assert form.chosen["amount"] == ["2000"], "nothing typed is lost"
    sent = aid.press(form, "_second")
    assert sent.status == 200, sent.text
    assert "等第二人审批" in sent.text
    day = head.open(head.at("desk/day"))
    link = day.link("/approvals/")
    assert link is not None
    asked = head.open(link)
    assert "2,000.00 元" in asked.text
    assert "周桂芬" not in asked.text
    wrong = head.press(asked.form("/approvals/"), "answer", "refused")
    assert wrong.status == 422
    done = head.press(wrong.form("/approvals/"), "answer", "agreed")
    assert done.status == 200, done.text
    again = aid.open(aid.at(f"{house.of}?step=first_aid")).form("/steps/first_aid")
    assert again.chosen["amount"] == ["2,000.00"], "what was agreed to need not be typed again"
    assert "已办" in aid.press(again).text


def _asked_with(app: Flask, change: Mapping[str, Any], asked_by: str = "", **said: str) -> None:
    """Let the one question have been asked with another form, by somebody else."""
    with county_scope(app, COUNTY):
        row = db.session.scalars(select(Approval)).one()
        form = form_of_revision(row.revision, db.session())
        party = Field(name="whose", label="谁说的", kind=Kind.PARTY, purpose="规则：谁说的")
        form = replace(form, fields=(*form.fields, party), **change)
        row.revision = revision_of(form, db.session())
        row.answers = {**(row.answers or {}), **said}
        row.asked_by = asked_by or row.asked_by
        db.session.commit()


@pytest.mark.parametrize("apart", ["author's own", "other side"])
def test_what_a_record_keeps_to_itself_its_question_keeps_too(
    app: Flask, as_: Calls, apart: str
) -> None:
    house = Aid(as_)
    asked = house.ask().get_json()
    parties = house.aid.get(f"cases/{house.number}")["parties"]
    other = next(one["id"] for one in parties if one["role"] == "respondent")
    change = {"author_only": True} if apart == "author's own" else {"about": "whose"}
    desk = as_("desk")
    assert desk.get(f"cases/{house.number}")["reach"] == "full"
    (open_,) = desk.get(f"{house.of}/approvals")["items"]
    assert open_["lines"], "what is everybody's is told"
    _asked_with(app, change, whose=other)
    assert answer(house.head, asked, "agreed", "她一个人说的那些我看过了").status_code == 200
    (told,) = desk.get(f"{house.of}/approvals")["items"]
    assert (told["lines"], told["reason"]) == ([], "")
    assert "她一个人说的" not in str(desk.get(f"cases/{house.number}/history"))
    (own,) = house.aid.get(f"{house.of}/approvals")["items"]
    assert own["lines"], "and to who asked"
    assert own["reason"]
    people = house_of(app)
    page = f"{house.of}?step=first_aid"
    aid = HtmlActor(app, "aid", people)
    assert aid.open(aid.at(page)).form("/steps/first_aid").chosen["amount"] == ["2,000.00"]
    _asked_with(app, {}, asked_by="0000000000000")
    filled = aid.open(aid.at(page)).form("/steps/first_aid").chosen["amount"]
    assert (filled == ["2,000.00"]) is (apart == "other side"), (
        "nobody else's own note is handed on"
    )


def test_a_form_a_second_person_agrees_to_is_not_filed_beside_its_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aid = SERVICES["hardship_aid"]
    step = replace(aid.step("first_aid"), check=None, then=None)
    assert step.second is not None
    monkeypatch.setattr(filing, "service_of", lambda *_: replace(aid, steps=(step,)))
    form: Form = aid.form(step.form)
    with pytest.raises(MoveRefused):
        filing._beside_steps(None, None, form, ())  # type: ignore[arg-type]  # neither is asked
