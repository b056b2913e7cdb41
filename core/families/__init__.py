"""The register of persons: entered once, searched before a new one is made (T/ZSM 5.3.1)."""

from core.families.finding import Found, find_persons
from core.families.service import Hint, hints_for, remember_person

__all__ = ["Found", "Hint", "find_persons", "hints_for", "remember_person"]
