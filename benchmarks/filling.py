"""Fill a county with many cases fast: the rows the commands would leave, without the commands.

A fixed seed gives the same county every time. Names and texts are sealed as in earnest, search
tokens are made by the product's own functions, and every case has two parties, one service item,
one deadline and four lines of history.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, func, insert, select

from core.cases.models import CaseEvent, CaseFile, CaseWay, Party, ServiceItem
from core.cases.numbers import check_character
from core.clocks.models import ClockRow
from core.db import Base, blind_index, county_scope, db
from core.db.guard import UNSCOPED
from core.families.finding import person_tokens
from core.families.models import Person, PersonToken
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.words import LEVEL_OF_POINT, SCENARIOS

SEED = 20261120
AT_ONCE = 1000
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
NEWEST = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A point that takes cases in, and who sits there."""

    id: str
    path: str
    level: str
    staff: tuple[str, ...]


def fill_county(app: Flask, county: str, cases: int) -> None:
    """Add *cases* cases to the county, spread over its points and the last three years."""
    dice = random.Random(SEED)  # noqa: S311 - the same county every time is the point
    # reading: a session that may write would hold the lock the connection below needs
    with county_scope(app, county, read_only=True):
        places = _places()
        # and one that reads on would keep SQLite from ever emptying its log
        db.session.remove()
        with db.engine.connect() as connection:
            connection = connection.execution_options(**{UNSCOPED: True})
            for start in range(0, cases, AT_ONCE):
                rows: dict[type[Base], list[dict[str, Any]]] = {}
                for number in range(start, min(start + AT_ONCE, cases)):
                    age = timedelta(days=1000) * (cases - number) / cases
                    _one_case(dice, county, number, NEWEST - age, dice.choice(places), rows)
                _be_in(connection, county)
                for model in (
                    Person,
                    PersonToken,
                    CaseFile,
                    CaseWay,
                    Party,
                    ServiceItem,
                    ClockRow,
                    CaseEvent,
                ):
                    table = model.__table__
                    assert isinstance(table, Table)  # noqa: S101 - declared, not computed
                    connection.execute(insert(table), rows[model])
                connection.commit()
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _be_in(connection: Connection, county: str) -> None:
    """Tell PostgreSQL whose rows come: its row-level security asks in every transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config("jiahe.county", county, True)))


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


Rows = dict[type[Base], list[dict[str, Any]]]
Add = Callable[..., None]


def _one_case(
    dice: random.Random, county: str, number: int, at: datetime, place: Place, rows: Rows
) -> None:
    case_id = _id(dice)
    who = dice.choice(place.staff)
    state, stage = dice.choice(STATES)
    if number % SELDOM == 0:
        state, stage = "suspended", "resolution"
    body = f"{county}-{at.year}-{_symbols(number)}"
    add = _adder(rows, county)
    add(
        CaseFile,
        id=case_id,
        number=f"{body}-{check_character(body)}",
        receipt_code="",
        version=4,
        events=4,
        channel="walk_in",
        scenario=dice.choice(sorted(SCENARIOS)),
        scenarios=[],
        urgency="normal",
        reply_by="in_person",
        notice_basis="informed_consent",
        anonymous=False,
        not_family_window="",
        **_sealed(
            CaseFile,
            county,
            case_id,
            summary=(STORY * 3)[: dice.randint(200, 300)],
            danger={"now": "no", "flags": []},
        ),
        violence=False,
        stop_one=False,
        minor_victim=False,
        danger_cleared=False,
        report_due=False,
        cross_town=False,
        cross_county=False,
        state=state,
        state_before="",
        stage=stage,
        level=LEVEL_OF_POINT[place.level].value,
        received_level=LEVEL_OF_POINT[place.level].value,
        confidentiality="C2",
        sealed=False,
        point_id=place.id,
        holder_id=place.id,
        holder_path=place.path,
        escalated=False,
        first_handler_id=who,
        lead_id=who,
        handler_id=who,
        told_remedies=False,
        received_at=at,
        changed_at=at + timedelta(days=3),
    )
    add(CaseWay, case_id=case_id, who=who, state=state, received_at=at)
    for position, role in enumerate(("applicant", "respondent")):
        person_id = _person(dice, county, at, add)
        add(
            Party,
            id=_id(dice),
            case_id=case_id,
            person_id=person_id,
            position=position,
            role=role,
            relation="self" if position == 0 else "sibling",
            willing="not_asked",
            asked_alone=False,
            region="",
        )
    item_id = _id(dice)
    running = state not in ("archived", "followup")
    add(
        ServiceItem,
        id=item_id,
        case_id=case_id,
        service="mediation",
        title="家事调解",
        state="open" if running else "closed",
        step="",
        done=[],
        required_papers=[],
        version=1,
        owner_id=who,
        point_id=place.id,
        outcome="",
        told_remedies=False,
        opened_at=at,
        closed_at=None,
    )
    add(
        ClockRow,
        id=_id(dice),
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
        warn_days=3,
        extension=0,
        started_at=at,
        due_at=at + timedelta(days=42),
        provisional=False,
        state="running" if running else "stopped",
        stopped_at=None if running else at + timedelta(days=3),
        extended_by=0,
    )
    for seq, kind in enumerate(("receive", "start_attempt", "step", "record"), start=1):
        event_id = _id(dice)
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
            **_sealed(
                CaseEvent, county, event_id, note={"service": "家事调解", "step": "已约双方到场"}
            ),
        )


def _person(dice: random.Random, county: str, at: datetime, add: Add) -> str:
    """Add a person with the search tokens the register would have made; return the id."""
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
    phone = "139" + "".join(dice.choices("0123456789", k=8))
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
    id_no = f"990101{born:%Y%m%d}{dice.randrange(1000):03d}X"
    person_id = _id(dice)
    add(
        Person,
        id=person_id,
        address_secret=False,
        sex=dice.choice("MF"),
        birth_date=born,
        name_hash=blind_index("name", name),
        phone_hash=blind_index("phone", phone),
        id_no_hash=blind_index("id_no", id_no),
        created_at=at,
        **_sealed(Person, county, person_id, name=name, phone=phone, id_no=id_no),
    )
    for token in person_tokens(name, phone, id_no):
        add(PersonToken, id=_id(dice), person_id=person_id, token=token)
    return person_id


def _sealed(model: type[Base], county: str, row_id: str, **plain: Any) -> dict[str, bytes]:
    """Return the boxes of *plain*, sealed for the row they will stand in."""
    row = vars(model(county_id=county, id=row_id, **plain))
    return {f"{name}_box": row[f"{name}_box"] for name in plain}


def _adder(rows: Rows, county: str) -> Add:
    def add(model: type[Base], **values: Any) -> None:
        rows.setdefault(model, []).append({"county_id": county, **values})

    return add


def _id(dice: random.Random) -> str:
    number = dice.getrandbits(64)
    return "".join(
        "0123456789abcdefghjkmnpqrstvwxyz"[number >> shift & 31] for shift in range(60, -1, -5)
    )


def _symbols(number: int) -> str:
    symbols = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(
        symbols[number * 7919 // len(symbols) ** place % len(symbols)] for place in range(6)
    )
