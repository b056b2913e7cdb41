"""Build the world of the authorization tests once a run.

Who is in it stands in `cast.py`, how one case is written in `putting.py`, how somebody speaks in
`voices.py`; the tests take all of it from here.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from core.clocks import now
from core.db import county_scope, db
from core.people.models import Account, LoginSession
from core.people.service import add_account, add_post, create_token
from core.people.sessions import IDLE_KEY
from core.points.models import ServicePoint
from tests.authorization.cast import CODES, COUNTY, NEIGHBOUR, PERSONAS, SKETCHES
from tests.authorization.placed import ANYWHERE, Placed, World, number_of
from tests.authorization.putting import put_case
from tests.authorization.voices import Voice, fresh_key, nothing_kept, sid_of, voice
from tests.harness.apps import make_settings
from tests.harness.standing import house_of

__all__ = [
    "ANYWHERE",
    "Placed",
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
                id=hashlib.sha256(sid_of(login).encode()).hexdigest(),
                account_id=account_id,
                created_at=moment,
                last_seen_at=moment,
            )
        )
        world.tokens[login] = create_token(db.session(), account_id)
        db.session.commit()
