"""Every plugin in turn: those installed here, and the dummies that hold together."""

from importlib.metadata import EntryPoint

import pytest

from core.contract.candidates import Candidate, candidate
from core.roster import Cause, PluginRefused, installed
from tests.dummies import entry_point

pytest.register_assert_rewrite("core.contract.checks")

SOUND = ("quiet", "brand")
"""Dummies that keep the contract; the others exist to break it."""
COMPANY = {"brand": "quiet"}
"""A brand is judged beside its service."""


def _points() -> dict[str, EntryPoint]:
    return {point.name: point for point in installed()} | {n: entry_point(n) for n in SOUND}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that wants a ``plugin`` once for each."""
    if "plugin" in metafunc.fixturenames:
        metafunc.parametrize("plugin", sorted(_points()), indirect=True, scope="session")


@pytest.fixture(scope="session")
def plugin(request: pytest.FixtureRequest) -> Candidate:
    """The plugin under judgement; a package that is not there is skipped by name."""
    name = request.param
    company = COMPANY.get(name)
    try:
        return candidate(_points()[name], [entry_point(company)] if company else ())
    except PluginRefused as refused:
        if refused.quarantine.cause is Cause.ABSENT:
            pytest.skip(f"{name} is not in this release")
        raise
