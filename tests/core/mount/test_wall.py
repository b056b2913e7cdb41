"""What is closed answers like an address nobody serves: to every method and every spelling."""

import threading

import pytest
from flask import Blueprint, Flask, abort, make_response, request

from core.contract.walled import METHODS, NOBODY, answers
from core.contract.walled import differences as everywhere
from core.mount import WallMisplaced, check_wall
from core.mount.wall import plugin_of
from core.words import State
from tests.dummies import a_plugin, a_service, entry_point

PATHS = (
    "/990101/quiet/",
    "/990101/quiet",
    "/990101//quiet/",
    "//990101/quiet/",
    "/990101/quiet//",
    "/990101/quiet/ring",
    "/990101/quiet/ring/",
    "/990101/quiet/static/tea.txt",
    "/990101/quiet/static/",
    "/990101/quiet/nothing/of/the/kind",
    "/990101/%71uiet/",
    "/990101/quiet/?county=990102",
)


def differences(house, paths=PATHS, methods=METHODS):
    """Every request to the closed plugin that does not look like one to nobody."""
    return everywhere(house, paths, methods)


def test_the_open_plugin_answers(house):
    assert house.client.get("/990101/quiet/").text == "<p>安静</p>"
    assert house.client.get("/990101/quiet/static/tea.txt").data == b"tea\n"
    assert house.client.post("/990101/quiet/ring", data={"token": "t"}).text == "rung"
    assert house.client.get("/990101/quiet").status_code == 308
    assert house.client.get("/990101/quiet/ring").status_code == 405
    assert house.client.post("/990101/quiet/ring").status_code == 400


def test_the_closed_plugin_looks_like_nobody(house):
    house.states["quiet"] = State.CLOSED
    assert differences(house) == []
    response = house.client.get("/990101/quiet/")
    assert response.status_code == 404
    assert response.headers["X-Endpoint"] == "None"


def test_closing_still_serves_running_work(house):
    house.states["quiet"] = State.CLOSING
    assert house.client.get("/990101/quiet/").status_code == 200
    assert house.client.post("/990101/quiet/ring", data={"token": "t"}).status_code == 200


def test_the_next_request_obeys(house):
    client = house.client
    assert client.get("/990101/quiet/").status_code == 200
    house.states["quiet"] = State.CLOSED
    assert client.get("/990101/quiet/").status_code == 404
    house.states["quiet"] = State.OPEN
    assert client.get("/990101/quiet/").status_code == 200


def test_without_a_wall_the_comparison_turns_red(build_house):
    """The planted bug: the plugin is closed, and nothing stands in front of it."""
    house = build_house(entry_point("quiet"), wall=False)
    house.states["quiet"] = State.CLOSED
    assert len(differences(house)) > 10


def test_a_wall_that_only_aborts_turns_red(build_house):
    """The second planted bug: aborting leaves the plugin's own functions and handlers running."""
    pages = Blueprint("tea", __name__)
    pages.get("/")(lambda: "tea")

    @pages.after_request
    def sign(response):
        response.headers["X-Tea"] = "here"
        return response

    @pages.errorhandler(404)
    def mine(error):
        return "tea says no", 404

    def house_with(wall):
        house = build_house(handed={"tea": a_plugin(a_service("tea", blueprint=pages))}, wall=wall)
        house.states["tea"] = State.CLOSED
        return house

    leaky = house_with(wall=False)

    def aborting():
        if plugin_of(request.path, {"tea"}):
            abort(404)

    leaky.app.before_request_funcs[None].insert(0, aborting)
    assert differences(leaky, ("/990101/tea/",), ("GET",))
    assert differences(house_with(wall=True), ("/990101/tea/", "/990101/tea"), METHODS) == []


def test_nothing_of_a_closed_plugin_runs(build_house):
    ran = []
    pages = Blueprint("tea", __name__)
    pages.get("/")(lambda: ran.append("view") or "tea")
    pages.before_request(lambda: ran.append("before"))
    pages.after_request(lambda response: ran.append("after") or response)
    pages.teardown_request(lambda error: ran.append("teardown"))
    pages.context_processor(lambda: ran.append("context") or {})
    house = build_house(handed={"tea": a_plugin(a_service("tea", blueprint=pages))})
    house.states["tea"] = State.CLOSED
    house.client.get("/990101/tea/")
    assert ran == []
    house.states["tea"] = State.OPEN
    assert house.client.get("/990101/tea/").text == "tea"
    assert ran == ["before", "view", "after", "teardown"]


