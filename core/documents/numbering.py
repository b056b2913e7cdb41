"""文号: numbers in order per office, year and 字, as `示居服受字〔2026〕417号`.

The number is taken in the transaction that issues the paper: one that fails gives it back, so the
register has no gap to explain. Papers of sealed cases count in a series of their own; in the
ordinary one each of them would leave a hole that tells of a case (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from core.db import CountySession, NoCounty, new_id
from core.documents.models import ORDINARY, SEALED, Document, DocumentCounter
from core.words.documents import DocumentKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """Whose number it is: the id of a point (or of a body with its own seal) and its short name,
    the 示居服 of the number. Two offices of a county with one short name would collide."""

    id: str
    word: str


def series_of(sealed: bool) -> str:
    """The name of the series for a paper of a sealed case, or of any other."""
    return SEALED if sealed else ORDINARY


def paper_name(kind: DocumentKind, owner: str = "") -> str:
    """The full name of a paper: core's as it is, a plugin's led by the plugin."""
    return f"{owner}.{kind.name}" if owner else kind.name


def take_number(
    session: CountySession,
    *,
    office: Office,
    kind: DocumentKind,
    year: int,
    sealed: bool,
    owner: str = "",
) -> str | None:
    """Take the next number of the kind's 字, or None for a kind without numbers.

    Kinds that share a 字 at an office count on from each other: a number stands on one paper only.
    Other takers of the same series wait until this transaction ends (SQLite: all writers do).
    """
    if not kind.word:
        return None
    word = _word_of(kind, sealed)
    place = _place(session, office, word, year, sealed)
    count = _counted_on(session, place)
    if count is None:
        before = _before(session, office, word, year, sealed, paper_name(kind, owner))
        count = _first(session, place, before + 1)
    return number_text(office.word, word, year, count)


def next_number(
    session: CountySession,
    *,
    office: Office,
    kind: DocumentKind,
    year: int,
    sealed: bool,
    owner: str = "",
) -> str | None:
    """Say what number is probably next, taking none; another may take it a moment later."""
    if not kind.word:
        return None
    word = _word_of(kind, sealed)
    place = _place(session, office, word, year, sealed)
    last = session.scalars(select(DocumentCounter.last).filter_by(**place)).one_or_none()
    if last is None:
        last = _before(session, office, word, year, sealed, paper_name(kind, owner))
    return number_text(office.word, word, year, last + 1)


def number_text(office_word: str, word: str, year: int, count: int) -> str:
    """Write a number as offices do: `示居服受字〔2026〕417号` (GB/T 9704, hexagonal brackets)."""
    return f"{office_word}{word}字〔{year}〕{count}号"


def _word_of(kind: DocumentKind, sealed: bool) -> str:
    return (kind.sealed_word or f"{kind.word}专") if sealed else kind.word


def _place(
    session: CountySession, office: Office, word: str, year: int, sealed: bool
) -> dict[str, str | int]:
    """Where a 字 is counted: what stands before the bracket, so that no two of an office meet."""
    county_id = session.county_id
    if county_id is None:
        msg = "numbers belong to a county and this session has none"
        raise NoCounty(msg)
    return {
        "county_id": county_id,
        "office_id": office.id,
        "year": year,
        "kind": f"{office.word}{word}",
        "series": series_of(sealed),
    }


def _counted_on(session: CountySession, place: Mapping[str, str | int]) -> int | None:
    """Add one in a single statement: reading first and writing then would let two take one."""
    statement = (
        update(DocumentCounter)
        .filter_by(**place)
        .values(last=DocumentCounter.last + 1)
        .returning(DocumentCounter.last)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).scalar_one_or_none()


def _first(session: CountySession, place: Mapping[str, str | int], count: int) -> int:
    """Begin a series, or count on where somebody else has begun it meanwhile."""
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    statement = (
        insert(DocumentCounter)
        .values(id=new_id(), last=count, **place)
        .on_conflict_do_update(index_elements=list(place), set_={"last": DocumentCounter.last + 1})
        .returning(DocumentCounter.last)
    )
    return int(session.execute(statement).scalar_one())


def _before(
    session: CountySession, office: Office, word: str, year: int, sealed: bool, name: str
) -> int:
    """Return the last number that was given out while each kind was counted by itself."""
    start = number_text(office.word, word, year, 0).removesuffix("0号")
    given = session.scalars(
        select(Document.number).where(
            Document.office_id == office.id, Document.number.startswith(start, autoescape=True)
        )
    )
    found = [int(one.removeprefix(start).removesuffix("号")) for one in given if one]
    alone = session.scalars(
        select(DocumentCounter.last).where(
            DocumentCounter.office_id == office.id,
            DocumentCounter.year == year,
            DocumentCounter.kind == name,
            DocumentCounter.series == series_of(sealed),
        )
    ).one_or_none()
    return max([*found, alone or 0])
