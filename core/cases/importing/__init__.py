"""A table of cases from another system or an older register, brought in at once.

All of a table or nothing: each bad row is named with its column and the reason, and the same table
again changes nothing, because every row carries the number it had elsewhere (T/ZSM 4.3.1.1).
"""

from core.cases.importing.columns import COLUMNS
from core.cases.importing.storing import Alike

LARGEST = 20 * 1024 * 1024
"""Bytes of a table: ten thousand cases, each with a story of five hundred signs."""

__all__ = ["COLUMNS", "LARGEST", "Alike"]
