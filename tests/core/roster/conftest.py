"""Rosters for tests, without an app."""

from datetime import UTC, datetime
from functools import partial

import pytest

from core.forms import check_forms
from core.roster import load
from tests.dummies import entry_point

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def load_only():
    """Load nothing but what the test names or hands over."""
    return partial(load, since=SINCE, points=(), judge_forms=check_forms)


@pytest.fixture
def load_dummies():
    """Load some of the dummies by name."""

    def run(*names, **options):
        points = [entry_point(name) for name in names]
        return load(since=SINCE, points=points, judge_forms=check_forms, **options)

    return run
