"""By what a person is found: pieces and spellings of a name, ends of numbers, as keyed hashes.

A search never scans and never opens a seal: it goes over the tokens of one table (T/ZSM 5.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, select, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from core.db import TokenPress, blind_index, name_query, spelling_query
from core.families.models import Person, PersonToken

UNDISCLOSED = "未透露"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A person a search brought up, already readable."""

    person_id: str
    name: str
    sex: str
    birth_date: date | None
    phone: str
    why: str


def digits(text: str) -> str:
    """Return the digits (and a closing X) of a phone or id number."""
    return re.sub(r"[^0-9Xx]", "", text).upper()


def number_tokens(phone: str, id_no: str, press: TokenPress | None = None) -> list[str]:
    """Return the search tokens of the end of a phone (4, 11) and of an id number (6, 18)."""
    press = press or TokenPress()
    tokens = []
    for number, ends in ((digits(phone), (4, 11)), (digits(id_no), (6, 18))):
        tokens += [press.of_end(length, number) for length in ends if len(number) >= length]
    return tokens


def person_tokens(name: str, phone: str, id_no: str, press: TokenPress | None = None) -> list[str]:
    """Return every token a person is found by; *press* is shared by who makes them for many."""
    press = press or TokenPress()
    found = {*number_tokens(phone, id_no, press)}
    if name and name != UNDISCLOSED:
        found.update(press.of_name_and_spelling(name))
    return sorted(found)


def be_found(session: Session, person: Person, tokens: Iterable[str]) -> None:
    """Store *tokens* of the person; those that are there stay."""
    since = seconds(person.created_at)
    rows = [
        {"county_id": person.county_id, "token": token, "since": since, "person_id": person.id}
        for token in sorted(set(tokens))
    ]
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(PersonToken).on_conflict_do_nothing(), rows)


def be_lost(session: Session, person: Person, tokens: Iterable[str]) -> None:
    """Take *tokens* of the person away; by the tokens, for by the person they are in no order."""
    session.execute(
        delete(PersonToken).where(
            PersonToken.token.in_(sorted(set(tokens))), PersonToken.person_id == person.id
        )
    )


def seconds(moment: datetime) -> int:
    """Return a moment as the tokens tell it: a person is looked for from the newest on."""
    return int(moment.timestamp())


def find_anew(session: Session, *, after: str = "", batch: int = 5_000) -> tuple[int, str]:
    """Write the tokens of the next persons anew where they differ from what the rules say now.

    Returns how many changed and the last id looked at, "" at the end. May be called twice. Each
    call reads the tokens of the whole county once: by the person they are in no order.
    """
    rows = session.scalars(
        select(Person).where(Person.id > after).order_by(Person.id).limit(batch)
    ).all()
    there: dict[str, set[str]] = {row.id: set() for row in rows}
    for person_id, token in session.execute(
        select(PersonToken.person_id, PersonToken.token).where(
            PersonToken.person_id > after, PersonToken.person_id <= (rows[-1].id if rows else after)
        )
    ):
        if person_id in there:  # a person may have come in since
            there[person_id].add(token)
    changed = 0
    for row in rows:
        wanted = set(person_tokens(row.name or "", row.phone or "", row.id_no or ""))
        if wanted == there[row.id]:
            continue
        be_lost(session, row, there[row.id] - wanted)
        be_found(session, row, wanted - there[row.id])
        changed += 1
    return changed, rows[-1].id if rows else ""


def search_tokens(query: str) -> tuple[tuple[list[str], ...], str]:
    """Return what a query asks for and the reason it would match.

    Any of the lists may match, and of a list all tokens must.
    """
    number = digits(query)
    if len(number) >= 4 and len(number) >= len(re.sub(r"\s", "", query)) - 2:
        for length, why in ((18, "身份证号相同"), (11, "手机相同"), (6, "身份证后六位相同")):
            if len(number) >= length:
                return ([blind_index(f"end{length}", number[-length:])],), why
        return ([blind_index("end4", number[-4:])],), "手机后四位相同"
    text = re.sub(r"\s+", "", query)
    # pairs only: the single characters follow from them, and a common surname brings up thousands
    ways = [name_query(text)] if text else []
    if spelled := spelling_query(text):
        return (*ways, [spelled]), "拼音相同"
    return tuple(ways), "姓名相近"


def persons_matching(query: str) -> tuple[Select[str] | None, str]:
    """Return the select of the ids of persons a query matches and why; None when it asks nothing.

    Whose ids may be told is for the caller to say.
    """
    ways, why = search_tokens(query)
    if not ways:
        return None, why
    found = [_having(tokens) for tokens in ways]
    if len(found) == 1:
        return found[0], why
    either = union_all(*found).subquery()
    return select(either.c.person_id), why


def _having(tokens: Sequence[str]) -> Select[str]:
    """SQL: who has all *tokens*: whoever has the first, looked up for the others."""
    first, *more = sorted(set(tokens))
    asked = select(PersonToken.person_id).where(PersonToken.token == first)
    for token in more:
        other = aliased(PersonToken)
        asked = asked.where(
            exists().where(
                other.county_id == PersonToken.county_id,
                other.token == token,
                other.since == PersonToken.since,
                other.person_id == PersonToken.person_id,
            )
        )
    return asked


def find_persons(
    session: Session, query: str, *, known: ColumnElement[bool], limit: int = 20
) -> tuple[Found, ...]:
    """Return the persons *known* admits, newest first.

    *query* is a name (two characters are enough) or its initials or syllables in pinyin, a phone or
    its last four, or an id number or its last six. An empty or one-digit query finds nobody.
    """
    ways, why = search_tokens(query)
    if not ways:
        return ()
    # of each way the newest that are known, along the tokens, which stand in that order: a name
    # that half a county has costs no more than one that nobody has
    pages = [
        _having(tokens)
        .join(
            Person,
            and_(Person.county_id == PersonToken.county_id, Person.id == PersonToken.person_id),
        )
        .where(known)
        .order_by(PersonToken.since.desc(), PersonToken.person_id.desc())
        .limit(limit)
        .subquery()
        for tokens in ways
    ]
    rows = session.scalars(
        select(Person)
        .where(Person.id.in_(union_all(*(select(page.c.person_id) for page in pages))))
        .order_by(Person.created_at.desc(), Person.id)
        .limit(limit)
    )
    return tuple(_found(row, why) for row in rows)


def _found(person: Person, why: str) -> Found:
    return Found(
        person_id=person.id,
        name=person.name or UNDISCLOSED,
        sex=person.sex,
        birth_date=person.birth_date,
        phone=person.phone or "",
        why=why,
    )
