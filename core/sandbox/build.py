"""Build the practice county (练手县): places, people, open functions, then its cases.

The same seed and the same ``JIAHE_TODAY`` give the same sandbox. Services bring their own staff and
samples in ``plugins/<name>/sandbox.py``; core only supplies the county around them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from flask import Flask
from sqlalchemy import select

from core.clocks import now, today
from core.db import county_scope, db
from core.people.passwords import hashed
from core.people.roles import ROLES
from core.people.service import add_account, add_post
from core.points.models import ServicePoint
from core.points.service import add_county, add_point, change_settings
from core.roster import Roster
from core.sandbox.books import write_up
from core.sandbox.duty import plan_ahead
from core.sandbox.evaluating import evaluate
from core.sandbox.filling import Told, fill, lock_months, neighbour_stories, told_stories
from core.sandbox.guarding import SHOWN, shown_stories
from core.sandbox.leaving import leave_lying
from core.sandbox.meetings import meet
from core.sandbox.people import PEOPLE, Person, neighbours
from core.sandbox.places import CITY_CODE, CITY_NAME, DEMO, NEIGHBOUR, Place
from core.sandbox.staffing import service_modules, service_staff
from core.sandbox.tales import HOTLINES, PARTNERS, campaigns
from core.sandbox.tying import TIED
from core.sandbox.wholes import leave_waiting
from core.switches import keep_settings
from core.switches.models import Switch
from core.words import State

IN_POST = timedelta(days=800)
"""The practice staff sat there before the oldest case came in."""
Size = Literal["small", "full"]
CASES, NEXT_DOOR = 600, 40
"""How many stories are told in the practice county, and in the neighbour county."""


def build(app: Flask, *, size: Size = "full", cases: int = CASES, told: Told | None = None) -> None:
    """Fill an empty, migrated database with the practice county and, unless it is small, with the
    cases of the last weeks out of *cases*; ``build_past`` tells the two years before.

    *told* hears how many of how many are done: it takes a while.
    """
    settings = app.extensions["jiahe.settings"]
    roster: Roster = app.extensions["jiahe.roster"]
    staff = tuple(PEOPLE) + service_staff(roster)
    if size == "full":
        staff += tuple(neighbours())
    with app.app_context():
        for place in (DEMO, NEIGHBOUR):
            add_county(
                db.session(), place.code, place.name, city_code=CITY_CODE, city_name=CITY_NAME
            )
        secret = hashed(settings.demo_password)
        accounts = {
            person.login: add_account(
                db.session(), username=person.login, name=person.name, password_hash=secret
            ).id
            for person in staff
        }
        db.session.commit()
    professions = tuple(role.name for one in roster.services.values() for role in one.roles)
    for place in (DEMO, NEIGHBOUR):
        with county_scope(app, place.code):
            points = _build_points(place)
            _give_posts(place, points, staff, accounts, professions)
            _open_services(roster, points["county"].id)
            if size == "full" and place is DEMO:
                change_settings(
                    db.session(),
                    place.code,
                    {"campaigns": campaigns(today()), "partners": PARTNERS, "hotlines": HOTLINES},
                )
            if place is DEMO:
                _fill_settings(roster, points, accounts["admin"])
            db.session.commit()
    if size == "full":
        recent, _before = told_stories(app, roster, cases)
        write_up(app, roster)
        with app.app_context():
            shown = shown_stories(roster, today(), (*SHOWN, *TIED))
        fill(app, roster, (*recent, *shown), told=told)
        meet(app, roster)
        evaluate(app, roster)
        plan_ahead(app, roster)
        leave_waiting(app, roster)
        leave_lying(app, roster)


def build_past(
    app: Flask, *, cases: int = CASES, beside: bool = False, told: Told | None = None
) -> int:
    """Tell what happened before, beside people who work in the county already when *beside*;
    return how many stories the rules stopped before their end.

    May be called again after it was interrupted: what was told stays as it is.
    """
    roster: Roster = app.extensions["jiahe.roster"]
    _recent, before = told_stories(app, roster, cases)
    stopped = fill(app, roster, before, beside=beside, told=told)
    next_door = neighbour_stories(app, roster, NEXT_DOOR * cases // CASES)
    stopped += fill(app, roster, next_door, county=NEIGHBOUR.code, beside=beside)
    lock_months(app, roster)
    return stopped


def _build_points(place: Place) -> dict[str, ServicePoint]:
    """Build the tree and return the points that carry the named accounts."""
    session = db.session()
    # open before the first of the cases, so that each month owes its meeting
    opened = today() - IN_POST
    city = add_point(
        session, code=CITY_CODE, name=f"{CITY_NAME}妇联", level="city", valid_from=opened
    )
    studio = add_point(
        session,
        code=place.code,
        name="县服务工作室",
        level="county",
        parent_id=city.id,
        neutral_name=f"{place.name}居民服务中心",
        address=f"{place.name}和平路 8 号",
        phone="0000-1234567",
        host="社会治理中心",
        valid_from=opened,
    )
    carrying = {"city": city, "county": studio}
    for number, town in enumerate(place.towns, start=1):
        code = f"{place.code}{number:03d}"
        station = add_point(
            session,
            code=code,
            name=f"{town.name}服务站",
            level="town",
            parent_id=studio.id,
            neutral_name=f"{town.name}居民服务站",
            address=f"{town.name}中心街 1 号",
            phone=f"0000-12345{number:02d}",
            valid_from=opened,
        )
        carrying.setdefault("town", station)
        for second, village in enumerate(town.villages, start=1):
            point = add_point(
                session,
                code=f"{code}{second:03d}",
                name=f"{village}服务点",
                level="village",
                parent_id=station.id,
                neutral_name=f"{village}便民点",
                valid_from=opened,
            )
            carrying.setdefault("village", point)
    return carrying


def _give_posts(
    place: Place,
    points: dict[str, ServicePoint],
    staff: tuple[Person, ...],
    accounts: dict[str, str],
    professions: tuple[str, ...],
) -> None:
    for person in staff:
        if person.county != place.code:
            continue
        for role in person.roles:
            if role not in ROLES and role not in professions:
                continue  # its service is not installed
            add_post(
                db.session(),
                account_id=accounts[person.login],
                point_id=(points.get(person.where) or _point(person.where)).id,
                role=role,
                professions=professions,
                title=person.title,
                starts_on=today() - IN_POST,
            )


def _point(code: str) -> ServicePoint:
    return db.session().scalars(select(ServicePoint).where(ServicePoint.code == code)).one()


def _fill_settings(roster: Roster, points: dict[str, ServicePoint], by: str) -> None:
    """Fill in what a service's ``sandbox.settings`` says, given the ids of the named points; the
    neighbour county decided nothing yet."""
    places = {name: point.id for name, point in points.items()}
    for module in service_modules(roster):
        say = getattr(module, "settings", None)
        if say is not None:
            plugin = module.__name__.split(".")[-2]
            keep_settings(db.session(), roster, plugin, raw=say(places), version=0, by=by)


def _open_services(roster: Roster, studio_id: str) -> None:
    for name in (*roster.services, *roster.brands):
        db.session.add(
            Switch(
                plugin=name,
                point_id=studio_id,
                county_wide=True,
                state=State.OPEN.value,
                version=1,
                changed_by="",
                changed_at=now(),
            )
        )
