"""Speak in the tests' world as anybody: a signed cookie to the pages, a token to the API."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from core.db import db
from tests.authorization.placed import World

CSRF = "0123456789abcdef" * 2 + "01234567"


def sid_of(login: str) -> str:
    """The secret behind a sign-in of the tests, and so behind its cookie."""
    return f"sid-of-{login}"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Somebody who sends requests: by cookie to the pages, by token to the API."""

    app: Flask
    cookie: str
    bearer: str
    csrf: str

    def ask(
        self, method: str, path: str, *, by_cookie: bool | None = None, **sent: Any
    ) -> TestResponse:
        """Send one request; nothing is remembered from one to the next."""
        headers = dict(sent.pop("headers", {}))
        if by_cookie is None:
            by_cookie = not path.startswith("/api/")
        if not by_cookie and self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        else:
            headers["Cookie"] = self.cookie
            if method not in ("GET", "HEAD", "OPTIONS"):
                headers.setdefault("X-CSRFToken", self.csrf)
        client = self.app.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, **sent)


def voice(app: Flask, world: World, login: str) -> Voice:
    """Return how to speak as *login*; "" is nobody."""
    kept: dict[str, Any] = {"csrf_token": CSRF}
    if login:
        kept |= {"_user_id": world.uniquifiers[login], "_fresh": True, "sid": sid_of(login)}
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
    name = app.config["SESSION_COOKIE_NAME"]
    return Voice(
        app=app,
        cookie=f"{name}={signer.dumps(kept)}",
        bearer=world.tokens.get(login, ""),
        csrf=URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(CSRF),
    )


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Let requests end without their commit, so that one cell never changes the next."""
    registry = db.session
    registry.commit = registry.rollback  # type: ignore[method-assign]  # undone below
    try:
        yield
    finally:
        del registry.commit  # type: ignore[method-assign]  # the class's own is back


def fresh_key() -> str:
    """A new Idempotency-Key."""
    return secrets.token_urlsafe(12)
