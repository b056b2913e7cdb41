"""The description is true, valid and readable; and the two ways of signing in do not mix."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from core.forms import judge
from core.web.policy import policy_of
from tests.core.rest.conftest import COUNTY, INTAKE, Calls, problem

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPEC = "/api/v1/openapi.json"
COUNT_CALLS = f"""async () => {{
  const paths = (await (await fetch("{SPEC}")).json()).paths;
  const calls = Object.values(paths).flatMap((one) => Object.keys(one));
  return calls.filter((name) => name !== "parameters").length;
}}"""


def test_the_description_is_openapi(client: FlaskClient) -> None:
    answer = client.get(SPEC)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    described = answer.get_json()
    assert described["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_call_is_described_and_nothing_else(app: Flask, client: FlaskClient) -> None:
    described = client.get(SPEC).get_json()["paths"]
    told = {
        (path, method.upper())
        for path, calls in described.items()
        for method in calls
        if method != "parameters"
    }
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("rest.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told == served
    assert len(told) > 30


def test_calls_name_their_action_their_key_and_their_refusals(
    app: Flask, client: FlaskClient
) -> None:
    described = client.get(SPEC).get_json()["paths"]
    for path, calls in described.items():
        for method, call in calls.items():
            if method == "parameters":
                continue
            declared = policy_of(app.view_functions[f"rest.{call['operationId']}"], method.upper())
            assert declared is not None
            assert declared.scope == "county", path
            assert {"401", "403", "404", "422"} <= call["responses"].keys(), path
            keys = [one["name"] for one in call.get("parameters", ())]
            if "201" in call["responses"]:
                assert "Idempotency-Key" in keys, path


@pytest.mark.bundled
def test_the_intake_is_described_by_its_own_form(app: Flask, client: FlaskClient) -> None:
    from core.cases.forms import intake_form
    from tests.harness.apps import TODAY

    schema = client.get(SPEC).get_json()["components"]["schemas"]["Intake"]
    services = schema["properties"]["services"]["items"]["enum"]
    assert len(services) == 8
    assert set(INTAKE) <= set(schema["properties"])
    with app.test_request_context():
        form = intake_form(app.extensions["jiahe.roster"].services.values())
        assert judge(form, {**INTAKE, "point": None}, today=TODAY).ok


def test_the_page_to_browse_it_is_ours_alone(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    nonce = re.search(r'<script nonce="([^"]+)"', page.text)
    assert nonce is not None
    assert f"'nonce-{nonce.group(1)}'" in page.headers["Content-Security-Policy"]
    assert page.text.count("<script") == 2
    assert "http" not in page.text
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        with client.get(f"/api/v1/docs/{name}") as asset:
            assert asset.status_code == 200
    for name in ("oauth2-redirect.html", "swagger-ui.js", "../flask_swagger_ui.py", "%2e%2e/x"):
        assert client.get(f"/api/v1/docs/{name}").status_code == 404


@pytest.mark.browser
def drawn(page: Page) -> set[str]:
    """Return every call that is drawn on the way down: of a long list only what is in view is."""
    found: set[str] = set()
    for _step in range(200):
        page.wait_for_timeout(30)
        found |= set(page.eval_on_selector_all(".opblock", "all => all.map(one => one.id)"))
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
            break
        page.evaluate("scrollBy(0, innerHeight * 0.8)")
    return found


def test_the_page_draws_every_call(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto("/api/v1/docs")
    page.locator(".opblock").first.wait_for()
    assert len(drawn(page)) == page.evaluate(COUNT_CALLS)
    assert said == []


def test_two_apps_describe_themselves_apart(app: Flask, settings: Any) -> None:
    from dataclasses import replace

    from core.app import create_app

    other = create_app(replace(settings, plugins_off=frozenset({"psych"})))

    def services(one: Flask) -> list[str]:
        schema = one.test_client().get(SPEC).get_json()["components"]["schemas"]["Intake"]
        found: list[str] = schema["properties"]["services"]["items"]["enum"]
        return found

    assert set(services(app)) - set(services(other)) == {"psych"}


def sign_in(client: FlaskClient, username: str) -> str:
    """Sign a browser in and return the token its pages carry."""
    token = r'name="csrf_token"[^>]* value="([^"]+)"'
    found = re.search(token, client.get("/login").text)
    assert found is not None
    data = {"csrf_token": found.group(1), "username": username, "password": "jiahe-demo-2026"}
    assert client.post("/login", data=data).status_code == 302
    page = client.get(f"/{COUNTY}/desk/day").text
    found = re.search(token, page) or re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_a_browser_reads_with_its_cookie_and_writes_with_its_token(client: FlaskClient) -> None:
    cases = f"/api/v1/{COUNTY}/cases"
    assert problem(client.get(cases), 401)
    assert client.get(cases).headers["WWW-Authenticate"] == "Bearer"
    token = sign_in(client, "desk")
    assert client.get(cases).status_code == 200
    assert problem(client.post(cases, json=INTAKE), 400)
    assert client.get(f"{cases}?count=1").get_json()["total"] == 0
    written = client.post(cases, json=INTAKE, headers={"X-CSRFToken": token})
    assert (written.status_code, written.get_json()["lead"]) == (201, "desk")


def test_a_header_wins_over_a_cookie(client: FlaskClient, as_: Calls) -> None:
    sign_in(client, "desk")
    cases = f"/api/v1/{COUNTY}/cases"
    village = {"Authorization": f"Bearer {as_('village').token}"}
    taken = client.post(cases, json=INTAKE, headers=village)
    assert (taken.status_code, taken.get_json()["lead"]) == (201, "village")
    assert problem(client.get(cases, headers={"Authorization": "Bearer none"}), 401)


def test_a_refusal_speaks_the_language_of_the_cookie(client: FlaskClient) -> None:
    told = json.loads(client.get("/api/v1/990101/nothing").text)
    assert (told["status"], told["title"]) == (404, "没有找到这一页")
