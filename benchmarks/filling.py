"""Fill a county with many cases fast: the rows the commands would leave, without the commands.

A fixed seed gives the same county every time. Names and texts are sealed as in earnest, search
tokens are made by the product's own functions, and every case has two parties, one service item,
one deadline and four lines of history.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks.loading import Load, loading
from core.cases.models import CaseEvent, CaseFile, CaseWay, Party, ServiceItem
from core.cases.numbers import check_character
from core.clocks.models import ClockRow
from core.db import Base, TokenPress, blind_index, county_scope, db, sealer
from core.families.finding import number_tokens, person_tokens, seconds
from core.families.models import Person
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.words import LEVEL_OF_POINT, SCENARIOS

SEED = 20261120
AT_ONCE = 5000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
    "曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
)
GIVEN = (
    "秀兰桂芬建国志强玉珍春梅海燕丽娟小红晓明家和文静国栋"
    "永福淑英振华美玲俊杰雪莲金凤长庚大勇翠花德胜"
)
STORY = (
    "来访人说，分家时老房子归谁一直说不拢，去年又因为老人看病的钱怎么摊起了争执，"
    "村里长辈劝过两回，都没有谈成。她希望有人把双方请到一起，把话说开，把账算清，"
    "以后老人由谁照看、逢年过节怎么走动，也一并商量出个办法来。"
)
STATES = (
    ("received", "resolution"),
    ("in_progress", "resolution"),
    ("in_progress", "resolution"),
    ("unsettled", "resolution"),
    ("followup", "aftercare"),
    ("archived", "aftercare"),
    ("archived", "aftercare"),
    ("archived", "aftercare"),
)
SELDOM = 1000
"""Every how many cases one is suspended: a clerk sees few of these or none."""
MOST_TIMES = 13
"""An id has thirteen signs, and a copy turns it by one sign more than the last."""
IN_EARNEST = 100_000
"""The newest cases, each made and sealed by itself. More than these are copies of them, older and
under other ids; see `Load.finish`."""
NEWEST = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
FIRST_BORN = date(1950, 1, 1)
CASES = (CaseFile, CaseWay, Party, ServiceItem, ClockRow, CaseEvent)
TABLES = (Person, *CASES)
_NOTE = {"service": "家事调解", "step": "已约双方到场"}
_LONG_STORY = STORY * 3
_SITUATIONS = sorted(SCENARIOS)
_SIGNS = bytes(ord("0123456789abcdefghjkmnpqrstvwxyz"[byte & 31]) for byte in range(256))


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A point that takes cases in, and who sits there."""

    id: str
    path: str
    level: str
    staff: tuple[str, ...]


def fill_county(app: Flask, county: str, cases: int) -> None:
    """Add *cases* cases to the county, spread over its points and the last three years; above
    `IN_EARNEST` in multiples of it."""
    dice = random.Random(SEED)  # noqa: S311 - the same county every time is the point
    with county_scope(app, county, read_only=True):
        places = _places()
        # nobody else may be on the database while its rows come in past all that watches them
        db.session.remove()
        url = db.engine.url
        db.engine.dispose()
        with loading(url, TABLES) as load:
            made = min(cases, IN_EARNEST)
            times = cases // made
            if times * made != cases or times > MOST_TIMES:
                raise ValueError(f"{cases} is no multiple of {made}, or more than {MOST_TIMES}")
            filling = _Filling(county=county, dice=dice, load=load, times=times)
            span = timedelta(days=1000) / times
            for number in range(made):
                age = span * (made - number) / made
                filling.case(number, NEWEST - age, dice.choice(places))
                if number % AT_ONCE == AT_ONCE - 1:
                    load.send(county)
            load.send(county)
            filling.enter_copies(span.days)
            load.finish(county, CASES, times=times, days=span.days)


def _places() -> list[Place]:
    staff: dict[str, list[str]] = {}
    posts = select(Post.point_id, Post.account_id).where(Post.role.in_(("front_desk", "handler")))
    for point_id, account_id in db.session.execute(posts):
        staff.setdefault(point_id, []).append(account_id)
    everyone = list(db.session.scalars(select(Account.id)))
    return [
        # a point without practice staff borrows a stranger's id: nobody in the measured session
        Place(
            id=point.id,
            path=point.path,
            level=point.level,
            staff=tuple(staff.get(point.id, everyone[-1:])),
        )
        for point in db.session.scalars(
            select(ServicePoint).where(ServicePoint.level != "city").order_by(ServicePoint.code)
        )
    ]


