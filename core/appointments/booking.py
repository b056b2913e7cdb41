"""Book, move, cancel, note who came: the commands on appointments. They know no request.

A slot that is gone, full or not to be offered is refused with one sentence that tells which of the
three it was to nobody. A seat is taken by a unique key, so two windows never sell it twice
(T/ZSM 5.4.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.appointments.models import Appointment
from core.appointments.offering import OFFERED, Slot, Subject, find, offers, subject_of
from core.appointments.reading import BOOK, open_appointment
from core.audit import note_change
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.loading import open_case, require_running
from core.cases.models import CaseFile
from core.cases.once import earlier_answer, remember
from core.duty.finding import may_serve
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.privacy import shows
from core.words import Objection

GONE: Final = Objection(text="这个时段约不上了，请另选一个", code="slot_gone")
OVER: Final = Objection(text="这一约已经了结了", code="appointment_over")
AHEAD: Final = timedelta(days=60)
"""How far ahead may be booked."""
MOST: Final[Mapping[str, int]] = {"name": 40, "phone": 30, "note": 120, "avoid": 80}
OUTCOMES: Final[Mapping[str, str]] = {"kept": "来了", "missed": "没有来", "cancelled": "取消"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What was asked for, as it was typed: a case's number and party, or words about somebody."""

    number: str = ""
    party: str = ""
    name: str = ""
    phone: str = ""
    note: str = ""
    avoid: str = ""


def offered_from(acting: Acting, day: date | None) -> date:
    """Return the first day of a list of free slots that was asked for from *day* on: none before
    today, and none so late that the list would run beyond what may be booked."""
    return min(max(day or acting.today, acting.today), acting.today + AHEAD - OFFERED)


def subject_for(acting: Acting, wanted: Wanted) -> Subject:
    """Return whom *wanted* means; raises Unknown, Forbidden or Invalid."""
    if not wanted.number:
        return Subject(avoid=_staff_named(acting, wanted.avoid))
    loaded, _facts, how_far = open_case(acting, wanted.number)
    if not shows(how_far).people:
        raise Forbidden(BOOK)
    require_running(loaded)
    known = {party.id for party, _person in loaded.parties}
    if wanted.party and wanted.party not in known:
        raise Invalid({"party": ["请从列表里选"]})
    return subject_of(loaded, wanted.party)


def _staff_named(acting: Acting, said: str) -> frozenset[str]:
    """Return the staff of the names that were said; a name nobody has bars nobody."""
    names = [one for one in said.replace("，", "、").replace(",", "、").split("、") if one.strip()]
    if not names:
        return frozenset()
    rows = acting.session.execute(
        select(Account.id, Post.role)
        .join(Post, Post.account_id == Account.id)
        .where(Account.name.in_([one.strip() for one in names]))
    )
    return frozenset(row.id for row in rows if may_serve(row.role))


def book(
    acting: Acting, wanted: Wanted, point: ServicePoint, slot: str, *, key: str = ""
) -> Appointment:
    """Book *slot* of *point*; the same key again gives the same appointment."""
    body = {**asdict(wanted), "point": point.id, "slot": slot}
    known = earlier_answer(acting, key, "appointment", body)
    if known is not None:
        return acting.session.get_one(Appointment, (acting.viewer.county, known))
    faults: dict[str, list[str]] = {
        field: ["写得太长了"] for field, most in MOST.items() if len(getattr(wanted, field)) > most
    }
    subject = subject_for(acting, wanted)
    if subject.loaded is not None and not subject.party_id and subject.loaded.case.violence:
        faults["party"] = ["请选是谁来"]
    if not slot:
        faults["slot"] = ["请选一个时段"]
    if faults:
        raise Invalid(faults)
    row = _take(acting, subject, point, slot, wanted)
    remember(acting, key, "appointment", body, row.id)
    return row


def _take(
    acting: Acting, subject: Subject, point: ServicePoint, slot: str, wanted: Wanted
) -> Appointment:
    _take_turns(acting, point.id)
    chosen = find(offers(acting, subject, point, *_around(acting, slot)), slot)
    if chosen is None:
        raise MoveRefused(GONE)
    row = _row(acting, subject, point, chosen, wanted)
    try:
        with acting.session.begin_nested():
            acting.session.add(row)
            acting.session.flush()
    except IntegrityError:
        raise MoveRefused(GONE) from None
    _note(acting, row, "appointment.booked")
    return row


