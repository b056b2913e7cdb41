"""The practice county with a few of its stories, told once a run and copied to whoever asks.

Telling takes a quarter of a minute of a core; each worker of a run, and each module that looks at
the county, would do it again.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

import pytest
from flask import Flask

from core import sandbox
from core.app import create_app
from core.clocks import SHANGHAI, moment
from core.db import db, upgrade
from tests.harness.apps import TODAY, make_settings
from tests.harness.shared import made_once

FEW = 36
"""Out of which the last weeks have a few, and the two years before the rest."""
OPENING = datetime.combine(TODAY, time(9), tzinfo=SHANGHAI)
"""When the stories are told up to: a day of the window more, and the latest have ended too."""


@contextmanager
def practice_county(factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A county of one's own to read and to change, at the hour its stories end."""
    place = factory.mktemp("practice")
    shutil.copytree(made_once(factory, "told", _tell), place, dirs_exist_ok=True)
    app = _app(place)
    app.testing = True
    try:
        with moment(OPENING):
            yield app
    finally:
        _let_go(app)
        shutil.rmtree(place)


@contextmanager
def refused_stories() -> Iterator[list[str]]:
    """Collect what a telling had to leave out."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(f"{vars(record).get('story')}: {vars(record).get('why')}")

    ear, talker = Ear(), logging.getLogger("core.sandbox.filling")
    talker.addHandler(ear)
    try:
        yield heard
    finally:
        talker.removeHandler(ear)


def _tell(place: Path) -> None:
    app = _app(place)
    upgrade(app)
    with moment(OPENING), refused_stories() as refused:
        sandbox.build(app, size="full", cases=FEW)
        sandbox.build_past(app, cases=FEW)
    _let_go(app)
    assert refused == []


def _app(place: Path) -> Flask:
    return create_app(make_settings(place, f"sqlite:///{place / 'jiahe.db'}"))


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