def test_a_quarantined_plugin_is_closed_without_asking(build_house):
    house = build_house(entry_point("stale"), entry_point("quiet"))
    assert answers(house, "/990101/stale/", "GET") == answers(house, NOBODY, "GET")
    assert house.asked == []


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/990101/quiet", "quiet"),
        ("//990101///quiet//x", "quiet"),
        ("/990101/quiet/x/quiet", "quiet"),
        ("/990101/desk/quiet", None),
        ("/99010/quiet/", None),
        ("/9901011/quiet/", None),
        ("/９９０１０１/quiet/", None),
        ("/api/v1/990101/switches/quiet", None),
        ("/static/quiet/x.css", None),
        ("/990101/QUIET/", None),
        ("/990101/quietly/", None),
        ("/990101", None),
        ("/", None),
        ("", None),
    ],
)
def test_which_paths_are_a_plugins(path, found):
    assert plugin_of(path, {"quiet"}) == found


def test_a_county_that_is_no_code_reaches_no_plugin(house):
    house.states["quiet"] = State.CLOSED
    for county in ("99010", "9901011", "abcdef", "９９０１０１"):
        assert house.client.get(f"/{county}/quiet/").status_code == 404


def test_core_pages_do_not_ask_the_switch(house):
    assert house.client.get("/990101/desk/").text == "desk"
    assert house.client.get("/").text == "home"
    assert house.asked == []


def test_more_than_a_few_at_once_are_sent_away(build_house, free_gates):
    house = build_house(entry_point("quiet"), gates=free_gates(1))
    leave = house.wall.gates.enter("quiet")
    assert house.client.get("/990101/quiet/").status_code == 503
    assert house.client.get("/990101/desk/").status_code == 200
    leave()
    assert house.client.get("/990101/quiet/").status_code == 200


def test_forty_hanging_requests_leave_the_desk_alone(build_house, free_gates):
    pages, go_on, inside = Blueprint("tea", __name__), threading.Event(), threading.Semaphore(0)

    @pages.get("/")
    def hang():
        inside.release()
        go_on.wait(30)
        return "at last"

    house = build_house(
        handed={"tea": a_plugin(a_service("tea", blueprint=pages))}, gates=free_gates(2)
    )
    said: list[int] = []
    threads = [
        threading.Thread(target=lambda: said.append(house.client.get("/990101/tea/").status_code))
        for _ in range(40)
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in range(2):
            assert inside.acquire(timeout=10)
        assert [house.client.get("/990101/desk/").text for _ in range(5)] == ["desk"] * 5
        assert not inside.acquire(blocking=False)
    finally:
        go_on.set()
        for thread in threads:
            thread.join(30)
    assert sorted(set(said)) == [200, 503]
    assert len(said) == 40
    assert house.client.get("/990101/tea/").text == "at last"


def test_a_place_is_given_back_whatever_happened(build_house, free_gates):
    pages = Blueprint("tea", __name__)

    @pages.get("/<how>")
    def serve(how):
        if how == "raise":
            raise ValueError
        if how == "exit":
            raise SystemExit
        return make_response(how)

    house = build_house(
        handed={"tea": a_plugin(a_service("tea", blueprint=pages))}, gates=free_gates(1)
    )
    client = house.client
    assert client.get("/990101/tea/raise").status_code == 500
    with pytest.raises(SystemExit):
        client.get("/990101/tea/exit")
    house.states["tea"] = State.CLOSED
    assert client.get("/990101/tea/x").status_code == 404
    house.states["tea"] = State.OPEN
    assert client.get("/990101/tea/x").status_code == 200


def test_the_wall_stands_first(house):
    check_wall(house.app, house.wall)


def test_something_before_the_wall_stops_the_start(house):
    def early():
        return None

    house.app.before_request_funcs[None].insert(0, early)
    with pytest.raises(WallMisplaced, match="early"):
        check_wall(house.app, house.wall)
    check_wall(house.app, house.wall, behind=[early])


def test_no_wall_and_merged_slashes_stop_the_start(house):
    with pytest.raises(WallMisplaced):
        check_wall(Flask("other"), house.wall)
    house.app.url_map.merge_slashes = True
    with pytest.raises(WallMisplaced):
        check_wall(house.app, house.wall)
