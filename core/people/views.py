"""The two routes about the person herself: where she starts, and from which post she works."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from core.people.sessions import home_of, sit_at

View = TypeVar("View", bound=Callable[..., Any])
_COUNTY = re.compile(r"[0-9]{6}", re.ASCII)
_ID = re.compile(r"[0-9a-z]{13}", re.ASCII)


class Declare(Protocol):
    """Attaches what a route does; the shell's `policy`, handed in because it lives above."""

    def __call__(
        self, *, action: str, scope: Any = ..., answer: Any = ...
    ) -> Callable[[View], View]: ...


def people_blueprint(declare: Declare) -> Blueprint:
    """Return the routes of this room, each with its policy."""
    people = Blueprint("people", __name__, template_folder="templates")

    @people.get("/")
    @declare(action="own_account", scope="platform", answer="P")
    def home() -> ResponseReturnValue:
        """Lead on to where this person works."""
        place = home_of(current_user)
        if place is None:
            abort(403)
        return redirect(place, code=303)

    @people.post("/session/post")
    @declare(action="own_account", scope="platform", answer="P")
    def switch_post() -> ResponseReturnValue:
        """Work from another post, perhaps in another county, and start there."""
        county_code, post_id = request.form.get("county", ""), request.form.get("post", "")
        if not _COUNTY.fullmatch(county_code) or not _ID.fullmatch(post_id):
            abort(400)
        sit_at(county_code, post_id)
        return redirect("/", code=303)

    return people
