"""The bar of a door as data: what a person may not do is not offered to her."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Navigation = Callable[[Any], "Iterable[NavItem]"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """One entry: the word, where it leads, the action that opens it; `also` its other pages."""

    label: str
    endpoint: str
    action: str
    also: tuple[str, ...] = ()


def nav_items(
    viewer: Any | None, items: Iterable[NavItem], may: Callable[[Any, str], bool]
) -> list[NavItem]:
    """Return the entries that `viewer` may open, in order; nobody signed in gets none."""
    if viewer is None:
        return []
    return [item for item in items if may(viewer, item.action)]


def current_item(items: Iterable[NavItem], endpoint: str | None) -> NavItem | None:
    """Return the entry this page belongs to: its own, else the first of the same room."""
    if endpoint is None:
        return None
    room = endpoint.rpartition(".")[0]
    near = None
    for item in items:
        if endpoint == item.endpoint or endpoint in item.also:
            return item
        if near is None and room and item.endpoint.rpartition(".")[0] == room:
            near = item
    return near
