"""The list's SQL, the page's Python and the oracle judge random cases for random people alike.

The two halves of the product are written twice on purpose (a list cannot load every case), so
nothing but a test keeps them one rule.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.cases import lists
from core.cases.acting import Acting
from core.cases.loading import find_case, load, standing_of
from core.cases.models import CaseFile
from core.cases.visibility import visible_to
from core.clocks import now
from core.db import county_scope, db
from core.privacy import Reach, reach
from core.switches import Board
from core.words import PointView, PostView, Viewer
from tests.authorization.cast import CODES, COUNTY, PERSONAS, TREE, Persona, Sketch
from tests.authorization.seeing import PROFESSIONS, how_far
from tests.authorization.world import World, put_case

PEOPLE = [one for one in PERSONAS.values() if one.county == COUNTY]
LOGINS = [one.login for one in PEOPLE]
ROLES = [
    "front_desk", "handler", "point_head", "supervisor", "city", "module_admin", "partner",
    "grid_worker", "confidentiality_officer", "mediator", "lawyer", "psychologist", "aid",
]  # fmt: skip
WHYS = [
    "team", "urgent", "item", "handler", "supervise", "first_handler", "special", "watch", "co",
]  # fmt: skip
CASES, VIEWERS = 12, 10


def some(chance: random.Random, among: list[str], most: int) -> list[str]:
    return chance.sample(among, chance.randint(0, most))


def a_case(chance: random.Random) -> Sketch:
    """Any standing the tables can hold, few of them ones today's commands would bring about."""
    places = list(TREE)
    pending = chance.choice([None, None, *places])
    services = chance.sample(sorted(PROFESSIONS), chance.randint(1, 2))
    return Sketch(
        holder=chance.choice(places),
        point=chance.choice(["", *places]),
        first=chance.choice(LOGINS),
        lead=chance.choice(["", *LOGINS]),
        handler=chance.choice([None, *LOGINS]),
        tracker=chance.choice([None, None, *LOGINS]),
        state=chance.choice(["received", "in_progress", "archived"]),
        sealed=chance.random() < 0.4,
        escalated=chance.random() < 0.4,
        items={name: chance.choice([None, *LOGINS]) for name in services},
        named={login: chance.choice(WHYS) for login in some(chance, LOGINS, 6)},
        named_once={login: chance.choice(WHYS) for login in some(chance, LOGINS, 2)},
        barred=tuple(some(chance, LOGINS, 3)) if chance.random() < 0.4 else (),
        barred_points=tuple(some(chance, places, 1)),
        co_points=tuple(some(chance, places, 2)),
        pending=pending,
        pending_to=chance.choice([None, *LOGINS]) if pending else None,
        glass=tuple(some(chance, LOGINS, 8)) if chance.random() < 0.3 else (),
    )


def without_contradiction(sketch: Sketch) -> Sketch:
    """A grant that ended and one that holds are two rows of one name; keep the living one."""
    for login in set(sketch.named) & set(sketch.named_once):
        del sketch.named_once[login]
    return sketch


def a_viewer(chance: random.Random) -> Persona:
    posts = {(chance.choice(ROLES), chance.choice(list(TREE))) for _ in range(chance.randint(1, 3))}
    return Persona(login=chance.choice(LOGINS), posts=tuple(sorted(posts)))


def as_viewer(world: World, who: Persona) -> Viewer:
    def point(tag: str) -> PointView:
        path = tuple(world.points[one] for one in TREE[tag])
        return PointView(id=path[-1], code=CODES[tag], name=tag, level="town", path=path)

    posts = tuple(PostView(point=point(tag), role=role) for role, tag in who.posts)
    return Viewer(
        account_id=world.accounts[who.login],
        name=who.login,
        county=COUNTY,
        posts=posts,
        current=posts[0],
    )


@pytest.fixture
def ground(house: Flask, world: World) -> Iterator[Flask]:
    """A session in the county; what an example writes is rolled back by the example."""
    with county_scope(house, COUNTY):
        yield house
        db.session.rollback()


def disagreements(house: Flask, world: World, seed: int) -> list[str]:
    """Write random cases, look at each with random eyes, and tell where two judges differ."""
    chance, wrong = random.Random(seed), []  # noqa: S311 - no secret
    roster = house.extensions["jiahe.roster"]
    try:
        placed = {}
        for place in range(CASES):
            sketch = without_contradiction(a_case(chance))
            number = f"{COUNTY}-2026-R{place:05d}-2"
            put_case(world, sketch, number)
            placed[number] = sketch
        loaded = {number: load(db.session(), find_case(db.session(), number)) for number in placed}
        for who in [*(a_viewer(chance) for _ in range(VIEWERS)), *chance.sample(PEOPLE, 4)]:
            if not who.roles:
                continue
            viewer = as_viewer(world, who)
            listed = set(
                db.session.scalars(
                    select(CaseFile.number).where(
                        visible_to(viewer), CaseFile.number.in_(list(placed))
                    )
                )
            )
            acting = Acting(
                session=db.session(), viewer=viewer, roster=roster, board=Board(), at=now()
            )
            page, _more = lists.list_cases(acting, lists.Filters(), page_size=10 * CASES)
            on_page = {one.number for one in page} & placed.keys()
            if on_page != listed:
                wrong.append(f"{who}: on the page {on_page}, by SQL {listed}")
            for number, sketch in placed.items():
                standing = standing_of(roster, loaded[number])
                python = reach(viewer, standing)
                # an emergency look opens the case's own page, and no list leads there
                by_list = reach(viewer, replace(standing, glass=frozenset()))
                oracle = how_far(who, sketch)
                in_list = number in listed
                if in_list != (by_list >= Reach.PROCESS) or int(python) != int(oracle):
                    wrong.append(f"{who} {sketch}: SQL {in_list}, {python!r}, {oracle!r}")
    finally:
        db.session.rollback()
    return wrong


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_list_page_and_oracle_agree_on_random_standings(
    ground: Flask, world: World, seed: int
) -> None:
    assert disagreements(ground, world, seed) == []


@pytest.mark.long
def test_they_agree_on_many_more(ground: Flask, world: World) -> None:
    for seed in range(150):
        assert disagreements(ground, world, seed) == []


@pytest.mark.parametrize(
    ("where", "planted"),
    [
        ("core.cases.visibility.not_sealed_to", lambda viewer: CaseFile.id.is_not(None)),
        ("core.cases.visibility.not_barred", lambda viewer: CaseFile.id.is_not(None)),
        ("core.cases.visibility._by_post", lambda eyes: []),
    ],
)
def test_a_list_that_forgets_a_rule_is_seen(
    ground: Flask, world: World, monkeypatch: pytest.MonkeyPatch, where: str, planted: object
) -> None:
    monkeypatch.setattr(where, planted)
    # without its memory, which holds statements built before the mistake
    monkeypatch.setattr(lists, "_listing", lists._listing.__wrapped__)
    assert any(disagreements(ground, world, seed) for seed in range(3))


def test_the_oracle_is_no_echo_of_the_product() -> None:
    """It would agree with any mistake if it asked the product."""
    import tests.authorization.admin_routes as admin_routes
    import tests.authorization.cast as cast
    import tests.authorization.oracle as oracle
    import tests.authorization.relations as relations
    import tests.authorization.route as route
    import tests.authorization.seeing as seeing
    import tests.authorization.verdict as verdict

    for module in (admin_routes, cast, oracle, relations, route, seeing, verdict):
        foreign = {getattr(one, "__module__", "") or "" for one in vars(module).values()}
        assert not any(name.split(".")[0] in ("core", "plugins") for name in foreign)
