"""Which slots may be offered: free, served, and meeting nobody who must not be met.

What is left out is left out without a word, whatever the reason: full, nobody on duty, a person to
avoid, or the other side of a violent home expected at the same point that half day. Who reads the
list learns none of the four from it (妇联规程 13; 反家庭暴力法 5; design: keep_away).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from core.appointments.models import Appointment
from core.cases.acting import Acting
from core.cases.counting import RUNNING
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Party
from core.cases.partitions import OTHER_SIDE
from core.duty.finding import duties
from core.duty.pattern import Duty, instant, is_morning
from core.points.models import ServicePoint
from core.points.tree import ids_of

OFFERED: Final = timedelta(days=13)
"""How many days beyond the first one a list of free slots covers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """For whom is booked: a party of a case, or somebody who is in none. ``avoid`` are the accounts
    and ``avoid_points`` the points that person must not meet; ``replaces`` the appointment that
    this one takes the place of."""

    loaded: Loaded | None = None
    party_id: str = ""
    avoid: frozenset[str] = frozenset()
    avoid_points: frozenset[str] = frozenset()
    replaces: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A slot with room in it; ``seat`` is the lowest free one."""

    duty: Duty
    starts: int
    ends: int
    seat: int

    @property
    def key(self) -> str:
        """How a form names the slot."""
        return f"{self.duty.shift_id}.{self.duty.day.isoformat()}.{self.starts}"


def subject_of(loaded: Loaded, party_id: str, replaces: str = "") -> Subject:
    """Return a party of a case as the one who is booked for."""
    return Subject(
        loaded=loaded,
        party_id=party_id,
        avoid=loaded.barred_accounts,
        avoid_points=loaded.barred_points,
        replaces=replaces,
    )


def offers(
    acting: Acting, subject: Subject, point: ServicePoint, first: date, last: date
) -> tuple[Slot, ...]:
    """Return the slots of *point* from *first* to *last* that *subject* may be given, in order."""
    if point.id in subject.avoid_points or not point.active:
        return ()
    found = duties(acting.session, lambda: acting.calendar, first, last, points=[point.id])
    if not any(one.slot_minutes for one in found):
        return ()
    path = ids_of(point.path)
    taken = _taken(acting, point.id, first, last)
    shut = _half_days(acting, subject, point.id, first, last)
    shut |= {
        (one.day, half) for one in found if one.people & subject.avoid for half in _halves(one)
    }
    return tuple(
        Slot(duty=one, starts=start, ends=start + one.slot_minutes, seat=seat)
        for one in found
        if one.account_id is not None and _takes(acting, subject, one.service, path)
        for start in one.slots
        if (one.day, is_morning(start)) not in shut
        and _begins_later(acting, one, start)
        and (seat := _free(one, taken.get((one.shift_id, one.day, start), ()))) is not None
    )


def _takes(acting: Acting, subject: Subject, service: str, path: tuple[str, ...]) -> bool:
    """Tell whether a duty takes this person: the window everybody, a function that is open too; one
    that only finishes whose work it has begun (T/ZSM 5.4)."""
    if not service or acting.board.is_open(service, path):
        return True
    items = subject.loaded.items if subject.loaded is not None else ()
    return acting.board.works(service, path) and any(
        item.service == service and item.state in RUNNING for item in items
    )


def _begins_later(acting: Acting, duty: Duty, start: int) -> bool:
    return instant(duty.day, start) > acting.at


def _free(duty: Duty, seats: Collection[int]) -> int | None:
    return next((seat for seat in range(duty.seats) if seat not in seats), None)


def _halves(duty: Duty) -> set[bool]:
    """The half days a duty lies in: whoever serves it may be met in the waiting room in both."""
    return {is_morning(minute) for minute in (*range(duty.starts, duty.ends, 30), duty.ends - 1)}


def _taken(
    acting: Acting, point_id: str, first: date, last: date
) -> dict[tuple[str, date, int], set[int]]:
    found: dict[tuple[str, date, int], set[int]] = {}
    for row in acting.session.execute(
        select(Appointment.shift_id, Appointment.on, Appointment.starts, Appointment.seat).where(
            Appointment.point_id == point_id,
            Appointment.on.between(first, last),
            Appointment.seat.is_not(None),
        )
    ):
        found.setdefault((row.shift_id, row.on, row.starts), set()).add(row.seat)
    return found


def _half_days(
    acting: Acting, subject: Subject, point_id: str, first: date, last: date
) -> set[tuple[date, bool]]:
    """Return the half days on which the other side of a violent home is expected at the point: of
    this case, or of any other the person stands in."""
    if subject.loaded is None or not subject.party_id:
        return set()
    ours = next((p for p, _who in subject.loaded.parties if p.id == subject.party_id), None)
    if ours is None:
        return set()
    parties, persons = _other_side(acting, subject.loaded.case, ours)
    if not parties and not persons:
        return set()
    theirs = aliased(Party)
    rows = acting.session.execute(
        select(Appointment.on, Appointment.starts)
        .outerjoin(
            theirs,
            and_(theirs.county_id == Appointment.county_id, theirs.id == Appointment.party_id),
        )
        .where(
            Appointment.point_id == point_id,
            Appointment.on.between(first, last),
            Appointment.state == "booked",
            Appointment.id != subject.replaces,
            or_(Appointment.party_id.in_(sorted(parties)), theirs.person_id.in_(sorted(persons))),
        )
    )
    return {(row.on, is_morning(row.starts)) for row in rows}


def _other_side(acting: Acting, case: CaseFile, ours: Party) -> tuple[set[str], set[str]]:
    """Return the parties and the persons who stand opposite *ours* where there was violence."""
    where = [Party.case_id == case.id]
    if ours.person_id:
        also = select(Party.case_id).where(Party.person_id == ours.person_id)
        where = [or_(Party.case_id == case.id, Party.case_id.in_(also))]
    rows = acting.session.execute(
        select(Party.id, Party.case_id, Party.person_id, Party.role)
        .join(
            CaseFile,
            and_(CaseFile.county_id == Party.county_id, CaseFile.id == Party.case_id),
        )
        .where(CaseFile.violence.is_(True), *where)
    ).all()
    own = {
        row.case_id: row.role
        for row in rows
        if row.id == ours.id or (ours.person_id and row.person_id == ours.person_id)
    }
    facing = [row for row in rows if row.case_id in own and opposite(row.role, own[row.case_id])]
    return {row.id for row in facing}, {row.person_id for row in facing if row.person_id}


def opposite(one: str, other: str) -> bool:
    """Tell whether two roles in a case stand on different sides."""
    return (one in OTHER_SIDE) is not (other in OTHER_SIDE)


def find(slots: Iterable[Slot], key: str) -> Slot | None:
    """Return the slot a form named, None when it is not offered."""
    return next((one for one in slots if one.key == key), None)
