"""One commit, after a good answer, and only then."""

from __future__ import annotations

import pytest
from flask.views import MethodView
from sqlalchemy.exc import IntegrityError

from core.web import finish_web, policy
from tests.core.web.sample import World


@pytest.fixture
def open_world(world: World) -> World:
    world.app.config["WTF_CSRF_ENABLED"] = False
    return world


@pytest.mark.parametrize(
    ("data", "status", "log"),
    [
        ({}, 303, ["commit"]),
        ({"redraw": "1"}, 422, ["rollback"]),
        ({"wrong": "1"}, 422, ["rollback"]),
        ({"breaks": "1"}, 500, ["rollback"]),
    ],
)
def test_commit_only_below_400(
    open_world: World, data: dict[str, str], status: int, log: list[str]
) -> None:
    assert open_world.client("desk").post("/990101/desk/", data=data).status_code == status
    assert open_world.session.log == log


def test_a_domain_refusal_rolls_back(open_world: World) -> None:
    assert open_world.client("desk").post("/990101/cases/open/moves").status_code == 409
    assert open_world.session.log == ["rollback"]
    assert open_world.seen["read_only"] is False


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_never_commits(open_world: World, method: str) -> None:
    open_world.client("desk").open("/990101/cases/open", method=method)
    assert open_world.session.log == []


def test_a_commit_that_fails_is_undone_and_not_called_a_success(open_world: World) -> None:
    def full() -> None:
        raise OSError("no space left")

    open_world.session.commit = full  # type: ignore[method-assign]
    assert open_world.client("desk").post("/990101/desk/").status_code == 500
    assert open_world.session.log == ["rollback"]


def test_a_view_that_answers_both_commits_only_what_it_writes(unfinished: World) -> None:
    class Both(MethodView):
        @policy(action="look", scope="public")
        def get(self) -> str:
            return "seen"

        @policy(action="write", scope="public", csrf="none")
        def post(self) -> str:
            return "written"

    unfinished.app.add_url_rule("/both", view_func=Both.as_view("both"))
    finish_web(unfinished.app, session=unfinished.session)
    client = unfinished.client()
    assert client.get("/both").text == "seen"
    assert unfinished.session.log == []
    assert client.post("/both").text == "written"
    assert unfinished.session.log == ["commit"]


@pytest.mark.parametrize(
    ("sent", "status", "log"),
    [({"key": "k"}, 200, ["rollback", "commit"]), ({}, 500, ["rollback"])],
)
def test_a_form_pressed_twice_at_once_is_run_again_by_its_key(
    unfinished: World, sent: dict[str, str], status: int, log: list[str]
) -> None:
    tries: list[str] = []

    @policy(action="write", scope="public", csrf="none")
    def press() -> str:
        tries.append("")
        if len(tries) == 1:
            raise IntegrityError("the other one was first", None, Exception())
        return "the first answer again"

    unfinished.app.add_url_rule("/press", view_func=press, methods=["POST"])
    finish_web(unfinished.app, session=unfinished.session)
    assert unfinished.client().post("/press", data=sent).status_code == status
    assert unfinished.session.log == log
