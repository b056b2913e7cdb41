"""Who gets in where, cell by cell, against an oracle that shares no line with the product."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

import core.cases.here
import core.web.gate
from core.privacy import Reach
from tests.authorization.cast import PERSONAS
from tests.authorization.matrix import Cell, agrees, cells, expected, got
from tests.authorization.oracle import ROUTES
from tests.authorization.verdict import Verdict
from tests.authorization.world import Voice, World, nothing_kept

FIRST = 2_000
PARTS = 20
"""Of all cells, so that none of them is taken for hanging."""


def mismatches(app: Flask, world: World, asked: list[Cell]) -> list[str]:
    return list(told_apart(app, world, asked))


def told_apart(app: Flask, world: World, asked: list[Cell]) -> Iterator[str]:
    """Yield each cell whose answer is not the oracle's, as it is found."""
    voices: dict[str, Voice] = {}
    with nothing_kept():
        for cell in asked:
            said = expected(cell)
            found, status = got(app, world, cell, voices)
            if not agrees(said, found, status):
                yield (
                    f"{cell.login or 'nobody'} {cell.method} {cell.endpoint}"
                    f" {cell.county}/{cell.case}: {said.name if said else 'undeclared'}"
                    f" expected, got {status}"
                )


def test_the_matrix_is_large_enough_and_meets_every_route(house: Flask) -> None:
    every = cells(house)
    assert len(every) >= 20_000
    assert len({cell.rank for cell in every}) == len(every)
    sample = every[:FIRST]
    assert {cell.login for cell in sample} == {*PERSONAS, ""}
    met = {(cell.method, cell.endpoint) for cell in every}
    assert met == set(ROUTES), met ^ set(ROUTES)
    # all classes of answers are asked for, none only in the tail
    classes = Counter(expected(cell) for cell in sample)
    assert min(classes[one] for one in Verdict if one is not Verdict.IN_OR_ABSENT) >= 25


def test_the_first_two_thousand_cells(house: Flask, world: World) -> None:
    assert mismatches(house, world, cells(house)[:FIRST]) == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_every_cell(house: Flask, world: World, part: int) -> None:
    assert mismatches(house, world, cells(house)[part::PARTS]) == []


def of_cases(house: Flask) -> list[Cell]:
    return [cell for cell in cells(house) if cell.endpoint in ("cases.show", "rest.case")]


def test_a_reach_that_opens_too_much_is_seen(
    house: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.cases.loading.reach", lambda viewer, standing: Reach.PROCESS)
    assert len(mismatches(house, world, of_cases(house)[:200])) > 10


def test_a_reach_that_opens_too_little_is_seen(
    house: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = core.cases.loading.reach
    monkeypatch.setattr(
        "core.cases.loading.reach",
        lambda viewer, standing: Reach.NONE if standing.sealed else real(viewer, standing),
    )
    assert any(told_apart(house, world, of_cases(house)))


def test_a_table_of_roles_that_allows_by_default_is_seen(
    house: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = house.extensions[core.web.gate.EXTENSION]
    generous = {name: getattr(gate, name) for name in gate.__slots__}
    generous["may"] = lambda viewer, action: True
    monkeypatch.setitem(house.extensions, core.web.gate.EXTENSION, core.web.gate.Gate(**generous))
    assert any(told_apart(house, world, cells(house)[:200]))


def test_a_route_the_oracle_has_never_heard_of_is_seen(house: Flask, world: World) -> None:
    cell = next(one for one in cells(house) if one.endpoint == "desk.home")
    strange = Cell(
        login=cell.login,
        method="GET",
        endpoint="desk.forgotten",
        rule=cell.rule,
        case="",
        county=cell.county,
    )
    assert mismatches(house, world, [strange])
