"""Tell everything that is wrong with brand folders, each with file, line and reason.

Start-up says as much as fits a red card; whoever is writing a brand wants all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from core.roster.brand_file import FILE, BrandFault, BrandFolder, read_brands
from core.roster.checking import JudgeForms, faults, faults_of_brand, form_keys, shared_points
from core.roster.loading import load
from core.roster.logo import LogoRefused, read_logo
from core.roster.values import Roster
from core.words import Brand


def lint_brands(
    place: Path,
    *,
    since: datetime,
    roles: frozenset[str],
    schemes: frozenset[str],
    core_forms: frozenset[str],
    judge_forms: JudgeForms,
) -> tuple[tuple[Brand, ...], tuple[BrandFault, ...]]:
    """Return the sound brands in *place* and what is wrong with the others; never touches a
    database. They are judged beside the installed plugins, as at start-up."""
    roster = load(since=since, roles=roles, core_forms=core_forms, judge_forms=judge_forms)
    sound: list[Brand] = []
    found: list[BrandFault] = []
    for folder in read_brands(place):
        if folder.brand is None:
            found.extend(folder.faults)
            continue
        others = (*roster.brands.values(), *sound)
        wrong = tuple(_wrong(folder, folder.brand, others, roster, roles, schemes, judge_forms))
        found.extend(wrong)
        if not wrong:
            sound.append(folder.brand)
    return tuple(sound), tuple(found)


def _wrong(
    folder: BrandFolder,
    brand: Brand,
    others: tuple[Brand, ...],
    roster: Roster,
    roles: frozenset[str],
    schemes: frozenset[str],
    judge_forms: JudgeForms,
) -> Iterator[BrandFault]:
    def at(key: str, reason: str) -> BrandFault:
        return BrandFault(file=f"{folder.folder.name}/{FILE}", line=folder.line(key), reason=reason)

    names = roster.names | {one.name for one in others}
    keys = {key for one in (*map(roster.declared, roster), *others) for key in form_keys(one)}
    if brand.name in names:
        yield at("name", f"name: there is a plugin or a brand called {brand.name!r} already")
    elif form_keys(brand) & keys:
        yield at("name", f"form {min(form_keys(brand) & keys)} exists already")
    yield from map(folder.located, faults(brand, name=brand.name, judge_forms=judge_forms))
    if brand.logo:
        try:
            read_logo(folder.folder, brand.logo)
        except LogoRefused as refused:
            yield at("logo", f"logo: {refused}")
    if brand.service not in roster.services:
        known = ", ".join(roster.services)
        yield at("service", f"service: {brand.service!r} is none of the installed: {known}")
        return
    yield from map(
        folder.located, faults_of_brand(brand, roster.services, judge_forms, roles, schemes)
    )
    yield from map(folder.located, shared_points(brand, others))
