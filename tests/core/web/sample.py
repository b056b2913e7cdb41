"""A small application on the shell alone: two counties, a few people, no database.

It lets the tests of the shell plant what must be refused, which a complete application cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, abort, flash, g, render_template, request
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader

from core.clocks import now
from core.web import (
    Doorplate,
    NavItem,
    Param,
    Problem,
    Reason,
    finish_web,
    init_web,
    policy,
    read_query,
    redirect_back,
)
from core.words import County

HERE = Path(__file__).parent
COUNTIES = {
    "990101": County(code="990101", name="示范县"),
    "990102": County(code="990102", name="邻县"),
}
NAV = [
    NavItem(label="窗口", endpoint="desk.index", action="receive"),
    NavItem(label="办件", endpoint="cases.index", action="read_cases"),
    NavItem(label="回访", endpoint="cases.followups", action="read_cases"),
    NavItem(label="管理", endpoint="admin.index", action="switch_services"),
]


@dataclass
class FakeSession:
    """Counts instead of writing."""

    log: list[str] = field(default_factory=list)

    def commit(self) -> None:
        self.log.append("commit")

    def rollback(self) -> None:
        self.log.append("rollback")


@dataclass(frozen=True)
class Person:
    """Who is looking, in tests: a name, a county, and the words `may` accepts."""

    name: str
    county: str | None
    may: frozenset[str]


class Refused(Exception):
    """Stands for a domain error of a lower room."""


PEOPLE = {
    "desk": Person("王秀兰", "990101", frozenset({"receive", "read_cases", "move_case"})),
    "stranger": Person("外县人", "990102", frozenset({"read_cases"})),
}


@dataclass
class World:
    """The app with the strings a test pulls."""

    app: Flask
    session: FakeSession
    signed_in: str | None = None
    closed: set[str] = field(default_factory=set)
    seen: dict[str, Any] = field(default_factory=dict)

    def client(self, who: str | None = None) -> FlaskClient:
        self.signed_in = who
        return self.app.test_client()


def find_case(arguments: Mapping[str, Any]) -> object:
    """One open case, one sealed from everybody, one known but not allowed."""
    number = arguments["number"]
    if number == "shut":
        abort(403)
    return {"number": number} if number == "open" else None


def make_app(
    *,
    tls: bool = False,
    ready: Callable[[], bool] = lambda: True,
    translations: Sequence[Path] = (),
) -> World:
    app = Flask("tests.web", static_folder=None)
    app.config.update(SECRET_KEY="only-for-tests", TESTING=False)
    world = World(app=app, session=FakeSession())

    def wall() -> None:
        parts = request.path.split("/")
        if len(parts) > 2 and parts[2] in world.closed:
            abort(404)

    def load_viewer(account: Any, county: str | None) -> Person | None:
        return account if county is None or account.county == county else None

    init_web(
        app,
        load_viewer=load_viewer,
        may=lambda person, action: action in person.may,
        loaders={"case": find_case},
        county_exists=lambda code: COUNTIES.get(code),
        nav=lambda _viewer: NAV,
        account=lambda: PEOPLE.get(world.signed_in or ""),
        wall=wall,
        ready=ready,
        tls=tls,
        translations=translations,
        doorplate=lambda person: Doorplate(
            place=f"{g.county.name} · 县服务工作室", who=f"2 号窗口 {person.name}"
        ),
        problems={
            Refused: lambda _error: Problem(
                409, reasons=[Reason(text="还没有双方签名的协议", citation="人民调解法第29条")]
            )
        },
    )
    app.jinja_loader = ChoiceLoader([FileSystemLoader(HERE / "templates")])
    add_doors(world)
    return world


def add_doors(world: World) -> None:
    """Doors as thin as they can be, one view per thing to be proved."""
    desk = Blueprint("desk", "tests.desk", url_prefix="/<county>/desk")
    cases = Blueprint("cases", "tests.cases", url_prefix="/<county>/cases")
    admin = Blueprint("admin", "tests.admin", url_prefix="/<county>/admin")
    service = Blueprint("service", "tests.service", url_prefix="/<county>/service")
    rest = Blueprint("rest", "tests.rest", url_prefix="/api/v1/<county>")

    @desk.get("/")
    @policy(action="receive")
    def index() -> str:
        return draw_desk()

    def draw_desk(suggested: str = "", searched: str = "") -> str:
        return render_template(
            "sample_desk.html",
            now=now(),
            hours=timedelta(hours=1),
            suggested=suggested,
            searched=searched,
        )

    @desk.post("/")
    @policy(action="receive", audit="case_received")
    def receive() -> Any:
        if request.form.get("wrong"):
            raise Problem(422, errors={"summary": ["写一句话"]})
        if request.form.get("breaks"):
            raise ZeroDivisionError("周桂芬 199 0000 1234")
        if request.form.get("_suggest"):
            return draw_desk(suggested=f"为{request.form['scenario']}建议"), 422
        if request.form.get("_search"):
            return draw_desk(searched=request.form["q"]), 422
        if request.form.get("redraw"):
            return "<p>还有几处要补</p>", 422
        flash("登记好了", "ok")
        return redirect_back("/990101/desk/")

    @cases.get("/")
    @policy(action="read_cases")
    def index_() -> Any:
        world.seen["query"] = read_query(
            Param(name="state", kind="choice", options=("received", "archived")),
            Param(name="q"),
            Param(name="on", kind="day"),
            Param(name="period", kind="month"),
            Param(name="least", kind="number", most=9),
            Param(name="mine", kind="flag", default=False),
            paged=True,
        )
        return "ok"

    cases.add_url_rule("/list", "index", index_)
    cases.add_url_rule("/followups", "followups", policy(action="read_cases")(lambda: "ok"))

    @cases.get("/<number>")
    @policy(action="read_cases", resource="case", answer="S")
    def show(number: str) -> str:
        world.seen["county"] = g.county_id
        world.seen["read_only"] = g.read_only
        return render_template("sample_case.html", number=number, now=now(), shown=False)

    @cases.post("/<number>/names")
    @policy(action="read_cases", resource="case", answer="S", audit="name_shown")
    def reveal(number: str) -> str:
        return render_template("sample_case.html", number=number, now=now(), shown=True)

    @cases.post("/<number>/moves")
    @policy(action="move_case", resource="case", audit="case_moved")
    def move(number: str) -> str:
        world.seen["read_only"] = g.read_only
        raise Refused(number)

    @admin.get("/")
    @policy(action="switch_services")
    def admin_index() -> str:
        return "admin"

    admin.add_url_rule("/index", "index", admin_index)

    @service.get("/")
    @policy(action="receive")
    def service_index() -> str:
        return "service"

    @rest.get("/cases/<number>")
    @policy(action="read_cases", resource="case", csrf="none")
    def read_case(number: str) -> dict[str, str]:
        return {"number": number}

    @rest.post("/cases/<number>/moves")
    @policy(action="move_case", resource="case", csrf="token")
    def api_move(number: str) -> Any:
        if request.args.get("refuse"):
            raise Refused(number)
        return {"number": number}

    @world.app.get("/login")
    @policy(action="sign_in", scope="public", answer="P")
    def login() -> str:
        return render_template("sample_login.html")

    @world.app.get("/account")
    @policy(action="own_account", scope="platform")
    def account() -> str:
        return "account"

    for blueprint in (desk, cases, admin, service, rest):
        world.app.register_blueprint(blueprint)


def open_world(**options: Any) -> World:
    """The same, judged and open for visitors."""
    world = make_app(**options)
    finish_web(world.app, session=world.session)
    return world
