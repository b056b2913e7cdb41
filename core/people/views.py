"""The routes about the person herself: where she starts, from which post, with which password."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from core.db import county_scope, db
from core.people.errors import PeopleRefused
from core.people.fresh import not_her_password
from core.people.models import Account
from core.people.passwords import LONGEST, SHORTEST
from core.people.roles import ROLES
from core.people.service import change_own_password
from core.people.sessions import end, home_of, sit_at
from core.people.staff import HeldPost, counties_of, posts_of
from core.people.trace import RENEWED, leave_trace

View = TypeVar("View", bound=Callable[..., Any])
_COUNTY = re.compile(r"[0-9]{6}", re.ASCII)
_ID = re.compile(r"[0-9a-z]{13}", re.ASCII)


class Declare(Protocol):
    """Attaches what a route does; the shell's `policy`, handed in because it lives above."""

    def __call__(
        self, *, action: str, scope: Any = ..., answer: Any = ...
    ) -> Callable[[View], View]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class CountyPosts:
    """The posts somebody holds in one county today."""

    code: str
    name: str
    posts: tuple[HeldPost, ...]


def _posts(account_id: str) -> tuple[CountyPosts, ...]:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's
    found = []
    for county in counties_of(db.session(), account_id):
        # a session belongs to one county, and this page to none
        with county_scope(app, county.code, read_only=True):
            posts = posts_of(db.session(), account_id)
        if posts:
            found.append(CountyPosts(code=county.code, name=county.name, posts=posts))
    return tuple(found)


def people_blueprint(declare: Declare) -> Blueprint:
    """Return the routes of this room, each with its policy."""
    people = Blueprint("people", __name__, template_folder="templates")

    @people.get("/")
    @declare(action="own_account", scope="platform", answer="P")
    def home() -> ResponseReturnValue:
        """Lead on to where this person works; who has no post yet is told whom to ask."""
        return redirect(home_of(current_user) or url_for("people.choose_post"), code=303)

    @people.get("/session/post")
    @declare(action="own_account", scope="platform", answer="P")
    def choose_post() -> ResponseReturnValue:
        """Show every post of the person, county by county."""
        return render_template("people/posts.html", counties=_posts(current_user.id), roles=ROLES)

    @people.post("/session/post")
    @declare(action="own_account", scope="platform", answer="P")
    def switch_post() -> ResponseReturnValue:
        """Work from another post, perhaps in another county, and start there."""
        county_code, post_id = request.form.get("county", ""), request.form.get("post", "")
        if not _COUNTY.fullmatch(county_code) or not _ID.fullmatch(post_id):
            abort(400)
        sit_at(county_code, post_id)
        return redirect("/", code=303)

    @people.get("/session/password")
    @declare(action="own_account", scope="platform", answer="P")
    def ask_password() -> ResponseReturnValue:
        """Ask for the present password and another one."""
        return _password_page({}, 200)

    @people.post("/session/password")
    @declare(action="own_account", scope="platform", answer="P")
    def change_password() -> ResponseReturnValue:
        """Take another password; she signs in anew with it, here and everywhere."""
        account: Account = current_user._get_current_object()
        typed = {name: request.form.get(name, "") for name in ("now", "password", "again")}
        if wrong := not_her_password(account, typed["now"]):
            return _password_page({"now": [wrong]}, 422)
        try:
            change_own_password(
                db.session(), account, new=typed["password"][: LONGEST + 1], again=typed["again"]
            )
        except PeopleRefused as refusal:
            told: dict[str, list[str]] = {}
            for one in refusal.reasons:
                text: str = _(one.text, **(one.values or {}))
                told.setdefault(one.field_name or "", []).append(text)
            return _password_page(told, 422)
        leave_trace(account.id, RENEWED)
        end()
        flash(_("密码改好了，请用新密码登录。别处的登录也都结束了。"), "ok")
        return redirect("/login", code=303)

    return people


def _password_page(wrong: dict[str, list[str]], status: int) -> ResponseReturnValue:
    """Draw the form, empty: a password that was typed is never sent back."""
    html = render_template("people/password.html", wrong=wrong, least=SHORTEST, most=LONGEST)
    return html, status
