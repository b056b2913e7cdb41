"""The county admin's door: functions on and off, accounts, points, days, health (T/ZSM 4.3.1.2)."""

from core.admin import (  # noqa: F401  importing registers views
    accounts,
    audit,
    codes,
    days,
    importing,
    papers,
    places,
    retention,
    rules_of,
    switching,
)
from core.admin.blueprint import admin

__all__ = ["admin"]
