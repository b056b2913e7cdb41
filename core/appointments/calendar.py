"""One's duties and the hours booked in them as a calendar file (RFC 5545): hours and functions.

No name, no number, no place, no word of any case, and a booked hour of a sealed case reads like any
other. Identifiers are hashes of one's own address, so two calendars share none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.appointments.models import Appointment
from core.clocks.days import load_calendar
from core.duty.finding import duties
from core.duty.pattern import Duty, instant

BACK: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=60)
LONGEST_LINE: Final = 75
"""Octets of a line, its end not counted (RFC 5545 3.1)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hour:
    """One entry of the calendar."""

    uid: str
    begins: datetime
    ends: datetime
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Booked:
    """A booked hour: which duty, from which minute to which."""

    duty: Duty
    starts: int
    ends: int
    seat: int


def served_by(
    session: Session, account_id: str, today: date
) -> tuple[tuple[Duty, ...], tuple[Booked, ...]]:
    """Return what *account_id* serves around *today*, and the hours booked there."""
    first, last = today - BACK, today + AHEAD
    found = tuple(
        one
        for one in duties(
            session, lambda: load_calendar(session), first, last, account_id=account_id
        )
        if one.account_id == account_id
    )
    by_day = {(one.shift_id, one.day): one for one in found}
    rows = session.execute(
        select(
            Appointment.shift_id,
            Appointment.on,
            Appointment.starts,
            Appointment.ends,
            Appointment.seat,
        )
        .where(
            Appointment.shift_id.in_(sorted({one.shift_id for one in found})),
            Appointment.on.between(first, last),
            Appointment.seat.is_not(None),
        )
        .order_by(Appointment.on, Appointment.starts, Appointment.seat)
    )
    return found, tuple(
        Booked(
            duty=by_day[row.shift_id, row.on], starts=row.starts, ends=row.ends, seat=row.seat or 0
        )
        for row in rows
        if (row.shift_id, row.on) in by_day
    )


def uid(salt: str, *parts: object) -> str:
    """Return an identifier that stays the same for the same hour of the same address."""
    text = "|".join((salt, *map(str, parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def calendar_file(hours: Iterable[Hour], *, title: str, made: datetime) -> bytes:
    """Return *hours* as a calendar file; *made* stands on every entry, so that the same hours give
    the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Jiahe//Duty//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for one in hours:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.uid}",
            f"DTSTAMP:{_moment(made)}",
            f"DTSTART:{_moment(one.begins)}",
            f"DTEND:{_moment(one.ends)}",
            f"SUMMARY:{escaped(one.title)}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def hour_of(duty: Duty, starts: int, ends: int, *, uid: str, title: str) -> Hour:
    """Return an entry for some minutes of a duty's day."""
    return Hour(
        uid=uid, begins=instant(duty.day, starts), ends=instant(duty.day, ends), title=title
    )


def escaped(text: str) -> str:
    """Return *text* as the value of a text property (RFC 5545 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a line with its end, folded at 75 octets and never inside a character."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        # a continued line begins with a space, which is one of its octets
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
