"""The JSON API, described by OpenAPI 3.1 (T/ZSM 4.3.1.1)."""

from __future__ import annotations

from flask import Flask


def init_rest(app: Flask) -> None:
    """Register the API on the app."""
