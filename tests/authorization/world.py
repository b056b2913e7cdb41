"""Build the world of the authorization tests once a run, and speak in it as anybody.

Rows are written directly and not through the commands: a case must be able to stand in any way the
tables allow, also where today's commands would not bring it.
"""

import hashlib
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.cases.models import (
    CaseBarrier,
    CaseEvent,
    CaseFile,
    CaseGrant,
    CasePoint,
    CoHandling,
    CoPart,
    Glass,
    Measure,
    Meeting,
    Party,
    ServiceItem,
    Task,
    Transfer,
)
from core.cases.numbers import check_character
from core.clocks import now
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.families.service import remember_person
from core.people.models import Account, LoginSession, Post
from core.people.service import add_account, add_post, create_token
from core.people.sessions import IDLE_KEY
from core.points.models import ServicePoint
from core.words import LEVEL_OF_POINT
from tests.authorization.cast import (
    CODES,
    COUNTY,
    NEIGHBOUR,
    PERSONAS,
    SKETCHES,
    Persona,
    Sketch,
)
from tests.harness.apps import make_settings
from tests.harness.standing import house_of

CSRF = "0123456789abcdef" * 2 + "01234567"
ANYWHERE = "990101-2026-ZZZZZZ-Z"


def number_of(tag: str, county: str = COUNTY) -> str:
    """A case number that is always the same for a tag."""
    symbols = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    digest = hashlib.sha256(tag.encode()).digest()
    body = f"{county}-2026-{''.join(symbols[one % 32] for one in digest[:6])}"
    return f"{body}-{check_character(body)}"


@dataclass(kw_only=True)
class Placed:
    """A case that was built: what its addresses are made of."""

    number: str
    case_id: str
    items: dict[str, str]
    measure: str = ""
    document: str = "0000000000000"


@dataclass(kw_only=True)
class World:
    """A database file with who and what is in it."""

    path: Path
    accounts: dict[str, str] = field(default_factory=dict)
    uniquifiers: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)
    far_points: dict[str, str] = field(default_factory=dict)
    cases: dict[str, Placed] = field(default_factory=dict)

    def copy(self, place: Path) -> Path:
        """Copy the database, so that a test may change it.

        Through SQLite and not as a file: an app may have it open, with half of what it wrote still
        in the log beside it.
        """
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(place)) as there:
            here.backup(there)
        return place


@contextmanager
def opened(path: Path) -> Iterator[Flask]:
    """The whole platform over the database file at *path*."""
    with house_of(make_settings(path.parent, f"sqlite:///{path}")) as app:
        app.config[IDLE_KEY] = timedelta(days=2)
        yield app


def build(template: Path, place: Path) -> World:
    """Add the tests' own accounts and cases to a copy of the sandbox."""
    world = World(path=Path(shutil.copyfile(template, place)))
    with opened(world.path) as app:
        _add_people(app, world)
        for county in (COUNTY, NEIGHBOUR):
            with county_scope(app, county):
                for tag, sketch in SKETCHES.items():
                    if sketch.county == county:
                        world.cases[tag] = put_case(world, sketch, number_of(tag, county))
                db.session.commit()
    return world


def _add_people(app: Flask, world: World) -> None:
    with app.app_context():
        for persona in PERSONAS.values():
            if persona.built:
                add_account(
                    db.session(),
                    username=persona.login,
                    name=f"甲{len(world.accounts)}",
                    password_hash="x",
                )
        db.session.commit()
        for account in db.session.scalars(select(Account)):
            world.accounts[account.username] = account.id
            world.uniquifiers[account.username] = account.fs_uniquifier
    with county_scope(app, NEIGHBOUR):
        studio = db.session.scalars(
            select(ServicePoint).where(ServicePoint.level == "county")
        ).one()
        world.far_points = {"county": studio.id}
    with county_scope(app, COUNTY):
        by_code = {one.code: one.id for one in db.session.scalars(select(ServicePoint))}
        world.points = {tag: by_code[code] for tag, code in CODES.items()}
        roles = {role for one in PERSONAS.values() for role, _point in one.posts}
        for persona in PERSONAS.values():
            for role, point in persona.posts if persona.built else ():
                post = add_post(
                    db.session(),
                    account_id=world.accounts[persona.login],
                    point_id=world.points[point],
                    role=role,
                    professions=tuple(roles),
                )
                if persona.ended:
                    post.starts_on = post.starts_on - timedelta(days=30)
                    post.ends_on = post.starts_on + timedelta(days=3)
        db.session.commit()
    for persona in PERSONAS.values():
        sign_in(app, world, persona.login)


