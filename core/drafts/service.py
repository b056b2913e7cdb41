"""Keep, find and forget drafts. Every question names the author: nobody finds another's draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.drafts.models import Draft

Answers = Sequence[tuple[str, str]]
"""Name and value of each answer, in the order of the page; a name may come more than once."""

LONGEST_PLACE = 200
MOST_ANSWERS = 3000
MOST_TEXT = 300_000
"""Characters; the longest form filled to the brim is a third of it."""
MOST_DRAFTS = 100
"""Of one author in one county; the oldest gives way. A day's work leaves a handful."""


def fits(place: str, answers: Answers) -> bool:
    """Tell whether this can be kept at all; what cannot is no form of ours filled by a person."""
    size = sum(len(name) + len(value) for name, value in answers)
    return len(place) <= LONGEST_PLACE and len(answers) <= MOST_ANSWERS and size <= MOST_TEXT


def keep(session: Session, *, author_id: str, place: str, answers: Answers, at: datetime) -> None:
    """Keep *answers* as the author's one draft at *place*; the one before is gone.

    Raises ValueError for what does not fit. May be called twice at once: the later one stands.
    """
    if not fits(place, answers):
        raise ValueError("no draft is that long")
    draft = find(session, author_id, place)
    if draft is None:
        _make_room(session, author_id)
        draft = Draft(author_id=author_id, place=place, kept_at=at)
        try:
            with session.begin_nested():
                session.add(draft)
                session.flush()
        except IntegrityError:
            # another window of hers was a moment faster; its row takes this text
            draft = find(session, author_id, place)
            if draft is None:
                raise
    draft.answers = [[name, value] for name, value in answers]
    draft.kept_at = at
    session.flush()


def _make_room(session: Session, author_id: str) -> None:
    rows = session.scalars(
        select(Draft.id)
        .where(Draft.author_id == author_id)
        .order_by(Draft.kept_at.desc(), Draft.id)
    ).all()
    if len(rows) >= MOST_DRAFTS:
        session.execute(delete(Draft).where(Draft.id.in_(rows[MOST_DRAFTS - 1 :])))


def find(session: Session, author_id: str, place: str) -> Draft | None:
    """Return the author's draft at *place*, None when there is none."""
    return session.scalars(
        select(Draft).where(Draft.author_id == author_id, Draft.place == place)
    ).one_or_none()


def places_of(session: Session, author_id: str, *, limit: int) -> list[tuple[str, datetime]]:
    """Return where the author has drafts and since when, the latest first; nothing is unsealed."""
    rows = session.execute(
        select(Draft.place, Draft.kept_at)
        .where(Draft.author_id == author_id)
        .order_by(Draft.kept_at.desc(), Draft.id)
        .limit(limit)
    )
    return [(place, kept_at) for place, kept_at in rows]


def drop(session: Session, author_id: str, place: str) -> None:
    """Forget the author's draft at *place*; says nothing when there is none."""
    session.execute(delete(Draft).where(Draft.author_id == author_id, Draft.place == place))


def stale(session: Session, before: datetime) -> bool:
    """Tell whether a draft of the county was last kept before *before*; reads only."""
    found = session.scalars(select(Draft.id).where(Draft.kept_at < before).limit(1)).first()
    return found is not None


def sweep(session: Session, before: datetime) -> int:
    """Forget the county's drafts that were last kept before *before*; return how many."""
    rows = session.scalars(select(Draft.id).where(Draft.kept_at < before)).all()
    if rows:
        session.execute(delete(Draft).where(Draft.id.in_(rows)))
    return len(rows)
