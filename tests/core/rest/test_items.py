"""Service items over the API: open, claim, file, step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.rest.conftest import Caller, Calls, problem

CONSULT = {
    "mode": "visit",
    "adviser": "lawyer",
    "topics": ["property"],
    "conflict": "none",
    "question": "老房子写的父亲名字，怎么分",
    "answer": "先确认遗嘱有没有，再按份额分",
    "told_legal_aid": True,
    "opinion_wanted": True,
    "next_step": "own",
}
APPOINTMENT = {"at": "2026-11-21 09:00", "with_whom": "lawyer"}


class Bench:
    """A case whose consultation the lawyer has claimed."""

    def __init__(self, as_: Calls) -> None:
        self.desk, self.lawyer = as_("desk"), as_("lawyer")
        case = self.desk.receive(services=["legal_consult"])
        (item,) = case["items"]
        self.case, self.number, self.item = case, case["number"], item["id"]
        self.path = f"cases/{self.number}/items/{self.item}"
        self.lawyer.post(f"{self.path}/owner", {"version": 1, "account": "lawyer"})

    def version(self, caller: Caller | None = None) -> int:
        items = (caller or self.lawyer).get(f"cases/{self.number}")["items"]
        return next(int(one["version"]) for one in items if one["id"] == self.item)


@pytest.fixture
def bench(as_: Calls) -> Bench:
    return Bench(as_)


def test_a_waiting_item_is_claimed_by_who_holds_the_profession(as_: Calls) -> None:
    desk, lawyer, psychologist = as_("desk"), as_("lawyer"), as_("psychologist")
    case = desk.receive(services=["legal_consult"])
    (item,) = case["items"]
    assert item["owner"] == ""
    seen = lawyer.get(f"cases/{case['number']}")
    assert (seen["reach"], seen["summary"], seen["holder"]) == ("envelope", None, "")
    path = f"cases/{case['number']}/items/{item['id']}/owner"
    body = {"version": 1, "account": "lawyer"}
    assert problem(psychologist.try_post(path, body), 404)
    assert problem(lawyer.try_post(path, {**body, "version": 3}), 409)
    claimed = lawyer.post(path, body)
    assert (claimed["owner"], claimed["mine"], claimed["version"]) == ("lawyer", True, 2)
    full = lawyer.get(f"cases/{case['number']}")
    assert (full["reach"], full["parties"][0]["name"]) == ("item", "周桂芬")
    unknown = f"cases/{case['number']}/items/0000000000000/owner"
    assert problem(lawyer.try_post(unknown, body), 404)


@pytest.mark.postgres
def test_a_step_files_its_form_and_reads_back(bench: Bench) -> None:
    lawyer = bench.lawyer
    body = {"step": "consult", "version": 2, "data": CONSULT}
    item = lawyer.post(f"{bench.path}/steps", body, key="k1")
    assert (item["step"], item["version"], item["done"]) == ("consult", 3, ["consult"])
    assert item.keys() >= {"id", "service", "state", "step", "version"}
    assert lawyer.post(f"{bench.path}/steps", body, key="k1")["version"] == 3, "told again"
    (record,) = lawyer.get(f"cases/{bench.number}/records")["items"]
    assert record["form"] == "legal_consult.consult"
    lines = {line["name"]: line["value"] for line in record["lines"]}
    assert lines["mode"] == "现场"
    assert lines["answer"] == CONSULT["answer"]
    other = {**body, "data": {**CONSULT, "mode": "phone"}}
    assert problem(lawyer.try_post(f"{bench.path}/steps", other, key="k1"), 422)


def test_another_of_the_case_reads_no_restricted_line(bench: Bench) -> None:
    bench.lawyer.post(f"{bench.path}/steps", {"step": "consult", "version": 2, "data": CONSULT})
    (record,) = bench.desk.get(f"cases/{bench.number}/records")["items"]
    lines = {line["name"]: line for line in record["lines"]}
    assert lines["question"]["sealed"] is True
    assert CONSULT["question"] not in str(record)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"step": "consult", "data": CONSULT}, 422, "version"),
        ({"step": "consult", "version": 1, "data": CONSULT}, 409, ""),
        ({"step": "consult", "version": 2, "data": {}}, 422, "mode"),
        ({"step": "consult", "version": 2, "data": {**CONSULT, "x": 1}}, 422, "x"),
        ({"step": "consult", "version": 2, "data": {**CONSULT, "minutes": 12.7}}, 422, "minutes"),
        ({"step": "consult", "version": 2, "data": []}, 422, "data"),
        ({"step": "consult", "version": 2, "data": {**CONSULT, "conflict": "present"}}, 422,
         "conflict"),
        ({"step": "opinion", "version": 2, "data": {}}, 409, ""),
        ({"step": "dance", "version": 2}, 422, "step"),
        ({"step": "consult", "version": 2, "data": CONSULT, "why": ""}, 422, "why"),
    ],
)  # fmt: skip
def test_a_step_that_may_not_be_taken(bench: Bench, body: Any, status: int, field: str) -> None:
    refused = problem(bench.lawyer.try_post(f"{bench.path}/steps", body), status)
    if field:
        assert field in refused["errors"]
    else:
        assert refused["reasons"]
    assert bench.version() == 2


def test_a_record_is_filed_beside_the_steps(bench: Bench) -> None:
    body = {"form": "legal_consult.appointment", "data": APPOINTMENT, "version": 2}
    answer = bench.lawyer.try_post(f"{bench.path}/records", body, key="r1")
    assert answer.status_code == 201
    record = answer.get_json()
    assert (record["form"], record["item"], record["item_version"]) == (
        "legal_consult.appointment",
        bench.item,
        3,
    )
    lines = {line["name"]: line["value"] for line in record["lines"]}
    lawyer = bench.lawyer.get(f"cases/{bench.number}")["items"][0]["owner_name"]
    assert lines["with_whom"] == lawyer, "a username is understood, a name is told"
    again = bench.lawyer.post(f"{bench.path}/records", body, key="r1")
    assert again["id"] == record["id"]
    assert bench.version() == 3
    for changed, field in (
        ({"form": "psych.none"}, "form"),
        ({"data": {}}, "at"),
        ({"data": "x"}, "data"),
        ({"version": None}, "version"),
    ):
        refused = bench.lawyer.try_post(f"{bench.path}/records", {**body, "version": 3, **changed})
        assert field in problem(refused, 422)["errors"]
    stale = bench.lawyer.try_post(f"{bench.path}/records", body)
    assert problem(stale, 409)


def test_a_form_of_a_step_with_rules_is_filed_by_the_step_only(bench: Bench) -> None:
    """Filed beside it, neither its check nor what follows from it would have happened."""
    body = {"form": "legal_consult.consult", "data": CONSULT, "version": 2}
    refused = problem(bench.lawyer.try_post(f"{bench.path}/records", body), 409)
    assert "请按步骤办" in refused["reasons"][0]["text"]
    assert bench.lawyer.get(f"cases/{bench.number}/records")["items"] == []


def test_who_does_not_work_the_item_files_nothing(as_: Calls, bench: Bench) -> None:
    record = {"form": "legal_consult.appointment", "data": APPOINTMENT, "version": 2}
    step = {"step": "consult", "version": 2, "data": CONSULT}
    for name, status in (("supervisor", 403), ("psychologist", 404), ("desk_town", 404)):
        caller = as_(name)
        assert problem(caller.try_post(f"{bench.path}/records", record), status)
        assert problem(caller.try_post(f"{bench.path}/steps", step), status)


def test_a_party_of_another_case_is_nobody_here(as_: Calls) -> None:
    desk, counsellor = as_("desk"), as_("counsellor")
    case = desk.receive(services=["marriage_counseling"])
    other = desk.receive()
    item = case["items"][0]
    path = f"cases/{case['number']}/items/{item['id']}"
    counsellor.post(f"{path}/owner", {"version": 1, "account": "counsellor"})
    form = counsellor.get("forms/marriage_counseling.session")
    named = next(field["name"] for field in form["fields"] if field["kind"] == "party")
    data = {named: other["parties"][0]["id"]}
    body = {"form": form["key"], "data": data, "version": 2}
    refused = problem(counsellor.try_post(f"{path}/records", body), 422)
    assert named in refused["errors"]


def test_another_function_is_opened_while_it_takes_work_in(as_: Calls) -> None:
    desk, admin = as_("desk"), as_("admin")
    case = desk.receive()
    path = f"cases/{case['number']}/items"
    answer = desk.try_post(path, {"service": "family_education"}, key="i1")
    assert answer.status_code == 201
    assert answer.get_json()["service"] == "family_education"
    assert (
        desk.post(path, {"service": "family_education"}, key="i1")["id"] == answer.get_json()["id"]
    )
    assert desk.version(case["number"]) == 2
    twice = desk.try_post(path, {"service": "family_education"})
    assert problem(twice, 409)["reasons"][0]["text"] == "这项服务已经在办"
    assert admin.put("switches/legal_aid", {"state": "closing"}).status_code == 200
    closing = desk.try_post(path, {"service": "legal_aid"})
    assert "只办结" in problem(closing, 409)["reasons"][0]["text"]
    assert admin.put("switches/hardship_aid", {"state": "closed"}).status_code == 200
    closed = desk.try_post(path, {"service": "hardship_aid"})
    assert "停用" in problem(closed, 409)["reasons"][0]["text"]
    assert problem(desk.try_post(path, {"service": "magic"}), 422)["errors"].keys() == {"service"}
    assert problem(desk.try_post(path, {}), 422)["errors"].keys() == {"service"}
    assert problem(as_("supervisor").try_post(path, {"service": "family_education"}), 403)
    assert problem(as_("desk_town").try_post(path, {"service": "family_education"}), 404)
