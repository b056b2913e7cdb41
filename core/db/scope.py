"""Which county the current work belongs to.

One place answers the question for requests, the command line, the worker and tests alike, so that
a row, a query and an audit entry of one piece of work can never disagree about it (T/ZSM 5.1.3).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import Flask, g, has_app_context


class NoCounty(Exception):
    """Something that belongs to a county was touched where no county is set."""


class ForeignCounty(Exception):
    """A row of another county was brought into this county's session."""


_own: ContextVar[str | None] = ContextVar("own transaction's county", default=None)


def county_or_none() -> str | None:
    """Return the county of the current work, or None where the work has none."""
    own = _own.get()
    return own if own is not None else county_of_context()


@contextmanager
def rows_of(county_id: str | None) -> Iterator[None]:
    """Make new rows belong to that county, whatever the work around it belongs to."""
    token = _own.set(county_id)
    try:
        yield
    finally:
        _own.reset(token)


def county_of_context() -> str | None:
    """Return the county of the application context: what a session is born with."""
    if not has_app_context():
        return None
    county_id: str | None = g.get("county_id")
    return county_id


def current_county() -> str:
    """Return the six-digit code of the county of the current work.

    Raises `NoCounty` outside `county_scope` and outside a request whose path names a county.
    """
    county_id = county_or_none()
    if county_id is None:
        raise NoCounty("no county is set here; enter county_scope(app, county_id) first")
    return county_id


@contextmanager
def county_scope(app: Flask, county_id: str | None, *, read_only: bool = False) -> Iterator[None]:
    """Do the work of one county outside a request: command line, worker, tests.

    Pushes an application context of its own, hence a session of its own; what was not committed
    at the end is rolled back. `county_id` None is for platform-wide tables only.
    """
    with app.app_context():
        g.county_id = county_id
        g.read_only = read_only
        yield
