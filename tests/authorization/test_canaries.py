"""Unmistakable words in every sensitive field, and every outlet searched for them.

Each word has the reach somebody needs to read it. Found below that reach it is a leak; missing at
that reach the page hides what people need for their work. Logs, queues and the database file hold
none of them at all.
"""

import io
import logging
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AccessEntry, AuditEntry
from core.cases.models import Party, Record, RecordIndex
from core.clocks import now
from core.db import county_scope, db
from core.families.models import Person
from core.forms.models import revision_of
from core.outbox.models import OutboxMessage
from tests.authorization.cast import COUNTY, NEIGHBOUR, PERSONAS, Sketch
from tests.authorization.seeing import CASE_PEOPLE, Far, how_far, kinds_of
from tests.authorization.world import Placed, Voice, World, number_of, opened, put_case, voice

SKETCH = Sketch(
    holder="county",
    first="desk",
    handler="mediator",
    items={"legal_consult": "lawyer", "psych": "psychologist", "hardship_aid": None},
    barred=("supervisor", "counsellor"),
    barred_points=("town",),
)
HIDING = Sketch(
    holder="county",
    first="desk",
    handler="mediator",
    tracker="handler_town",
    sealed=True,
    items={
        "legal_consult": "lawyer",
        "psych": "psychologist",
        "hardship_aid": None,
        "mediation": "mediator_town",
    },
    named={
        "desk": "lead",
        "mediator": "handler",
        "handler_town": "tracker",
        "lawyer": "item",
        "psychologist": "item",
        "mediator_town": "item",
    },
    barred=("counsellor",),
)
EXPORT = {"purpose": "inspection", "people": "1"}
LOOKS_EVERYWHERE = ("desk", "mediator", "psychologist", "head", "desk_town", "supervisor")
"""Who is led through the seldom outlets too; everybody by ``--long``."""
BESIDE_IT = (
    "desk_town", "village", "head", "counsellor", "aid", "supervisor", "officer", "city", "admin",
)  # fmt: skip
"""Who has no part in it; of everybody else no one reads a sealed case at all."""
NAME, OTHER = "欧阳霜降", "司徒惊蛰"
PHONE, OTHER_PHONE = "13577889900", "13544556677"
ID_NO = "110105199003074579"
SUMMARY, KEEP_AWAY, DANGER = "金丝雀说的一句话", "金丝雀的远房表弟", "canary_flag"
NOTE, OPINION, REMARK = "金丝雀咨询师手记", "金丝雀律师意见", "金丝雀带来材料"
HER_ADDRESS, HIS_ADDRESS = "金丝雀巷九号", "金丝雀桥十号"
HERS, HIS = "金丝雀她单独说的", "金丝雀他单独说的"


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A word; ``far`` opens it and whoever wrote it down (``also``), or only ``only`` may read
    it. ``shown`` names the outlet where whoever may read it must find it."""

    word: str
    far: Far = Far.ALL
    only: frozenset[str] | None = None
    also: frozenset[str] = frozenset()
    shown: str = ""
    registered: bool = False


CANARIES = {
    "name": Canary(word=NAME, far=Far.ITEM, shown="api case", registered=True),
    "the other's name": Canary(word=OTHER, far=Far.ITEM, shown="api case", registered=True),
    "phone": Canary(word=PHONE, far=Far.ITEM, shown="reveal"),
    "the other's phone": Canary(word=OTHER_PHONE, far=Far.ITEM, shown="reveal"),
    "id number": Canary(word=ID_NO, only=frozenset()),
    "summary": Canary(word=SUMMARY, far=Far.ITEM, shown="case page"),
    "keep away": Canary(word=KEEP_AWAY, far=Far.ALL, shown="api case"),
    "danger said": Canary(word=DANGER, far=Far.ITEM, shown="api case"),
    "the counsellor's note": Canary(
        word=NOTE, only=frozenset({"psychologist"}), shown="api records"
    ),
    "what she said alone": Canary(
        word=HERS, far=Far.ALL, also=frozenset({"psychologist"}), shown="api records"
    ),
    "what the other said alone": Canary(
        word=HIS, only=frozenset({"psychologist"}), shown="api records"
    ),
    "the lawyer's opinion": Canary(word=OPINION, only=frozenset({"lawyer"}), shown="api records"),
}


def file_a_record(
    app: Flask, world: World, placed: Placed, key: str, author: str, place: int | None = None
) -> None:
    """File the words of *key*; with *place* they are what that party said alone."""
    roster = app.extensions["jiahe.roster"]
    service = key.partition(".")[0]
    form = roster.services[service].form(key)
    words = {
        "psych.note": {"note": NOTE},
        "legal_consult.opinion": {"text": OPINION},
        "psych.session": {"summary": HIS if place else HERS},
    }[key]
    said_by = select(Party.id).where(Party.case_id == placed.case_id, Party.position == place)
    db.session.add(
        Record(
            case_id=placed.case_id,
            item_id=placed.items[service],
            form=form.key,
            form_version=form.version,
            revision=revision_of(form, db.session()),
            author_id=world.accounts[author],
            author_only=form.author_only,
            about="shared" if place is None else db.session.scalars(said_by).one(),
            data=words,
            seq=5,
            filed_at=now(),
        )
    )


@pytest.fixture(scope="module")
def place(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("canaries") / "jiahe.db"


@pytest.fixture(scope="module")
def cage(world: World, place: Path) -> Iterator[tuple[Flask, Placed]]:
    """The world with one case full of canaries, and a paper about it."""
    world.copy(place)
    with opened(place) as app:
        with county_scope(app, COUNTY):
            placed = put_case(
                world,
                SKETCH,
                number_of("canary"),
                parties=((NAME, PHONE, ID_NO), (OTHER, OTHER_PHONE, "")),
                summary=SUMMARY,
                keep_away=[{"name": KEEP_AWAY}],
                danger={"now": "no", "flags": [DANGER]},
            )
            file_a_record(app, world, placed, "psych.note", "psychologist")
            file_a_record(app, world, placed, "legal_consult.opinion", "lawyer")
            for place_of in (0, 1):
                file_a_record(app, world, placed, "psych.session", "psychologist", place_of)
            db.session.commit()
        yield app, placed


def seldom(placed: Placed) -> dict[str, tuple[str, str]]:
    """The outlets beside the day's work: forms about the case, tables, figures, ledgers."""
    page, api = f"/{COUNTY}/cases/{placed.number}", f"/api/v1/{COUNTY}/cases/{placed.number}"
    figures = f"/{COUNTY}/figures"
    return {
        "export": ("POST", f"/{COUNTY}/cases/export"),
        "archive": ("GET", f"/{COUNTY}/cases/archive"),
        "figures": ("GET", f"{figures}/"),
        "figures of services": ("GET", f"{figures}/services"),
        "figures as a table": ("GET", f"{figures}/export.xlsx"),
        **{
            f"ledger {name}{end}": ("GET", f"{figures}/ledgers/{name}{end}")
            for name in ("disputes", "families", "visits")
            for end in ("", ".xlsx")
        },
        "appointments": ("GET", f"/{COUNTY}/desk/appointments"),
        "duty": ("GET", f"/{COUNTY}/desk/duty"),
        "meetings": ("GET", f"/{COUNTY}/desk/meetings"),
        "clues": ("GET", f"/{COUNTY}/desk/clues"),
        "looks": ("GET", f"/{COUNTY}/desk/glass/reviews"),
        **{
            f"{name} page": ("GET", f"{page}/{name}")
            for name in (
                "protection",
                "danger/sheet",
                "danger/scale",
                "referrals/new",
                "conference",
                "contact",
                "kin",
                "key-family",
                "dossier",
                "flags",
                "team",
                "thanks",
                "co-handling",
            )
        },
        **{
            f"api {name}": ("GET", f"{api}/{name}")
            for name in ("kin", "flags", "dossier", "danger/sheet", "referrals", "team", "thanks")
        },
        "api day": ("GET", f"/api/v1/{COUNTY}/day"),
        "api people": ("GET", f"/api/v1/{COUNTY}/followups"),
    }


