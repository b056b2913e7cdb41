"""Who gets in where: place, sign-in, post, permission, thing; and what the order promises."""

from __future__ import annotations

import pytest

from tests.core.web.sample import World


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("desk", "/990101/desk/", 200),
        ("desk", "/990101/cases/open", 200),
        ("desk", "/990101/cases/sealed", 404),  # may not know
        ("desk", "/990101/cases/shut", 403),  # knows, may not
        ("desk", "/990101/admin/", 403),  # in scope, without the action
        ("desk", "/990102/desk/", 404),  # no post in that county
        ("stranger", "/990101/cases/open", 404),
        ("stranger", "/990102/cases/open", 200),
        ("desk", "/999999/desk/", 404),  # no such county
        ("desk", "/９９０１０１/desk/", 404),  # digits of another script
        ("desk", "/abcdef/desk/", 404),
        ("desk", "/990101//desk/", 404),  # slashes are not merged
        ("desk", "/990101/service/", 200),
        ("desk", "/account", 200),
        (None, "/login", 200),
        (None, "/healthz", 200),
    ],
)
def test_who_gets_what(world: World, who: str | None, path: str, status: int) -> None:
    assert world.client(who).get(path).status_code == status


def test_the_county_is_known_before_the_view_and_not_an_argument(world: World) -> None:
    assert world.client("desk").get("/990101/cases/open").status_code == 200
    assert world.seen == {"county": "990101", "read_only": True}


def test_links_inside_a_county_need_not_name_it(world: World) -> None:
    assert b'href="/990101/cases/list"' in world.client("desk").get("/990101/desk/").data


def test_nobody_is_sent_to_sign_in_and_back(world: World) -> None:
    answer = world.client().get("/990101/cases/open?tab=papers")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=%2F990101%2Fcases%2Fopen%3Ftab%3Dpapers"


def test_the_api_says_401_and_redirects_nobody(world: World) -> None:
    answer = world.client().get("/api/v1/990101/cases/open")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_any_bytes_in_the_query_survive_the_way_to_the_sign_in_page(world: World) -> None:
    answer = world.client().get("/990101/desk/?q=%FF%00%22<>")
    assert answer.status_code == 303
    raw = {"QUERY_STRING": b"q=\xff\xfe\x01".decode("latin-1")}
    answer = world.client().get("/990101/desk/", environ_overrides=raw)
    assert answer.status_code == 303
    assert answer.headers["Location"].isascii()


def test_an_expired_session_on_a_form_leads_to_the_page_of_the_form(world: World) -> None:
    """Both need the token first, so the check of tokens is off here."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    client = world.client()
    assert client.post("/990101/desk/").headers["Location"] == "/login?next=%2F990101%2Fdesk%2F"
    assert client.post("/990101/cases/open/moves").headers["Location"] == "/login"


def test_a_closed_function_is_a_wall_for_every_method(world: World) -> None:
    client = world.client("desk")
    assert client.get("/990101/service/").status_code == 200
    world.closed.add("service")
    blank = client.get("/no/such/page")
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW"):
        answer = client.open("/990101/service/", method=method)
        assert answer.status_code == 404, method
    assert client.get("/990101/service").status_code == 404  # not even the missing slash
    assert client.get("/990101/service/").data == blank.data


def test_the_wall_stands_before_the_sign_in(world: World) -> None:
    world.closed.add("service")
    assert world.client().get("/990101/service/").status_code == 404


def test_a_missing_slash_is_added_for_reading_only(world: World) -> None:
    client = world.client("desk")
    assert client.get("/990101/desk").headers["Location"].endswith("/990101/desk/")
    assert client.post("/990101/desk").status_code == 404


def test_options_is_judged_like_reading(world: World) -> None:
    assert world.client().options("/990101/desk/").status_code == 303
    assert world.client("desk").options("/990101/admin/").status_code == 403


def test_navigation_offers_only_what_may_be_opened(world: World) -> None:
    page = world.client("desk").get("/990101/desk/").text
    assert "办件</a>" in page
    assert "管理</a>" not in page
    assert '<a href="/990101/desk/" aria-current="page">窗口</a>' in page
