"""The shell's own small application, fresh for every test."""

import pytest

from tests.core.web.sample import World, make_app, open_world


@pytest.fixture
def unfinished() -> World:
    """All doors registered, nothing judged yet."""
    return make_app()


@pytest.fixture
def world() -> World:
    """A world open for visitors."""
    return open_world()
