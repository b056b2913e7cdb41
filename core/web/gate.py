"""Every request passes here before its view: place, wall, token, person, permission, thing.

One order for all doors, so that no view can forget a step. The county comes first and from the URL
alone, because the database session takes its county at birth and keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, abort, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.routing import RequestRedirect

from core.web.csrf import check_csrf
from core.web.drafting import rescue
from core.web.policy import OWN_ACCOUNT, SAFE_METHODS, RoutePolicy, UndeclaredRoute
from core.web.redirects import is_own, own_address
from core.web.transaction import mark_read_only
from core.words import County

EXTENSION: Final = "jiahe.gate"
LOGIN: Final = "/login"
_PLACE: Final = re.compile(r"/(?:api/v1/)?([0-9]{6})(?:/|\Z)", re.ASCII)

Loader = Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What the gate asks of the rooms below.

    ``county_exists(code)`` answers something true for a known county; a `County` also gives the
    pages its name. ``load_viewer(account, county)`` answers ``None`` to somebody without a post
    there. ``may(viewer, action)`` judges the role alone. A loader finds the thing named in the URL,
    judges the record (it may read ``g.viewer`` and ``g.policy``) and aborts with 404 or 403.
    ``wall`` judges the path before anything else is read and may answer in the view's place.
    """

    load_viewer: Callable[[Any, str | None], Any | None]
    may: Callable[[Any, str], bool]
    loaders: Mapping[str, Loader]
    county_exists: Callable[[str], object]
    account: Callable[[], object | None]
    wall: Callable[[], ResponseReturnValue | None] | None
    policies: dict[tuple[str, str], RoutePolicy]


def init_gate(app: Flask, gate: Gate) -> None:
    """Install the steps in order; nothing else may register a request function before this."""
    app.extensions[EXTENSION] = gate
    app.url_value_preprocessor(_take_county_out)
    app.url_defaults(_put_county_in)
    app.before_request(find_place)
    if gate.wall is not None:
        app.before_request(gate.wall)
    app.before_request(enforce)


def is_api() -> bool:
    """Tell whether this request speaks to the JSON API."""
    return request.path == "/api" or request.path.startswith("/api/")


def signed_in_account() -> object | None:
    """Return the account that Flask-Login knows for this request, or ``None``."""
    from flask_login import current_user

    if not current_user.is_authenticated:
        return None
    account: object = current_user._get_current_object()
    return account


def find_place() -> None:
    """Set ``g.county_id`` from the path, before any session is born; 404 for an unknown county."""
    mark_read_only()
    g.viewer = g.target = g.policy = g.county = None
    found = _PLACE.match(request.path)
    g.county_id = found.group(1) if found else None
    if g.county_id is None:
        if g.get("county_in_rule"):
            abort(404)  # the rule wants a county and the segment is not one
        return
    county = _gate().county_exists(g.county_id)
    if not county:
        abort(404)
    g.county = county if isinstance(county, County) else None


def enforce() -> ResponseReturnValue | None:
    """Judge the request by its route's policy; answers only when the visitor must sign in first."""
    if request.routing_exception is not None or request.endpoint is None:
        # 404, 405 and the redirect to a trailing slash say nothing that the source does not.
        _judge_slash()
        return None
    gate = _gate()
    declared = gate.policies.get((request.endpoint, request.method))
    if declared is None:
        raise UndeclaredRoute([f"{request.endpoint}: no policy for {request.method}"])
    g.policy = declared
    try:
        check_csrf(declared)
    except CSRFError:
        # signed in anew in another window, or signed out there: the text is hers all the same
        kept = rescue(_account_id(gate)) if _from_our_own_page() else None
        if kept is None:
            raise
        return kept
    if declared.scope != "public":
        account = gate.account()
        if account is None:
            return _ask_to_sign_in()
        if declared.action != OWN_ACCOUNT:
            g.viewer = gate.load_viewer(account, g.county_id)
            if g.viewer is None:
                abort(404)
            if not gate.may(g.viewer, declared.action):
                abort(403)
    if declared.resource is not None:
        g.target = gate.loaders[declared.resource](request.view_args or {})
        if g.target is None:
            abort(404)
    return None


def _gate() -> Gate:
    gate: Gate = current_app.extensions[EXTENSION]
    return gate


def _judge_slash() -> None:
    """Let Flask raise. A redirect for a missing slash stays because it only names our own path."""
    exception = request.routing_exception
    if isinstance(exception, RequestRedirect) and request.method not in SAFE_METHODS:
        abort(404)  # a body would be lost on the way


def _ask_to_sign_in() -> ResponseReturnValue:
    if is_api():
        abort(401)
    wanted = own_address()
    if request.method not in SAFE_METHODS:
        kept = rescue(None)
        if kept is not None:
            return kept
        # After signing in the browser can only GET; go to the page of the same address if any.
        adapter = current_app.create_url_adapter(request)
        if adapter is None or not adapter.test(request.path, "GET"):
            return redirect(LOGIN, code=303)
        wanted = own_address().partition("?")[0]
    if not is_own(wanted):
        return redirect(LOGIN, code=303)
    return redirect(f"{LOGIN}?{urlencode({'next': wanted})}", code=303)


def _from_our_own_page() -> bool:
    """Only a browser can say so, and no page can make it lie."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _account_id(gate: Gate) -> str | None:
    account = gate.account()
    return None if account is None else str(getattr(account, "id", "")) or None


def _take_county_out(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Views never get ``county`` as an argument; the gate reads it from the path itself."""
    g.county_in_rule = values is not None and values.pop("county", None) is not None


def _put_county_in(endpoint: str, values: dict[str, Any]) -> None:
    county = g.get("county_id")
    if county is not None and current_app.url_map.is_endpoint_expecting(endpoint, "county"):
        values.setdefault("county", county)
