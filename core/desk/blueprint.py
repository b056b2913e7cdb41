"""The blueprints of the desk and of the case pages."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core.web import policy

desk = Blueprint("desk", __name__, url_prefix="/<county>/desk", template_folder="templates")
cases = Blueprint("cases", __name__, url_prefix="/<county>/cases", template_folder="templates")


@desk.get("/")
@policy(action="desk.use")
def home() -> ResponseReturnValue:
    """Placeholder until the door's pages stand."""
    return ""


@cases.get("/")
@policy(action="case.list")
def index() -> ResponseReturnValue:
    """Placeholder until the door's pages stand."""
    return ""
