"""Nothing typed is lost: refused, signed out, crashed or simply left, a form can be taken up again.

Without script all of this works by a button; what script adds is in ``test_browser``.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from core import drafts
from core.clocks import now
from core.db import county_scope, db
from core.drafts.models import Draft
from core.drafts.service import MOST_DRAFTS
from core.jobs import rounds
from core.people.models import Account, Post
from tests.harness.apps import COUNTY
from tests.walks.browsing import Browsing, Shown
from tests.walks.conftest import Hours
from tests.walks.pages import Form
from tests.walks.words import House

WORDS = "周桂芬说三年没分到一分钱"
OFFER = "接着上次的写"
OURS = {"Sec-Fetch-Site": "same-origin"}


def sitting(app: Flask, house: House, login: str = "desk") -> Browsing:
    """Somebody in a browser of her own, signed in."""
    person = Browsing(app, login, house)
    person.open(person.at("desk/"))
    return person


def begun(person: Browsing) -> Form:
    """A form half filled in: no situation yet, so it would be refused."""
    form = person.open(person.at("desk/")).form("/desk/")
    form.fill("danger_now", "no")
    form.fill("summary", WORDS)
    form.fill("parties-0-name", "周桂芬")
    return form


def completed(form: Form) -> Form:
    form.fill("scenario", "property")
    form.tick("services", ["mediation"])
    return form


def summary_of(shown: Shown) -> str:
    found = shown.root.first("textarea", name="summary")
    return found.text if found else ""


def rows(app: Flask) -> list[Draft]:
    with county_scope(app, COUNTY, read_only=True):
        return list(db.session.scalars(select(Draft)))


@pytest.mark.postgres
def test_kept_by_its_button_over_a_sign_out_and_gone_once_it_is_filed(app: Flask, house: House):
    desk = sitting(app, house)
    kept = desk.press(begun(desk), "_draft", "save")
    assert kept.status == 200
    assert "先存着了" in kept.text
    assert summary_of(kept) == WORDS, "the page goes on where it was"
    assert all(WORDS.encode() not in (row.answers_box or b"") for row in rows(app)), "sealed"

    desk.client.post("/logout", data={"csrf_token": kept.form("/desk/").data()["csrf_token"]})
    again = sitting(app, house)
    page = again.open(again.at("desk/"))
    assert summary_of(page) == "", "offered, not put before whoever looks over her shoulder"
    assert OFFER in page.text
    form = again.open(page.link("draft=1") or "").form("/desk/")
    assert form.chosen["summary"] == [WORDS]
    done = again.press(completed(form))
    assert "已登记" in done.text
    assert OFFER not in again.open(again.at("desk/")).text
    assert rows(app) == []


def test_nobody_else_is_offered_it_and_it_can_be_thrown_away(app: Flask, house: House):
    desk = sitting(app, house)
    desk.press(begun(desk), "_draft", "save")
    other = sitting(app, house, "desk_town")
    assert OFFER not in other.open(other.at("desk/")).text
    assert summary_of(other.open(other.at("desk/?draft=1"))) == ""
    token = desk.open(desk.at("desk/")).form("/desk/").data()["csrf_token"]
    page = desk.ask("POST", desk.at("desk/"), data={"csrf_token": token, "_draft": "drop"})
    assert OFFER not in page.text
    assert rows(app) == []


def test_a_sign_in_that_ended_meanwhile_leads_back_to_all_of_it(
    app: Flask, house: House, hours: Hours
):
    desk = sitting(app, house)
    form = begun(desk)
    hours.pass_(minutes=20)
    asked = desk.press(form)
    assert asked.address.startswith("/login"), "signed out by then"
    assert WORDS not in asked.text, "the sign-in page shows nothing of it"
    page = desk.sign_in(asked)
    assert page.address == f"/{COUNTY}/desk/?draft=1"
    assert summary_of(page) == WORDS
    assert page.form("/desk/").chosen["parties-0-name"] == ["周桂芬"]


def test_whoever_signs_in_next_finds_none_of_it(app: Flask, house: House, hours: Hours):
    desk = sitting(app, house)
    form = begun(desk)
    hours.pass_(minutes=20)
    asked = desk.press(form)
    desk.login, desk.me = "desk_town", house.staff["desk_town"]
    page = desk.sign_in(asked)
    assert summary_of(page) == ""
    assert WORDS not in page.text


def test_a_form_says_whose_it_is_and_an_ended_sign_in_writes_for_nobody_else(
    app: Flask, house: House, hours: Hours
):
    desk = sitting(app, house)
    form = begun(desk)
    form.chosen["_draft_of"] = [house.staff["mediator"].id]
    hours.pass_(minutes=20)
    assert desk.press(form).address.startswith("/login")
    assert rows(app) == []


@pytest.mark.parametrize("gone", ["account", "post"])
def test_who_left_the_house_writes_nothing_more(app: Flask, house: House, hours: Hours, gone: str):
    """An ended sign-in would still have filled the drafts and the files of the county."""
    desk = sitting(app, house)
    form = begun(desk)
    with county_scope(app, COUNTY):
        if gone == "account":
            db.session.execute(update(Account).where(Account.id == desk.me.id).values(active=False))
        else:
            db.session.execute(delete(Post).where(Post.account_id == desk.me.id))
        db.session.commit()
    hours.pass_(minutes=20)
    assert desk.press(form).address.startswith("/login")
    assert rows(app) == []


def test_half_a_day_after_its_end_a_sign_in_says_nothing_any_more(
    app: Flask, house: House, hours: Hours
):
    desk = sitting(app, house)
    form = begun(desk)
    hours.pass_(hours=13)
    desk.press(form)
    assert rows(app) == []


def test_signed_out_in_another_window(app: Flask, house: House):
    desk = sitting(app, house)
    form = begun(desk)
    desk.client.post("/logout", data={"csrf_token": form.data()["csrf_token"]})
    asked = desk.ask("POST", form.action, data=form.data(), headers=OURS)
    assert asked.address.startswith("/login")
    assert summary_of(desk.sign_in(asked)) == WORDS


def test_signed_in_anew_in_another_window(app: Flask, house: House, hours: Hours):
    desk = sitting(app, house)
    form = begun(desk)
    hours.pass_(minutes=20)
    desk.sign_in()
    refused = desk.ask("POST", form.action, data=form.data())
    assert refused.status == 400, "another site could have sent this"
    assert rows(app) == []
    page = desk.ask("POST", form.action, data=form.data(), headers=OURS)
    assert "您写的都在" in page.text
    assert summary_of(page) == WORDS


def test_a_refusal_keeps_it_though_the_browser_dies(app: Flask, house: House):
    desk = sitting(app, house)
    assert desk.press(begun(desk)).status == 422
    again = sitting(app, house)
    page = again.open(again.open(again.at("desk/")).link("draft=1") or "")
    assert summary_of(page) == WORDS


def test_a_form_that_was_filed_leaves_no_draft_behind(app: Flask, house: House):
    desk = sitting(app, house)
    form = completed(begun(desk))
    assert "已登记" in desk.press(form).text
    late = desk.ask("POST", form.action, data={**form.data(), "_draft": "quiet"})
    assert late.status == 204
    assert rows(app) == []


def test_a_step_that_somebody_else_took_meanwhile(app: Flask, house: House):
    desk = sitting(app, house)
    number = desk.press(completed(begun(desk))).root.first("b", "number").text
    page = desk.open(desk.open(desk.at(f"cases/{number}")).link("moves/suspend") or "")
    move = page.form("moves/suspend")
    move.fill("reason", "当事人住院")
    desk.press(move, "_draft", "save")
    with county_scope(app, COUNTY):
        from core.cases.models import CaseFile

        db.session.execute(
            update(CaseFile).where(CaseFile.number == number).values(version=CaseFile.version + 1)
        )
        db.session.commit()
    page = desk.open(desk.at(f"cases/{number}/moves/suspend?draft=1"))
    assert page.form("moves/suspend").chosen["reason"] == ["当事人住院"]
    assert "这期间有人改过" in page.text


def test_kept_for_as_long_as_the_county_says(app: Flask, house: House, hours: Hours):
    desk = sitting(app, house)
    desk.press(begun(desk), "_draft", "save")
    hours.pass_(days=13)
    rounds(app)
    assert len(rows(app)) == 1
    hours.pass_(days=2)
    rounds(app)
    assert rows(app) == []


@pytest.mark.postgres
def test_the_newest_stand_and_one_for_each_place(app: Flask, county: str):
    session, at = db.session(), now()
    for turn in range(MOST_DRAFTS + 3):
        moment = at + timedelta(seconds=turn)
        drafts.keep(session, author_id="a", place=f"/{turn}", answers=[("x", "1")], at=moment)
    drafts.keep(session, author_id="a", place="/102", answers=[("x", "2"), ("x", "3")], at=at)
    assert len(session.scalars(select(Draft.id)).all()) == MOST_DRAFTS
    assert drafts.find(session, "a", "/0") is None
    found = drafts.find(session, "a", "/102")
    assert found is not None
    assert found.answers == [["x", "2"], ["x", "3"]]
    assert drafts.find(session, "b", "/102") is None
    with pytest.raises(ValueError, match="that long"):
        drafts.keep(session, author_id="a", place="/", answers=[("x", "长" * 300_001)], at=at)
