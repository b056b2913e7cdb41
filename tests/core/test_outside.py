"""Behind TLS and a proxy: the cookie never travels in the clear, limits count whoever asked, and
the figures stay in the house, through waitress too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import request
from werkzeug.test import Client

from core.app import create_app
from core.cli.serving import _listen
from core.config import Settings, SettingsError, _proxies
from tests.harness.apps import COUNTY

THROUGH = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https"}


def test_behind_tls_and_one_proxy(settings: Settings) -> None:
    app = create_app(replace(settings, address="https://jiahe.example.gov.cn", proxies=1))
    seen: list[str | None] = []
    app.before_request_funcs[None].insert(0, lambda: seen.append(request.remote_addr))
    answer = app.test_client().get("/login", headers=THROUGH)
    assert answer.headers["Strict-Transport-Security"]
    cookie = answer.headers["Set-Cookie"]
    assert "Secure" in cookie, "a sign-in that travels in the clear is anybody's"
    server = _listen(app, "127.0.0.1", 0)
    try:
        outside = Client(server.application)
        local = {"REMOTE_ADDR": "127.0.0.1"}
        assert outside.get("/metrics", headers=THROUGH, environ_overrides=local).status_code == 404
        assert outside.get("/metrics", environ_overrides=local).status_code == 200
        place = f"/{COUNTY}/public/verify?code=2222-2222"
        for client, asked in (("203.0.113.9", 20), ("203.0.113.10", 1)):
            headers = {"X-Forwarded-For": f"10.0.0.1, {client}"}
            for _time in range(asked):
                told = outside.get(place, headers=headers, environ_overrides=local)
                assert told.status_code == 200, "who asks too often stops nobody else"
    finally:
        server.close()
    assert seen[0] == "203.0.113.9", "what the visitor wrote herself is not believed"


def test_where_no_proxy_is_named_nobody_is_believed(settings: Settings) -> None:
    assert not settings.tls
    assert (_proxies(None), _proxies("0"), _proxies("2")) == (0, 0, 2)
    for given in ("-1", "4", "all", "1.0"):
        with pytest.raises(SettingsError, match="JIAHE_PROXIES"):
            _proxies(given)
