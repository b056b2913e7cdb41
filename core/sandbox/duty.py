"""The roster and the calendar of the practice county: who is at the window, and who comes.

It begins today: the two years told before knew no roster. The head plans the studio, two towns and
a village; the windows book the coming two weeks (T/ZSM 5.4).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Flask
from sqlalchemy import select

from core.appointments import booking
from core.appointments.booking import Wanted
from core.appointments.offering import OFFERED, offers
from core.cases.acting import Acting
from core.cases.loading import open_case
from core.cases.models import CaseFile
from core.cases.partitions import OTHER_SIDE
from core.clocks import today
from core.db import county_scope, db
from core.duty.commands import Clerk, note_away, plan_shift
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO
from core.words import CaseState

WORKING_WEEK = 5
POINTS: Final = (("county", 1), ("town", 2), ("village", 1))
"""How many points of each level have a roster."""
TURNS: Final = (("8:30", "11:30"), ("14:00", "17:00"))
IN_HAND: Final = (CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.UNSETTLED)
EACH = 3
"""How many cases each window has made an appointment for."""
CALLERS: Final = (
    Wanted(name="方小燕", phone="19900001010", note="想先问问离婚怎么办"),
    Wanted(name="韩素珍", phone="19900001011", note="孩子的事", avoid="王秀兰"),
)
"""Who telephoned and is in no case yet; one of them would not meet somebody."""


def plan_ahead(app: Flask, roster: Roster) -> None:
    """Plan the roster and book what the coming two weeks hold."""
    cast = Cast(roster=roster)
    with county_scope(app, DEMO.code):
        head = cast.acting("head")
        places = [
            point
            for level, most in POINTS
            for point in head.session.scalars(
                select(ServicePoint)
                .where(ServicePoint.level == level)
                .order_by(ServicePoint.code)
                .limit(most)
            )
        ]
        for point in places:
            _plan(head, roster, point)
        monday = today() + timedelta(days=7 - today().weekday())
        away = {"from_on": monday, "until_on": monday + timedelta(days=1)}
        note_away(
            _clerk(cast.acting("desk")),
            {"away": "desk", **{name: day.isoformat() for name, day in away.items()}},
        )
        for login in ("desk", "desk_town"):
            _book(cast.acting(login))
        for wanted in CALLERS:
            _take(cast.acting("desk"), wanted, 5)
        db.session.commit()


def _clerk(acting: Acting) -> Clerk:
    return Clerk(session=acting.session, viewer=acting.viewer, at=acting.at, today=acting.today)


def _plan(head: Acting, roster: Roster, point: ServicePoint) -> None:
    """Plan the window, with the head of the point standing in, then a morning and an afternoon of
    every function that has people there."""
    staff: dict[str, list[str]] = {}
    for role, login in head.session.execute(
        select(Post.role, Account.username)
        .join(Account, Account.id == Post.account_id)
        .where(Post.point_id == point.id)
        .order_by(Post.starts_on, Account.username)
    ):
        staff.setdefault(role, []).append(login)
    services = tuple(roster.services)
    common = {
        "point": point.id,
        "how": "weekly",
        "days": "working",
        "first_on": today().isoformat(),
    }

    def plan(login: str, **more: str) -> None:
        plan_shift(_clerk(head), {**common, "account": login, **more}, services)

    for login in staff.get("front_desk", [])[:1]:
        deputies = [one for one in staff.get("point_head", []) if one != login]
        plan(login, starts="8:30", ends="17:30", deputy=deputies[0] if deputies else "")
    for place, (name, service) in enumerate(roster.services.items()):
        people = [one for role in service.roles for one in staff.get(role.name, [])]
        for turn, login in enumerate(people[:2]):
            starts, ends = TURNS[turn]
            plan(
                login,
                service=name,
                weekday=str((place + turn) % WORKING_WEEK),
                starts=starts,
                ends=ends,
                slot_minutes="60" if place % 2 else "30",
            )


def _book(desk: Acting) -> None:
    """Make appointments for the newest cases the window leads; her side of a violent home."""
    cases = desk.session.scalars(
        select(CaseFile)
        .where(CaseFile.lead_id == desk.me, CaseFile.state.in_([one.value for one in IN_HAND]))
        .order_by(CaseFile.violence.desc(), CaseFile.received_at.desc(), CaseFile.number)
    ).all()
    for place, case in enumerate((*cases[:1], *cases[-EACH + 1 :]) if len(cases) > EACH else cases):
        people = open_case(desk, case.number)[0].parties
        hers = next((party.id for party, _who in people if party.role not in OTHER_SIDE), "")
        _take(desk, Wanted(number=case.number, party=hers), 2 * place)


def _take(desk: Acting, wanted: Wanted, which: int) -> None:
    """Book one of the free slots; where there is none, there is none."""
    point = desk.session.get_one(ServicePoint, (desk.viewer.county, desk.viewer.current.point.id))
    subject = booking.subject_for(desk, wanted)
    free = offers(desk, subject, point, desk.today, desk.today + OFFERED)
    if free:
        booking.book(desk, wanted, point, free[which % len(free)].key)
