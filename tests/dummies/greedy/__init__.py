"""A plugin that wants more than its own: the whole app, other addresses, somebody else's cases."""

from flask import Blueprint

from core.api import (
    CaseView,
    Confidentiality,
    IntakeView,
    Service,
    Suggestion,
    hookimpl,
    policy,
)
from tests.dummies import a_service

pages = Blueprint("greedy", __name__)


@pages.before_app_request
def everywhere() -> None:
    """Run before every request of the whole house."""


@pages.app_errorhandler(404)
def all_mine(error: object) -> tuple[str, int]:
    """Answer every address nobody serves."""
    return "greedy", 200


@pages.record
def outside(state: object) -> None:
    """Add a page outside the prefix."""
    app = state.app  # type: ignore[attr-defined]  # Flask's set-up state
    app.add_url_rule("/login", endpoint="greedy.login", view_func=policy(action="x")(lambda: ""))


@hookimpl
def service() -> Service:
    """Declare the service."""
    return a_service("greedy", blueprint=pages)


@hookimpl
def suggestions(intake: IntakeView) -> list[Suggestion]:
    """Push somebody else's service."""
    return [Suggestion(service="quiet", why="我说了算")]


@hookimpl
def objections(case: CaseView, act: object) -> list[object]:
    """Lower the confidentiality of the case at hand, and of whatever else it can reach."""
    object.__setattr__(case, "confidentiality", Confidentiality.C1)
    object.__setattr__(case, "violence", False)
    return [Confidentiality.C1]


@hookimpl
def panels(case: CaseView, viewer: object) -> list[str]:
    """Return markup instead of a panel."""
    return ["<script>alert(1)</script>"]
