"""The blueprints of the desk and of the case pages."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/<county>/desk", template_folder="templates")
cases = Blueprint("cases", __name__, url_prefix="/<county>/cases")
