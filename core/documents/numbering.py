"""文号: numbers in order per office, year and kind, as `示居服受字〔2026〕417号`.

The number is taken in the transaction that issues the paper: one that fails gives it back, so the
register has no gap to explain. Papers of sealed cases count in a series of their own; in the
ordinary one each of them would leave a hole that tells of a case (T/ZSM 5.6.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from core.db import CountySession, NoCounty, new_id
from core.documents.models import ORDINARY, SEALED, DocumentCounter
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
    """Take the next number of the kind, or None for a kind without numbers.

    Other takers of the same series wait until this transaction ends (SQLite: all writers do).
    """
    if not kind.word:
        return None
    word = (kind.sealed_word or f"{kind.word}专") if sealed else kind.word
    count = _next(session, office.id, paper_name(kind, owner), year, series_of(sealed))
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
    last = session.scalars(
        select(DocumentCounter.last).where(
            DocumentCounter.office_id == office.id,
            DocumentCounter.year == year,
            DocumentCounter.kind == paper_name(kind, owner),
            DocumentCounter.series == series_of(sealed),
        )
    ).one_or_none()
    word = (kind.sealed_word or f"{kind.word}专") if sealed else kind.word
    return number_text(office.word, word, year, (last or 0) + 1)


def number_text(office_word: str, word: str, year: int, count: int) -> str:
    """Write a number as offices do: `示居服受字〔2026〕417号` (GB/T 9704, hexagonal brackets)."""
    return f"{office_word}{word}字〔{year}〕{count}号"


def _next(session: CountySession, office_id: str, kind: str, year: int, series: str) -> int:
    """Add one in a single statement: reading first and writing then would let two take one."""
    county_id = session.county_id
    if county_id is None:
        msg = "numbers belong to a county and this session has none"
        raise NoCounty(msg)
    place = {
        "county_id": county_id,
        "office_id": office_id,
        "year": year,
        "kind": kind,
        "series": series,
    }
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    statement = (
        insert(DocumentCounter)
        .values(id=new_id(), last=1, **place)
        .on_conflict_do_update(index_elements=list(place), set_={"last": DocumentCounter.last + 1})
        .returning(DocumentCounter.last)
    )
    return int(session.execute(statement).scalar_one())
