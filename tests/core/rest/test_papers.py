"""Papers over the API: issued once, read byte by byte, declared void."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.core.rest.conftest import Calls, problem


def test_a_receipt_is_issued_read_and_declared_void(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    path, party = f"cases/{case['number']}/documents", case["parties"][0]["id"]
    body = {"kind": "intake_receipt", "party": party}
    answer = desk.try_post(path, body, key="d1")
    assert answer.status_code == 201
    paper = answer.get_json()
    assert paper["addressee"] == "周桂芬"
    assert desk.post(path, body, key="d1")["number"] == paper["number"]
    copy = desk.ask("GET", f"{path}/{paper['id']}.pdf")
    assert (copy.status_code, copy.mimetype) == (200, "application/pdf")
    assert copy.data.startswith(b"%PDF")
    assert hashlib.sha256(copy.data).hexdigest() == paper["sha256"]
    assert "no-store" in copy.headers["Cache-Control"]
    void = f"{path}/{paper['id']}/void"
    assert problem(desk.try_post(void, {}), 422)["errors"].keys() == {"reason"}
    assert desk.post(void, {"reason": "姓名写错"})["state"] == "void"
    assert problem(desk.try_post(void, {"reason": "姓名写错"}), 409)
    listed = desk.get(path, count=1)
    assert [(one["number"], one["state"]) for one in listed["items"]] == [(paper["number"], "void")]
    assert desk.ask("GET", f"{path}/{paper['id']}.pdf").data == copy.data


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({}, 422, "kind"),
        ({"kind": "love_letter"}, 422, "kind"),
        ({"kind": "mediation.poem"}, 422, "kind"),
        ({"kind": "a.b.c"}, 422, "kind"),
        ({"kind": "intake_receipt", "party": "0000000000000"}, 422, "party"),
        ({"kind": "intake_receipt", "party": 7}, 422, "party"),
        ({"kind": "intake_receipt", "colour": "red"}, 422, "colour"),
        ({"kind": "disposal_plan"}, 409, ""),
        ({"kind": "mediation.agreement"}, 409, ""),
    ],
)
def test_a_paper_that_cannot_be_issued(as_: Calls, body: Any, status: int, told: str) -> None:
    desk = as_("desk")
    case = desk.receive()
    refused = problem(desk.try_post(f"cases/{case['number']}/documents", body), status)
    assert told in refused["errors"] if told else refused["reasons"]


def test_who_may_not_read_it_finds_nothing(as_: Calls) -> None:
    desk = as_("desk")
    case = desk.receive()
    path = f"cases/{case['number']}/documents"
    party = case["parties"][0]["id"]
    paper = desk.post(path, {"kind": "intake_receipt", "party": party})
    stranger = as_("desk_town")
    unknown = problem(stranger.ask("GET", "cases/990101-2026-AAAAAA-A/documents"), 404)
    assert problem(stranger.ask("GET", f"{path}/{paper['id']}.pdf"), 404) == unknown
    assert problem(desk.ask("GET", f"{path}/0000000000000.pdf"), 404) == unknown
    assert problem(desk.try_post(f"{path}/0000000000000/void", {"reason": "写错了"}), 404)
    assert problem(as_("supervisor").ask("GET", f"{path}/{paper['id']}.pdf"), 403)
    assert problem(as_("lawyer").try_post(path, {"kind": "intake_receipt"}), 404)
    assert problem(as_("auditor").try_post(path, {"kind": "intake_receipt"}), 403)
