"""Let anybody choose language, type size, contrast and shortcuts, with or without script.

The choices live in cookies, so the sign-in page and the public door follow them as well
(WCAG 2.1.4 for the keys).
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from core.web.language import COOKIE, LANGUAGES
from core.web.policy import policy
from core.web.redirects import redirect_back

preferences = Blueprint("preferences", __name__)
_ONE_YEAR: Final = 365 * 24 * 3600
# field of the form: (cookie, what it may be); the first is what a missing cookie means
CHOICES: Final = {
    "language": (COOKIE, tuple(LANGUAGES)),
    "type": ("jiahe_type", ("standard", "large")),
    "contrast": ("jiahe_contrast", ("standard", "more")),
    "keys": ("jiahe_keys", ("on", "off")),
}


@preferences.post("/preferences")
@policy(action="choose_look", scope="public", answer="P", csrf="none")
def choose() -> Response:
    """Keep the choice and go back; an unknown value changes nothing.

    No token is asked: it works before any session exists, and the worst a forged request can do is
    to enlarge the type.
    """
    response = redirect_back()
    for field, (cookie, allowed) in CHOICES.items():
        chosen = request.form.get(field)
        if chosen in allowed:
            response.set_cookie(
                cookie,
                chosen,
                max_age=_ONE_YEAR,
                httponly=True,
                samesite="Lax",
                secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            )
    return response


def chosen(field: str) -> str:
    """Return what this browser chose for `field`."""
    cookie, allowed = CHOICES[field]
    given = request.cookies.get(cookie)
    return given if given in allowed else allowed[0]
