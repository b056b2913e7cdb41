"""A letter a service's step wrote is one of core's: one list, clock, answer and refusal."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.errors import MoveRefused
from core.cases.item_effects import apply_effect
from core.cases.loading import open_case
from core.cases.models import Referral, Task
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.people.service import find_account
from core.words import LetterAnswered, SendLetter
from tests.core.cases.test_referring import CIVIL, HER, HIM, Letters
from tests.core.cases.test_referring import bodies as bodies  # the fixture
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.reliability.people import acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

DAY = TODAY.isoformat()
REGISTERED = {
    "form": "visit", "nature": "help", "request": "请帮忙", "headcount": 1, "reachable": True,
    "confidential": True,
}  # fmt: skip
SENT = {
    "kind": "assign", "to": CIVIL, "to_accused": False, "on": DAY, "answer_by": DAY,
    "basis": "duty",
}  # fmt: skip


class Petition:
    """A petition in the hands of its officer."""

    def __init__(self, as_: Calls) -> None:
        self.desk, self.officer = as_("desk"), as_("petition")
        case = self.desk.receive(services=["petition"], parties=[HER, HIM])
        self.number, item = case["number"], case["items"][0]
        self.item = f"cases/{self.number}/items/{item['id']}"
        body = {"version": item["version"], "account": "petition"}
        self.desk.post(f"{self.item}/owner", body)
        self.takes("register", REGISTERED)
        self.takes("triage", {"lane": "help", "jurisdiction": "own", "interest": False})

    def try_step(self, step: str, data: dict[str, Any]) -> Any:
        item = self.officer.get(f"cases/{self.number}")["items"][0]
        body = {"step": step, "version": item["version"], "data": data}
        return self.officer.try_post(f"{self.item}/steps", body)

    def takes(self, step: str, data: dict[str, Any]) -> None:
        answer = self.try_step(step, data)
        assert answer.status_code in (200, 201), answer.text

    def letters(self, who: Caller | None = None) -> list[tuple[str, str]]:
        told = (who or self.officer).get(f"cases/{self.number}/referrals")["referrals"]
        return [(one["receiver"], one["state"]) for one in told]


def test_it_is_received_refused_and_answered_like_any_other(app: Flask, as_: Calls) -> None:
    petition = Petition(as_)
    assert petition.letters() == []
    petition.takes("transfer", SENT)
    assert petition.letters() == [(CIVIL, "sent")]
    assert petition.letters(petition.desk) == [(CIVIL, "sent")], "who leads the case reads it too"
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(select(Referral)).one()
        assert (row.kind, row.basis, row.due_at.date()) == ("civil_affairs", "duty", TODAY)
    paper = {"kind": "outside_letter", "party": ""}
    assert petition.desk.try_post(f"cases/{petition.number}/documents", paper).status_code >= 400

    page = HtmlActor(app, "petition", house_of(app))
    where = page.at(f"cases/{petition.number}")
    shown = page.open(where)
    assert "登记答复" in shown.text
    assert "发函…" not in shown.text, "she sends by her own step"
    reply = page.open(page.at(f"cases/{petition.number}/referrals/{row.id}")).form("/referrals/")
    reply.fill("stage", "refused")
    reply.fill("on", DAY)
    reply.fill("text", "不属于我们受理的范围")
    reply.fill("signed_by", "示范县民政局办公室")
    assert page.press(reply).status == 200
    assert petition.letters() == [(CIVIL, "refused")]
    with county_scope(app, COUNTY, read_only=True):
        me = find_account(db.session(), "petition")
        assert me is not None
        asked = db.session.scalars(select(Task).where(Task.done_at.is_(None))).all()
        (back,) = [one for one in asked if "不接收" in one.title]
        assert back.account_id == me.id, "it is hers again"
        clock = db.session.get_one(ClockRow, (COUNTY, row.clock_id))
        assert clock.stopped_at is not None

    petition.takes("transfer", SENT | {"to": "桂花镇政府"})
    told = {"on": DAY, "body": "桂花镇政府", "handled": "underway"}
    petition.takes("feedback", told)
    assert ("桂花镇政府", "sent") in petition.letters(), "under way is no answer"
    petition.takes("feedback", told | {"handled": "settled"})
    assert ("桂花镇政府", "answered") in petition.letters()
    petition.takes("feedback", told | {"body": "谁也没写过信的单位", "handled": "settled"})
    with county_scope(app, COUNTY, read_only=True):
        asked = db.session.scalars(select(Task).where(Task.done_at.is_(None))).all()
        assert not [one for one in asked if "催外单位" in one.title]


def test_it_goes_neither_to_the_accused_nor_past_its_case(app: Flask, as_: Calls) -> None:
    petition = Petition(as_)
    assert problem(petition.try_step("transfer", SENT | {"to_accused": True}), 422)
    assert problem(petition.try_step("transfer", SENT | {"to": "陈建军所在单位"}), 422)
    with county_scope(app, COUNTY):
        here = acting_as(app, "petition")
        loaded = open_case(here, petition.number)[0]
        item, service = loaded.items[0], here.roster.services["petition"]
        for to in ("陈建军的单位", "  "):
            with pytest.raises(MoveRefused):
                apply_effect(here, loaded, item, service, SendLetter(to=to, ground="duty"))
        with pytest.raises(ValueError, match="ground"):
            apply_effect(here, loaded, item, service, SendLetter(to=CIVIL, ground="because"))
        apply_effect(here, loaded, item, service, LetterAnswered(letter="none", on=TODAY))
        assert db.session.scalars(select(Referral)).all() == []
        db.session.rollback()
    petition.takes("transfer", SENT)
    for stranger in ("mediator", "village", "head"):
        answer = as_(stranger).ask("GET", f"cases/{petition.number}/referrals")
        assert answer.status_code == 404 or answer.get_json() == {"referrals": []}, stranger


def test_the_desk_s_own_letters_stay_closed_to_an_item_s_owner(app: Flask, as_: Calls) -> None:
    letters = Letters(as_("desk"), services=["petition"])
    assert letters.send().status_code == 201
    case = letters.desk.get(f"cases/{letters.number}")
    item = case["items"][0]
    body = {"version": item["version"], "account": "petition"}
    letters.desk.post(f"cases/{letters.number}/items/{item['id']}/owner", body)
    officer = as_("petition")
    assert letters.all(officer) == []
    page = HtmlActor(app, "petition", house_of(app))
    where = f"cases/{letters.number}/referrals/{letters.all()[0]['id']}"
    assert page.open(page.at(where)).status == 403
