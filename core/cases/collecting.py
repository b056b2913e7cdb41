"""What a service puts onto its papers: its collectors, found by convention, and what they can make.

A collector is a plugin's and pure; that it raises ``LookupError`` says that there is no such paper
now, or none for this person (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from core.cases.acting import Acting
from core.words import CaseView, DocumentKind, ItemView

PluginCollector = Callable[[CaseView, ItemView, str], Mapping[str, object]]


def ready_for(
    acting: Acting,
    view: CaseView,
    plugin: str,
    kind: DocumentKind,
    item: ItemView,
    holder: str = "",
) -> bool:
    """Tell whether the item already holds what the plugin's paper is made of, for *holder*."""
    collect = collector_of(acting, plugin, kind)
    if collect is None:
        return False
    try:
        collect(view, item, holder)
    except LookupError:
        return False
    return True


def collector_of(acting: Acting, plugin: str, kind: DocumentKind) -> PluginCollector | None:
    """Return the plugin's function for a paper; found by convention in its ``papers`` module."""
    return cast("PluginCollector | None", papers_table(acting, plugin, "PAPERS").get(kind.name))


def papers_table(acting: Acting, plugin: str, name: str) -> Mapping[str, Callable[..., object]]:
    """Return the table *name* of a plugin's ``papers`` module, empty when it has none."""
    for one in acting.roster.hooks("service"):
        if one.plugin == plugin and plugin in acting.roster.homes:
            module = f"{one.function.__module__}.papers"
            if find_spec(module) is None:
                return {}
            return cast(
                "Mapping[str, Callable[..., object]]", getattr(import_module(module), name, {})
            )
    return {}
