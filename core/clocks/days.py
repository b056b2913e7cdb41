"""A county's day table: the calendar made of it, and a file read into it line by line.

The notice for the next year comes out in November and has to be typed in by someone; a slip in one
line would silently move deadlines, so the file is refused whole, line by line, in her words.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clocks.calendar import LOCAL, Calendar, DayKind, DayStatus
from core.clocks.models import CalendarDay
from core.db import prepared

_KINDS = {
    "off": DayKind.OFF,
    "work": DayKind.WORK,
    "休": DayKind.OFF,
    "放假": DayKind.OFF,
    "班": DayKind.WORK,
    "上班": DayKind.WORK,
}
# fromisoformat also takes 20270101 and 2027-W01-1, which nobody means to write here
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One line of a day table. ``source`` and ``status`` as in ``CalendarDay``."""

    date: date
    kind: DayKind
    name: str = ""
    source: str = LOCAL
    status: DayStatus = DayStatus.OFFICIAL


class DayTableRefused(Exception):
    """A day table that cannot be taken; ``faults`` says which line and what to change."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


_DAYS = prepared(select(CalendarDay.date, CalendarDay.kind, CalendarDay.source, CalendarDay.status))


def load_calendar(session: Session) -> Calendar:
    """Return the county's calendar; one query, so ask once per request or command."""
    return Calendar.of(session.execute(_DAYS).all())


def import_days(session: Session, days: Iterable[Day]) -> list[CalendarDay]:
    """Write *days* into the day table, each replacing what stood on its date.

    Returns the rows added or changed; call ``recompute`` with a freshly loaded calendar after it.
    """
    known = {row.date: row for row in session.scalars(select(CalendarDay))}
    changed = []
    for day in days:
        values = {
            "kind": str(day.kind),
            "name": day.name,
            "source": day.source,
            "status": str(day.status),
        }
        row = known.get(day.date)
        if row is None:
            row = CalendarDay(date=day.date, **values)
            session.add(row)
        elif all(getattr(row, name) == value for name, value in values.items()):
            continue
        else:
            for name, value in values.items():
                setattr(row, name, value)
        changed.append(row)
    session.flush()
    return changed


def read_days(text: str, *, source: str, status: DayStatus = DayStatus.OFFICIAL) -> tuple[Day, ...]:
    """Read ``date,kind,name`` lines (CSV, a heading allowed) as days of *source*.

    Kinds are ``off``/``work`` or 休/班. Raises DayTableRefused with every fault found, an empty
    table included.
    """
    faults: list[str] = []
    days: dict[date, Day] = {}
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as error:
        raise DayTableRefused((_("这个文件不是表格，请另存为 CSV 再导入"),)) from error
    for number, cells in enumerate(lines, start=1):
        words = [cell.strip() for cell in cells]
        if not any(words) or (number == 1 and words[0].lower() in ("date", "日期")):
            continue
        try:
            day = _read_line(words, source, status)
            if day.date in days:
                raise ValueError(_("%(date)s 写了两次", date=day.date.isoformat()))
        except ValueError as error:
            faults.append(_("第 %(number)s 行：%(fault)s", number=number, fault=str(error)))
        else:
            days[day.date] = day
    if not days and not faults:
        faults.append(_("表里没有日期"))
    if faults:
        raise DayTableRefused(tuple(faults))
    return tuple(days.values())


def _read_line(words: list[str], source: str, status: DayStatus) -> Day:
    """Read one line; raise ValueError with what to change in it."""
    if len(words) < 2:
        raise ValueError(_("要有日期和“休”或“班”两列"))
    if not _DATE.fullmatch(words[0]):
        raise ValueError(_("日期要写成 2027-02-06 这样"))
    try:
        day = date.fromisoformat(words[0])
    except ValueError as error:
        raise ValueError(_("没有 %(date)s 这一天", date=words[0])) from error
    kind = _KINDS.get(words[1].lower())
    if kind is None:
        raise ValueError(_("第二列写“休”或“班”"))
    name = words[2] if len(words) > 2 else ""
    return Day(date=day, kind=kind, name=name[:60], source=source, status=status)
