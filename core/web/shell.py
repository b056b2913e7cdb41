"""Assemble the shared shell of all doors: look, language, gate, errors, figures.

`init_web` comes before the doors register, `finish_web` after the last one: it judges every rule
and puts the one commit around every writing view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Flask, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from jinja2 import StrictUndefined

from core.web import assets as asset_room
from core.web.assets import asset_url, assets, read_assets
from core.web.bodies import HouseRequest
from core.web.csrf import init_csrf
from core.web.drafting import Drafting, init_drafting
from core.web.errors import Translator, handlers_intact, init_errors
from core.web.folding import SpokenEnvironment
from core.web.gate import EXTENSION as GATE
from core.web.gate import Gate, Loader, init_gate, signed_in_account
from core.web.headers import init_headers, script_nonce
from core.web.health import READY, Ready, health
from core.web.language import LANGUAGES, SOURCE, init_language, remaining
from core.web.navigation import Navigation, NavItem, current_item, nav_items
from core.web.once import new_key
from core.web.policy import THIRD_PARTY, RoutePolicy, UndeclaredRoute, check_policies
from core.web.preferences import chosen, preferences
from core.web.redirects import is_own, own_address
from core.web.requestlog import init_requestlog
from core.web.speech import spoken
from core.web.transaction import Session, wrap_views

EXTENSION: Final = "jiahe.web"
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Doorplate:
    """What stands beside the mark: the place (示范县 · 桂花镇服务站) and who sits there."""

    place: str
    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Web:
    nav: Navigation
    may: Callable[[Any, str], bool]
    doorplate: Callable[[Any], Doorplate]
    addresses: dict[tuple[str, str | None, str], str]

    def address(self, endpoint: str) -> str:
        """Return where `endpoint` of this county is, built once: the bar stands on every page."""
        key = (endpoint, g.get("county_id"), request.script_root)
        if key not in self.addresses:
            self.addresses[key] = url_for(endpoint)
        return self.addresses[key]


def init_web(
    app: Flask,
    *,
    load_viewer: Callable[[Any, str | None], Any | None],
    may: Callable[[Any, str], bool],
    loaders: Mapping[str, Loader],
    county_exists: Callable[[str], object],
    nav: Callable[[Any], Iterable[NavItem]],
    account: Callable[[], object | None] = signed_in_account,
    wall: Callable[[], ResponseReturnValue | None] | None = None,
    doorplate: Callable[[Any], Doorplate] | None = None,
    problems: Mapping[type[Exception], Translator] | None = None,
    translations: Sequence[Path] = (),
    ready: Ready = lambda: True,
    drafting: Drafting | None = None,
    tls: bool = False,
) -> None:
    """Give `app` the shell. Call first: the order of request functions is the order of judgement.

    `load_viewer`, `may`, `loaders`, `county_exists`, `account` and `wall` are described at `Gate`.
    `nav` gives the entries a viewer might be offered; those `may` refuses are left out. `problems`
    tells how domain errors are answered; `translations` are the plugins' catalogues, whose
    words yield to core's own. `drafting` is described at `Drafting`. Queries nothing.
    """
    app.url_map.merge_slashes = False
    app.request_class = HouseRequest
    app.jinja_environment = SpokenEnvironment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = _Web(
        nav=nav, may=may, doorplate=doorplate or _plain_doorplate, addresses={}
    )
    app.extensions[READY] = ready
    app.extensions[asset_room.EXTENSION] = read_assets(
        # every room of core may bring a folder: web/jiahe.css, forms/forms.js
        {folder.parent.name: folder for folder in _HERE.parent.glob("*/static")}
    )
    init_requestlog(app)
    init_headers(app, tls=tls)
    init_language(app, (*translations, _HERE.parent / "translations"))
    init_csrf(app)
    init_drafting(app, drafting or Drafting())
    init_gate(
        app,
        Gate(
            load_viewer=load_viewer,
            may=may,
            loaders=loaders,
            county_exists=county_exists,
            account=account,
            wall=wall,
            policies={},
        ),
    )
    init_errors(app, problems or {})
    app.jinja_env.globals.update(
        asset_url=asset_url,
        new_key=new_key,
        script_nonce=script_nonce,
        remaining=remaining,
    )
    app.context_processor(lambda: {"shell": _shell()})
    app.register_blueprint(Blueprint("web", __name__, template_folder="templates"))
    for room in (assets, health, preferences):
        app.register_blueprint(room)


def finish_web(
    app: Flask, *, session: Session, third_party: Mapping[str, RoutePolicy] = THIRD_PARTY
) -> None:
    """Judge every rule and close the shell; raises `UndeclaredRoute`. Call after the last rule.

    `session` is committed after each writing view that answered below 400.
    """
    gate: Gate = app.extensions[GATE]
    table = check_policies(app, third_party=third_party, resources=gate.loaders)
    if not handlers_intact(app):
        raise UndeclaredRoute(["a library took over the HTTP error pages"])
    gate.policies.clear()
    gate.policies.update(table)
    wrap_views(app, session)


class _Shell:
    """What the layout asks for; each piece is worked out when a page asks for it."""

    @cached_property
    def language(self) -> str:
        locale = get_locale()
        return str(locale) if locale is not None else SOURCE

    @cached_property
    def html_language(self) -> str:
        return LANGUAGES[self.language][0]

    @property
    def other_languages(self) -> list[tuple[str, str, str]]:
        """Code, HTML code and own name of each language that is not spoken now."""
        return [(code, *names) for code, names in LANGUAGES.items() if code != self.language]

    @cached_property
    def type(self) -> str:
        return chosen("type")

    @cached_property
    def contrast(self) -> str:
        return chosen("contrast")

    @cached_property
    def keys(self) -> str:
        return chosen("keys")

    @cached_property
    def here(self) -> str:
        """This page's own address, for forms that come back to it."""
        path = own_address()
        return path if request.method == "GET" and is_own(path) else "/"

    @cached_property
    def doorplate(self) -> Doorplate | None:
        viewer = g.get("viewer")
        return _web().doorplate(viewer) if viewer is not None else None

    @cached_property
    def nav(self) -> list[tuple[str, str, bool]]:
        """Word, address and "this is where we are" of each entry the viewer may open."""
        web, viewer = _web(), g.get("viewer")
        items = nav_items(viewer, web.nav(viewer) if viewer is not None else (), web.may)
        here = current_item(items, request.endpoint)
        return [(spoken(item.label), web.address(item.endpoint), item is here) for item in items]


def _shell() -> _Shell:
    if "shell" not in g:
        g.shell = _Shell()
    shell: _Shell = g.shell
    return shell


def _web() -> _Web:
    web: _Web = current_app.extensions[EXTENSION]
    return web


def _plain_doorplate(viewer: Any) -> Doorplate:
    county = g.get("county")
    place = viewer.current.point.name
    return Doorplate(place=f"{county.name} · {place}" if county else place, who=viewer.name)
