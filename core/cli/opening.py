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


def open_app() -> Flask:
    """Build the app of this environment; raises `SettingsError` when it must not start."""
    settings = Settings.from_env(os.environ)
    # after the settings: a start that must not be says so at once
    from core.app import create_app

    return create_app(settings)


def roster_of(app: Flask) -> Roster:
    """Return the plugins of an app, loaded and quarantined."""
    roster: Roster = app.extensions["jiahe.roster"]
    return roster


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
