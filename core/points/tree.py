"""Where a point stands: above, below, and who is superior to both of two.

Pure functions over the written-out path, so that routing asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.points.models import ServicePoint
from core.words import PointView

# What may hang under what. A county may run a village itself, where there is no town between.
PARENT_LEVELS: dict[str, frozenset[str | None]] = {
    "city": frozenset({None}),
    "county": frozenset({None, "city"}),
    "town": frozenset({"county"}),
    "village": frozenset({"town", "county"}),
    "grid": frozenset({"village", "town"}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PointNode:
    """A point in its tree; ``depth`` is 0 at the root."""

    view: PointView
    active: bool
    depth: int
    children: tuple[PointNode, ...] = field(default=())

    def walk(self) -> Iterator[PointNode]:
        """Yield this node and everything below, in the order of codes."""
        yield self
        for child in self.children:
            yield from child.walk()


def view(point: ServicePoint) -> PointView:
    """Return *point* as others may see it; ``path`` ends with its own id."""
    return PointView(
        id=point.id, code=point.code, name=point.name, level=point.level, path=path_of(point)
    )


def path_of(point: ServicePoint | PointView) -> tuple[str, ...]:
    """Return the ids from the root to the point itself."""
    return ids_of(point.path) if isinstance(point, ServicePoint) else point.path


def ids_of(path: str) -> tuple[str, ...]:
    """Return the ids written in a stored path."""
    return tuple(path.strip("/").split("/"))


def ancestors(point: ServicePoint | PointView) -> tuple[str, ...]:
    """Return the ids of the points above, the nearest first."""
    return path_of(point)[-2::-1]


def is_within(point: ServicePoint | PointView, above_id: str) -> bool:
    """Tell whether the point is *above_id* or anywhere below it."""
    return above_id in path_of(point)


def common_superior(one: ServicePoint | PointView, other: ServicePoint | PointView) -> str:
    """Return the id of the lowest point above both, the root when one of them is the root.

    Strictly above: who let a hand-over expire does not supervise himself, unless there is nobody
    higher. Raises ValueError for points of different trees.
    """
    first, second = path_of(one), path_of(other)
    if first[0] != second[0]:
        raise ValueError("the points share no superior")
    shared = first[0]
    for mine, theirs in zip(first[:-1], second[:-1], strict=False):
        if mine != theirs:
            break
        shared = mine
    return shared


def grow(rows: Iterable[tuple[PointView, bool]]) -> tuple[PointNode, ...]:
    """Return the roots of the tree made of all *rows* (a view and whether it is active)."""
    below: dict[str | None, list[tuple[PointView, bool]]] = {}
    for point, active in sorted(rows, key=lambda row: row[0].code):
        parent = point.path[-2] if len(point.path) > 1 else None
        below.setdefault(parent, []).append((point, active))

    def nodes(parent: str | None, depth: int) -> tuple[PointNode, ...]:
        return tuple(
            PointNode(view=point, active=active, depth=depth, children=nodes(point.id, depth + 1))
            for point, active in below.get(parent, ())
        )

    return nodes(None, 0)
