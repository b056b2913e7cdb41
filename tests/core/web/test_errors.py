"""What went wrong, said calmly, and the same for all that one may not know."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from core.web import Problem, UndeclaredRoute, finish_web
from core.web.errors import WORDS
from tests.core.web.sample import World

UNKNOWN = [
    "/no/such/page",
    "/990101/cases/990101-2026-7K3QXF-M",
    "/990101/cases/sealed",
    "/990101/service/",
    "/999999/desk/",
    "/990102/desk/",
    "/990101/%3Cscript%3Ealert(1)%3C/script%3E",
    "/static/0123456789abcdef/web/jiahe.css",
    "/static/0123456789abcdef/../../etc/passwd",
]


def headers(answer: Any) -> list[tuple[str, str]]:
    return sorted(pair for pair in answer.headers if pair[0] != "Date")


@pytest.mark.parametrize("path", UNKNOWN)
def test_all_404_pages_are_one_page_to_the_byte(world: World, path: str) -> None:
    world.closed.add("service")
    client = world.client("desk")
    first, this = client.get("/quite/unknown"), client.get(path)
    assert (this.status_code, this.data) == (404, first.data)
    assert headers(this) == headers(first)


@pytest.mark.parametrize(
    "path", ["/api/v1/990101/cases/sealed", "/api/v1/999999/x", "/api/nothing"]
)
def test_all_404_answers_of_the_api_are_one_answer(world: World, path: str) -> None:
    client = world.client("desk")
    first, this = client.get("/api/quite/unknown"), client.get(path)
    assert this.data == first.data
    assert headers(this) == headers(first)


def test_the_404_page_is_neutral(world: World) -> None:
    page = world.client().get("/unknown").text
    for telling in ("家和", "家事", "纠纷", "妇联", "<svg", "unknown", "is-bad"):
        assert telling not in page


@pytest.mark.parametrize("status", sorted(WORDS))
def test_every_status_has_words_and_a_page(world: World, status: int) -> None:
    client = world.client()
    with world.app.test_request_context("/x"):
        page = world.app.handle_user_exception(Problem(status))  # type: ignore[attr-defined]
        assert page.status_code == status
        assert page.mimetype == "text/html"
        assert str(WORDS[status][0]) in page.get_data(as_text=True)
    with world.app.test_request_context("/api/x"):
        problem = world.app.handle_user_exception(Problem(status)).get_json()  # type: ignore[attr-defined]
        assert {"type", "title", "status", "detail"} <= set(problem)
        assert problem["status"] == status
    assert client.get("/unknown").status_code == 404


def test_words_speak_english_too_when_the_cookie_says_so(world: World) -> None:
    client = world.client()
    client.set_cookie("jiahe_language", "en")
    assert '<html lang="en">' in client.get("/unknown").text


def test_a_problem_carries_reasons_with_their_article(world: World) -> None:
    answer = world.client("desk").post(
        "/api/v1/990101/cases/open/moves?refuse=1", headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 409
    assert answer.json == {
        "type": "about:blank",
        "title": "现在还不能这样办",
        "status": 409,
        "detail": "情况可能刚刚有变化。请回到上一页，看一看最新的内容再办。",
        "reasons": [{"text": "还没有双方签名的协议", "citation": "人民调解法第29条"}],
    }


def test_a_page_shows_reasons_and_errors(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = False
    client = world.client("desk")
    refused = client.post("/990101/cases/open/moves")
    assert refused.status_code == 409
    assert "还没有双方签名的协议" in refused.text
    assert "人民调解法第29条" in refused.text
    wrong = client.post("/990101/desk/", data={"wrong": "1"})
    assert wrong.status_code == 422
    assert "写一句话" in wrong.text


def test_405_says_what_is_allowed(world: World) -> None:
    answer = world.client("desk").put("/990101/desk/")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_crash_gives_a_number_and_not_what_was_typed(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = False
    answer = world.client("desk").post("/990101/desk/", data={"breaks": "1"})
    assert answer.status_code == 500
    assert "199 0000 1234" not in answer.text
    assert "199 0000 1234" not in caplog.text
    assert "周桂芬" not in caplog.text
    assert "ZeroDivisionError" in caplog.text
    number = answer.text.partition('class="number">')[2].partition("<")[0]
    assert len(number) == 12
    assert number in caplog.text


def test_a_database_that_is_away_is_a_503_that_says_come_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.app.test_request_context("/x"):
        error = OperationalError("select name", {"name": "周桂芬"}, OSError("disk full"))
        page = world.app.handle_user_exception(error)  # type: ignore[attr-defined]
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert "周桂芬" not in caplog.text + page.get_data(as_text=True)
    assert "OperationalError" in caplog.text


def test_descriptions_of_a_view_never_reach_a_page(world: World) -> None:
    with world.app.test_request_context("/x"):
        for error in (400, 403, 404, 409, 500):
            kind = HTTPException("张三的手机 13800000000")
            kind.code = error
            page = world.app.handle_user_exception(kind)  # type: ignore[attr-defined]
            assert "张三" not in page.get_data(as_text=True)


def test_an_unheard_of_status_falls_back_to_a_known_one(world: World) -> None:
    with world.app.test_request_context("/x"):
        for status, shown in ((418, 400), (451, 400), (502, 503), (504, 500)):
            kind = HTTPException()
            kind.code = status
            assert world.app.handle_user_exception(kind).status_code == shown  # type: ignore[attr-defined]


def test_texts_of_a_schema_come_by_field(world: World) -> None:
    error = HTTPException()
    error.code = 422
    error.data = {  # type: ignore[attr-defined]
        "messages": {"json": {"summary": ["写一句话"], "parties": {0: {"name": ["写姓名"]}}}}
    }
    with world.app.test_request_context("/api/x"):
        answer = world.app.handle_user_exception(error).get_json()  # type: ignore[attr-defined]
    assert answer["errors"] == {"summary": ["写一句话"], "parties.0.name": ["写姓名"]}


def test_a_library_that_takes_the_error_pages_over_stops_the_application(
    unfinished: World,
) -> None:
    unfinished.app.register_error_handler(HTTPException, lambda error: ("mine", 500))
    with pytest.raises(UndeclaredRoute, match="error pages"):
        finish_web(unfinished.app, session=unfinished.session)


def test_a_status_without_words_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="418"):
        Problem(418)
