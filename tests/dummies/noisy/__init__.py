"""A plugin that raises in every hook but the one that declares it."""

from typing import NoReturn

from core.api import Service, hookimpl
from tests.dummies import a_service

SECRET = "13800138000 张三"
"""What somebody told us: an exception must not carry it into a log or a page."""


@hookimpl
def service() -> Service:
    """Declare the service."""
    return a_service("noisy")


@hookimpl
def suggestions() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def objections() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def panels() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def case_opened() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def case_moved() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def record_filed() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def switched() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)


@hookimpl
def figures() -> NoReturn:
    """Raise."""
    raise RuntimeError(SECRET)
