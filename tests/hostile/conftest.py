"""The world hostile texts are sent into: one case with all eight functions, one person on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.db import county_scope, db
from tests.authorization.cast import COUNTY, Sketch
from tests.authorization.seeing import PROFESSIONS
from tests.authorization.world import World, build, number_of, opened, put_case


@pytest.fixture(scope="session")
def besieged(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The authorization world and one case that holds an item of every function."""
    world = build(sqlite_template, tmp_path_factory.mktemp("hostile") / "jiahe.db")
    sketch = Sketch(
        holder="county",
        first="mediator",
        handler="mediator",
        items=dict.fromkeys(sorted(PROFESSIONS), "mediator"),
    )
    with opened(world.path) as app, county_scope(app, COUNTY):
        world.cases["all"] = put_case(world, sketch, number_of("all"))
        db.session.commit()
    return world


@pytest.fixture(scope="session")
def fortress(besieged: World) -> Iterator[Flask]:
    """The platform over it; nothing that is sent is kept."""
    with opened(besieged.path) as app:
        yield app
