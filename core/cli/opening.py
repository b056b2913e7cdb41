"""How every command comes by an app, and how it says what it found."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click
from flask import Flask

from core.config import Settings
from core.roster import Roster

OPERATOR = "operator"
"""Who did it, in an audit, when it was done from the command line: nobody's account."""

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供脚本使用。")


def open_app(settings: Settings | None = None) -> Flask:
    """Build the app of this environment; raises `SettingsError` when it must not start.

    Its connections are given back when the command ends, however it ends.
    """
    settings = settings or Settings.from_env(os.environ)
    # after the settings: a start that must not be says so at once
    from core.app import create_app
    from core.db import db

    app = create_app(settings)

    def close() -> None:
        with app.app_context():
            db.engine.dispose()

    click.get_current_context().call_on_close(close)
    return app


def roster_of(app: Flask) -> Roster:
    """Return the plugins of an app, loaded and quarantined."""
    roster: Roster = app.extensions["jiahe.roster"]
    return roster


def faulty(app: Flask) -> dict[str, str]:
    """Return the plugins that should be there and are not, with the reason for each."""
    from core.roster import doctor

    # one that is named in JIAHE_PLUGINS_OFF is away because somebody said so
    settings: Settings = app.extensions["jiahe.settings"]
    return {
        one.name: one.reason
        for one in doctor(roster_of(app))
        if one.reason and one.name not in settings.plugins_off
    }


def show(
    rows: Iterable[Mapping[str, Any]], as_json: bool, line: Callable[[Mapping[str, Any]], str]
) -> None:
    """Print rows as a JSON array, or each as the line a person reads."""
    listed = [dict(row) for row in rows]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2, default=str))
        return
    for row in listed:
        click.echo(line(row))
