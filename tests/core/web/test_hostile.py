"""Whatever a stranger sends, the shell answers calmly and repeats none of it."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.web.sample import open_world

# one world for all examples: hypothesis makes hundreds
WORLD = open_world()
MARK = "<svg/onload=alert(1)>"
HOSTILE = st.sampled_from(
    [
        MARK,
        "{{ 7*7 }}",
        "${7*7}",
        "' OR 1=1 --",
        "\x00",
        "\u202e\u2066",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "../../../../etc/passwd",
        "%0d%0aSet-Cookie: x=1",
        "\r\nSet-Cookie: x=1",
        "９９０１０１",
        "a" * 3000,
        "//evil.example",
        "=1+1",
    ]
)


@settings(deadline=None)
@given(path=st.binary(max_size=60), query=st.binary(max_size=60))
def test_any_bytes_in_an_address(path: bytes, query: bytes) -> None:
    environ = {
        "PATH_INFO": "/" + path.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
    }
    answer = WORLD.client("desk").get("/", environ_overrides=environ)
    assert answer.status_code < 500


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40) | HOSTILE)
def test_any_text_in_every_place_is_neither_obeyed_nor_repeated(text: str) -> None:
    client = WORLD.client("desk")
    coded = quote_from_bytes(text.encode("utf-8", "replace"))
    tried = [
        client.get(f"/990101/cases/{coded}"),
        client.get(f"/990101/cases/?q={coded}&state={coded}&after={coded}&{coded}=1"),
        client.get(f"/990101/desk/?{coded}"),
        client.get(f"/login?next={coded}"),
        client.post("/preferences", data={"type": text, "language": text, "next": text}),
        client.get(f"/api/v1/990101/cases/{coded}"),
        client.get("/login", headers={"Authorization": coded, "Cookie": f"jiahe_type={coded}"}),
    ]
    for answer in tried:
        assert answer.status_code < 500
        assert MARK not in answer.text
        assert "alert(1)" not in answer.headers.get("Location", "")
        location = answer.headers.get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")
        cookies = answer.headers.getlist("Set-Cookie")
        assert not any(cookie.startswith("x=") for cookie in cookies)


def test_a_body_beyond_the_limit_is_a_413_page() -> None:
    world = open_world()
    world.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = world.client("desk").post("/990101/desk/", data={"summary": "长" * 2000})
    assert answer.status_code == 413
    assert "太大" in answer.text
