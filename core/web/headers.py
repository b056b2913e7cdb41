"""Put the security headers on every answer.

Nothing but our own files may run or be drawn, no page may be framed, no address of ours travels to
another site, and no page is kept by a browser that somebody else will open.
"""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask, g
from werkzeug.wrappers import Response

_POLICY: Final = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
CONTENT_SECURITY_POLICY: Final = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
PERMISSIONS_POLICY: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ONE_YEAR: Final = 365 * 24 * 3600


def init_headers(app: Flask, *, tls: bool) -> None:
    """Install the headers; `tls` says the site is reached over TLS (HSTS, secure cookies)."""
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_SECURE"] = tls

    always = dict(_ALWAYS)
    if tls:
        always["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"

    def finish(response: Response) -> Response:
        # Looked up once: asking the header list per name costs more than the rest of the shell.
        given = {name.lower() for name, _value in response.headers}
        wanted = {**always, "Content-Security-Policy": _content_policy()}
        response.headers.extend(
            [(name, value) for name, value in wanted.items() if name.lower() not in given]
        )
        if "cache-control" not in given:
            # Not only when somebody is signed in: a public page must not stay behind on a shared
            # computer either, and one rule for all makes answers that must not differ equal.
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        return response

    app.after_request(finish)


def script_nonce() -> str:
    """Return this answer's nonce and allow it once; only the page of the API's reader needs it."""
    if "script_nonce" not in g:
        g.script_nonce = secrets.token_urlsafe(16)
    nonce: str = g.script_nonce
    return nonce


def _content_policy() -> str:
    nonce = g.get("script_nonce")
    if nonce is None:
        return CONTENT_SECURITY_POLICY
    allowed = {**_POLICY, "script-src": f"'self' 'nonce-{nonce}'"}
    return "; ".join(f"{name} {value}" for name, value in allowed.items())
