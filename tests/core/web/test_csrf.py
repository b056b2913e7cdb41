"""A writing request must come from our own page, or bring its own identity."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from core.web.csrf import header_wins
from tests.core.web.sample import World


def token(client: FlaskClient) -> str:
    page = client.get("/990101/desk/").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_without_a_token_nothing_is_written(world: World) -> None:
    client = world.client("desk")
    answer = client.post("/990101/desk/", data={"summary": "x"})
    assert answer.status_code == 400
    assert "凭证" in answer.text
    assert world.session.log == []


def test_with_the_token_of_the_page_it_is(world: World) -> None:
    client = world.client("desk")
    answer = client.post("/990101/desk/", data={"csrf_token": token(client)})
    assert answer.status_code == 303
    assert world.session.log == ["commit"]


@pytest.mark.parametrize("forged", ["", "x", "a.b.c"])
def test_a_forged_token_is_refused(world: World, forged: str) -> None:
    assert (
        world.client("desk").post("/990101/desk/", data={"csrf_token": forged}).status_code == 400
    )


def test_the_token_of_somebody_else_is_refused(world: World) -> None:
    theirs = token(world.client("desk"))
    assert (
        world.client("desk").post("/990101/desk/", data={"csrf_token": theirs}).status_code == 400
    )


def test_another_site_is_refused_even_with_a_token(world: World) -> None:
    client = world.client("desk")
    answer = client.post(
        "/990101/desk/",
        data={"csrf_token": token(client)},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 400


def test_a_long_intake_still_saves(world: World) -> None:
    assert world.app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_the_api_asks_a_cookie_for_a_token_and_takes_it_from_the_header(world: World) -> None:
    client = world.client("desk")
    path = "/api/v1/990101/cases/open/moves"
    assert client.post(path).status_code == 400
    assert client.post(path, headers={"X-CSRFToken": token(client)}).status_code == 200


def test_an_authorization_header_needs_no_token(world: World) -> None:
    path = "/api/v1/990101/cases/open/moves"
    answer = world.client("desk").post(path, headers={"Authorization": "Bearer abc"})
    assert answer.status_code == 200


def test_an_authorization_header_throws_the_cookies_away() -> None:
    seen: list[dict[str, object]] = []

    def inner(environ: dict[str, object], _start: object) -> list[bytes]:
        seen.append(environ)
        return []

    serve = header_wins(inner)  # type: ignore[arg-type]
    serve({"HTTP_COOKIE": "session=x", "HTTP_AUTHORIZATION": "Bearer y"}, None)  # type: ignore[arg-type]
    serve({"HTTP_COOKIE": "session=x"}, None)  # type: ignore[arg-type]
    assert "HTTP_COOKIE" not in seen[0]
    assert seen[1]["HTTP_COOKIE"] == "session=x"


def test_the_application_itself_never_sees_the_cookie_beside_a_header(world: World) -> None:
    client = world.client()
    client.set_cookie("jiahe_language", "en")
    assert '<html lang="en">' in client.get("/login").text
    assert '<html lang="zh-Hans">' in client.get("/login", headers={"Authorization": "x"}).text


def test_choosing_the_look_needs_no_session(world: World) -> None:
    assert world.client().post("/preferences", data={"type": "large"}).status_code == 303