class _Filling:
    """Makes the rows of one case after the other."""

    def __init__(self, *, county: str, dice: random.Random, load: Load, times: int) -> None:
        self.county, self.dice, self.load, self.times = county, dice, load, times
        self.known: list[tuple[str, datetime, dict[str, Any], str, str, str]] = []
        self.boxes = {
            "summary": sealer(CaseFile.summary_box, county),
            "danger": sealer(CaseFile.danger_box, county, json=True),
            "note": sealer(CaseEvent.note_box, county, json=True),
            "name": sealer(Person.name_box, county),
            "phone": sealer(Person.phone_box, county),
            "id_no": sealer(Person.id_no_box, county),
        }
        self.press = TokenPress()
        self.named: dict[str, list[str]] = {}

    def add(self, model: type[Base], **row: Any) -> None:
        row["county_id"] = self.county
        self.load.add(model, row)

    def id(self) -> str:
        """Return a row id as the product makes them, from the dice."""
        return self.dice.randbytes(13).translate(_SIGNS).decode()

    def case(self, number: int, at: datetime, place: Place) -> None:
        """Add a case with two parties, an item, a deadline and four lines of history."""
        dice, add, box = self.dice, self.add, self.boxes
        case_id, item_id = self.id(), self.id()
        who = dice.choice(place.staff)
        state, stage = dice.choice(STATES)
        if number % SELDOM == 0:
            state, stage = "suspended", "resolution"
        level = LEVEL_OF_POINT[place.level].value
        body = f"{self.county}-{at.year}-{_symbols(number)}"
        add(
            CaseFile,
            id=case_id,
            number=f"{body}-{check_character(body)}",
            version=4,
            events=4,
            channel="walk_in",
            scenario=dice.choice(_SITUATIONS),
            summary_box=box["summary"](case_id, _LONG_STORY[: dice.randint(200, 300)]),
            danger_box=box["danger"](case_id, {"now": "no", "flags": []}),
            state=state,
            stage=stage,
            level=level,
            received_level=level,
            point_id=place.id,
            holder_id=place.id,
            holder_path=place.path,
            first_handler_id=who,
            lead_id=who,
            handler_id=who,
            received_at=at,
            changed_at=at + timedelta(days=3),
        )
        add(CaseWay, case_id=case_id, who=who, state=state, received_at=at)
        for position, role in enumerate(("applicant", "respondent")):
            add(
                Party,
                id=self.id(),
                case_id=case_id,
                person_id=self.person(at),
                position=position,
                role=role,
                relation="self" if position == 0 else "sibling",
            )
        running = state not in ("archived", "followup")
        add(
            ServiceItem,
            id=item_id,
            case_id=case_id,
            service="mediation",
            title="家事调解",
            state="open" if running else "closed",
            owner_id=who,
            point_id=place.id,
            opened_at=at,
        )
        add(
            ClockRow,
            id=self.id(),
            case_id=case_id,
            item_id=item_id,
            owner_id=who,
            point_id=place.id,
            code="mediate_by",
            title="调解期限",
            citation="县内规定",
            local=True,
            unit="workdays",
            length=30,
            started_at=at,
            due_at=at + timedelta(days=42),
            state="running" if running else "stopped",
            stopped_at=None if running else at + timedelta(days=3),
        )
        for seq, kind in enumerate(("receive", "start_attempt", "step", "record"), start=1):
            event_id = self.id()
            add(
                CaseEvent,
                id=event_id,
                case_id=case_id,
                seq=seq,
                kind=kind,
                item_id=item_id if seq > 2 else None,
                point_id=place.id,
                actor_id=who,
                after={"state": state, "version": seq},
                at=at + timedelta(days=seq - 1),
                note_box=box["note"](event_id, _NOTE),
            )

    def enter(
        self, person_id: str, at: datetime, entry: dict[str, Any], name: str, phone: str, id_no: str
    ) -> None:
        box = self.boxes
        self.add(
            Person,
            id=person_id,
            created_at=at,
            name_box=box["name"](person_id, name),
            phone_box=box["phone"](person_id, phone),
            id_no_box=box["id_no"](person_id, id_no),
            **entry,
        )

    def enter_copies(self, days: int) -> None:
        """Enter everybody again under the ids of the copies: any list may show any name."""
        for turn in range(1, self.times):
            earlier = timedelta(days=days * turn)
            for count, (person_id, at, *told) in enumerate(self.known, start=1):
                self.enter(person_id[turn:] + person_id[:turn], at - earlier, *told)
                if count % (AT_ONCE * 2) == 0:
                    self.load.send(self.county)
            self.load.send(self.county)

    def person(self, at: datetime) -> str:
        """Add a person with the search tokens the register would have made; return the id."""
        dice = self.dice
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        phone = f"139{dice.randrange(10**8):08d}"
        born = FIRST_BORN + timedelta(days=dice.randrange(20_000))
        id_no = f"990101{born:%Y%m%d}{dice.randrange(1000):03d}X"
        person_id = self.id()
        entry = {
            "sex": dice.choice("MF"),
            "birth_date": born,
            "name_hash": blind_index("name", name),
            "phone_hash": blind_index("phone", phone),
            "id_no_hash": blind_index("id_no", id_no),
        }
        self.enter(person_id, at, entry, name, phone, id_no)
        if self.times > 1:
            self.known.append((person_id, at, entry, name, phone, id_no))
        known = self.named.get(name)
        if known is None:
            known = self.named[name] = person_tokens(name, "", "", self.press)
        since = seconds(at)
        for token in (*known, *number_tokens(phone, id_no, self.press)):
            self.load.tokens.append((token, since, person_id))
        return person_id


def _symbols(number: int) -> str:
    symbols = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(
        symbols[number * 7919 // len(symbols) ** place % len(symbols)] for place in range(6)
    )
