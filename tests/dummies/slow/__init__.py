"""A plugin that takes its time: every question waits until the test lets it go on."""

import threading

from core.api import IntakeView, Service, Suggestion, hookimpl
from tests.dummies import a_service

GO_ON = threading.Event()
ENTERED = threading.Semaphore(0)
"""Counts the calls that have arrived."""


@hookimpl
def service() -> Service:
    """Declare the service."""
    return a_service("slow")


@hookimpl
def suggestions(intake: IntakeView) -> list[Suggestion]:
    """Hang until the test lets go."""
    ENTERED.release()
    GO_ON.wait(30)
    return [Suggestion(service="slow", why="终于")]
