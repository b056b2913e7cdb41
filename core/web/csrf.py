"""Check that a writing request was meant by the person who is signed in.

The token never expires on its own: an intake that takes two hours must still be saved. A request
that identifies itself with an ``Authorization`` header is exempt, and in return its cookies are
thrown away before anything can read them, so the two ways of signing in never mix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask, current_app, g, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest

from core.web.policy import SAFE_METHODS, RoutePolicy

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_EXTENSION: Final = "csrf"
_SHOWN: Final = "csrf_token_shown"


def init_csrf(app: Flask) -> None:
    """Set Flask-WTF up without its own request function: the gate decides when to check."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # It wants a Referer over TLS, which our own Referrer-Policy takes away; Sec-Fetch-Site is
    # asked instead.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    CSRFProtect().init_app(app)
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.wsgi_app = header_wins(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as Flask documents it


def csrf_token() -> str:
    """Return the token of this request; a page of a case asks for it in a dozen forms."""
    token: str | None = g.get(_SHOWN)
    if token is None:
        token = generate_csrf()
        setattr(g, _SHOWN, token)
    return token


def header_wins(inner: WSGIApplication) -> WSGIApplication:
    """Drop the cookies of a request that carries an ``Authorization`` header."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "HTTP_AUTHORIZATION" in environ:
            environ.pop("HTTP_COOKIE", None)
        return inner(environ, start_response)

    return serve


def check_csrf(declared: RoutePolicy) -> None:
    """Refuse a writing request of a signed-in browser that carries no valid token.

    Raises 400 (`CSRFError` or `BadRequest`).
    """
    if request.method in SAFE_METHODS or declared.csrf == "none":
        return
    if "Authorization" in request.headers or not current_app.config["WTF_CSRF_ENABLED"]:
        return
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise BadRequest
    protect: Callable[[], None] = current_app.extensions[_EXTENSION].protect
    protect()
