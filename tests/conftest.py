"""Where pytest finds the harness; the fixtures themselves live in tests/harness."""

import gc

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.harness.closing",
    "tests.harness.absent",
    "tests.harness.hashing",
    "tests.harness.postgres",
    "tests.harness.apps",
    "tests.harness.browser",
]

# No test asserts a timing, and hypothesis would: 200 ms an example, however busy the machine.
settings.register_profile("jiahe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jiahe")

# The suite makes objects by the million and few circles: looking for those less often is worth a
# twentieth of its time.
gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the full sizes were asked for: many tests have a short form for each run."""
    return bool(request.config.getoption("--long"))