def outlets(
    speaker: Voice, placed: Placed, more: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, str]:
    """Everything the case could come out of, by name."""
    page, api = f"/{COUNTY}/cases/{placed.number}", f"/api/v1/{COUNTY}/cases/{placed.number}"
    asked = {
        "desk": ("GET", f"/{COUNTY}/desk/"),
        "day": ("GET", f"/{COUNTY}/desk/day"),
        "visits": ("GET", f"/{COUNTY}/desk/visits"),
        "visit page": ("GET", f"{page}/followups/new"),
        "rating page": ("GET", f"{page}/rating"),
        "register": ("GET", f"/{COUNTY}/desk/register"),
        "list": ("GET", f"/{COUNTY}/cases/"),
        "search by phone": ("GET", f"/{COUNTY}/cases/?q={PHONE[-4:]}"),
        "api search": ("GET", f"/api/v1/{COUNTY}/cases?q={ID_NO[-6:]}"),
        "person register": ("GET", f"/api/v1/{COUNTY}/people?q={PHONE[-4:]}"),
        "case page": ("GET", page),
        "move page": ("GET", f"{page}/moves/urgent_report"),
        "danger page": ("GET", f"{page}/danger"),
        "handler page": ("GET", f"{page}/handler"),
        "correction page": ("GET", f"{page}/correction"),
        "reveal": ("POST", f"{page}/people"),
        "error page": ("GET", f"{page}/items/0000000000000"),
        "api case": ("GET", api),
        **{
            f"api {part}": ("GET", f"{api}/{part}")
            for part in (
                "history",
                "clocks",
                "records",
                "followups",
                "documents",
                "moves",
                "promises",
                "rating",
            )
        },
        **{f"item {name}": ("GET", f"{page}/items/{one}") for name, one in placed.items.items()},
        "incoming": ("GET", f"/api/v1/{COUNTY}/incoming"),
        "tasks": ("GET", f"/api/v1/{COUNTY}/tasks"),
        "admin": ("GET", f"/{COUNTY}/admin/services"),
        "accounts": ("GET", f"/{COUNTY}/admin/accounts"),
        "next door": ("GET", f"/api/v1/{NEIGHBOUR}/cases/{placed.number}"),
        **(more or {}),
    }
    said = {}
    for name, (method, path) in asked.items():
        answer = speaker.ask(method, path, data=EXPORT if name == "export" else None)
        told = answer.data
        body = in_a_workbook(told) if told.startswith(b"PK") else told.decode()
        if answer.is_json:
            body = repr(answer.get_json())  # what JSON escapes is still said
        said[name] = body + repr(list(answer.headers))
    return said


