"""Whether a family came back after its case was closed: the mark behind 复发率.

A closed case keeps whether the same family had a case of the same kind within 180 days (T/ZSM
6.1.2). The mark is for the figures and stands on no page: it says of a case everybody may know that
there is another, which may be sealed from them, or keep somebody away. What such a case tells is
marked apart and counted in the county's own total only (decision 0048).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session, SessionTransaction

from core.cases.models import CaseFile, Party
from core.cases.models_family import SamePerson
from core.cases.outcomes import DISPUTES, ENDED_STATES, outcome_of
from core.cases.same import humans_of, one_human
from core.clocks import local_date
from core.families.models import Person
from core.words import CaseState

WATCHED: Final = timedelta(days=180)
TOLD, HIDDEN = "told", "hidden"
"""The case that came after may be counted wherever this one is, or only in the county's total."""
FAMILY: Final = ("applicant", "respondent", "victim", "alleged", "minor_child")
"""Who is of the family; who helps, speaks for somebody or reports comes with many families."""
AT_ONCE: Final = 200
Values: TypeAlias = Mapping[str, Any]
_TOUCHED: Final = "figure_families"
_PLAIN: Final = ("scenario", "sealed", "ward", "received_at", "ended_at", "previous_id")
_HASHES: Final = ("id_no_hash", "phone_hash", "name_hash")
_COLUMNS: Final = (
    CaseFile.id, CaseFile.state, CaseFile.scenario, CaseFile.sealed, CaseFile.ward,
    CaseFile.received_at, CaseFile.ended_at, CaseFile.archived_at, CaseFile.ended_as,
    CaseFile.previous_id, CaseFile.settled_at, CaseFile.stage, CaseFile.returned,
)  # fmt: skip


@dataclass(slots=True)
class Touched:
    """Cases and entries of the register that a transaction changed in what this rests on."""

    cases: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    """What people were found by until now."""


def watched_until(closed: date) -> date:
    """Return the last day on which a new case of the family is counted as a return."""
    return closed + WATCHED


