"""The practice county (练手县): everything a new user may try without harm (T/ZSM 4.3.3.3)."""

from core.sandbox.build import build, build_past
from core.sandbox.roll import Login, accounts

__all__ = ["Login", "accounts", "build", "build_past"]
