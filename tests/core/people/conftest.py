"""The shell with signing in, two counties, and a page to sign in for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
import time_machine
from flask import Flask, g, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Table

from core.clocks import SHANGHAI
from core.config import FieldKey, Settings
from core.db import Base, county_scope, db, init_db
from core.db.tables import load_all
from core.people import sessions
from core.people.models import Account
from core.people.security import foreign_rules, init_security
from core.people.service import add_account, add_post
from core.points.models import ServicePoint
from core.points.service import add_county, add_point, find_county
from core.web import RoutePolicy, finish_web, init_web, policy

COUNTY, NEIGHBOUR = "990101", "990102"
PASSWORD = "jiahe-demo-2026"
TABLES = (
    "county",
    "service_point",
    "account",
    "account_webauthn",
    "post",
    "account_county",
    "login_session",
    "api_token",
    "access_entry",
)


def make_settings(folder: Path, *, sandbox: bool = True) -> Settings:
    return Settings(
        data=folder,
        database_url=f"sqlite:///{folder / 'people.db'}",
        secret_key="for these tests only, and long enough",
        field_keys=(FieldKey(name="t1", secret=bytes(range(32))),),
        sandbox=sandbox,
    )


def make_app(settings: Settings, *, second_factor: bool | None = None) -> Flask:
    app = Flask("people")
    app.testing = True
    app.config["SECRET_KEY"] = settings.secret_key
    init_db(app, settings)
    init_web(
        app,
        load_viewer=sessions.load_viewer,
        may=sessions.permits,
        loaders={},
        county_exists=lambda code: find_county(db.session(), code),
        nav=lambda viewer: (),
    )
    init_security(app, settings, declare=policy, second_factor=second_factor)

    @app.get("/<county>/desk/")
    @policy(action="desk.use")
    def desk() -> ResponseReturnValue:
        return jsonify(
            account=g.viewer.account_id,
            current=[g.viewer.current.role, g.viewer.current.point.name],
            roles=sorted(g.viewer.roles),
        )

    @app.get("/token")
    @policy(action="see_token", scope="public")
    def page_token() -> ResponseReturnValue:
        return generate_csrf()

    @app.post("/<county>/desk/")
    @policy(action="desk.use")
    def write() -> ResponseReturnValue:
        return "done"

    @app.get("/<county>/figures")
    @policy(action="figures.read")
    def figures() -> ResponseReturnValue:
        return "figures"

    @app.get("/api/v1/<county>/cases")
    @policy(action="case.list")
    def cases() -> ResponseReturnValue:
        return jsonify(account=g.viewer.account_id)

    finish_web(
        app,
        session=db.session,
        third_party={
            endpoint: RoutePolicy(**words) for endpoint, words in foreign_rules(app).items()
        },
    )
    return app


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two counties and a few people, made once."""
    folder = tmp_path_factory.mktemp("people")
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)):
        return fill(folder)


def fill(folder: Path) -> Path:
    load_all()
    app = make_app(make_settings(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine, [Base.metadata.tables[name] for name in TABLES])
        for code, name in ((COUNTY, "示范县"), (NEIGHBOUR, "邻县")):
            add_county(db.session(), code, name)
        people = {
            name: add_account(db.session(), username=name, name=f"{name} 某", password=PASSWORD).id
            for name in ("desk", "head", "lawyer", "idle_hands")
        }
        db.session.commit()
    for code in (COUNTY, NEIGHBOUR):
        with county_scope(app, code):
            session = db.session()
            studio = add_point(session, code="S", name=f"{code} 工作室", level="county")
            town = add_point(
                session, code="T1", name="桂花镇服务站", level="town", parent_id=studio.id
            )
            if code == COUNTY:
                for who, where, role in (
                    ("desk", studio, "front_desk"),
                    ("desk", town, "handler"),
                    ("head", studio, "point_head"),
                    ("lawyer", studio, "lawyer"),
                ):
                    add_post(
                        session,
                        account_id=people[who],
                        point_id=where.id,
                        role=role,
                        professions={"lawyer"},
                    )
            else:
                add_post(session, account_id=people["lawyer"], point_id=town.id, role="front_desk")
            db.session.commit()
    with app.app_context():
        db.engine.dispose()
    return folder / "people.db"


@pytest.fixture
def people_settings(filled: Path, tmp_path: Path) -> Settings:
    (tmp_path / "people.db").write_bytes(filled.read_bytes())
    return make_settings(tmp_path)


@pytest.fixture
def people_app(people_settings: Settings) -> Iterator[Flask]:
    app = make_app(people_settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def in_county(people_app: Flask) -> Iterator[None]:
    with county_scope(people_app, COUNTY):
        yield


def account(username: str) -> Account:
    return cast(Account, db.session.query(Account).filter(Account.username == username).one())


def point(code: str) -> ServicePoint:
    return cast(
        ServicePoint, db.session.query(ServicePoint).filter(ServicePoint.code == code).one()
    )


__all__ = ["COUNTY", "NEIGHBOUR", "PASSWORD", "Table", "account", "point"]
