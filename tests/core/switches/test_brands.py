"""Which brand is the face of a service where: its points, its switch, its service's switch."""

from dataclasses import replace

import pytest

from core.roster import Roster
from core.switches import Board, Row
from core.words import Brand, State
from tests.dummies import a_service

TOWN, VILLAGE, OTHER = ("c", "t"), ("c", "t", "v"), ("c", "o")
ROSTER = Roster(
    services={"tea": a_service("tea")},
    supports={},
    brands={
        "sister": Brand(name="sister", service="tea", title="好大姐", points=("01", "0101")),
        "room": Brand(name="room", service="tea", title="小茶室", points=("0101",)),
    },
)


def board(**states: str) -> Board:
    return Board(
        rows=tuple(
            Row(plugin=name, point_id="c", county_wide=True, state=State(state), version=1)
            for name, state in states.items()
        ),
        standing={"t": "01", "v": "0101"},
    )


def at(here: Board, path: tuple[str, ...], kept: str = "") -> str:
    brand = here.brand_of(ROSTER, "tea", path, kept)
    return brand.name if brand else ""


def test_at_its_points_and_below_and_nowhere_else():
    here = board(tea="open", sister="open")
    assert at(here, TOWN) == "sister"
    assert at(here, VILLAGE) == "sister"
    assert at(here, (*TOWN, "another village")) == "sister", "below the town"
    assert at(here, OTHER) == at(here, ("c",)) == at(here, ()) == ""


def test_only_switched_on_and_only_with_its_service():
    assert at(board(tea="open"), TOWN) == ""
    assert at(board(sister="open"), TOWN) == ""
    assert at(board(tea="closed", sister="open"), TOWN) == ""
    narrowed = board(tea="open", sister="open")
    row = Row(plugin="sister", point_id="v", county_wide=False, state=State.CLOSED, version=1)
    narrowed = replace(narrowed, rows=(*narrowed.rows, row))
    assert (at(narrowed, TOWN), at(narrowed, VILLAGE)) == ("sister", "")


def test_what_is_closing_keeps_its_work_and_takes_none():
    here = board(tea="open", sister="closing")
    assert at(here, TOWN) == ""
    assert at(here, TOWN, kept="sister") == "sister"
    assert at(here, OTHER, kept="sister") == ""
    assert at(here, TOWN, kept="gone") == ""


def test_the_nearest_one_wins_and_work_begun_stays():
    town_only = replace(ROSTER.brands["sister"], points=("01",))
    roster = replace(ROSTER, brands={**ROSTER.brands, "sister": town_only})
    here = board(tea="open", sister="open", room="open")

    def name(path: tuple[str, ...], kept: str = "") -> str:
        brand = here.brand_of(roster, "tea", path, kept)
        return brand.name if brand else ""

    assert (name(TOWN), name(VILLAGE), name(VILLAGE, "sister")) == ("sister", "room", "sister")


@pytest.mark.parametrize(("path", "heard"), [(TOWN, True), (OTHER, False)])
def test_a_brand_is_asked_at_its_points_only(path, heard):
    here = board(tea="open", sister="open")
    assert ("sister" in here.asked(ROSTER, path)) is heard