def _row(
    acting: Acting, subject: Subject, point: ServicePoint, chosen: Slot, wanted: Wanted
) -> Appointment:
    row = Appointment(
        shift_id=chosen.duty.shift_id,
        point_id=point.id,
        on=chosen.duty.day,
        starts=chosen.starts,
        ends=chosen.ends,
        seat=chosen.seat,
        case_id=subject.loaded.case.id if subject.loaded is not None else None,
        party_id=subject.party_id or None,
        booked_by=acting.me,
        booked_at=acting.at,
    )
    if subject.loaded is None:
        row.who = {
            "name": wanted.name.strip(),
            "phone": wanted.phone.strip(),
            "note": wanted.note.strip(),
            "avoid": sorted(subject.avoid),
        }
    return row


def _around(acting: Acting, slot: str) -> tuple[date, date]:
    """Return the day of the slot a form named, twice; refuse what is no slot or too far ahead."""
    try:
        day = date.fromisoformat(slot.split(".")[1])
    except (IndexError, ValueError):
        raise MoveRefused(GONE) from None
    if not acting.today <= day <= acting.today + AHEAD:
        raise MoveRefused(GONE)
    return day, day


def rebook(
    acting: Acting, appointment_id: str, version: int, point: ServicePoint, slot: str
) -> Appointment:
    """Move an appointment to another slot: the new seat is taken before the old one is given back,
    so nobody is left without either."""
    row = _open(acting, appointment_id, version)
    if not slot:
        raise Invalid({"slot": ["请选一个时段"]})
    subject = subject_again(acting, row)
    said = row.who or {}
    wanted = Wanted(
        name=str(said.get("name", "")),
        phone=str(said.get("phone", "")),
        note=str(said.get("note", "")),
    )
    taken = _take(acting, subject, point, slot, wanted)
    _close(acting, row, "cancelled", "改约")
    return taken


def subject_again(acting: Acting, row: Appointment) -> Subject:
    """Return for whom an appointment was made, judged as things stand now."""
    if row.case_id is None:
        avoid = frozenset(str(one) for one in (row.who or {}).get("avoid", ()))
        return Subject(avoid=avoid, replaces=row.id)
    case = acting.session.get_one(CaseFile, (acting.viewer.county, row.case_id))
    loaded, _facts, _how_far = open_case(acting, case.number)
    return replace(subject_of(loaded, row.party_id or ""), replaces=row.id)


def finish(
    acting: Acting, appointment_id: str, version: int, outcome: str, reason: str = ""
) -> Appointment:
    """Note that somebody came, did not come, or is not coming any more."""
    row = _open(acting, appointment_id, version)
    if outcome not in OUTCOMES:
        raise Invalid({"outcome": ["请从列表里选"]})
    if outcome != "cancelled" and row.on > acting.today:
        raise MoveRefused(Objection(text="还没有到那一天", code="too_early"))
    if len(reason) > MOST["note"]:
        raise Invalid({"reason": ["写得太长了"]})
    _close(acting, row, outcome, reason.strip())
    return row


def _open(acting: Acting, appointment_id: str, version: int) -> Appointment:
    row = open_appointment(acting, appointment_id, lock=True)
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    if row.state != "booked":
        raise MoveRefused(OVER)
    return row


def _close(acting: Acting, row: Appointment, outcome: str, reason: str) -> None:
    row.state, row.closed_at, row.closed_by = outcome, acting.at, acting.me
    row.reason = reason or None
    row.version += 1
    if outcome == "cancelled":
        row.seat = None  # it may be given to somebody else
    acting.session.flush()
    _note(acting, row, f"appointment.{outcome}")


def _take_turns(acting: Acting, point_id: str) -> None:
    """Let one booking at a point after another: two sides booked at once would each be judged
    without the other. SQLite writes one at a time anyhow."""
    acting.session.execute(
        select(ServicePoint.id).where(ServicePoint.id == point_id).with_for_update(key_share=True)
    )


def _note(acting: Acting, row: Appointment, action: str) -> None:
    """The log learns that somebody was booked, neither whom nor in which case."""
    note_change(
        acting.session,
        action=action,
        actor_id=acting.me,
        target=f"appointment:{row.id}",
        at=acting.at,
    )
