"""What a log line and a figure may hold: no address, no query, no name."""

from __future__ import annotations

import json
import logging

import pytest

from core.web.requestlog import ALLOWED_KEYS, event_log, keep_allowed
from tests.core.web.sample import World, open_world


def test_a_line_says_what_happened_and_not_to_whom(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "jiahe.request")
    path = "/990101/cases/990101-2026-7K3QXF-M?q=周桂芬"
    world.client("desk").get(path, headers={"User-Agent": "13800000000"})
    (record,) = [each for each in caplog.records if each.name == "jiahe.request"]
    line = json.loads(record.getMessage())
    assert set(line) <= ALLOWED_KEYS
    assert line["endpoint"] == "cases.show"
    assert line["county"] == "990101"
    assert line["status"] == 404
    assert line["method"] == "GET"
    for private in ("7K3QXF", "周桂芬", "13800000000", "cases/"):
        assert private not in caplog.text


def test_a_key_outside_the_list_is_dropped() -> None:
    assert keep_allowed(None, "info", {"event": "x", "name": "周桂芬"}) == {"event": "x"}


def test_a_caller_cannot_smuggle_a_name_into_a_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "jiahe.request")
    event_log("jiahe.request").info("request", name="周桂芬", status=200)
    assert "周桂芬" not in caplog.text


def test_figures_go_by_endpoint(world: World) -> None:
    client = world.client("desk")
    client.get("/990101/cases/open")
    client.get("/nothing/here/990101-2026-7K3QXF-M")
    client.open("/x", method="BREW")
    figures = client.get("/metrics").text
    assert 'jiahe_requests_total{endpoint="cases.show",method="GET",status="200"} 1.0' in figures
    assert 'endpoint="unmatched",method="GET",status="404"' in figures
    assert 'method="other"' in figures
    assert 'jiahe_request_seconds_bucket{endpoint="cases.show",le="0.01"}' in figures
    for private in ("7K3QXF", "BREW", "990101"):
        assert private not in figures


def test_two_applications_count_apart(world: World) -> None:
    world.client().get("/healthz")
    assert "health.alive" not in open_world().client().get("/metrics").text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_figures_stay_in_the_house(world: World, header: str) -> None:
    client = world.client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404
    outside = {"REMOTE_ADDR": "8.8.8.8"}
    assert client.get("/metrics", environ_overrides=outside).status_code == 404
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": ""}).status_code == 404


def test_ready_means_that_requests_can_be_served() -> None:
    answers = [True, False]
    client = open_world(ready=lambda: answers.pop(0)).client()
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").data == b"ok\n"
