"""The headers that stand on every answer."""

from __future__ import annotations

import pytest

from core.web.headers import CONTENT_SECURITY_POLICY, script_nonce
from tests.core.web.sample import World, open_world

PAGES = ["/990101/desk/", "/login", "/unknown", "/healthz", "/api/v1/990101/cases/open"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_them(world: World, path: str) -> None:
    headers = world.client("desk").get(path).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Vary"] == "Cookie"
    assert "Strict-Transport-Security" not in headers
    assert all(len(headers.getlist(name)) == 1 for name, _value in headers if name != "Set-Cookie")


def test_an_answer_that_was_never_routed_carries_them_too(world: World) -> None:
    headers = world.client().open("/x", method="BREW").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_page_may_set_its_own_and_no_second_one_appears(world: World) -> None:
    with world.app.test_request_context("/"):
        response = world.app.make_response("x")
        response.headers["Cache-Control"] = "private, max-age=5"
        response.headers["content-security-policy"] = "sandbox"
        done = world.app.process_response(response)
    assert done.headers["Cache-Control"] == "private, max-age=5"
    assert done.headers.getlist("Content-Security-Policy") == ["sandbox"]


def test_a_nonce_serves_one_answer(world: World) -> None:
    nonces = set()
    for _round in range(2):
        with world.app.test_request_context("/"):
            nonce = script_nonce()
            assert script_nonce() == nonce
            done = world.app.process_response(world.app.make_response("x"))
            allowed = done.headers["Content-Security-Policy"]
            assert f"script-src 'self' 'nonce-{nonce}';" in allowed
            assert "style-src 'self';" in allowed
            nonces.add(nonce)
    assert len(nonces) == 2


def test_behind_tls_the_browser_is_told_to_stay_there() -> None:
    world = open_world(tls=True)
    headers = world.app.test_client().get("/unknown").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert world.app.config["SESSION_COOKIE_SECURE"] is True


def test_cookies_are_kept_from_scripts_and_other_sites(world: World) -> None:
    answer = world.client().post("/preferences", data={"type": "large"})
    cookie = answer.headers["Set-Cookie"]
    assert "jiahe_type=large" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
