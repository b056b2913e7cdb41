"""Sizes: every harness here has a short form for each run and the full one with ``--long``."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the full sizes were asked for."""
    return bool(request.config.getoption("--long"))
