"""What a case's 联合会诊 say, to those who see the whole of it (T/ZSM 5.6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.conference_form import CONFERENCE
from core.cases.facts import Facts
from core.cases.lifecycle import ENDED
from core.cases.loading import Loaded
from core.cases.models import Record
from core.cases.reading import names_of
from core.people.roles import may
from core.privacy import Reach, shows
from core.words import Value, read_date, read_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class RemedyOut:
    """What somebody took on."""

    text: str
    who: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ConferenceOut:
    """One conference: who sat there by their part, what they found, what is to be done."""

    record_id: str
    on: date | None
    place: str
    host: str
    people: tuple[tuple[str, str], ...]
    causes: str
    risk: str
    plan: str
    remedies: tuple[RemedyOut, ...]


def may_confer(acting: Acting, facts: Facts, how_far: Reach) -> bool:
    """Tell whether the one who acts may write down a conference now: who sees the whole case and
    moves cases, while it runs."""
    return may_write(acting, how_far) and facts.state not in ENDED


def may_write(acting: Acting, how_far: Reach) -> bool:
    """Tell whether conferences of the case are the viewer's to write down at all."""
    return shows(how_far).papers and may(acting.viewer.roles, "case.move")


def full_readers(facts: Facts) -> frozenset[str]:
    """Return the accounts that see the whole case because they work on it."""
    standing = facts.standing
    mine = {one for one in (standing.handler_id, standing.tracker_id) if one}
    return frozenset({*mine, *standing.team})


def conferences_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[ConferenceOut, ...]:
    """Return the conferences, the latest first; none to whoever does not see the whole case."""
    if not shows(how_far).papers or loaded.case.conferred_on is None:
        return ()
    rows = records_of(acting, loaded)
    ids = {one for row in rows for one in _people(row.data or {})}
    names = names_of(acting, set(ids))
    return tuple(_out(row, names) for row in rows)


def records_of(acting: Acting, loaded: Loaded) -> list[Record]:
    """Return the records, the latest first."""
    return list(
        acting.session.scalars(
            select(Record)
            .where(Record.case_id == loaded.case.id, Record.form == CONFERENCE.key)
            .order_by(Record.seq.desc(), Record.id.desc())
        )
    )


def out_of(acting: Acting, row: Record) -> ConferenceOut:
    """Return one record in words."""
    return _out(row, names_of(acting, set(_people(row.data or {}))))


def _people(data: Mapping[str, Value]) -> list[str]:
    found = [data.get("host")]
    found += [row.get("who") for row in read_rows(data.get("people"))]
    found += [row.get("owner") for row in read_rows(data.get("remedies"))]
    return [str(one) for one in found if one]


def _out(row: Record, names: Mapping[str, str]) -> ConferenceOut:
    data: Mapping[str, Value] = row.data or {}
    return ConferenceOut(
        record_id=row.id,
        on=read_date(data.get("on")),
        place=str(data.get("place") or ""),
        host=names.get(str(data.get("host")), ""),
        people=tuple(
            (str(one.get("part") or ""), _who(one.get("who"), one.get("name"), names))
            for one in read_rows(data.get("people"))
        ),
        causes=str(data.get("causes") or ""),
        risk=str(data.get("risk") or ""),
        plan=str(data.get("plan") or ""),
        remedies=tuple(
            RemedyOut(
                text=str(one.get("text") or ""),
                who=_who(one.get("owner"), one.get("body"), names),
                due_on=read_date(one.get("due")),
            )
            for one in read_rows(data.get("remedies"))
        ),
    )


def _who(account: Value, said: Value, names: Mapping[str, str]) -> str:
    return names.get(str(account), "") or str(said or "")
