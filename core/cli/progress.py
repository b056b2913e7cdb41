"""The one way a long command shows that it lives: a bar where the end is known, else a counter.

It speaks on standard error and only to a terminal, so a pipe and a script that asked for JSON get
the result and nothing else (docs/operators.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(
    label: str, *, quiet: bool, length: int | None = None
) -> Iterator[Callable[[int], None]]:
    """Yield what to call after each part of the work, with how much was done since the last call.

    Arguments: *length* is how many parts there are; without one the parts are bytes, and
    megabytes are counted up. *quiet* is for who asked for data.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _count: None
    elif length is not None:
        with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
            yield bar.update
    else:
        done = 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            click.echo(f"\r{label} {done / 1e6:.0f} MB", nl=False, err=True)

        yield told
        click.echo(err=True)