def sign_in(app: Flask, world: World, login: str) -> None:
    """Leave a sign-in and a token for *login*; their secrets follow from the name."""
    account_id = world.accounts[login]
    with app.app_context():
        moment = now()
        db.session.add(
            LoginSession(
                id=hashlib.sha256(_sid(login).encode()).hexdigest(),
                account_id=account_id,
                created_at=moment,
                last_seen_at=moment,
            )
        )
        world.tokens[login] = create_token(db.session(), account_id)
        db.session.commit()


def _sid(login: str) -> str:
    return f"sid-of-{login}"


def put_case(world: World, sketch: Sketch, number: str, **more: Any) -> Placed:
    """Write a case as *sketch* says, with two parties, history, a clock and a meeting."""
    session, moment = db.session(), now()
    points = world.points if sketch.county == COUNTY else world.far_points
    who = {"": None, None: None, **world.accounts}
    holder = session.get_one(ServicePoint, (sketch.county, points[sketch.holder]))
    received = points[sketch.received_at_point]
    case = CaseFile(
        number=number,
        version=3,
        channel="walk_in",
        scenario="property",
        summary=more.get("summary", "老房子归谁说不拢"),
        danger=more.get("danger", {"now": "no", "flags": []}),
        keep_away=more.get("keep_away"),
        state=sketch.state,
        state_before="in_progress",
        level=LEVEL_OF_POINT[holder.level].value,
        received_level="L2",
        confidentiality="C3" if sketch.sealed else "C2",
        sealed=sketch.sealed,
        violence=sketch.sealed,
        point_id=received,
        holder_id=holder.id,
        holder_path=holder.path,
        escalated=sketch.escalated,
        first_handler_id=world.accounts[sketch.first],
        lead_id=world.accounts[sketch.leader],
        handler_id=who[sketch.handler],
        tracker_id=who[sketch.tracker],
        received_at=moment,
        changed_at=moment,
        previous_id=more.get("previous_id"),
    )
    session.add(case)
    session.flush()
    _add_parties(case, moment, more.get("parties") or (("林小满", "13811112222", ""),))
    items = _add_items(world, case, sketch, holder, moment)
    _add_lists(world, case, sketch, points, moment)
    meeting = Meeting(
        case_id=case.id,
        held_on=moment.date(),
        present=[],
        convened_by=case.lead_id,
        plan_state="adopted",
        plan="分期履行",
    )
    session.add(meeting)
    session.flush()
    measure = Measure(
        case_id=case.id,
        meeting_id=meeting.id,
        body="民政",
        text="上门一次",
        due_on=moment.date(),
    )
    session.add(measure)
    session.add(
        CaseEvent(case_id=case.id, seq=1, kind="receive", actor_id=case.first_handler_id, at=moment)
    )
    case.events = 1
    session.flush()
    return Placed(number=number, case_id=case.id, items=items, measure=measure.id)


def _add_parties(case: CaseFile, moment: Any, people: tuple[tuple[str, str, str], ...]) -> None:
    session = db.session()
    for position, (name, phone, id_no) in enumerate(people):
        person = remember_person(session, at=moment, name=name, phone=phone, id_no=id_no, sex="F")
        session.add(
            Party(
                case_id=case.id,
                person_id=person.id,
                position=position,
                role="applicant" if position == 0 else "respondent",
                relation="self" if position == 0 else "spouse",
            )
        )


def _add_items(
    world: World, case: CaseFile, sketch: Sketch, holder: ServicePoint, moment: Any
) -> dict[str, str]:
    session, items = db.session(), {}
    for position, (service, owner) in enumerate(sketch.items.items()):
        item = ServiceItem(
            case_id=case.id,
            service=service,
            title=service,
            owner_id=world.accounts[owner] if owner else None,
            point_id=holder.id,
            opened_at=moment + timedelta(minutes=position),
        )
        session.add(item)
        session.flush()
        items[service] = item.id
        session.add(
            ClockRow(
                case_id=case.id,
                item_id=item.id,
                owner_id=item.owner_id,
                code="due",
                title="办理期限",
                citation="T/ZSM 5.4",
                unit="workdays",
                length=10,
                started_at=moment,
                due_at=moment + timedelta(days=10),
            )
        )
    return items


