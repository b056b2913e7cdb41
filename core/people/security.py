"""Signing in and out: Flask-Security set up for usernames, server-side sign-ins and bearer tokens.

Its own pages for registering, recovering and changing by mail stay off: accounts are given by the
county's admin. Its hooks carry our lockout; its loaders are replaced by ours, which find account,
sign-in and posts in one query.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any, Final, Protocol, TypedDict
from urllib.parse import unquote, urlsplit

from flask import Flask, Request, after_this_request, current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import user_logged_out
from flask_login.utils import _user_context_processor
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, user_authenticated
from flask_security.tf_plugin import tf_clean_session
from flask_security.utils import set_request_attr
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import select
from werkzeug.wrappers import Response

from core.clocks import now
from core.db import db
from core.people import sessions
from core.people.lockout import is_locked
from core.people.models import Account, WebAuthn
from core.people.signin import LIMITER, SignInForm
from core.people.trace import SIGNED_IN, SIGNED_OUT, leave_trace
from core.people.views import Declare, people_blueprint

# longer addresses of ours do not exist
_LONGEST: Final = 2000
Remember = Callable[[Response, Account], None]


class FieldKey(Protocol):
    """A key for what is sealed at rest."""

    @property
    def name(self) -> str: ...
    @property
    def secret(self) -> bytes: ...


class SecuritySettings(Protocol):
    """The part of the settings signing in needs."""

    @property
    def secret_key(self) -> str: ...
    @property
    def field_keys(self) -> Sequence[FieldKey]: ...
    @property
    def redis_url(self) -> str | None: ...
    @property
    def sandbox(self) -> bool: ...


class RuleWords(TypedDict, total=False):
    """What a `RoutePolicy` of the shell is made of."""

    action: str
    scope: str
    answer: str
    methods: frozenset[str]


class _NoRole(RoleMixin):
    """Flask-Security wants a class of roles; ours are posts in counties and not its business."""


_BOTH: Final = frozenset({"GET", "POST"})
_ONLY_POST: Final = frozenset({"POST"})
_SIGN_IN: Final[RuleWords] = {"action": "sign_in", "scope": "public", "methods": _BOTH}
_SECOND_FACTOR: Final[Mapping[str, RuleWords]] = {
    "security.verify": {"action": "own_account", "scope": "platform", "methods": _BOTH},
    # setting up may happen half signed in, so these judge for themselves who is there
    "security.two_factor_setup": _SIGN_IN,
    "security.two_factor_setup_validate": {**_SIGN_IN, "methods": _ONLY_POST},
    "security.two_factor_token_validation": _SIGN_IN,
    "security.two_factor_rescue": _SIGN_IN,
    "security.tf_select": _SIGN_IN,
    "security.mf_recovery": _SIGN_IN,
    "security.mf_recovery_codes": {
        "action": "own_account",
        "scope": "platform",
        "answer": "S",
        "methods": _BOTH,
    },
}
_ALWAYS: Final[Mapping[str, RuleWords]] = {
    "security.login": _SIGN_IN,
    "security.logout": {"action": "sign_out", "scope": "public", "methods": _ONLY_POST},
}


def init_security(
    app: Flask,
    settings: SecuritySettings,
    *,
    declare: Declare,
    second_factor: bool | None = None,
    idle: timedelta = sessions.IDLE,
    remember: Remember | None = None,
) -> None:
    """Set signing in up on *app*; call after the shell, whose gate has to judge first.

    ``declare`` attaches a route's policy (the shell's `policy`); ``second_factor`` None means
    everywhere but in the sandbox; ``remember`` may copy the account's choices into the answer of a
    sign-in. Queries nothing.
    """
    wanted = not settings.sandbox if second_factor is None else second_factor
    app.config.setdefault("SECRET_KEY", settings.secret_key)
    app.config.update(_config(settings.field_keys, second_factor=wanted))
    app.config[sessions.IDLE_KEY] = idle
    # ours first: its templates win over those Flask-Security brings
    app.register_blueprint(people_blueprint(declare))
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, Account, _NoRole, WebAuthn),
        login_form=SignInForm,
    )
    security.want_json(_never_json)
    security.login_context_processor(lambda: {"idle_minutes": idle // timedelta(minutes=1)})
    _load_ourselves(app, security)
    for endpoint in [name for name in app.view_functions if name.startswith("security.")]:
        app.view_functions[endpoint] = _staying_here(app.view_functions[endpoint])
    if wanted:
        app.view_functions["security.two_factor_rescue"] = _use_recovery_code
        for name in ("two_factor_token_validation", "mf_recovery"):
            guarded = app.view_functions[f"security.{name}"]
            app.view_functions[f"security.{name}"] = _unless_locked(guarded)
    # The engine of Flask-Limiter without its request functions: only wrong attempts are counted.
    app.extensions[LIMITER] = MovingWindowRateLimiter(
        storage_from_string(settings.redis_url or "memory://")
    )
    _connect(app, remember)


def foreign_rules(app: Flask) -> dict[str, RuleWords]:
    """Return what Flask-Security's rules on *app* do, by endpoint, for the table of policies."""
    known = {**_ALWAYS, **_SECOND_FACTOR}
    return {
        endpoint: known[endpoint]
        for endpoint in {rule.endpoint for rule in app.url_map.iter_rules()} & known.keys()
    }


