"""The page of what may still be inferred says neither less nor more than is so."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseBarrier, CaseFile, Party, Task
from core.cases.models_family import SamePerson
from core.clocks import now, today
from core.db import county_scope, db
from core.families.models import Person
from tests.authorization.cast import COUNTY, Sketch
from tests.authorization.twoworld import excused
from tests.authorization.world import (
    Voice,
    World,
    nothing_kept,
    number_of,
    opened,
    put_case,
    voice,
)

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
API = f"/api/v1/{COUNTY}"
HIDDEN = Sketch(
    sealed=True,
    holder="village_b",
    first="desk_town_2",
    handler="handler_town_2",
    items={"legal_aid": "handler_town_2"},
    named={"desk_town_2": "lead"},
)


def known_person(world: World) -> str:
    """Return somebody whom the people of her own town see; call it in the county."""
    return (
        db.session.scalars(
            select(Party.person_id)
            .where(Party.case_id == world.cases["own_town"].case_id)
            .order_by(Party.position)
            .limit(1)
        ).one()
        or ""
    )


@pytest.fixture(scope="module")
def before_and_after(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Flask]]:
    """A county where one sealed case is all that runs at a point and of a function and a
    colleague is kept away from another case, and one where neither is so."""
    place = tmp_path_factory.mktemp("inferences")
    world.copy(place / "a.db")
    with opened(place / "a.db") as app, county_scope(app, COUNTY):
        db.session.get_one(Person, (COUNTY, known_person(world))).address = "幸福路一号"
        late = db.session.scalars(
            select(CaseFile).where(CaseFile.number == world.cases["own_town"].number)
        ).one()
        late.settle_by = today() - timedelta(days=1)
        db.session.commit()
    (place / "b.db").write_bytes((place / "a.db").read_bytes())
    with opened(place / "b.db") as app, county_scope(app, COUNTY):
        placed = put_case(
            world,
            HIDDEN,
            number_of("inferred"),
            parties=(("欧阳雪", "13912345678", "110105199003074579"),),
        )
        hidden = db.session.scalars(
            select(Person)
            .join(Party, Party.person_id == Person.id)
            .where(Party.case_id == placed.case_id)
        ).one()
        hidden.address, hidden.address_secret = "避风巷九号", True
        db.session.add(
            SamePerson(
                person_id=known_person(world),
                other_id=hidden.id,
                reason="同一个人",
                joined_by=world.accounts["handler_town_2"],
                joined_at=now(),
            )
        )
        known = db.session.scalars(
            select(CaseFile).where(CaseFile.number == world.cases["own_town"].number)
        ).one()
        db.session.add(
            CaseBarrier(
                case_id=known.id,
                kind="keep_away",
                account_id=world.accounts["handler_town"],
                since=now(),
            )
        )
        db.session.commit()
    with opened(place / "a.db") as a, opened(place / "b.db") as b:
        yield a, b


def county_total(app: Flask, world: World) -> object:
    return voice(app, world, "head").ask("GET", f"{API}/indicators").get_json()


def switch_refused(app: Flask, world: World) -> object:
    path = f"{API}/switches/legal_aid/rehearsal?state=closed&point=990101001002"
    said = voice(app, world, "admin").ask("GET", path).get_json()
    return said["allowed"], said["open_items"]


def point_refused(app: Flask, world: World) -> object:
    path = f"/{COUNTY}/admin/points/{world.points['village_b']}/close"
    with nothing_kept():
        return "还有办件没有办结" in voice(app, world, "admin").ask("POST", path).text


def known_lead(app: Flask, world: World) -> object:
    speaker: Voice = voice(app, world, "desk")
    body = {
        "channel": "walk_in",
        "scenario": "property",
        "summary": "想问一件事",
        "danger_now": "no",
        "parties": [{"role": "applicant", "name": "路人甲", "id_no": "110105199003074579"}],
        "services": ["legal_consult"],
    }
    assert speaker.ask("POST", f"{API}/cases", json=body).status_code == 201
    with county_scope(app, COUNTY):
        return len(db.session.scalars(select(Task).where(Task.kind == "match")).all())


def joined_address(app: Flask, world: World) -> object:
    with county_scope(app, COUNTY, read_only=True):
        path = f"/{COUNTY}/desk/people/{known_person(world)}"
    with nothing_kept():
        told = voice(app, world, "mediator_town").ask("POST", path).text
    assert "避风巷" not in told
    return "幸福路一号" in told


def colleague_refused(app: Flask, world: World) -> object:
    """A head who sees how the case goes hands it to a colleague."""
    number = world.cases["own_town"].number
    body = {"version": 3, "account": "handler_town"}
    with nothing_kept():
        answer = voice(app, world, "head_town").ask(
            "POST", f"{API}/cases/{number}/handler", json=body
        )
    assert "回避" not in answer.text
    assert "要求" not in answer.text
    return answer.status_code


def agenda_left_out(app: Flask, world: World) -> object:
    """A head who sees how the case goes asks the colleague to her meeting."""
    people = [{"post": "mediator", "who": "handler_town"}]
    data = {"on": today().isoformat(), "place": "会议室", "jointly": "own", "people": people}
    with nothing_kept():
        answer = voice(app, world, "head_town").ask("POST", f"{API}/meetings", json={"data": data})
    assert answer.status_code == 201, answer.text
    assert "要求" not in answer.text
    return world.cases["own_town"].number in answer.text


INFERRED: dict[str, Callable[[Flask, World], object]] = {
    "county-total": county_total,
    "switch-refused": switch_refused,
    "point-refused": point_refused,
    "known-lead": known_lead,
    "joined-address": joined_address,
    "colleague-refused": colleague_refused,
    "agenda-left-out": agenda_left_out,
}


def listed() -> set[str]:
    section = PAGE.read_text(encoding="utf-8").split("## What may still be inferred")[1]
    return set(re.findall(r"^\| `([a-z-]+)` \|", section.split("\n## ")[0], re.MULTILINE))


def test_the_page_lists_what_is_tested_and_nothing_else() -> None:
    assert listed() == set(INFERRED)


@pytest.mark.parametrize("name", INFERRED)
def test_what_the_page_admits_is_so(
    before_and_after: tuple[Flask, Flask], world: World, name: str
) -> None:
    a, b = before_and_after
    assert INFERRED[name](a, world) != INFERRED[name](b, world)


def test_the_comparison_excuses_the_county_total_alone() -> None:
    assert excused(f"GET {API}/indicators ")
    assert excused(f"GET {API}/indicators?period=2026-11 ")
    assert excused(f"GET /{COUNTY}/figures/?period=2026-Q4 ")
    assert not excused(f"GET {API}/indicators ", "head_town")
    for label in (
        f"GET /{COUNTY}/figures/?period=2026-11&point=990101001 ",
        f"GET /{COUNTY}/figures/ledgers/disputes?point=990101 ",
        f"GET {API}/indicators?point=990101001 ",
        f"GET {API}/indicators?period=2026-11&point=990101002 ",
        f"GET {API}/cases?count=1 ",
        f"GET /{COUNTY}/cases/ ",
    ):
        assert not excused(label)
