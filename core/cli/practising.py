"""The practice county's two years, told by a process of their own beside `demo`.

Six hundred cases through the real commands take minutes; the doors open after seconds, and what
happened before the last weeks is filled in at a lower priority while people look around.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from core.cli.opening import open_app
from core.cli.presence import at_work
from core.config import Settings

TOLD = "sandbox.told"
"""Written when the two years are told; until then each start goes on with it."""
PATIENCE = 10
"""Seconds the helper has to end the act in hand."""


@click.command(hidden=True)
def past() -> None:
    """由 demo 调用：补齐练手县两年来的办件。"""
    from core.sandbox import build_past
    from core.sandbox.printing import print_offered
    from core.sandbox.wholes import tell_wholes

    settings = Settings.from_env(os.environ)
    if not settings.sandbox:
        raise click.ClickException("只用于练手县")
    os.nice(10)
    app, parent, said = open_app(settings), os.getppid(), 0

    def told(done: int, total: int) -> None:
        nonlocal said
        if os.getppid() != parent:
            raise SystemExit  # whoever asked for it is gone
        if done * 10 // total > said:
            said = done * 10 // total
            click.echo(f"练手县：两年来的办件已补 {done}/{total}")

    with at_work(settings.data):
        stopped = build_past(app, beside=True, told=told)
        roster = app.extensions["jiahe.roster"]
        tell_wholes(app, roster)
        print_offered(app, roster)
    (settings.data / TOLD).touch()
    click.echo("练手县：两年来的办件已补齐")
    if stopped:
        click.echo(f"练手县：有 {stopped} 件没有讲到底，原因见上面的日志", err=True)


@contextmanager
def told_beside(data: Path, environ: Mapping[str, str]) -> Iterator[Callable[[], bool]]:
    """Have the two years told by a helper inside the block, unless they are already; yields what
    tells whether it is still at it. The rounds of the house wait so long (``jobs.Resting``)."""
    if (data / TOLD).exists():
        yield told_already
        return
    click.echo("两年来的办件在后台接着补，要几分钟，不耽误使用。")
    helper = subprocess.Popen([sys.executable, "-m", "core.cli", "past"], env=dict(environ))
    try:
        yield lambda: helper.poll() is None
    finally:
        helper.terminate()
        helper.wait(timeout=PATIENCE)


def told_already() -> bool:
    """Nothing is being told."""
    return False
