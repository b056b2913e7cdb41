"""The wall before every plugin's pages: judges the path before anything else reads the request.

A blueprint alone is no wall (measured): a closed plugin still answered 308, 405 and 400, its error
handler took over every 404, its ``before_app_request`` ran everywhere. The wall therefore stands in
front of routing's answer, the token and the person, and judges the path alone (T/ZSM 5.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from core.roster import Busy, Gates, Roster
from core.words import State

_COUNTY: Final = re.compile(r"[0-9]{6}", re.ASCII)
_LEAVE: Final = "jiahe.leave_plugin"


class WallMisplaced(RuntimeError):
    """Something would run before the wall; the app may not start."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall:
    """Answers in the view's place when a plugin is closed or full; None lets the request on.

    *state_of* tells the state of a loaded plugin for this request, *not_found* and *busy* make
    core's own answers. ``known`` holds the names of all plugins, quarantined ones included;
    those are closed without asking.
    """

    loaded: frozenset[str]
    known: frozenset[str]
    state_of: Callable[[str], State]
    not_found: Callable[[], ResponseReturnValue]
    busy: Callable[[], ResponseReturnValue]
    gates: Gates = field(default_factory=Gates)

    def __call__(self) -> ResponseReturnValue | None:
        """Judge this request."""
        name = plugin_of(request.path, self.known)
        if name is None:
            return None
        if name not in self.loaded or self.state_of(name) is State.CLOSED:
            # As if no rule had matched: otherwise the plugin's own after_request and teardown
            # functions would still run, and could tell this 404 from any other.
            request.url_rule = None
            request.view_args = None
            request.routing_exception = NotFound()
            return self.not_found()
        try:
            request.environ[_LEAVE] = self.gates.enter(name)
        except Busy:
            return self.busy()
        return None


def plugin_of(path: str, names: Collection[str]) -> str | None:
    """Return the plugin whose pages *path* leads to, None when it leads elsewhere.

    Empty segments are skipped, so that doubled slashes are judged like single ones.
    """
    parts = [part for part in path.split("/", 8) if part]
    if len(parts) < 2 or not _COUNTY.fullmatch(parts[0]):
        return None
    return parts[1] if parts[1] in names else None


def raise_wall(
    app: Flask,
    roster: Roster,
    *,
    state_of: Callable[[str], State],
    not_found: Callable[[], ResponseReturnValue],
    busy: Callable[[], ResponseReturnValue],
    gates: Gates | None = None,
) -> Wall:
    """Build the wall for the plugins of *roster*; the caller puts it first in order.

    The gates of pages are not those of hooks: a page of a plugin that asks its own guard would
    otherwise wait for itself.
    """
    app.teardown_request(_leave)
    return Wall(
        loaded=roster.names,
        known=roster.known,
        state_of=state_of,
        not_found=not_found,
        busy=busy,
        gates=gates or Gates(),
    )


def check_wall(app: Flask, wall: Wall, *, behind: Collection[Callable[[], object]] = ()) -> None:
    """Raise `WallMisplaced` unless only the functions in *behind* run before the wall.

    Called at the end of ``create_app``, because an extension initialised late may have pushed
    itself in front.
    """
    order = app.before_request_funcs.get(None, [])
    if wall not in order:
        raise WallMisplaced("the wall is not among the request functions")
    early = [one for one in order[: order.index(wall)] if one not in behind]
    if early:
        raise WallMisplaced(f"before the wall: {', '.join(map(_named, early))}")
    if app.url_map.merge_slashes:
        raise WallMisplaced("the router would redirect doubled slashes past the wall's answer")


def _named(function: object) -> str:
    return str(getattr(function, "__qualname__", function))


def _leave(error: BaseException | None) -> None:
    leave = request.environ.pop(_LEAVE, None)
    if leave is not None:
        leave()
