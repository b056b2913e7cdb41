"""No route without a declaration, no writing GET, no declaration without a route."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.views import MethodView

from core.web import UndeclaredRoute, finish_web, policy
from core.web.policy import (
    OWN_ACCOUNT,
    STATIC_FILES,
    THIRD_PARTY,
    RoutePolicy,
    check_policies,
    policy_of,
)
from tests.core.web.sample import World


def bare() -> Flask:
    return Flask("tests.policy", static_folder=None)


def faults(app: Flask, **more: object) -> str:
    with pytest.raises(UndeclaredRoute) as caught:
        check_policies(app, **{"third_party": {}, **more})  # type: ignore[arg-type]
    return str(caught.value)


def test_a_silent_route_stops_the_application(unfinished: World) -> None:
    unfinished.app.add_url_rule("/990101/forgotten", "forgotten", lambda: "all names")
    with pytest.raises(UndeclaredRoute, match=r"forgotten \(/990101/forgotten\): no policy for"):
        finish_web(unfinished.app, session=unfinished.session)


def test_every_silent_route_is_named_at_once() -> None:
    app = bare()
    app.add_url_rule("/one", "one", lambda: "")
    app.add_url_rule("/two", "two", lambda: "", methods=["POST"])
    told = faults(app)
    assert "one (/one)" in told
    assert "two (/two)" in told


def test_a_rule_added_after_the_judgement_is_not_served(world: World) -> None:
    @policy(action="receive")
    def late() -> str:
        return "late"

    world.app._got_first_request = False
    world.app.add_url_rule("/<county>/late", "late", late)
    assert world.client("desk").get("/990101/late").status_code == 500


@pytest.mark.parametrize("csrf", ["form", "token"])
def test_a_writing_policy_on_get_is_refused(csrf: str) -> None:
    app = bare()
    view = policy(action="settle", scope="public", csrf=csrf)(lambda: "")  # type: ignore[arg-type]
    app.add_url_rule("/settle", "settle", view)
    assert "a writing policy answers GET" in faults(app)


def test_one_function_may_not_both_show_and_write() -> None:
    app = bare()
    view = policy(action="settle", scope="public")(lambda: "")
    app.add_url_rule("/settle", "settle", view, methods=["GET", "POST"])
    assert "one policy both reads and writes" in faults(app)


def test_signed_in_writing_without_a_token_is_refused() -> None:
    app = bare()
    view = policy(action="settle", scope="platform", csrf="none")(lambda: "")
    app.add_url_rule("/settle", "settle", view, methods=["POST"])
    assert "needs a CSRF check" in faults(app)


def test_scope_and_address_must_agree() -> None:
    app = bare()
    app.add_url_rule("/here", "here", policy(action="read")(lambda: ""))
    app.add_url_rule("/x/<county>", "behind", policy(action="read")(lambda county: ""))
    app.add_url_rule(
        "/<county>/there", "there", policy(action="read", scope="platform")(lambda: "")
    )
    told = faults(app)
    assert "here (/here): county scope" in told
    assert "behind (/x/<county>): county scope" in told
    assert "there (/<county>/there): platform scope" in told


def test_a_loader_nobody_gave_is_named() -> None:
    app = bare()
    view = policy(action="read", resource="case")(lambda: "")
    app.add_url_rule("/<county>/case", "case", view)
    assert "no loader is registered for 'case'" in faults(app)
    check_policies(app, third_party={}, resources={"case"})


def test_a_dead_third_party_entry_is_refused() -> None:
    gone = RoutePolicy(action="sign_in", scope="public")
    assert "no such rule exists" in faults(bare(), third_party={"security.gone": gone})


def test_a_third_party_rule_must_keep_its_promise() -> None:
    app = bare()
    app.add_url_rule("/logout", "security.logout", lambda: "", methods=["GET", "POST"])
    promised = RoutePolicy(
        action=OWN_ACCOUNT, scope="platform", csrf="form", methods=frozenset({"POST"})
    )
    assert "promised ['POST']" in faults(app, third_party={"security.logout": promised})


def test_each_method_of_a_class_may_declare_itself() -> None:
    class Cases(MethodView):
        @policy(action="read_cases", scope="public")
        def get(self) -> str:
            return ""

        @policy(action="receive", scope="public")
        def post(self) -> str:
            return ""

    app = bare()
    app.add_url_rule("/cases", view_func=Cases.as_view("cases"))
    table = check_policies(app, third_party={})
    assert table["cases", "GET"].action == "read_cases"
    assert table["cases", "HEAD"].action == "read_cases"
    assert table["cases", "POST"].action == "receive"


def test_a_silent_method_beside_a_declared_one_is_named() -> None:
    class Cases(MethodView):
        @policy(action="read_cases", scope="public")
        def get(self) -> str:
            return ""

        def delete(self) -> str:
            return ""

    app = bare()
    app.add_url_rule("/cases", view_func=Cases.as_view("cases"))
    assert "no policy for DELETE" in faults(app)


def test_a_folder_of_files_is_known_and_nothing_else_that_calls_itself_static() -> None:
    app = Flask("tests.policy", static_folder="static")
    assert check_policies(app, third_party={})["static", "GET"] is STATIC_FILES
    app.add_url_rule("/x/<number>", "x.static", lambda number: number)
    assert "x.static" in faults(app)


def test_two_policies_on_one_view_are_a_mistake() -> None:
    view = policy(action="read", scope="public")(lambda: "")
    with pytest.raises(TypeError, match="two policies"):
        policy(action="write", scope="public")(view)


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": ""},
        {"action": "read", "scope": "world"},
        {"action": "read", "answer": "X"},
        {"action": "read", "csrf": "maybe"},
        {"action": OWN_ACCOUNT, "scope": "county"},
    ],
)
def test_a_policy_without_sense_cannot_be_made(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"policy|scope|county"):
        RoutePolicy(**wrong)  # type: ignore[arg-type]


def test_a_plain_function_declares_nothing() -> None:
    assert policy_of(lambda: "", "GET") is None


def test_no_third_party_rule_is_left_open_by_accident() -> None:
    """Every foreign entry says which methods it may answer, so an upgrade cannot add one."""
    assert [name for name, each in THIRD_PARTY.items() if each.methods is None] == []