def _add_lists(
    world: World, case: CaseFile, sketch: Sketch, points: Mapping[str, str], moment: Any
) -> None:
    session = db.session()
    for login, why in sketch.named.items():
        session.add(
            CaseGrant(case_id=case.id, account_id=world.accounts[login], why=why, since=moment)
        )
    for login, why in sketch.named_once.items():
        session.add(
            CaseGrant(
                case_id=case.id,
                account_id=world.accounts[login],
                why=why,
                since=moment,
                until=moment,
            )
        )
    for login in sketch.glass:
        session.add(
            Glass(
                case_id=case.id,
                account_id=world.accounts[login],
                ground="life",
                reason="联系不上名单上的人",
                opened_at=moment,
                until=moment + timedelta(hours=4),
            )
        )
    for login in sketch.barred:
        session.add(
            CaseBarrier(
                case_id=case.id,
                kind="keep_away",
                account_id=world.accounts[login],
                since=moment,
            )
        )
    for tag in sketch.barred_points:
        session.add(
            CaseBarrier(case_id=case.id, kind="keep_away", point_id=points[tag], since=moment)
        )
    _add_joint(world, case, sketch, points, moment)
    for tag in sketch.co_points:
        session.add(CasePoint(case_id=case.id, point_id=points[tag], since=moment))
    if sketch.pending:
        session.add(
            Transfer(
                case_id=case.id,
                kind="escalate",
                from_point_id=case.holder_id,
                to_point_id=points[sketch.pending],
                to_account_id=world.accounts[sketch.pending_to] if sketch.pending_to else None,
                sent_by=case.first_handler_id,
                state_before="in_progress",
                sealed=sketch.sealed,
                sent_at=moment,
                due_at=moment + timedelta(days=1),
            )
        )
    session.add(
        Task(
            case_id=case.id,
            title="请回访",
            account_id=None,
            point_id=case.holder_id,
            sealed=sketch.sealed,
            created_at=moment,
            due_on=moment.date(),
        )
    )
    session.flush()


def _add_joint(
    world: World, case: CaseFile, sketch: Sketch, points: Mapping[str, str], moment: Any
) -> None:
    """Put an order behind who was named for a co-handling: each but the lead has a part."""
    named = [login for login, why in sketch.named.items() if why == "co"]
    if not named:
        return
    session = db.session()
    order = CoHandling(
        case_id=case.id, lead_id=case.lead_id, ordered_at=moment, ordered_by=case.lead_id
    )
    session.add(order)
    session.flush()
    parts = [login for login in named if login != sketch.leader]
    for login, point_id in zip(parts, points.values(), strict=False):
        session.add(
            CoPart(
                case_id=case.id,
                order_id=order.id,
                point_id=point_id,
                account_id=world.accounts[login],
                duty="上门问一问",
                due_on=moment.date() + timedelta(days=10),
                reply_by=moment + timedelta(days=1),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Somebody who sends requests: by cookie to the pages, by token to the API."""

    app: Flask
    cookie: str
    bearer: str
    csrf: str

    def ask(
        self, method: str, path: str, *, by_cookie: bool | None = None, **sent: Any
    ) -> TestResponse:
        """Send one request; nothing is remembered from one to the next."""
        headers = dict(sent.pop("headers", {}))
        if by_cookie is None:
            by_cookie = not path.startswith("/api/")
        if not by_cookie and self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        else:
            headers["Cookie"] = self.cookie
            if method not in ("GET", "HEAD", "OPTIONS"):
                headers.setdefault("X-CSRFToken", self.csrf)
        client = self.app.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, **sent)


def voice(app: Flask, world: World, login: str) -> Voice:
    """Return how to speak as *login*; "" is nobody."""
    kept: dict[str, Any] = {"csrf_token": CSRF}
    if login:
        kept |= {"_user_id": world.uniquifiers[login], "_fresh": True, "sid": _sid(login)}
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
    name = app.config["SESSION_COOKIE_NAME"]
    return Voice(
        app=app,
        cookie=f"{name}={signer.dumps(kept)}",
        bearer=world.tokens.get(login, ""),
        csrf=URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(CSRF),
    )


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Let requests end without their commit, so that one cell never changes the next."""
    registry = db.session
    registry.commit = registry.rollback  # type: ignore[method-assign]  # undone below
    try:
        yield
    finally:
        del registry.commit  # type: ignore[method-assign]  # the class's own is back


def fresh_key() -> str:
    """A new Idempotency-Key."""
    return secrets.token_urlsafe(12)


__all__ = [
    "ANYWHERE",
    "Persona",
    "Placed",
    "Post",
    "Voice",
    "World",
    "build",
    "fresh_key",
    "nothing_kept",
    "number_of",
    "opened",
    "put_case",
    "sign_in",
    "voice",
]
