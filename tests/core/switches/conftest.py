"""The small ground, for the switches."""

import pytest

from tests.core.outbox.ground import HERE, app, database, ground_database, ground_file, points

__all__ = ["app", "database", "ground_database", "ground_file"]


@pytest.fixture
def places(app):
    """The points of the county, by level."""
    return points(app, HERE)
