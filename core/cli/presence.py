"""Who is at work on a data folder, so that nobody changes the ground under a running platform.

A lock of the system, not a file with a number in it: it is gone with its process, however that
ends, and never has to be cleaned up by hand.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

_NAME = "in-use.lock"


@contextmanager
def at_work(data: Path) -> Iterator[None]:
    """Be one of any number of processes that work on the data folder."""
    with _locked(data, fcntl.LOCK_SH, "数据目录 %s 正在恢复备份，请稍候"):
        yield


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Be the only one; refused while `serve`, `demo` or `worker` runs on the folder."""
    with _locked(data, fcntl.LOCK_EX, "数据目录 %s 正在使用，请先停下 jiahe serve 和 jiahe worker"):
        yield


@contextmanager
def _locked(data: Path, kind: int, refusal: str) -> Iterator[None]:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(data / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(refusal % data) from error
        yield
    finally:
        os.close(handle)
