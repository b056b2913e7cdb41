"""The violence overlay at the level of the case: recognise, flag, seal, name who may know.

Core and not a plugin, so no switch turns it off (反家庭暴力法 13, 14; 妇联规程 9–11). A case is
judged by what was said, not by what it was called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.danger.repeat import look_again
from core.cases.models import CaseFile, CaseGrant, Party, ServiceItem, Task, Transfer
from core.families.models import Person
from core.words import CaseState, Confidentiality

VIOLENT_WORDS = (
    "家暴",
    "打我",
    "打她",
    "打了她",
    "打了我",
    "打老婆",
    "打孩子",
    "被打",
    "挨打",
    "殴打",
    "动手",
    "推了她",
    "扇",
    "掐",
    "踢",
    "砍",
    "刀",
    "威胁",
    "扬言",
    "不让出门",
    "关在家",
    "跟踪",
    "烧死",
    "同归于尽",
)
PARTS = frozenset({"first_handler", "lead", "handler", "tracker", "item"})
"""The entries of a named list that go with a part in the case."""
GRAVE_FLAGS = frozenset({"ongoing", "weapon", "threat", "confined"})


def sounds_violent(text: str) -> bool:
    """Tell whether a sentence speaks of violence, whatever the speaker calls it."""
    return any(word in text for word in VIOLENT_WORDS)


def judged(
    *, scenario: str, scenarios: Iterable[str], summary: str, danger: str, flags: Iterable[str]
) -> tuple[bool, bool]:
    """Return (violence, stop_one) for an intake.

    STOP-1 holds when there is danger now, or a grave danger flag: no reconciliation, no joint
    sitting, no override (妇联规程 11).
    """
    raised = frozenset(flags)
    stop = danger == "yes" or bool(raised & GRAVE_FLAGS)
    violence = (
        stop
        or scenario == "dv"
        or "dv" in set(scenarios)
        or bool(raised - {"minor", "pregnant", "frail", "substance"})
        or sounds_violent(summary)
    )
    return violence, stop


def grant(acting: Acting, case: CaseFile, account_id: str | None, why: str) -> None:
    """Put an account on the named list; a second time changes nothing."""
    if not account_id:
        return
    known = acting.session.scalars(
        select(CaseGrant).where(
            CaseGrant.case_id == case.id,
            CaseGrant.account_id == account_id,
            CaseGrant.why == why,
        )
    ).one_or_none()
    if known is None:
        acting.session.add(
            CaseGrant(case_id=case.id, account_id=account_id, why=why, since=acting.at)
        )
    elif known.until is not None:
        known.until = None


def follow_parts(acting: Acting, case: CaseFile) -> None:
    """Let the named list of a sealed case follow who has which part in it now.

    What a part gave ends with the part: who worked, led or tracked it, or owned an item of it, is
    on the list no longer, though the post at the holding point stays (T/ZSM 5.6.4). What a team, a
    report or another part gives stays. Nothing to do while the case is not sealed: it has no list.
    """
    if not case.sealed:
        return
    session = acting.session
    owners = session.scalars(
        select(ServiceItem.owner_id).where(
            ServiceItem.case_id == case.id, ServiceItem.owner_id.is_not(None)
        )
    )
    parts = [("lead", case.lead_id), ("handler", case.handler_id), ("tracker", case.tracker_id)]
    if case.state != CaseState.CLUE.value:  # who reports a clue reads no more; nobody received it
        parts.append(("first_handler", case.first_handler_id))
    now = {(why, one) for why, one in (*parts, *(("item", one) for one in owners)) if one}
    for row in session.scalars(
        select(CaseGrant).where(
            CaseGrant.case_id == case.id, CaseGrant.why.in_(PARTS), CaseGrant.until.is_(None)
        )
    ):
        if (row.why, row.account_id) in now:
            now.remove((row.why, row.account_id))
        else:
            row.until = acting.at
    for why, account_id in sorted(now):
        grant(acting, case, account_id, why)


def pass_lead(acting: Acting, case: CaseFile, account_id: str) -> None:
    """Let somebody lead from now on. What the former lead sees of a sealed case as its lead ends;
    what another part in it gives stays."""
    case.lead_id = account_id
    follow_parts(acting, case)


def turn_violent(acting: Acting, case: CaseFile, items: Iterable[ServiceItem]) -> None:
    """Let the case be one of violence from now on: sealed, and looked at for earlier reports."""
    case.violence = True
    seal(acting, case, items)
    acting.session.flush()
    look_again(acting.session, case)


def seal(acting: Acting, case: CaseFile, items: Iterable[ServiceItem]) -> bool:
    """Seal the case (C3). Returns False when it was sealed already.

    The list starts with the first handler, who holds it now and each item's owner. What waits
    without a named receiver is taken back: a sealed hop shows to one person only. Where its people
    live is hidden from now on, also where another case shows the same entry of the register.
    """
    if case.sealed:
        return False
    case.confidentiality = Confidentiality.C3.value
    case.sealed = True
    session = acting.session
    follow_parts(acting, case)
    for item in items:
        grant(acting, case, item.owner_id, "item")
    if case.events:  # before its first line the intake itself saw to it
        _hide_addresses(acting, case)
    for transfer in session.scalars(
        select(Transfer).where(Transfer.case_id == case.id, Transfer.state == "pending")
    ):
        transfer.sealed = True
        if transfer.to_account_id is None:
            transfer.state, transfer.ended_at, transfer.ended_by = "cancelled", acting.at, acting.me
            case.state = transfer.state_before
    for task in session.scalars(
        select(Task).where(Task.case_id == case.id, Task.done_at.is_(None))
    ):
        task.sealed = True
        if task.account_id is None:
            task.account_id = case.lead_id
    return True


def _hide_addresses(acting: Acting, case: CaseFile) -> None:
    for person in acting.session.scalars(
        select(Person).where(
            Person.id.in_(select(Party.person_id).where(Party.case_id == case.id)),
            Person.address_secret.is_(False),
        )
    ):
        person.address_secret = bool(person.address)


def is_minor_on(birth_date: date | None, today: date) -> bool:
    """Tell whether a person born on *birth_date* is under eighteen on *today*."""
    if birth_date is None:
        return False
    years = today.year - birth_date.year
    return years - ((today.month, today.day) < (birth_date.month, birth_date.day)) < 18


def minor_harmed(
    *, scenario: str, flags: Iterable[str], parties: Iterable[Mapping[str, object]], today: date
) -> bool:
    """Tell whether a minor is, or may be, the one harmed (未成年人保护法 11)."""
    children = [
        one
        for one in parties
        if one.get("role") == "minor_child"
        or (isinstance(born := one.get("birth_date"), date) and is_minor_on(born, today))
    ]
    if any(one.get("role") == "victim" for one in children):
        return True
    return bool(scenario in ("minor", "dv") and "minor" in set(flags))
