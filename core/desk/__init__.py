"""The desk: one-window intake, queue, and the page of a case (T/ZSM 5.3.1)."""

from core.desk.blueprint import cases, desk

__all__ = ["cases", "desk"]
