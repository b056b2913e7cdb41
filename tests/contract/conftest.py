"""Every plugin in turn: those installed here, the dummies that hold together, or the one named."""

import ast
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from core.forms import check_forms
from core.people.roles import ROLES
from core.roster import GROUP, Cause, PluginRefused, Roster, installed, load
from core.words import Declared
from tests.contract.option import OPTION
from tests.dummies import entry_point

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)
SOUND = ("quiet", "brand")
"""Dummies that keep the contract; the others exist to break it."""
COMPANY = {"brand": "quiet"}
"""A brand is judged beside its service."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A plugin under judgement, loaded alone (a brand with its service)."""

    name: str
    roster: Roster
    declared: Declared
    home: Path | None

    @property
    def sources(self) -> dict[Path, ast.Module]:
        """The parsed modules of its package."""
        if self.home is None:
            return {}
        paths = sorted(self.home.rglob("*.py"))
        return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _points(config: pytest.Config) -> dict[str, EntryPoint]:
    package = config.getoption(OPTION)
    if package is not None:
        name = package.rpartition(".")[2]
        return {name: EntryPoint(name=name, value=package, group=GROUP)}
    return {point.name: point for point in installed()} | {n: entry_point(n) for n in SOUND}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that wants a ``plugin`` once for each."""
    if "plugin" in metafunc.fixturenames:
        names = sorted(_points(metafunc.config))
        metafunc.parametrize("plugin", names, indirect=True, scope="session")


@cache
def _load(point: EntryPoint, company: EntryPoint | None) -> Roster:
    return load(
        since=SINCE,
        points=[one for one in (company, point) if one is not None],
        strict=True,
        roles=frozenset(ROLES),
        judge_forms=check_forms,
    )


@pytest.fixture(scope="session")
def plugin(request: pytest.FixtureRequest) -> Candidate:
    """The plugin under judgement; a package that is not there is skipped by name."""
    name = request.param
    company = COMPANY.get(name)
    point = _points(request.config)[name]
    try:
        roster = _load(point, entry_point(company) if company else None)
    except PluginRefused as refused:
        if refused.quarantine.cause is Cause.ABSENT:
            pytest.skip(f"{name} is not in this release")
        raise
    return Candidate(
        name=name, roster=roster, declared=roster.declared(name), home=roster.homes.get(name)
    )
