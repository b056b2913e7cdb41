"""Store what a table of cases brought: all rows in bulk, figures and search tokens with them.

A case that comes in this way stands as if it had been taken in: sealed where it must be, counted,
found by name and number, with a line of history. What it has not is a service: whoever works it
opens one, and then its clocks begin (T/ZSM 5.3.1, 5.6.4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from core.cases.acting import Acting
from core.cases.barriers import raise_barriers
from core.cases.counted import count_new
from core.cases.importing.judging import Being, Brought, is_named
from core.cases.knowing import may_know_person, tell_owners
from core.cases.models import CaseEvent, CaseFile, CaseGrant, CaseOrigin, CaseWay, Party
from core.cases.numbers import new_number, receipt_code
from core.cases.tasks import ask
from core.cases.ways import ways_of
from core.clocks import SHANGHAI
from core.db import TokenPress, add_columns, add_rows, new_ids, sealer
from core.db.keys import key_ring
from core.families.finding import UNDISCLOSED, digits, person_tokens, seconds
from core.families.models import Person, PersonToken
from core.forms.codes import UNDER, shared
from core.words import LEVEL_OF_POINT, CaseState, Confidentiality, Stage

OPENING = time(9)
"""A table knows days; the window opens at nine."""
LOOK_UP = 500
ID = 13
HASH = 32
"""Digits of a blind index."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """Somebody of a row may be in the register already; said only of whom the importer may know."""

    row: int
    column: str
    same: bool


class Register:
    """The persons of the register that rows may mean, by number and telephone."""

    def __init__(self, acting: Acting, rows: Sequence[Brought]) -> None:
        self.acting, self.ring = acting, key_ring()
        self.hashes: dict[tuple[str, str], str] = {}
        numbers = {self.hashed("id_no", p.id_no) for r in rows for p in r.people if p.id_no}
        phones = {self.hashed("phone", p.phone) for r in rows for p in r.people if p.phone}
        self.by_number = self._known(Person.id_no_hash, numbers)
        self.by_phone = self._known(Person.phone_hash, phones)
        found = (*self.by_number.values(), *self.by_phone.values())
        self.open_to_me = set(self._open({one for ids in found for one in ids}))

    def _known(
        self, column: InstrumentedAttribute[str | None], hashes: Iterable[str]
    ) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for part in _parts(sorted(hashes)):
            rows = self.acting.session.execute(select(column, Person.id).where(column.in_(part)))
            for key, person_id in rows:
                found.setdefault(str(key), []).append(person_id)
        return found

    def _open(self, ids: Iterable[str]) -> Iterator[str]:
        for part in _parts(sorted(ids)):
            yield from self.acting.session.scalars(
                select(Person.id).where(Person.id.in_(part), may_know_person(self.acting.viewer))
            )

    def alike(self, rows: Sequence[Brought]) -> tuple[Alike, ...]:
        """Return which rows name somebody the importer may already know, by number or telephone."""
        found: list[Alike] = []
        for row in rows:
            for who, being in zip(("applicant", "other"), row.people, strict=False):
                if self.open_to_me.intersection(self.matches(being, number=True)):
                    found.append(Alike(row=row.row, column=f"{who}_id_no", same=True))
                elif self.open_to_me.intersection(self.matches(being, number=False)):
                    found.append(Alike(row=row.row, column=f"{who}_phone", same=False))
        return tuple(found)

    def hashed(self, purpose: str, number: str) -> str:
        """Return the blind index of a number or telephone, hashed once for all that ask."""
        found = self.hashes.get((purpose, number))
        if found is None:
            found = self.ring.digest(purpose, digits(number))[:HASH]
            self.hashes[purpose, number] = found
        return found

    def matches(self, being: Being, *, number: bool) -> Sequence[str]:
        """Return the ids of those with the number, or the telephone, of *being*."""
        purpose, said = ("id_no", being.id_no) if number else ("phone", being.phone)
        known = self.by_number if number else self.by_phone
        return known.get(self.hashed(purpose, said), ()) if said and known else ()


class Storing:
    """The rows of one import on their way into the tables."""

    def __init__(self, acting: Acting, register: Register, source: str, batch: str) -> None:
        self.acting, self.register, self.source, self.batch = acting, register, source, batch
        self.county = acting.viewer.county
        self.press = TokenPress()
        self.boxes = {
            "name": sealer(Person.name_box, self.county),
            "id_no": sealer(Person.id_no_box, self.county),
            "phone": sealer(Person.phone_box, self.county),
            "summary": sealer(CaseFile.summary_box, self.county),
            "ref": sealer(CaseFile.channel_ref_box, self.county),
            "danger": sealer(CaseFile.danger_box, self.county, json=True),
        }
        self.cases: list[dict[str, Any]] = []
        self.people: list[dict[str, Any]] = []
        self.parties: list[dict[str, Any]] = []
        self.ways: list[dict[str, Any]] = []
        self.grants: list[dict[str, Any]] = []
        self.origins: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.entered: dict[tuple[str, str], str] = {}
        self.followed: list[tuple[Brought, str, set[str]]] = []

    def store(self, rows: Sequence[Brought], contents: Mapping[int, tuple[str, str]]) -> None:
        """Add everything *rows* bring, in the running transaction."""
        ids = iter(new_ids(len(rows) * 12))
        numbers = self._fresh_numbers(rows)
        for row, number in zip(rows, numbers, strict=True):
            self._one(row, number, contents[row.row], ids)
        session = self.acting.county_session
        add_rows(session, Person, self.people)
        add_columns(session, PersonToken, self._tokens())
        for model, found in (
            (CaseFile, self.cases),
            (Party, self.parties),
            (CaseWay, self.ways),
            (CaseGrant, self.grants),
            (CaseEvent, self.events),
            (CaseOrigin, self.origins),
        ):
            add_rows(session, model, found)
        count_new(session, self.cases)
        for row, case_id, hidden in self.followed:
            self._follow(row, case_id, hidden)

    def _fresh_numbers(self, rows: Sequence[Brought]) -> list[str]:
        """Return a number for each row, no two alike and none that a case has: ten thousand random
        ones meet one of ten thousand others once in ten tables."""
        numbers = [new_number(self.county, row.received_on.year) for row in rows]
        wrong = [*range(len(rows))]
        while wrong:
            taken = self._taken(numbers[place] for place in wrong)
            seen = Counter(numbers)
            wrong = [p for p in wrong if numbers[p] in taken or seen[numbers[p]] > 1]
            for place in wrong:
                numbers[place] = new_number(self.county, rows[place].received_on.year)
        return numbers

    def _taken(self, numbers: Iterable[str]) -> set[str]:
        """Return which of *numbers* a case of the county has."""
        some: BindParameter[Any] = bindparam("some", expanding=True)
        taken = select(CaseFile.number).where(CaseFile.number.in_(some))
        found: set[str] = set()
        for part in _parts(list(numbers)):
            found.update(self.acting.session.scalars(taken, {"some": part}))
        return found

    def _tokens(self) -> dict[str, list[Any]]:
        """Return the columns of search tokens in the order of their key: in a random one each of
        several hundred thousand would cost a page."""
        self.tokens.sort()
        return {
            "token": [one[:-ID] for one in self.tokens],
            "since": [seconds(self.acting.at)] * len(self.tokens),
            "person_id": [one[-ID:] for one in self.tokens],
        }

    def _one(self, row: Brought, number: str, origin: tuple[str, str], ids: Iterator[str]) -> None:
        acting, case_id = self.acting, next(ids)
        case = self._case(row, case_id, number)
        self.cases.append(case)
        self.ways += ways_of(case)
        hidden: set[str] = set()
        for position, being in enumerate(row.people):
            person_id, unknown = self._person(row, being, ids)
            hidden |= unknown
            self.parties.append(
                {
                    "id": next(ids), "case_id": case_id, "person_id": person_id,
                    "position": position, "role": being.role, "relation": being.relation,
                    "relation_own": being.relation_own,
                }
            )  # fmt: skip
        if row.sealed:
            for why in ("first_handler", "lead", "handler"):
                self.grants.append(
                    {
                        "id": next(ids), "case_id": case_id, "account_id": row.handler_id,
                        "why": why, "since": acting.at,
                    }
                )  # fmt: skip
        self.events.append(
            {
                "id": next(ids), "case_id": case_id, "seq": 1, "kind": "import",
                "point_id": row.place.id, "actor_id": acting.me, "after": _routing(case),
                "at": acting.at,
            }
        )  # fmt: skip
        number_hash, content = origin
        self.origins.append(
            {
                "id": next(ids), "case_id": case_id, "source": self.source, "batch": self.batch,
                "by_id": acting.me,
                "number_hash": number_hash, "content": content, "at": acting.at,
            }
        )  # fmt: skip
        alone = row.said["danger_now"] == "cannot_ask" and row.state == CaseState.RECEIVED.value
        if row.wishes or hidden or alone:
            self.followed.append((row, case_id, hidden))

    def _case(self, row: Brought, case_id: str, number: str) -> dict[str, Any]:
        said, place, acting, box = row.said, row.place, self.acting, self.boxes
        level = LEVEL_OF_POINT[place.level].value
        ended = row.state == CaseState.ARCHIVED.value
        received, settled = _moment(row.received_on, acting.at), row.settled_on
        archived = _moment(row.archived_on, acting.at) if row.archived_on else None
        scenario, channel = str(said["scenario"]), str(said["channel"] or "other")
        grade = Confidentiality.C3 if row.sealed else Confidentiality.C2
        danger = {"now": said["danger_now"] or "unknown", "flags": said["danger_flags"] or []}
        return {
            "id": case_id,
            "number": number,
            "receipt_code": receipt_code(),
            "version": 1,
            "events": 1,
            "channel": shared(channel),
            "channel_own": channel if UNDER in channel else "",
            "channel_ref_box": box["ref"](case_id, said["channel_ref"])
            if said["channel_ref"]
            else None,
            "scenario": shared(scenario),
            "scenario_own": scenario if UNDER in scenario else "",
            "scenarios": [one for one in said["scenarios"] or [] if one != shared(scenario)],
            "summary_box": box["summary"](case_id, said["summary"]),
            "danger_box": box["danger"](case_id, danger),
            "urgency": "urgent" if row.stop_one and not ended else "normal",
            "reply_by": str(said["reply_by"] or "in_person"),
            "notice_basis": str(said["notice_basis"] or "informed_consent"),
            "violence": row.violence,
            "stop_one": row.stop_one,
            "minor_victim": row.minor_victim,
            "report_due": row.minor_victim and not ended,
            "state": row.state,
            "stage": (Stage.AFTERCARE if ended else Stage.RESOLUTION).value,
            "level": level,
            "received_level": level,
            "confidentiality": grade.value,
            "sealed": row.sealed,
            "point_id": place.id,
            "holder_id": place.id,
            "holder_path": place.path,
            "first_handler_id": row.handler_id,
            "lead_id": row.handler_id,
            "handler_id": row.handler_id,
            "tracker_id": row.handler_id if settled else None,
            "received_at": received,
            "settled_at": _moment(settled, acting.at) if settled else None,
            "archived_at": archived,
            "archived_point_id": place.id if ended else None,
            "ended_at": archived,
            "ended_as": row.result,
            "settle_by": row.received_on + timedelta(days=acting.settings["resolve_days"]),
            "from_clue": False,
            "ward": "",
            "warning": "",
            "warning_scheme": "",
            "warning_gravest": False,
            "changed_at": acting.at,
        }

    def _person(self, row: Brought, being: Being, ids: Iterator[str]) -> tuple[str, set[str]]:
        """Return the person of the register, and those who match and must not be known here.

        Whoever stands in a sealed or a kept-away row gets an entry of her own: a telephone told
        there must not come back on somebody else's page.
        """
        apart = row.sealed or bool(row.wishes)
        register, mine = self.register, row.handler_id == self.acting.me
        same = register.matches(being, number=True)
        hidden = {*same, *register.matches(being, number=False)} - register.open_to_me
        key = (digits(being.id_no), row.handler_id)
        if key[0] and not apart:
            known = sorted(register.open_to_me.intersection(same)) if mine else []
            if known:
                return known[0], hidden
            if key in self.entered:
                return self.entered[key], hidden
        person_id = self._enter(being, next(ids))
        if key[0] and not apart:
            self.entered[key] = person_id
        return person_id, hidden

    def _enter(self, being: Being, person_id: str) -> str:
        register, box = self.register, self.boxes
        number = digits(being.id_no)
        self.people.append(
            {
                "id": person_id,
                "name_box": box["name"](person_id, being.name or UNDISCLOSED),
                "id_no_box": box["id_no"](person_id, number) if number else None,
                "phone_box": box["phone"](person_id, being.phone) if being.phone else None,
                "sex": being.sex,
                "birth_date": being.birth_date,
                "name_hash": self._named(being),
                "id_no_hash": register.hashed("id_no", being.id_no) if number else None,
                "phone_hash": register.hashed("phone", being.phone) if being.phone else None,
                "created_at": self.acting.at,
            }
        )
        self.tokens += [
            token + person_id
            for token in person_tokens(being.name, being.phone, number, self.press)
        ]
        return person_id

    def _named(self, being: Being) -> str | None:
        return self.register.ring.digest("name", being.name)[:HASH] if is_named(being) else None

    def _follow(self, row: Brought, case_id: str, hidden: set[str]) -> None:
        """What few rows need and the ordinary commands do: barriers, tasks, a word to an owner."""
        acting = self.acting
        case = acting.session.get_one(CaseFile, (self.county, case_id))
        if row.wishes:
            case.keep_away = [dict(one) for one in row.wishes]
            raise_barriers(acting, case, row.wishes)
        tell_owners(acting, hidden, case)
        if row.said["danger_now"] == "cannot_ask" and row.state == CaseState.RECEIVED.value:
            ask(acting, case, title="请再联系来访人", account_id=row.handler_id, kind="alone")


def _routing(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields a replay of the history restores."""
    from core.cases.history import REPLAYED

    return {name: case[name] for name in REPLAYED}


def _moment(day: date, at: datetime) -> datetime:
    return min(datetime.combine(day, OPENING, SHANGHAI), at)


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), LOOK_UP):
        yield values[start : start + LOOK_UP]
