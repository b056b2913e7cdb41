"""The only source of the present moment, and the law's four ways of counting a deadline.

Everything re-exported here is pure apart from ``now`` and ``today``; rows live in
``core.clocks.models`` and the commands on them in ``core.clocks.service``.
"""

from core.clocks.calendar import OFFICIAL_THROUGH, Calendar, DayKind, DayStatus
from core.clocks.count import (
    Due,
    Remaining,
    add_days_civil,
    add_hours,
    add_minutes,
    add_months_civil,
    add_months_valid,
    add_workdays,
    closes,
    due,
    last_day,
    pause,
    remind_on,
    resume,
    roll,
)
from core.clocks.now import SHANGHAI, disk_time, local_date, moment, now, pretend, today

__all__ = [
    "OFFICIAL_THROUGH",
    "SHANGHAI",
    "Calendar",
    "DayKind",
    "DayStatus",
    "Due",
    "Remaining",
    "add_days_civil",
    "add_hours",
    "add_minutes",
    "add_months_civil",
    "add_months_valid",
    "add_workdays",
    "closes",
    "disk_time",
    "due",
    "last_day",
    "local_date",
    "moment",
    "now",
    "pause",
    "pretend",
    "remind_on",
    "resume",
    "roll",
    "today",
]