def _config(keys: Sequence[FieldKey], *, second_factor: bool) -> dict[str, Any]:
    return {
        "SECURITY_DATETIME_FACTORY": now,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # Hashed once: with the secret key mixed in, changing the key would lock everybody out.
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [
            {"username": {"mapper": str, "case_insensitive": False}}
        ],
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/login",
        "SECURITY_LOGIN_USER_TEMPLATE": "security/login_user.html",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_TOKEN_AUTHENTICATION_HEADER": "X-Not-Used",
        "SECURITY_FRESHNESS": timedelta(minutes=30 if second_factor else -1),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
        "SECURITY_TWO_FACTOR": second_factor,
        "SECURITY_TWO_FACTOR_REQUIRED": False,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": second_factor,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            _derived(key, b"recovery codes") for key in keys
        ],
        "SECURITY_TOTP_SECRETS": {key.name: _derived(key, b"totp") for key in keys},
        "SECURITY_TOTP_ISSUER": "家和",
        # What the browser believes about itself is no proof of anything, and it changes on a phone.
        "SESSION_PROTECTION": None,
    }


def _derived(key: FieldKey, purpose: bytes) -> str:
    """Return a key of its own for *purpose*: second factors are sealed at rest like the rest."""
    digest = hashlib.blake2b(purpose, key=key.secret, digest_size=32).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _load_ourselves(app: Flask, security: Any) -> None:
    """Put our loaders in, and take out what would load a user where nobody asked for one."""
    manager, principal = security.login_manager, security.principal
    manager.user_loader(_by_cookie)
    manager.request_loader(_by_request)
    # Principal would look the user up before every request, those for a style sheet included, and
    # Flask-Login for every template, error pages included.
    before = app.before_request_funcs[None]
    before[:] = [each for each in before if getattr(each, "__self__", None) is not principal]
    app.template_context_processors[None].remove(_user_context_processor)


def _by_cookie(uniquifier: str) -> Account | None:
    account = sessions.by_cookie(uniquifier)
    if account is not None:
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
    return account


def _by_request(request: Request) -> Account | None:
    authorization = request.headers.get("Authorization")
    if not authorization or not request.path.startswith("/api/"):
        return None
    return sessions.by_bearer(authorization)


def _staying_here(view: Callable[..., Any]) -> Callable[..., Response]:
    """Answer as *view* does, but never lead to another site: a sign-in page that does lends our
    name to a forged one."""

    @wraps(view)
    def run(**arguments: Any) -> Response:
        response = current_app.make_response(view(**arguments))
        place = response.headers.get("Location")
        if place is not None and not _is_path(place):
            response.headers["Location"] = "/"
        return response

    return run


def _is_path(location: str) -> bool:
    """One leading slash; nothing invisible, and no backslash, which browsers take for a slash."""
    parts = urlsplit(location)
    path = unquote(parts.path)
    if len(location) > _LONGEST or parts.scheme or parts.netloc:
        return False
    if any(sign <= " " or sign in "\\\x7f" for sign in path):
        return False
    return path.startswith("/") and not path.startswith("//")


def _never_json(request: Request) -> bool:
    """The JSON of Flask-Security would be a second API beside ours, with tokens of its own."""
    return False


def _unless_locked(view: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a locked account away from the second step too, or six digits could be tried out there
    for as long as it takes."""

    @wraps(view)
    def run(**arguments: Any) -> Any:
        uniquifier = session.get("tf_user_id")
        wanted = select(Account).where(Account.fs_uniquifier == uniquifier)
        account = db.session.scalar(wanted) if uniquifier else None
        if account is not None and (is_locked(account) or not account.active):
            tf_clean_session()  # type: ignore[no-untyped-call]  # typed in no release yet
            return redirect(url_for("security.login"), code=303)
        return view(**arguments)

    return run


def _use_recovery_code() -> ResponseReturnValue:
    """Who lost her device uses a recovery code; nobody here writes mails about it."""
    return redirect(url_for("security.mf_recovery"), code=303)


def _connect(app: Flask, remember: Remember | None) -> None:
    def came(sender: Flask, user: Account, **_more: Any) -> None:
        sessions.begin(user)
        leave_trace(user.id, SIGNED_IN)
        if remember is not None:

            @after_this_request
            def keep(response: Response) -> Response:
                remember(response, user)
                return response

    def left(sender: Flask, user: Account | None = None, **_more: Any) -> None:
        sessions.end()
        if isinstance(user, Account):
            leave_trace(user.id, SIGNED_OUT)

    # strong references: the functions live in this call only
    user_authenticated.connect(came, app, weak=False)
    user_logged_out.connect(left, app, weak=False)
