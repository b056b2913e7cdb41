"""What must hold of a county whatever was done to it; every harness here judges by this.

Each promise is a function from a session to the texts of what is broken, so that a test can show
them all, and so that a planted bug can be shown to turn exactly its own promise red.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit import verify
from core.audit.models import AuditEntry
from core.cases.counted import BOOK
from core.cases.history import replay, routing
from core.cases.models import CaseEvent, CaseFile, CaseGrant, Once, Transfer
from core.documents.models import Document, DocumentCounter
from core.outbox import OutboxMessage
from core.statistics import kept, recount


def broken(session: Session) -> list[str]:
    """Return everything that does not hold in the session's county; empty when all does."""
    return [
        *chain(session),
        *numbers(session),
        *keys(session),
        *histories(session),
        *holders(session),
        *papers(session),
        *outbox(session),
        *figures(session),
    ]


def figures(session: Session) -> Iterator[str]:
    """The month book says what a recount says."""
    book, counted = kept(session), recount(session, BOOK)
    yield from (
        f"figures {key}: {book[key]} kept, {counted[key]} counted"
        for key in sorted({*book, *counted})
        if book[key] != counted[key]
    )


def chain(session: Session) -> Iterator[str]:
    """The audit chain holds from its first entry to its head."""
    _count, breaks = verify(session)
    yield from (f"chain at {one.seq}: {one.what}" for one in breaks)


def numbers(session: Session) -> Iterator[str]:
    """No two cases share a number."""
    seen = Counter(session.scalars(select(CaseFile.number)))
    yield from (
        f"number {number} stands {times} times" for number, times in seen.items() if times > 1
    )


def keys(session: Session) -> Iterator[str]:
    """A key that was used leads to a case that exists, and no two keys to one case."""
    known = set(session.scalars(select(CaseFile.number)))
    answers = list(session.scalars(select(Once.answer).where(Once.what == "receive")))
    yield from (f"a key leads to {one}, which is nowhere" for one in answers if one not in known)
    yield from (
        f"{times} keys lead to {one}" for one, times in Counter(answers).items() if times > 1
    )


def histories(session: Session) -> Iterator[str]:
    """Lines are numbered without a gap, replay to the row, and each has its audit entry."""
    lines: dict[str, list[CaseEvent]] = {}
    for line in session.scalars(select(CaseEvent).order_by(CaseEvent.seq)):
        lines.setdefault(line.case_id, []).append(line)
    entries = session.execute(
        select(AuditEntry.target, AuditEntry.action).where(AuditEntry.target.like("case:%"))
    )
    audited = Counter((row.target, row.action) for row in entries)
    for case in session.scalars(select(CaseFile)):
        own = lines.pop(case.id, [])
        if [line.seq for line in own] != list(range(1, case.events + 1)):
            yield f"{case.number}: lines {[line.seq for line in own]}, {case.events} counted"
        told, stands = replay(own), routing(case)
        for name in stands:
            if told.get(name) != stands[name]:
                yield f"{case.number}: {name} replays to {told.get(name)}, stands at {stands[name]}"
        for kind, times in Counter(line.kind for line in own).items():
            told_of = audited[(f"case:{case.id}", f"case.{kind}")]
            if told_of != times:
                yield f"{case.number}: {times} lines {kind}, {told_of} audit entries"
    yield from (f"history of case {case_id}, which is nowhere" for case_id in lines)


def holders(session: Session) -> Iterator[str]:
    """One hop at a time; a first handler, a lead and a holder; a sealed case knows its people."""
    pending = Counter(session.scalars(select(Transfer.case_id).where(Transfer.state == "pending")))
    named: dict[str, set[str]] = {}
    for case_id, account_id in session.execute(
        select(CaseGrant.case_id, CaseGrant.account_id).where(CaseGrant.until.is_(None))
    ):
        named.setdefault(case_id, set()).add(account_id)
    firsts = _first_handlers(session)
    for case in session.scalars(select(CaseFile)):
        if pending[case.id] > 1:
            yield f"{case.number}: {pending[case.id]} hops at once"
        if not case.lead_id or not case.holder_id:
            yield f"{case.number}: nobody leads or holds it"
        if len(firsts.get(case.id, set())) > 1:
            yield f"{case.number}: the first handler changed"
        if case.sealed and case.lead_id not in named.get(case.id, set()):
            yield f"{case.number}: sealed, and its lead is not on the list"


def _first_handlers(session: Session) -> dict[str, set[str]]:
    """First handlers ever told of by the lines; a clue has none before it is received."""
    found: dict[str, set[str]] = {}
    clues = {
        line.case_id
        for line in session.scalars(select(CaseEvent).where(CaseEvent.kind == "receive"))
        if line.seq > 1
    }
    for line in session.scalars(select(CaseEvent)):
        first = line.after.get("first_handler_id")
        if first and line.case_id not in clues:
            found.setdefault(line.case_id, set()).add(str(first))
    return found


def papers(session: Session) -> Iterator[str]:
    """Every series of numbers runs from one to its counter, without a gap."""
    issued: dict[tuple[str, str, str, int], set[int]] = {}
    for row in session.execute(
        select(Document.office_id, Document.series, Document.number).where(
            Document.number.is_not(None)
        )
    ):
        word, _bracket, rest = str(row.number).partition("字〔")
        year, _bracket, tail = rest.partition("〕")
        place = (row.office_id, word, row.series, int(year))
        issued.setdefault(place, set()).add(int(tail.removesuffix("号")))
    for counter in session.scalars(select(DocumentCounter)):
        place = (counter.office_id, counter.kind, counter.series, counter.year)
        if issued.get(place) != set(range(1, counter.last + 1)):
            yield f"{place}: {sorted(issued.get(place, ()))} given out, counter at {counter.last}"


def outbox(session: Session) -> Iterator[str]:
    """A message about a case tells of one that exists; nothing was given up."""
    known = set(session.scalars(select(CaseFile.id)))
    for message in session.scalars(select(OutboxMessage)):
        about = message.payload.get("case")
        if about is not None and about not in known:
            yield f"message {message.kind} about case {about}, which is nowhere"
        if message.given_up_at is not None:
            yield f"message {message.kind} was given up: {message.fault}"


def total(session: Session) -> int:
    """Return how many cases the county has."""
    return session.scalars(select(func.count()).select_from(CaseFile)).one()
