"""Measure CPU per request, product and bare Flask in turns, and say how they compare.

CPU and not wall-clock time, because the machine may be busy; in turns, because it may be busier
later; medians, because some turns are unlucky anyway.
"""

from __future__ import annotations

import gc
import io
import re
import secrets
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask

Send = Callable[[], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request of the desk's day: where, and what is sent along (a fresh key each time)."""

    name: str
    path: str
    form: Mapping[str, str] | None = None
    expects: int = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What one operation costs: milliseconds of CPU, by the clock (the database's own server counts
    there alone), and statements sent."""

    name: str
    database: str
    cases: int
    product: float
    bare: float
    clock: float
    statements: int
    size: int

    @property
    def ratio(self) -> float:
        """How many times the CPU of bare Flask with the same SQL."""
        return self.product / self.bare


class Browser:
    """A signed-in session that speaks WSGI directly: no client in between to be measured too."""

    def __init__(self, app: Flask, county: str, username: str, password: str) -> None:
        self.app, self.county = app, county
        client = app.test_client()
        page = client.get("/login").text
        answer = client.post(
            "/login",
            data={"username": username, "password": password, "csrf_token": _token(page)},
        )
        if answer.status_code != 302 or "/login" in answer.headers["Location"]:
            raise LookupError(f"{username} was not let in: {answer.status_code}")
        desk = client.get(f"/{county}/desk/")
        self.token = _token(desk.text)
        cookies = client._cookies or {}
        self.cookie = "; ".join(f"{one.key}={one.value}" for one in cookies.values())

    def sender(self, asked: Asked) -> Send:
        """Return what sends the request once and returns the length of the answer."""
        return lambda: call(self.app, asked, cookie=self.cookie, token=self.token)


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise LookupError("no token on the page")
    return found[1]


def call(app: Flask, asked: Asked, *, cookie: str = "", token: str = "") -> int:
    """Send one request to *app* and return the length of its answer; raise on another status."""
    path, _mark, query = asked.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if asked.form is None else "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    if asked.form is not None:
        sent = {**asked.form, "csrf_token": token, "key": secrets.token_urlsafe(12)}
        body = urlencode(sent).encode()
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    told: list[str] = []

    def start(status: str, headers: Any, trouble: Any = None) -> Any:
        told.append(status)
        return None

    answer = app(environ, start)
    try:
        size = sum(len(part) for part in answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
    if int(told[0][:3]) != asked.expects:
        raise RuntimeError(f"{asked.name} ({asked.path}) was answered {told[0]}")
    return size


def interleaved(product: Send, bare: Send, *, rounds: int, each: int) -> tuple[float, float, float]:
    """Return the median CPU milliseconds of one request of each, measured in turns, and of the
    first the median by the clock."""
    for warm in (product, bare):
        for _turn in range(3):
            warm()
    ours, theirs, clock = [], [], []
    gc.collect()
    gc.freeze()
    for _round in range(rounds):
        start = time.perf_counter()
        ours.append(_cpu(product, each))
        clock.append((time.perf_counter() - start) * 1000 / each)
        theirs.append(_cpu(bare, each))
    gc.unfreeze()
    return statistics.median(ours), statistics.median(theirs), statistics.median(clock)


def _cpu(send: Send, each: int) -> float:
    start = time.process_time()
    for _turn in range(each):
        send()
    return (time.process_time() - start) * 1000 / each
