"""What was promised in a case and how it is kept: copied when filed, asked about at every visit.

Core knows no service by name; the form of the agreement says which of its rows are promises
(``Form.promises``; 人民调解法 31: 督促履行).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.errors import Invalid
from core.cases.loading import Loaded
from core.cases.models import Promise, Record
from core.db import prepared
from core.privacy import Reach, shows
from core.roster import Roster
from core.words import PROMISE_STATES, Form, PromiseView, Value, read_date, read_rows

ENDED = frozenset({"done"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseOut:
    """A promise as the viewer may see it; ``number`` counts all promises of the case from 1."""

    number: int
    item_id: str
    what: str
    by: str
    to: str
    due_on: date | None
    state: str
    said_on: date | None


def note_promises(
    acting: Acting, record: Record, form: Form, data: Mapping[str, Value]
) -> tuple[Promise, ...]:
    """Copy what *record* promises; what the item's earlier agreement promised is replaced.

    Nothing is forgotten by the replacement: rows stay, so that a figure of an old month stands.
    """
    said = form.promises
    if said is None or record.item_id is None:
        return ()
    # row by row: the figures take each off what it was counted under
    for earlier in acting.session.scalars(
        select(Promise).where(Promise.item_id == record.item_id, Promise.replaced.is_(False))
    ):
        earlier.replaced = True
    made = tuple(
        Promise(
            case_id=record.case_id,
            item_id=record.item_id,
            record_id=record.id,
            number=number,
            what=str(row.get(said.what) or ""),
            by_id=str(row.get(said.by) or "") if said.by else "",
            to_id=str(row.get(said.to) or "") if said.to else "",
            due_on=read_date(row.get(said.due)) if said.due else None,
        )
        for number, row in enumerate(read_rows(data.get(said.rows)), start=1)
    )
    acting.session.add_all(made)
    acting.session.flush()
    return made


def may_promise(roster: Roster, service: str) -> bool:
    """Tell whether items of *service* can hold promises, without asking the database; of one that
    is gone nobody knows."""
    declared = roster.services.get(service)
    return declared is None or any(form.promises is not None for form in declared.forms)


_LIVE = prepared(
    select(Promise)
    .where(Promise.case_id == bindparam("case"), Promise.replaced.is_(False))
    .order_by(Promise.item_id, Promise.number)
)
_LIVE_OF_ITEM = prepared(_LIVE.where(Promise.item_id == bindparam("item")))


def live_promises(
    session: Session, *, case_id: str, item_id: str | None = None
) -> tuple[Promise, ...]:
    """Return the promises that bind now, of the case or of one item, in one fixed order."""
    query = _LIVE if item_id is None else _LIVE_OF_ITEM
    return tuple(session.scalars(query, {"case": case_id, "item": item_id}))


def promise_views(session: Session, *, case_id: str, item_id: str) -> tuple[PromiseView, ...]:
    """Return an item's promises as its step or paper sees them."""
    return tuple(
        PromiseView(
            number=one.number,
            what=one.what or "",
            due_on=one.due_on,
            by=one.by_id,
            to=one.to_id,
            state=one.state,
            said_on=one.said_on,
        )
        for one in live_promises(session, case_id=case_id, item_id=item_id)
    )


def note_performance(acting: Acting, promise: Promise, state: str, on: date | None = None) -> None:
    """Note how one promise is kept; raise ValueError for a state that is none."""
    if state not in PROMISE_STATES:
        raise ValueError(state)
    promise.state, promise.said_on, promise.said_by = state, on or acting.today, acting.me


def keep_what_was_told(
    acting: Acting, promises: tuple[Promise, ...], rows: Iterable[Mapping[str, Value]]
) -> None:
    """Note what a visit found of each promise; *rows* hold ``number`` (of the case) and ``state``.

    Raises Invalid for a number there is no promise for, or one that is told twice.
    """
    told: set[int] = set()
    for place, row in enumerate(rows):
        number = row.get("number")
        if not isinstance(number, int) or not 0 < number <= len(promises):
            raise Invalid({f"kept.{place}.number": ["没有这一项约定"]})
        if number in told:
            raise Invalid({f"kept.{place}.number": ["这一项写了两遍"]})
        told.add(number)
        note_performance(acting, promises[number - 1], str(row.get("state")))


def promises_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[PromiseOut, ...]:
    """Return the promises the viewer may read: all of them with the papers of the case, else
    those of the own items."""
    seen = shows(how_far)
    if not seen.story or not any(may_promise(acting.roster, one.service) for one in loaded.items):
        return ()
    own = {item.id for item in loaded.items if item.owner_id == acting.me}
    names = {party.id: (person.name or "") if person else "" for party, person in loaded.parties}
    return tuple(
        PromiseOut(
            number=number,
            item_id=one.item_id,
            what=one.what or "",
            by=names.get(one.by_id, ""),
            to=names.get(one.to_id, ""),
            due_on=one.due_on,
            state=one.state,
            said_on=one.said_on,
        )
        for number, one in enumerate(live_promises(acting.session, case_id=loaded.case.id), start=1)
        if seen.papers or one.item_id in own
    )


def unkept(session: Session, case_id: str) -> int:
    """Count the promises of a case that bind and are not kept yet."""
    return session.scalars(
        select(func.count())
        .select_from(Promise)
        .where(Promise.case_id == case_id, Promise.replaced.is_(False), Promise.state.not_in(ENDED))
    ).one()
