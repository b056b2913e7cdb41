"""Rosters for tests, without an app."""

from datetime import UTC, datetime
from functools import partial

import pytest

from core.roster import load
from tests.dummies import entry_point

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def load_only():
    """Load nothing but what the test names or hands over."""
    return partial(load, since=SINCE, points=())


@pytest.fixture
def load_dummies():
    """Load some of the dummies by name."""

    def run(*names, **options):
        return load(since=SINCE, points=[entry_point(name) for name in names], **options)

    return run
