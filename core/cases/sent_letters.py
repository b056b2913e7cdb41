"""A letter to another body on its way, whoever wrote it: core's own form or a service's step.

One row, one clock, one task that chases the answer; what ends the letter ends both. The clock's
title and the task's name neither the body nor the reason: they are read by whoever sees how the
case goes (T/ZSM 5.6.1; decisions 0040, 0045).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Referral, Task
from core.cases.partitions import OTHER_SIDE
from core.cases.referral_form import OPEN
from core.cases.referring import clock_for, shown
from core.cases.tasks import ask
from core.clocks import local_date
from core.clocks.models import ClockRow
from core.clocks.service import start, stop
from core.points.partners import Partner
from core.words import LetterView


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is known of a letter when it leaves. ``until`` is a day that was set for the answer,
    else the degree of urgency counts; ``item_id`` is the item whose step wrote it, "" for core's
    own form."""

    to: Partner
    party_id: str
    record_id: str
    urgency: str
    basis: str
    item_id: str = ""
    until: date | None = None


def send(acting: Acting, loaded: Loaded, letter: Letter) -> Referral:
    """Put a letter on its way: its row, its clock, and the task that chases its answer."""
    case = loaded.case
    clock = start(
        acting.session,
        acting.calendar,
        clock=clock_for(letter.urgency),
        case_id=case.id,
        from_=acting.at,
        until=letter.until,
        owner_id=acting.me,
        point_id=case.holder_id,
    )
    task = ask(
        acting,
        case,
        title="催外单位书面答复",
        account_id=acting.me,
        item_id=letter.item_id or None,
        on=max(letter.until or local_date(clock.due_at), acting.today),
    )
    acting.session.flush()
    row = Referral(
        case_id=case.id,
        record_id=letter.record_id,
        item_id=letter.item_id or None,
        basis=letter.basis,
        party_id=letter.party_id,
        kind=letter.to["kind"],
        receiver=letter.to["name"],
        urgency=letter.urgency,
        sent_by=acting.me,
        sent_at=acting.at,
        due_at=clock.due_at,
        clock_id=clock.id,
        task_id=task.id,
    )
    acting.session.add(row)
    acting.session.flush()
    return row


def move_on(acting: Acting, loaded: Loaded, row: Referral, stage: str, on: date) -> None:
    """Let a letter be received, or end it; one that was refused is asked back of who works it."""
    row.state = stage
    if stage == "received":
        row.received_on = on
        return
    row.ended_on, row.ended_by = on, acting.me
    _nothing_waits(acting, row)
    if stage == "refused":
        owner = next((one.owner_id for one in loaded.items if one.id == row.item_id), None)
        case = loaded.case
        ask(
            acting,
            case,
            title="外单位不接收，事情还在我们这里，请另行办理",
            account_id=owner or case.handler_id or case.lead_id or acting.me,
            item_id=row.item_id,
        )


def still_out(acting: Acting, loaded: Loaded, item_id: str, record_id: str) -> Referral | None:
    """Return the letter of an item that is the form *record_id*, while it waits for its answer; one
    that was sent a moment ago, in the same step, is found too."""
    return acting.session.scalars(
        select(Referral)
        .where(
            Referral.case_id == loaded.case.id,
            Referral.item_id == item_id,
            Referral.record_id == record_id,
            Referral.state.in_(sorted(OPEN)),
        )
        .order_by(Referral.sent_at, Referral.id)
        .limit(1)
    ).one_or_none()


def letters_of(acting: Acting, loaded: Loaded, item_id: str) -> tuple[LetterView, ...]:
    """Return the letters of an item as its service sees them, the oldest first; never queries."""
    rows = [
        row for row in loaded.referrals if row.item_id == item_id and shown(acting, loaded, row)
    ]
    return tuple(
        LetterView(record=row.record_id, to=row.receiver, state=row.state, ended_on=row.ended_on)
        for row in sorted(rows, key=lambda one: (one.sent_at, one.id))
    )


def kept_from(loaded: Loaded, name: str) -> bool:
    """Tell whether a body is one she wants kept from the case, or the other side itself
    (信访工作条例 30)."""
    names = [str(one.get("name") or "").strip() for one in loaded.case.keep_away or ()]
    names += [
        (person.name or "").strip()
        for party, person in loaded.parties
        if person is not None and party.role in OTHER_SIDE
    ]
    return any(one and (one in name or name in one) for one in names)


def _nothing_waits(acting: Acting, row: Referral) -> None:
    """Stop the clock of this letter and close the task that would chase it."""
    session = acting.session
    clock = session.get_one(ClockRow, (row.county_id, row.clock_id))
    if clock.is_open:
        stop(session, clock, at=acting.at)
    task = session.get_one(Task, (row.county_id, row.task_id))
    if task.done_at is None:
        task.done_at, task.done_by = acting.at, acting.me
