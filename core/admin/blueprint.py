"""The blueprint of the county admin's door."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core.web import policy

admin = Blueprint("admin", __name__, url_prefix="/<county>/admin", template_folder="templates")


@admin.get("/")
@policy(action="switch.set")
def home() -> ResponseReturnValue:
    """Placeholder until the door's pages stand."""
    return ""
