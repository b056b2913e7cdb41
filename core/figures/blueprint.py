"""The blueprint of the figures' door."""

from __future__ import annotations

from flask import Blueprint

figures = Blueprint(
    "figures", __name__, url_prefix="/<county>/figures", template_folder="templates"
)
