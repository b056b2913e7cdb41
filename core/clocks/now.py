"""The present moment, asked for in one place only.

A deadline is worth nothing if two parts of a page disagree on what day it is; and a practice county
must be able to live on a day of its own (``JIAHE_TODAY``) without anything else knowing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, current_app, has_app_context

SHANGHAI = ZoneInfo("Asia/Shanghai")
_KEY = "JIAHE_TODAY"
_STANDS: ContextVar[datetime | None] = ContextVar("moment_that_stands", default=None)


def pretend(app: Flask, day: date | None) -> None:
    """Let *app* believe it is *day* (None: the real one).

    Sandbox only; ``create_app`` calls it with the setting. It belongs to the app, so two apps in
    one process may live on different days.
    """
    app.config[_KEY] = day


@contextmanager
def moment(instant: datetime) -> Iterator[None]:
    """Let time stand at an aware *instant* inside the block, for this thread of work only.

    For telling what happened in the past of a practice county; nothing else may.
    """
    kept = _STANDS.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _STANDS.reset(kept)


def now() -> datetime:
    """Return the present instant, aware, in UTC.

    Inside an app that pretends a day, the date (as read in Shanghai) is replaced and the time of
    day kept. A pretended day therefore repeats after midnight instead of moving on: the same
    sandbox stays the same sandbox however long it is served.
    """
    standing = _STANDS.get()
    if standing is not None:
        return standing
    instant = datetime.now(UTC)
    day = current_app.config.get(_KEY) if has_app_context() else None
    if day is None:
        return instant
    local = instant.astimezone(SHANGHAI)
    return local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)


def today() -> date:
    """Return the present date in Shanghai, which is the date on every paper."""
    return local_date(now())


def local_date(instant: datetime) -> date:
    """Return the Shanghai date of an aware *instant*; raise ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone has no date")
    return instant.astimezone(SHANGHAI).date()


def disk_time() -> float:
    """Return seconds of the epoch as the disk stamps its files, whatever day a sandbox believes
    in; for the age of files and nothing else."""
    return time.time()
