"""Appointments in the house: one seat once, nobody met who must not be, and 已约 for all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.appointments.booking import Wanted, book, finish, rebook, subject_for
from core.appointments.models import Appointment
from core.appointments.offering import offers, opposite
from core.appointments.reading import appointment_out, booked_from, open_appointment
from core.audit.models import AuditEntry
from core.cases.acting import Acting
from core.cases.errors import Invalid, KeyReused, MoveRefused, Stale, Unknown
from core.cases.models import CaseFile, Party
from core.db import county_scope, db
from core.duty.commands import end_all, note_away, plan_shift
from core.duty.errors import DutyRefused
from core.points.models import ServicePoint
from core.points.service import PointRefused, close_point
from core.words import State
from tests.core.duty.test_roster import SERVICES, clerk_as, shift
from tests.core.rest.conftest import Calls, as_  # noqa: F401 - the fixture
from tests.reliability.people import acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

COUNTY = "990101"
MONDAY = date(2026, 11, 23)
DV = {
    "scenario": "dv",
    "summary": "他又打了我",
    "parties": [
        {"role": "victim", "name": "周桂芬", "relation": "self"},
        {"role": "alleged", "name": "陈军", "relation": "spouse"},
    ],
    "services": ["legal_consult"],
}


def plan(app: Flask, *logins: str, **changes: str) -> None:
    """Let people serve the county studio on Monday, half an hour each."""
    with county_scope(app, COUNTY):
        head = clerk_as(app, "head")
        for login in logins:
            one = {"how": "once", "slot_minutes": "30", "service": "legal_consult"} | changes
            plan_shift(head, shift(head, login, **one), {*SERVICES, one["service"]})
        db.session.commit()


def studio(here: Acting) -> ServicePoint:
    return here.session.scalars(select(ServicePoint).where(ServicePoint.level == "county")).one()


def free(here: Acting, wanted: Wanted, point: ServicePoint | None = None) -> list[str]:
    where = point or studio(here)
    return [one.key for one in offers(here, subject_for(here, wanted), where, MONDAY, MONDAY)]


@pytest.mark.postgres
def test_two_windows_never_sell_one_seat_twice(app: Flask) -> None:
    plan(app, "lawyer", starts="9:00", ends="9:30")
    start, got = Barrier(2), list[str]()

    def sell(name: str) -> None:
        with county_scope(app, COUNTY):
            here = acting_as(app, "desk")
            (slot,) = free(here, Wanted())
            db.session.rollback()
            start.wait()
            try:
                book(here, Wanted(name=name), studio(here), slot)
                db.session.commit()
                got.append("sold")
            except MoveRefused:
                db.session.rollback()
                got.append("gone")

    threads = [Thread(target=sell, args=(name,)) for name in ("甲", "乙")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(got) == ["gone", "sold"]
    with county_scope(app, COUNTY):
        row = db.session.scalars(select(Appointment)).one()
        same = {
            name: getattr(row, name)
            for name in ("shift_id", "point_id", "on", "starts", "ends", "seat", "booked_by")
        }
        db.session.add(Appointment(**same, booked_at=row.booked_at))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_seat_is_booked_moved_given_back_and_accounted_for(app: Flask) -> None:
    plan(app, "lawyer", starts="9:00", ends="10:00")
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        first, second = free(here, Wanted())
        row = book(here, Wanted(phone="13800138000"), studio(here), first, key="k")
        assert book(here, Wanted(phone="13800138000"), studio(here), first, key="k").id == row.id
        with pytest.raises(KeyReused):
            book(here, Wanted(phone="13800138001"), studio(here), first, key="k")
        assert free(here, Wanted()) == [second]
        with pytest.raises(MoveRefused):
            book(here, Wanted(), studio(here), first)
        for bad in ("", "x", f"{row.shift_id}.2027-12-31.540", f"{row.shift_id}.2026-11-24.540"):
            with pytest.raises((MoveRefused, Invalid)):
                book(here, Wanted(), studio(here), bad)
        with pytest.raises(Invalid):
            book(here, Wanted(name="长" * 41), studio(here), second)
        with pytest.raises(MoveRefused):
            finish(here, row.id, row.version, "kept")
        moved = rebook(here, row.id, row.version, studio(here), second)
        assert (row.state, row.seat, moved.who) == ("cancelled", None, row.who)
        assert free(here, Wanted()) == [first]
        with pytest.raises(Stale):
            finish(here, moved.id, 9, "cancelled")
        finish(here, moved.id, moved.version, "cancelled", "来电改期")
        with pytest.raises(MoveRefused):
            finish(here, moved.id, moved.version, "cancelled")
        assert free(here, Wanted()) == [first, second]
        db.session.commit()
        logged = db.session.execute(
            select(AuditEntry.action, AuditEntry.detail)
            .where(AuditEntry.action.like("appointment.%"))
            .order_by(AuditEntry.seq)
        ).all()
        assert [row.action.partition(".")[2] for row in logged] == [
            "booked",
            "booked",
            "cancelled",
            "cancelled",
        ]
        assert "13800138000" not in str(logged)
        clerk = clerk_as(app, "head")
        note_away(clerk, {"away": "lawyer", "from_on": MONDAY.isoformat()})
        assert free(here, Wanted()) == [], "nobody serves, nothing is offered"


def test_who_must_not_be_met_is_left_out_without_a_word(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    plan(app, "lawyer", starts="9:00", ends="9:30")
    plan(app, "psychologist", starts="15:00", ends="15:30")
    case = as_("desk").receive(keep_away=[{"name": "顾清", "relation": "表姐"}])
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        assert len(free(here, Wanted())) == 2
        (left,) = free(here, Wanted(number=case["number"]))
        assert left.endswith(".900")
        assert free(here, Wanted(avoid="顾清")) == [left]
        both = set(free(here, Wanted())) - {left}
        with pytest.raises(MoveRefused) as refused:
            book(here, Wanted(number=case["number"]), studio(here), both.pop())
        assert refused.value.objections[0].code == "slot_gone"


def test_a_function_that_only_finishes_takes_those_it_has_begun_with(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    with county_scope(app, COUNTY, read_only=True):
        eight = list(acting_as(app, "desk").roster.services)
    for place, service in enumerate(eight):
        at = {"starts": f"{8 + place}:00", "ends": f"{8 + place}:30"}
        plan(app, "lawyer", service=service, **at)
    desk = as_("desk")
    hers = desk.receive(services=eight)["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        assert len(free(here, Wanted())) == len(eight)
        row = book(here, Wanted(number=hers), studio(here), free(here, Wanted())[0])
        for place, service in enumerate(eight[1:], start=1):
            slot = f".{(8 + place) * 60}"
            closing = switched(here, service, State.CLOSING)
            assert not [one for one in free(closing, Wanted()) if one.endswith(slot)], service
            assert [one for one in free(closing, Wanted(number=hers)) if one.endswith(slot)]
            closed = switched(here, service, State.CLOSED)
            assert not [one for one in free(closed, Wanted(number=hers)) if one.endswith(slot)]
            assert len(free(closed, Wanted(number=hers))) == len(eight) - 2, "the others go on"
        assert not appointment_out(switched(here, eight[0], State.CLOSING), row).loose
        assert appointment_out(switched(here, eight[0], State.CLOSED), row).loose
        head = clerk_as(app, "head")
        with pytest.raises(DutyRefused, match="duty"):
            plan_shift(head, shift(head, "lawyer", service=eight[0]), eight[1:])
        point = studio(here)
        assert booked_from(here.session, point.id, MONDAY) == 1
        with pytest.raises(PointRefused) as refused:
            close_point(here.session, point, open_cases=0, booked=1)
        assert "booked" in {one.code for one in refused.value.reasons}
        point.active = False
        assert free(here, Wanted()) == [], "a closed point takes nobody"
        point.active = True
        end_all(clerk_as(app, "admin"), point.id)
        assert free(here, Wanted()) == []
        db.session.rollback()


def switched(here: Acting, service: str, state: State) -> Acting:
    """Return the same person before a board on which one function stands otherwise."""
    rows = tuple(
        replace(one, state=state) if one.plugin == service else one for one in here.board.rows
    )
    return replace(here, board=replace(here.board, rows=rows))


def test_two_sides_of_a_violent_home_never_wait_together(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    plan(app, "lawyer", "psychologist", starts="11:00", ends="13:00")
    case = as_("desk").receive(**DV)
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        victim, alleged = parties_of(case)
        with pytest.raises(Invalid):
            book(here, Wanted(number=case["number"]), studio(here), "s.2026-11-23.660")
        hers = Wanted(number=case["number"], party=victim)
        his = Wanted(number=case["number"], party=alleged)
        morning = free(here, hers)[0]
        assert len(free(here, his)) == 8
        book(here, hers, studio(here), morning)
        assert {one.rpartition(".")[2] for one in free(here, his)} == {"720", "750"}
        assert len(free(here, hers)) == 7, "her own half day stays open to her"
        with pytest.raises(MoveRefused) as refused:
            book(here, his, studio(here), morning.replace(".660", ".690"))
        assert refused.value.objections[0].code == "slot_gone"
    assert opposite("victim", "alleged")
    assert not opposite("victim", "minor_child")


def parties_of(case: Any) -> list[str]:
    rows = db.session.scalars(
        select(Party.id)
        .join(CaseFile, CaseFile.id == Party.case_id)
        .where(CaseFile.number == case["number"])
        .order_by(Party.position)
    )
    return list(rows)


def test_others_see_a_taken_seat_and_nothing_of_whom(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    plan(app, "lawyer", starts="9:00", ends="11:00")
    case = as_("desk").receive(**DV)
    people = house_of(app)
    desk = HtmlActor(app, "desk", people)
    shown = desk.open(desk.at(f"desk/appointments/new?case={case['number']}"))
    form = shown.form("/desk/appointments")
    assert not form.has("slot"), "first who comes, then the slots"
    with county_scope(app, COUNTY, read_only=True):
        victim = parties_of(case)[0]
    form.fill("party", victim)
    form = desk.press(form, "look").form("/desk/appointments")
    form.fill("slot", form.named("slot")[0].attrs["value"])
    booked = desk.press(form)
    assert "周*芬" in booked.text
    assert "已约" in booked.text
    week = f"desk/appointments?day={MONDAY.isoformat()}"
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(select(Appointment)).one()
        for login in ("head", "desk_town", "lawyer", "mediator"):
            with pytest.raises(Unknown):
                open_appointment(acting_as(app, login), row.id)
        where, row_id = row.point_id, row.id
    for login in ("head", "desk_town", "lawyer"):
        reader = HtmlActor(app, login, people)
        page = reader.open(reader.at(f"{week}&point={where}"))
        assert "已约" in page.text, login
        for word in ("周*芬", "周桂芬", case["number"], case["number"][-8:]):
            assert word not in page.text, (login, word)
        assert reader.open(reader.at(f"desk/appointments/{row_id}/move")).status == 404
        assert reader.open(reader.at(f"desk/appointments/new?case={case['number']}")).status == 404
    day = HtmlActor(app, "lawyer", people)
    told = day.open(day.at("desk/day")).text
    assert "约了我的" in told
    assert "周*芬" not in told
