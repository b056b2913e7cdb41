"""A plugin under judgement, loaded as strictly as a release would load it."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

from core.forms import check_forms
from core.people.roles import ROLES
from core.roster import GROUP, Cause, PluginRefused, Roster, installed, load
from core.words import Declared

SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A plugin under judgement: its name, its import package, and a roster it stands in alone (a
    brand with its service)."""

    name: str
    package: str
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


def point_of(package: str) -> EntryPoint:
    """Return the entry point by which *package* is installed, or would be."""
    known = {one.module: one for one in installed()}
    return known.get(package) or EntryPoint(
        name=package.rpartition(".")[2], value=package, group=GROUP
    )


def candidate(point: EntryPoint, company: Iterable[EntryPoint] = ()) -> Candidate:
    """Load the plugin of *point*, beside *company* if it needs some; raises `PluginRefused`.

    A brand that finds no service there is loaded beside everything installed.
    """
    beside = tuple(company)
    try:
        roster = _load((*beside, point))
    except PluginRefused as refused:
        if refused.quarantine.cause is not Cause.ORPHAN:
            raise
        others = tuple(one for one in installed() if one.name != point.name)
        roster = _load((*others, point))
    return Candidate(
        name=point.name,
        package=point.module,
        roster=roster,
        declared=roster.declared(point.name),
        home=roster.homes.get(point.name),
    )


@cache
def _load(points: tuple[EntryPoint, ...]) -> Roster:
    return load(
        since=SINCE, points=points, strict=True, roles=frozenset(ROLES), judge_forms=check_forms
    )
