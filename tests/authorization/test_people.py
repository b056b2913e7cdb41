"""Whose person: a page about somebody opens to whoever sees the people of one of her cases.

The rule is written here a second time, from the oracle's reach; the product asks it in SQL.
"""

from collections.abc import Iterable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select, true

from core.cases import visibility
from core.cases.models import Party
from core.cases.models_family import Kinship, SamePerson
from core.clocks import now
from core.db import county_scope, db
from tests.authorization.cast import COUNTY, PERSONAS, SKETCHES, Persona, Sketch
from tests.authorization.seeing import CASE_PEOPLE, Far, how_far, kinds_of, through_glass
from tests.authorization.twoworld import ONE_TIME, Secret, pair, stopped_clock
from tests.authorization.world import World, nothing_kept, number_of, put_case, voice


def persons(house: Flask, world: World) -> dict[str, str]:
    """One person of each case of the county; every case there has people of its own."""
    found = {}
    with county_scope(house, COUNTY):
        for tag, sketch in SKETCHES.items():
            if sketch.county == COUNTY:
                found[tag] = db.session.scalars(
                    select(Party.person_id)
                    .where(Party.case_id == world.cases[tag].case_id)
                    .order_by(Party.position)
                    .limit(1)
                ).one()
    return found


def expected(who: Persona, case: Sketch) -> int:
    if not who.roles or who.county != COUNTY:
        return 404
    if not kinds_of(who) & CASE_PEOPLE:
        return 403
    if through_glass(who, case):
        return 404  # an emergency look opens the pages of the case, and nobody's own page
    return 200 if how_far(who, case) >= Far.ITEM else 404


def mismatches(house: Flask, world: World, logins: Iterable[str] = PERSONAS) -> list[str]:
    wrong, people = [], persons(house, world)
    with nothing_kept():
        for who in (PERSONAS[login] for login in logins):
            speaker = voice(house, world, who.login)
            for tag, person_id in people.items():
                said = expected(who, SKETCHES[tag])
                path = f"/api/v1/{COUNTY}/people/{person_id}"
                got = speaker.ask("GET", path).status_code
                if got != said:
                    wrong.append(f"{who.login} {tag}: {said} expected, got {got}")
    return wrong


def test_a_person_opens_exactly_to_who_sees_the_people_of_a_case(
    house: Flask, world: World
) -> None:
    assert mismatches(house, world) == []


def test_a_person_that_opens_to_everybody_who_may_know_the_case_is_seen(
    house: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.cases.same.people_shown_to", visibility.visible_to)
    monkeypatch.setattr("core.cases.family.people_shown_to", visibility.visible_to)
    assert len(mismatches(house, world, ("desk_town", "head", "supervisor"))) > 10


def _hide(app: Flask, world: World) -> None:
    """A sealed case of somebody the viewers know: her husband and what they are, the same woman
    registered there once more under another number, and her address hidden."""
    session, moment = db.session(), now()
    placed = put_case(
        world,
        Sketch(
            sealed=True,
            first="desk_town_2",
            handler="handler_town_2",
            items={"mediation": "handler_town_2"},
            named={"desk_town_2": "first_handler", "handler_town_2": "handler"},
        ),
        number_of("hidden"),
        parties=(("欧阳雪", "13912345678", "110105199003074579"), ("王大力", "13700001111", "")),
    )
    known = session.scalars(
        select(Party)
        .where(Party.case_id == world.cases["own_town"].case_id)
        .order_by(Party.position)
        .limit(1)
    ).one()
    hers, his = session.scalars(
        select(Party).where(Party.case_id == placed.case_id).order_by(Party.position)
    )
    # she is in the sealed case under her own entry too
    session.add(
        Party(
            case_id=placed.case_id,
            person_id=known.person_id,
            position=2,
            role="third_party",
            relation="sibling",
        )
    )
    session.add(
        Kinship(
            case_id=placed.case_id,
            person_id=his.person_id or "",
            of_id=known.person_id or "",
            code="11",
            together=True,
            said_by=world.accounts["handler_town_2"],
            said_at=moment,
        )
    )
    session.add(
        SamePerson(
            person_id=known.person_id or "",
            other_id=hers.person_id or "",
            reason="同一个人",
            joined_by=world.accounts["handler_town_2"],
            joined_at=moment,
        )
    )
    session.flush()


HIDDEN = Secret(name="family", viewers=("mediator_town", "desk_town"), hide=_hide)


def differing(apps: tuple[Flask, Flask], world: World, login: str) -> list[str]:
    """Return which questions about a person they know tell the two worlds apart."""
    with county_scope(apps[0], COUNTY, read_only=True):
        person_id = db.session.scalars(
            select(Party.person_id)
            .where(Party.case_id == world.cases["own_town"].case_id)
            .order_by(Party.position)
            .limit(1)
        ).one()
    number = world.cases["own_town"].number
    asks = [
        ("GET", f"/{COUNTY}/desk/people/{person_id}"),
        ("POST", f"/{COUNTY}/desk/people/{person_id}"),
        ("GET", f"/api/v1/{COUNTY}/people/{person_id}"),
        ("GET", f"/{COUNTY}/cases/{number}"),
        ("GET", f"/{COUNTY}/cases/{number}/kin"),
        ("GET", f"/api/v1/{COUNTY}/cases/{number}/kin"),
        ("GET", f"/api/v1/{COUNTY}/people?q=林小满&count=1"),
        ("GET", f"/api/v1/{COUNTY}/people?q=lxm&count=1"),
    ]
    answers = []
    for app in apps:
        with nothing_kept():
            speaker = voice(app, world, login)
            told = [(path, speaker.ask(method, path)) for method, path in asks]
        bodies = {}
        for (method, path), (_same, answer) in zip(asks, told, strict=True):
            body = answer.data
            for pattern, instead in ONE_TIME:
                body = pattern.sub(instead, body)
            bodies[f"{method} {path}"] = (answer.status_code, body)
        answers.append(bodies)
    return [name for name, body in answers[0].items() if answers[1][name] != body]


@pytest.fixture(scope="module")
def two(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Flask]]:
    with stopped_clock(), pair(world, HIDDEN, tmp_path_factory.mktemp("family")) as apps:
        yield apps


@pytest.mark.parametrize("login", HIDDEN.viewers)
def test_a_hidden_family_changes_no_byte_of_what_is_told(
    two: tuple[Flask, Flask], world: World, login: str
) -> None:
    assert differing(two, world, login) == []


def test_a_family_told_beyond_the_readers_cases_is_seen(
    two: tuple[Flask, Flask], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.cases.family.people_shown_to", lambda viewer: true())
    assert differing(two, world, "mediator_town")
