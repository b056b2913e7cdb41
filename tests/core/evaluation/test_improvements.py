"""整改: cause, measure, who, until when; no evidence, no check; checked by somebody else (6.2)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

TOWN = f"{COUNTY}001"
PROBLEM = "受理须知贴在里屋，来的人看不到"
PLAN: dict[str, Any] = {
    "cause": "装修时移了公示栏", "measure": "移到窗口旁，放大字号", "owner": "mediator_town",
    "due": "2026-12-01",
}  # fmt: skip
DONE: dict[str, Any] = {"on": "2026-11-20", "what": "移好了", "evidence": "窗口照片两张"}
GOOD: dict[str, Any] = {"good": True, "note": "看过了，站在门口就看得到"}


@pytest.fixture
def opened(as_: Calls) -> Any:
    data = {"source": "check", "point": TOWN, "problem": PROBLEM}
    return as_("head").post("evaluation/improvements", {"data": data})


def _act(who: Caller, one: Any, act: str, data: dict[str, Any]) -> Any:
    now = who.ask("GET", f"evaluation/improvements/{one['id']}")
    version = now.get_json().get("version", 1)
    return who.try_post(
        f"evaluation/improvements/{one['id']}/{act}", {"version": version, "data": data}
    )


def test_step_by_step_and_by_another_at_the_end(as_: Calls, opened: Any) -> None:
    town, owner, head = as_("head_town"), as_("mediator_town"), as_("head")
    assert opened["due_on"] == "2026-12-21", "thirty days end on a Sunday"
    assert opened["acts"] == ["plan"]
    assert problem(_act(town, opened, "check", GOOD), 409), "not yet"
    assert owner.ask("GET", f"evaluation/improvements/{opened['id']}").status_code == 404
    wrong = problem(_act(town, opened, "plan", {**PLAN, "due": "2026-11-19"}), 422)
    assert list(wrong["errors"]) == ["due"]
    planned = _act(town, opened, "plan", PLAN).get_json()
    assert (planned["state"], planned["owner"]) == ("planned", "刘建国")
    (task,) = (one for one in owner.get("tasks")["items"] if one["kind"] == "improvement")
    assert PROBLEM not in task["title"]
    assert owner.get(f"evaluation/improvements/{opened['id']}")["acts"] == ["done"]
    assert _act(owner, opened, "plan", PLAN).status_code == 403
    for missing in ("what", "evidence"):
        refused = problem(_act(owner, opened, "done", {**DONE, missing: ""}), 422)
        assert list(refused["errors"]) == [missing], "no evidence, nothing to check"
    assert _act(owner, opened, "done", DONE).get_json()["state"] == "done"
    assert [one for one in owner.get("tasks")["items"] if one["kind"] == "improvement"] == []
    assert _act(owner, opened, "check", GOOD).status_code == 403, "not by oneself"
    back = _act(head, opened, "check", {"good": False, "note": "字还是太小"})
    assert list(problem(back, 422)["errors"]) == ["due"]
    body = {"good": False, "note": "字还是太小", "due": "2026-12-08"}
    sent_back = _act(head, opened, "check", body).get_json()
    assert (sent_back["state"], sent_back["due_on"]) == ("planned", "2026-12-08")
    assert _act(town, opened, "done", DONE).status_code == 200
    assert _act(town, opened, "check", GOOD).status_code == 403, "nor by who said it was done"
    checked = _act(head, opened, "check", GOOD).get_json()
    assert (checked["state"], checked["good"], checked["acts"]) == ("checked", True, [])
    assert problem(_act(head, opened, "plan", PLAN), 409)
    assert head.try_post(f"evaluation/improvements/{opened['id']}/burn", {
        "version": checked["version"], "data": {},
    }).status_code == 404  # fmt: skip


def test_it_is_for_who_answers_for_the_point(as_: Calls, opened: Any) -> None:
    for login, sees in (
        ("head", True), ("head_town", True), ("supervisor", True), ("village", False),
        ("desk", False), ("mediator", False),
    ):  # fmt: skip
        who = as_(login)
        status = who.ask("GET", f"evaluation/improvements/{opened['id']}").status_code
        assert status == (200 if sees else 404), login
        listed = [one["id"] for one in who.get("evaluation/improvements")["items"]]
        assert (opened["id"] in listed) is sees, login
    data = {"source": "own", "point": TOWN, "problem": PROBLEM}
    for login in ("desk", "mediator"):
        answer = as_(login).try_post("evaluation/improvements", {"data": data})
        assert answer.status_code == 403, login
    elsewhere = {**data, "point": f"{COUNTY}002"}
    refused = problem(
        as_("head_town").try_post("evaluation/improvements", {"data": elsewhere}), 422
    )
    assert list(refused["errors"]) == ["point"], "only what one answers for"


def test_the_pages(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    head = HtmlActor(app, "head", house)
    form = head.open(head.at("desk/evaluation/improvements/new")).form("/improvements")
    form.fill("problem", PROBLEM)
    refused = head.press(form)
    assert refused.status == 422
    assert PROBLEM in refused.text
    form = refused.form("/improvements")
    form.fill("source", "own")
    form.pick("point", house.places["county"].name)
    shown = head.press(form)
    assert "还没有定措施" in shown.text
    form = head.open(shown.link("/plan") or "").form("/plan")
    for name in ("cause", "measure", "due"):
        form.fill(name, PLAN[name])
    form.fill("owner", house.staff["mediator"].id)
    planned = head.press(form)
    assert "由孙志强改" in planned.text
    owner = HtmlActor(app, "mediator", house)
    day = owner.open(owner.at("desk/day"))
    listed = owner.open(day.link("desk/evaluation") or "")
    assert PROBLEM in listed.text
    one = owner.open(listed.link("/improvements/") or "")
    form = owner.open(one.link("/done") or "").form("/done")
    for name, value in DONE.items():
        form.fill(name, value)
    assert "窗口照片两张" in owner.press(form).text
    stale = head.open(planned.address)
    form = head.open(stale.link("/check") or "").form("/check")
    form.fill("good", "yes")
    form.fill("note", GOOD["note"])
    assert "已核验" in head.press(form).text
