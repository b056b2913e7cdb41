"""Put the house together: the one place where the parts meet, in named steps.

It queries nothing, so an app can be built before its database exists; what is wrong with a
deployment is told by the start-up checks of ``serve`` and ``doctor``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, g
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix

from core.cases.casework_forms import CORE_FORMS
from core.cases.once import is_filed
from core.cases.schemes import SCHEMES
from core.clocks import now, pretend
from core.config import Settings
from core.db import db, init_db
from core.db.tables import load_all
from core.doors import NAVIGATION, doorplate, loaders, problems, register_doors
from core.files.kinds import LARGEST
from core.files.service import EXTENSION as FILES
from core.files.vault import Vault
from core.forms import check_forms
from core.jobs import init_jobs
from core.mount import Wall, check_wall, mount, raise_wall
from core.people.models import Account
from core.people.roles import ROLES
from core.people.security import foreign_rules, init_security
from core.people.sessions import left_here, load_viewer, permits
from core.roster import Roster, load
from core.switches import board_here, init_breaker, note_faults
from core.web import Drafting, RoutePolicy, finish_web, init_web, policy
from core.web.errors import answer_http
from core.web.gate import find_place, signed_in_account
from core.web.handing import stage_for
from core.web.policy import THIRD_PARTY
from core.words import County, State


def create_app(settings: Settings, *, handed: dict[str, object] | None = None) -> Flask:
    """Return the platform as one WSGI app. *handed* are plugins given as objects (tests)."""
    load_all()
    app = Flask("core", static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=LARGEST + 4 * 1024 * 1024)
    app.extensions["jiahe.settings"] = settings
    if settings.today is not None:
        pretend(app, settings.today)
    init_db(app, settings)
    app.extensions[FILES] = Vault(settings.data / "files")
    roster = _load_plugins(settings, handed)
    wall, early = _build_shell(app, settings, roster)
    init_security(app, settings, declare=policy)
    init_breaker(app)
    register_doors(app)
    roster = mount(app, roster, since=now())
    app.extensions["jiahe.roster"] = roster
    app.extensions["jiahe.migrations"] = roster.folders("migrations")
    init_jobs(app, roster)
    foreign = {
        endpoint: RoutePolicy(**cast("dict[str, Any]", words))
        for endpoint, words in foreign_rules(app).items()
    }
    finish_web(app, session=db.session, third_party={**THIRD_PARTY, **foreign})
    check_wall(app, wall, behind=early)
    return app


def _load_plugins(settings: Settings, handed: dict[str, object] | None) -> Roster:
    return load(
        since=now(),
        handed=handed,
        brands=settings.brands,
        off=settings.plugins_off,
        strict=settings.plugins_strict,
        roles=frozenset(ROLES),
        schemes=frozenset(SCHEMES),
        core_forms=frozenset(CORE_FORMS) | {"intake"},
        judge_forms=check_forms,
        heard=note_faults,
    )


def _build_shell(
    app: Flask, settings: Settings, roster: Roster
) -> tuple[Wall, tuple[Callable[[], object], ...]]:
    """Give the app its shell; return the wall and what may run before it."""
    wall = raise_wall(
        app,
        roster,
        state_of=_state_of,
        not_found=lambda: answer_http(NotFound()),
        busy=lambda: answer_http(ServiceUnavailable()),
    )
    init_web(
        app,
        load_viewer=load_viewer,
        may=permits,
        loaders=loaders(),
        county_exists=_county,
        nav=lambda viewer: NAVIGATION,
        wall=wall,
        doorplate=doorplate,
        problems=problems(),
        translations=tuple(roster.folders("translations").values()),
        drafting=Drafting(left=left_here, filed=is_filed, stage=stage_for),
        tls=settings.tls,
    )
    if settings.proxies:
        believed = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=believed)  # type: ignore[method-assign]  # as Flask documents it
    order = app.before_request_funcs[None]
    # the shell's own first steps: the log's stopwatch, an idle token check, the place
    return wall, tuple(order[: order.index(find_place) + 1])


def _county(code: str) -> County | None:
    # the county rides along with its switches: one query serves the gate, the wall and the case
    return board_here().county


def _state_of(plugin: str) -> State:
    """Return the state where the visitor works from, the county's own for a stranger."""
    board = board_here()
    state = board.effective(plugin)
    account = signed_in_account() if state is not State.CLOSED else None
    viewer = load_viewer(account, g.county_id) if isinstance(account, Account) else None
    return state if viewer is None else board.effective(plugin, viewer.current.point.path)
