"""The county admin's door: functions on and off, accounts, points, days, health (T/ZSM 4.3.1.2)."""

from core.admin import accounts, days, importing, places, switching  # noqa: F401  importing registers views
from core.admin.blueprint import admin

__all__ = ["admin"]
