"""Mount each plugin's blueprint at ``/<county>/<plugin>/…`` and refuse one that reaches further.

A plugin returns one blueprint and never receives the app. It is registered on an empty app first:
what a blueprint did to a real app cannot be undone, and a plugin that misbehaves is to be
quarantined, not to stop the house (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask
from werkzeug.routing import BaseConverter

from core.mount.shared import Snapshot, changes, own_rules, snapshot
from core.roster import Cause, Quarantine, Roster
from core.words import Brand

CONVERTER: Final = "county"


class CountyCode(BaseConverter):
    """Six digits and nothing else: what the wall does not judge must not match either."""

    regex = "[0-9]{6}"


class MountBroken(RuntimeError):
    """A plugin behaved on an empty app and changed the real one; it is too late to undo that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pages:
    name: str
    blueprint: Blueprint


def mount(app: Flask, roster: Roster, *, since: datetime) -> Roster:
    """Mount the pages of every plugin; return the roster without those that were refused.

    Call it when core's own routes and functions are in place. Raises `PluginRefused` for a bundled
    plugin, and for any while strict.
    """
    app.url_map.converters.setdefault(CONVERTER, CountyCode)
    for name in tuple(roster):
        if name not in roster:
            continue  # a brand whose service was refused just before
        try:
            pages = _pages(roster, name)
            if pages is not None:
                _rehearse(app, pages)
        except _Trespass as trespass:
            roster = roster.without(
                Quarantine(name=name, cause=Cause.MOUNT, since=since, detail=str(trespass))
            )
        else:
            if pages is not None:
                _register(app, pages)
    return roster


class _Trespass(Exception):
    """The plugin reaches beyond its prefix."""


def _pages(roster: Roster, name: str) -> _Pages | None:
    """Return the plugin's blueprint with its templates and static files, None when it has none."""
    declared = roster.declared(name)
    blueprint = None if isinstance(declared, Brand) else declared.blueprint
    home = roster.homes.get(name)
    templates = roster.folders("templates").get(name)
    static = roster.folders("static").get(name)
    if templates is not None:
        _check_templates(templates, name)
    if blueprint is None:
        if home is None or not (templates or static):
            return None
        # a brand or a thin service may still bring a picture
        blueprint = Blueprint(name, __name__, root_path=str(home))
    if blueprint.template_folder is None and templates is not None:
        blueprint.template_folder = str(templates)
    if not blueprint.has_static_folder and static is not None:
        blueprint.static_folder = str(static)
        blueprint.static_url_path = "/static"
    for folder in (blueprint.template_folder, blueprint.static_folder):
        if folder is not None and home is not None:
            _check_inside(Path(blueprint.root_path, folder), home)
    return _Pages(name=name, blueprint=blueprint)


def _check_templates(folder: Path, name: str) -> None:
    """Refuse templates outside ``templates/<plugin>/``: they could stand in for another's."""
    strangers = sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != name
    )
    if strangers:
        raise _Trespass(f"templates belong into templates/{name}/: {strangers[0]}")


def _check_inside(folder: Path, home: Path) -> None:
    if not folder.resolve().is_relative_to(home.resolve()):
        raise _Trespass("templates and static files belong into the plugin's own folder")


def _rehearse(app: Flask, pages: _Pages) -> None:
    """Register on an empty app and look what changed there."""
    trial = Flask(__name__, static_folder=None, template_folder=None)
    trial.url_map.merge_slashes = app.url_map.merge_slashes
    trial.url_map.converters.update(app.url_map.converters)
    before = snapshot(trial, pages.name)
    try:
        trial.register_blueprint(pages.blueprint, url_prefix=_prefix(pages.name))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _Trespass(f"cannot be mounted: {type(error).__name__}: {error}"[:300]) from error
    faults = list(_faults(trial, before, pages.name))
    if faults:
        raise _Trespass("; ".join(faults))


def _register(app: Flask, pages: _Pages) -> None:
    before = snapshot(app, pages.name)
    app.register_blueprint(pages.blueprint, url_prefix=_prefix(pages.name))
    faults = list(_faults(app, before, pages.name))
    if faults:
        raise MountBroken(f"{pages.name}: {'; '.join(faults)}")


def _faults(app: Flask, before: Snapshot, name: str) -> Iterator[str]:
    for table in changes(before, snapshot(app, name)):
        yield f"changed {table}, which all share"
    prefix = f"{_prefix(name)}/"
    for rule in own_rules(app, name):
        if not rule.rule.startswith(prefix) or rule.subdomain or rule.host or rule.websocket:
            yield f"the address {rule.rule} is outside its prefix"
        if rule.redirect_to is not None:
            yield f"the address {rule.rule} redirects before it is judged"


def _prefix(name: str) -> str:
    return f"/<{CONVERTER}:county>/{name}"
