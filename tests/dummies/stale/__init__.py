"""A plugin written for another edition of the platform."""

from core.api import Service, hookimpl
from tests.dummies import a_service


@hookimpl
def service() -> Service:
    """Declare the service."""
    return a_service("stale", api=2)
