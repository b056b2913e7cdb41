"""The desk: one-window intake, queue, and the pages of a case (T/ZSM 5.3.1)."""

from core.desk import acts, intake, items, moves, pages  # noqa: F401  importing them registers their views
from core.desk.blueprints import cases, desk

__all__ = ["cases", "desk"]
