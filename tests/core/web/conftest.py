"""The shell's own small application, fresh for every test."""

import pytest

from core.web import finish_web
from tests.core.web.sample import World, make_app


@pytest.fixture
def unfinished() -> World:
    """All doors registered, nothing judged yet."""
    return make_app()


@pytest.fixture
def world(unfinished: World) -> World:
    """A world open for visitors."""
    finish_web(unfinished.app, session=unfinished.session)
    return unfinished