def in_a_workbook(content: bytes) -> str:
    """Return every text of an XLSX, whatever sheet or property it stands in."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def test_each_word_is_found_where_it_may_be_and_nowhere_else(
    cage: tuple[Flask, Placed], world: World, caplog: pytest.LogCaptureFixture, long: bool
) -> None:
    app, placed = cage
    forbidden, missing = [], []
    more = seldom(placed)
    with caplog.at_level(logging.DEBUG):
        for login, who in PERSONAS.items():
            reached = how_far(who, SKETCH)
            if not kinds_of(who) & CASE_PEOPLE:
                reached = Far.NOTHING
            beside = more if long or login in LOOKS_EVERYWHERE else None
            said = outlets(voice(app, world, login), placed, beside)
            for name, canary in CANARIES.items():
                may = reached >= canary.far or login in canary.also
                may = may if canary.only is None else login in canary.only
                for outlet, body in said.items():
                    clerk = canary.registered and outlet == "person register"
                    clerk = clerk and who.county == COUNTY and "front_desk" in who.roles
                    if canary.word in body and not may and not clerk:
                        forbidden.append(f"{login}: {name} in {outlet}")
                # 看记录 takes a role too: a point head has it, a supervisor not
                if may and canary.shown and canary.word not in said[canary.shown]:
                    missing.append(f"{login}: {name} not in {canary.shown}")
    assert forbidden == []
    assert missing == []
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert [name for name, one in CANARIES.items() if one.word in logged] == []
    assert PHONE not in logged


def test_where_she_lives_is_told_to_who_has_to_go_there(
    cage: tuple[Flask, Placed], world: World
) -> None:
    """Hard stop 3: a hidden address by every persona through every outlet (法发〔2022〕10号 四)."""
    app, _placed = cage
    with county_scope(app, COUNTY):
        placed = put_case(
            world,
            HIDING,
            number_of("hiding"),
            parties=((NAME, PHONE, ID_NO), (OTHER, OTHER_PHONE, "")),
            violence=True,
        )
        rows = db.session.execute(
            select(Party.role, Person)
            .join(Person, Person.id == Party.person_id)
            .where(Party.case_id == placed.case_id)
        )
        for role, person in rows:
            person.address = HER_ADDRESS if role == "applicant" else HIS_ADDRESS
            person.address_secret = True
        db.session.commit()
    read: dict[str, set[str]] = {HER_ADDRESS: set(), HIS_ADDRESS: set()}
    for login in (*HIDING.named, *BESIDE_IT):
        more = seldom(placed) if login in HIDING.named else None
        said = outlets(voice(app, world, login), placed, more)
        for outlet, body in said.items():
            for word in read:
                if word in body:
                    assert outlet == "reveal", f"{login}: {word} in {outlet}"
                    read[word].add(login)
    assert read[HER_ADDRESS] == {"desk", "mediator", "handler_town", "lawyer", "psychologist"}
    assert read[HIS_ADDRESS] == {"desk", "mediator", "handler_town"}, "her lawyer goes to her"


def test_nobody_signed_in_meets_no_canary(cage: tuple[Flask, Placed], world: World) -> None:
    app, placed = cage
    for outlet, body in outlets(voice(app, world, ""), placed).items():
        assert not any(one.word in body for one in CANARIES.values()), outlet


def test_logs_queues_and_the_file_itself_hold_no_word(
    cage: tuple[Flask, Placed], world: World, place: Path
) -> None:
    """After an intake, a move, a look and a refusal that all carried the words."""
    app, placed = cage
    desk = voice(app, world, "desk")
    taken = desk.ask(
        "POST",
        f"/api/v1/{COUNTY}/cases",
        json={
            "channel": "walk_in",
            "scenario": "property",
            "summary": SUMMARY,
            "danger_now": "no",
            "keep_away": [{"name": KEEP_AWAY}],
            "parties": [
                {"role": "applicant", "name": NAME, "phone": PHONE, "id_no": ID_NO},
                {"role": "respondent", "name": OTHER, "relation": "spouse"},
            ],
            "services": ["legal_consult"],
        },
    )
    assert taken.status_code in (201, 422), taken.text
    desk.ask("GET", f"/{COUNTY}/cases/?q={NAME}")
    desk.ask("POST", f"/{COUNTY}/desk/", data={"q": PHONE, "summary": SUMMARY, "_search": "1"})
    desk.ask("POST", f"/{COUNTY}/cases/{placed.number}/people")
    path = f"/api/v1/{COUNTY}/cases/{placed.number}/moves"
    for version in (3, 2):
        body = {"move": "suspend", "version": version, "reason": f"{REMARK}{NAME}"}
        voice(app, world, "mediator").ask("POST", path, json=body)
    words = [*(one.word for one in CANARIES.values()), REMARK]
    words.remove(DANGER)  # a code, and codes are what a log may hold
    with county_scope(app, COUNTY):
        rows = [
            repr([getattr(row, one.key) for one in type(row).__mapper__.column_attrs])
            for table in (AuditEntry, AccessEntry, OutboxMessage, RecordIndex)
            for row in db.session.scalars(select(table))
        ]
    assert rows
    assert [word for word in words if any(word in row for row in rows)] == []
    stored = b"".join(
        one.read_bytes() for one in place.parent.iterdir() if one.name.startswith(place.name)
    )
    # the point and the form a word was filed under are there, the word itself is not
    assert placed.number.encode() in stored
    assert [word for word in words if word.encode() in stored] == []


def test_a_leaking_outlet_is_seen(
    cage: tuple[Flask, Placed], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk's own projection gone, every reader of the process reads the names."""
    from core.privacy.projection import TABLE, Reach

    app, placed = cage
    monkeypatch.setitem(TABLE, Reach.PROCESS, TABLE[Reach.FULL])
    said = outlets(voice(app, world, "head_town_2"), placed)
    assert not any(one.word in body for one in CANARIES.values() for body in said.values())
    said = outlets(voice(app, world, "city"), placed)
    assert not any(one.word in body for one in CANARIES.values() for body in said.values())
    said = outlets(voice(app, world, "head"), placed)
    assert NAME in said["api case"]


def test_the_export_is_an_export(cage: tuple[Flask, Placed], world: World) -> None:
    """Who exports gets rows, so that what is not in them was looked for."""
    app, placed = cage
    head = voice(app, world, "head")
    assert placed.number in outlets(head, placed, seldom(placed))["export"]
