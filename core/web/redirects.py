"""Accept a "next page" only inside our own origin.

A sign-in page that forwards to any address lends our good name to a forged one.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response

_LONGEST: Final = 2000
# Going back to these after signing in would loop or sign out again.
_NEVER: Final = ("/login", "/logout")


def is_own(target: str) -> bool:
    """Tell whether `target` is a plain path on this origin.

    Browsers read a backslash as a slash and drop tabs and newlines inside an address, so both are
    refused before anything is parsed; two leading slashes name another host.
    """
    if not target.startswith("/") or target.startswith("//") or len(target) > _LONGEST:
        return False
    if "\\" in target or any(ord(sign) <= 0x20 or ord(sign) == 0x7F for sign in target):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def safe_next(target: str | None, default: str = "/") -> str:
    """Return `target` when it is ours, else `default`; an absolute address of ours is shortened."""
    if not target:
        return default
    own = request.host_url.rstrip("/")
    if target.startswith(own + "/"):
        target = target[len(own) :]
    if not is_own(target):
        return default
    path = urlsplit(target).path
    if any(path == never or path.startswith(never + "/") for never in _NEVER):
        return default
    return target


def own_address() -> str:
    """Return this request's path and query, quoted again: what a user typed may be any bytes."""
    path = quote(request.path, safe="/!$&'()*+,;=:@")
    query = quote(request.query_string, safe="%!$&'()*+,;=:@/?")
    return f"{path}?{query}" if query else path


def redirect_back(default: str = "/") -> Response:
    """Answer a finished form: 303 to its ``next`` field when that is ours, else to `default`."""
    return redirect(safe_next(request.form.get("next"), default), code=303)
