"""The professionals and samples that services bring to the practice county."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from core.roster import Roster
from core.sandbox.people import Person


def service_modules(roster: Roster) -> tuple[ModuleType, ...]:
    """Return the ``sandbox`` modules that services bring, in the roster's order."""
    found = []
    for one in roster.hooks("service"):
        if one.plugin not in roster.homes:
            continue  # a single file, or a brand's folder: no package to look in
        module = f"{one.function.__module__}.sandbox"
        if find_spec(module) is not None:
            found.append(import_module(module))
    return tuple(found)


def service_staff(roster: Roster) -> tuple[Person, ...]:
    """Return the professionals that services bring, as (login, name, title, role); one who works
    for two of them is brought by both, so that either can be left out."""
    found = (
        Person(login=login, name=name, title=title, roles=(role,))
        for module in service_modules(roster)
        for login, name, title, role in getattr(module, "STAFF", ())
    )
    return tuple(dict.fromkeys(found))
