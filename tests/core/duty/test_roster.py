"""The roster in the house: planned on its page, served by whoever is there, asked by an alarm."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.models import CaseFile, UrgentReport
from core.clocks import SHANGHAI, moment
from core.db import county_scope, db
from core.duty.commands import Clerk, back_again, day_said, end_shift, note_away, plan_shift
from core.duty.errors import DutyRefused, NotYours
from core.duty.finding import duties, on_duty_now
from core.duty.models import DutyAway, DutyShift
from core.people.service import find_account
from tests.core.rest.conftest import Calls, as_  # noqa: F401 - the fixture
from tests.reliability.people import acting_as
from tests.walks.browsing import Shown
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

COUNTY = "990101"
MONDAY = date(2026, 11, 23)
SERVICES = {"legal_consult": "法律咨询"}


def clerk_as(app: Flask, login: str) -> Clerk:
    here = acting_as(app, login)
    return Clerk(session=here.session, viewer=here.viewer, at=here.at, today=here.today)


def shift(clerk: Clerk, account: str, **changes: str) -> dict[str, str]:
    typed = {
        "point": clerk.viewer.current.point.id,
        "service": "",
        "how": "weekly",
        "weekday": "each",
        "days": "all",
        "first_on": MONDAY.isoformat(),
        "starts": "8:30",
        "ends": "17:30",
        "account": account,
    }
    return typed | changes


def test_who_plans_where_and_what_is_refused(app: Flask, county: str) -> None:
    with county_scope(app, COUNTY):
        head = clerk_as(app, "head")
        planned = plan_shift(head, shift(head, "desk", deputy="lawyer"), SERVICES)
        again = plan_shift(head, shift(head, "desk", deputy="lawyer"), SERVICES)
        assert again.id == planned.id, "twice is once"
        for changes, field in (
            ({"account": "auditor"}, "account"),
            ({"account": "admin"}, "account"),
            ({"account": "nobody"}, "account"),
            ({"deputy": "desk"}, "deputy"),
            ({"starts": "25:00"}, "starts"),
            ({"first_on": "20261123"}, "first_on"),
            ({"last_on": "2026-11-01"}, "last_on"),
            ({"weekday": "7"}, "weekday"),
            ({"days": "sunny"}, "days"),
            ({"service": "none_such"}, "service"),
            ({"point": "0000000000000"}, "point"),
            ({"slot_minutes": "7"}, "slot_minutes"),
            ({"slot_minutes": "30", "seats": "99"}, "seats"),
            ({"slot_minutes": "30", "starts": "18:00", "ends": "8:00"}, "ends"),
            ({"starts": "9:00"}, "starts"),
        ):
            with pytest.raises(DutyRefused) as refused:
                plan_shift(head, shift(head, "desk") | changes, SERVICES)
            assert [one.field_name for one in refused.value.reasons] == [field], changes
        town = clerk_as(app, "head_town")
        with pytest.raises(NotYours):
            plan_shift(town, shift(head, "desk"), SERVICES)
        with pytest.raises(DutyRefused, match="duty"):  # somebody of another town
            plan_shift(town, shift(town, "desk_town", deputy="town2"), SERVICES)
        assert plan_shift(town, shift(town, "desk_town"), SERVICES).point_id != planned.point_id
        with pytest.raises(NotYours):
            note_away(clerk_as(app, "desk_town"), {"away": "desk", "from_on": "2026-11-24"})
        for nobody in ("nobody.at.all", "lawyer", "0000000000000", "auditor"):
            with pytest.raises(NotYours):  # before a word on the days, whether there is such a one
                note_away(clerk_as(app, "desk_town"), {"away": nobody, "from_on": "kein Tag"})
        with pytest.raises(DutyRefused):  # who plans everywhere is told that there is nobody
            note_away(clerk_as(app, "admin"), {"away": "nobody.at.all", "from_on": "2026-11-24"})
        own = note_away(clerk_as(app, "desk"), {"away": "desk", "from_on": "2026-11-24"})
        assert own.first_on == own.last_on == MONDAY + timedelta(days=1)
        with pytest.raises(NotYours):
            end_shift(town, planned.id, None)
        with pytest.raises(NotYours):
            back_again(town, own.id)
        for past in ("2026-11-01", "2027"):
            with pytest.raises(DutyRefused):
                end_shift(head, planned.id, day_said(past))
        end_shift(head, planned.id, MONDAY + timedelta(days=2))
        db.session.commit()
        logged = db.session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.action.like("duty.%"))
            .order_by(AuditEntry.seq)
        ).all()
        assert logged == ["duty.planned", "duty.planned", "duty.away", "duty.ended"]

        here = acting_as(app, "head")
        found = duties(
            here.session,
            lambda: here.calendar,
            MONDAY,
            MONDAY + timedelta(days=6),
            points=[planned.point_id],
        )
        ids = {login: _id(login) for login in ("desk", "lawyer")}
        assert [(one.day.day, one.account_id) for one in found] == [
            (23, ids["desk"]),
            (24, ids["lawyer"]),
            (25, ids["desk"]),
        ]
        assert found[1].deputised
        with pytest.raises(ValueError, match="nobody's question"):
            duties(here.session, lambda: here.calendar, MONDAY, MONDAY)


def _id(login: str) -> str:
    account = find_account(db.session(), login)
    assert account is not None
    return account.id


def test_a_night_counts_until_its_morning(app: Flask, county: str) -> None:
    with county_scope(app, COUNTY):
        head = clerk_as(app, "head")
        planned = plan_shift(head, shift(head, "desk", starts="18:00", ends="8:00"), SERVICES)
        here = acting_as(app, "head")
        told = {
            hour: on_duty_now(
                here.session,
                lambda: here.calendar,
                [planned.point_id],
                datetime(2026, 11, 24, hour, tzinfo=SHANGHAI),
            ).get(planned.point_id, [])
            for hour in (7, 8, 12, 18)
        }
        assert told == {7: [_id("desk")], 8: [], 12: [], 18: [_id("desk")]}


def test_an_alarm_goes_to_who_is_on_duty_and_then_to_the_head(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    with moment(noon):
        with county_scope(app, COUNTY):
            head = clerk_as(app, "head")
            plan_shift(head, shift(head, "lawyer"), SERVICES)
            db.session.commit()
        desk = as_("desk_town")
        served, unserved = desk.receive(), desk.receive()
        desk.move(served, "urgent_report", reason="他又来了")
        with county_scope(app, COUNTY):
            note_away(clerk_as(app, "head"), {"away": "lawyer", "from_on": "2026-11-23"})
            db.session.commit()
        desk.move(unserved, "urgent_report", reason="他又来了")
        with county_scope(app, COUNTY):
            told = dict(
                db.session.execute(
                    select(CaseFile.number, UrgentReport.named).join(
                        UrgentReport, UrgentReport.case_id == CaseFile.id
                    )
                ).all()
            )
            assert told == {served["number"]: [_id("lawyer")], unserved["number"]: [_id("head")]}


def offered(shown: Shown, name: str) -> list[str]:
    """Return what a list of the form of absences offers."""
    (control,) = shown.form("/duty/away").named(name)
    return [one.attrs["value"] for one in control.all("option")]


def test_the_pages_plan_print_and_tell_the_day(app: Flask) -> None:
    people = house_of(app)
    with county_scope(app, COUNTY, read_only=True):
        chosen = _id("lawyer")
    head = HtmlActor(app, "head", people)
    shown = head.open(head.at("desk/duty"))
    form = shown.form("/duty/shifts")
    form.fill("account", chosen)
    form.fill("service", "legal_consult")
    form.fill("days", "all")
    form.fill("starts", "9点")
    refused = head.press(form)
    assert refused.status == 422, refused.text
    assert "8:30" in refused.text
    again = refused.form("/duty/shifts")
    assert again.data()["service"] == ["legal_consult"], "nothing typed is lost"
    again.fill("starts", "9:00")
    planned = head.press(again)
    assert "9:00–17:30" in planned.text
    ending = planned.form("/end")
    ending.fill("last_on", "2020-01-01")
    past = head.press(ending)
    assert (past.status, "过去的值班不能改" in past.text) == (422, True)
    assert past.form("/end").data()["last_on"] == ["2020-01-01"], "at that shift, nothing lost"
    town = HtmlActor(app, "head_town", people)
    asked = town.open(town.at("desk/duty")).form("/duty/away").data()
    sent = {"csrf_token": asked["csrf_token"], "last_on": "no day"}
    assert town.ask("POST", ending.action, data=sent).status == 403, "not hers, whatever she writes"
    assert len(offered(planned, "away")) > 2, "whom she plans for"
    lawyer = HtmlActor(app, "lawyer", people)
    assert "我的值班" in lawyer.open(lawyer.at("desk/day")).text
    desk = HtmlActor(app, "desk", people)
    day = desk.open(desk.at("desk/day")).text
    assert "今天谁值班" in day
    sheet = desk.open(desk.at("desk/duty"))
    assert "排一班" not in sheet.text, "who does not plan is offered no plan"
    assert offered(sheet, "away")[1:] == [sheet.form("/duty/away").data()["away"][0]], "oneself"
    away = sheet.form("/duty/away")
    away.fill("from_on", MONDAY.isoformat())
    away.chosen["away"] = [chosen]
    assert desk.press(away).status == 403
    assert desk.open(desk.at("desk/duty?week=9999-12-31")).status == 422
    assert desk.open(desk.at("desk/duty?point=nowhere")).status == 404
    with county_scope(app, COUNTY):
        (row,) = db.session.scalars(select(DutyShift)).all()
        assert row.made_by == _id("head")
        assert db.session.scalars(select(DutyAway)).all() == []
