"""The world of the authorization tests: built once a run; nobody changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.authorization.world import World, build, opened


@pytest.fixture(scope="session")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """People in every post and cases in every relation to them."""
    return build(sqlite_template, tmp_path_factory.mktemp("authorization") / "jiahe.db")


@pytest.fixture(scope="session")
def house(world: World) -> Iterator[Flask]:
    """The platform over that world, for tests that keep nothing."""
    with opened(world.path) as app:
        yield app