def note_touched(session: Session, *_rest: object) -> None:
    """Note after a flush whose cases have to be looked at; they are looked at once, at the end."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CaseFile):
            if row in session.new or _matters(row):
                _touched(session).cases.add(row.id)
        elif isinstance(row, Party):
            _touched(session).cases.add(row.case_id)
        elif isinstance(row, SamePerson):
            _touched(session).people.update((row.person_id, row.other_id))
        elif isinstance(row, Person) and row in session.dirty and _changed(row, _HASHES):
            _touched(session).people.add(row.id)
            gone = (inspect(row).attrs[name].history.deleted for name in _HASHES)
            _touched(session).hashes.update(one for was in gone for one in was or () if one)


def touch(session: Session, cases: Iterable[str]) -> None:
    """Have cases looked at that were stored past the flush."""
    _touched(session).cases.update(cases)


def _touched(session: Session) -> Touched:
    found: Touched = session.info.setdefault(_TOUCHED, Touched())
    return found


def _changed(row: object, names: Iterable[str]) -> bool:
    state = inspect(row)
    assert state is not None  # noqa: S101 - a row of a session is mapped
    return any(state.attrs[name].history.has_changes() for name in names)


def _matters(case: CaseFile) -> bool:
    """A move between open states changes nothing, and most moves are such."""
    if _changed(case, _PLAIN):
        return True
    history = inspect(case).attrs["state"].history
    if not history.has_changes():
        return False
    apart = ENDED_STATES | {CaseState.CLUE.value}
    return bool(apart.intersection((*(history.added or ()), *(history.deleted or ()))))


def look_at_touched(session: Session) -> None:
    """Mark anew what the transaction touched, before its differences are written."""
    session.flush()
    touched: Touched | None = session.info.pop(_TOUCHED, None)
    if touched is None:
        return
    people = set(touched.people)
    if touched.hashes:
        was = sorted(touched.hashes)
        people |= set(
            session.scalars(
                select(Person.id).where(Person.id_no_hash.in_(was) | Person.phone_hash.in_(was))
            )
        )
    if people:
        touched.cases |= _cases_of(session, one_human(session, people))
    mark_all(session, touched.cases)


def forget(session: Session, transaction: SessionTransaction) -> None:
    """Forget what was touched when all of it came to nothing."""
    if transaction.parent is None:
        session.info.pop(_TOUCHED, None)


def mark_all(session: Session, cases: Iterable[str]) -> None:
    """Mark *cases* and the closed ones of the same people, some at a time."""
    waiting = sorted(set(cases))
    for start in range(0, len(waiting), AT_ONCE):
        _mark(session, waiting[start : start + AT_ONCE])


def closed_cases(session: Session) -> list[str]:
    """Return the ids of all cases that are closed and could be marked."""
    return list(
        session.scalars(select(CaseFile.id).where(CaseFile.state == CaseState.ARCHIVED.value))
    )


def _mark(session: Session, cases: Sequence[str]) -> None:
    around = set(cases) | _cases_of(session, _everybody(session, _people(session, cases)))
    looked = {row["id"]: row for row in _rows(session, CaseFile.id, around)}
    before = {row["previous_id"] for row in looked.values() if row["previous_id"]} - set(looked)
    looked |= {row["id"]: row for row in _rows(session, CaseFile.id, before)}
    closed = [row for row in looked.values() if row["state"] == CaseState.ARCHIVED.value]
    if not closed:
        return
    looked |= {
        row["id"]: row
        for row in _rows(session, CaseFile.previous_id, {row["id"] for row in closed})
    }
    humans = humans_of(session, _everyone(_people(session, [row["id"] for row in closed])))
    known = _cases_of(session, humans)
    looked |= {row["id"]: row for row in _rows(session, CaseFile.id, known - set(looked))}
    families = {
        case: frozenset(humans.get(one, one) for one in ids)
        for case, ids in _people(session, set(looked)).items()
    }
    near: dict[str, set[str]] = defaultdict(set)
    for case, members in families.items():
        for one in members:
            near[one].add(case)
    episodes: dict[str, set[str]] = defaultdict(set)
    for row in looked.values():
        episodes[row["previous_id"] or ""].add(row["id"])
    for row in sorted(closed, key=lambda one: str(one["id"])):
        ids = {case for one in families.get(row["id"], ()) for case in near[one]}
        ids |= episodes[row["id"]]
        mark = mark_of(row, (looked[one] for one in sorted(ids - {row["id"]})), families)
        if mark != row["returned"]:
            session.get_one(CaseFile, (_county(session), row["id"])).returned = mark


def mark_of(
    closed: Values, others: Iterable[Values], families: Mapping[str, frozenset[str]]
) -> str:
    """Return the mark of a closed case, by other cases of its people; pure."""
    if not is_closed(closed):
        return ""
    mark = ""
    for other in others:
        if not _came_after(closed, other) or not _one_family(closed, other, families):
            continue
        if not other["sealed"] and not other["ward"]:
            return TOLD
        mark = HIDDEN
    return mark


def is_closed(case: Values) -> bool:
    """Tell whether a case is a dispute that was filed away."""
    filed = case["state"] == CaseState.ARCHIVED.value and _closed_at(case) is not None
    return filed and outcome_of(case) in DISPUTES


def _closed_at(case: Values) -> datetime | None:
    found: datetime | None = case["ended_at"] or case["archived_at"]
    return found


def _came_after(closed: Values, other: Values) -> bool:
    at = _closed_at(closed)
    if at is None or other["scenario"] != closed["scenario"] or other["received_at"] < at:
        return False
    within = local_date(other["received_at"]) <= watched_until(local_date(at))
    return within and outcome_of(other) in DISPUTES


def _one_family(closed: Values, other: Values, families: Mapping[str, frozenset[str]]) -> bool:
    """Two of its people are in both, or the one who was named at all: somebody who quarrels with
    another spouse now is another family."""
    if other["previous_id"] == closed["id"]:
        return True
    one, two = families.get(closed["id"], frozenset()), families.get(other["id"], frozenset())
    common = len(one & two)
    return common > 1 or (common == 1 and min(len(one), len(two)) == 1)


def _people(session: Session, cases: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in _parts(cases):
        for case, person in session.execute(
            select(Party.case_id, Party.person_id).where(
                Party.case_id.in_(part), Party.role.in_(FAMILY)
            )
        ):
            if person:
                found[case].add(person)
    return found


def _everyone(people: Mapping[str, set[str]]) -> set[str]:
    return {one for ids in people.values() for one in ids}


def _everybody(session: Session, people: Mapping[str, set[str]]) -> frozenset[str]:
    return one_human(session, _everyone(people)) if people else frozenset()


def _cases_of(session: Session, people: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(people):
        found |= set(
            session.scalars(
                select(Party.case_id).where(Party.person_id.in_(part), Party.role.in_(FAMILY))
            )
        )
    return found


def _rows(
    session: Session, column: InstrumentedAttribute[Any], ids: Iterable[str]
) -> Iterator[Values]:
    for part in _parts(ids):
        for row in session.execute(select(*_COLUMNS).where(column.in_(part))):
            yield dict(row._mapping)


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    waiting = sorted(ids)
    for start in range(0, len(waiting), 1000):
        yield waiting[start : start + 1000]


def _county(session: Session) -> str:
    county: str | None = getattr(session, "county_id", None)
    assert county is not None  # noqa: S101 - cases belong to a county
    return county
