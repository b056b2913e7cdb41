"""A small house with doors of its own, a wall, and plugins behind it."""

import pytest

from core.contract.walled import COUNTY, SINCE, Client, House, house_around, new_app, page
from core.roster import Gates, load
from tests.dummies import entry_point

__all__ = ["COUNTY", "SINCE", "Client", "House", "build", "new_app", "page"]


def build(*points, handed=None, strict=False, gates=None, wall=True, roster=None) -> House:
    roster = roster or load(since=SINCE, points=points, handed=handed or {}, strict=strict)
    return house_around(roster, gates=gates, wall=wall)


@pytest.fixture
def house() -> House:
    """A house with the quiet plugin, open."""
    return build(entry_point("quiet"))


@pytest.fixture
def build_house():
    """Build a house around given plugins."""
    return build


@pytest.fixture
def free_gates():
    """Return a bulkhead of some size that does not wait."""
    return lambda at_once: Gates(at_once=at_once, patience=0)
