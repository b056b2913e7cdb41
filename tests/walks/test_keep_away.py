"""My husband's cousin sits in the village committee: 不希望知道的人或单位 binds everything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import county_scope, db
from core.people.models import Post
from core.people.passwords import hashed
from core.people.service import add_account, add_post, end_post
from tests.harness.apps import COUNTY
from tests.walks.browsing import PASSWORD
from tests.walks.conftest import As, Hours
from tests.walks.stories import refused, taken_in
from tests.walks.words import Colleague, House, Person, Place, Visit

pytestmark = pytest.mark.postgres
SHE = "许小燕"
COUSIN = "孟小军"
Hire = Callable[[str, str, Place], None]


@pytest.fixture
def hire(app: Flask, house: House) -> Hire:
    """Return how to give somebody a place at a window, ending the one they had."""

    def give(login: str, name: str, place: Place) -> None:
        with county_scope(app, COUNTY):
            session = db.session()
            if login not in house.staff:
                account = add_account(
                    session, username=login, name=name, password_hash=hashed(PASSWORD)
                )
                house.staff[login] = Colleague(id=account.id, login=login, name=name)
            me = house.staff[login].id
            for post in session.scalars(select(Post).where(Post.account_id == me)):
                end_post(session, post)
            for role in ("front_desk", "handler"):
                add_post(session, account_id=me, point_id=place.id, role=role)
            session.commit()

    return give


def test_whoever_she_fears_never_learns_of_it_wherever_they_go(
    as_: As, house: House, hire: Hire, hours: Hours
) -> None:
    """T2 and 5.6.4: the point, everyone posted there, and whoever bears the name; also later."""
    village = house.places["village"]
    hire("cousin", COUSIN, village)
    hire("namesake", COUSIN, house.places["other_village"])
    visit = Visit(
        people=(
            Person(name=SHE, relation="self", phone="13700137001"),
            Person(name="孟大海", role="respondent", relation="spouse"),
        ),
        keep_away=({"point": village}, {"name": COUSIN, "relation": "丈夫的堂弟"}),
    )
    window = as_("desk_town")
    number = taken_in(window, visit)

    def nobody_knows(*logins: str) -> None:
        for login in logins:
            actor = as_(login)
            assert actor.sees(number) is None, login
            assert number not in actor.listed(), login
            assert number not in actor.incoming(), login
            assert number not in [of for of, _words in actor.tasks()], login
            for text in (SHE, number, "13700137001"):
                assert SHE not in actor.search(text).replace(text, ""), login
                assert number not in actor.search(text).replace(text, ""), login

    nobody_knows("village", "cousin", "namesake")
    assert as_("mediator_town").sees(number) is not None, "her own window works on"

    # never assigned there; another village may have it
    assert not window.move(number, "assign_down", to=village, reason="请村里办").ok
    case = window.sees(number)
    assert case is not None
    assert case.state == "received"
    assert "孟小军" not in window.issue_paper(number, "intake_receipt_neutral")

    # the cousin moves to the very window that holds it, with a new post
    hours.pass_(days=3)
    hire("cousin", COUSIN, house.places["town"])
    nobody_knows("cousin", "village")
    given = window.give_case(number, "cousin")
    assert not given.ok, "and cannot be named as the one to work it"
    # who joins the village later is barred with the point
    hire("newcomer", "何新", village)
    nobody_knows("newcomer")


def test_all_below_barred_stays_where_it_is_as_the_parties_wish(as_: As, house: House) -> None:
    """T2: refused cases stay at the county, shown as 回避或按当事人要求."""
    desk = as_("desk")
    towns = [place for key, place in house.places.items() if key.startswith("every_town")]
    number = taken_in(desk, Visit(keep_away=tuple({"point": place} for place in towns)))
    case = desk.sees(number)
    assert case is not None
    assert case.is_told("assign_down", "回避或按当事人要求，不向下交办")
    refused(
        desk.move(number, "assign_down", to=towns[0], reason="请镇里办"),
        "回避或按当事人要求",
    )
